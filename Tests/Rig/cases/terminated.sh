# SIGTERM in a session: three beeps, outputs off, closed as shutdown; the next start sounds the alarm
start_with_ice

time_zero
press
at 3:00
terminate_service
expect_beeps "300 300 300" 2500
expect_exit 0
expect_outputs_low
expect_last_session end_reason=shutdown window_met=false duration_s=180±1 acknowledged_after_s=null

start_service
sleep 2
expect_safety_alarm
press
sleep 1
expect_leds_off
terminate_service
expect_exit 0
expect_sessions 1
