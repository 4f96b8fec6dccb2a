# shellcheck shell=bash
# The steps of Tests/run: a heading, seconds, a clear end, and what a failing one printed. Sourced by it.

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
readonly scratch
readonly output=$scratch/output

results=()
failed_steps=()
needed=

# step NAME FUNCTION: runs it; its output is shown where it fails, what it hands to `report` always.
step() {
    local name=$1 function=$2 status=0 started=$SECONDS
    printf '\n== %s\n' "$name"
    if [ -n "$needed" ] && is_failed "$needed"; then
        printf 'NOT RUN: "%s" failed\n' "$needed"
        failed_steps+=("$name")
        results+=("not run      $name")
        return
    fi
    : >"$scratch/report"
    # Not in a condition: there, bash would overlook failures inside the function.
    set +e
    (
        set -e
        "$function"
    ) >"$output" 2>&1
    status=$?
    set -e
    if [ $status -eq 0 ]; then
        cat "$scratch/report"
        printf 'ok, %d s\n' $((SECONDS - started))
        results+=("$(printf 'ok    %4d s  %s' $((SECONDS - started)) "$name")")
    else
        show_failure
        printf 'FAILED, %d s\n' $((SECONDS - started))
        failed_steps+=("$name")
        results+=("$(printf 'FAIL  %4d s  %s' $((SECONDS - started)) "$name")")
    fi
}

# What the failing step printed; of much, what looks like the failure, and the end.
show_failure() {
    if [ "$(wc -l <"$output")" -le 300 ]; then
        cat "$output"
    else
        grep -E -A 5 'error:|recorded an issue|✘|FAIL|^Fatal' "$output" | head -n 200 || true
        printf -- '--- the last lines:\n'
        tail -n 60 "$output"
    fi
}

# The steps from here on make sense only where this one passed.
after() { needed=$1; }
anyhow() { needed=; }

is_failed() {
    local name
    for name in "${failed_steps[@]}"; do
        [ "$name" != "$1" ] || return 0
    done
    return 1
}

# report TEXT: shown although the step passed.
report() { printf '%s\n' "$1" >>"$scratch/report"; }

# cannot_check WHY: passes, loudly, on somebody's own machine, and fails in continuous integration.
cannot_check() {
    report "NOT CHECKED: $1"
    [ "${CI:-}" != true ] || {
        echo "$1"
        return 1
    }
}

# How each step ended; the script's exit status.
summary() {
    printf '\n== Summary\n'
    printf '%s\n' "${results[@]}"
    printf '\nsteps: %d passed, %d failed\n' $((${#results[@]} - ${#failed_steps[@]})) ${#failed_steps[@]}
    [ ${#failed_steps[@]} -eq 0 ]
}
