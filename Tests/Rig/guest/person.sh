# A person at a board that has never had packcoach, with nothing but the README. Sourced by the cases of
# Tests/Rig/packages.d.
. "$RIG/guest/units.sh"

# The package brings it, after the first command.
readonly readme=/usr/share/doc/packcoach/README.md
typed=()
said=

# type_in COMMAND [STATUS]: a command of the README, letter by letter.
type_in() {
    local command
    type_also "$@"
    typed+=("$1")
    [ -f $readme ] || return 0
    for command in "${typed[@]}"; do
        grep -qF -- "$command" $readme || fail "the README has no line: $command"
    done
}

# type_also COMMAND [STATUS]: as user pi, after a login of its own; what it says is in `said`. Rights come from sudo, and
# whatever asks is told yes.
type_also() {
    local status=0
    echo "pi@board:~ \$ $1" >&2
    said=$(runuser -l pi -c "$1" 2>&1 <<<y) || status=$?
    sed 's/^/    /' <<<"$said" >&2
    [ $status -eq "${2:-0}" ] || fail "exit status $status of: $1"
}

# expect_answer TEXT: the last command said it.
expect_answer() { grep -qF -- "$1" <<<"$said" || fail "it does not say \"$1\"."; }

# What the log holds, for who looks closer.
log_json() { packcoach log --json; }
expect_in_log() { grep -q -- "$1" <<<"$(log_json)" || fail "the log has no $1: $(log_json | head -n 30)"; }

no_process() { ! pidof packcoach >/dev/null; }
