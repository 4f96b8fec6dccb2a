// The rig's half on the host: works scenarios out into tapes for the guest, and judges what comes back.
//
//   rig-host plan DRIVER FOLDER SCENARIO...    FOLDER/NAME/ for each that this world can play; prints their names
//   rig-host judge DRIVER FOLDER SCENARIO...   holds FOLDER/NAME/ against the scenario and the other worlds
//   rig-host worlds SCENARIO...                plays them on the core alone and on the simulated board
//
// DRIVER is w1 or hwmon. Exit status 1 where something did not come true.
import Glibc

let words = Array(CommandLine.arguments.dropFirst())
do {
    guard let command = words.first, let verb = RigCommand(rawValue: command) else { throw Usage() }
    let succeeded = try verb.run(Array(words.dropFirst()))
    exit(succeeded ? 0 : 1)
} catch {
    let sentence = Array("rig-host: \(error)\n".utf8)
    write(STDERR_FILENO, sentence, sentence.count)
    exit(error is Usage ? 64 : 65)
}
