import BoardLinux
import CoachService

@testable import packcoach

/// What may be wrong with a board.
enum BoardFaults {
    static let all: [Fault] = [
        Fault(
            name: "no configuration", problem: "configuration: /etc/packcoach/config.toml is not there",
            remedy: "packcoach config show | sudo tee /etc/packcoach/config.toml"
        ) { machine in
            machine.configuration = Result { () throws(ConfigurationError) in
                try Configuration.load(path: "/nonexistent/config.toml")
            }
        },
        Fault(
            name: "a mistake in the configuration", problem: "configuration: ", remedy: "packcoach config check"
        ) { try $0.configure("[ice]\nceilling = \"10m\"\n") },
        Fault(
            name: "the chip by its number", problem: "configuration: board = \"gpiochip4\" goes by a number",
            remedy: "board = \"auto\""
        ) { try $0.configure("board = \"gpiochip4\"\n") },
        Fault(
            name: "another chip than the header's", board: .pi5,
            problem: "chip: gpiochip10 [gpio-brcmstb] is not the chip",
            remedy: "board = \"auto\""
        ) { machine in
            machine.chip = .success(
                HeaderFacts.Chip(path: "/dev/gpiochip4", name: "gpiochip10", label: "gpio-brcmstb", lineCount: 32))
        },
        Fault(
            name: "a device for root alone", board: .pi4, problem: "device: /dev/gpiochip0 is for root alone",
            remedy: "/etc/udev/rules.d/60-packcoach.rules"
        ) { $0.statuses["/dev/gpiochip0"] = SystemFiles.Status(owner: 0, group: 0, mode: 0o600, size: 0) },
        Fault(
            name: "the service's user is not in the chip's group",
            problem: "device: packcoach may not open /dev/gpiochip4",
            remedy: "sudo usermod -aG gpio packcoach"
        ) { machine in
            try machine.lay("etc/group", "root:x:0:\ngpio:x:993:pi\npackcoach:x:990:pi\npi:x:1000:\n")
            machine.unit("SupplementaryGroups=")
        },
        Fault(
            name: "a line that somebody holds",
            problem: "lines: GPIO 13 (LED 3) is in use by gpioset (gpioset, process 77)",
            remedy: "sudo kill 77"
        ) { machine in
            machine.holders[13] = "gpioset"
            try machine.lay("proc/77/comm", "gpioset\n")
            try machine.lay("proc/77/fdinfo/4", "gpio-chip:\tgpiochip4\ngpio-line:\t13\n")
        },
        Fault(
            name: "a line that another service holds", problem: "lines: GPIO 18 (buzzer) is in use by fancontrol",
            remedy: "sudo systemctl disable --now fan.service"
        ) { machine in
            machine.holders[18] = "fancontrol"
            try machine.lay("proc/77/cgroup", "0::/system.slice/fan.service\n")
            try machine.lay("proc/77/fdinfo/4", "gpio-chip:\tgpiochip4\ngpio-line:\t18\n")
        },
        Fault(
            name: "a line whose holder is not shown",
            problem: "lines: GPIO 5 (LED 1) is in use by spi0 CS1.",
            remedy: "sudo fuser -v /dev/gpiochip4"
        ) { $0.holders[5] = "spi0 CS1" },
        Fault(
            name: "a line that an overlay holds",
            problem: "lines: GPIO 18 (buzzer) is in use by ir-receiver@12, which dtoverlay=gpio-ir in line 2",
            remedy: "sudo sed -i '2s/^/#/' /boot/firmware/config.txt && sudo reboot"
        ) { machine in
            machine.holders[18] = "ir-receiver@12"
            try machine.bootConfig("dtoverlay=w1-gpio\ndtoverlay=gpio-ir\n")
        },
        Fault(
            name: "an overlay of a pin of ours that does not hold it yet",
            problem: "pins: GPIO 17 is the button's, and dtoverlay=gpio-shutdown's too (line 2 of",
            remedy: "sudo sed -i '2s/^/#/' /boot/firmware/config.txt"
        ) { try $0.bootConfig("dtoverlay=w1-gpio\ndtoverlay=gpio-shutdown,gpio_pin=17\n") },
        Fault(
            name: "the probe's pin is the button's too",
            problem: "pins: GPIO 17 is the button's, and dtoverlay=w1-gpio's",
            remedy: "sudo reboot"
        ) { machine in
            try machine.bootConfig("dtoverlay=w1-gpio,gpiopin=17\n")
            machine.remove("proc/device-tree/onewire@4")
        },
        Fault(
            name: "a line that the chip has not", problem: "lines: GPIO 60 (button) is not there",
            remedy: "sudoedit"
        ) { try $0.configure("board = \"somechip\"\nbutton.line = 60\n") },
        Fault(
            name: "no overlay on a Pi 5",
            problem: "overlay: /boot/firmware/config.txt does not load the 1-Wire overlay",
            remedy: "dtoverlay=w1-gpio,gpiopin=4\\n' | sudo tee -a /boot/firmware/config.txt && sudo reboot"
        ) { machine in
            try machine.bootConfig("[all]\n")
            machine.remove("sys/bus/w1")
            try machine.configure("[[probe]]\nsource = \"w1\"\nid = \"28-0000005ca1e0\"\n")
        },
        Fault(
            name: "an overlay that is commented out, before Debian 12", board: .pi4Bullseye,
            problem: "overlay: /boot/config.txt has w1-gpio in line 1, where it does not count",
            remedy: "sudo tee -a /boot/config.txt"
        ) { machine in
            try machine.bootConfig("#dtoverlay=w1-gpio\n")
            machine.remove("sys/bus/w1")
        },
        Fault(
            name: "an overlay that waits for a start", board: .zero2W,
            problem: "overlay: /boot/firmware/config.txt loads w1-gpio in line 4, but the kernel has no 1-Wire bus yet",
            remedy: "sudo reboot"
        ) { $0.remove("sys/bus/w1") },
        Fault(
            name: "a pin that was changed since the last start",
            problem:
                "overlay: /boot/firmware/config.txt puts the bus on GPIO 22 in line 1, but the kernel has it on GPIO 4",
            remedy: "sudo reboot"
        ) { try $0.bootConfig("dtoverlay=w1-gpio,gpiopin=22\n") },
        Fault(
            name: "the console on an LED's line", problem: "pins: GPIO 14, the LED 1's, is the serial console's",
            remedy: "sudoedit"
        ) { machine in
            try machine.configure("leds.lines = [14, 6]\n")
            try machine.lay("proc/cmdline", "console=serial0,115200 console=tty1\n")
        },
        Fault(
            name: "a buzzer that sounds from power-on",
            problem: "pins: GPIO 6, the buzzer's, is held high from power-on",
            remedy: "9 to 27"
        ) { try $0.configure("leds.lines = [5]\nbuzzer.line = 6\n") },
        Fault(
            name: "a kernel whose modules are gone", problem: "driver: the modules of the running kernel",
            remedy: "sudo reboot"
        ) { $0.remove("sys/module") },
        Fault(
            name: "a kernel without the driver", problem: "driver: this kernel, 6.12.25+rpt-rpi-2712, has no w1_therm",
            remedy: "full-upgrade"
        ) { machine in
            machine.remove("sys/module")
            try machine.lay("lib/modules/6.12.25+rpt-rpi-2712/modules.dep", "kernel/drivers/w1/wire.ko.xz:\n")
        },
        Fault(
            name: "too little voltage now", problem: "supply: the supply's voltage is too low right now",
            remedy: "vcgencmd"
        ) { $0.throttled = "throttled=0x50005" },
        Fault(
            name: "too little voltage before", problem: "supply: the supply's voltage was too low since",
            remedy: "vcgencmd"
        ) { $0.throttled = "throttled=0x50000" },
        Fault(
            name: "too little voltage, as the kernel alone tells", problem: "supply: the supply's voltage is too low",
            remedy: "vcgencmd"
        ) { machine in
            machine.throttled = nil
            try machine.lay("sys/class/hwmon/hwmon2/name", "rpi_volt\n")
            try machine.lay("sys/class/hwmon/hwmon2/in0_lcrit_alarm", "1\n")
        },
    ]
}
