"""Swift's tokens, as far as this code base needs them: no regular expression literals, no raw or multi-line strings."""

import re
from dataclasses import dataclass

OPENING, CLOSING = "([{", ")]}"

_TOKEN = re.compile(
    r"""
    (?P<comment>//[^\n]*|/\*.*?\*/)
    | (?P<number>\d[\d_]*(\.\d[\d_]*)?(e[+-]?\d+)?|0x[0-9a-fA-F_]+)
    | (?P<word>[@\#$]?[A-Za-z_]\w*|\$\d+)
    | (?P<operator>\.\.\.|\.\.<|[-+*/%=<>!&|^~?]+)
    | (?P<mark>[(){}\[\],:;.\\`])
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    start: int
    end: int
    line: int
    """Whether white space stands before and after it: an operator between two operands has both."""
    spaced: bool


def _string_end(text: str, start: int) -> int:
    """Where the string literal that begins at `start` ends, interpolations with strings in them included."""
    at = start + 1
    while text[at] != '"':
        if text.startswith("\\(", at):
            depth, at = 1, at + 2
            while depth:
                if text[at] == '"':
                    at = _string_end(text, at)
                    continue
                depth += {"(": 1, ")": -1}.get(text[at], 0)
                at += 1
        else:
            at += 2 if text[at] == "\\" else 1
    return at + 1


def tokens(text: str) -> list[Token]:
    """All tokens but comments, in order. Strings are one token each: what they interpolate is not looked into."""
    found, at, line = [], 0, 1
    while at < len(text):
        if text[at].isspace():
            line += text[at] == "\n"
            at += 1
            continue
        if text[at] == '"':
            kind, end = "string", _string_end(text, at)
        else:
            match = _TOKEN.match(text, at)
            if match is None:
                raise SystemExit(f"line {line}: no token of Swift that this reader knows: {text[at:at + 20]!r}")
            kind, end = match.lastgroup, match.end()
        if kind != "comment":
            spaced = text[at - 1 : at].isspace() and text[end : end + 1].isspace()
            found.append(Token(kind, text[at:end], at, end, line, spaced))
        line += text.count("\n", at, end)
        at = end
    return found


def matching(all_tokens: list[Token]) -> dict[int, int]:
    """The index of each bracket's other half, both ways."""
    pairs, open_ones = {}, []
    for index, token in enumerate(all_tokens):
        if token.kind == "mark" and token.text in OPENING:
            open_ones.append(index)
        elif token.kind == "mark" and token.text in CLOSING:
            other = open_ones.pop()
            pairs[other], pairs[index] = index, other
    return pairs
