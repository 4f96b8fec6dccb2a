"""Where the rules can be mutated, and into what.

A point is a place in a file with one or two mutants. Each is compiled in behind a switch (see schemata.py), so a point
says which text to put where, with `{id}` for the number of its first mutant.
"""

import re
from dataclasses import dataclass, field

from tokens import CLOSING, OPENING, Token, matching, tokens

COMPARISONS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
BINARY = COMPARISONS | {"&&": "||", "||": "&&", "+": "-", "-": "+", "+=": "-=", "-=": "+="}
QUANTITIES = {"nanoseconds": "time", "milliseconds": "time", "seconds": "time", "minutes": "time", "hours": "time",
              "celsius": "temperature"}
"""What a line ends with that goes on in the next."""
CONTINUES = {".", ",", "(", "["}


@dataclass(eq=False)
class Point:
    file: str
    line: int
    last_line: int
    text: str
    """What is mutated, for people; `mutants` are the words of its mutants."""
    mutants: list[str]
    """(position, end, order, replacement): an insertion where position is end."""
    edits: list[tuple[int, int, int, str]]
    """The operator to declare, and how it is used: infix or prefix."""
    operator: tuple[str, str] | None = None
    first_id: int = 0
    occurrence: int = 0
    reasons: list[str | None] = field(default_factory=list)

    def key(self, mutant: int) -> str:
        """Stays the same while the line's text does."""
        return f"{self.file}|{self.text}|{self.mutants[mutant]}|{self.occurrence}"


