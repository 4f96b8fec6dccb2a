import BoardSim
import CoachCore

/// Whoever uses the device, and all that goes wrong around it: a list of what is to come, drawn as it is needed.
struct Person {
    let setup: Setup
    let end: Moment
    private var luck: Luck
    /// Soonest first.
    private var coming: [(at: Moment, order: Int, action: Action)] = []
    private var order = 0
    /// Someone is already on the way to an alarm.
    private var isOnTheWay = false
    /// Things that are broken, so that each is mended before it breaks again.
    private var isHolding = false
    private var position = Modality.ice
    private var clockIsTrue = true

    init(setup: Setup, luck: Luck, end: Moment) {
        self.setup = setup
        self.end = end
        self.luck = luck
        add(.episode, at: seconds(5))
        planTroubles()
    }

    // MARK: The list

    var nextAt: Moment { coming.first?.at ?? end }

    mutating func take() -> Action { coming.isEmpty ? .episode : coming.removeFirst().action }

    private mutating func add(_ action: Action, at moment: Moment) {
        order += 1
        let index = coming.firstIndex { $0.at > moment } ?? coming.count
        coming.insert((moment, order, action), at: index)
    }

    /// An alarm sounds: someone comes, mostly soon.
    mutating func hears(at now: Moment) {
        guard !isOnTheWay else { return }
        isOnTheWay = true
        let wait = luck.one(weighed: [
            (500, milliseconds(luck.within(100...8000))), (300, seconds(luck.within(5...60))),
            (120, seconds(luck.within(60...200))), (40, seconds(luck.within(200...900))),
            (6, minutes(luck.within(30...150))),
        ])
        // Never at the very instant of a reading: which of the two came first would be anybody's guess.
        add(.answerAlarm, at: now + wait + 137_000)
    }

    mutating func takesThePackOff() -> Bool { luck.happens(850) }

    mutating func takesTheKeyboard() -> Bool { luck.happens(300) }

    mutating func did(_ action: Action) {
        if case .answerAlarm = action { isOnTheWay = false }
    }

    // MARK: A part of the day

    /// Decides what comes next.
    mutating func plan(_ status: CoachStatus?, at now: Moment) {
        guard status != nil else { return add(.episode, at: now + minutes(10)) }
        switch luck.below(20) {
        case 0, 1: planIdle(at: now)
        case 2: planOddPresses(at: now)
        default: planSession(status, at: now)
        }
    }

    private mutating func planIdle(at now: Moment) {
        add(.episode, at: now + minutes(luck.within(5...300)))
        if luck.happens(250) {
            add(.ran(ago: luck.happens(500) ? 0 : minutes(luck.within(1...240))), at: now + seconds(20))
        }
        if luck.happens(200) {
            add(.onset(ago: luck.happens(500) ? 0 : hours(luck.within(1...40))), at: now + seconds(30))
        }
        if luck.happens(150) { add(.onsetCleared, at: now + seconds(40)) }
    }

    private mutating func planOddPresses(at now: Moment) {
        var at = now + seconds(1)
        for _ in 0..<luck.within(1...6) {
            add(press(), at: at)
            at += milliseconds(luck.one(of: [90, 150, 400, 1200, 2100, 2900, 3100, 30_000, 60_000]))
        }
        if luck.happens(300) {
            add(.hold(bounce: milliseconds(6)), at: at)
            add(.release(bounce: milliseconds(6)), at: at + seconds(luck.one(of: [2, 29, 31, 200])))
        }
        add(.episode, at: at + minutes(luck.within(1...30)))
    }

    private mutating func press() -> Action {
        .press(
            closed: milliseconds(luck.one(weighed: [(6, 100), (2, 60), (2, 700), (1, 3000)])),
            bounce: luck.happens(600) ? milliseconds(luck.within(1...setup.debounceMilliseconds - 5)) : 0)
    }

