import CoachCore
import CoachService
import SessionLog

/// What `watch` knows: what the service told last, and what it keeps of what it told before.
struct WatchModel {
    /// A key that does something to a session asks first.
    enum Question: Hashable {
        case stop(session: Int64)
        case acknowledge(session: Int64)
    }

    let time: LocalTime
    /// Lines of the log carry their day and zone, as on paper.
    var hasLongTimes = false
    private(set) var status: StatusReport?
    private(set) var toldAt: Instant = .boot
    /// The service cannot be reached.
    private(set) var isLost = false
    /// The minimum of the session that runs, where the log or the service told it.
    private(set) var minimum: Duration?
    private(set) var points: [BoardPicture.Point] = []
    private(set) var log: [BoardPicture.LogLine] = []
    /// Why the last start was refused, until something else happens.
    private(set) var refusal: String?
    private(set) var question: Question?
    var showsKeys = false
    private var notice: (words: String, until: Instant)?

    private static let pointsKept = 3000
    private static let sameReading = Duration.milliseconds(500)
    /// An idle probe is read once a minute.
    private static let longestGap = Duration.seconds(90)
    private static let linesKept = 100
    private static let noticeShown = Duration.seconds(6)
    private static let questionAsked = Duration.seconds(15)
    private var questionUntil: Instant = .boot

    init(time: LocalTime) {
        self.time = time
    }

    // MARK: What the service tells

    mutating func take(_ news: ControlMonitor.News, at now: Instant) {
        if isLost { note("the service answers again", at: now) }
        isLost = false
        if status?.session != news.status.session { minimum = nil }
        status = news.status
        toldAt = now
        if let elapsed = news.status.elapsed, let opensIn = news.status.opensIn {
            // Both were cut to a millisecond; the configuration's times are whole seconds.
            minimum = .seconds(Int64(min(elapsed + opensIn, 1e9).rounded()))
        }
        if let event = news.event { take(event) }
        addPoint(of: news.status, at: now)
        if let question, !isStillMeant(question) { self.question = nil }
    }

    mutating func lose(at now: Instant) {
        guard !isLost else { return }
        isLost = true
        question = nil
        refusal = nil
        note("the service does not answer any more", at: now)
    }

    private mutating func take(_ event: EventReport) {
        let words = EventWords(event.kind, event.detail, session: event.session, time: time).words
        addLine(words, at: RFC3339.wallTime(event.at))
        switch EventKind(rawValue: event.kind) {
        case .refused: refusal = Self.sentence(of: event.detail)
        case .notice where !event.detail.hasPrefix(Notice.packReady.rawValue): break
        case .probeOK: break
        default: refusal = nil
        }
    }

    /// What stands behind the code.
    private static func sentence(of detail: String) -> String {
        guard let colon = detail.firstIndex(of: ":") else { return detail }
        return String(detail[detail.index(after: colon)...].drop { $0 == " " })
    }

    private mutating func addPoint(of status: StatusReport, at now: Instant) {
        func probe(_ role: ProbeRole) -> StatusReport.Probe? { status.probes.first { $0.role == role.rawValue } }
        let ages = status.probes.compactMap(\.age)
        guard let age = ages.min() else { return }
        let at = now - .milliseconds(Int64(age * 1000))
        if let last = points.last {
            // Told again without having been read again.
            guard at - last.at >= Self.sameReading else { return }
            // Nobody knows what was in between.
            if at - last.at > Self.longestGap { points.append(BoardPicture.Point(at: last.at + Self.sameReading)) }
        }
        points.append(
            BoardPicture.Point(at: at, pack: probe(.pack)?.celsius, skin: probe(.skin)?.celsius, modelledSkin: nil))
        if points.count > Self.pointsKept { points.removeFirst(points.count - Self.pointsKept) }
    }

    private mutating func note(_ words: String, at now: Instant) { addLine("watch: \(words)", at: wall(at: now)) }

    private mutating func addLine(_ words: String, at wall: WallTime?) {
        log.append(
            BoardPicture.LogLine(number: (log.last?.number ?? 0) + 1, time: wall.map(timeWords) ?? "", words: words))
        if log.count > Self.linesKept { log.removeFirst(log.count - Self.linesKept) }
    }

    private func timeWords(_ wall: WallTime) -> String {
        hasLongTimes
            ? time.stringWithSeconds(wall, synchronised: status?.clockIsSynchronised ?? true) : time.timeOfDay(wall)
    }

    /// The board's wall time, as far as it was told.
    func wall(at now: Instant) -> WallTime? {
        status.flatMap { RFC3339.wallTime($0.now) }.map { $0 + (now - toldAt) }
    }

    // MARK: What the log tells

    /// What was before somebody watched: the session's readings so far, and the newest events, oldest first.
    mutating func recall(_ memory: WatchMemory, at now: Instant) {
        minimum = minimum ?? memory.minimum
        if let elapsed = status?.elapsed {
            let start = toldAt - .milliseconds(Int64(elapsed * 1000))
            let first = points.first?.at ?? now
            let before = memory.points(from: start).filter { $0.at < first }
            points = (before + points).suffix(Self.pointsKept)
        }
        let lines = memory.events.map { event in
            (time: timeWords(event.at), words: EventWords(event, time: time).words)
        }
        let first = (log.first?.number ?? 0) - lines.count
        log = lines.enumerated().map { .init(number: first + $0, time: $1.time, words: $1.words) } + log
    }

    /// The log did not answer; everything else is live all the same.
    mutating func missMemory(at now: Instant) {
        note("the log does not answer: what was before is missing here", at: now)
    }

    // MARK: What a person asks

    /// Asks whether that is meant; what makes no sense is said instead.
    mutating func ask(_ wanted: Question?, otherwise words: String, at now: Instant) {
        question = wanted
        questionUntil = now + Self.questionAsked
        if wanted == nil { tell(words, at: now) }
    }

    /// What `s` would stop.
    var stoppable: Question? {
        guard !isLost, let status, let session = status.session,
            [.applying, .windowOpen].contains(CoachStatus.State(rawValue: status.state))
        else { return nil }
        return .stop(session: session)
    }

    /// What `a` would acknowledge.
    var alarm: Question? {
        guard !isLost, let status, let session = status.session,
            [.removePlanned, .removeSafety].contains(CoachStatus.State(rawValue: status.state))
        else { return nil }
        return .acknowledge(session: session)
    }

    private func isStillMeant(_ question: Question) -> Bool { question == stoppable || question == alarm }

    /// - Returns: the question that was asked just now; it is asked no more.
    mutating func takeQuestion(at now: Instant) -> Question? {
        defer { question = nil }
        return now < questionUntil ? question : nil
    }

    /// Says something for a moment.
    mutating func tell(_ words: String, at now: Instant) { notice = (words, now + Self.noticeShown) }

    /// What stands in place of the advice at this moment.
    func message(at now: Instant) -> String? {
        if let question, now < questionUntil { return question.words }
        if let notice, now < notice.until { return notice.words }
        return nil
    }
}

extension WatchModel.Question {
    fileprivate var words: String {
        switch self {
        case .stop(let session): "Stop session \(session) now? y stops it; any other key does not."
        case .acknowledge: "Is the pack off? y acknowledges the alarm; any other key does not."
        }
    }
}
