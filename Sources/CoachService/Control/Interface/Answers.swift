/// What methods answer, as it goes over the line.
struct StatusAnswer: Codable {
    let status: StatusReport
}

struct MonitorAnswer: Codable {
    let status: StatusReport
    let event: EventReport?
}

struct StartAnswer: Codable {
    let session: Int64
}

/// Of `Acknowledge`; of `Start` always with a session.
struct SessionAnswer: Codable {
    let session: Int64?
}

struct TestAnswer: Codable {
    let presses: Int
    let closed: Bool
}

struct StopAnswer: Codable {
    private enum CodingKeys: String, CodingKey {
        case session
        case endReason = "end_reason"
    }

    let session: Int64
    let endReason: String
}
