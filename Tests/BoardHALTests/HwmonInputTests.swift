import BoardHAL
import CoachCore
import Testing

@Suite("The hwmon input file")
struct HwmonInputTests {
    @Test(
        "is whole millidegrees",
        arguments: [("21500\n", Int32(21_500)), ("-2187\n", -2187), ("0\n", 0), ("85000", 85_000)])
    func value(text: String, millidegrees: Int32) {
        #expect(HwmonInput.decode(text, faulted: false) == .success(Temperature(millidegrees: millidegrees)))
    }

    @Test(
        "is empty, never a number, without a whole number in it", arguments: ["", "\n", "N/A\n", "21.5\n", "21 500\n"])
    func malformed(text: String) {
        #expect(HwmonInput.decode(text, faulted: false) == .failure(.empty))
    }

    @Test("is a missing sensor when the chip says fault, whatever number stands there", arguments: ["21500\n", ""])
    func faulted(text: String) {
        #expect(HwmonInput.decode(text, faulted: true) == .failure(.missing))
    }

    @Test(
        "is refused outside −40 to 100 °C, to the millidegree",
        arguments: [
            ("-40001", true), ("-40000", false), ("-39999", false), ("99999", false), ("100000", false),
            ("100001", true), ("9999999999", true),
        ])
    func range(text: String, isFault: Bool) {
        #expect((HwmonInput.decode(text, faulted: false) == .failure(.outOfRange)) == isFault)
    }
}
