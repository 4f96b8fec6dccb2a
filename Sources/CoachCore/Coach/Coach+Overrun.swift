/// What goes on after an end until the pack is off.
extension Coach {
    /// Keeps what the probes say while an alarm asks for the pack: it shows whether it was still on.
    ///
    /// For no longer than the skin's limits stay armed: an alarm that nobody hears must not wear out the card.
    mutating func logOverrun(_ sample: Sample) {
        guard case .removal = phase, let ended = aftermath, !ended.isFromEarlierBoot,
            sample.at <= ended.end.at + CoachRules.armedAfterEnd
        else { return }
        emit(.log(.sample(session: ended.session.start.id, sample)))
    }

    /// SR-13: heat that stays on after the end counts for the day as well, in the log and for the next start.
    /// - Parameter isLast: nothing more will be told of this session; else each whole CEM43 minute is enough.
    mutating func tellDose(isLast: Bool) {
        guard var ended = aftermath, let measured = ended.session.monitor.doseMinutes else { return }
        let dose = ended.doseBefore + measured
        guard isLast ? dose > ended.toldDose : dose.rounded(.down) > ended.toldDose else { return }
        ended.toldDose = dose
        aftermath = ended
        let id = ended.session.start.id
        emit(.log(.measured(session: id, minimum: ended.session.lowest, maximum: ended.session.highest, dose: dose)))
        if var own = ownSessions[id] {
            own.dose = dose
            remember(own)
        } else if var past = history.sessions.first(where: { $0.id == id }) {
            // The log still knows better than we do when that was.
            past.dose = dose
            keep(past)
        }
    }
}
