# the GPIO chip vanishes in a session: it is said, and a service that is started again with it goes on with the session
start_with_ice

time_zero
press
at 1:00
echo 0 >$chip_config/live
at 1:20
is_gone && fail "the service left."
expect_said "fault: board: "
expect_last_session end_reason=null

plug_chip
at 1:30
kill_service
start_service
at 1:33
expect_leds 111b 500
at 15:02
expect_leds b000 1000
press
sleep 1
expect_last_session end_reason=completed
expect_sessions 1
terminate_service
expect_exit 0
