# SR-20 from a clean root to a logged session by the README's commands: install, first session, kill, watchdog, upgrade, purge
. "$RIG/guest/person.sh"
cp "$RIG_PACKAGES"/packcoach_*.deb /home/pi/
plug_chip
plug_w1
w1 0 temp 500

# Installing drives nothing: no configuration says which pins.
type_in 'sudo apt install ./packcoach_*.deb'
expect_answer "packcoach is installed, and drives nothing yet"
no_process || fail "it runs without a configuration."
[ "$(systemctl is-enabled packcoach)" = enabled ] || fail "it would not start at boot."
[ "$(systemctl show --property ConditionResult --value packcoach)" = no ] || fail "its condition did not hold it back."
# The chip was there before the package and its rule.
[ "$(stat -c %G:%a /dev/gpiochip0)" = gpio:660 ] || fail "the chip is $(stat -c %G:%a /dev/gpiochip0)."

type_in 'sudo cp /usr/share/doc/packcoach/examples/config.toml /etc/packcoach/'
type_in 'packcoach config check'
type_in 'sudo systemctl start packcoach'
expect_active packcoach 10
[ "$(stat -c %U "/proc/$(main_process)")" = packcoach ] || fail "it runs as $(stat -c %U "/proc/$(main_process)")."
type_in 'sudo usermod -aG packcoach "$USER"'
type_in 'packcoach doctor'
type_in 'packcoach status'
sleep 5

# A session of 20 minutes that nobody ends, and its alarm.
time_zero
press
at 1:00
expect_leds 111b
type_in 'packcoach status'
expect_answer "ice"
at 20:10
expect_leds bbbb 250
press
sleep 3
type_in 'packcoach log'
expect_answer "full time"
expect_in_log '"end_reason" : "ceiling"'
type_in 'sudo journalctl -u packcoach PACKCOACH_SESSION=1'
expect_answer "session"

# Three hours later, killed in mid-session: it goes on where it was.
at 3:30:00
time_zero
press
at 3:00
type_also 'sudo systemctl kill -s KILL packcoach'
sleep 3
expect_active packcoach 5
at 6:00
expect_leds 11b0
expect_in_log '"end_reason" : null'

# Stuck, it is bitten and comes back.
restarts=$(systemctl show --property NRestarts --value packcoach)
kill -STOP "$(main_process)"
sleep 25
expect_active packcoach 5
[ "$(systemctl show --property NRestarts --value packcoach)" = $((restarts + 1)) ] || fail "the watchdog did not bite."
expect_leds 11b0
at 16:00
press
sleep 2
expect_leds_off
expect_in_log '"end_reason" : "completed"'

# The log is copied while the service runs.
type_in 'sudo apt install sqlite3'
type_in 'sudo sqlite3 /var/lib/packcoach/packcoach.db ".backup packcoach-backup.db"'

# An upgrade between sessions: the running service is the new one, the log is the same.
cp "$RIG_PACKAGES"/newer/packcoach_*.deb /home/pi/
before=$(main_process)
sessions=$(log_json)
type_in 'sudo apt install ./packcoach_*.deb'
expect_active packcoach 10
[ "$(main_process)" != "$before" ] || fail "the old service still runs."
[ "$(log_json)" = "$sessions" ] || fail "the upgrade changed the log."
# Ready is told by all LEDs for a second.
sleep 2
expect_outputs_low

# Stopped, it stays stopped and leaves nothing on; the log is still read.
type_in 'sudo systemctl stop packcoach'
expect_down packcoach 5
no_process || fail "something of it still runs."
expect_outputs_low
type_in 'packcoach log'
expect_answer "full time"

# All is lost, and comes back from the copy.
type_in 'sudo apt purge packcoach'
[ ! -e /var/lib/packcoach ] || fail "purge left the log."
type_in 'sudo apt install ./packcoach_*.deb'
type_in 'sudo cp /usr/share/doc/packcoach/examples/config.toml /etc/packcoach/'
type_in 'sudo systemctl start packcoach'
expect_active packcoach 10
type_in 'sudo systemctl stop packcoach'
type_in 'sudo rm -f /var/lib/packcoach/packcoach.db-wal /var/lib/packcoach/packcoach.db-shm'
type_in 'sudo install -o packcoach -g packcoach -m 660 packcoach-backup.db /var/lib/packcoach/packcoach.db'
type_in 'sudo systemctl start packcoach'
expect_active packcoach 10
[ "$(log_json)" = "$sessions" ] || fail "what was restored is not what was copied: $(log_json)"
type_in 'sudo systemctl stop packcoach'
