# The board in the guest: a simulated Raspberry Pi header with a button, LEDs and a buzzer on it, a TMP175 on I²C
# and a DS18B20 on 1-Wire.
# Sourced by guest/play. Times are whole milliseconds unless a name says otherwise.

readonly button_line=17
readonly buzzer_line=18
readonly led_lines=(5 6 13 19)
# GPIO 0 to 27 are on the header; the BCM2711 has 58 lines in all.
readonly header_lines=58
readonly chip_config=/sys/kernel/config/gpio-sim/coach
readonly i2c_bus=/sys/bus/i2c/devices/i2c-0
readonly probe_address=0x48

# Describes the chip to the kernel, which does not have it yet.
prepare_chip() {
    mkdir -p $chip_config/bank0
    echo $header_lines >$chip_config/bank0/num_lines
    echo pinctrl-bcm2711 >$chip_config/bank0/label
}

# The chip appears, its button open.
plug_chip() {
    [ -d $chip_config ] || prepare_chip
    echo 1 >$chip_config/live
    chip=/sys/devices/platform/$(cat $chip_config/dev_name)/$(cat $chip_config/bank0/chip_name)
    release
}

pull_line() { echo "pull-$2" >"$chip/sim_gpio$1/pull"; }

# The button's contact closes (to ground) and opens (the pull-up's level).
hold() { pull_line $button_line down; }
release() { pull_line $button_line up; }

# press [MS]: closed for so long, 100 ms where nothing is said.
press() {
    hold
    sleep_ms "${1:-100}"
    release
}

# press_bouncing MS: a contact that chatters for so long, every millisecond, on closing and on opening.
press_bouncing() {
    local chatter=$1 i
    for ((i = 0; i < chatter; i += 2)); do
        hold
        sleep_ms 1
        release
        sleep_ms 1
    done
    press 100
    for ((i = 0; i < chatter; i += 2)); do
        sleep_ms 1
        hold
        sleep_ms 1
        release
    done
}

# The I²C bus comes with its chip, which the kernel's lm75 driver reads.
plug_probe() {
    [ -d $i2c_bus ] || busybox insmod "$RIG_KERNEL/rig_i2c.ko"
    echo "tmp175 $probe_address" >$i2c_bus/new_device
}

# The chip leaves the bus, and its driver with it.
unplug_probe() { echo $probe_address >$i2c_bus/delete_device; }

# probe CELSIUS: what the chip measures from now on, in its steps of a sixteenth of 1 °C.
probe() { i2c temp "$(awk -v c="$1" 'BEGIN { printf "%.0f", c * 1000 }')"; }

# i2c VERB [ARGUMENT]: does this to the chip, in the words of modules/rig_i2c.c.
i2c() { echo "$*" >/dev/rig-i2c; }

# plug_w1 [OPTION...]: the 1-Wire bus with its DS18B20, as the options of modules/w1_device.c have it.
plug_w1() {
    busybox insmod "$RIG_KERNEL/rig_w1.ko" "$@"
    # The kernel's search is over by then.
    sleep 0.1
}

# w1 SENSOR VERB [ARGUMENT]: does this to a sensor, in the words of modules/w1_device.c.
w1() { echo "$*" >/dev/rig-w1; }

sleep_ms() { sleep "$(printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000)))"; }

# levels MS LINE...: a line "milliseconds levels" now and at each change within so long.
levels() { "$RIG_TOOLS/lines" "$chip" "$@"; }

# The LEDs' levels right now, the first LED first: "1110".
leds() { levels 0 "${led_lines[@]}" | cut -d ' ' -f 2; }

# occupy_line LINE: gpioset of libgpiod holds the line from now on; its two versions are told so differently.
occupy_line() {
    local name
    name=$(basename "$chip")
    case $(gpioset --version) in
    *" v1."*) gpioset --mode=signal "$name" "$1=0" & ;;
    *) gpioset --chip "$name" "$1=0" & ;;
    esac
    sleep 1
}
