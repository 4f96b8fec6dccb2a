import BoardHAL
import CoachCore
import TestSupport
import Testing

@testable import BoardLinux

private let first = "28-0123456789ab"
private let second = "28-00000a1b2c3d"

/// A folder laid out like /sys/bus/w1/devices.
private struct Bus {
    let folder: TestDirectory
    var path: String { folder.path }

    init(_ probes: String...) throws {
        folder = try TestDirectory()
        folder.makeFolder("w1_bus_master1")
        for probe in probes { try plug(probe, celsius: 4) }
    }

    func plug(_ probe: String, celsius: Double) throws {
        let text = W1Slave.encode(scratchpad: W1Scratchpad(measuring: .celsius(celsius)))
        try folder.write("\(probe)/w1_slave", text)
    }
}

@Suite("A probe on the 1-Wire bus")
struct W1ProbeTests {
    @Test("is read through w1_slave")
    func reads() throws {
        let bus = try Bus(first)
        var probe = try W1Probe(role: .pack, id: first, devices: bus.path)
        #expect(probe.role == .pack)
        #expect(probe.read() == .success(.celsius(4)))
        try bus.plug(first, celsius: 4.5)
        #expect(probe.read() == .success(.celsius(4.5)))
    }

    @Test("is found by itself where it is the only DS18B20, whatever else hangs on the bus")
    func auto() throws {
        let bus = try Bus(first)
        for other in ["00-800000000000", "10-000802b5c2d1", "28-xyz", "28-0123456789AB"] {
            bus.folder.makeFolder(other)
        }
        #expect(W1Probe.all(in: bus.path) == [first])
        var probe = try W1Probe(role: .pack, id: "auto", devices: bus.path)
        #expect(probe.read() == .success(.celsius(4)))
    }

    @Test("is not guessed where two would fit: both are named")
    func several() throws {
        let bus = try Bus(first, second)
        let error = LinuxBoardError.severalProbes(source: "w1", id: "auto", candidates: [second, first])
        #expect(throws: error) { try W1Probe(role: .pack, id: "auto", devices: bus.path) }
        #expect(error.description.contains("\(second), \(first)"))
        #expect(!error.isTransient)
        #expect(ProbeFault(error) == .several)
    }

    @Test("says several, not missing, when a second one comes while it looks, and finds its own again")
    func severalLater() throws {
        let bus = try Bus()
        var probe = try W1Probe(role: .pack, id: "auto", devices: bus.path)
        #expect(probe.read() == .failure(.missing))
        try bus.plug(first, celsius: 22)
        try bus.plug(second, celsius: 5)
        #expect(probe.read() == .failure(.several))
        bus.folder.remove(second)
        #expect(probe.read() == .success(.celsius(22)))
    }

    @Test(
        "is refused by an id that no DS18B20 has",
        arguments: [
            "", "28", "28-", "28-0123456789a", "28-0123456789abc", "10-0123456789ab", "28-0123456789AB", "../x",
        ])
    func malformed(id: String) throws {
        let bus = try Bus(first)
        let error = LinuxBoardError.malformedProbeID(
            source: "w1", id: id, expected: "one like \"28-0123456789ab\"")
        #expect(throws: error) { try W1Probe(role: .pack, id: id, devices: bus.path) }
    }

    @Test("may come later: it is missing until then, and for who asks, with what there is", arguments: ["auto", first])
    func late(id: String) throws {
        let bus = try Bus()
        let error = LinuxBoardError.noProbe(source: "w1", id: id, directory: bus.path, found: [])
        #expect(throws: error) { try W1Probe.resolve(id, in: bus.path) }
        #expect(error.isTransient)
        var probe = try W1Probe(role: .skin, id: id, devices: bus.path)
        #expect(probe.read() == .failure(.missing))
        try bus.plug(first, celsius: 22)
        #expect(probe.read() == .success(.celsius(22)))
    }

    @Test("without a bus at all is missing")
    func noBus() throws {
        var probe = try W1Probe(role: .pack, id: "auto", devices: "/nonexistent")
        #expect(probe.read() == .failure(.missing))
    }

    @Test("recovers when it is unplugged and plugged in again", arguments: ["auto", first])
    func replugged(id: String) throws {
        let bus = try Bus(first)
        var probe = try W1Probe(role: .pack, id: id, devices: bus.path)
        #expect(probe.read() == .success(.celsius(4)))
        bus.folder.remove(first)
        #expect(probe.read() == .failure(.missing))
        #expect(probe.read() == .failure(.missing))
        try bus.plug(first, celsius: 6)
        #expect(probe.read() == .success(.celsius(6)))
    }

