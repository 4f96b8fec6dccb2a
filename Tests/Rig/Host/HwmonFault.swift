import BoardSim
import CoachCore

/// A sensor's fault as a chip on I²C can have it: it has a number to give, and no bytes.
enum HwmonFault {
    /// - Throws: ``NotHere`` for what the driver cannot say.
    static func words(_ fault: SimulatedFault, _ role: ProbeRole) throws -> String {
        switch fault {
        case .crc, .missing, .outOfRange, .stuck, .hung: "fault \(role.rawValue) \(fault.rawValue)"
        case .powerOn: "temperature \(role.rawValue) 85000"
        case .lowPower: "temperature \(role.rawValue) 127938"
        case .allZero: "temperature \(role.rawValue) 0"
        case .empty: throw NotHere(reason: "no chip on I²C gives an empty reading")
        }
    }
}
