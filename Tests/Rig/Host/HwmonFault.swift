import BoardSim
import CoachCore

/// A sensor's fault as a chip on I²C can have it: it has a number to give, and no bytes.
enum HwmonFault {
    /// - Throws: ``NotHere`` for what i2c-stub cannot do.
    static func words(_ fault: SimulatedFault, _ role: ProbeRole) throws -> String {
        switch fault {
        case .powerOn: "temperature \(role.rawValue) 85000"
        case .lowPower: "temperature \(role.rawValue) 127938"
        case .allZero: "temperature \(role.rawValue) 0"
        case .outOfRange: "temperature \(role.rawValue) 110000"
        case .missing: "fault \(role.rawValue) missing"
        case .empty, .crc, .hung, .stuck:
            throw NotHere(reason: "no chip on I²C fails as \"\(fault.rawValue)\"")
        }
    }
}
