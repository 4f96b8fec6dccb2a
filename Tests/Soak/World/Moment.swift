/// Nanoseconds since a life began: true time, which no clock of the machine shows and nobody can set.
typealias Moment = Int64

func milliseconds(_ count: Int64) -> Moment { count * 1_000_000 }
func seconds(_ count: Int64) -> Moment { count * 1_000_000_000 }
func minutes(_ count: Int64) -> Moment { seconds(count * 60) }
func hours(_ count: Int64) -> Moment { seconds(count * 3600) }

/// `2d 03:15:07.250`, for traces.
func clockFace(_ moment: Moment) -> String {
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let milliseconds = moment / 1_000_000
    let (rest, thousandths) = (milliseconds / 1000, milliseconds % 1000)
    let fraction = "\(1000 + thousandths)".dropFirst()
    return "\(rest / 86_400)d \(two(rest / 3600 % 24)):\(two(rest / 60 % 60)):\(two(rest % 60)).\(fraction)"
}
