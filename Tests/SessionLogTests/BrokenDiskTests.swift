import CoachCore
import Glibc
import Testing

@testable import SessionLog

@Suite("A disk that fails")
struct BrokenDiskTests {
    let log = TemporaryLog()

    @Test(
        "what could not be written is written when the disk is well again, once and whole",
        arguments: [(SimulatedDisk.Condition.full, LogError.Kind.full), (.readOnly, .readOnly)])
    func failsAndRecovers(condition: SimulatedDisk.Condition, kind: LogError.Kind) throws {
        let disk = try SimulatedDisk(name: "fails \(condition)")
        let writer = try log.writer(vfs: disk.name)
        let session = RecordedSession()
        let batches = session.batches
        var kept: [LogEntry] = []
        for (number, batch) in batches.enumerated() {
            // It breaks down twice, in the middle and at the end.
            disk.condition = 10..<20 ~= number || number == batches.count - 1 ? condition : .working
            kept += batch.entries
            let clock = ClockReading.at(session.start.at + batch.second)
            do {
                try writer.write(kept, clock: clock)
                #expect(disk.condition == .working)
                kept = []
            } catch let error as LogError {
                #expect(disk.condition != .working)
                #expect(error.kind == kind)
            }
            // Whoever reads meanwhile sees what was written before.
            if number % 5 == 4 { #expect(try log.reader().sessions().count == 1) }
        }
        #expect(!kept.isEmpty)
        disk.condition = .working
        try writer.write(kept, clock: .at(.seconds(2000)))

        let reader = try log.reader()
        #expect(try reader.samples(of: 1).count == 2402)
        #expect(try reader.events().count == 8)
        #expect(try reader.lastSession()?.acknowledgedAfter == .seconds(30))
    }

    @Test("a service that comes up on a broken disk is told so, and comes up when it is mended")
    func opening() throws {
        let disk = try SimulatedDisk(name: "opening")
        disk.condition = .full
        #expect(throws: LogError.self) { try log.writer(vfs: disk.name) }
        disk.condition = .readOnly
        let error = logError { try log.writer(vfs: disk.name) }
        #expect(error?.kind == .readOnly)
        disk.condition = .working
        try RecordedSession().write(to: log.writer(vfs: disk.name))
        #expect(try log.reader().lastSession()?.endReason == .ceiling)
    }

    @Test("another program that holds the log makes it busy, not broken")
    func busy() throws {
        var writer: LogWriter? = try log.writer()
        try writer?.write([], clock: .at(.seconds(1)))
        let other = try log.database()
        try other.run("BEGIN IMMEDIATE")
        let mark = try LogMarks(
            path: log.path, boot: BootIdentity(bootID: "boot-1"), clock: .at(.seconds(2)), busyTimeout: .zero)
        let error = logError { try mark.run() }
        #expect(error?.kind == .busy)
        try other.run("ROLLBACK")
        try mark.run()
        writer = nil
    }

    @Test(
        "a real file system that is full says so with the kernel's words, and takes all of it when there is room",
        .enabled(if: geteuid() == 0 || getenv("CI") != nil, "NOT TESTED: only root can mount a small file system"))
    func reallyFull() throws {
        let mountPoint = log.directory + "/small"
        mkdir(mountPoint, 0o755)
        try #require(mount("none", mountPoint, "tmpfs", 0, "size=256k") == 0, "cannot mount: \(words(of: errno))")
        defer {
            umount(mountPoint)
            rmdir(mountPoint)
        }
        let path = mountPoint + "/packcoach.db"
        let writer = try LogWriter(path: path, boot: BootIdentity(bootID: "boot-1"), about: .test)
        let ballast = open(mountPoint + "/ballast", O_WRONLY | O_CREAT, 0o600)
        let page = [UInt8](repeating: 1, count: 4096)
        while write(ballast, page, page.count) > 0 {}

        let all = RecordedSession().batches.flatMap(\.entries)
        let error = logError { try writer.write(all, clock: .at(.seconds(1500))) }
        #expect(error?.kind == .full)
        #expect(error?.reason.contains("No space left on device") == true)
        ftruncate(ballast, 0)
        close(ballast)
        try writer.write(all, clock: .at(.seconds(1500)))
        #expect(try LogReader(path: path).samples(of: 1).count == 2402)
        unlink(mountPoint + "/ballast")
    }
}

@Suite("A file that is not as it should be")
struct DamagedFileTests {
    let log = TemporaryLog()

