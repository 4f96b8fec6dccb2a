import Glibc
import TestSupport
import Testing

@testable import CoachService

@Suite("The control socket's file")
struct ControlSocketFileTests {
    private let files: TestDirectory
    private var directory: String { files.path }
    private var path: String { "\(directory)/io.packcoach" }

    init() throws {
        files = try TestDirectory()
    }

    @Test("the socket of a dead service is replaced, that of a living one is not, and a file is left alone")
    func takeOver() throws {
        do {
            // What a killed service leaves.
            let socket = try UnixSocket()
            try socket.bind(to: path)
        }
        #expect(access(path, F_OK) == 0)
        let first = try ControlHarness(path: path)
        #expect(throws: ControlSocketFile.Unavailable.self) { try ControlHarness(path: path) }
        let client = try RawClient(path)
        client.send(#"{"method":"org.varlink.service.GetInfo"}"#)
        try first.settle()
        #expect(client.message() != nil, "the first one still answers")
    }

    @Test("no socket takes the place of a file, and none can be where there is no directory")
    func noPlace() throws {
        let file = open(path, O_WRONLY | O_CREAT, 0o600)
        close(file)
        #expect(throws: ControlSocketFile.Unavailable.self) { try ControlHarness(path: path) }
        var status = stat()
        #expect(lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG)
        unlink(path)
        let long = directory + "/" + String(repeating: "x", count: 100)
        for elsewhere in ["\(directory)/none/io.packcoach", long, ""] {
            #expect(throws: ControlSocketFile.Unavailable.self) { try ControlHarness(path: elsewhere) }
        }
    }

    @Test("it goes with the service, unless another one has made its own there")
    func leaves() throws {
        do { _ = try ControlHarness(path: path) }
        #expect(access(path, F_OK) != 0)
        do {
            let first = try ControlHarness(path: path)
            unlink(path)
            let second = try UnixSocket()
            try second.bind(to: path)
            _ = first
        }
        #expect(access(path, F_OK) == 0)
        unlink(path)
    }

    @Test("the group may connect where there is one, else the user alone, whatever the umask")
    func rights() throws {
        var status = stat()
        do {
            let harness = try ControlHarness(path: path, group: getegid())
            #expect(lstat(path, &status) == 0 && status.st_mode & 0o777 == 0o660 && status.st_gid == getegid())
            _ = harness
        }
        do {
            let harness = try ControlHarness(path: path)
            #expect(lstat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
            _ = harness
        }
    }
}
