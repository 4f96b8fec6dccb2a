import CoachCore
import SessionLog

/// What a client asks for, read from its call and found well-formed.
enum ControlRequest: Hashable, Sendable {
    /// `GetInfo`
    case information
    /// `GetInterfaceDescription`
    case description(of: String)
    case status
    case command(Command)
    /// `MarkRun`, `MarkOnset`, `ClearOnset`; `at` nil: now.
    case mark([EventKind], at: WallTime?)
    case monitor

    /// - Parameter isAllowed: whether this client may do more than ask what there is.
    init(_ call: VarlinkCall, isAllowed: Bool) throws(VarlinkError) {
        let (interface, name) = call.nameParts
        guard let description = VarlinkDescription.all.first(where: { $0.interface == interface }) else {
            throw .interfaceNotFound(interface)
        }
        guard isAllowed || interface == VarlinkError.interface else { throw .permissionDenied }
        guard let parameters = description.methods[name] else { throw .methodNotFound(call.method) }
        guard !call.wantsUpgrade else { throw .methodNotImplemented(call.method) }
        // A misspelt "modality" must not start something else.
        if let unknown = call.parameterNames.subtracting(parameters).min() { throw .invalidParameter(unknown) }
        if interface == VarlinkError.interface {
            try self.init(ofService: name, call)
        } else {
            try self.init(ofCoach: name, call)
        }
    }

    private init(ofService name: String, _ call: VarlinkCall) throws(VarlinkError) {
        switch name {
        case "GetInfo": self = .information
        case "GetInterfaceDescription":
            self = .description(of: try call.parameters(InterfaceName.self).interface)
        default: throw .methodNotImplemented(call.method)
        }
    }

    private init(ofCoach name: String, _ call: VarlinkCall) throws(VarlinkError) {
        switch name {
        case "Status": self = .status
        case "Start": self = .command(try call.parameters(StartParameters.self).command())
        case "Stop": self = .command(.stop)
        case "Acknowledge": self = .command(.acknowledge)
        case "Test": self = .command(try call.parameters(TestParameters.self).command())
        case "MarkRun":
            let parameters = try call.parameters(MarkParameters.self)
            self = .mark(parameters.sore == true ? [.run, .onset] : [.run], at: try parameters.time())
        case "MarkOnset": self = .mark([.onset], at: try call.parameters(MarkParameters.self).time())
        case "ClearOnset": self = .mark([.onsetCleared], at: nil)
        case "Monitor":
            guard call.wantsMore else { throw .expectedMore }
            self = .monitor
        default: throw .methodNotImplemented(call.method)
        }
    }
}

struct InterfaceName: Codable {
    let interface: String
}

struct StartParameters: Codable {
    private enum CodingKeys: String, CodingKey {
        case modality
        case overrideRest = "override_rest"
    }

    let modality: String?
    let overrideRest: String?

    init(_ modality: Modality?, overrideReason: String?) {
        self.modality = modality?.rawValue
        overrideRest = overrideReason
    }

    fileprivate func command() throws(VarlinkError) -> Command {
        let request = modality.flatMap(Modality.init(rawValue:))
        guard (modality == nil) == (request == nil) else { throw .invalidParameter("modality") }
        if let overrideRest, OverrideReason.mistake(in: overrideRest) != nil {
            throw .invalidParameter(CodingKeys.overrideRest.rawValue)
        }
        return .start(request, overrideReason: overrideRest)
    }
}

struct TestParameters: Codable {
    private enum CodingKeys: CodingKey { case leds, buzzer }

    let leds: String
    let buzzer: Bool

    init(leds: LEDFrame, buzzer: Bool) {
        self.leds = leds.pattern
        self.buzzer = buzzer
    }

    fileprivate func command() throws(VarlinkError) -> Command {
        guard ConfigurableLimits.ledCount.contains(leds.utf8.count), leds.allSatisfy({ $0 == "0" || $0 == "1" }) else {
            throw .invalidParameter(CodingKeys.leds.stringValue)
        }
        let bits = leds.reversed().reduce(0 as UInt16) { $0 << 1 | ($1 == "1" ? 1 : 0) }
        return .test(LEDFrame(bits: bits, count: leds.utf8.count), buzzer: buzzer)
    }
}

struct MarkParameters: Codable {
    let at: String?
    var sore: Bool?

    init(at time: WallTime?, sore: Bool? = nil) {
        at = time.map(RFC3339.string)
        self.sore = sore
    }

    fileprivate func time() throws(VarlinkError) -> WallTime? {
        guard let at else { return nil }
        // Nobody marks what was before 1970; a year of two digits is a slip.
        guard let time = RFC3339.wallTime(at), time.milliseconds >= 0 else { throw .invalidParameter("at") }
        return time
    }
}

/// The words with which somebody passes over the rest.
public enum OverrideReason {
    /// Bytes. A few sentences; the log keeps them for good.
    private static let longest = 500

    /// What is wrong with a reason; nil: it will do.
    public static func mistake(in reason: String) -> String? {
        if reason.allSatisfy(\.isWhitespace) { return "it says nothing: give the reason in words, the log keeps it" }
        if reason.utf8.count > longest { return "it is longer than \(longest) bytes: say it shorter" }
        // They would end up on the terminal of whoever reads the log.
        let isPlain = reason.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        return isPlain ? nil : "it holds control characters: give it on one line"
    }
}
