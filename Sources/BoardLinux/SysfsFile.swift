import Glibc

/// One of the kernel's small text files, kept open: each read asks the driver anew, for one system call.
///
/// When the device goes, the kernel answers ENODEV for ever; a new device, even one of the same name, is a new file.
final class SysfsFile {
    private let descriptor: Int32
    private var bytes = [UInt8](repeating: 0, count: Sysfs.pageSize)

    init(_ path: String) throws(SystemError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last }
    }

    deinit { close(descriptor) }

    /// The whole text, in one read: a second one could make a driver measure again.
    ///
    /// Blocks for as long as the driver does. An interruption by a signal starts the read again from the beginning.
    func read() throws(SystemError) -> String {
        while true {
            let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
            if count >= 0 { return String(decoding: bytes.prefix(count), as: UTF8.self) }
            if errno != EINTR { throw .last }
        }
    }
}
