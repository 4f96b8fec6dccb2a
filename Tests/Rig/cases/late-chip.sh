# the GPIO chip appears half a minute after the service: it waits, and then works
configure
prepare_chip
plug_probe
probe 0.5
launch_service
sleep 30
is_gone && fail "the service did not wait for the chip."

plug_chip
wait_for_ready 10000
sleep 3
press
sleep 1
expect_leds 111b 500
terminate_service
expect_exit 0
