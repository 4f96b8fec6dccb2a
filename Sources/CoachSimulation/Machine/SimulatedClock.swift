import CoachCore

/// The wall clock of a simulated machine. It goes on through a power cut and can be set, as a real one can.
struct SimulatedClock {
    /// What it shows at a time since the machine was made is this and that time.
    private var wallAtZero: WallTime
    /// The kernel holds it to be synchronised.
    var isSynchronised: Bool

    init(wall: WallTime, synchronised: Bool) {
        wallAtZero = wall
        isSynchronised = synchronised
    }

    func wall(at time: Duration) -> WallTime { wallAtZero + time }

    mutating func jump(by duration: Duration) { wallAtZero = wallAtZero + duration }

    mutating func set(_ wall: WallTime, at time: Duration) { wallAtZero = wall - time }
}
