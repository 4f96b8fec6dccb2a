# what COST_PROGRAM costs: COST_IDLE idle minutes and a session of 20 minutes; `none` is what the rig itself costs
. "$RIG/cost/guest/programs.sh"

mark() { "$meter" mark "$COST_PROGRAM $1"; }
take() { [ "$COST_PROGRAM" = none ] || tell "$COST_PROGRAM" "$1" "$("$meter" cost "$program_pid")"; }

lay_out_programs 0.5
[ "$COST_PROGRAM" = none ] || launch_program "$COST_PROGRAM"
# The lamp test is over then.
sleep 5
take idle-begins
sleep $((COST_IDLE * 60))
take idle-ends
[ "$COST_PROGRAM" = none ] || tell "$COST_PROGRAM" idle-minutes "$COST_IDLE"
sleep 5

take session-begins
time_zero
press
at 0:30.100
take minute-begins
at 1:30.100
take minute-ends
[ "$COST_PROGRAM" = none ] || [ "$(leds)" != 0000 ] || fail "no session runs: $(cat $service_log)"
# Nothing of the rig's own runs between these two, because starting a process costs more than a minute of a session.
at 1:39.100
mark stretch-begins
at 19:59.100
mark stretch-ends
# Before anybody was alarmed.
take session-ends