    /// Someone sits down with a pack.
    private mutating func planSession(_ status: CoachStatus?, at now: Moment) {
        let modality: Modality = luck.happens(550) ? .ice : .heat
        // Often just when the rest is over, or just before.
        var start = now + seconds(luck.within(10...40))
        if let wait = status?.waits[modality]?.wait {
            let left = (wait.until.nanoseconds - (status?.lastSamples.values.map(\.at).max()?.nanoseconds ?? 0))
            if left > 0, left < hours(30), luck.happens(800) {
                let early = luck.one(of: [-1500, -900, -760, -751, 0, 500, 60_000, 600_000] as [Int64])
                start = max(start, now + left + milliseconds(early))
            }
        }
        let fetch = max(now, start - seconds(luck.within(3...20)))
        if setup.hasSwitch, position != modality, !luck.happens(80) {
            add(.switchTo(modality), at: fetch)
            position = modality
        }
        planPack(modality, at: fetch, start)
        planStart(modality, at: start)
        let ceiling = seconds(setup.ceiling[modality] ?? 1200)
        let stay = planEnd(modality, start, ceiling)
        planSessionTroubles(from: start, to: start + stay)
        if luck.happens(900) {
            drive(.pack, 22_000, over: minutes(1), at: start + stay + seconds(20))
            drive(.skin, 31_000, over: minutes(2), at: start + stay + seconds(20))
        }
        let after = luck.one(weighed: [
            (2, minutes(luck.within(1...20))), (3, minutes(luck.within(20...70))), (4, minutes(luck.within(70...300))),
            (2, minutes(luck.within(300...600))),
        ])
        add(.episode, at: start + stay + after)
    }

    private mutating func planStart(_ modality: Modality, at start: Moment) {
        switch luck.below(10) {
        case 0...6: add(press(), at: start)
        case 7, 8: add(.command(.start(luck.happens(500) ? modality : nil, overrideReason: nil)), at: start)
        default: add(.command(.start(modality, overrideReason: "physiotherapist")), at: start)
        }
        if luck.happens(100) { add(press(), at: start + milliseconds(luck.within(150...4000))) }
    }

    /// - Returns: how long the person stays.
    private mutating func planEnd(_ modality: Modality, _ start: Moment, _ ceiling: Moment) -> Moment {
        let minimum = seconds(setup.minimum[modality] ?? 900)
        let stay: Moment
        switch luck.below(12) {
        case 0...3: return ceiling + minutes(1)
        case 4, 5: stay = minimum + milliseconds(luck.one(of: [-500, -1, 0, 1, 500, 20_000, 90_000]))
        case 6: stay = seconds(luck.one(of: [1, 2, 3, 29, 30, 31]))
        case 7: stay = ceiling + milliseconds(luck.one(of: [-400, -100, -1, 0, 1, 100, 2900, 3100]))
        default: stay = milliseconds(luck.within(5000...ceiling / 1_000_000))
        }
        add(luck.happens(700) ? press() : .command(.stop), at: start + stay)
        // Took it off too early, puts it back.
        if luck.happens(300) {
            let back = luck.one(of: [1, 2, 4, 20, 58, 59, 60, 61, 70] as [Int64])
            add(
                luck.happens(700) ? press() : .command(.start(nil, overrideReason: nil)),
                at: start + stay + seconds(back))
            return max(stay + seconds(back), ceiling) + seconds(5)
        }
        return stay
    }

    // MARK: Packs

    private static func value(_ degrees: Int64) -> Temperature { Temperature(millidegrees: Int32(degrees)) }

    private mutating func drive(_ role: ProbeRole, _ value: Int64, over length: Moment = 0, at moment: Moment) {
        guard setup.probes.contains(role) else { return }
        add(.probe(role, .value(Self.value(value), over: .nanoseconds(length))), at: moment)
    }