class Finder:
    """Finds all points of one file."""

    def __init__(self, file: str, text: str):
        self.file, self.source = file, text
        self.lines = text.split("\n")
        self.tokens = tokens(text)
        self.pairs = matching(self.tokens)
        self.patterns = self._patterns()
        self.points: list[Point] = []

    def find(self) -> list[Point]:
        for index, token in enumerate(self.tokens):
            if index in self.patterns:
                continue
            if token.kind == "operator":
                self._operator(index, token)
            elif token.kind == "number":
                self._number(index, token)
            elif token.kind == "word":
                self._word(index, token)
        self._statements()
        seen: dict[str, int] = {}
        for point in sorted(self.points, key=lambda point: point.edits[0][:3]):
            key = f"{point.text}|{point.mutants}"
            point.occurrence = seen.get(key, 0)
            seen[key] = point.occurrence + 1
        return self.points

    # What is there

    def _at(self, index: int) -> str:
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def _patterns(self) -> set[int]:
        """Tokens of patterns, in which nothing can be replaced: from `case` to `:`, `=`, `in` or `where`."""
        inside = set()
        for index, token in enumerate(self.tokens):
            if token.text != "case":
                continue
            at = index
            while at + 1 < len(self.tokens):
                at += 1
                text = self._at(at)
                if text in (":", "=", "in", "where"):
                    break
                if self.tokens[at].line > self.tokens[at - 1].line and self._at(at - 1) != ",":
                    break
                end = self.pairs.get(at, at)
                inside.update(range(at, end + 1))
                at = max(at, end)
        return inside

    def _add(self, first: int, last: int, mutants: list[str], edits, operator=None) -> None:
        start, end = self.tokens[first], self.tokens[last]
        self.points.append(
            Point(self.file, start.line, end.line, self.lines[start.line - 1].strip(), mutants, edits, operator))

    def _wrap(self, first: int, last: int, mutants: list[str], before: str, after: str = ")") -> None:
        """Of wraps that begin or end together the longer one is the outer one."""
        start, end = self.tokens[first].start, self.tokens[last].end
        self._add(first, last, mutants, [(start, start, start - end, before), (end, end, end - start - 10**6, after)])

    # Operators, constants, minimum and maximum

    def _operator(self, index: int, token: Token) -> None:
        before = self._at(index - 1)
        if token.text in BINARY and token.spaced and before not in ("func", "(", ","):
            mutants = [f"`{BINARY[token.text]}` for `{token.text}`"]
            edit = (token.start, token.end, 0, "{operator}")
            self._add(index, index, mutants, [edit], (token.text, "infix"))
        elif token.text == "!" and not token.spaced and self.source[token.end] not in " \n)],":
            self._add(index, index, ["without `!`"], [(token.start, token.end, 0, "{operator}")], ("!", "prefix"))
        elif token.text == "?" and token.spaced:
            first = self._start_of_operand(index)
            self._wrap(first, index - 1, self._forced(first, index - 1), "mutantCondition({id}, ")

    def _number(self, index: int, token: Token) -> None:
        first = index - (self._at(index - 1) == "-" and not self.tokens[index - 1].spaced)
        quantity = self._at(first - 2)
        if self._at(first - 1) == "(" and self._at(index + 1) == ")" and quantity in QUANTITIES \
                and self._at(first - 3) == ".":
            kind = QUANTITIES[quantity]
            start = first - 3 - (self._at(first - 4) in ("Duration", "Temperature"))
            unit = "ms" if kind == "time" else "m°C"
            words = self._words(start, index + 1)
            mutants = [f"`{words}` + 1 {unit}", f"`{words}` − 1 {unit}"]
            self._wrap(start, index + 1, mutants, f"mutant{kind.capitalize()}({{id}}, ")
        elif re.search(r"[.e]", token.text) and float(token.text) != 0:
            words = self._words(first, index)
            self._wrap(first, index, [f"`{words}` + 0.1 %", f"`{words}` − 0.1 %"], "mutantFraction({id}, ")
        else:
            words = self._words(first, index)
            self._wrap(first, index, [f"`{words}` + 1", f"`{words}` − 1"], "mutantNumber({id}, ")

    def _word(self, index: int, token: Token) -> None:
        before, after = self._at(index - 1), self._at(index + 1)
        if token.text in ("true", "false"):
            other = "false" if token.text == "true" else "true"
            self._wrap(index, index, [f"`{other}` for `{token.text}`"], "mutantFlag({id}, ")
        elif token.text in ("min", "max") and before != "func" and after in ("(", "{"):
            other = "max" if token.text == "min" else "min"
            if after == "{":
                call = f"mutant{token.text.capitalize()}Of({{id}})"
            else:
                comma = "" if self._at(index + 2) == ")" else ", "
                call = f"mutant{token.text.capitalize()}Of({{id}}" + comma
            end = token.end if after == "{" else self.tokens[index + 1].end
            self._add(index, index, [f"`{other}` for `{token.text}`"], [(token.start, end, 0, call)])
        elif token.text in ("if", "guard", "while"):
            self._conditions(index, "else" if token.text == "guard" else "{")
        elif token.text == "where" and any(self._at(at) in ("for", "case") for at in range(max(0, index - 12), index)):
            end = index + 1
            while self._at(end) not in ("{", ":"):
                end = self.pairs.get(end, end) + 1
            self._wrap(index + 1, end - 1, self._forced(index + 1, end - 1), "mutantCondition({id}, ")

    # Conditions

    def _conditions(self, index: int, end_text: str) -> None:
        clauses, first, at = [], index + 1, index + 1
        while self._at(at) != end_text:
            if self._at(at) == ",":
                clauses.append((first, at - 1))
                first = at + 1
            at = self.pairs.get(at, at) + 1
        clauses.append((first, at - 1))
        judged = [(a, b) for a, b in clauses if self._at(a) not in ("let", "var", "case")]
        for a, b in judged:
            self._wrap(a, b, self._forced(a, b), "mutantCondition({id}, ")
        if not judged:
            start = self.tokens[index + 1].start
            words = f"never `{self._words(index + 1, at - 1)}`"
            self._add(index + 1, at - 1, [words], [(start, start, 0, "mutantKept({id}), ")])

    def _forced(self, first: int, last: int) -> list[str]:
        words = self._words(first, last)
        return [f"true for `{words}`", f"false for `{words}`"]

    def _words(self, first: int, last: int) -> str:
        return re.sub(r"\s+", " ", self.source[self.tokens[first].start : self.tokens[last].end])

    def _start_of_operand(self, index: int) -> int:
        """Where the condition of the `?` at `index` begins."""
        at = index - 1
        while True:
            at = self.pairs.get(at, at) if self._at(at) in CLOSING else at
            before = self._at(at - 1)
            if before in ("return", "=", ",", ":", "in", "+=", "-=", "?") or before in OPENING:
                return at
            at -= 1

    # Statements

    def _statements(self) -> None:
        """Assignments and calls on lines of their own, outside initialisers, which have to assign everything."""
        initialisers = self._initialisers()
        for index, token in enumerate(self.tokens[1:], 1):
            before = self.tokens[index - 1]
            begins = token.kind == "word" and before.line < token.line and token.text not in KEYWORDS
            if f"let {token.text}: " in self.source and self._at(index + 1) == "=":
                # A constant that gets its value later has to get one.
                continue
            if not begins or before.kind == "operator" or before.text in CONTINUES or index in initialisers:
                continue
            last, assigns = index, False
            while True:
                assigns |= self._at(last) in ("=", "+=", "-=")
                last = self.pairs.get(last, last)
                after = self.tokens[last + 1]
                if after.text in CLOSING or after.line > self.tokens[last].line and not self._goes_on(after):
                    break
                last += 1
            alone = before.text in ("{", ":", "in") and after.text in ("}", "case")
            if assigns or self._at(last) == ")" and not alone:
                self._wrap(index, last, [f"without `{self._words(index, last)}`"], "if mutantKept({id}) {{ ", " }}")

    @staticmethod
    def _goes_on(token: Token) -> bool:
        return token.kind == "operator" or token.text in (".", ":")

    def _initialisers(self) -> set[int]:
        inside = set()
        for index, token in enumerate(self.tokens):
            if token.text == "init" and self._at(index + 1) == "(" and self._at(index - 1) not in (".", "self"):
                body = self.pairs[index + 1] + 1
                if self._at(body) == "{":
                    inside.update(range(body, self.pairs[body]))
        return inside


KEYWORDS = set(
    "actor associatedtype case class default defer deinit do else enum extension fileprivate for func guard if import "
    "init internal let mutating nonisolated precondition private public repeat return static struct subscript switch "
    "throw typealias var while @discardableResult @usableFromInline".split())
