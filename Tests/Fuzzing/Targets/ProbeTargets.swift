import BoardHAL
import BoardLinux
import CoachCore

// What a probe says, as text, as bytes, and as the files that the kernel shows. A fault is never a number.

extension FuzzTarget {
    /// The text of `w1_slave`.
    static let w1Slave = FuzzTarget(
        name: "w1-slave", longest: 200,
        words: [
            " ", "\n", "\r\n", ":", " : crc=", "crc=", "YES", "NO", "t=", "t=-", "-", "+", "0x", "ff", "00", "85000",
            "127937", "2147483648", "\u{FF11}", "\u{301}", "\u{2028}", "\0",
            "dd ff 4b 46 7f ff 03 10 25 : crc=25 YES\n", "00 00 00 00 00 00 00 00 00 : crc=00 YES\n",
            "50 05 4b 46 7f ff 0c 10 1c : crc=1c YES\n", "90 01 4b 46 7f ff 0c 10 33 : crc=33 YES\n",
        ]
    ) { bytes in try judgeW1Slave(String(decoding: bytes, as: UTF8.self)) }

    /// The bytes themselves: eight and the checksum that they should have.
    static let scratchpad = FuzzTarget(name: "scratchpad", longest: 9) { bytes in
        guard bytes.count >= 8 else { return try claim(W1Scratchpad(bytes) == nil, "less than nine bytes are taken") }
        let checked = Array(bytes.prefix(8))
        guard let sound = W1Scratchpad(checked + [MaximChecksum.of(checked)]) else {
            throw Finding(description: "nine bytes are no scratchpad")
        }
        try judge(sound)
        try judgeW1Slave(W1Slave.encode(scratchpad: sound))
        if let asGiven = W1Scratchpad(bytes) { try judge(asGiven) }
    }

    /// The text of a `tempN_input`, behind a byte whose lowest bit is `tempN_fault`.
    static let hwmonInput = FuzzTarget(
        name: "hwmon-input", longest: 64,
        words: [
            "-", "+", "0", "85000", "100000", "100001", "-40000", "-40001", "2147483647", "9223372036854775808",
            "\n", " ", "\u{A0}", "\0", "1e3", "0x10", "٣",
        ]
    ) { bytes in
        let faulted = (bytes.first ?? 0) & 1 == 1
        let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
        try judge(HwmonInput.decode(text, faulted: faulted), hwmon: text, faulted: faulted)
    }

    /// The files of a DS18B20 and of a chip with a hwmon driver, one after the other, with 0xFF between them.
    static let probeFiles = FuzzTarget(
        name: "probe-files", longest: 400,
        words: ["\u{FF}", "-2147483648", "-5", "-19", "750", "95", "lm75", "1", "0", "4500"]
            + ["90 01 4b 46 7f ff 0c 10 33 : crc=33 YES\n90 01 4b 46 7f ff 0c 10 33 t=25000\n"],
        mutants: 100
    ) { bytes in
        let files = bytes.split(separator: 0xFF, maxSplits: 5, omittingEmptySubsequences: false).map { Array($0) }
        let names = [
            "w1/28-000000000001/w1_slave", "w1/28-000000000001/resolution", "w1/28-000000000001/conv_time",
            "hwmon/hwmon0/temp1_input", "hwmon/hwmon0/temp1_fault", "hwmon/hwmon0/name",
        ]
        let folder = try ScratchFolder()
        for (name, bytes) in zip(names, files) { try folder.write(name, bytes) }
        func text(_ index: Int) -> String { String(decoding: files.dropFirst(index).first ?? [], as: UTF8.self) }

        do {
            var probe = try W1Probe(role: .pack, id: "auto", devices: "\(folder.path)/w1")
            let reading = probe.read()
            if case .success = reading {
                try claim(reading == W1Slave.decode(text(0)), "\(reading) is not what w1_slave says: \(text(0))")
                try judgeW1Slave(text(0))
            }
        } catch let error as LinuxBoardError {
            try claimReadable(error.description)
        }
        do {
            var probe = try HwmonProbe(role: .pack, id: "auto", classDirectory: "\(folder.path)/hwmon")
            for _ in 1...2 {
                let faulted = text(4).split(whereSeparator: \.isWhitespace).first == "1"
                try judge(probe.read(), hwmon: text(3), faulted: faulted)
            }
        } catch let error as LinuxBoardError {
            try claimReadable(error.description)
        }
    }
}

