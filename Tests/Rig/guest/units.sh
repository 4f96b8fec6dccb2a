# The service as systemd runs it. Sourced by the cases of Tests/Rig/units.d.

mkdir -p /run/rig
mountpoint -q /sys/kernel/config || mount -t configfs configfs /sys/kernel/config

# The board, and what udev does for its group.
plug_board() {
    plug_chip
    plug_probe
    probe 0.5
    chgrp gpio /dev/gpiochip*
    chmod g+rw /dev/gpiochip*
}

state() { systemctl show --property ActiveState --value "$1"; }
is_active() { [ "$(state "$1")" = active ]; }
is_down() { case $(state "$1") in inactive | failed) ;; *) return 1 ;; esac; }
main_process() { systemctl show --property MainPID --value packcoach; }

# expect_active UNIT SECONDS
expect_active() { wait_for "$1 to be active ($(state "$1"))" $(($2 * 1000)) is_active "$1"; }
expect_down() { wait_for "$1 to be down ($(state "$1"))" $(($2 * 1000)) is_down "$1"; }

# From now on the service cannot come up, whatever is tried; and is as it was.
break_service() {
    mkdir -p /run/systemd/system/packcoach.service.d
    printf '[Service]\nExecStart=\nExecStart=%s\n' "$1" >/run/systemd/system/packcoach.service.d/broken.conf
    systemctl daemon-reload
}
mend_service() {
    rm /run/systemd/system/packcoach.service.d/broken.conf
    systemctl daemon-reload
}

sounds() { levels 1000 $buzzer_line | awk '$2 == 1 { on = 1 } END { exit !on }'; }
expect_sound_within() { wait_for "the alarm" $(($1 * 1000)) sounds; }

log_list() { packcoach log list --json; }
trap 'journalctl --no-pager -o short-monotonic -u packcoach -u packcoach-alarm | tail -n 60 >&2' EXIT
