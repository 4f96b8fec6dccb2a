import TestSupport

/// A folder of one input's own, in memory where there is a place for that; gone with all that is in it at the end.
struct ScratchFolder {
    private let directory: TestDirectory
    var path: String { directory.path }

    init() throws(Finding) {
        guard let directory = try? TestDirectory(inMemory: true) else {
            throw Finding(description: "no folder can be made for an input")
        }
        self.directory = directory
    }

    /// - Parameter name: with the folders below this one that it is in; they are made.
    /// - Returns: the file's path.
    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws(Finding) -> String {
        do {
            return try directory.write(name, bytes)
        } catch {
            throw Finding(description: "\(error)")
        }
    }

    /// The names of the files in it.
    var files: [String] { Files.names(in: path) }
}
