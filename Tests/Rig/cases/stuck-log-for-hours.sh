# SR-23: a disk that does not answer for four hours, with status asked every ten minutes, costs nothing
start_session_on_disk
fsfreeze --freeze $disk
at 17:00
press
memory() { awk '/^VmRSS/ { print $2 }' "/proc/$service_pid/status"; }
for ((minute = 18; minute < 258; minute += 10)); do
    at $minute:00
    packcoach status >/run/rig/status || fail "minute $minute: status says $(cat /run/rig/status)"
    grep -q "the log has not answered" /run/rig/status || fail "minute $minute: status says $(cat /run/rig/status)"
    [ $minute -gt 18 ] || before=$(memory)
done
after=$(memory)
[ $((after - before)) -lt 1024 ] || fail "its memory grew from $before kB to $after kB"
# Idle it is fed once a minute.
[ "$(notices 60 WATCHDOG=1)" -ge 1 ] || fail "the watchdog was not fed in a minute."
at 258:30
fsfreeze --unfreeze $disk
at 258:40
expect_said "fault-cleared: log: written again"
expect_last_session end_reason=completed duration_s=1020±1 min_c=0.5 max_c=0.5
expect_sessions 1
terminate_service
expect_exit 0
