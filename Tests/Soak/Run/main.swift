import Glibc

// Lives of a simulated device, each of a few days and drawn from a number; see Tests/soak.

/// What a process may take more after all its days than after a tenth of them.
let mostGrowthKiB = 16 * 1024

func table(_ counts: [String: Int]) -> String {
    counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
}

func report(_ total: Soak.Total, seed: UInt64, took: Double) {
    let rate = took > 0 ? Int(Double(total.days) / took) : 0
    let figures = total.figures
    print("starts: \(figures.starts), resumed \(figures.resumed), services that came up: \(figures.comeUps)")
    print("ends: \(table(figures.ends))")
    print("refusals: \(table(figures.refusals))")
    print("alarms: \(figures.alarms); sessions that a failing disk and a kill took together: \(figures.lost)")
    print("done to the device: \(table(total.actions))")
    print("fingerprint: \(String(total.fingerprint, radix: 16))")
    print("memory: \(total.memoryBefore) KiB after a tenth of the days, \(total.memoryAfter) at the end")
    print(
        "soak: \(total.days) days in \(total.lives) lives from seed \(seed), \(total.steps) steps, "
            + "\(figures.samples) readings, in \(Int(took)) s: \(rate) days a second")
}

func monotonicSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

do {
    let arguments = try Arguments(Array(CommandLine.arguments.dropFirst()))
    if let seed = arguments.replay {
        let directory = try ScratchDirectory()
        let life = Life(seed: seed, defect: arguments.defect, traces: true, lastStep: arguments.lastStep)
        let outcome = try life.live(in: directory.path)
        exit(outcome.failure == nil ? 0 : 1)
    }
    let soak = Soak(seed: arguments.seed, stride: arguments.stride, days: arguments.days, defect: arguments.defect)
    let start = monotonicSeconds()
    let total = try soak.run()
    report(total, seed: arguments.seed, took: monotonicSeconds() - start)
    if let failure = total.failure {
        print("FAILED: life \(failure.seed), step \(failure.step)")
        for words in failure.words { print("  \(words)") }
        print("It happens again, told step by step: Tests/soak --replay \(failure.seed):\(failure.step)")
        exit(1)
    }
    if total.memoryBefore > 0, total.memoryAfter - total.memoryBefore > mostGrowthKiB {
        print("FAILED: memory grew from \(total.memoryBefore) to \(total.memoryAfter) KiB")
        exit(1)
    }
} catch let error as UsageError {
    print("\(error.words)\n\(Arguments.usage)")
    exit(64)
} catch {
    print("\(error)")
    exit(70)
}
