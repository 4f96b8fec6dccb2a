# killed in a session and started again the service goes on with the true elapsed time; killed past the ceiling it ends it
start_with_ice

time_zero
press
at 5:00
kill_service
start_service
at 15:05
expect_leds b000
kill_service
at 21:00
start_service
sleep 1
expect_safety_alarm
press
sleep 1
expect_leds_off
expect_last_session end_reason=ceiling duration_s=1260±3 window_met=true
expect_sessions 1
terminate_service
expect_exit 0
