# an ice session with a DS18B20 on the kernel's own 1-Wire bus: its temperatures to the sixteenth of a degree
configure_w1
plug_chip
plug_w1
w1 0 temp 4500
start_service
sleep 5

time_zero
press
at 0:01.500
expect_leds 111b 500
at 5:00.100
w1 0 temp 1260
at 15:02
expect_leds b000 1000
press
sleep 1
# 1.26 °C is between 1.25 and 1.3125.
expect_last_session modality=ice end_reason=completed window_met=true min_c=1.25 max_c=4.5
terminate_service
expect_exit 0
