import CoachCore
import FoundationEssentials
import SessionLog

@testable import CoachService

extension FuzzTarget {
    /// What a client sends, behind a byte that says how it is cut up; marks are made in a real log.
    static let control = FuzzTarget(
        name: "control", longest: 20_000,
        words: [
            "\0", "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "false", "\\ud800", "\\udc00", "\\u0000",
            "1e999", "-0", "18446744073709551616", "\"method\":", "\"parameters\":{", "\"more\":true",
            "\"oneway\":true", "\"upgrade\":true", "\"io.packcoach.Status\"", "\"io.packcoach.Start\"",
            "\"io.packcoach.Stop\"", "\"io.packcoach.Acknowledge\"", "\"io.packcoach.MarkRun\"",
            "\"io.packcoach.MarkOnset\"", "\"io.packcoach.ClearOnset\"", "\"io.packcoach.Monitor\"",
            "\"org.varlink.service.GetInfo\"", "\"org.varlink.service.GetInterfaceDescription\"", "\"modality\":",
            "\"ice\"", "\"heat\"", "\"override_rest\":", "\"at\":", "\"sore\":", "\"interface\":",
            "\"2026-05-04T11:00:00Z\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"",
            "\"1969-12-31T23:59:59Z\"",
        ]
    ) { bytes in
        guard let piece = bytes.first.map({ Int($0) + 1 }) else { return }
        let sent = Array(bytes.dropFirst())
        let calls = try converse(sent, inPiecesOf: VarlinkConversation.longestCall)
        try claim(try converse(sent, inPiecesOf: piece) == calls, "it means something else in pieces of \(piece)")
        for call in calls { try judge(call) }
        try carryOut(calls.compactMap { $0.asMember })
    }

    /// What answers a command of ours: a service of another version, or something else altogether.
    static let reply = FuzzTarget(
        name: "reply", longest: 4096, words: ["null", "1e300", "-1e300", "1e-300", "9e18", "\\u001b[2J", "\"error\":"]
    ) { bytes in
        _ = try? JSONDecoder().decode(StatusAnswer.self, from: Data(bytes))
        for error in ControlError.Name.allCases {
            _ = ControlFailure(error: error.full, in: bytes, path: "/s").description
        }
    }
}

/// A call as it was understood.
private struct Understood: Hashable {
    let frame: [UInt8]
    let isOneway: Bool
    /// What it asks for; nil: it is answered with an error.
    let asMember: ControlRequest?
    let asStranger: ControlRequest?
}

/// Everything up to where the connection is closed.
private func converse(_ sent: [UInt8], inPiecesOf piece: Int) throws -> [Understood] {
    var conversation = VarlinkConversation()
    var calls: [Understood] = []
    let frames = sent.split(separator: 0, omittingEmptySubsequences: false)
    var rest = sent[...]
    do throws(VarlinkConversation.Broken) {
        while true {
            while let call = try conversation.nextCall() {
                calls.append(
                    Understood(
                        frame: Array(frames[calls.count]), isOneway: call.isOneway,
                        asMember: request(call, isAllowed: true), asStranger: request(call, isAllowed: false)))
                conversation.answer(VarlinkMessage.reply(NoParameters()))
                conversation.sent(conversation.output.count)
            }
            guard !rest.isEmpty else { break }
            conversation.receive(rest.prefix(piece))
            rest = rest.dropFirst(piece)
        }
    } catch {
        // It is closed, and what was understood before stays understood.
    }
    return calls
}

private func request(_ call: VarlinkCall, isAllowed: Bool) -> ControlRequest? {
    try? ControlRequest(call, isAllowed: isAllowed)
}

/// The little of a call that says what it does, read without the service's own code.
private struct Plain: Decodable {
    let method: String
    let upgrade: Bool?
    let more: Bool?
}

private func judge(_ call: Understood) throws {
    switch call.asStranger {
    case .information, .description, nil: break
    case .status, .command, .mark, .monitor:
        throw Finding(description: "a stranger may \(call.asStranger as Any)")
    }
    guard let request = call.asMember else { return }
    guard let plain = try? JSONDecoder().decode(Plain.self, from: Data(call.frame)) else {
        throw Finding(description: "\(request) is no JSON with a method")
    }
    try claim(plain.upgrade != true, "\(request) is carried out, but not in the way that was asked for")
    let method =
        switch request {
        case .information: "org.varlink.service.GetInfo"
        case .description: "org.varlink.service.GetInterfaceDescription"
        case .status: "io.packcoach.Status"
        case .command(.start): "io.packcoach.Start"
        case .command(.stop): "io.packcoach.Stop"
        case .command(.acknowledge): "io.packcoach.Acknowledge"
        case .command(.test): "io.packcoach.Test"
        case .mark(let kinds, _) where kinds.contains(.run): "io.packcoach.MarkRun"
        case .mark(let kinds, _) where kinds == [.onset]: "io.packcoach.MarkOnset"
        case .mark: "io.packcoach.ClearOnset"
        case .monitor: "io.packcoach.Monitor"
        }
    try claim(plain.method == method, "\(plain.method) does what \(method) does")
    if case .command(.start(_, let reason?)) = request {
        try claimPlain(reason)
        try claim(OverrideReason.mistake(in: reason) == nil, "an override for this reason: \(reason)")
    }
}

/// Marks stand in a real log afterwards, or are refused with a sentence.
private func carryOut(_ requests: [ControlRequest]) throws {
    let marks = requests.compactMap { request -> (kinds: [EventKind], at: WallTime?)? in
        if case .mark(let kinds, let at) = request { (kinds, at) } else { nil }
    }
    guard !marks.isEmpty else { return }
    let folder = try ScratchFolder()
    let store = SessionStore(
        path: "\(folder.path)/packcoach.db", bootID: "00000000-0000-4000-8000-000000000001",
        about: LogAbout(name: "", site: "hip", configuration: ""))
    let now = Instant.boot + .hours(2)
    for isSynchronised in [false, true] {
        let clock = ClockReading(
            instant: now, wall: WallTime(milliseconds: 1_777_896_000_000), synchronised: isSynchronised)
        _ = try store.open(clock: clock)
        for mark in marks.prefix(5) {
            do {
                try store.mark(mark.kinds, at: mark.at, clock: clock)
            } catch let error as MarkInFuture {
                try claimReadable(error.description)
            }
            let history = try store.history(clock: clock)
            for instant in [history.lastRun, history.onset].compactMap({ $0 }) {
                try claim(instant <= now, "a mark of \(mark.at as Any) lies \(instant - now) in the future")
            }
        }
        store.close()
    }
}
