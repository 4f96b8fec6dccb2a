import Glibc

/// One of the kernel's small text files, kept open: each read asks the driver anew, for one system call.
///
/// When the device goes, the kernel answers ENODEV for ever; a new device, even one of the same name, is a new file.
final class SysfsFile {
    private let descriptor: Int32

    init(_ path: String) throws(SystemError) {
        // Nothing of self before the last throw: Swift 6.0, optimising, would run deinit on the half-made object.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// The whole text, in one read: a second one could make a driver measure again.
    ///
    /// Blocks for as long as the driver does. An interruption by a signal starts the read again from the beginning.
    func read() throws(SystemError) -> String {
        while true {
            do throws(SystemError) {
                return try readOnce().get()
            } catch {
                if error.code != EINTR { throw error }
            }
        }
    }

    private func readOnce() -> Result<String, SystemError> {
        withUnsafeTemporaryAllocation(byteCount: Sysfs.pageSize, alignment: 1) { page in
            let count = pread(descriptor, page.baseAddress, page.count, 0)
            return count < 0 ? .failure(.last) : .success(String(decoding: page.prefix(count), as: UTF8.self))
        }
    }
}
