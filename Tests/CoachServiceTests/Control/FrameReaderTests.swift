import Testing

@testable import CoachService

@Suite("Varlink's frames")
struct FrameReaderTests {
    private func frames(_ pieces: String..., limit: Int = 16) throws -> [String] {
        var reader = FrameReader(limit: limit)
        var frames: [String] = []
        for piece in pieces {
            reader.append(piece.utf8)
            while let frame = try reader.next() { frames.append(String(decoding: frame, as: UTF8.self)) }
        }
        return frames
    }

    @Test("a message ends at its zero byte, wherever the reads end")
    func pieces() throws {
        #expect(try frames("one\0") == ["one"])
        #expect(try frames("o", "n", "e", "\0") == ["one"])
        #expect(try frames("one\0two\0") == ["one", "two"])
        #expect(try frames("one\0tw", "o\0thr", "ee") == ["one", "two"])
        #expect(try frames("\0\0") == ["", ""])
        #expect(try frames("") == [])
    }

    @Test("the longest message passes, and one byte more does not, whether or not its end has come")
    func limit() throws {
        #expect(try frames("0123456789abcdef\0") == ["0123456789abcdef"])
        #expect(throws: FrameReader.TooLong.self) { try frames("0123456789abcdefg\0") }
        #expect(throws: FrameReader.TooLong.self) { try frames("0123456789abcdefg") }
        // It counts for each message, not for what was read before.
        #expect(try frames("0123456789\0" + "0123456789\0", "0123456789\0") == .init(repeating: "0123456789", count: 3))
    }

    @Test("what was looked through is not looked through again")
    func searched() throws {
        var reader = FrameReader(limit: 16)
        #expect(!reader.mayHoldMessage)
        reader.append("half".utf8)
        #expect(reader.mayHoldMessage)
        #expect(try reader.next() == nil)
        #expect(!reader.mayHoldMessage)
        reader.append("\0half".utf8)
        #expect(try reader.next() == Array("half".utf8) + Array("".utf8))
        #expect(reader.mayHoldMessage)
    }
}
