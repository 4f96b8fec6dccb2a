# the doctor and the self-test on a real chip and bus: a busy line and its owner, a missing probe, a clone, a session
configure_w1
plug_chip
plug_w1
w1 0 temp 21000

# examine: what the doctor finds now. The host's users are not a board's, so it always finds something.
examine() { packcoach doctor --json --config $config >/run/rig/doctor.json || true; }

# expect_check NAME STATUS [TEXT]: the check came to this, and says so.
expect_check() {
    python3 "$RIG/guest/findings.py" /run/rig/doctor.json "$@" || fail "the check $1 did not come to: $2 ${3:-}."
}

examine
expect_check configuration ok
expect_check chip ok pinctrl-bcm2711
expect_check lines ok free
expect_check overlay ok
expect_check present ok 28-0000005ca1e0
expect_check readings ok "21.0 °C, 5 of 5 readings good"
expect_check genuine ok
expect_check power ok
expect_check resolution ok "12 bits, 750 ms"
expect_check socket skipped

occupy_line 13
holder=$!
examine
expect_check lines problem "GPIO 13 (LED 3) is in use by gpioset"
kill $holder
wait $holder || true

start_service
sleep 5
examine
expect_check lines ok "held by the running service"
expect_check socket ok
expect_check database ok sound

# The self-test drives each line in its turn, and a press in it starts nothing.
packcoach selftest --only leds --only buzzer --config $config >/run/rig/selftest &
tester=$!
seen=$(levels 8000 "${led_lines[@]}" $buzzer_line | cut -d ' ' -f 2 | uniq | paste -sd ' ')
[ "${seen#00000 }" = "10000 01000 00100 00010 00001 00000 00001 00000 00001 00000" ] ||
    fail "LEDs and buzzer went through $seen."
wait $tester || fail "the self-test found something: $(cat /run/rig/selftest)."
packcoach selftest --only button --only probes --config $config >/run/rig/selftest &
tester=$!
sleep 2
press
wait $tester || fail "the self-test found something: $(cat /run/rig/selftest)."
grep -q "28-0000005ca1e0: 21.0 °C" /run/rig/selftest || fail "it read another probe: $(cat /run/rig/selftest)."
sleep 5
expect_sessions 0

# In a session the bus is the service's.
w1 0 temp 4500
sleep 2
time_zero
press
at 0:05
examine
expect_check readings skipped "only the service reads them"
! packcoach selftest --config $config || fail "a self-test was let into a session."
at 0:20
expect_leds 111b
packcoach stop
sleep 10

w1 0 serial 0316a2795fff
sleep 1
examine
expect_check genuine problem "28-0316a2795fff, is probably a clone"
w1 0 fault crc
examine
expect_check readings problem "5 of 5 readings bad, "
w1 0 ok
w1 0 absent
sleep 2
examine
expect_check present problem "no probe at all"
terminate_service
expect_exit 0
