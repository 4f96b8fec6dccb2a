# two DS18B20 on one bus: each is read, "auto" does not guess between them, and an unplugged one is told apart
pack=28-0000005ca1e0
skin=28-0000005ca1e1
configure_w1
plug_chip
plug_w1 sensors=2
w1 0 temp 4500
w1 1 temp 25000
start_service
sleep 5
press
sleep 3
expect_sessions 0
expect_said "pack missing"
# One too many: without it there is nothing to guess.
w1 1 absent
sleep 65
press
sleep 3
expect_last_session modality=ice end_reason=null
terminate_service
expect_exit 0

write_configuration w1 $pack '[[probe]]' 'role = "skin"' 'source = "w1"' "id = \"$skin\""
w1 1 present
start_service
sleep 3
press
sleep 60
terminate_service
expect_exit 0
packcoach log show last --json --config $config | python3 -c '
import json, sys
print(json.load(sys.stdin)["samples"][-4:])
'
fail x
