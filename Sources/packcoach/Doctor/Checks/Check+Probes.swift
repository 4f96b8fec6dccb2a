import BoardHAL
import BoardLinux
import CoachCore
import CoachService

extension Check {
    static let present = Check(.probes, "present", "Is each configured probe there, and which ones are there at all?") {
        patient in
        guard patient.canHaveProbes else { return [.skipped("there is no board to have probes.")] }
        let configured = patient.settings.probes.map { probe in
            // Its own check has told that there is none.
            if probe.source == .w1, !patient.w1.hasBus {
                return Diagnosis.skipped("\(probe.role.rawValue) probe: not looked for without a 1-Wire bus.")
            }
            switch patient.resolve(probe) {
            case .success(let name): return .ok("\(probe.role.rawValue) probe: \(name)")
            case .failure(let error): return missing(probe, error, patient)
            }
        }
        let known = patient.settings.probes.compactMap { try? patient.resolve($0).get() }
        let others = W1Probe.all(in: patient.files.real(W1Sensor.devices)).filter { !known.contains($0) }
        // With one that is missing the problem's own sentence lists them.
        guard known.count == configured.count, !others.isEmpty else { return configured }
        return configured + [.ok("not configured: \(others.joined(separator: ", "))")]
    }

    private static func missing(_ probe: Configuration.Probe, _ error: LinuxBoardError, _ patient: Patient) -> Diagnosis
    {
        let name = "\(probe.role.rawValue) probe"
        switch error {
        case .severalProbes(_, _, let candidates):
            return .problem(
                "\(name): id = \"auto\" fits several: \(candidates.joined(separator: ", ")).",
                mend: "packcoach selftest --only probes   # tells which is which and prints what to write")
        case .noProbe(_, let id, _, let found):
            let wanted = id == "auto" ? "no probe at all" : "\(id) is not there"
            let others = found.isEmpty ? "" : "; there is \(found.joined(separator: ", "))"
            guard probe.source == .w1 else {
                return .problem("\(name): \(wanted)\(others); check its wiring and its overlay.", mend: "sensors")
            }
            if id != "auto", let only = found.first, found.count == 1 {
                return .problem(
                    "\(name): \(wanted)\(others).",
                    mend:
                        "sudo sed -i 's/\(id)/\(only)/' \(patient.configurationPath) && sudo systemctl restart packcoach"
                )
            }
            let place = patient.w1.line == nil ? "the bus's line" : patient.w1.place
            return .problem(
                "\(name): \(wanted)\(others). Is its data wire on \(place), with 4.7 kΩ to 3.3 V?",
                mend: "cat /sys/bus/w1/devices/w1_bus_master1/w1_master_slaves   # lists what answers, every 10 s anew")
        default:
            return .problem("\(name): \(firstSentence(of: error)).", mend: patient.edit("probe.id"))
        }
    }

    static let readings = Check(.probes, "readings", "Does each probe give plausible temperatures?") { patient in
        patient.eachProbe { probe, name in
            if patient.isBusy {
                return [.skipped("a session or an alarm is on, so only the service reads them: packcoach status")]
            }
            guard probe.source == .w1 else { return [hwmonReading(probe, patient)] }
            return [verdict(on: patient.sensor(name), probe.role)]
        }
    }

    private static func hwmonReading(_ probe: Configuration.Probe, _ patient: Patient) -> Diagnosis {
        let directory = patient.files.real(Patient.hwmonClass)
        let role = probe.role
        let id = probe.id
        let reading = BoundedCall.value(withinMilliseconds: 5000) { () -> Reading in
            guard var found = try? HwmonProbe(role: role, id: id, classDirectory: directory) else {
                return .failure(.missing)
            }
            return found.read()
        }
        switch reading ?? .failure(.hung) {
        case .success(let temperature): return .ok("\(role.rawValue) probe: \(temperature)")
        case .failure(let fault):
            return .problem("\(role.rawValue) probe: no temperature, \(fault.rawValue).", mend: "sensors")
        }
    }

    private static func verdict(on sensor: W1Sensor, _ role: ProbeRole) -> Diagnosis {
        let name = "\(role.rawValue) probe"
        let verdicts = sensor.verdicts
        let good = verdicts.compactMap { verdict in try? verdict.get() }
        let faults = verdicts.compactMap { verdict -> ProbeFault? in
            if case .failure(let fault) = verdict { fault } else { nil }
        }
        guard let fault = faults.first else {
            let range = good.min() == good.max() ? "" : " (\(good.min()!) to \(good.max()!))"
            return .ok(
                "\(name): \(good.last.map { "\($0)" } ?? "")\(range), \(good.count) of \(good.count) readings good")
        }
        let count = "\(faults.count) of \(verdicts.count) readings bad"
        return .problem("\(name): \(count), \(fault.rawValue): \(cause(of: fault))", mend: remedy(of: fault, sensor.id))
    }

    private static func cause(of fault: ProbeFault) -> String {
        switch fault {
        case .empty, .crc: "noise on the wire, a loose contact, or too weak a resistor to 3.3 V."
        case .powerOn: "it lost its power in between; check its red wire."
        case .lowPower: "it has too little power to convert; wire its red wire to 3.3 V."
        case .allZero: "its data wire is held low: a short, or it hangs on another pin."
        case .outOfRange: "no pack is so cold or hot; the sensor or its wiring is broken."
        case .tooFast: "no pack changes so quickly."
        case .stale, .hung: "the driver does not answer; another program may hold the bus."
        case .missing: "it is not there."
        case .several: "more than one sensor fits; say in the configuration which."
        }
    }

    private static func remedy(of fault: ProbeFault, _ id: String) -> String {
        switch fault {
        case .stale, .hung: "sudo reboot"
        case .several: "ls \(W1Sensor.devices)   # then id = \"28-…\" at each [[probe]]"
        case .empty, .crc, .powerOn, .lowPower, .allZero, .outOfRange, .tooFast, .missing:
            "cat \(W1Sensor.devices)/\(id)/w1_slave   # after each change of the wiring; good lines end in YES"
        }
    }
}

extension Patient {
    static let hwmonClass = "/sys/class/hwmon"

    var canHaveProbes: Bool { model.isPi || hasHeader || header.isForbidden || w1.hasBus }

    /// What the kernel calls a configured probe.
    func resolve(_ probe: Configuration.Probe) -> Result<String, LinuxBoardError> {
        Result { () throws(LinuxBoardError) in
            switch probe.source {
            case .w1: try W1Probe.resolve(probe.id, in: files.real(W1Sensor.devices))
            case .hwmon: try HwmonProbe.resolve(probe.id, in: files.real(Self.hwmonClass)).description
            }
        }
    }

    /// What is found of each probe that is there.
    func eachProbe(_ look: (Configuration.Probe, String) -> [Diagnosis]) -> [Diagnosis] {
        guard canHaveProbes else { return [] }
        return settings.probes.flatMap { probe in (try? resolve(probe).get()).map { look(probe, $0) } ?? [] }
    }
}
