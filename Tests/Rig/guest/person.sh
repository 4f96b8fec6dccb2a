# A person at a board that has never had packcoach, with nothing but the README. Sourced by the cases of
# Tests/Rig/packages.d.
. "$RIG/guest/units.sh"

readonly readme=/usr/share/doc/packcoach/README.md
said=

# type_in COMMAND: as user pi, after a login of its own; what it says is in `said`. Without a root's rights but by sudo.
# The command has to stand in the README, letter by letter.
type_in() {
    local status=0
    echo "pi@board:~ \$ $1" >&2
    # Whatever asks is told yes.
    said=$(runuser -l pi -c "$1" 2>&1 <<<y) || status=$?
    sed 's/^/    /' <<<"$said" >&2
    [ $status -eq 0 ] || fail "exit status $status of: $1"
    # Before the first command the package, and the README with it, is not there yet.
    [ ! -f $readme ] || ! grep -q '^## .*board' $readme || grep -qF -- "$1" $readme || fail "the README has no line: $1"
}

# expect_answer TEXT: the last command said it.
expect_answer() { grep -qF -- "$1" <<<"$said" || fail "it does not say \"$1\"."; }

# The same person, who looks closer than the README asks for.
log_json() { packcoach log --json; }
expect_in_log() { grep -q -- "$1" <<<"$(log_json)" || fail "the log has no $1: $(log_json | head -n 30)"; }

no_process() { ! pidof packcoach >/dev/null; }
