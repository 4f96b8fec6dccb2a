# each fault of a DS18B20 on the real bus has its own name in the log, and none is a temperature
configure_w1
plug_chip
plug_w1
w1 0 temp 4500
start_service
sleep 5
press
sleep 10

# suffer FAULT MS: in the session, which ends after 30 s without a valid sample.
suffer() {
    w1 0 fault "$1"
    sleep_ms "$2"
    w1 0 ok
    sleep 5
}
for fault in crc empty power-on low-power all-zero out-of-range missing; do suffer $fault 5000; done
suffer hung 10000
w1 0 slow 3000
sleep 4
w1 0 ok
sleep 5

# Asked while the data line is held low (a reading is under way, and sees it too) the driver takes the sensor for one of 9 bits, waits for a tenth of a second and
# has the value of before.
w1 0 fault all-zero
cat /sys/bus/w1/devices/28-0000005ca1e0/resolution
w1 0 temp 9000
w1 0 ok
sleep 5
press
sleep 1

faults=$(packcoach log events --json --config $config | python3 -c '
import json, sys
print(*(event["detail"].removeprefix("pack ") for event in json.load(sys.stdin)
        if event["kind"] in ("probe-fault", "probe-ok")), sep="\n")')
expected='crc
4.5 °C
empty
4.5 °C
power-on-85
4.5 °C
low-power-127.94
4.5 °C
all-zero
4.5 °C
out-of-range
4.5 °C
missing
4.5 °C
stale
hung
4.5 °C
stale
4.5 °C
all-zero
stale
9.0 °C'
[ "$faults" = "$expected" ] || fail "the log has these faults, one after the other: $faults"
terminate_service
expect_exit 0
