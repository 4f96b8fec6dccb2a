# SR-23: a probe's reader that hangs for ever ends the session after 30 s, in an alarm that goes on; the watchdog is fed
start_with_ice
[ "$(last_notice WATCHDOG_USEC)" = "" ] || fail "idle, systemd waits for $(last_notice WATCHDOG_USEC) µs."

time_zero
press
at 1:00
[ "$(last_notice WATCHDOG_USEC)" = 15000000 ] || fail "systemd waits for $(last_notice WATCHDOG_USEC) µs."
i2c fault hung
at 1:29
expect_last_session end_reason=null
expect_said "pack hung"
at 1:33
expect_last_session end_reason=probe-fault duration_s=90±1
expect_safety_alarm
at 4:00
expect_safety_alarm
[ "$(notices 150 WATCHDOG=1)" -ge 20 ] || fail "the watchdog was fed $(notices 150 WATCHDOG=1) times in 150 s."
packcoach status >/run/rig/status
grep -q "hung" /run/rig/status || fail "status says $(cat /run/rig/status)"
press
sleep 5
# One blink: the probe.
expect_leds bbbb
i2c ok
sleep 70
expect_leds_off
expect_said "probe-ok: pack"
[ "$(last_notice WATCHDOG_USEC)" = 150000000 ] || fail "idle, systemd waits for $(last_notice WATCHDOG_USEC) µs."
terminate_service
expect_exit 0
