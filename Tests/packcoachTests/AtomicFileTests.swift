import Glibc
import TestSupport
import Testing

@testable import packcoach

@Suite("A file that is there when it is complete")
struct AtomicFileTests {
    private let place: Place

    init() throws { place = try Place(nil) }

    private var path: String { "\(place.directory)/tmp/out" }

    @Test("until then there is nothing by its name, and nothing is left of one that was given up")
    func complete() throws {
        var file: AtomicFile? = try AtomicFile(path: path, replaces: false)
        try file?.write(Array("half".utf8)[...])
        #expect(!place.names(in: "tmp").contains("out"))
        file = nil
        #expect(place.names(in: "tmp").isEmpty)

        file = try AtomicFile(path: path, replaces: false)
        try file?.write(Array("whole".utf8)[...])
        try file?.commit()
        file = nil
        #expect(place.names(in: "tmp") == ["out"])
        #expect(try Files.contents(of: path) == Array("whole".utf8))
    }

    @Test("one that somebody else makes in the meantime stays, unless it may go")
    func race() throws {
        let file = try AtomicFile(path: path, replaces: false)
        try place.write("tmp/out", "theirs")
        #expect(throws: Failure.self) { try file.commit() }
        #expect(try Files.contents(of: path) == Array("theirs".utf8))
        let other = try AtomicFile(path: path, replaces: true)
        try other.write(Array("ours".utf8)[...])
        try other.commit()
        #expect(try Files.contents(of: path) == Array("ours".utf8))
    }

    @Test("a link stays one, and what it leads to is replaced")
    func symbolicLink() throws {
        try place.write("tmp/target", "old")
        symlink("target", path)
        #expect(throws: Failure.self) { try AtomicFile(path: path, replaces: false) }
        let file = try AtomicFile(path: path, replaces: true)
        try file.write(Array("new".utf8)[...])
        try file.commit()
        #expect(try Files.contents(of: "\(place.directory)/tmp/target") == Array("new".utf8))
        var status = stat()
        #expect(lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    }
}