    private mutating func planPack(_ modality: Modality, at fetch: Moment, _ start: Moment) {
        // Now and then the model of pack, cloth and skin, which is slow and whole.
        if luck.happens(60) {
            let cloth = luck.one(of: Cloth.allCases)
            let pack: Action =
                modality == .ice
                ? luck.happens(600)
                    ? .lay(.ice, Self.value(0), cloth) : .lay(.gel, Self.value(luck.within(-18_000 ... -3000)), cloth)
                : .lay(.heat, Self.value(luck.within(40_000...56_000)), cloth)
            return add(pack, at: fetch)
        }
        let pack: Int64
        if modality == .ice {
            pack = luck.one(weighed: [
                (20, luck.within(-2000...4000)), (2, 15_000), (1, 15_063), (2, -4500), (2, -4563),
                (2, luck.within(-18_000 ... -5000)),
                (1, -24_500), (1, luck.within(15_000...34_000)),
            ])
        } else {
            pack = luck.one(weighed: [
                (20, luck.within(39_000...44_000)), (2, 35_000), (1, 34_938), (2, 49_500), (2, 49_438),
                (1, luck.within(45_000...58_000)),
            ])
        }
        drive(.pack, pack, at: fetch)
        drive(.skin, modality == .ice ? luck.within(29_000...33_000) : luck.within(32_000...35_000), at: fetch)
        if luck.happens(60) { add(.probe(.pack, .noise(Self.value(luck.within(30...300)))), at: fetch) }
        planCourse(modality, pack, from: start + seconds(2))
    }

    /// How pack and skin go on: mostly as they should, often close to a limit, sometimes past it.
    private mutating func planCourse(_ modality: Modality, _ pack: Int64, from start: Moment) {
        let target: Int64
        if modality == .ice {
            target = luck.one(weighed: [
                (8, luck.within(11_000...18_000)), (3, luck.within(7500...10_500)), (2, 10_438),
                (2, luck.within(3000...7500)),
                (1, 7438), (1, luck.within(-1000...2500)), (1, 2500),
            ])
        } else {
            target = luck.one(weighed: [
                (8, luck.within(37_000...41_400)), (3, luck.within(41_500...42_500)), (2, 42_500),
                (2, luck.within(42_500...43_400)), (1, luck.within(43_500...46_000)), (1, 44_500),
            ])
        }
        let fall = seconds(luck.within(60...500))
        drive(.skin, target, over: fall, at: start)
        // Around the limit, again and again.
        var at = start + fall
        for _ in 0..<luck.within(0...6) {
            at += milliseconds(luck.one(of: [9000, 11_000, 29_000, 31_000, 59_000, 61_000, 120_000, 240_000]))
            drive(.skin, target + luck.within(-1500...1500), over: seconds(luck.within(0...5)), at: at)
        }
        switch luck.below(12) {
        case 0:
            drive(
                .pack, luck.within(-26_000 ... -4000), over: seconds(luck.within(3...60)),
                at: start + seconds(luck.within(5...600)))
        case 1:
            drive(
                .pack, luck.within(44_000...60_000), over: seconds(luck.within(6...60)),
                at: start + seconds(luck.within(5...600)))
        // The probes were swapped, or one fell out.
        case 2:
            drive(
                .skin, pack + (modality == .ice ? -4000 : 4000), over: seconds(30),
                at: start + seconds(luck.within(60...600)))
        case 3: drive(.pack, 22_000, over: minutes(3), at: start + seconds(luck.within(60...600)))
        default: break
        }
    }
}

// MARK: - What goes wrong

extension Person {
    private static let faults: [SimulatedFault] = SimulatedFault.allCases

    /// In a session something goes wrong every few minutes.
    private mutating func planSessionTroubles(from start: Moment, to end: Moment) {
        guard luck.happens(700) else { return }
        var at = start
        while true {
            at += seconds(luck.within(3...700))
            guard at < end + minutes(5) else { return }
            planTrouble(at: at)
        }
    }

    /// At all other times, every few hours.
    private mutating func planTroubles() {
        var at = minutes(luck.within(10...300))
        while at < end {
            planTrouble(at: at)
            at += minutes(luck.within(20...900))
        }
    }

