import CoachCore

/// Reads the `[[probe]]` tables.
enum ProbeReader {
    /// One probe.
    static func read(_ table: ConfigurationTable, _ reader: inout ConfigurationReader) -> Configuration.Probe {
        reader.refuseUnknownKeys(of: table, known: ConfigurationKeys.keys(of: "probe"), in: "probe")
        var probe = Configuration.Probe()
        reader.read("role", of: table, into: &probe.role, as: ConfigurationValues.word())
        reader.read("source", of: table, into: &probe.source, as: ConfigurationValues.word())
        if reader.read("id", of: table, into: &probe.id, as: ConfigurationValues.line(example: "auto")),
            let message = mistake(in: probe.id, of: probe.source)
        {
            reader.complain(table.path["id"], message)
        }
        return probe
    }

    /// Refuses two probes of one role and two of one sensor.
    static func refuseTwins(
        _ probes: [Configuration.Probe], _ tables: [ConfigurationTable], _ reader: inout ConfigurationReader
    ) {
        guard probes.count == 2 else { return }
        let (first, second, table) = (probes[0], probes[1], tables[1])
        // A value that is wrong in itself has left a default behind, which says nothing.
        let isKnown: (String) -> Bool = { [reader] key in !tables.contains { reader.hasMistake(in: $0.path[key]) } }
        if first.role == second.role, isKnown("role") {
            let other: ProbeRole = first.role == .pack ? .skin : .pack
            reader.complain(
                table.path["role"],
                "both probes are on the \(first.role.rawValue); write role = \"\(other.rawValue)\" in one of them")
        }
        guard first.source == second.source, first.id == second.id, isKnown("source"), isKnown("id") else { return }
        let mend = "write each one's id, which `packcoach doctor` lists; `packcoach selftest` tells which is which"
        if first.id == "auto" {
            reader.complain(table.path["id"], "\"auto\" cannot tell two \(first.source.rawValue) probes apart; \(mend)")
        } else {
            reader.complain(table.path["id"], "both probes have the id \"\(first.id)\"; \(mend)")
        }
    }

    /// What is wrong with an id; nil if it can be one.
    private static func mistake(in id: String, of source: Configuration.ProbeSource) -> String? {
        if id == "auto" { return nil }
        switch source {
        case .w1:
            if isW1(id) { return nil }
            if isW1(id.lowercased()) { return "the kernel writes ids in small letters; write \"\(id.lowercased())\"" }
            return "\"\(id)\" is no w1 id; write \"auto\", or an id that `packcoach doctor` lists, "
                + "such as \"28-0316a2795fff\""
        case .hwmon:
            if Spelling.isSlip(id, of: "auto") { return "\"\(id)\" is no hwmon chip; write \"auto\"" }
            return id.isEmpty ? "is empty; write \"auto\", or a name that `packcoach doctor` lists" : nil
        }
    }

    /// A family of two hexadecimal digits, a dash, and the sensor's own twelve: how w1 names a device.
    private static func isW1(_ id: String) -> Bool {
        let parts = id.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.utf8.count) == [2, 12]
            && parts.joined().utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
                default: false
                }
            }
    }
}
