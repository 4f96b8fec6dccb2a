# a button that is closed when the service starts: nothing starts until it was released
# A pull-up of the board's own: gpio-sim's button would let go when the service asks for the chip's.
configure "[button]" 'bias = "disabled"'
plug_chip
plug_probe
probe 0.5
hold
start_service

sleep 10
expect_leds_off
release
sleep 10
expect_leds_off
expect_sessions 0

press
sleep 1
expect_leds 111b 500
expect_sessions 1
terminate_service
expect_exit 0
