# SR-20 SR-22: systemd brings a stuck service back in 15 s; one that keeps failing gives its session to the alarm, and is tried again
. "$RIG/guest/units.sh"
plug_board
systemctl start packcoach
expect_active packcoach 10
sleep 5

time_zero
press
at 1:00
[ "$(systemctl show --property StatusText --value packcoach)" = "session 1, ice" ] || fail "systemd shows no status."
expect_leds 111b

# A loop that stands still is bitten after 15 s, and the session goes on.
kill -STOP "$(main_process)"
at 1:10
is_active packcoach || fail "it was bitten too early."
at 1:20
expect_active packcoach 5
[ "$(systemctl show --property NRestarts --value packcoach)" = 1 ] || fail "it was not started again once."
expect_leds 111b
expect_last_session end_reason=null

# Whatever is tried fails at once: the alarm sounds within seconds, and the service is tried again each two minutes.
break_service /bin/false
kill -KILL "$(main_process)"
expect_active packcoach-alarm 20
expect_safety_alarm
[ "$(state packcoach)" = failed ] || fail "the service is $(state packcoach)."
at 4:00
expect_sound_within 10
at 8:00
expect_sound_within 10
expect_active packcoach-alarm 5

# Mended it comes back by itself, takes its lines, and the alarm goes on in it until it is answered.
mend_service
wait_for "the service" 180000 is_active packcoach
is_down packcoach-alarm || fail "the alarm is $(state packcoach-alarm)."
sleep 2
expect_safety_alarm
press
sleep 1
expect_leds_off
expect_last_session end_reason=shutdown window_met=false
expect_sessions 1
systemctl stop packcoach
expect_down packcoach 5
expect_outputs_low
