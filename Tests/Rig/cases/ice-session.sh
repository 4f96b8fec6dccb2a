# a whole ice session of 20 minutes, from the press to the acknowledged alarm and the log
start_with_ice

time_zero
press
at 0:01
expect_leds 111b 500
at 4:59.500
expect_beeps "100" 2000
at 9:59.500
expect_beeps "100" 2000
at 10:02
expect_leds 1b00 500

at 14:59.500
expect_beeps "100 100" 2000
at 15:02
expect_leds b000 1000

at 19:59.500
expect_beeps "300 300 300" 2500
at 20:03
expect_leds bbbb 250
expect_silence 20000
at 20:29.500
expect_beeps "300 300 300" 2500

at 21:00
press
at 21:00.200
expect_leds_off
expect_silence 20000

expect_sessions 1
expect_last_session modality=ice end_reason=ceiling window_met=true duration_s=1200±1 acknowledged_after_s=60±1 \
    clock_synced=true min_c=0.5 max_c=0.5
terminate_service
expect_exit 0
expect_outputs_low
