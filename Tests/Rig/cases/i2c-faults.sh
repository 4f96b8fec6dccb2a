# each fault of a chip on the real I²C bus has its own name in the log, and none is a temperature
configure
plug_chip
plug_probe
probe 4.5
start_service
sleep 5
press
sleep 10

for fault in crc missing out-of-range hung; do
    i2c fault $fault
    sleep 6
    i2c ok
    sleep 5
done
# 4.44 °C is measured as 4.4375, of which the driver keeps whole millidegrees.
probe 4.44
sleep 2
press
sleep 1
expect_last_session end_reason=stopped-early min_c=4.437 max_c=4.5

faults=$(packcoach log events --json --config $config | python3 -c '
import json, sys
print(*(event["detail"].removeprefix("pack ") for event in json.load(sys.stdin) if event["kind"] == "probe-fault"))')
[ "$faults" = "crc missing out-of-range stale hung" ] || fail "the log has these faults: $faults"
terminate_service
expect_exit 0
