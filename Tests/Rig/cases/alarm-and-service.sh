# SR-20: the alarm leaves its lines to a service that comes back, in which it sounds on; without LEDs the buzzer sounds alone
start_with_ice

time_zero
press
at 1:00
kill_service
launch_alarm --seconds 125
sleep 2
expect_safety_alarm
kill -TERM $service_pid
expect_exit 0
expect_outputs_low
start_service
sleep 2
expect_safety_alarm
press
sleep 1
expect_leds_off
expect_last_session end_reason=shutdown duration_s=60±2
terminate_service
expect_exit 0

# Somebody else has taken an LED's line meanwhile: the buzzer sounds alone, and is answered.
start_service
packcoach start --override-rest "too early" && fail "the rest was overridden 2 s after the end."
sleep 1800
packcoach start --override-rest "a test"
sleep 5
kill_service
occupy_line 13
launch_alarm
sleep 1
expect_beeps "250 250 250 250" 2000
press
expect_exit 0
expect_silence 2000
