import CoachCore

extension UnfinishedSession {
    /// What a service that comes back in the same boot goes on with; nil: nothing that a person would notice.
    var takenUpWords: String? {
        if end == nil { return "session \(start.id) goes on" }
        return alarm == nil ? nil : "the alarm of session \(start.id) goes on"
    }
}
