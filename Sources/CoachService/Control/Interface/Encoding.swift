// What has no value is written as null, here as in all of packcoach's JSON; the compiler's own way leaves the key out.

extension StatusReport {
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(state, forKey: .state)
        try container.encode(isChecking, forKey: .isChecking)
        try container.encode(modality, forKey: .modality)
        try container.encode(session, forKey: .session)
        try container.encode(elapsed, forKey: .elapsed)
        try container.encode(left, forKey: .left)
        try container.encode(opensIn, forKey: .opensIn)
        try container.encode(resume, forKey: .resume)
        try container.encode(leds, forKey: .leds)
        try container.encode(lit, forKey: .lit)
        try container.encode(buzzer, forKey: .buzzer)
        try container.encode(probes, forKey: .probes)
        try container.encode(faults, forKey: .faults)
        try container.encode(ice, forKey: .ice)
        try container.encode(heat, forKey: .heat)
        try container.encode(onsetIsMarked, forKey: .onsetIsMarked)
        try container.encode(onsetAge, forKey: .onsetAge)
        try container.encode(packIsReady, forKey: .packIsReady)
        try container.encode(now, forKey: .now)
        try container.encode(clockIsSynchronised, forKey: .clockIsSynchronised)
        try container.encode(database, forKey: .database)
        try container.encode(version, forKey: .version)
    }
}

extension StatusReport.Probe {
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(role, forKey: .role)
        try container.encode(celsius, forKey: .celsius)
        try container.encode(fault, forKey: .fault)
        try container.encode(age, forKey: .age)
    }
}

extension StatusReport.Allowance {
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(isAllowed, forKey: .isAllowed)
        try container.encode(code, forKey: .code)
        try container.encode(message, forKey: .message)
        try container.encode(from, forKey: .from)
        try container.encode(left, forKey: .left)
    }
}

extension EventReport {
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(at, forKey: .at)
        try container.encode(kind, forKey: .kind)
        try container.encode(detail, forKey: .detail)
        try container.encode(session, forKey: .session)
    }
}

extension StartRefusal {
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(code, forKey: .code)
        try container.encode(message, forKey: .message)
        try container.encode(until, forKey: .until)
        try container.encode(left, forKey: .left)
    }
}
