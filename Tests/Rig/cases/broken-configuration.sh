# a configuration that was broken in a session: the alarm sounds before the service leaves, and nothing is lost
configure
plug_chip
plug_probe
probe 0.5
start_service
sleep 5

time_zero
press
at 3:00
kill_service
configure 'colour = "red"'
launch_service
sleep 2
expect_safety_alarm
# A press is heard; else the alarm goes on for half a minute.
press
expect_exit 78
expect_said 'colour'
expect_outputs_low

configure
start_service
sleep 1
expect_leds 111b
terminate_service
expect_exit 0
expect_last_session end_reason=shutdown
expect_sessions 1
