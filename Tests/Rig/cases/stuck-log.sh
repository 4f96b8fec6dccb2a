# SR-23: a disk that no longer answers: the log is told to be stuck, the session counts down, and nothing is lost
plug_disk
database=$disk/packcoach.db
configure
plug_chip
plug_probe
probe 0.5
start_service
sleep 5

time_zero
press
at 1:00
fsfreeze --freeze $disk
at 2:00
expect_said "fault: log: the log has not answered for 20 s"
case $(last_notice STATUS) in
*"fault: log: the log has not answered"*) ;;
*) fail "systemd was told $(last_notice STATUS)" ;;
esac
packcoach status >/run/rig/status
grep -q "the log has not answered" /run/rig/status || fail "status says $(cat /run/rig/status)"
# It is not stuck itself.
[ "$(notices 20 WATCHDOG=1)" -ge 3 ] || fail "the watchdog was fed $(notices 20 WATCHDOG=1) times in 20 s."
at 15:02
expect_leds b000 1000
at 20:01
expect_beeps "300 300 300" 4000
press
at 20:10
# Idle, three blinks say so.
expect_beeps "" 1000
at 21:00
fsfreeze --unfreeze $disk
at 21:05
expect_said "fault-cleared: log: written again"
expect_last_session end_reason=ceiling duration_s=1200±1 min_c=0.5 max_c=0.5
expect_sessions 1
terminate_service
expect_exit 0
