"""Mutants that no test can kill, each with its reason: Tests/mutate-equivalent.txt.

Four levels, each indented by four more: a file of the rules, a line of it, what is mutated in it, and the reason.
"""

from pathlib import Path

from trials import Mutant

FILE = Path(__file__).resolve().parents[1] / "mutate-equivalent.txt"


def read(path: Path = FILE) -> dict[tuple[str, str, str], str]:
    """The reason for each file, line's text and mutant."""
    reasons: dict[tuple[str, str, str], str] = {}
    file, line, mutants, words = "", "", [], []

    def close() -> None:
        for mutant in mutants if words else []:
            reasons[file, line, mutant] = " ".join(words)

    for number, text in enumerate(path.read_text().split("\n") if path.exists() else [], 1):
        depth, content = (len(text) - len(text.lstrip())) // 4, text.strip()
        if not content or content.startswith("#"):
            continue
        if depth < 3 and words:
            close()
            mutants, words = [], []
        if depth == 0:
            file = content
        elif depth == 1:
            line = content
        elif depth == 2:
            mutants.append(content)
        else:
            words.append(content)
        if depth > 3 or depth == 3 and not mutants:
            raise SystemExit(f"{path}:{number}: a file, its line, its mutant and the reason stand here, each indented "
                             "by four more")
    close()
    return reasons


def reason(reasons: dict[tuple[str, str, str], str], mutant: Mutant) -> str | None:
    return reasons.get(entry(mutant))


def entry(mutant: Mutant) -> tuple[str, str, str]:
    return (mutant.point.file, mutant.point.text, mutant.point.mutants[mutant.index])
