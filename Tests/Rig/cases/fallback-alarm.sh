# SR-20: a session whose service does not come back: the alarm sounds without log, configuration and probe, until a press
start_with_ice

time_zero
press
at 3:00
kill_service
unplug_probe
mv $database $database.away
rm $config
launch_alarm --seconds 125
sleep 1
expect_safety_alarm
# Nobody is there: it is time to try the service again, which does not come up, and the alarm goes on.
at 5:10
expect_exit 69
expect_outputs_low
launch_alarm --seconds 125
sleep 1
expect_safety_alarm
press
sleep 1
expect_leds_off
expect_silence 20000
expect_exit_within 110 69
# An answer stands.
launch_alarm
expect_exit 0

mv $database.away $database
configure
plug_probe
start_service
sleep 2
expect_last_session end_reason=shutdown duration_s=180±2 window_met=false acknowledged_after_s=144±5
terminate_service
expect_exit 0