    @Test("a damaged log is reported, kept under a dated name, and a new one begun")
    func damaged() throws {
        log.overwrite(Array("this was a database before the power went, and is none any more".utf8))
        let before = log.contents()
        for open in [{ _ = try log.writer() }, { _ = try log.reader() }] as [() throws -> Void] {
            let error = logError { try open() }
            #expect(error?.kind == .damaged)
            #expect(error?.description.contains(log.path) == true)
        }
        #expect(log.holds(before))

        let kept = try LogFile.moveAside(log.path, at: .noon)
        #expect(kept == log.path + ".damaged-20260504T120000Z")
        try RecordedSession().write(to: log.writer())
        #expect(try log.reader().sessions().count == 1)

        // The clock may say the same after every boot; nothing is ever overwritten.
        log.overwrite(Array("again".utf8))
        #expect(try LogFile.moveAside(log.path, at: .noon) == kept + "-2")
    }

    @Test("a page that was spoiled inside the file is found before anything is written to it")
    func spoiledPage() throws {
        try RecordedSession().write(to: log.writer())
        let size = log.contents().count
        log.overwrite([UInt8](repeating: 0xa5, count: 4096), at: size / 2 / 512 * 512)
        let before = log.contents()
        let error = logError { try log.writer() }
        #expect(error?.kind == .damaged)
        #expect(log.holds(before))
    }

    /// Page numbers at which a table or an index has rows, beginning with its root.
    private func pages(of name: String) throws -> (root: Int64, pageSize: Int64) {
        let database = try log.database()
        let root = try database.row("SELECT rootpage FROM sqlite_schema WHERE name = ?", [name]) {
            try $0.integer("rootpage")
        }
        return (try #require(root), try #require(try database.row("PRAGMA page_size") { try $0.integer("page_size") }))
    }

    @Test(
        "in a log of years every table but the samples is checked, and that the newest samples can be reached",
        arguments: ["session", "event", "alarm", "boot", "configuration", "event_of_session", "sample"])
    func spoiledTable(name: String) throws {
        try RecordedSession().write(to: log.writer())
        #expect(throws: Never.self) { try LogWriter.checkSound(log.database(), wholeUpTo: 0) }
        let (root, pageSize) = try pages(of: name)
        log.overwrite([UInt8](repeating: 0xa5, count: Int(pageSize)), at: Int((root - 1) * pageSize))
        #expect(logError { try LogWriter.checkSound(log.database(), wholeUpTo: 0) }?.kind == .damaged)
    }

    @Test("so is that its end is there")
    func cutOff() throws {
        for number in Int64(1)...4 {
            try RecordedSession(number, at: .seconds(number * 10_000)).write(to: log.writer())
        }
        #expect(truncate(log.path, log.contents().count / 2 / 512 * 512) == 0)
        #expect(logError { try LogWriter.checkSound(log.database(), wholeUpTo: 0) }?.kind == .damaged)
    }

    @Test("moving aside takes along what a killed service left beside the log")
    func besides() throws {
        for suffix in ["", "-wal", "-shm"] { close(open(log.path + suffix, O_CREAT, 0o660)) }
        _ = try LogFile.moveAside(log.path, at: .noon)
        let stem = "packcoach.db.damaged-20260504T120000Z"
        #expect(log.names == [stem, stem + "-shm", stem + "-wal"])
    }

    @Test("a log that is not there is missing for a reader, and is not made by it")
    func missing() throws {
        let error = logError { try log.reader() }
        #expect(error?.kind == .missing)
        #expect(log.names.isEmpty)
    }

    @Test("a directory in its place cannot be opened")
    func directory() throws {
        mkdir(log.path, 0o755)
        defer { rmdir(log.path) }
        let error = logError { try log.writer() }
        #expect(error?.kind == .cannotOpen)
    }
}
