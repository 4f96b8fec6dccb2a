import BoardHAL
import CoachCore

/// A temperature probe as the kernel shows it: what it converts, when it answers, how it fails.
///
/// Faults happen in the bytes and in the text, so that the code which recognises them is the board's own. The value
/// converted is the one at the end of the conversion.
public struct SimulatedProbe: Sendable {
    /// The driver that it hangs on.
    public enum Source: String, CaseIterable, Hashable, Sendable {
        /// A DS18B20 read through `w1_slave`.
        case w1
        /// A chip with a `tempN_input`.
        case hwmon

        /// From the start of a reading to its answer; 750 ms at 12 bits is the DS18B20's data sheet.
        var latency: Duration {
            switch self {
            case .w1: .milliseconds(750)
            case .hwmon: .milliseconds(1)
            }
        }

        /// What a wrong checksum adds: `w1_therm` reads the scratchpad five times before it gives up, and each time
        /// more is a reset, an address and nine bytes at some 70 µs a bit.
        var retries: Duration {
            switch self {
            case .w1: .milliseconds(12) * 4
            case .hwmon: .zero
            }
        }
    }

    private enum Drive {
        case model
        case ramp(from: Temperature, to: Temperature, start: Instant, length: Duration)
    }

    let source: Source
    private var drive = Drive.model
    private var fault: SimulatedFault?
    /// Standard deviation, °C.
    private var noise = 0.0
    private var generator: SeededGenerator
    private var isReading = false
    /// What the last conversion measured, before rounding; nil before the first.
    private(set) var lastConverted: Temperature?

    /// When the reading that was begun will answer; nil where none was or where it hangs.
    private(set) var answersAt: Instant?

    /// - Parameter seed: of the noise.
    init(_ source: Source, seed: UInt64 = 0) {
        self.source = source
        generator = SeededGenerator(seed: seed)
    }

    /// The probe's true temperature.
    /// - Parameter model: what the model has at this instant and in this place.
    func temperature(at now: Instant, model: Temperature) -> Temperature {
        switch drive {
        case .model:
            return model
        case .ramp(let from, let to, let start, let length):
            let past = now - start
            if past >= length { return to }
            if past <= .zero { return from }
            let share = past.inSeconds / length.inSeconds
            return .celsius(from.celsius + (to.celsius - from.celsius) * share)
        }
    }

    /// Does this to the probe. Every command ends a fault; a reading that hung then needs one latency more.
    /// - Parameter model: what the model has at this instant and in this place; a ramp may begin there.
    mutating func obey(_ command: ProbeCommand, at now: Instant, model: Temperature) {
        let hung = fault == .hung
        fault = nil
        switch command {
        case .value(let temperature, let length):
            let from = self.temperature(at: now, model: model)
            drive = .ramp(from: from, to: temperature, start: now, length: length)
        case .model:
            drive = .model
        case .fault(let new):
            fault = new
        case .noise(let deviation):
            noise = deviation.celsius
        }
        guard isReading else { return }
        if fault == .hung {
            answersAt = nil
        } else if hung {
            answersAt = now + source.latency
        }
    }

    /// Begins a reading, unless the one before has not answered yet: a driver does one at a time.
    /// - Returns: when it will answer; nil while it hangs.
    @discardableResult
    mutating func begin(at now: Instant) -> Instant? {
        guard !isReading else { return answersAt }
        isReading = true
        switch fault {
        case .hung: answersAt = nil
        case .missing: answersAt = now
        case .crc: answersAt = now + source.latency + source.retries
        default: answersAt = now + source.latency
        }
        return answersAt
    }

    /// Ends the reading with what it gives now. Call it at ``answersAt``.
    /// - Parameter model: what the model has at this instant and in this place.
    mutating func answer(at now: Instant, model: Temperature) -> Reading {
        forgetReading()
        if fault != .stuck || lastConverted == nil {
            let error = noise == 0 ? 0 : noise * generator.nextNormal()
            lastConverted = .celsius(temperature(at: now, model: model).celsius + error)
        }
        let converted = W1Scratchpad(measuring: lastConverted ?? model)
        switch source {
        case .w1: return w1Reading(converted)
        case .hwmon: return hwmonReading(converted)
        }
    }

    /// Drops a reading whose reader died.
    mutating func forgetReading() {
        isReading = false
        answersAt = nil
    }

    private func w1Reading(_ converted: W1Scratchpad) -> Reading {
        switch fault {
        case nil, .stuck: W1Slave.decode(W1Slave.encode(scratchpad: converted))
        case .empty: W1Slave.decode("")
        case .crc: Self.decode(converted.bytes.dropLast() + [converted.bytes[8] ^ 0x40])
        case .powerOn: Self.decode([0x50, 0x05, 0x4B, 0x46, 0x7F, 0xFF, 0x0C, 0x10, 0x1C])
        case .lowPower: Self.decode(W1Scratchpad(measuring: Temperature(millidegrees: 127_938)).bytes)
        case .allZero: Self.decode(Array(repeating: 0, count: W1Scratchpad.length))
        case .outOfRange: Self.decode(W1Scratchpad(measuring: Self.broken).bytes)
        // No file to read, so no text: the reader has the error number alone.
        case .missing: .failure(.missing)
        case .hung: .failure(.hung)
        }
    }

    /// What hwmon shows where the sensor behind it does the same. It has the number alone and no bytes to judge, so
    /// 85 °C and 0 °C look like temperatures: that is why `w1_slave` is read where there is one.
    private func hwmonReading(_ converted: W1Scratchpad) -> Reading {
        switch fault {
        case nil, .stuck: W1Slave.decode(W1Slave.encode(scratchpad: converted)).flatMap(Self.decode)
        case .empty: HwmonInput.decode("", faulted: false)
        // EIO.
        case .crc: .failure(.crc)
        case .powerOn: Self.decode(Temperature(millidegrees: 85_000))
        case .lowPower: Self.decode(Temperature(millidegrees: 127_937))
        case .allZero: Self.decode(Temperature(millidegrees: 0))
        case .outOfRange: Self.decode(Self.broken)
        case .missing: HwmonInput.decode("0\n", faulted: true)
        case .hung: .failure(.hung)
        }
    }

    private static let broken = Temperature(millidegrees: 110_000)

    private static func decode(_ bytes: [UInt8]) -> Reading {
        W1Slave.decode(W1Scratchpad(bytes).map { W1Slave.encode(scratchpad: $0) } ?? "")
    }

    private static func decode(_ temperature: Temperature) -> Reading {
        HwmonInput.decode("\(temperature.millidegrees)\n", faulted: false)
    }
}
