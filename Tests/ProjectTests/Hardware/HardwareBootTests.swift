import CoachService
import Testing

@testable import packcoach

/// What Hardware/boot.md has people write into config.txt, against what the doctor reads there and advises.
@Suite("Hardware/boot.md")
struct HardwareBootTests {
    private let table: PinTable
    private let page: String

    init() throws {
        table = try PinTable.read()
        page = try #require(ProjectFiles.text(of: "Hardware/boot.md"))
    }

    @Test("the command that puts the bus on the probe's pin is the doctor's, on each Raspberry Pi")
    func command() throws {
        for model in table.boards.filter({ !$0.chip.isEmpty }).flatMap(\.models) {
            let folder = try TemporaryFolder()
            try folder.write("proc/device-tree/model", model)
            try folder.write("boot/firmware/config.txt", "dtparam=audio=on\n[cm4]\notg_mode=1\n")
            let said = Check.overlay.look(Self.patient(SystemFiles(root: folder.path)))
            let remedy = try #require(said.first?.remedy, "\(model)")
            #expect(page.contains("\n\(remedy)\n"), "\(model): \(remedy)")
            #expect(ProjectFiles.text(of: "Hardware/README.md")?.contains("   \(remedy)\n") == true)

            // What it writes there counts on this board, on the probe's pin.
            let quoted = try #require(remedy.split(separator: "'").dropFirst().first)
            let lines = quoted.replacing("\\n", with: "\n")
            let before = try #require(SystemFiles(root: folder.path).text("/boot/firmware/config.txt"))
            try folder.write("boot/firmware/config.txt", before + lines)
            let boot = try #require(Self.patient(SystemFiles(root: folder.path)).boot)
            #expect(PinUses(boot).uses.map(\.pin) == table.lines(of: "probe"))
        }
    }

    @Test("of each line in the table the doctor reads the same GPIO numbers, and the parts that it names are on them")
    func clashes() throws {
        let rows = MarkdownTables(page).rows(under: "line in config.txt")
        #expect(rows.count > 10)
        let folder = try TemporaryFolder()
        try folder.write("proc/device-tree/model", "Raspberry Pi 5 Model B Rev 1.0")
        let model = BoardModel(SystemFiles(root: folder.path))
        for row in rows {
            let line = String(row[0].filter { $0 != "`" })
            let uses = PinUses(BootConfig(path: "config.txt", text: line, model: model)).uses.map(\.pin)
            #expect(uses == row[1].split(separator: ", ").compactMap { Int($0) }, "\(line)")
            let parts = uses.compactMap { table.part(onLine: $0) }.map { part in
                part.hasPrefix("LED") ? part : "the \(part.split(separator: " ").last ?? "")"
            }
            let wanted = parts.isEmpty ? "none" : parts.joined(separator: ", ")
            #expect(row[2] == wanted || row[2].hasPrefix(wanted + ":") || row[2].hasPrefix(wanted + "."), "\(line)")
        }
    }

    @Test("where no probe answers, the doctor asks for the resistor of the table")
    func pullUp() throws {
        let folder = try TemporaryFolder()
        try folder.write("sys/bus/w1/devices/w1_bus_master1/w1_master_slaves", "not found.\n")
        let said = Check.present.look(Self.patient(SystemFiles(root: folder.path))).map(\.message).first
        let resistor = try table.ohms("probe-pullup")
        #expect(said?.contains("with \(resistor) to \(table.header[0])?") == true, "\(said ?? "nothing")")
    }

    @Test("the shutdown button's overlay, put on the coach's button, is found by the doctor")
    func shutdownButton() throws {
        let folder = try TemporaryFolder()
        try folder.write("proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.4")
        try folder.write("boot/firmware/config.txt", "dtoverlay=gpio-shutdown,gpio_pin=17\n")
        let said = Check.pins.look(Self.patient(SystemFiles(root: folder.path)))
        #expect(
            said.map(\.message).first?.hasPrefix("GPIO 17 is the button's, and dtoverlay=gpio-shutdown's too") == true)
    }

    /// A machine with these files and nothing that runs.
    private static func patient(_ files: SystemFiles) -> Patient {
        Patient(
            files: files, configuration: .success(.default),
            header: HeaderFacts(
                chip: .success(HeaderFacts.Chip(path: "/dev/gpiochip0", name: "gpiochip0", label: "", lineCount: 54))),
            unit: nil, service: .failure(.notRunning(path: "")), caller: Caller(user: 0, groups: []),
            clockIsSynchronised: true, throttled: { nil }, sensor: { W1Sensor.examine($0, files, times: 1) },
            logHealth: { _ in .failure(NoLog()) })
    }

    private struct NoLog: Error {}
}
