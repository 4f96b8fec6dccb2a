import Glibc
import TestSupport

/// A machine of a test's own, as far as files make one: home, state, configuration and log; gone with the test.
final class Place {
    private let files: TestDirectory
    private var programs = 0

    /// - Parameters:
    ///   - toml: the configuration besides the log's path; nil: there is no configuration.
    ///   - database: nil: `var/packcoach.db` in the directory, which is not there yet.
    init(_ toml: String? = "", database: String? = nil) throws {
        files = try TestDirectory()
        // Other users' processes look in, too.
        chmod(files.path, 0o755)
        files.makeFolder("tmp")
        self.database = database ?? "\(files.path)/var/packcoach.db"
        if let toml { try write("config.toml", "database = \"\(self.database)\"\n\(toml)") }
    }

    let database: String
    var directory: String { files.path }
    var configuration: String { "\(directory)/config.toml" }
    var socket: String { "\(directory)/io.packcoach" }

    // MARK: Files

    /// - Parameter name: below the directory.
    /// - Returns: its path.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try files.write(name, text) }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String { try files.write(name, bytes) }

    /// Takes a file away, or a folder with all that is in it.
    func remove(_ name: String) { files.remove(name) }

    /// The names in a directory below, sorted.
    func names(in below: String = "var") -> [String] { Files.names(in: "\(directory)/\(below)") }

    // MARK: Programs

    /// Starts packcoach.
    /// - Parameters:
    ///   - environment: added to the place's own.
    ///   - wrapper: what starts it in turn, such as `setpriv …`.
    func start(
        _ arguments: [String], input: Program.Input = .pipe, environment: [String: String] = [:],
        through wrapper: [String] = []
    ) throws -> Program {
        programs += 1
        var all = [
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": directory, "PACKCOACH_SOCKET": socket,
            "XDG_STATE_HOME": "\(directory)/state",
            "TMPDIR": "\(directory)/tmp", "PACKCOACH_CONFIG": configuration, "LANG": "C.UTF-8", "TZ": "UTC0",
        ]
        if let libraries = getenv("LD_LIBRARY_PATH") { all["LD_LIBRARY_PATH"] = String(cString: libraries) }
        all.merge(environment) { $1 }
        return try Program(
            wrapper + [Binary.path()] + arguments, input: input, environment: all, directory: directory,
            name: "program-\(programs)")
    }

    /// Runs packcoach to its end, with nothing to read.
    func run(
        _ arguments: String..., environment: [String: String] = [:], through wrapper: [String] = []
    ) async throws -> Program.Ending {
        try await start(arguments, input: .empty, environment: environment, through: wrapper).ending()
    }

    /// The service on the simulated board, up and running.
    func service(
        pack: String = "ice", input: Program.Input = .pipe, through wrapper: [String] = []
    ) async throws -> Program {
        let service = try start(["run", "--board", "simulated", "--pack", pack], input: input, through: wrapper)
        try await service.tells("service: started")
        // Longer than a debounce: what the button's line does before that counts as bounce.
        try await Task.sleep(for: .milliseconds(50))
        return service
    }

    /// What a command prints as JSON.
    func json(_ arguments: String...) async throws -> JSON {
        let ending = try await start(arguments + ["--json"], input: .empty).ending()
        guard ending.status == 0 else { throw Trouble(words: "exit \(ending.status): \(ending.errors)") }
        return try JSON(parsing: ending.output)
    }

    /// A place whose log has one session, which a stop has closed.
    static func withSession(_ toml: String = "") async throws -> Place {
        let place = try Place(toml)
        let service = try await place.service()
        service.type("\n")
        try await service.tells("started: ice")
        service.terminate()
        guard try await service.ending().status == 0 else { throw Trouble(words: service.errors) }
        return place
    }
}
