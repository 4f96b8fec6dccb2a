# the disk of the log is full, then read-only, in a session: both are said, neither stops it, and nothing is lost
start_session_on_disk
fill_disk
at 4:00
expect_said "disk is full"
mend_disk
at 6:00
lock_disk
: >$service_log
at 9:00
expect_said "fault: log: "
mend_disk
at 15:02
expect_leds b000 1000
press
sleep 65
expect_last_session end_reason=completed window_met=true min_c=0.5 max_c=0.5

# A run that cannot be marked is told as a fault, too.
at 20:00
fill_disk
: >$service_log
status=0
packcoach ran 2>/dev/null || status=$?
[ $status -eq 74 ] || fail "ran on a full disk left with $status, expected 74."
sleep 1
expect_said "disk is full"
mend_disk
sleep 61
expect_said "fault-cleared: log: written again"
packcoach ran || fail "a mended disk took no run."
terminate_service
expect_exit 0
