import Testing

@testable import CoachService

@Suite("Varlink's calls")
struct VarlinkCallTests {
    private struct Sample: Codable, Equatable {
        var name: String?
        var count: Int?
    }

    private func call(_ text: String) throws -> VarlinkCall { try VarlinkCall(frame: Array(text.utf8)) }

    @Test("a call has a method, and how it is to be answered")
    func whole() throws {
        let plain = try call(#"{"method":"org.example.Ping"}"#)
        #expect(plain.method == "org.example.Ping")
        #expect(plain.nameParts == ("org.example", "Ping"))
        #expect(!plain.isOneway && !plain.wantsMore && !plain.wantsUpgrade)
        #expect(plain.parameterNames.isEmpty)
        #expect(try call(#"{"method":"a.B","oneway":true}"#).isOneway)
        #expect(try call(#"{"method":"a.B","more":true,"oneway":false}"#).wantsMore)
        #expect(try call(#"{"method":"a.B","upgrade":true}"#).wantsUpgrade)
        #expect(try call(#"{"method":"a.B","parameters":null,"more":null,"new-in-2030":[1]}"#).parameterNames.isEmpty)
        #expect(try call(#"{"method":"nodots"}"#).nameParts == ("", "nodots"))
    }

    @Test(
        "what is no call is told from one",
        arguments: [
            "", " ", "null", "7", "[]", "{}", "{", #"{"method":7}"#, #"{"method":null}"#, #"{"method":"a.B""#,
            #"{"method":"a.B","more":"yes"}"#, #"{"method":"a.B","oneway":1}"#, #"{"method":"a.B","parameters":[]}"#,
            #"{"method":"a.B","parameters":"x"}"#, #"{"method":"a.B"} {"method":"a.B"}"#,
            #"{"method":"a.B","oneway":true,"more":true}"#, #"{"method":"a.B","oneway":true,"upgrade":true}"#,
            #"{"method":"a.B","more":true,"upgrade":true}"#, "not JSON", #"{method:"a.B"}"#,
        ])
    func malformed(text: String) {
        #expect(throws: VarlinkCall.Malformed.self) { try call(text) }
    }

    @Test("neither is what is no UTF-8, or nested without end")
    func hostile() {
        let bad: [[UInt8]] = [
            [0xff, 0xfe, 0x7b], Array(#"{"method":"a."#.utf8) + [0xc3, 0x28] + Array(#""}"#.utf8),
            // A surrogate, and a character in more bytes than it takes.
            Array(#"{"method":""#.utf8) + [0xed, 0xa0, 0x80] + Array(#""}"#.utf8),
            Array(#"{"method":""#.utf8) + [0xc0, 0xaf] + Array(#""}"#.utf8),
            [UInt8](repeating: UInt8(ascii: "["), count: VarlinkConversation.longestCall),
            Array(#"{"method":"a.B","parameters":"#.utf8) + [UInt8](repeating: UInt8(ascii: "["), count: 16000),
            Array(String(repeating: #"{"parameters":"#, count: 1100).utf8),
        ]
        for frame in bad {
            #expect(throws: VarlinkCall.Malformed.self) { try VarlinkCall(frame: frame) }
        }
    }

    @Test("parameters are read as what they are to be; null is as good as left out")
    func parameters() throws {
        let full = try call(#"{"method":"a.B","parameters":{"name":"x","count":3}}"#)
        #expect(full.parameterNames == ["name", "count"])
        #expect(try full.parameters(Sample.self) == Sample(name: "x", count: 3))
        let null = try call(#"{"method":"a.B","parameters":{"name":null}}"#)
        #expect(null.parameterNames.isEmpty)
        #expect(try null.parameters(Sample.self) == Sample())
        #expect(try call(#"{"method":"a.B"}"#).parameters(Sample.self) == Sample())
    }

    @Test(
        "the parameter that is wrong is named",
        arguments: [
            (#"{"name":7}"#, "name"), (#"{"name":"x","count":"3"}"#, "count"), (#"{"count":true}"#, "count"),
            (#"{"name":{"deep":1}}"#, "name"),
        ])
    func wrong(parameters: String, name: String) throws {
        let wrong = try call(#"{"method":"a.B","parameters":"# + parameters + "}")
        #expect(throws: VarlinkError.invalidParameter(name)) { try wrong.parameters(Sample.self) }
    }

    @Test("a parameter that is missing is named, too")
    func missing() throws {
        let lacking = try call(#"{"method":"a.B"}"#)
        #expect(throws: VarlinkError.invalidParameter("interface")) { try lacking.parameters(InterfaceName.self) }
    }
}
