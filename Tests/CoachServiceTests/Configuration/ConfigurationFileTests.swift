import Glibc
import TestSupport
import Testing

@testable import CoachService

@Suite("The configuration's file")
struct ConfigurationFileTests {
    @Test("the option comes before the variable, and the variable before the standard path")
    func whichFile() {
        #expect(ConfigurationFile.path(option: "/a", variable: "/b") == "/a")
        #expect(ConfigurationFile.path(option: nil, variable: "/b") == "/b")
        #expect(ConfigurationFile.path(option: nil, variable: "") == "/etc/packcoach/config.toml")
        #expect(ConfigurationFile.path(option: nil, variable: nil) == "/etc/packcoach/config.toml")
    }

    @Test("a file is read whole, and its mistakes carry its name")
    func reads() throws {
        let directory = try TestDirectory()
        let comment = String(repeating: "# a long line of comment\n", count: 1000)
        let good = try directory.write("good.toml", Array("\(comment)[about]\nname = \"Zoë\"\n".utf8))
        #expect(try Configuration.load(path: good).about.name == "Zoë")
        let bad = try directory.write("bad.toml", Array("\(comment)[ice]\nrest = \"1h\"\n".utf8))
        #expect(
            error(of: bad)?.description
                == "\(bad):1002: ice.rest: 1h is too short; safety allows \"2h\" to \"24h\"")
        #expect(error(of: bad)?.isMissingFile == false)
    }

    @Test("a file that is not there is said to be missing, with what to do")
    func missing() {
        let error = error(of: "/nowhere/config.toml")
        #expect(
            error?.description
                == "/nowhere/config.toml: cannot be read: No such file or directory; copy the example there, "
                + "config.toml of Hardware/ or /usr/share/doc/packcoach/examples/, or name another file with --config or "
                + "PACKCOACH_CONFIG")
        #expect(error?.isMissingFile == true)
    }

    @Test("a directory is no configuration")
    func directory() {
        #expect(
            error(of: "/")?.description
                == "/: cannot be read: Is a directory; name a file with --config or PACKCOACH_CONFIG")
    }

    @Test("a file that never ends is not read to its end")
    func endless() {
        #expect(
            error(of: "/dev/zero")?.description
                == "/dev/zero: is longer than 262144 bytes; is it a configuration?")
    }

    @Test("a file that is not UTF-8 is refused with the line")
    func latin1() throws {
        let directory = try TestDirectory()
        let file = try directory.write("latin1.toml", Array("[about]\nname = \"Zo".utf8) + [0xEB] + Array("\"\n".utf8))
        #expect(error(of: file)?.description == "\(file):2: is no UTF-8 text; save it as UTF-8 in the editor")
    }

    @Test("a file that may not be read is said to be so", .enabled(if: geteuid() != 0, "root may read everything"))
    func forbidden() throws {
        let directory = try TestDirectory()
        let file = try directory.write("secret.toml", [])
        chmod(file, 0)
        #expect(
            error(of: file)?.description
                == "\(file): cannot be read: Permission denied; it holds no secrets, so let everybody read it: "
                + "sudo chmod a+r \(file)")
    }

    @Test(
        "the database is found by its line alone, however it is quoted",
        arguments: [
            ("database = \"/a b.db\"  # here", "/a b.db"), ("database = '/a.db'", "/a.db"),
            ("\"database\" = \"/\\u0061.db\"", "/a.db"), ("database = \"/a.db", "/a.db"), ("database = \"a.db\"", nil),
            ("database = 7", nil),
        ] as [(String, String?)])
    func database(line: String, path: String?) throws {
        let directory = try TestDirectory()
        let file = try directory.write("broken.toml", Array("[ice\n\(line)\nrest = 3\n".utf8))
        #expect(Configuration.database(namedIn: file) == path)
    }

    private func error(of path: String) -> ConfigurationError? {
        do {
            _ = try Configuration.load(path: path)
            return nil
        } catch {
            return error
        }
    }
}
