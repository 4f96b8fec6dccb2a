# how soon each program is ready, and how soon it answers a press
. "$RIG/cost/guest/programs.sh"

readonly programs=(floor packcoach script) rounds=4

# As many as the rounds divide.
readonly starts=${COST_STARTS:-20} presses=${COST_PRESSES:-200}

# A pack that is neither ice nor heat: packcoach answers each press with all LEDs, refuses, and nothing has to be waited
# for but the pause between the blinks of the refusal. The two others start each time and are stopped.
lay_out_programs 25

measure_ready() {
    local words i
    command_of "$1"
    for ((i = 0; i < starts / rounds; i++)); do
        tell "$1" ready_us "$(cd /run/rig/work && "$meter" ready "${words[@]}" 2>/run/rig/said)" ||
            fail "$1 is not ready: $(cat /run/rig/said)"
    done
}

measure_presses() {
    local stop=300 name=first_press_us us
    [ "$1" != packcoach ] || stop=0
    launch_program "$1"
    sleep 2
    for us in $("$meter" presses "$chip" $((presses / rounds + 1)) 400 $stop); do
        tell "$1" $name "$us"
        name=press_us
    done
    end_program
}

tell none clock_us "$("$meter" clock)"

# In turns: what else the machine does meanwhile meets all of them.
for ((round = 0; round < rounds; round++)); do
    for program in "${programs[@]}"; do
        measure_ready "$program"
        measure_presses "$program"
    done
done
