import Glibc

/// Lives one after the other until there are enough days, or one goes wrong.
struct Soak {
    var seed: UInt64
    var stride: UInt64 = 1
    var days: Int
    var defect: Defect?

    struct Total {
        var lives = 0
        var days = 0
        var steps = 0
        /// Equal for equal runs, on every machine.
        var fingerprint: UInt64 = 0
        var actions: [String: Int] = [:]
        var figures = Figured()
        var failure: (seed: UInt64, step: Int, words: [String])?
        /// Resident memory in KiB after a tenth of the days, and at the end.
        var memoryBefore = 0
        var memoryAfter = 0

        mutating func add(_ outcome: Life.Outcome) {
            lives += 1
            days += outcome.days
            steps += outcome.steps
            fingerprint = fingerprint &* 31 ^ outcome.fingerprint
            actions.merge(outcome.actions, uniquingKeysWith: +)
            figures.add(outcome.figures)
        }
    }

    /// - Parameter progress: told after each life.
    func run(progress: (Total) -> Void = { _ in }) throws -> Total {
        let directory = try ScratchDirectory()
        var total = Total()
        var next = seed
        while total.days < days {
            let outcome = try Life(seed: next, defect: defect).live(in: directory.path)
            total.add(outcome)
            if total.memoryBefore == 0, total.days * 10 >= days { total.memoryBefore = Self.residentKiB() }
            if let failure = outcome.failure {
                total.failure = (next, failure.step, failure.words)
                break
            }
            next &+= stride
            progress(total)
        }
        total.memoryAfter = Self.residentKiB()
        return total
    }

    /// What /proc says that this process has in memory.
    static func residentKiB() -> Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var buffer = [CChar](repeating: 0, count: 128)
        guard fgets(&buffer, 128, file) != nil else { return 0 }
        let words = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            .split(separator: " ")
        return words.count > 1 ? (Int(words[1]) ?? 0) * Int(getpagesize()) / 1024 : 0
    }
}

extension Figured {
    mutating func add(_ other: Figured) {
        samples += other.samples
        starts += other.starts
        resumed += other.resumed
        alarms += other.alarms
        comeUps += other.comeUps
        lost += other.lost
        refusals.merge(other.refusals, uniquingKeysWith: +)
        ends.merge(other.ends, uniquingKeysWith: +)
    }
}

/// A directory for the log, in memory where the machine has such a place; gone with its owner.
final class ScratchDirectory {
    let path: String

    init() throws {
        let base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        var template = Array("\(base)/packcoach-soak.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw UsageError(words: "cannot make a directory in \(base): \(String(cString: strerror(errno)))")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        guard let directory = opendir(path) else { return }
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            unlink("\(path)/\(name)")
        }
        closedir(directory)
        rmdir(path)
    }
}
