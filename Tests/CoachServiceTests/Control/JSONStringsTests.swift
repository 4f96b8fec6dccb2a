import Testing

@testable import CoachService

@Suite("The strings of a message, before it is decoded")
struct JSONStringsTests {
    @Test(
        "those of JSON pass, whatever stands between them",
        arguments: [
            "", "{}", #"{"method":"a.B"}"#, #"{"a\"b":"\\","c":"\u00e4\ud83d\ude00 ä"}"#, "{\n\t\"a\" : 1\r\n}",
            #"not JSON at all: "but its strings are""#,
        ])
    func sound(text: String) {
        #expect(JSONStrings.areSound(Array(text.utf8)))
    }

    @Test(
        "one that is cut off, holds a control character or a wrong escape does not",
        arguments: [
            #"{"a"#, "{\"a\u{15}\":1}", "{\"a\nb\":1}", #"{"a\x":1}"#, #"{"\u12":1}"#, #"{"\u12g4":1}"#, #""\"#,
            #""\ud800""#, #""\ud800\u0041""#, #""\udc00""#, #""\ud800\n""#,
        ])
    func unsound(text: String) {
        #expect(!JSONStrings.areSound(Array(text.utf8)))
    }

    @Test("what is no UTF-8 does not")
    func noUTF8() {
        #expect(!JSONStrings.areSound([0x22, 0xff, 0x22]))
    }
}
