import BoardHAL
import CoachCore

@testable import packcoach

/// What may be wrong with the probes.
enum ProbeFaults {
    private static let w1 = "sys/bus/w1/devices"

    static let all: [Fault] = [
        Fault(
            name: "no probe on the bus",
            problem:
                "present: pack probe: no probe at all. Is its data wire on GPIO 4 (header pin 7), with 4.7 kΩ to 3.3 V?",
            remedy: "w1_master_slaves"
        ) { $0.remove("\(w1)/\(MachineFixture.sensor)") },
        Fault(
            name: "another probe than the configured one",
            problem: "present: pack probe: 28-0000000000aa is not there; there is 28-0000005ca1e0.",
            remedy: "sudo sed -i 's/28-0000000000aa/28-0000005ca1e0/' /etc/packcoach/config.toml"
        ) { try $0.configure("[[probe]]\nid = \"28-0000000000aa\"\n") },
        Fault(
            name: "two probes and \"auto\"",
            problem: "present: pack probe: id = \"auto\" fits several: 28-0000005ca1e0, 28-0000005ca1e1",
            remedy: "packcoach selftest --only probes"
        ) { try $0.laySensor("28-0000005ca1e1") },
        Fault(
            name: "wrong checksums", problem: "readings: pack probe: 2 of 2 readings bad, crc: noise on the wire",
            remedy: "w1_slave"
        ) { machine in
            let text = MachineFixture.good.replacing("YES", with: "NO")
            try machine.laySensor(MachineFixture.sensor, text: text)
        },
        Fault(
            name: "an empty reading", problem: "readings: pack probe: 2 of 2 readings bad, empty", remedy: "w1_slave"
        ) { try $0.laySensor(MachineFixture.sensor, text: "") },
        Fault(
            name: "a data wire held low",
            problem: "readings: pack probe: 2 of 2 readings bad, all-zero: its data wire is held low",
            remedy: "w1_slave"
        ) { machine in
            let zeros = "00 00 00 00 00 00 00 00 00"
            try machine.laySensor(MachineFixture.sensor, text: "\(zeros) : crc=00 YES\n\(zeros) t=0\n")
        },
        Fault(
            name: "the value at power-on", problem: "readings: pack probe: 2 of 2 readings bad, power-on-85",
            remedy: "w1_slave"
        ) { machine in
            let bytes = "50 05 4b 46 7f ff 0c 10 1c"
            try machine.laySensor(MachineFixture.sensor, text: "\(bytes) : crc=1c YES\n\(bytes) t=85000\n")
        },
        Fault(
            name: "a clone", problem: "genuine: pack probe, 28-0316a2795fff, is probably a clone",
            remedy: "28-0316a2795fff/temperature"
        ) { machine in
            machine.remove("\(w1)/\(MachineFixture.sensor)")
            try machine.laySensor("28-0316a2795fff")
        },
        Fault(
            name: "parasite power", problem: "power: pack probe, 28-0000005ca1e0, draws its power from the data wire",
            remedy: "ext_power"
        ) { try $0.laySensor(MachineFixture.sensor, externalPower: "0") },
        Fault(
            name: "nine bits",
            problem: "resolution: pack probe, 28-0000005ca1e0, measures with 9 bits, in steps of 0.5 °C",
            remedy: "echo 12 | sudo tee /sys/bus/w1/devices/28-0000005ca1e0/resolution"
        ) { try $0.laySensor(MachineFixture.sensor, resolution: "9", conversionTime: "95") },
        Fault(
            name: "a hwmon probe that is not there", problem: "present: pack probe: lm75 is not there",
            remedy: "sensors"
        ) { try $0.configure("[[probe]]\nsource = \"hwmon\"\nid = \"lm75\"\n") },
        Fault(
            name: "a hwmon probe whose sensor is gone", problem: "readings: pack probe: no temperature, missing.",
            remedy: "sensors"
        ) { machine in
            try machine.configure("[[probe]]\nsource = \"hwmon\"\nid = \"lm75\"\n")
            try machine.lay("sys/class/hwmon/hwmon1/name", "lm75\n")
            try machine.lay("sys/class/hwmon/hwmon1/temp1_input", "21000\n")
            try machine.lay("sys/class/hwmon/hwmon1/temp1_fault", "1\n")
        },
    ]
}
