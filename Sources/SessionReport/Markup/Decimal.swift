/// Beyond this a number is written with an exponent.
private let most = 1e15

/// A number with at most so many decimals, without zeros at its end: `12.5`, `-3`.
///
/// - Parameter places: 0 to 3.
func decimal(_ value: Double, places: Int) -> String {
    // A dose may be beyond all figures.
    guard abs(value) < most else { return "\(value)" }
    let scale = [1, 10, 100, 1000][places]
    let scaled = Int((value * Double(scale)).rounded())
    let (whole, rest) = abs(scaled).quotientAndRemainder(dividingBy: scale)
    let sign = scaled < 0 ? "-" : ""
    guard rest > 0 else { return "\(sign)\(whole)" }
    var digits = String(rest)
    digits = String(repeating: "0", count: places - digits.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(sign)\(whole).\(digits)"
}

/// A number with exactly so many decimals, as in a column of figures: `3.0`.
///
/// - Parameter places: 0 to 3.
package func fixed(_ value: Double, places: Int) -> String {
    let text = decimal(value, places: places)
    guard places > 0, abs(value) < most else { return text }
    let decimals = text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
    return text + (decimals == 0 ? "." : "") + String(repeating: "0", count: places - decimals)
}
