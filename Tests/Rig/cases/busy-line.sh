# a line that somebody else holds: the service leaves and says who
configure
plug_chip
plug_probe
probe 0.5
occupy_line 13

launch_service
expect_exit 69
expect_said "Line 13"
expect_said "in use by gpioset"
