# What a case expects; each says in a sentence what was seen instead. Sourced by guest/play.

fail() {
    echo "FAILED $(line_of_case), $(elapsed) after time zero: $*" >&2
    exit 1
}

# The innermost line of the case's own file that is being played.
line_of_case() {
    local i
    for i in "${!BASH_SOURCE[@]}"; do
        [[ ${BASH_SOURCE[i]} != */cases/* ]] || break
    done
    echo "$(basename "${BASH_SOURCE[i]}"):${BASH_LINENO[i - 1]}"
}

# expect_leds PATTERN [HALF_MS]: what a person sees in the next two seconds, one letter an LED: 1 lit, 0 dark,
# b blinks, B blinks while b is dark. HALF_MS: how long a blink is on, and off.
expect_leds() {
    local seen
    seen=$(levels 2000 "${led_lines[@]}" | awk -v half="${2:-0}" '
        { last_time = time; time = $1 }
        NR == 1 { first = $2; n = length(first) }
        NR > 1 && $2 != levels {
            for (i = 1; i <= n; i++) if (substr($2, i, 1) != substr(levels, i, 1)) blinks[i] = 1
            # The first and the last stretch are cut by the window of two seconds.
            if (++changes > 1 && half && (time - changed < half - 15 || time - changed > half + 15))
                odd = odd " " time - changed
            changed = time
        }
        { levels = $2 }
        END {
            for (i = 1; i <= n; i++) {
                level = substr(first, i, 1)
                if (!blinks[i]) pattern = pattern level
                else {
                    if (reference == "") reference = level
                    pattern = pattern (level == reference ? "b" : "B")
                }
            }
            if (odd != "") pattern = pattern ", with" odd " ms between changes"
            else if (half && changes < 2) pattern = pattern ", without blinking"
            print pattern
        }')
    [ "$seen" = "$1" ] || fail "the LEDs show $seen, expected $1${2:+ changing every $2 ms}."
}

# expect_leds_off: dark for the next two seconds.
expect_leds_off() { expect_leds 0000; }

# expect_beeps "300 300 300" MS: the lengths of the beeps within so long, to 50 ms; one that is still on at the end
# has a + behind it.
expect_beeps() {
    local heard
    heard=$(levels "$2" $buzzer_line | awk '
        function add(from, to, more) { beeps = beeps sep int((to - from + 25) / 50) * 50 more; sep = " " }
        $2 == 1 && !on { on = 1; since = $1 }
        $2 == 0 && on { on = 0; add(since, $1, "") }
        END { if (on) add(since, $1, "+"); print beeps }')
    [ "$heard" = "$1" ] || fail "beeps of \"$heard\" ms within $2 ms, expected \"$1\"."
}

expect_silence() { expect_beeps "" "$1"; }

# The removal alarm that cannot be missed: halves in turn at 4 Hz, beeping at 2 Hz without a pause.
expect_safety_alarm() {
    expect_leds bbBB 125
    local beeps
    beeps=$(levels 10000 $buzzer_line | awk '$2 == 1 && !on { n++ } { on = $2 == 1 } END { print n }')
    [ "$beeps" -ge 19 ] && [ "$beeps" -le 21 ] || fail "$beeps beeps in 10 s, expected 20 of the safety alarm."
}

# Every output is low.
expect_outputs_low() {
    local seen
    seen=$(levels 0 "${led_lines[@]}" $buzzer_line | cut -d ' ' -f 2)
    [ "$seen" = 00000 ] || fail "LEDs and buzzer read $seen, expected 00000."
}

# expect_exit STATUS: waits for the service's end.
expect_exit() { expect_exit_within 10 "$1"; }

# expect_exit_within SECONDS STATUS
expect_exit_within() {
    local status
    wait_for "the end of the service" $(($1 * 1000)) is_gone
    status=0
    wait "$service_pid" || status=$?
    [ $status -eq "$2" ] || fail "the service left with exit status $status, expected $2."
}

# expect_said TEXT: the service wrote it, to the journal or to standard error.
expect_said() { grep -qF -- "$1" $service_log || fail "the service did not say \"$1\"."; }

# expect_sessions N: so many in the log.
expect_sessions() { python3 "$RIG/guest/sessions.py" count "$1" <<<"$(log_list)" || fail "the log differs."; }

# expect_last_session KEY=VALUE...: of `log list --json`; a number may have a tolerance, duration_s=1200±1.
expect_last_session() { python3 "$RIG/guest/sessions.py" last "$@" <<<"$(log_list)" || fail "the log differs."; }

log_list() { packcoach log list --json --config $config; }
