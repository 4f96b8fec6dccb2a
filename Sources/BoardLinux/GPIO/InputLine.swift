import BoardHAL
import CGPIOD
import CoachCore

/// One input line, held with both its edges. Released when it goes out of scope.
struct InputLine: ~Copyable {
    /// Edges taken in one call at most; a line that chatters faster than it can be read must not hold up the loop.
    private static let edgesAtOnce = 4 * Int(COACH_GPIO_EDGE_BATCH)

    private let request: UnsafeMutablePointer<coach_gpio_input>
    /// For messages: which line of which chip, and what is wired to it.
    private let name: String

    /// - Parameter purpose: what is wired to it, with its article.
    init(
        chip: GPIOChip, line: Int, active: ActiveLevel, bias: Bias, purpose: String
    ) throws(LinuxBoardError) {
        // Nothing of self before the last throw: Swift 6.0 cannot leave a half-made noncopyable value.
        let name = "\(purpose), line \(line) of \(chip)"
        try chip.check(line)
        var request: UnsafeMutablePointer<coach_gpio_input>?
        let status = coach_gpio_request_input(chip.path, UInt32(line), active == .low, bias.shim, &request)
        guard status >= 0, let request else {
            throw chip.requestRefusal("request \(name)", lines: [line], bias: bias, code: -status)
        }
        self.request = request
        self.name = name
    }

    deinit { coach_gpio_release_input(request) }

    /// Readable when there was an edge; does not block. Owned by the line.
    var descriptor: Int32 { coach_gpio_input_descriptor(request) }

    func isActive() throws(BoardFault) -> Bool {
        let value = coach_gpio_input_value(request)
        guard value >= 0 else { throw fault("read", code: -value) }
        return value != 0
    }

    /// The edges since the last call, oldest first; without waiting.
    func edges(at now: Instant) throws(BoardFault) -> [ButtonEdge] {
        var edges: [ButtonEdge] = []
        var batch = [coach_gpio_edge](repeating: coach_gpio_edge(), count: Int(COACH_GPIO_EDGE_BATCH))
        while edges.count < Self.edgesAtOnce {
            let count = coach_gpio_read_edges(request, &batch)
            guard count >= 0 else { throw fault("read the edges of", code: -count) }
            if count == 0 { break }
            let clocks = KernelClock.Conversion(now: now)
            edges += batch.prefix(Int(count)).map { edge in
                ButtonEdge(closed: edge.active, at: clocks.instant(monotonicNanoseconds: edge.monotonic_ns))
            }
            // That was all; whatever comes now makes the descriptor readable again.
            if count < batch.count { break }
        }
        return edges
    }

    private func fault(_ operation: String, code: Int32) -> BoardFault {
        BoardFault("Cannot \(operation) \(name): \(SystemError(code: code)).")
    }
}

extension Bias {
    fileprivate var shim: coach_gpio_bias {
        switch self {
        case .pullUp: COACH_GPIO_BIAS_PULL_UP
        case .pullDown: COACH_GPIO_BIAS_PULL_DOWN
        case .disabled: COACH_GPIO_BIAS_DISABLED
        }
    }
}
