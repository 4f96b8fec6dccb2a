import CoachCore

/// How far anything in a log can lie from anything else. Whatever is further is damage, and sums of several such times
/// stay far from where 64 bits of nanoseconds end.
enum LogRange {
    /// A century.
    static let nanoseconds: Int64 = 100 * 366 * 86_400_000_000_000
}

extension Row {
    /// A point on the time line of a boot.
    /// - Throws: ``LogError`` `.damaged` where no boot has such a time.
    func instant(_ name: String) throws -> Instant { try required(instantIfAny(name), name) }

    /// Nil where the column is NULL.
    func instantIfAny(_ name: String) throws -> Instant? {
        try integerIfAny(name).map { Instant(nanoseconds: try checked($0, isWithin: LogRange.nanoseconds, name)) }
    }

    /// A length in milliseconds.
    /// - Throws: ``LogError`` `.damaged` where nothing can have lasted so long.
    func duration(_ name: String) throws -> Duration { try required(durationIfAny(name), name) }

    /// Nil where the column is NULL.
    func durationIfAny(_ name: String) throws -> Duration? {
        try integerIfAny(name).map { .milliseconds(try checked($0, isWithin: LogRange.nanoseconds / 1_000_000, name)) }
    }

    /// The number of a session.
    /// - Throws: ``LogError`` `.damaged` where it has no samples that it could name; see ``SampleKey``.
    func sessionID(_ name: String) throws -> Int64 {
        let id = try integer(name)
        guard SampleKey.sessions.contains(id) else { throw damage("\(id) in column \(name) is no session") }
        return id
    }

    /// Nil where the column is NULL.
    func temperatureIfAny(_ name: String) throws -> Temperature? {
        try integerIfAny(name).map { number in
            guard Self.millidegrees.contains(number) else {
                throw damage("\(number) in column \(name) is no temperature")
            }
            return Temperature(millidegrees: Int32(number))
        }
    }

    /// CEM43 minutes; nil where the column is NULL.
    func doseIfAny(_ name: String) throws -> Double? {
        try realIfAny(name).map { dose in
            guard Self.dose.contains(dose) else { throw damage("\(dose) in column \(name) is no dose") }
            return dose
        }
    }

    /// What the schema allows for a sample.
    private static let millidegrees: ClosedRange<Int64> = -273_150...1_000_000
    /// More than a probe can say: up to 100 °C are believed (safety figures, 3), and a month of them is 10²².
    private static let dose = 0.0...1e24

    private func checked(_ number: Int64, isWithin limit: Int64, _ name: String) throws -> Int64 {
        guard (-limit...limit).contains(number) else { throw damage("\(number) in column \(name) is no time") }
        return number
    }
}
