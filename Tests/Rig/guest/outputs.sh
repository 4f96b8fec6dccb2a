# The exact history of the header's lines, as the kernel traced it: nothing polls, nothing is missed. Sourced by
# guest/play.

readonly tracing=/sys/kernel/tracing

# From now on each write to a line is traced.
record_outputs() {
    mountpoint -q $tracing || mount -n -t tracefs tracefs $tracing
    echo boot >$tracing/trace_clock
    # Enough for some hours of blinking; the oldest go first.
    echo 4096 >$tracing/buffer_size_kb
    echo 1 >$tracing/events/gpio/enable
}

# outputs [LINE...]: "seconds line level" for each change, in the header's own numbers, with six places; of these
# lines, or of all. Writes that change nothing, and reads, are left out.
outputs() {
    local base
    base=$(cat /sys/class/gpio/gpiochip*/base)
    awk -v base="$base" -v lines="$*" '
        BEGIN { n = split(lines, line); for (i = 1; i <= n; i++) wanted[line[i]] = 1 }
        match($0, /[0-9]+\.[0-9]+: gpio_value: [0-9]+ set [01]/) {
            split(substr($0, RSTART, RLENGTH), word, /:? /)
            gpio = word[3] - base
            if ((n == 0 || gpio in wanted) && level[gpio] != word[5]) print word[1], gpio, word[5]
            level[gpio] = word[5]
        }' $tracing/trace
}
