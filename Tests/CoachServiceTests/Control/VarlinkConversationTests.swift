import Testing

@testable import CoachService

@Suite("One connection's conversation")
struct VarlinkConversationTests {
    private func bytes(_ calls: String...) -> [UInt8] { calls.flatMap { Array($0.utf8) + [0] } }

    private func text(_ conversation: VarlinkConversation) -> String {
        String(decoding: conversation.output, as: UTF8.self)
    }

    @Test("calls are answered one after the other, in the order in which they came")
    func order() throws {
        var conversation = VarlinkConversation()
        conversation.receive(bytes(#"{"method":"a.First"}"#, #"{"method":"a.Second"}"#))
        #expect(try conversation.nextCall()?.method == "a.First")
        #expect(conversation.isBusy && !conversation.isListening)
        #expect(try conversation.nextCall() == nil, "the first was not answered yet")
        conversation.answer(Array("1".utf8))
        #expect(try conversation.nextCall() == nil, "the answer was not read yet")
        #expect(!conversation.isBusy && !conversation.mayHoldCall)
        conversation.sent(1)
        #expect(conversation.mayHoldCall)
        #expect(try conversation.nextCall()?.method == "a.Second")
        conversation.answer(Array("2".utf8))
        #expect(text(conversation) == "2")
        conversation.sent(1)
        #expect(try conversation.nextCall() == nil)
        #expect(conversation.isListening && !conversation.mayHoldCall)
    }

    @Test("a oneway call is carried out and not answered")
    func oneway() throws {
        var conversation = VarlinkConversation()
        conversation.receive(bytes(#"{"method":"a.First","oneway":true}"#, #"{"method":"a.Second"}"#))
        #expect(try conversation.nextCall()?.isOneway == true)
        conversation.answer(Array("1".utf8))
        #expect(conversation.output.isEmpty)
        #expect(try conversation.nextCall()?.method == "a.Second")
    }

    @Test("a stream goes on until its reader is too slow, and takes no further call")
    func stream() throws {
        var conversation = VarlinkConversation()
        let message = [UInt8](repeating: 1, count: 1000)
        try conversation.stream(message)
        #expect(conversation.output.isEmpty, "there is no stream yet")
        conversation.receive(bytes(#"{"method":"a.Watch","more":true}"#, #"{"method":"a.Second"}"#))
        #expect(try conversation.nextCall()?.wantsMore == true)
        conversation.beginStream()
        #expect(conversation.isStreaming && conversation.isBusy && !conversation.isListening)
        for _ in 1...200 {
            try conversation.stream(message)
            conversation.sent(1000)
        }
        #expect(try conversation.nextCall() == nil)
        for _ in 1...VarlinkConversation.longestOutput / 1000 { try conversation.stream(message) }
        #expect(throws: VarlinkConversation.Broken.slowReader) { try conversation.stream(message) }
        #expect(conversation.output.count <= VarlinkConversation.longestOutput)
        conversation.dropOutput()
        #expect(conversation.output.isEmpty)
    }

    @Test("what is no call, or too long for one, breaks it")
    func broken() {
        var nonsense = VarlinkConversation()
        nonsense.receive(bytes("GET / HTTP/1.1"))
        #expect(throws: VarlinkConversation.Broken.malformed) { try nonsense.nextCall() }
        var endless = VarlinkConversation()
        endless.receive([UInt8](repeating: UInt8(ascii: " "), count: VarlinkConversation.longestCall + 1))
        #expect(throws: VarlinkConversation.Broken.tooLong) { try endless.nextCall() }
    }

    @Test("messages are written as the protocol has them")
    func messages() {
        func text(_ message: [UInt8]) -> String { String(decoding: message, as: UTF8.self) }
        let parameters = ["path": "/run/packcoach"]
        #expect(text(VarlinkMessage.reply(parameters)) == #"{"parameters":{"path":"/run/packcoach"}}"# + "\0")
        #expect(
            text(VarlinkMessage.reply(parameters, continues: true))
                == #"{"continues":true,"parameters":{"path":"/run/packcoach"}}"# + "\0")
        #expect(text(VarlinkMessage.reply(NoParameters())) == #"{"parameters":{}}"# + "\0")
        #expect(
            text(VarlinkMessage.error(.invalidParameter("at")))
                == #"{"error":"org.varlink.service.InvalidParameter","parameters":{"parameter":"at"}}"# + "\0")
        #expect(
            text(VarlinkMessage.call("a.B", NoParameters(), more: true))
                == #"{"method":"a.B","more":true,"parameters":{}}"# + "\0")
    }
}
