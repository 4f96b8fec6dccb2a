# SR-24: LEDs and buzzer after each way out: released dark; after a kill the tiny command that follows drives them off
configure
plug_chip
plug_probe
probe 0.5
record_outputs

# An order to stop while it is idle, in its lamp test.
start_service
terminate_service
expect_exit 0
expect_outputs_low

# Killed while the buzzer sounds. Of a Raspberry Pi's kernel the line stays as it was last driven; here what pulls the
# line does that.
start_service
sleep 5
time_zero
press
at 0:30
i2c temp -12000
at 0:35.100
[ "$(outputs $buzzer_line | tail -n 1 | cut -d ' ' -f 3)" = 1 ] || at 0:35.350
pull_line $buzzer_line up
kill_service
[ "$(levels 0 $buzzer_line | cut -d ' ' -f 2)" = 1 ] || fail "the buzzer was not left on."
before=$(grep -c "gpio_value: .* set 0" $tracing/trace)
packcoach alarm --off
after=$(grep -c "gpio_value: .* set 0" $tracing/trace)
[ $((after - before)) -ge 5 ] || fail "$((after - before)) lines were driven off, expected 5."
pull_line $buzzer_line down
expect_outputs_low

# So does the next start, and the alarm goes on.
pull_line $buzzer_line up
start_service
sleep 1
expect_safety_alarm
# Leaving by an error: the lines are somebody else's now.
kill_service
occupy_line 13
launch_service
expect_exit 69
packcoach alarm --off
expect_said "Line 13"
