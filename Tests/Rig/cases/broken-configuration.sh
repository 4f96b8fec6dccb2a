# SR-20: a configuration that was broken in a session: the alarm sounds before the service leaves, until it is answered
start_with_ice

time_zero
press
at 3:00
kill_service
configure 'colour = "red"'
launch_service
sleep 2
expect_safety_alarm
# Unanswered it leaves after half a minute; started again it sounds again.
at 3:40
expect_exit 78
expect_said 'colour'
expect_outputs_low
launch_service
sleep 2
expect_safety_alarm
press
expect_exit 78
expect_outputs_low
# Answered it is silent, however often it is started.
launch_service
expect_exit 78

configure
start_service
sleep 2
expect_leds_off
expect_last_session end_reason=shutdown duration_s=180±2 window_met=false
expect_sessions 1
terminate_service
expect_exit 0
