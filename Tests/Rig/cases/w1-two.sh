# two DS18B20 on one bus: both are read in turn, an unplugged one is a fault, and "auto" does not guess between them
write_configuration w1 28-0000005ca1e0 '[[probe]]' 'role = "skin"' 'source = "w1"' 'id = "28-0000005ca1e1"'
plug_chip
plug_w1 sensors=2
w1 0 temp 4500
w1 1 temp 25000
start_service
sleep 5

time_zero
press
at 1:00
# The driver holds the bus for as long as a conversion takes, so two of them take 1.5 s.
samples=$(packcoach log show last --json --config $config | python3 -c '
import json, sys
samples = json.load(sys.stdin)["samples"]
print(*sorted({(sample["probe"], sample.get("c", sample.get("fault"))) for sample in samples}))
print(min(sum(sample["probe"] == probe for sample in samples) for probe in ("pack", "skin")) >= 15)')
[ "$samples" = "('pack', 4.5) ('skin', 25)
True" ] || fail "the samples of the first minute: $samples"

# The other one still answers the bus for it, so it takes the kernel's search to know that it has left.
w1 1 unplugged
at 1:15
expect_said "skin crc"
expect_said "skin missing"
expect_last_session end_reason=null
# Its directory is gone, and nobody waits for the bus: the driver must not be told to end while it does (README.md).
w1 1 present
at 1:20
expect_said "probe-ok: skin 25.0"
w1 1 absent
at 1:23
terminate_service
expect_exit 0

configure_w1
w1 1 present
: >$service_log
start_service
sleep 3
expect_said "pack several"
# One too many: without it there is nothing to guess.
w1 1 absent
sleep 65
expect_said "probe-ok: pack 4.5"
# Another sensor in its place is found by itself.
w1 0 serial 00000a1b2c3d
w1 0 temp 6000
sleep 65
expect_said "probe-ok: pack 6.0"
terminate_service
expect_exit 0
