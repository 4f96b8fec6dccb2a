# shellcheck shell=bash
# Roots of another Debian, made by mmdebstrap from the mirror in apt's own sources. Sourced.

# mirror RELEASE FOLDER: the first of apt's own mirrors that has it; FOLDER is for a file.
mirror() {
    local uri
    while read -r uri; do
        if /usr/lib/apt/apt-helper download-file "${uri%/}/dists/$1/InRelease" "$2/InRelease" >/dev/null 2>&1; then
            rm "$2/InRelease"
            printf '%s\n' "${uri%/}"
            return
        fi
    done < <(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | awk '!seen[$0]++')
    return 1
}

# bootstrap RELEASE FOLDER OPTION...: makes FOLDER/root; what it printed is in FOLDER/log. Status 69: no mirror has it.
bootstrap() {
    local release=$1 folder=$2 from setting settings=()
    from=$(mirror "$release" "$folder") || return 69
    # The machine's proxy, and what it is told about clocks and dates.
    while read -r setting; do settings+=("--aptopt=$setting"); done < <(
        apt-config dump Acquire | grep -E '^Acquire::(https?::Proxy|Check-)' | grep -v '""')
    mmdebstrap --mode=root --dpkgopt=force-unsafe-io "${settings[@]}" "${@:3}" "$release" "$folder/root" "$from" \
        >"$folder/log" 2>&1
}

# board_root RELEASE [ARCHITECTURE]: prints the folder of a clean Debian of that release (bookworm, trixie), as a board
# has it before packcoach: systemd, udev, dbus, sudo, a user pi. Made first where there is none, beside the other caches:
# 350 MB. What `apt install` will ask for is downloaded already, so that it works where there is no network. Of another
# architecture than this machine's are packcoach's own libraries alone. 69: no mirror has it.
board_root() {
    local native cache key making status=0 suffix= wanted=(libgpiod3 libsqlite3-0 libstdc++6 libsystemd0)
    local base=(dbus sudo systemd-sysv udev)
    native=$(dpkg --print-architecture)
    cache=${PACKCOACH_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/packcoach}/board
    key=$1-${2:-$native}-$(declare -f board_root | sha256sum | cut -c 1-16)
    [ "$1" != bookworm ] || wanted[0]=libgpiod2
    [ "${2:-$native}" = "$native" ] || suffix=:$2
    if [ ! -d "$cache/$key" ]; then
        [ "$(id -u)" -eq 0 ] || return 69
        mkdir -p "$cache"
        making=$(mktemp -d "$cache/making.XXXXXX")
        # shellcheck disable=SC2016
        bootstrap "$1" "$making" --variant=minbase --architectures="$native${2:+,$2}" \
            --include="$(IFS=, && echo "${base[*]}")" --skip=cleanup/apt \
            --customize-hook='chroot "$1" useradd --create-home --groups sudo --shell /bin/bash pi' \
            --customize-hook='echo "pi ALL=(ALL) NOPASSWD: ALL" >"$1/etc/sudoers.d/pi"' \
            --customize-hook='chroot "$1" apt-get clean' \
            --customize-hook="chroot \"\$1\" apt-get install --yes --download-only --no-install-recommends \
                sqlite3 ${wanted[*]/%/$suffix}" || status=$?
        if [ $status -ne 0 ]; then
            [ $status -eq 69 ] || tail -n 30 "$making/log" >&2
            rm -rf --one-file-system "$making"
            return $status
        fi
        chmod 755 "$making" "$making/root"
        mv -T "$making" "$cache/$key"
    fi
    printf '%s\n' "$cache/$key/root"
}
