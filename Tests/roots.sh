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
