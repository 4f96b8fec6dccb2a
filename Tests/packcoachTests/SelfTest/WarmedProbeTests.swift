import CoachCore
import Testing

@testable import packcoach

@Suite("Which probe is in the hand")
struct WarmedProbeTests {
    private func winner(_ readings: [(String, Double)]) -> String? {
        var contest = WarmedProbe()
        return readings.compactMap { contest.take(.celsius($0.1), of: $0.0) }.first
    }

    @Test("the one that rises by 2 °C, and 1.5 °C more than any other")
    func rises() {
        #expect(winner([("a", 20), ("b", 20), ("a", 21.9), ("b", 20)]) == nil)
        #expect(winner([("a", 20), ("b", 20), ("a", 22), ("b", 20)]) == "a")
        #expect(winner([("a", 20), ("b", 18), ("b", 20.5), ("a", 20)]) == "b")
        #expect(winner([("a", 20), ("b", 20), ("a", 20.6), ("b", 22)]) == nil)
        #expect(winner([("a", 20), ("b", 20), ("a", 20.5), ("b", 22)]) == "b")
    }

    @Test("that one starts warmer says nothing, nor one alone")
    func startsWarm() {
        #expect(winner([("a", 30), ("b", 20), ("a", 30), ("b", 20)]) == nil)
        #expect(winner([("a", 20), ("a", 30)]) == nil)
    }

    @Test("its configuration is printed as the file takes it")
    func configuration() {
        let probes = ["28-0000005ca1e0", "28-0000005ca1e1"].map { id in
            ProbeBench.Probe(id: id, source: .w1, role: nil) { .failure(.missing) }
        }
        #expect(
            ProbeTest.configuration(probes, warm: "28-0000005ca1e1") == [
                "", "[[probe]]", "role = \"pack\"", "source = \"w1\"", "id = \"28-0000005ca1e1\"",
                "", "[[probe]]", "role = \"skin\"", "source = \"w1\"", "id = \"28-0000005ca1e0\"", "",
            ])
    }
}
