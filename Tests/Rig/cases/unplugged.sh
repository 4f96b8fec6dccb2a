# the probe is unplugged in a session: a fault ends it after 30 s and sounds the alarm
start_with_ice

time_zero
press
at 2:00.500
unplug_probe
at 2:27
expect_leds 111b 500
at 2:33
expect_safety_alarm
press
sleep 1
# Acknowledged, but the probe is still missing: one blink and a pause.
expect_leds bbbb
expect_silence 5000
expect_last_session end_reason=probe-fault window_met=false duration_s=150±2

# Plugged in again it is read again, without a restart.
plug_probe
probe 0.5
sleep 65
expect_leds_off
terminate_service
expect_exit 0
