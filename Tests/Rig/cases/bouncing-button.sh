# a contact that bounces for 12 ms on closing and opening starts one session, and one press ends it
start_with_ice

time_zero
press_bouncing 12
at 0:01
expect_leds 111b 500
at 0:30
expect_leds 111b 500
expect_sessions 1

at 1:00
press_bouncing 12
sleep 1
expect_leds_off
expect_sessions 1
expect_last_session end_reason=stopped-early duration_s=60±1
terminate_service
expect_exit 0
