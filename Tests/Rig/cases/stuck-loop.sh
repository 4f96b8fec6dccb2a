# SR-22: a loop that is stuck feeds no watchdog; started again the session goes on
start_with_ice

time_zero
press
at 1:00
[ "$(notices 20 WATCHDOG=1)" -ge 4 ] || fail "the watchdog was fed $(notices 20 WATCHDOG=1) times in 20 s."
kill -STOP $service_pid
at 1:20
[ "$(notices 19 WATCHDOG=1)" -eq 0 ] || fail "the watchdog was fed by a loop that stands still."
# As systemd does after 15 s.
kill -ABRT $service_pid
kill -CONT $service_pid
wait $service_pid || true
packcoach alarm --off
expect_outputs_low
start_service
sleep 1
expect_leds 111b
at 15:02
expect_leds b000 1000
press
sleep 1
expect_last_session end_reason=completed
expect_sessions 1
terminate_service
expect_exit 0
