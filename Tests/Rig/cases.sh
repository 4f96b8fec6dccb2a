# shellcheck shell=bash
# Cases: scripts that each have a kernel of their own, as many side by side as there are cores. Sourced by what plays
# them, which sets these and says with a function `boot_case FILE` how the kernel is booted; that function ends in exec.
#
#   scratch             a folder for consoles
#   longest_silence_s   real seconds, after which a case has failed
#   passed, failed      counted on here

# play_cases FILE...: plays them; a line for each, in this order, and of one that failed the console too.
play_cases() {
    local case
    for case in "$@"; do
        while [ "$(jobs -rp | wc -l)" -ge "$(nproc)" ]; do wait -n || true; done
        play_case "$case" &
    done
    wait || true
    for case in "$@"; do show_case "$case"; done
}

# play_case FILE: its console, and how and after how many seconds its kernel ended, lie in $scratch.
play_case() {
    local name started status=0 pid= watcher=
    name=$(basename "$1" .sh)
    # Each kernel is the head of a process group: killed alone it would leave children that compute for ever.
    set -m
    trap '[ -z "$pid" ] || kill -KILL -- -"$pid"; exit 143' TERM
    started=$(date +%s%N)
    # Whatever goes wrong, nothing computes for ever.
    (ulimit -t $((2 * longest_silence_s)) && boot_case "$1") >"$scratch/console-$name" & pid=$!
    ( sleep "$longest_silence_s"; kill -KILL -- -$pid ) 2>/dev/null & watcher=$!
    # Nobody wants to read how it ended.
    disown $watcher
    wait $pid 2>/dev/null || status=$?
    kill -- -$watcher 2>/dev/null || true
    printf '%s %s\n' "$status" "$(seconds_since "$started")" >"$scratch/ended-$name"
}

# show_case FILE: its verdict.
show_case() {
    local name status seconds title
    name=$(basename "$1" .sh)
    read -r status seconds <"$scratch/ended-$name"
    title=$(sed -n '1s/^# //p' "$1")
    if grep -q '^rig: passed' "$scratch/console-$name"; then
        passed=$((passed + 1))
        printf 'ok    %-22s %5s s  %s\n' "$name" "$seconds" "$title"
        return
    fi
    failed=$((failed + 1))
    printf 'FAIL  %-22s %5s s  %s\n' "$name" "$seconds" "$title"
    [ "$status" -lt 128 ] || printf '      | no end within %d s of real time\n' "$longest_silence_s"
    sed 's/^/      | /; s/\r$//' "$scratch/console-$name"
}

# seconds_since NANOSECONDS: of the wall clock, with a tenth.
seconds_since() { awk -v ns=$(($(date +%s%N) - $1)) 'BEGIN { printf "%.1f", ns / 1e9 }'; }

# kill_jobs: for an EXIT trap.
kill_jobs() {
    local job
    for job in $(jobs -p); do kill -TERM -- -"$job" 2>/dev/null || true; done
    wait
}
