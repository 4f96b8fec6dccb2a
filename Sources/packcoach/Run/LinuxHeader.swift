import BoardHAL
import BoardLinux
import CoachCore
import CoachService

/// The real board as the configuration wires it.
enum LinuxHeader {
    /// Takes all lines of the board.
    /// - Throws: ``BoardUnavailable``
    static func open(_ configuration: Configuration) throws -> any Board {
        do throws(LinuxBoardError) {
            let chip = try GPIOChip.find(configuration.board)
            let outputs = try OutputLines(
                chip: chip, leds: configuration.leds.lines, ledsActive: configuration.leds.active,
                buzzer: configuration.buzzer.line, buzzerActive: configuration.buzzer.active)
            let button = try ButtonLine(
                chip: chip, line: configuration.button.line, active: configuration.button.active,
                bias: configuration.button.bias)
            guard let settings = configuration.modeSwitch else {
                return LinuxBoard(outputs: outputs, button: button, modeSwitch: nil)
            }
            let modeSwitch = try SwitchLine(
                chip: chip, line: settings.line, active: settings.active, bias: settings.bias)
            return LinuxBoard(outputs: outputs, button: button, modeSwitch: modeSwitch)
        } catch {
            throw BoardUnavailable(error)
        }
    }

    /// What makes each probe, on the thread that reads it.
    static func probes(_ configuration: Configuration) -> [ProbeRole: @Sendable () -> any TemperatureProbe] {
        Dictionary(
            uniqueKeysWithValues: configuration.probes.map { probe in
                (probe.role, { @Sendable in LinuxProbe(probe) as any TemperatureProbe })
            })
    }
}

/// A probe that may be wired later: looked for again at each reading until it is there.
private struct LinuxProbe: TemperatureProbe {
    private let settings: Configuration.Probe
    private var found: (any TemperatureProbe)?

    init(_ settings: Configuration.Probe) {
        self.settings = settings
    }

    var role: ProbeRole { settings.role }

    mutating func read() -> Reading {
        do throws(LinuxBoardError) {
            if found == nil { found = try Self.find(settings) }
            return found?.read() ?? .failure(.missing)
        } catch {
            return .failure(ProbeFault(error))
        }
    }

    private static func find(_ settings: Configuration.Probe) throws(LinuxBoardError) -> any TemperatureProbe {
        switch settings.source {
        case .w1: try W1Probe(role: settings.role, id: settings.id)
        case .hwmon: try HwmonProbe(role: settings.role, id: settings.id)
        }
    }
}

extension BoardUnavailable {
    init(_ error: LinuxBoardError) {
        let isPermission = if case .permission = error { true } else { false }
        self.init(error.description, mayAppear: error.isTransient && !isPermission, isPermission: isPermission)
    }
}
