/// What a session does to the hip. Fixed at the session's start.
public enum Modality: String, CaseIterable, Hashable, Sendable {
    case ice
    case heat
}
