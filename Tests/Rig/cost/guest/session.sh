# what COST_PROGRAM costs: COST_IDLE idle minutes and a session of 20 minutes; `none` is what the rig itself costs
. "$RIG/cost/guest/programs.sh"

mark() { "$meter" mark "$COST_PROGRAM $1"; }
take() { [ "$COST_PROGRAM" = none ] || tell "$COST_PROGRAM" "$1" "$("$meter" cost "$program_pid")"; }

lay_out_programs 0.5
[ "$COST_PROGRAM" = none ] || launch_program "$COST_PROGRAM"
# The lamp test is over then.
sleep 5
take idle-begins
mark idle-begins
sleep $((COST_IDLE * 60))
mark idle-ends
take idle-ends
sleep 5

take session-begins
mark session-begins
sleep 1
time_zero
press
at 10:00.100
[ "$COST_PROGRAM" = none ] || [ "$(leds)" != 0000 ] || fail "no session runs: $(cat $service_log)"
take minute-begins
at 11:00.100
take minute-ends
# Before anybody was alarmed.
at 19:59.100
mark session-ends
take session-ends
