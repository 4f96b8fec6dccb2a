import TestSupport
import Testing

/// The device-tree sources, through the compiler and onto a tree.
@Suite("Hardware/overlays", .enabled(if: Shell.has("dtc"), "device-tree-compiler is not installed"))
struct HardwareOverlayTests {
    /// What of a board's tree they refer to.
    private static let board = """
        /dts-v1/;
        / {
            compatible = "a,board";
            #address-cells = <1>;
            #size-cells = <1>;
            gpio: gpio@1000 { reg = <0x1000 0x100>; gpio-controller; #gpio-cells = <2>; };
            i2c_arm: i2c@2000 { reg = <0x2000 0x100>; status = "disabled"; };
        };

        """

    @Test(
        "each compiles without a warning and goes onto a board's tree",
        arguments: ProjectFiles.all(under: ["Hardware/overlays"], ext: ".dts").map(\.path))
    func compiles(path: String) throws {
        let folder = try Self.merged(path)
        let names = Shell.run("fdtget", "-l", "\(folder.path)/merged.dtb", "/")
        #expect(names.status == 0 && names.output.contains("gpio@1000"), "\(names.output)")
    }

    @Test("the 1-Wire bus is there, on the probe's line, as open drain")
    func oneWire() throws {
        let merged = try Self.merged("Hardware/overlays/w1-gpio-generic.dts")
        let tree = "\(merged.path)/merged.dtb"
        #expect(Shell.run("fdtget", tree, "/onewire", "compatible").output == "w1-gpio\n")
        let controller = Shell.run("fdtget", tree, "/gpio@1000", "phandle").output.trimmedLine
        let table = try PinTable.read()
        let line = try #require(table.lines(of: "probe").first)
        #expect(Shell.run("fdtget", tree, "/onewire", "gpios").output == "\(controller) \(line) 6\n")
    }

    @Test("the sensor on I²C is there, and its bus is on")
    func sensor() throws {
        let merged = try Self.merged("Hardware/overlays/mcp9808.dts")
        let tree = "\(merged.path)/merged.dtb"
        #expect(Shell.run("fdtget", tree, "/i2c@2000", "status").output == "okay\n")
        let node = "/i2c@2000/temperature-sensor@18"
        #expect(Shell.run("fdtget", tree, node, "compatible").output == "jedec,jc-42.4-temp\n")
        #expect(Shell.run("fdtget", "-t", "x", tree, node, "reg").output == "18\n")
    }

    /// A folder with `merged.dtb`: the board's tree and the overlay.
    private static func merged(_ path: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("board.dts", board)
        let sources = [("\(folder.path)/board.dts", "board.dtb"), ("\(Files.project)/\(path)", "overlay.dtbo")]
        for (source, result) in sources {
            let ending = Shell.run("dtc", "-@", "-I", "dts", "-O", "dtb", "-o", "\(folder.path)/\(result)", source)
            try #require(ending.status == 0 && ending.output.isEmpty, "\(path): \(ending.output)")
        }
        let ending = Shell.run(
            "fdtoverlay", "-i", "\(folder.path)/board.dtb", "-o", "\(folder.path)/merged.dtb",
            "\(folder.path)/overlay.dtbo")
        try #require(ending.status == 0, "\(path): \(ending.output)")
        return folder
    }
}

extension String {
    /// Without the line's end.
    fileprivate var trimmedLine: String { String(prefix { $0 != "\n" }) }
}
