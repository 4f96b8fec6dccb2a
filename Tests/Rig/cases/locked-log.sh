# another program locks the log for minutes, in a session and over a start: it is said, waited for, and nothing is lost
start_with_ice

# lock_log KIND SECONDS: as a program has it that forgot to end its transaction.
lock_log() {
    python3 -c 'import sqlite3, sys, time
log = sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None)
log.execute("BEGIN " + sys.argv[2])
time.sleep(float(sys.argv[3]))
log.execute("ROLLBACK")' $database "$1" "$2" &
}

time_zero
press
at 1:00
lock_log IMMEDIATE 300
at 5:00
expect_said "Another program holds it"
expect_leds 11b0
at 7:00
expect_said "fault-cleared: log: written again"

# Killed, and the log is locked when it comes back: what it left in memory goes on.
lock_log EXCLUSIVE 120
sleep 1
kill_service
: >$service_log
launch_service
wait_for_ready 20000
sleep 1
expect_leds 11b0
at 10:00
expect_said "fault-cleared: log: written again"
at 15:02
expect_leds b000 1000
press
sleep 1
expect_last_session end_reason=completed window_met=true
expect_sessions 1
terminate_service
expect_exit 0
