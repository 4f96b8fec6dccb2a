import CGuest
import Glibc

/// Plays one boot of a tape.
final class Player {
    struct Folders {
        var tape: String
        var out: String
        /// The log lies here.
        let data = "/run/rig/data"
        let configuration = "/run/rig/config.toml"

        var database: String { data + "/packcoach.db" }
    }

    private let boot: Tape.Boot
    private let tape: Tape
    private let number: Int
    private let folders: Folders
    private let header: Header
    private let sensors: Sensors
    private let service: ServiceProcess
    private var isSynchronised: Bool
    private var synchronisedAt: Int64 = 0
    /// When the service was ready in this boot, nanoseconds since the boot.
    private var readyAt: Int64 = 0

    /// How long a service may take to be ready.
    private static let patience: Int64 = 5_000_000_000
    /// The kernel forgets that its clock was synchronised after some hours without a daemon's word.
    private static let reminder: Int64 = 3_600_000_000_000

    init(tape: Tape, number: Int, folders: Folders, binary: String, root: String?) throws {
        self.tape = tape
        self.number = number
        self.folders = folders
        boot = tape.boots[number]
        isSynchronised = boot.isSynchronised
        header = try Header()
        sensors = try Sensors(tape.probes)
        service = try ServiceProcess(binary: binary, root: root, configuration: folders.configuration)
    }

    func play() throws {
        try prepare()
        try start()
        readyAt = Clock.now()
        for action in boot.actions {
            wait(until: action.at)
            try obey(action.words)
        }
        wait(until: boot.end)
        let end = Clock.now()
        service.kill()
        try collect(end: end)
        try keepLog(in: folders.out)
    }

    // MARK: Beginning

    private func prepare() throws {
        let history = folders.tape + "/history.db"
        if number == 0, File.exists(history) { try File.copy(history, to: folders.database) }
        for words in boot.standing { try obey(words) }
        // Of the tape before, in the same run of the kernel.
        unlink("/run/packcoach/io.packcoach.handover")
        let missing = boot.standing.filter { $0.first == "fault" && $0.last == "missing" }.map { $0[1] }
        try sensors.plugIn(except: Set(missing))
        try Header.beginTrace()
        try setWall(boot.wallMilliseconds)
    }

    private func start() throws {
        try service.start()
        service.listen(until: Clock.now() + Self.patience, orReady: true)
        guard service.isReady else {
            service.kill()
            try collect(end: Clock.now())
            throw Trouble("the service was not ready within 5 s; it said:\n\(service.journal)")
        }
    }

    // MARK: Time

    private func wait(until time: Int64) {
        let deadline = readyAt + (time - boot.zero) * 1000
        while isSynchronised, deadline - synchronisedAt > Self.reminder {
            service.listen(until: synchronisedAt + Self.reminder)
            synchronise()
        }
        service.listen(until: deadline)
    }

    private func setWall(_ milliseconds: Int64) throws {
        try Clock.setWall(milliseconds: milliseconds)
        synchronise()
    }

    private func synchronise() {
        try? Clock.setSynchronised(isSynchronised)
        synchronisedAt = Clock.now()
    }

    // MARK: Doing

    private func obey(_ words: [String]) throws {
        switch (words[0], words.count) {
        case ("contact", 2): try header.pull(tape.button, active: words[1] == "closed")
        case ("switch", 2): if let line = tape.modeSwitch { try header.pull(line, active: words[1] == "ice") }
        case ("temperature", 3), ("fault", 3), ("ok", 2): try sensors.obey(words)
        case ("clock", 3):
            isSynchronised = words[2] == "synchronised"
            // A time daemon that finds the clock right sets it all the same when it first synchronises.
            try setWall(Int64(words[1]) ?? Clock.wallMilliseconds())
        case ("packcoach", 2...): _ = try service.run(Array(words.dropFirst()), outputTo: folders.out + "/commands")
        case ("status", 2): try File.write(try StatusQuery.ask(), to: "\(folders.out)/status-\(words[1])")
        case ("log", 2): try keepLog(in: "\(folders.out)/log-\(words[1])")
        case ("kill", 1):
            service.kill()
            try start()
        case ("terminate", 1): service.terminate()
        case ("disk", 2): try Disk(folder: folders.data).become(words[1])
        case ("cut", 1): try cutPower()
        default: throw Trouble("not understood: \(words.joined(separator: " "))")
        }
    }

    /// Writes down what was seen and says that the power goes; then the kernel ends at once and nothing is synced.
    private func cutPower() throws {
        try collect(end: Clock.now())
        let sentence = Array("rig: power cut\n".utf8)
        write(STDOUT_FILENO, sentence, sentence.count)
        guest_cut_power()
        throw Trouble("the power did not go")
    }

    // MARK: Keeping

    private func collect(end: Int64) throws {
        let id = try File.read("/proc/sys/kernel/random/boot_id").prefix { !$0.isWhitespace }
        try File.write("id \(id)\nready \(readyAt)\nend \(end)\n", to: "\(folders.out)/boot-\(number)")
        try File.write(service.journal, to: "\(folders.out)/journal-\(number)")
        try File.write(Header.trace(), to: "\(folders.out)/trace-\(number)")
    }

    /// The log's file with what is not in it yet; nobody writes while virtual time stands still.
    private func keepLog(in folder: String) throws {
        mkdir(folder, 0o777)
        for suffix in ["", "-wal"] where File.exists(folders.database + suffix) {
            try File.copy(folders.database + suffix, to: "\(folder)/packcoach.db\(suffix)")
        }
    }
}
