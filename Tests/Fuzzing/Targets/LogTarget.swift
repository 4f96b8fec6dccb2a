import BoardSim
import CoachCore
import CoachService
import CoachSimulation

@testable import SessionLog

extension FuzzTarget {
    /// What is done to a real log: a byte of choices, then changes of its bytes and of its rows; see ``LogDamage``.
    static let log = FuzzTarget(name: "log", longest: 120, mutants: 30) { bytes in
        let choices = bytes.first ?? 0
        let original = choices & 1 == 0 ? LogSpecimen.closed : LogSpecimen.killed
        let folder = try ScratchFolder()
        let path = "\(folder.path)/packcoach.db"
        for file in original.files { try folder.write("packcoach.db\(file.suffix)", file.bytes) }
        try LogDamage(bytes.dropFirst()).apply(to: path, in: folder)

        // A person looks while the service is down, then the service comes up, then the person looks again.
        try readAll(path)
        try runService(
            path, inSameBoot: choices & 2 == 0, isSynchronised: choices & 4 == 0, folder: folder)
        try readAll(path)
    }
}

/// What `packcoach log` reads and shows.
private func readAll(_ path: String) throws {
    let time = LocalTime(utc: true)
    do {
        let reader = try LogReader(path: path)
        let sessions = try reader.sessions(limit: 50)
        _ = try LogJSON.text(sessions.map(SessionJSON.init))
        for session in sessions.prefix(4) {
            let samples = try reader.samples(of: session.id)
            let events = try reader.events(of: session.id)
            _ = time.stringWithSeconds(session.startedAt, synchronised: session.clockSynced)
            _ = [session.duration, session.acknowledgedAfter, events.last?.time].map {
                $0.map { $0.words + $0.clockFace }
            }
            for temperature in [session.minimumReading, session.maximumReading].compactMap({ $0 }) {
                try claim(
                    (-273_150...1_000_000).contains(temperature.millidegrees) && !temperature.description.isEmpty,
                    "a reading of \(temperature.millidegrees) m°C")
            }
            try claim((session.dose ?? 0).isFinite && (session.dose ?? 0) >= 0, "a dose of \(session.dose ?? 0)")
            _ = try LogJSON.text(SessionDetailJSON(session, samples: samples, events: events))
            _ = try reader.configuration(of: session.id)
        }
        let events = try reader.events(limit: 100)
        _ = try LogJSON.text(events.map(EventJSON.init))
    } catch let error as LogError {
        try judge(error)
    }
}

private func judge(_ error: LogError) throws {
    try claimReadable(error.description)
    try claim(error.kind != .unexpected, "a damaged file is called a defect of ours: \(error)")
}

/// The service on this log: it comes up or refuses the file, and guards a session that it finds.
private func runService(
    _ path: String, inSameBoot: Bool, isSynchronised: Bool, folder: ScratchFolder
) throws {
    do {
        let machine = try LogSpecimen.machine(
            path, at: .boot + .minutes(15), boot: inSameBoot ? 0 : 7, synchronised: isSynchronised)
        let now = machine.time
        if let left = machine.status?.left, let elapsed = machine.status?.elapsed {
            try claim(
                left + elapsed <= ConfigurableLimits.ice.standard.ceiling, "a session of \(left + elapsed) goes on")
        }
        try machine.advance(to: now + .seconds(2))
        machine.button { $0.press() }
        try machine.advance(to: now + .seconds(5))
        machine.command(.acknowledge)
        machine.mark(.run, ago: .minutes(1))
        try machine.advance(to: now + .seconds(40))
        try claim(machine.status != nil, "the service has gone")
        let wasMovedAside = machine.told.contains { $0.event.detail.hasPrefix("log: it was damaged") }
        let isKept = folder.files.contains { $0.hasPrefix("packcoach.db.damaged-") }
        try claim(
            wasMovedAside == isKept, "a damaged log is \(isKept ? "kept, and nobody is told" : "told of and gone")")
    } catch let error as LogError {
        try judge(error)
        try claim([.newerSchema, .foreign].contains(error.kind), "the service does not come up: \(error)")
    }
}
