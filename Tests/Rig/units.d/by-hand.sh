# SR-20 SR-24: a person starts and stops what has failed: the alarm gives way at once, and a stop is a stop
. "$RIG/guest/units.sh"
plug_board
systemctl start packcoach
expect_active packcoach 10
sleep 5
time_zero
press
at 0:30

# A broken configuration goes to the alarm without being tried four times.
cp /etc/packcoach/config.toml /run/rig/good.toml
echo 'colour = "red"' >/etc/packcoach/config.toml
kill -KILL "$(main_process)"
at 0:33
expect_safety_alarm
at 1:10
expect_active packcoach-alarm 5
expect_safety_alarm

# Mended and started by hand, it has its lines at once.
cp /run/rig/good.toml /etc/packcoach/config.toml
systemctl start packcoach
is_active packcoach || fail "the service is $(state packcoach)."
is_down packcoach-alarm || fail "the alarm is $(state packcoach-alarm)."
sleep 2
expect_safety_alarm

# Failing again, and stopped while its alarm sounds: it is silent and stays so.
break_service /bin/false
kill -KILL "$(main_process)"
expect_active packcoach-alarm 20
sleep 2
systemctl stop packcoach
expect_down packcoach-alarm 5
expect_outputs_low
sleep 300
is_down packcoach || fail "the service is $(state packcoach)."
is_down packcoach-alarm || fail "the alarm is $(state packcoach-alarm)."
expect_outputs_low

# The alarm that nobody answered waits for the next start, without a configuration too.
mend_service
rm /etc/packcoach/config.toml
systemctl start packcoach || true
sleep 2
expect_safety_alarm
press
sleep 1
expect_silence 5000
# Idle and failing, the service is tried again and nothing sounds.
sleep 200
expect_silence 10000
cp /run/rig/good.toml /etc/packcoach/config.toml
wait_for "the service" 180000 is_active packcoach
expect_last_session end_reason=shutdown
