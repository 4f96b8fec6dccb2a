"""Mutant schemata: the rules with every mutant compiled in, one of which a variable of the environment brings to life.

One build serves all mutants; a build of its own for each would take hours.
"""

from points import BINARY, Point

VARIABLE = "PACKCOACH_MUTANT"

RUNTIME = """
import Glibc

/// The number of the mutant that lives; 0: none.
public let livingMutant = getenv("%s").flatMap { Int(String(cString: $0)) } ?? 0

public func mutantKept(_ id: Int) -> Bool { livingMutant != id }
public func mutantFlag(_ id: Int, _ value: Bool) -> Bool { value != (livingMutant == id) }
public func mutantCondition(_ id: Int, _ value: Bool) -> Bool {
    livingMutant == id ? true : livingMutant == id + 1 ? false : value
}
public func mutantNumber<Value: Numeric>(_ id: Int, _ value: Value) -> Value {
    livingMutant == id ? value + 1 : livingMutant == id + 1 ? value - 1 : value
}
public func mutantFraction(_ id: Int, _ value: Double) -> Double {
    livingMutant == id ? value * 1.001 : livingMutant == id + 1 ? value * 0.999 : value
}
public func mutantTime(_ id: Int, _ value: Duration) -> Duration {
    let step = Duration(secondsComponent: 0, attosecondsComponent: 1_000_000_000_000_000)
    return livingMutant == id ? value + step : livingMutant == id + 1 ? value - step : value
}
public func mutantTemperature(_ id: Int, _ value: Temperature) -> Temperature {
    Temperature(millidegrees: value.millidegrees + (livingMutant == id ? 1 : livingMutant == id + 1 ? -1 : 0))
}

public func mutantMinOf<T: Comparable>(_ id: Int, _ a: T, _ b: T) -> T { livingMutant == id ? Swift.max(a, b) : Swift.min(a, b) }
public func mutantMaxOf<T: Comparable>(_ id: Int, _ a: T, _ b: T) -> T { livingMutant == id ? Swift.min(a, b) : Swift.max(a, b) }
extension Sequence {
    public func mutantMinOf(_ id: Int) -> Element? where Element: Comparable { livingMutant == id ? self.max() : self.min() }
    public func mutantMaxOf(_ id: Int) -> Element? where Element: Comparable { livingMutant == id ? self.min() : self.max() }
    public func mutantMinOf(_ id: Int, by less: (Element, Element) throws -> Bool) rethrows -> Element? {
        try livingMutant == id ? self.max(by: less) : self.min(by: less)
    }
    public func mutantMaxOf(_ id: Int, by less: (Element, Element) throws -> Bool) rethrows -> Element? {
        try livingMutant == id ? self.min(by: less) : self.max(by: less)
    }
}
"""

PRECEDENCE = {"&&": "LogicalConjunctionPrecedence", "||": "LogicalDisjunctionPrecedence", "+": "AdditionPrecedence",
              "-": "AdditionPrecedence", "+=": "AssignmentPrecedence", "-=": "AssignmentPrecedence"}

"""Of an operator: its parameters and result, and what takes its place where the other operator has no meaning."""
COMPARED = ["<T: Comparable>(a: T, b: T) -> Bool"]
EQUATED = ["<T: Equatable>(a: T, b: T) -> Bool"]
JOINED = ["(a: Bool, b: @autoclosure () throws -> Bool) rethrows -> Bool"]
SUMMED = ["<T: AdditiveArithmetic>(a: T, b: T) -> T", "(a: Temperature, b: Temperature) -> Temperature",
          "(a: Instant, b: Duration) -> Instant", "(a: WallTime, b: Duration) -> WallTime"]
LEFT_ALONE = ["(a: String, b: String) -> String", "<T>(a: [T], b: [T]) -> [T]"]
SWAPPED = ["(a: Instant, b: Instant) -> Duration", "(a: WallTime, b: WallTime) -> Duration"]


def operator_name(text: str, number: int) -> str:
    """A name of its own for this use: the operator's own characters, then the number in others."""
    digits = ""
    while number:
        number, digit = divmod(number, 4)
        digits += "^~%|"[digit]
    return text + digits + "^"


def declaration(point: Point) -> str:
    text, use = point.operator
    name, alive = operator_name(text, point.first_id), f"livingMutant == {point.first_id}"
    if use == "prefix":
        return f"prefix operator {name}\nprefix func {name}(a: Bool) -> Bool {{ {alive} ? a : !a }}\n"
    other = BINARY[text]
    lines = [f"infix operator {name}: {PRECEDENCE.get(text, 'ComparisonPrecedence')}\n"]

    def function(signature: str, plain: str, mutated: str) -> None:
        lines.append(f"func {name}{signature} {{ {alive} ? {mutated} : {plain} }}\n")

    if text in ("&&", "||"):
        lines.append(f"func {name}{JOINED[0]} {{ try {alive} ? a {other} b() : a {text} b() }}\n")
    elif text in ("+=", "-="):
        lines.append(f"func {name}<T: AdditiveArithmetic>(a: inout T, b: T) "
                     f"{{ if {alive} {{ a {other} b }} else {{ a {text} b }} }}\n")
        lines.append(f"func {name}<T: Sequence>(a: inout [T.Element], b: T) {{ if !({alive}) {{ a += b }} }}\n")
    elif text in ("+", "-"):
        for signature in SUMMED:
            function(signature, f"a {text} b", f"a {other} b")
        for signature in LEFT_ALONE if text == "+" else []:
            function(signature, "a + b", "a")
        for signature in SWAPPED if text == "-" else []:
            function(signature, "a - b", "b - a")
    else:
        for signature in EQUATED if text in ("==", "!=") else COMPARED:
            function(signature, f"a {text} b", f"a {other} b")
        if text in ("==", "!="):
            none = "a == nil" if text == "==" else "a != nil"
            lines.append(f"func {name}<T>(a: T?, b: _OptionalNilComparisonType) -> Bool "
                         f"{{ {alive} ? !({none}) : {none} }}\n")
    return "".join(lines)


def runtime(points: list[Point]) -> str:
    return RUNTIME % VARIABLE + "".join(declaration(point) for point in points if point.operator)


def instrumented(text: str, points: list[Point]) -> str:
    """The file's text with its points in it; no line is added, so compilers' lines are the file's own."""
    edits = []
    for point in points:
        name = operator_name(point.operator[0], point.first_id) if point.operator else ""
        edits += [(start, end, order, new.format(id=point.first_id, operator=name))
                  for start, end, order, new in point.edits]
    parts, at = [], 0
    for start, end, _, new in sorted(edits, key=lambda edit: (edit[0], edit[2])):
        parts += [text[at:start], new]
        at = end
    return "".join(parts) + text[at:]
