# SR-20 one that keeps failing gives its session to the alarm, and not before; mended it takes it back
. "$RIG/guest/person.sh"
cp "$RIG_PACKAGES"/packcoach_*.deb /home/pi/
type_in 'sudo apt install ./packcoach_*.deb'
type_in 'sudo cp /usr/share/doc/packcoach/examples/config.toml /etc/packcoach/'
# The board comes after the service, and udev gives its chip to the group.
systemctl start packcoach --no-block
sleep 3
plug_chip
plug_w1
w1 0 temp 500
expect_active packcoach 20
[ "$(stat -c %G:%a /dev/gpiochip0)" = gpio:660 ] || fail "the chip is $(stat -c %G:%a /dev/gpiochip0)."
sleep 5

time_zero
press
at 1:00
break_service /bin/false
kill -KILL "$(main_process)"
expect_active packcoach-alarm 20
expect_safety_alarm
[ "$(state packcoach)" = failed ] || fail "the service is $(state packcoach)."
at 4:00
expect_sound_within 10
mend_service
wait_for "the service" 180000 is_active packcoach
is_down packcoach-alarm || fail "the alarm is $(state packcoach-alarm)."
sleep 2
expect_safety_alarm
press
sleep 1
expect_leds_off
expect_in_log '"end_reason" : "shutdown"'
systemctl stop packcoach
expect_outputs_low