    @Test("found by itself may be replaced by another one")
    func replaced() throws {
        let bus = try Bus(first)
        var probe = try W1Probe(role: .pack, id: "auto", devices: bus.path)
        bus.folder.remove(first)
        try bus.plug(second, celsius: 9)
        #expect(probe.read() == .failure(.missing))
        #expect(probe.read() == .success(.celsius(9)))
    }

    @Test("found by itself stays the same one when another comes, a bad read in between or not")
    func joined() throws {
        let bus = try Bus(first)
        var probe = try W1Probe(role: .pack, id: "auto", devices: bus.path)
        try bus.plug(second, celsius: 30)
        #expect(probe.read() == .success(.celsius(4)))
        try bus.folder.write("\(first)/w1_slave", "")
        #expect(probe.read() == .failure(.empty))
        try bus.plug(first, celsius: 5)
        #expect(probe.read() == .success(.celsius(5)))
    }

    @Test("given by its id never becomes another one")
    func notReplaced() throws {
        let bus = try Bus(first)
        var probe = try W1Probe(role: .pack, id: first, devices: bus.path)
        bus.folder.remove(first)
        try bus.plug(second, celsius: 9)
        #expect([probe.read(), probe.read()] == [.failure(.missing), .failure(.missing)])
    }

    @Test("gives an empty read as a fault, never the last value again")
    func empty() throws {
        let bus = try Bus(first)
        var probe = try W1Probe(role: .pack, id: first, devices: bus.path)
        #expect(probe.read() == .success(.celsius(4)))
        try bus.folder.write("\(first)/w1_slave", "")
        #expect(probe.read() == .failure(.empty))
    }

    @Test("gives a file that cannot be read as a fault")
    func unreadable() throws {
        let bus = try Bus()
        bus.folder.makeFolder("\(first)/w1_slave")
        var probe = try W1Probe(role: .pack, id: first, devices: bus.path)
        #expect(probe.read() == .failure(.empty))
        bus.folder.remove("\(first)/w1_slave")
        #expect(probe.read() == .failure(.missing))
    }

    @Test(
        "that gives nothing is asked why: the driver prints the error as its resolution",
        arguments: [
            // EIO: the checksum was wrong. ENODEV: nobody on the bus.
            ("-5\n", ProbeFault.crc), ("-19\n", .missing),
            // An interruption, or the bytes are right again by now.
            ("-4\n", .empty), ("12\n", .empty), ("", .empty), ("what\n", .empty), ("-99999999999\n", .empty),
            ("-2147483648\n", .empty),
        ])
    func reason(resolution: String, fault: ProbeFault) throws {
        let bus = try Bus(first)
        try bus.folder.write("\(first)/w1_slave", "")
        try bus.folder.write("\(first)/resolution", resolution)
        var probe = try W1Probe(role: .pack, id: "auto", devices: bus.path)
        #expect(probe.read() == .failure(fault))
    }

    @Test("that answers is not asked why it once did not")
    func answersAgain() throws {
        let bus = try Bus(first)
        try bus.folder.write("\(first)/resolution", "-5\n")
        var probe = try W1Probe(role: .pack, id: "auto", devices: bus.path)
        #expect(probe.read() == .success(.celsius(4)))
    }

    @Test(
        "gives no bytes of an earlier conversion: the driver must have waited for the resolution that they have",
        arguments: [
            // Read while the data line was held low, a resolution is nine bits.
            ("95\n", Reading.failure(.stale)), ("190\n", .failure(.stale)), ("375\n", .failure(.stale)),
            // Measured, for a sensor that is faster; and what there is no word about.
            ("750\n", .success(.celsius(4))), ("60\n", .success(.celsius(4))), ("720\n", .success(.celsius(4))),
            ("", .success(.celsius(4))), ("what\n", .success(.celsius(4))),
        ])
    func outdated(waited: String, reading: Reading) throws {
        let bus = try Bus(first)
        try bus.folder.write("\(first)/conv_time", waited)
        var probe = try W1Probe(role: .pack, id: "auto", devices: bus.path)
        #expect(probe.read() == reading)
    }

    @Test("keeps the driver's features as they are: its own check would take the name from a power-on value")
    func features() throws {
        let bus = try Bus(first)
        try bus.folder.write("\(first)/features", "0\n")
        var probe = try W1Probe(role: .pack, id: "auto", devices: bus.path)
        _ = probe.read()
        #expect(try Sysfs.read("\(bus.path)/\(first)/features") == "0\n")
    }
}
