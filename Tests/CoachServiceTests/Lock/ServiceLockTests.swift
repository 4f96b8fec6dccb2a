import CoachCore
import Glibc
import TestSupport
import Testing

@testable import CoachService

@Suite("One service for each log and each control socket")
struct ServiceLockTests {
    private let holder = LockHolder(
        process: getpid(), since: .boot, unit: "packcoach.service", configuration: "/etc/pack coach.toml")

    private func refusal(_ path: String) -> ServiceLock.Failure? {
        do throws(ServiceLock.Failure) {
            _ = try ServiceLock(path, holder: holder)
            return nil
        } catch {
            return error
        }
    }

    @Test("SR-21: a lock is had once, and again when it was given back")
    func once() throws {
        let directory = try TestDirectory()
        let path = "\(directory.path)/lock"
        #expect(!ServiceLock.isHeld(path))
        do {
            let lock = try ServiceLock(path, holder: holder)
            #expect(ServiceLock.isHeld(path))
            guard case .held(let other) = refusal(path) else { throw SystemFailure("find out who has it") }
            #expect(other == holder)
            withExtendedLifetime(lock) {}
        }
        #expect(access(path, F_OK) != 0, "its file goes with it")
        #expect(!ServiceLock.isHeld(path))
        _ = try ServiceLock(path, holder: holder)
    }

    @Test("SR-21: a file that a killed service left stands in nobody's way, whatever it says")
    func leftBehind() throws {
        let directory = try TestDirectory()
        let path = "\(directory.path)/lock"
        for text in ["", "pid 1\nsince_ns 5\n", "nonsense", String(repeating: "x", count: 20_000)] {
            _ = try directory.write("lock", Array(text.utf8))
            let lock = try ServiceLock(path, holder: holder)
            #expect(try LockHolder(parsing: Files.contents(of: path)) == holder)
            withExtendedLifetime(lock) {}
        }
    }

    @Test("SR-21: a file that was removed by its owner while it was being locked is not taken for the lock")
    func replaced() throws {
        let directory = try TestDirectory()
        let path = "\(directory.path)/lock"
        let first = try ServiceLock(path, holder: holder)
        unlink(path)
        // Its name belongs to another file now; that one is the lock.
        let second = try ServiceLock(path, holder: holder)
        withExtendedLifetime(first) {}
        #expect(ServiceLock.isHeld(path))
        withExtendedLifetime(second) {}
    }

    @Test("SR-21: who has it is told with process, unit, time and configuration; one that is no more is not")
    func words() {
        #expect(LockHolder(parsing: Array(holder.text.utf8)) == holder)
        let clock = ClockReading(instant: .boot, wall: WallTime(milliseconds: 0), synchronised: true)
        let words = holder.words(clock: clock)
        #expect(words.hasPrefix("process \(getpid()) of packcoach.service, since 19"))
        #expect(words.hasSuffix(", with /etc/pack coach.toml"))
        #expect(holder.remedy == "systemctl stop packcoach.service")
        let person = LockHolder(process: getpid(), since: .boot, unit: nil, configuration: nil)
        #expect(LockHolder(parsing: Array(person.text.utf8)) == person)
        #expect(person.remedy == "kill \(getpid())")
        for text in [
            "", "pid 0\nsince_ns 1", "pid x\nsince_ns 1", "pid 99999999\nsince_ns 1", "since_ns 1",
            "pid \(getpid())\nsince_ns \(Int64.min)", "pid \(getpid())\nsince_ns \(Int64.max)",
        ] {
            #expect(LockHolder(parsing: Array(text.utf8)) == nil, "\(text)")
        }
    }

    @Test("SR-21: where no file can be made the service has no lock, and says why")
    func unavailable() throws {
        guard case .unavailable(let reason) = refusal("/dev/null/lock") else { throw SystemFailure("find out why") }
        #expect(reason.code == ENOTDIR)
        let locks = try ServiceLocks(
            database: "/dev/null/packcoach.db", controlPath: "/dev/null/socket", configuration: nil)
        #expect(
            locks.failures.map(\.operation) == ["lock /dev/null/packcoach.db.lock", "lock /dev/null/socket.lock"])
        #expect(locks.failures.allSatisfy { $0.code == ENOTDIR })
    }
}
