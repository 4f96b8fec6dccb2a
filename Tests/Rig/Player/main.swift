// Plays one boot of a tape in the rig's guest, on a real kernel in virtual time.
//
//   rig-player TAPE-FOLDER OUT-FOLDER BOOT
//
// TAPE-FOLDER holds what the host worked out: tape, config.toml, perhaps history.db. OUT-FOLDER gets what was seen.
// PACKCOACH_BINARY is the program under test, PACKCOACH_ROOT the root in which it runs, if not this one. Exit status 0: the boot was played to its end.
import Glibc

do {
    let words = CommandLine.arguments
    guard words.count == 4, let number = Int(words[3]) else {
        throw Trouble("usage: rig-player TAPE-FOLDER OUT-FOLDER BOOT")
    }
    func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
    guard let binary = variable("PACKCOACH_BINARY") else { throw Trouble("PACKCOACH_BINARY is not set") }
    let tape = try Tape(parsing: File.read(words[1] + "/tape"))
    guard tape.boots.indices.contains(number) else { throw Trouble("the tape has no boot \(number)") }
    let player = try Player(
        tape: tape, number: number, folders: Player.Folders(tape: words[1], out: words[2]), binary: binary,
        root: variable("PACKCOACH_ROOT"))
    try player.play()
} catch {
    let sentence = Array("rig-player: \(error)\n".utf8)
    write(STDERR_FILENO, sentence, sentence.count)
    exit(1)
}
