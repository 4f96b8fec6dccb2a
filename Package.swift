// swift-tools-version: 6.0
import PackageDescription

// Continuous integration sets this; a newer compiler's new warnings must not stop a board from building.
let strict: [SwiftSetting] =
    Context.environment["PACKCOACH_STRICT"] == nil ? [] : [.unsafeFlags(["-warnings-as-errors"])]

// What only the dynamic linker writes is read-only from the start on; what nobody calls is not kept for plug-ins.
let program: [LinkerSetting] = [
    .unsafeFlags(["-z", "relro", "-z", "now", "--no-export-dynamic"].flatMap { ["-Xlinker", $0] })
]

let package = Package(
    name: "packcoach",
    products: [.executable(name: "packcoach", targets: ["packcoach"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        // The rules: pure, synchronous, no clock, no Foundation.
        .target(name: "CoachCore", swiftSettings: strict),
        // What a board is: its readings, its faults, its button; no kernel, no simulation.
        .target(name: "BoardHAL", dependencies: ["CoachCore"], swiftSettings: strict),
        // C libraries of the distribution.
        .systemLibrary(name: "CGPIOD"),
        .systemLibrary(name: "CSystemd"),
        .systemLibrary(name: "CSQLite"),
        // Linux's own calls that Swift's Glibc module leaves out.
        .systemLibrary(name: "CLinux"),
        // The board on Linux: libgpiod, w1 and hwmon.
        .target(name: "BoardLinux", dependencies: ["CoachCore", "BoardHAL", "CGPIOD"], swiftSettings: strict),
        // The board in memory: the pack, cloth and skin model, contact bounce, sensor faults.
        .target(name: "BoardSim", dependencies: ["CoachCore", "BoardHAL"], swiftSettings: strict),
        // The log on SQLite.
        .target(name: "SessionLog", dependencies: ["CoachCore", "CSQLite"], swiftSettings: strict),
        // The service: one loop, recovery, configuration.
        .target(
            name: "CoachService",
            dependencies: ["CoachCore", "BoardHAL", "SessionLog", "CLinux", "CSystemd", "TOMLKit"],
            swiftSettings: strict),
        // The page for a physiotherapist: its own small writer of HTML and SVG.
        .target(name: "SessionReport", dependencies: ["CoachCore", "SessionLog"], swiftSettings: strict),
        // The whole service in virtual time: simulated loop, scenarios.
        .target(
            name: "CoachSimulation", dependencies: ["CoachCore", "BoardHAL", "BoardSim", "SessionLog", "CoachService"],
            swiftSettings: strict),
        // Subcommands and the composition root.
        .executableTarget(
            name: "packcoach",
            dependencies: [
                "CoachCore", "BoardHAL", "BoardLinux", "BoardSim", "SessionLog", "SessionReport", "CoachService",
                "CoachSimulation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict, linkerSettings: program),

        // The kernel rig: works scenarios out and judges what comes back; plays them in the guest.
        .executableTarget(
            name: "rig-host",
            dependencies: ["CoachCore", "BoardHAL", "BoardSim", "SessionLog", "CoachService", "CoachSimulation"],
            path: "Tests/Rig/Host", swiftSettings: strict),
        .target(name: "CGuest", path: "Tests/Rig/CGuest"),
        .executableTarget(
            name: "rig-player", dependencies: ["CGuest"], path: "Tests/Rig/Player", swiftSettings: strict),

        // Thousands of simulated days against an oracle; see Tests/soak.
        .executableTarget(
            name: "soak", dependencies: ["CoachSimulation", "CoachService", "BoardSim", "SessionLog", "CSQLite"],
            path: "Tests/Soak", swiftSettings: strict),
        .testTarget(name: "SoakTests", dependencies: ["soak"], swiftSettings: strict),

        // What tests of several modules need: directories, files, seeded numbers.
        .target(name: "TestSupport", path: "Tests/Support", swiftSettings: strict),
        // What holds the project's own lists together: code, tests and papers.
        .testTarget(
            name: "ProjectTests",
            dependencies: [
                "packcoach", "CoachCore", "CoachService", "BoardHAL", "BoardLinux", "TestSupport", "TOMLKit",
            ],
            swiftSettings: strict),
        .testTarget(name: "CoachCoreTests", dependencies: ["CoachCore"], swiftSettings: strict),
        .testTarget(
            name: "BoardHALTests", dependencies: ["CoachCore", "BoardHAL", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "BoardLinuxTests", dependencies: ["CoachCore", "BoardHAL", "BoardLinux", "CGPIOD", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "BoardSimTests", dependencies: ["CoachCore", "BoardHAL", "BoardSim", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "SessionLogTests", dependencies: ["CoachCore", "CSQLite", "SessionLog", "TestSupport"],
            exclude: ["Released"], swiftSettings: strict),
        .testTarget(
            name: "CoachServiceTests",
            dependencies: ["CoachCore", "BoardHAL", "SessionLog", "CoachService", "CLinux", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "SessionReportTests",
            dependencies: ["CoachCore", "SessionReport", "SessionLog", "CoachSimulation", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "CoachSimulationTests", dependencies: ["CoachCore", "BoardSim", "CoachSimulation", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "packcoachTests",
            dependencies: [
                "packcoach", "CoachCore", "CoachService", "SessionLog", "BoardHAL", "BoardLinux", "TestSupport",
            ],
            swiftSettings: strict),
        // Everything that reads from outside, given what nobody meant it to get; Tests/fuzz does so for longer.
        .testTarget(
            name: "FuzzingTests",
            dependencies: [
                "packcoach", "CoachCore", "BoardHAL", "BoardLinux", "BoardSim", "SessionLog", "CoachService",
                "CoachSimulation", "TestSupport",
            ],
            path: "Tests/Fuzzing", exclude: ["Engine", "Corpus"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