/// The checksum of 1-Wire devices as Maxim's application note 27 has it: a shift register, bit by bit.
private enum MaximChecksum {
    static func of(_ bytes: [UInt8]) -> UInt8 {
        var register: UInt8 = 0
        for byte in bytes {
            for bit in 0..<8 {
                let feedback = (register ^ byte >> UInt8(bit)) & 1
                register >>= 1
                // x⁵ and x⁴ of x⁸ + x⁵ + x⁴ + 1, counted from the register's other end, and x⁸ itself.
                if feedback == 1 { register ^= 0b1000_1100 }
            }
        }
        return register
    }
}

private let plausible = -40_000...100_000

private func judgeW1Slave(_ text: String) throws {
    let reading = W1Slave.decode(text)
    let scratchpad = W1Slave.scratchpad(of: text)
    guard case .success(let temperature) = reading else { return }
    guard let scratchpad else { throw Finding(description: "\(temperature) without nine bytes") }
    try claim(scratchpad.reading == reading, "\(temperature) from bytes that say \(scratchpad.reading)")
    try judge(scratchpad)

    let line = text.prefix { !$0.isNewline }
    let words = line.split(separator: " ")
    try claim(words.last == "YES", "\(temperature) although the kernel says \(words.last ?? "nothing")")
    try claim(words.allSatisfy { $0.utf8.count <= 6 }, "\(temperature) from a line with garbage in it: \(line)")
    // A line that was cut off holds no temperature, wherever that was.
    let written = line.trimmingSuffix { $0 == " " }
    for end in written.indices {
        if case .success(let cut) = W1Slave.decode(String(written[..<end])) {
            throw Finding(description: "\(cut) from a line cut off: \(written[..<end])")
        }
    }
    let again = W1Slave.decode(W1Slave.encode(scratchpad: scratchpad))
    try claim(again == reading, "\(temperature) is \(again) when it is written and read once more")
}

private func judge(_ scratchpad: W1Scratchpad) throws {
    let bytes = scratchpad.bytes
    guard case .success(let temperature) = scratchpad.reading else { return }
    try claim(bytes.last == MaximChecksum.of(bytes.dropLast()), "\(temperature) with a wrong checksum")
    try claim(bytes.contains { $0 != 0 }, "\(temperature) from a data line that is held low")
    try claim(plausible.contains(Int(temperature.millidegrees)), "\(temperature) is beyond any pack")
    try claim(!(bytes[0] == 0x50 && bytes[1] == 0x05 && bytes[6] == 0x0C), "85 °C is what was never converted")
    // The configuration's bit 7 is a GX20MH01's; its register means something else.
    if bytes[4] & 0x80 == 0 {
        let exact = Double(Int16(truncatingIfNeeded: Int(bytes[1]) << 8 | Int(bytes[0]))) / 16
        let undefined = Double((1 << (3 - Int(bytes[4] >> 5 & 3))) - 1) / 16
        let error = exact - temperature.celsius
        try claim(error > -0.0011 && error < undefined + 0.0011, "\(temperature.celsius) °C for \(exact) °C")
    }
    for bit in 0..<72 {
        var damaged = bytes
        damaged[bit / 8] ^= 1 << UInt8(bit % 8)
        if case .success(let wrong)? = W1Scratchpad(damaged)?.reading {
            throw Finding(description: "\(wrong) from bytes with one bit that is wrong")
        }
    }
}

private func judge(_ reading: Reading, hwmon text: String, faulted: Bool) throws {
    guard case .success(let temperature) = reading else { return }
    try claim(!faulted, "\(temperature) from a sensor that the chip calls faulty")
    try claim(plausible.contains(Int(temperature.millidegrees)), "\(temperature) is beyond any pack")
    let digits = text.filter { !$0.isWhitespace }
    try claim(
        digits.utf8.allSatisfy { "+-0123456789".utf8.contains($0) } && Int(digits) == Int(temperature.millidegrees),
        "\(temperature.millidegrees) from \(text.debugDescription)")
}

extension StringProtocol {
    /// Without such characters at its end.
    fileprivate func trimmingSuffix(_ isUnwanted: (Character) -> Bool) -> SubSequence {
        var rest = self[...]
        while let last = rest.last, isUnwanted(last) { rest.removeLast() }
        return rest
    }
}
