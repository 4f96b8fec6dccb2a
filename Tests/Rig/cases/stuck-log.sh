# SR-23: a disk that no longer answers: the log is told to be stuck, the session counts down, and nothing is lost
start_session_on_disk
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
# Three beeps come every 30 s.
at 20:29
expect_beeps "300 300 300" 4000
press
sleep 1
expect_silence 31000
at 21:30
fsfreeze --unfreeze $disk
at 21:35
expect_said "fault-cleared: log: written again"
expect_last_session end_reason=ceiling duration_s=1200±1 min_c=0.5 max_c=0.5
expect_sessions 1
terminate_service
expect_exit 0
