import CoachCore
import Testing

@testable import CoachService

@Suite("What clients may ask for")
struct ControlRequestTests {
    private func request(_ method: String, _ parameters: String = "{}", _ more: String = "", isAllowed: Bool = true)
        throws -> ControlRequest
    {
        let frame = Array(#"{"method":"\#(method)","parameters":\#(parameters)\#(more)}"#.utf8)
        return try ControlRequest(VarlinkCall(frame: frame), isAllowed: isAllowed)
    }

    @Test("each method leads to what its name says")
    func methods() throws {
        #expect(try request("org.varlink.service.GetInfo") == .information)
        #expect(
            try request("org.varlink.service.GetInterfaceDescription", #"{"interface":"io.packcoach"}"#)
                == .description(of: "io.packcoach"))
        #expect(try request("io.packcoach.Status") == .status)
        #expect(try request("io.packcoach.Start") == .command(.start(nil, overrideReason: nil)))
        #expect(
            try request("io.packcoach.Start", #"{"modality":"heat","override_rest":"physio"}"#)
                == .command(.start(.heat, overrideReason: "physio")))
        #expect(try request("io.packcoach.Stop") == .command(.stop))
        #expect(try request("io.packcoach.Acknowledge") == .command(.acknowledge))
        #expect(try request("io.packcoach.MarkRun") == .mark([.run], at: nil))
        #expect(
            try request("io.packcoach.MarkRun", #"{"sore":true,"at":"1970-01-01T00:00:01Z"}"#)
                == .mark([.run, .onset], at: WallTime(milliseconds: 1000)))
        #expect(try request("io.packcoach.MarkRun", #"{"sore":false}"#) == .mark([.run], at: nil))
        #expect(
            try request("io.packcoach.MarkOnset", #"{"at":"1970-01-01T01:00:00+01:00"}"#)
                == .mark([.onset], at: WallTime(milliseconds: 0)))
        #expect(try request("io.packcoach.ClearOnset") == .mark([.onsetCleared], at: nil))
        #expect(
            try request("io.packcoach.Test", #"{"leds":"1010","buzzer":true}"#)
                == .command(.test(LEDFrame(bits: 0b0101, count: 4), buzzer: true)))
        #expect(try request("io.packcoach.Monitor", "{}", #","more":true"#) == .monitor)
    }

    @Test("every method that is described can be called, and every error that is sent is described")
    func described() throws {
        for description in VarlinkDescription.all {
            #expect(!description.methods.isEmpty)
            for method in description.methods.keys {
                do {
                    _ = try request("\(description.interface).\(method)", "{}", #","more":true"#)
                } catch VarlinkError.invalidParameter(let name) where ["interface", "leds"].contains(name) {
                    // The two methods that need a parameter.
                }
            }
        }
        for name in ControlError.Name.allCases {
            #expect(VarlinkDescription.packcoach.text.contains("\nerror \(name.rawValue) ("))
            #expect(ControlError.Name(full: "io.packcoach.\(name.rawValue)") == name)
        }
        let errors: [VarlinkError] = [
            .interfaceNotFound("x"), .methodNotFound("x"), .methodNotImplemented("x"), .invalidParameter("x"),
            .permissionDenied, .expectedMore,
        ]
        for error in errors {
            let word = error.name.dropFirst("org.varlink.service.".count)
            #expect(VarlinkDescription.service.text.contains("\nerror \(word) ("))
        }
        #expect(VarlinkDescription.packcoach.methods["Start"] == ["modality", "override_rest"])
        #expect(VarlinkDescription.packcoach.methods["Stop"] == [])
    }

    @Test(
        "what there is not is refused by its name",
        arguments: [
            ("io.packcoach.Explode", VarlinkError.methodNotFound("io.packcoach.Explode")),
            ("io.packcoach.status", .methodNotFound("io.packcoach.status")),
            ("io.packcoach.", .methodNotFound("io.packcoach.")),
            ("io.other.Status", .interfaceNotFound("io.other")),
            ("Status", .interfaceNotFound("")),
        ])
    func unknown(method: String, error: VarlinkError) {
        #expect(throws: error) { try request(method) }
    }

    @Test(
        "a parameter that is wrong, misspelt or unknown starts nothing",
        arguments: [
            ("Start", #"{"modality":"cold"}"#, "modality"), ("Start", #"{"modality":1}"#, "modality"),
            ("Start", #"{"modalty":"heat"}"#, "modalty"), ("Start", #"{"override_rest":" "}"#, "override_rest"),
            ("Start", #"{"override_rest":"a\nb"}"#, "override_rest"),
            ("Start", #"{"override_rest":"\u001b[2J"}"#, "override_rest"),
            ("Start", #"{"override_rest":true}"#, "override_rest"), ("Stop", #"{"force":true}"#, "force"),
            ("MarkRun", #"{"at":"yesterday"}"#, "at"), ("MarkRun", #"{"at":"07:30"}"#, "at"),
            ("MarkRun", #"{"at":"1969-12-31T23:59:59Z"}"#, "at"),
            ("MarkOnset", #"{"at":"0026-05-04T00:00:00Z"}"#, "at"),
            ("MarkRun", #"{"sore":"yes"}"#, "sore"), ("MarkOnset", #"{"sore":true}"#, "sore"),
            ("Status", #"{"x":1,"a":2}"#, "a"),
        ])
    func wrong(method: String, parameters: String, name: String) {
        #expect(throws: VarlinkError.invalidParameter(name)) { try request("io.packcoach.\(method)", parameters) }
    }

    @Test("a reason may be as long as a few sentences")
    func reason() {
        #expect(OverrideReason.mistake(in: String(repeating: "ä", count: 250)) == nil)
        #expect(OverrideReason.mistake(in: String(repeating: "ä", count: 250) + "a") != nil)
        #expect(OverrideReason.mistake(in: "") != nil)
    }

    @Test("whoever may not use the coach may only ask what there is")
    func denied() throws {
        #expect(try request("org.varlink.service.GetInfo", isAllowed: false) == .information)
        for method in ["Status", "Stop", "Explode"] {
            #expect(throws: VarlinkError.permissionDenied) { try request("io.packcoach.\(method)", isAllowed: false) }
        }
    }

    @Test("a stream is for those who ask for more, and no other protocol is spoken")
    func how() {
        #expect(throws: VarlinkError.expectedMore) { try request("io.packcoach.Monitor") }
        #expect(throws: VarlinkError.methodNotImplemented("io.packcoach.Status")) {
            try request("io.packcoach.Status", "{}", #","upgrade":true"#)
        }
    }
}
