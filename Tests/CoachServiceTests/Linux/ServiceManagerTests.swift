import CoachCore
import Glibc
import TestSupport
import Testing

@testable import CoachService

/// A real datagram socket where systemd's would be.
private struct NotifySocket: ~Copyable {
    let descriptor: Int32

    init(path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let result = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else { throw SystemFailure("bind \(path)") }
    }

    deinit { close(descriptor) }

    func receive() -> String? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
    }
}

/// One after the other, for they share the environment.
@Suite("What systemd is told", .serialized)
struct ServiceManagerTests {
    @Test("notices arrive at the socket that systemd named, together as one message")
    func notices() throws {
        let directory = try TestDirectory()
        let socket = try NotifySocket(path: "\(directory.path)/notify")
        setenv("NOTIFY_SOCKET", "\(directory.path)/notify", 1)
        defer { unsetenv("NOTIFY_SOCKET") }

        #expect(try ServiceManager.notify(.ready, .status("idle\nREADY=0")))
        #expect(try ServiceManager.notify(.watchdog))
        #expect(try ServiceManager.notify(.stopping, .extendTimeout(.milliseconds(2500))))
        let messages = (0..<4).map { _ in socket.receive() }
        #expect(
            messages == [
                "READY=1\nSTATUS=idle READY=0", "WATCHDOG=1", "STOPPING=1\nEXTEND_TIMEOUT_USEC=2500000", nil,
            ])
    }

    @Test("without systemd nobody is told, and nothing is wrong")
    func alone() throws {
        unsetenv("NOTIFY_SOCKET")
        unsetenv("WATCHDOG_USEC")
        #expect(try !ServiceManager.notify(.ready))
        #expect(try ServiceManager.watchdogInterval() == nil)
    }

    @Test("a socket that is gone is an error in words")
    func gone() {
        setenv("NOTIFY_SOCKET", "/nowhere/notify", 1)
        defer { unsetenv("NOTIFY_SOCKET") }
        #expect(
            throws: SystemFailure("notify systemd", code: ENOENT), performing: { try ServiceManager.notify(.ready) })
    }

    @Test("the watchdog's interval is systemd's, if it is meant for this process")
    func watchdog() throws {
        defer {
            unsetenv("WATCHDOG_USEC")
            unsetenv("WATCHDOG_PID")
        }
        setenv("WATCHDOG_USEC", "30000000", 1)
        #expect(try ServiceManager.watchdogInterval() == .seconds(30))
        setenv("WATCHDOG_PID", "\(getpid())", 1)
        #expect(try ServiceManager.watchdogInterval() == .seconds(30))
        setenv("WATCHDOG_PID", "\(getppid())", 1)
        #expect(try ServiceManager.watchdogInterval() == nil)
        setenv("WATCHDOG_PID", "\(getpid())", 1)
        setenv("WATCHDOG_USEC", "soon", 1)
        #expect(throws: SystemFailure.self) { try ServiceManager.watchdogInterval() }
    }
}
