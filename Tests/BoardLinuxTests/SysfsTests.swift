import Glibc
import TestSupport
import Testing

@testable import BoardLinux

/// Interrupts a thread three times while it waits, then gives it what it waits for.
private struct Interrupter {
    var waiting: pthread_t
    /// Its folder in /proc.
    var waitingFolder: String
    var pipe: String
    var text: String

    func run() {
        // Opening for writing waits until the reader has opened too.
        let writer = open(pipe, O_WRONLY | O_CLOEXEC)
        for _ in 0..<3 {
            while !isAsleep { sched_yield() }
            pthread_kill(waiting, SIGUSR1)
        }
        while !isAsleep { sched_yield() }
        _ = write(writer, text, text.utf8.count)
        close(writer)
    }

    private var isAsleep: Bool {
        guard let stat = try? Sysfs.read("\(waitingFolder)/stat") else { return false }
        return stat.split(separator: ")").last?.hasPrefix(" S") == true
    }
}

@Suite("A small file of the kernel's")
struct SysfsTests {
    @Test("is read on after a signal interrupted the driver")
    func interrupted() throws {
        let folder = try TestDirectory()
        let pipe = "\(folder.path)/slow"
        try #require(mkfifo(pipe, 0o600) == 0)
        // Without SA_RESTART the kernel does not start the read again by itself.
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in }
        sigaction(SIGUSR1, &action, nil)
        // A reader that gave up must fail the test, not end it.
        signal(SIGPIPE, SIG_IGN)
        // The threads that tests run on take no signals.
        var signals = sigset_t()
        var signalsBefore = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGUSR1)
        pthread_sigmask(SIG_UNBLOCK, &signals, &signalsBefore)
        defer { pthread_sigmask(SIG_SETMASK, &signalsBefore, nil) }

        let interrupter = UnsafeMutablePointer<Interrupter>.allocate(capacity: 1)
        interrupter.initialize(
            to: Interrupter(
                waiting: pthread_self(), waitingFolder: Sysfs.resolved("/proc/thread-self"), pipe: pipe,
                text: "t=4000\n"))
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { argument in
                argument?.assumingMemoryBound(to: Interrupter.self).pointee.run()
                return nil
            }, interrupter)
        let text = Result { try Sysfs.read(pipe) }
        pthread_join(thread, nil)
        interrupter.deinitialize(count: 1)
        interrupter.deallocate()
        #expect(try text.get() == "t=4000\n")
    }

    @Test("that is not there gives the reason in words")
    func missing() {
        #expect(throws: SystemError(code: ENOENT)) { try Sysfs.read("/nonexistent") }
        #expect(SystemError(code: ENOENT).description == "No such file or directory")
    }

    @Test("is sorted by its number")
    func order() {
        let names = ["hwmon10", "hwmon2", "hwmon0", "hwmon1"]
        #expect(names.sorted(by: Sysfs.inOrderOfNumbers) == ["hwmon0", "hwmon1", "hwmon2", "hwmon10"])
    }
}
