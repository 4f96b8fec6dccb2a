# The programs that are compared, in the guest. Sourced by the other files of this folder, which guest/play plays.
# From the kernel's command line, besides the rig's own: COST_TOOLS (folder), COST_PYTHON (with gpiozero and lgpio).

readonly meter=$COST_TOOLS/meter

# The board, its probe at so many °C, and all that the programs want to find.
lay_out_programs() {
    plug_chip
    plug_probe
    probe "$1"
    configure
    mkdir -p /run/rig/work /run/packcoach
    export RUNTIME_DIRECTORY=/run/packcoach
    # As the unit has it: without a watchdog nothing would have to be fed.
    WATCHDOG_USEC=$(sed -n 's/^WatchdogSec=\([0-9]*\)$/\1000000/p' "$RIG/../../systemd/packcoach.service")
    export WATCHDOG_USEC
    # gpiozero asks what Raspberry Pi it runs on, here a 4B. lgpio takes /dev/gpiochip0.
    printf 'Revision\t: c03111\n' >/run/rig/cpuinfo
    mount -n --bind /run/rig/cpuinfo /proc/cpuinfo
    export GPIOZERO_PIN_FACTORY=lgpio PYTHONDONTWRITEBYTECODE=1
}

# command_of PROGRAM: sets `words`.
command_of() {
    case $1 in
    packcoach) words=("$RIG_BINARY" run --config $config) ;;
    floor) words=("$COST_TOOLS/floor" "$(input_of tmp175)" /run/rig/work/floor.log) ;;
    script) words=("$COST_PYTHON" "$RIG/cost/gpiozero_pack.py") ;;
    esac
}

input_of() {
    local name
    name=$(grep -lx "$1" /sys/class/hwmon/hwmon*/name)
    echo "${name%/name}/temp1_input"
}

# launch_program PROGRAM: starts it, and waits until it says that it is ready.
launch_program() {
    local words
    command_of "$1"
    rm -f /run/rig/notify $notify_log
    "$RIG_TOOLS/notify" /run/rig/notify $notify_log &
    receiver_pid=$!
    wait_for "the receiver's socket" 1000 test -S /run/rig/notify
    : >$service_log
    (cd /run/rig/work && NOTIFY_SOCKET=/run/rig/notify exec "${words[@]}") >$service_log 2>&1 &
    program_pid=$!
    wait_for "the program to be ready" 30000 is_program_ready
}

is_program_ready() { grep -qs ' READY=1$' $notify_log || grep -qx ready $service_log; }

end_program() {
    kill -TERM "$program_pid" "$receiver_pid"
    wait "$program_pid" "$receiver_pid" || true
}

# tell NAME VALUE...: for the table.
tell() { echo "cost: $*"; }
