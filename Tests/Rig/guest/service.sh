# The service in the guest, started and stopped as systemd would, and the time of a case. Sourced by guest/play.

readonly config=/run/rig/config.toml
database=/run/rig/packcoach.db
readonly service_log=/run/rig/service.log
readonly notify_log=/run/rig/notify.log

service_pid=
receiver_pid=
zero_ms=0

# configure [LINE...]: the rig's configuration, with the I²C chip on the pack; lines before its tables, and tables, may be
# added. configure_w1 has the DS18B20 instead.
configure() { write_configuration hwmon tmp175 "$@"; }
configure_w1() { write_configuration w1 auto "$@"; }

# write_configuration SOURCE ID [LINE...]: of the probe on the pack.
write_configuration() {
    local source=$1 id=$2
    shift 2
    cat >$config <<END
database = "$database"
END
    printf '%s\n' "$@" >>$config
    cat >>$config <<END

[[probe]]
role = "pack"
source = "$source"
id = "$id"
END
}

packcoach() { "$RIG_BINARY" "$@"; }

# Starts the service and returns at once; what it says goes to the console too.
launch_service() {
    if [ -z "$receiver_pid" ]; then
        "$RIG_TOOLS/notify" /run/rig/notify $notify_log &
        receiver_pid=$!
        wait_for "the receiver's socket" 1000 test -S /run/rig/notify
    fi
    : >$notify_log
    mkdir -p /run/packcoach
    NOTIFY_SOCKET=/run/rig/notify WATCHDOG_USEC=150000000 RUNTIME_DIRECTORY=/run/packcoach \
        "$RIG_BINARY" run --config $config > >(tee -a $service_log) 2>&1 &
    service_pid=$!
}

# Starts the service and waits until it says that it is ready.
start_service() {
    launch_service
    wait_for_ready 5000
}

# The beginning of most cases: the board is there, melting ice lies on its probe, the service is idle and its lamp test
# over.
start_with_ice() {
    configure
    plug_chip
    plug_probe
    probe 0.5
    start_service
    sleep 5
}

# The same with the log on a disk of its own, and a session since a minute.
start_session_on_disk() {
    plug_disk
    database=$disk/packcoach.db
    start_with_ice
    time_zero
    press
    at 1:00
}

is_ready() { grep -q ' READY=1$' $notify_log; }
is_gone() { ! kill -0 "$service_pid" 2>/dev/null; }
is_ready_or_gone() { is_ready || is_gone; }

# wait_for_ready MS
wait_for_ready() {
    wait_for "READY=1 from the service" "$1" is_ready_or_gone
    is_ready || fail "the service left before it was ready."
}

# Sends it SIGTERM; `expect_exit` then waits for its end.
terminate_service() { kill -TERM "$service_pid"; }

# notices SECONDS TEXT: how often systemd was told this in the last so many seconds.
notices() {
    awk -v since=$(($(now_ms) - $1 * 1000)) -v text="$2" '
        $1 >= since && substr($0, length($1) + 2) == text { n++ } END { print n + 0 }' $notify_log
}

# What systemd was last told of this name, STATUS or WATCHDOG_USEC.
last_notice() { sed -n "s/^[0-9]* $1=//p" $notify_log | tail -n 1; }

# The alarm without the service, in the background, as packcoach-alarm.service has it; its end is the service's here.
launch_alarm() {
    "$RIG_BINARY" alarm "$@" > >(tee -a $service_log) 2>&1 &
    service_pid=$!
}

# It vanishes without a word.
kill_service() {
    kill -KILL "$service_pid"
    wait "$service_pid" || true
}

# wait_for WHAT MS COMMAND...: looks a hundred times within so long.
wait_for() {
    local what=$1 step=$(($2 / 100)) looks
    shift 2
    for ((looks = 0; looks < 100; looks++)); do
        ! "$@" || return 0
        sleep_ms $step
    done
    fail "waited in vain for $what."
}

now_ms() { "$RIG_TOOLS/clock" now; }

# Times in `at` count from here.
time_zero() { zero_ms=$(now_ms); }

# at 15:00 | at 0:05.250 | at 1:02:03: sleeps until then. A case that comes too late is wrong, not slow.
at() {
    local target
    target=$((zero_ms + $(milliseconds "$1")))
    [ "$(now_ms)" -le $target ] || fail "too late for \"at $1\"."
    "$RIG_TOOLS/clock" until $target
}

# "15:06", "0:05.250" and "1:02:03" in milliseconds.
milliseconds() {
    awk -v time="$1" 'BEGIN { n = split(time, part, ":"); for (i = 1; i <= n; i++) s = s * 60 + part[i]
        printf "%.0f", s * 1000 }'
}

# The time since `time_zero`, for people.
elapsed() {
    local ms=$(($(now_ms) - zero_ms))
    printf '%d:%02d.%03d' $((ms / 60000)) $((ms / 1000 % 60)) $((ms % 1000))
}
