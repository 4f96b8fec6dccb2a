# SR-21: a second service on the same board is refused and told who runs; one that was killed stands in nobody's way
start_with_ice
first=$service_pid

time_zero
press
at 0:30
launch_service
expect_exit 69
expect_said "packcoach runs already on the log $database: process $first"
expect_said "kill $first ends it"
# With a log and a socket of its own the lines are still the first one's.
service_pid=$first
own=/run/rig/own.toml
sed "s|$database|/run/rig/own.db|" $config >$own
status=0
"$RIG_BINARY" run --config $own --socket /run/rig/own.socket 2>/run/rig/own.log || status=$?
[ $status -eq 69 ] || fail "it left with $status, expected 69."
grep -q "in use by packcoach" /run/rig/own.log || fail "it said $(cat /run/rig/own.log)"
at 0:40
expect_leds 111b
kill_service
start_service
sleep 1
expect_leds 111b
terminate_service
expect_exit 0
