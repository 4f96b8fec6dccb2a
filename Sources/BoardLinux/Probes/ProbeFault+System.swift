import CoachCore
import Glibc

extension ProbeFault {
    /// What a refused read says of a probe. Source: w1_therm and lm75 on a 6.1 kernel.
    init(_ error: SystemError) {
        switch error.code {
        // The directory is gone, the driver lost its device, or nobody on the bus answers to the address.
        case ENOENT, ENOTDIR, ENODEV, ENXIO, EREMOTEIO: self = .missing
        // What hwmon drivers answer with when the bytes on the bus were wrong.
        case EIO: self = .crc
        default: self = .empty
        }
    }

    /// What a probe that cannot be found is called: the configuration's id fits none, or more than one.
    public init(_ error: LinuxBoardError) {
        if case .severalProbes = error { self = .several } else { self = .missing }
    }
}
