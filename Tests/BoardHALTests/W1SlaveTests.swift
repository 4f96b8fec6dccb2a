import BoardHAL
import CoachCore
import Testing

/// Hex bytes as the kernel prints them.
private func scratchpad(_ text: String) -> W1Scratchpad {
    let bytes = text.split(separator: " ").compactMap { UInt8($0, radix: 16) }
    guard let scratchpad = W1Scratchpad(bytes) else { preconditionFailure("a fixture needs nine bytes: \(text)") }
    return scratchpad
}

/// Eight bytes with their right checksum behind them.
private func checked(_ text: String) -> W1Scratchpad {
    let bytes = text.split(separator: " ").compactMap { UInt8($0, radix: 16) }
    for crc in UInt8.min...UInt8.max {
        if let candidate = W1Scratchpad(bytes + [crc]), candidate.reading != .failure(.crc) { return candidate }
    }
    preconditionFailure("no checksum fits \(text)")
}

private func valid(_ millidegrees: Int32) -> Reading {
    .success(Temperature(millidegrees: millidegrees))
}

@Suite("The w1_slave file")
struct W1SlaveTests {
    @Test(
        "gives the temperature of bytes with a right checksum",
        arguments: [
            ("dd ff 4b 46 7f ff 03 10 25", Int32(-2187)),
            ("16 00 4b 46 7f ff 0a 10 a5", 1375),
            ("90 01 4b 46 7f ff 0c 10 33", 25_000),
        ])
    func fixtures(bytes: String, millidegrees: Int32) {
        #expect(W1Slave.decode(W1Slave.encode(scratchpad: scratchpad(bytes))) == valid(millidegrees))
    }

    @Test(
        "SR-18: gives a fault by its name for bytes that are no measurement",
        arguments: [
            ("50 05 4b 46 7f ff 0c 10 1c", ProbeFault.powerOn),
            ("00 00 00 00 00 00 00 00 00", .allZero),
            ("ff ff ff ff ff ff ff ff ff", .crc),
        ])
    func faults(bytes: String, fault: ProbeFault) {
        #expect(W1Slave.decode(W1Slave.encode(scratchpad: scratchpad(bytes))) == .failure(fault))
    }

    @Test("reads what a 6.1 kernel really printed")
    func kernelText() {
        let text = "dd ff 4b 46 7f ff 03 10 25 : crc=25 YES\ndd ff 4b 46 7f ff 03 10 25 t=-2187\n"
        #expect(W1Slave.decode(text) == valid(-2187))
        #expect(W1Slave.encode(scratchpad: scratchpad("dd ff 4b 46 7f ff 03 10 25")) == text)
    }

    @Test("does not trust a YES over bytes whose checksum is wrong")
    func wrongYes() {
        let text = "91 01 4b 46 7f ff 0c 10 33 : crc=33 YES\n90 01 4b 46 7f ff 0c 10 33 t=25062\n"
        #expect(W1Slave.decode(text) == .failure(.crc))
    }

    @Test("does not overrule a NO, nor read the old bytes in the line after it")
    func kernelsNo() {
        let right = "90 01 4b 46 7f ff 0c 10 33 : crc=34 NO\n90 01 4b 46 7f ff 0c 10 33 t=25000\n"
        #expect(W1Slave.decode(right) == .failure(.crc))
        let text = "ff ff ff ff ff ff ff ff ff : crc=c9 NO\n90 01 4b 46 7f ff 0c 10 33 t=-62\n"
        #expect(W1Slave.decode(text) == .failure(.crc))
        #expect(W1Slave.encode(scratchpad: scratchpad("ff ff ff ff ff ff ff ff ff")).contains("crc=c9 NO"))
    }

    @Test("finds every single wrong bit")
    func everyBit() throws {
        let good = scratchpad("dd ff 4b 46 7f ff 03 10 25").bytes
        for bit in 0..<good.count * 8 {
            var bytes = good
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            let broken = try #require(W1Scratchpad(bytes))
            #expect(broken.reading == .failure(.crc), "bit \(bit)")
        }
    }

