import Glibc
import Testing

@testable import SessionLog

@Suite("Who can read the log, in whatever state the service is")
struct OtherUsersTests {
    private static let isRoot = geteuid() == 0
    private static let service = ChildProcess.User(user: 20_001, group: 20_000)
    private static let member = ChildProcess.User(user: 20_002, group: 20_000)
    private static let stranger = ChildProcess.User(user: 20_003, group: 20_003)

    /// What every reader has to see: all that was committed, nothing of the transaction that was under way.
    private static let everything = "2 running, 1 ceiling; 1202 samples"

    enum State: CaseIterable {
        case running, stopped, killed
    }

    @Test("a service killed with SIGKILL in a transaction leaves a log with all that was written before it")
    func killed() throws {
        let log = TemporaryLog()
        let service = try ChildProcess(.serve, path: log.path)
        #expect(service.answer() == "ready")
        service.kill()
        #expect(log.names.contains("packcoach.db-wal"))

        let reader = try log.reader()
        #expect(try reader.sessions().map(\.id) == [2, 1])
        #expect(try reader.samples(of: 2).count == 1202)
        // And the next run goes on from there.
        let writer = try log.writer()
        try RecordedSession(2, at: .seconds(20_000)).write(to: writer)
        #expect(try reader.samples(of: 2).count == 2402)
        #expect(try reader.lastSession()?.endReason == .ceiling)
    }

    @Test(
        "a member of the group reads all of it, a stranger is told what to do",
        .enabled(
            if: isRoot || getenv("CI") != nil, "NOT TESTED: only root can start processes of other users"),
        arguments: State.allCases)
    func group(state: State) throws {
        try #require(Self.isRoot, "in continuous integration this test needs root")
        let log = TemporaryLog()
        let directory = log.directory + "/var"
        let path = directory + "/packcoach.db"
        // As systemd's StateDirectory= makes it.
        mkdir(directory, 0o2770)
        chown(directory, 20_001, 20_000)
        chmod(directory, 0o2770)
        chmod(log.directory, 0o711)
        defer {
            for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
            rmdir(directory)
        }

        let service = try ChildProcess(.serve, path: path, as: Self.service)
        #expect(service.answer() == "ready")
        switch state {
        case .running: break
        case .stopped: service.stop()
        case .killed: service.kill()
        }
        // Twice: the first reader must leave it readable for the second.
        for _ in 1...2 {
            #expect(try ChildProcess(.read, path: path, as: Self.member).answer() == Self.everything)
        }
        #expect(try ChildProcess(.read, path: path, as: Self.stranger).answer() == "permission")
        // The service too has to get on with what readers left.
        service.stop()
        #expect(try ChildProcess(.serve, path: path, as: Self.service).answer() == "ready")
    }

    @Test("a log that was closed in order is read on a read-only file system and without the right to write")
    func readOnly() throws {
        let log = TemporaryLog()
        var writer: LogWriter? = try log.writer()
        try RecordedSession(2).write(to: #require(writer))
        writer = nil
        let disk = try SimulatedDisk(name: "reading-only")
        disk.condition = .readOnly
        #expect(try log.reader(vfs: disk.name).sessions().count == 1)
    }

    @Test("in write-ahead mode too, as a reader leaves it that was at it when the service stopped")
    func readOnlyWriteAhead() throws {
        let log = TemporaryLog()
        var writer: LogWriter? = try log.writer()
        try RecordedSession(2).write(to: #require(writer))
        writer = nil
        var database: Database? = try log.database()
        try database?.row("PRAGMA journal_mode = WAL") { _ in }
        database?.checkpointsOnClose(true)
        database = nil
        #expect(log.names == ["packcoach.db"])
        #expect(log.contents()[18...19] == [2, 2])

        let disk = try SimulatedDisk(name: "reading-only-ahead")
        disk.condition = .readOnly
        #expect(try log.reader(vfs: disk.name).samples(of: 2).count == 2402)
    }
}
