import CoachCore

extension World {
    /// What is worth trying next: it changes with the state, so that depth goes where it matters.
    var alphabet: [Stimulus] {
        let general: [Stimulus] = [
            .press, .start(nil, override: false), .stop, .acknowledge, .kill(0), .terminate, .wait(1000),
            .powerCut(60, synchronised: false), .powerCut(7300, synchronised: true),
            log.fails ? .logWorks : .logFails,
        ]
        let button: [Stimulus] = oracle.closedSince == nil ? [.hold] : [.release]
        switch stage {
        case .idle:
            var these =
                general + button + readings + [
                    .start(.ice, override: true), .start(.heat, override: false), .wait(59_999), .wait(300_000),
                    .wait(1_799_000), .wait(10_800_000), .run, .onset,
                ]
            if log.unproven > .zero { these.append(.synchronise) }
            return these
        case .checking:
            return general + [.wait(750), .wait(1799), .wait(1800), .reads(.pack, nil)]
        case .running:
            return general + button + readings + [
                .wait(9999), .wait(30_000), .wait(600_000), .toWindow(-1), .toWindow(0), .toCeiling(-1), .toCeiling(0),
                .kill(1_200_000), .kill(20_000),
            ]
        case .removal:
            let waits: [Stimulus] = [.wait(3000), .wait(30_000), .wait(120_000), .kill(60_000), .wait(7_200_000)]
            var these = general + readings + waits
            if log.unproven > .zero { these.append(.synchronise) }
            return these
        case .leaving, .gone:
            return [.wait(1000)]
        }
    }

    /// On both sides of the limits that matter now, and a fault.
    private var readings: [Stimulus] {
        let ofPack: [Int32?]
        let ofSkin: [Int32?]
        switch stage {
        case .idle, .checking:
            ofPack = [10_000, 40_000, 15_001, -4501, 49_500, nil]
            ofSkin = [25_000, 7499, nil]
        case .running:
            ofPack = [10_000, -4500, -4501, -9500, -24_500, 49_500, 54_500, nil]
            ofSkin = [25_000, 10_499, 7499, 2500, 42_500, 43_500, 44_500, nil]
        case .removal, .leaving, .gone:
            ofPack = [10_000, -9500, nil]
            ofSkin = [25_000, 7499, 2500, 44_500, nil]
        }
        return oracle.probes.flatMap { role in
            (role == .pack ? ofPack : ofSkin).map { Stimulus.reads(role, $0) }
        }
    }
}
