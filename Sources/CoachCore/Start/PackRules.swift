/// What the pack itself allows: SR-08, judged on one valid sample of each probe.
struct PackRules {
    /// The slide switch; nil where none is fitted.
    var position: Modality?
    /// What a command asked for.
    var request: Modality?

    /// The modality, or why the pack is not one to start with.
    /// - Parameter pack: the pack probe's raw reading; nil where only the skin probe is fitted.
    /// - Parameter skinIsFitted: then the pack's cold limits only warn, down to where no freezer goes.
    func modality(pack: Temperature?, skinIsFitted: Bool) -> Result<Modality, RefusalError> {
        if let position, let request, position != request {
            return .failure(notReady("the switch says \(position.rawValue): move it to \(request.rawValue) first"))
        }
        let wish = position ?? request
        // Without a probe on the pack only a person can say that it is heat.
        guard let pack else { return .success(wish ?? .ice) }
        guard let sensed = Self.sensed(pack) else {
            return .failure(
                notReady(
                    "the pack reads \(pack): \(CoachRules.iceAtMost) or less is ice, "
                        + "\(CoachRules.heatAtLeast) or more is heat"))
        }
        if let wish, wish != sensed {
            let wisher = position == nil ? "you asked for" : "the switch says"
            return .failure(notReady("\(wisher) \(wish.rawValue), but the pack reads \(pack)"))
        }
        if SafetyLimits.hottestPack.isBeyond(pack) {
            return .failure(
                RefusalError(
                    Refusal(
                        .packTooHot, sensed,
                        "the pack reads \(pack), too hot for skin even through a towel: let it cool below "
                            + "\(SafetyLimits.hottestPack.threshold - SafetyLimits.tolerance)")))
        }
        if SafetyLimits.coldestPack.isBeyond(pack), !skinIsFitted || SafetyLimits.beyondFreezer.isBeyond(pack) {
            return .failure(
                RefusalError(
                    Refusal(
                        .packTooCold, sensed,
                        "the pack reads \(pack), colder than skin bears: thaw first, about half an hour at room "
                            + "temperature")))
        }
        return .success(sensed)
    }

    private static func sensed(_ pack: Temperature) -> Modality? {
        if pack <= CoachRules.iceAtMost { return .ice }
        return pack >= CoachRules.heatAtLeast ? .heat : nil
    }

    private func notReady(_ sentence: String) -> RefusalError {
        RefusalError(Refusal(.packNotReady, position ?? request, sentence))
    }
}

/// A refusal as an error, for results.
struct RefusalError: Error {
    let refusal: Refusal
    init(_ refusal: Refusal) { self.refusal = refusal }
}
