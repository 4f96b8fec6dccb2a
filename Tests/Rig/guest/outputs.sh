# The exact history of the header's lines, as the kernel traced it: nothing polls, nothing is missed. Sourced by
# guest/play.

readonly tracing=/sys/kernel/tracing

# From now on each write to a line is traced, and each end of the service.
record_outputs() {
    mountpoint -q $tracing || mount -n -t tracefs tracefs $tracing
    echo boot >$tracing/trace_clock
    # Enough for some hours of blinking; the oldest go first.
    echo 4096 >$tracing/buffer_size_kb
    echo 1 >$tracing/events/gpio/gpio_value/enable
    # The kernel traces no release of a line. The service's lines are released when it ends, whatever ends it; they
    # then fall back to what pulls them.
    echo "comm == \"$(basename "$RIG_BINARY")\"" >$tracing/events/sched/sched_process_exit/filter
    echo 1 >$tracing/events/sched/sched_process_exit/enable
}

# outputs [LINE...]: "seconds line level" for each change, in the header's own numbers, on CLOCK_BOOTTIME with six
# places; of these lines, or of all. All are 0 at first. Writes that change nothing, and reads, are left out.
outputs() {
    local base
    base=$(cat /sys/class/gpio/gpiochip*/base)
    awk -v base="$base" -v lines="$*" '
        function change(number, to) {
            if ((n == 0 || number in wanted) && level[number] + 0 != to) print time, number, to
            level[number] = to
        }
        BEGIN { n = split(lines, names, " "); for (i = 1; i <= n; i++) wanted[names[i]] = 1 }
        match($0, /[0-9]+\.[0-9]+: /) {
            time = substr($0, RSTART, RLENGTH - 2)
            split(substr($0, RSTART + RLENGTH), word, " ")
            if (word[1] == "gpio_value:" && word[3] == "set") change(word[2] - base, word[4])
            if (word[1] == "sched_process_exit:") for (number in level) change(number, 0)
        }' $tracing/trace
}
