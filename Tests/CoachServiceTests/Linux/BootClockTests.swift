import CLinux
import CoachCore
import Glibc
import TestSupport
import Testing

@testable import CoachService

@Suite("The clocks")
struct BootClockTests {
    @Test("the boot clock is the kernel's uptime, suspend included, and never goes back")
    func bootTime() throws {
        let before = BootClock.now()
        let text = try Files.text(of: "/proc/uptime")
        let after = BootClock.now()
        let uptime = try #require(text.split(separator: " ").first.flatMap { Double($0) })
        // The file has two digits after the point.
        let instant = Instant.boot + .seconds(uptime)
        #expect(before - .milliseconds(20) <= instant)
        #expect(instant <= after + .milliseconds(20))
        #expect(before < after)
    }

    @Test("a reading pairs both clocks")
    func reading() {
        let (instant, seconds) = (BootClock.now(), time(nil))
        let reading = BootClock.reading()
        #expect(reading.instant >= instant)
        #expect(reading.wall.milliseconds / 1000 >= Int64(seconds))
        #expect(reading.wall - WallTime(milliseconds: Int64(seconds) * 1000) < .seconds(60))
    }

    @Test("wall time is synchronised unless the kernel's own judgement says that it is not")
    func synchronised() {
        var time = ntptimeval()
        let state = ntp_gettime(&time)
        // TIME_ERROR has other causes too, so only the other way round is sure.
        if state != TIME_ERROR { #expect(BootClock.isSynchronised()) }
        if !BootClock.isSynchronised() { #expect(state == TIME_ERROR) }
    }

    @Test("the boot id is the kernel's, without its line end")
    func bootID() throws {
        let text = try Files.text(of: "/proc/sys/kernel/random/boot_id")
        #expect(try BootClock.bootID() + "\n" == text)
        #expect(try BootClock.bootID().count == 36)
    }

    @Test("a boot id that is not there is an error in words")
    func noBootID() {
        #expect(
            throws: SystemFailure("open /nowhere/boot_id", code: ENOENT),
            performing: { try BootClock.bootID(path: "/nowhere/boot_id") })
        #expect(
            SystemFailure("open /nowhere/boot_id", code: ENOENT).description
                == "cannot open /nowhere/boot_id: No such file or directory")
    }
}
