import BoardHAL
import CoachCore

/// SR-26: drives LEDs and buzzer where they change, and tells of a board that does not do it.
struct DrivenOutputs {
    /// What is new about the board.
    enum News {
        case failed(BoardFault)
        case worksAgain
    }

    private var shown: Indication?
    private var isFaulty = false

    /// - Returns: nil: it is as before.
    mutating func show(_ wanted: Indication, on surroundings: any Surroundings) -> News? {
        let isNew = shown?.frame != wanted.frame || shown?.buzzer != wanted.buzzer
        shown = wanted
        // A board that failed is tried at every turn: it may be back.
        guard isNew || isFaulty else { return nil }
        let was = isFaulty
        do throws(BoardFault) {
            try surroundings.show(wanted.frame, buzzer: wanted.buzzer)
            isFaulty = false
            return was ? .worksAgain : nil
        } catch {
            isFaulty = true
            return was ? nil : .failed(error)
        }
    }
}