    private mutating func planTrouble(at moment: Moment) {
        switch luck.below(100) {
        case 0..<34: planProbeFault(at: moment)
        case 34..<45: add(.kill, at: moment)
        case 45..<50:
            add(.crash, at: moment)
            add(.kill, at: moment + milliseconds(luck.one(of: [100, 1000, 5000, 20_000, 70_000, 400_000, 1_300_000])))
        case 50..<53:
            for index in 0..<luck.within(2...8) { add(.kill, at: moment + seconds(index * luck.within(1...20))) }
        case 53..<57:
            add(.terminate, at: moment)
            add(.kill, at: moment + seconds(luck.one(of: [2, 5, 60, 400, 7300])))
        case 57..<65: planPowerCut(at: moment)
        case 65..<74: planDisk(at: moment)
        case 74..<78: add(.dieWriting(changes: Int(luck.below(14)), power: luck.happens(600)), at: moment)
        case 78..<83: planClock(at: moment)
        case 83..<87:
            add(.logTakes(milliseconds(luck.one(of: [50, 400, 1500]))), at: moment)
            add(.logTakes(0), at: moment + seconds(luck.within(10...600)))
        case 87..<92:
            let output = luck.one(of: SimulatedBoard.Output.allCases)
            add(.output(output, fails: true), at: moment)
            add(.output(output, fails: false), at: moment + seconds(luck.within(1...400)))
        case 92..<94: add(press(), at: moment)
        case 94..<98:
            add(
                .command(
                    luck.one(of: [
                        .stop, .acknowledge, .start(nil, overrideReason: nil), .start(.heat, overrideReason: "why not"),
                    ])), at: moment)
        default:
            add(.hold(bounce: milliseconds(3)), at: moment)
            add(.release(bounce: milliseconds(3)), at: moment + seconds(luck.within(1...70)))
        }
    }

    private mutating func planProbeFault(at moment: Moment) {
        let role = luck.one(of: setup.probes)
        let length = luck.one(weighed: [
            (4, milliseconds(luck.within(300...2500))), (4, seconds(luck.within(3...28))),
            (2, milliseconds(luck.within(28_500...31_500))), (2, seconds(luck.within(32...90))),
        ])
        add(.probe(role, .fault(luck.one(of: Self.faults))), at: moment)
        // What it had before, or something else altogether.
        let mended: ProbeCommand =
            luck.happens(850) ? .noise(Self.value(0)) : .value(Self.value(luck.within(-20_000...60_000)), over: .zero)
        add(.probe(role, mended), at: moment + length)
    }

    private mutating func planPowerCut(at moment: Moment) {
        let length = luck.one(weighed: [
            (4, seconds(luck.within(2...120))), (3, minutes(luck.within(2...60))), (2, minutes(luck.within(100...140))),
            (1, hours(luck.within(3...14))),
        ])
        let isSynchronised = luck.happens(650)
        // Without a network: 1970, the time of the last shutdown, or a clock that ran ahead.
        let error =
            isSynchronised
            ? 0 : luck.one(of: [-hours(24 * 20_000), -length, -hours(24), hours(24), hours(3), -minutes(5)])
        add(.powerCut(length, clockError: error, synchronised: isSynchronised), at: moment)
        if !isSynchronised, luck.happens(800) {
            add(.clock(error: 0, synchronised: true), at: moment + length + seconds(luck.within(5...9000)))
        }
    }

    private mutating func planDisk(at moment: Moment) {
        add(.disk(luck.one(of: [.full, .readOnly, .failing])), at: moment)
        add(
            .disk(.working),
            at: moment + seconds(luck.one(weighed: [(5, luck.within(1...120)), (2, luck.within(120...2400))])))
    }

    /// Someone sets it, while the kernel goes on calling it synchronised; NTP sets it right later.
    private mutating func planClock(at moment: Moment) {
        add(
            .clock(error: luck.one(of: [hours(24), hours(3), minutes(20), -hours(24), -hours(2)]), synchronised: true),
            at: moment)
        add(.clock(error: 0, synchronised: true), at: moment + seconds(luck.within(10...20_000)))
    }
}