    @Test(
        "is empty, never a number, when it holds no nine bytes and a verdict",
        arguments: [
            "", "\n", " \n \n", "t=21000\n", "garbage\n",
            "dd ff 4b 46 7f ff 03 10 : crc=25 YES\ndd ff 4b 46 7f ff 03 10 25 t=-2187\n",
            "dd ff 4b 46 7f ff 03 10 25",
            "dd ff 4b 46 7f ff 03 10 25 : crc=25 ",
            "dd ff 4b 46 7f ff 03 10 25 : crc=25 PERHAPS\n",
            "dd ff 4b 46 7f ff 03 10 25 : crc=25;; YES\n",
            "zz ff 4b 46 7f ff 03 10 25 : crc=25 YES\n",
            "+d ff 4b 46 7f ff 03 10 25 : crc=25 YES\n",
            "dd ff 4b 46 7f ff 03 10 25 25 : crc=25 YES\n",
            "\ndd ff 4b 46 7f ff 03 10 25 : crc=25 YES\n",
        ])
    func malformed(text: String) {
        #expect(W1Slave.decode(text) == .failure(.empty))
    }

    @Test("believes 85 °C from a sensor that converted, and 84.9375 and 85.0625 °C beside the power-on mark")
    func real85() {
        #expect(checked("50 05 4b 46 7f ff 10 10").reading == valid(85_000))
        #expect(checked("4f 05 4b 46 7f ff 0c 10").reading == valid(84_937))
        #expect(checked("51 05 4b 46 7f ff 0c 10").reading == valid(85_062))
    }

    @Test("names too little power, whatever the reserved byte says", arguments: ["0c", "01", "10"])
    func lowPower(reserved: String) {
        #expect(checked("ff 07 4b 46 7f ff \(reserved) 10").reading == .failure(.lowPower))
    }

    @Test("refuses what lies outside −40 to 100 °C, to the sixteenth of a degree")
    func range() {
        #expect(checked("80 fd 4b 46 7f ff 10 10").reading == valid(-40_000))
        #expect(checked("7f fd 4b 46 7f ff 01 10").reading == .failure(.outOfRange))
        #expect(checked("40 06 4b 46 7f ff 10 10").reading == valid(100_000))
        #expect(checked("41 06 4b 46 7f ff 0f 10").reading == .failure(.outOfRange))
    }

    @Test(
        "leaves out the bits that a lower resolution does not define",
        arguments: [("7f", Int32(25_937)), ("5f", 25_875), ("3f", 25_750), ("1f", 25_500)])
    func resolution(configuration: String, millidegrees: Int32) {
        #expect(checked("9f 01 4b 46 \(configuration) ff 01 10").reading == valid(millidegrees))
    }

    @Test(
        "says how long a conversion takes at the resolution that its bytes have",
        arguments: [("7f", 750), ("5f", 375), ("3f", 190), ("1f", 95)])
    func conversionTime(configuration: String, milliseconds: Int) {
        let converted = checked("9f 01 4b 46 \(configuration) ff 01 10")
        #expect(converted.conversionMilliseconds == milliseconds)
        #expect(W1Slave.scratchpad(of: W1Slave.encode(scratchpad: converted)) == converted)
    }

    @Test("reads the two more bits of a GX20MH01 at 14 bits")
    func gx20mh01() {
        #expect(checked("90 01 4b 46 e2 ff 10 10").reading == valid(25_031))
    }

    @Test("needs nine bytes for a scratchpad", arguments: [0, 8, 10])
    func length(count: Int) {
        #expect(W1Scratchpad([UInt8](repeating: 0x55, count: count)) == nil)
    }

    @Test("gives back every temperature from −40 to 100 °C that a DS18B20 can hold")
    func roundTrip() {
        for sixteenths in Int32(-640)...1600 {
            let temperature = Temperature(millidegrees: sixteenths * 1000 / 16)
            let text = W1Slave.encode(scratchpad: W1Scratchpad(measuring: temperature))
            #expect(W1Slave.decode(text) == .success(temperature))
        }
    }
}
