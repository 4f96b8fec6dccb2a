import CoachCore

/// The key of a row of `sample`: who, when and where in one number, so that a row is half as long and lies behind the
/// one before. The schema takes it apart again with the same figures.
enum SampleKey {
    private static let perSession: Int64 = 1_000_000_000
    /// 27 hours, longer than anything that is watched.
    private static let lastMillisecond: Int64 = 99_999_999

    /// The sessions whose samples a key can hold.
    static let sessions: ClosedRange<Int64> = 0...(Int64.max / perSession - 2)

    /// - Parameter time: since the press; cut off to the millisecond below, and to what the key can hold.
    static func key(_ session: Int64, _ time: Duration, _ probe: ProbeRole) -> Int64 {
        session * perSession + min(max(0, time.milliseconds), lastMillisecond) * 10 + (probe == .pack ? 0 : 1)
    }

    /// What a key says: milliseconds since the press, and the probe.
    static func parts(of key: Int64) -> (session: Int64, milliseconds: Int64, probe: ProbeRole) {
        (key / perSession, key % perSession / 10, key % 10 == 0 ? .pack : .skin)
    }

    /// All keys of a session.
    static func range(of session: Int64) -> (first: Int64, last: Int64) {
        (session * perSession, (session + 1) * perSession - 1)
    }

    /// The last sample of session `s`, in a query.
    static let lastOfSession = """
        (SELECT t_ms FROM sample WHERE id BETWEEN s.id * \(perSession) AND s.id * \(perSession) + \(perSession - 1)
         ORDER BY id DESC LIMIT 1)
        """
}
