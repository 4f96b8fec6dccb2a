import BoardLinux
import CoachCore
import CoachService
import SessionLog
import Synchronization

/// The machine that is looked at: facts gathered once, and what to ask for the rest.
struct Patient: Sendable {
    var files: SystemFiles
    var configurationPath: String
    var configuration: Result<Configuration, ConfigurationError>
    var header: HeaderFacts
    /// Nil where systemd does not run this machine.
    var unit: UnitFacts?
    /// What the service answers, or why it does not.
    var service: Result<StatusReport, ControlFailure>
    var caller: Caller
    var clockIsSynchronised: Bool
    /// What `vcgencmd get_throttled` prints; nil: no such tool, or not for this user.
    var throttled: @Sendable () -> String?
    /// Reads a DS18B20 some times; takes seconds.
    var sensor: @Sendable (_ id: String) -> W1Sensor
    /// Looks through the log; takes seconds.
    var logHealth: @Sendable (_ path: String) -> Result<LogHealth, any Error>

    let model: BoardModel
    let boot: BootConfig?
    let accounts: Accounts
    let mounts: Mounts

    init(
        files: SystemFiles, configurationPath: String = ConfigurationFile.standardPath,
        configuration: Result<Configuration, ConfigurationError>, header: HeaderFacts, unit: UnitFacts?,
        service: Result<StatusReport, ControlFailure>, caller: Caller, clockIsSynchronised: Bool,
        throttled: @escaping @Sendable () -> String?, sensor: @escaping @Sendable (String) -> W1Sensor,
        logHealth: @escaping @Sendable (String) -> Result<LogHealth, any Error>
    ) {
        self.files = files
        self.configurationPath = configurationPath
        self.configuration = configuration
        self.header = header
        self.unit = unit
        self.service = service
        self.caller = caller
        self.clockIsSynchronised = clockIsSynchronised
        self.throttled = throttled
        self.sensor = sensor
        self.logHealth = logHealth
        model = BoardModel(files)
        boot = BootConfig(files, model: model)
        accounts = Accounts(files)
        mounts = Mounts(files)
    }

    /// How long the log may be looked through.
    private static let logPatience = Duration.seconds(5)

    static func ofThisMachine(configurationPath: String, socket: String) -> Patient {
        let files = SystemFiles()
        let configuration = Result { () throws(ConfigurationError) in try Configuration.load(path: configurationPath) }
        let readings = Readings()
        return Patient(
            files: files, configurationPath: configurationPath, configuration: configuration,
            header: .ofThisMachine((try? configuration.get()) ?? .default), unit: .ofThisMachine(files),
            service: Result { () throws(ControlFailure) in try ControlClient(path: socket).status() },
            caller: .ofThisProcess(), clockIsSynchronised: BootClock.reading().synchronised,
            throttled: { Tool.output(["vcgencmd", "get_throttled"]) },
            sensor: { readings.sensor($0, files) },
            logHealth: { path in
                Result { try LogReader(path: path).health(within: logPatience) }
            })
    }

    /// The effective configuration: the defaults where the file is wrong or missing, so that the rest can be looked at.
    var settings: Configuration { (try? configuration.get()) ?? .default }

    /// The service that answers; nil: none does.
    var status: StatusReport? { try? service.get() }

    /// The service runs, whether or not this user may ask it.
    var serviceIsThere: Bool {
        if unit?.isActive == true { return true }
        switch service {
        case .success, .failure(.permission), .failure(.noAnswer), .failure(.tooManyConnections): return true
        case .failure: return false
        }
    }

    /// A session runs or an alarm stands: then nobody but the service reads the probes.
    var isBusy: Bool {
        guard let state = status.map({ CoachStatus.State(rawValue: $0.state) }) else { return false }
        return state != .idle && state != .fault
    }

    /// There is a header to look at.
    var hasHeader: Bool {
        if case .success = header.chip { true } else { false }
    }

    /// No board and nothing that was ever to be one: what only a board needs is then no problem.
    var isNoBoard: Bool {
        guard case .failure(.noChip) = header.chip else { return false }
        return !model.isPi && header.chips.isEmpty && unit?.isInstalled != true
    }

    /// The command that opens the configuration.
    /// - Parameter hint: what to write in it.
    func edit(_ hint: String) -> String { "sudoedit \(configurationPath)   # \(hint)" }

    /// The configured probes on the 1-Wire bus.
    var w1Probes: [Configuration.Probe] { settings.probes.filter { $0.source == .w1 } }
}

/// Each sensor is read once, however many checks want to know.
private final class Readings: Sendable {
    private let known = Mutex<[String: W1Sensor]>([:])

    func sensor(_ id: String, _ files: SystemFiles) -> W1Sensor {
        if let sensor = known.withLock({ $0[id] }) { return sensor }
        let sensor = W1Sensor.examine(id, files)
        known.withLock { $0[id] = sensor }
        return sensor
    }
}
