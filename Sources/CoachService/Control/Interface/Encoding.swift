import SessionLog

extension StatusReport {
    public func encode(to encoder: any Encoder) throws {
        try encoder.encode(
            CodingKeys.self,
            [
                .state: state, .isChecking: isChecking, .modality: modality, .session: session, .elapsed: elapsed,
                .left: left, .opensIn: opensIn, .resume: resume, .leds: leds, .lit: lit, .buzzer: buzzer,
                .probes: probes, .faults: faults, .ice: ice, .heat: heat, .onsetIsMarked: onsetIsMarked,
                .onsetAge: onsetAge, .packIsReady: packIsReady, .now: now, .clockIsSynchronised: clockIsSynchronised,
                .database: database, .version: version,
            ])
    }
}

extension StatusReport.Probe {
    public func encode(to encoder: any Encoder) throws {
        try encoder.encode(CodingKeys.self, [.role: role, .celsius: celsius, .fault: fault, .age: age])
    }
}

extension StatusReport.Allowance {
    public func encode(to encoder: any Encoder) throws {
        try encoder.encode(
            CodingKeys.self, [.isAllowed: isAllowed, .code: code, .message: message, .from: from, .left: left])
    }
}

extension EventReport {
    public func encode(to encoder: any Encoder) throws {
        try encoder.encode(CodingKeys.self, [.at: at, .kind: kind, .detail: detail, .session: session])
    }
}

extension StartRefusal {
    public func encode(to encoder: any Encoder) throws {
        try encoder.encode(CodingKeys.self, [.code: code, .message: message, .until: until, .left: left])
    }
}
