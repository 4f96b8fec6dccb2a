import CoachService

extension Check {
    static let genuine = Check(.probes, "genuine", "Is each DS18B20 its maker's, whose accuracy the limits count on?") {
        patient in
        patient.eachSensor { sensor, name in
            guard let suspicion = sensor.suspicion else { return .ok("\(name): nothing speaks against it") }
            return .problem(
                "\(name), \(sensor.id), is probably a clone: \(suspicion). A clone may be off by more than the 0.5 °C "
                    + "that the limits allow for: hold it in melting ice, where it must read between -0.5 and 0.5 °C.",
                mend: "watch -n 2 cat \(W1Sensor.devices)/\(sensor.id)/temperature")
        }
    }

    static let power = Check(.probes, "power", "Has each probe a supply of its own?") { patient in
        patient.eachSensor { sensor, name in
            switch sensor.externalPower {
            case nil: .skipped("\(name): this kernel does not tell.")
            case 0:
                .problem(
                    "\(name), \(sensor.id), draws its power from the data wire, and misreads as it grows longer: "
                        + "its red wire belongs on 3.3 V, header pin 1.",
                    mend: "cat \(W1Sensor.devices)/\(sensor.id)/ext_power   # 1 once it is wired")
            case let code? where code < 0: .skipped("\(name): it did not answer.")
            default: .ok("\(name): on its own wire")
            }
        }
    }

    static let resolution = Check(.probes, "resolution", "Does each probe measure in steps that are small enough?") {
        patient in
        patient.eachSensor { sensor, name in
            guard let bits = sensor.resolution else { return .skipped("\(name): this kernel does not tell.") }
            guard bits > 0 else { return .skipped("\(name): it did not answer.") }
            let time = sensor.conversionTime.map { ", \($0) ms a reading" } ?? ""
            guard bits < 12 else { return .ok("\(name): \(bits) bits\(time)") }
            let path = "\(W1Sensor.devices)/\(sensor.id)"
            return .problem(
                "\(name), \(sensor.id), measures with \(bits) bits, in steps of \(step(bits)) °C, instead of 12.",
                mend: "echo 12 | sudo tee \(path)/resolution && echo save | sudo tee \(path)/eeprom_cmd")
        }
    }

    private static func step(_ bits: Int) -> String {
        switch bits {
        case 11: "0.125"
        case 10: "0.25"
        default: "0.5"
        }
    }
}

extension Patient {
    /// What is found of each DS18B20 that is there. In a session the service alone has the bus.
    fileprivate func eachSensor(_ look: (W1Sensor, _ name: String) -> Diagnosis) -> [Diagnosis] {
        guard !isBusy else { return [] }
        return eachProbe { probe, id in
            probe.source == .w1 ? [look(sensor(id), "\(probe.role.rawValue) probe")] : []
        }
    }
}
