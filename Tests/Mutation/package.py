"""The instrumented copy of the rules and their tests, outside the checkout, and its one build."""

import fcntl
import json
import os
import re
import subprocess
from pathlib import Path

import schemata
from points import Finder, Point

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "Sources/CoachCore"
TESTS = ROOT / "Tests/CoachCoreTests"
"""Long, and a proof of another kind: `Tests/explore`."""
LEFT_OUT = "Exploration"

MANIFEST = """// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "mutation",
    targets: [
        .target(name: "CoachCore"),
        .testTarget(name: "CoachCoreTests", dependencies: ["CoachCore"]),
    ],
    swiftLanguageModes: [.v6]
)
"""


def cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("PACKCOACH_CACHE") or Path(base) / "packcoach") / "mutation"


def rules() -> dict[str, str]:
    return {str(path.relative_to(RULES)): path.read_text() for path in sorted(RULES.rglob("*.swift"))}


def all_points() -> list[Point]:
    """Every point, with the numbers of its mutants: the same for the same rules."""
    points, number = [], 1
    for file, text in rules().items():
        for point in Finder(file, text).find():
            point.first_id = number
            number += len(point.mutants)
            points.append(point)
    return points


class Copy:
    """Built once; `executable` then runs the tests with the mutant that the environment names."""

    def __init__(self):
        # Held until this process ends: two runs at once would build into each other's copy.
        cache().mkdir(parents=True, exist_ok=True)
        self.lock = open(cache() / "lock", "w")
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        self.folder = cache() / "package"
        self.executable = self.folder / ".build/release/mutationPackageTests.xctest"
        self.dropped_file = cache() / "dropped.json"

    def build(self, points: list[Point]) -> tuple[list[Point], list[Point]]:
        """Returns the points that were built, and those that the type checker does not take."""
        known = set(json.loads(self.dropped_file.read_text())) if self.dropped_file.exists() else set()
        kept = [point for point in points if point.key(0) not in known]
        dropped = [point for point in points if point.key(0) in known]
        self._write_tests()
        while wrong := self._ill_typed(self._write_rules(kept), kept):
            dropped += wrong
            kept = [point for point in kept if point not in wrong]
            self.dropped_file.write_text(json.dumps(sorted(point.key(0) for point in dropped), indent=1))
        build = subprocess.run(
            ["swift", "build", "-c", "release", "--build-tests", "-Xswiftc", "-enable-testing", "-Xswiftc",
             "-suppress-warnings", "--package-path", self.folder], capture_output=True, text=True)
        if build.returncode != 0:
            raise SystemExit(f"the instrumented copy in {self.folder} does not build:\n{build.stdout[-4000:]}")
        return kept, dropped

    def _write_tests(self) -> None:
        _write(self.folder / "Package.swift", MANIFEST)
        wanted = {path.relative_to(TESTS): path.read_text() for path in TESTS.rglob("*.swift")
                  if LEFT_OUT not in path.parts}
        _write_folder(self.folder / "Tests/CoachCoreTests", wanted)

    def _write_rules(self, points: list[Point]) -> dict[Path, str]:
        files = {Path(file): schemata.instrumented(text, [point for point in points if point.file == file])
                 for file, text in rules().items()}
        files[Path("Mutation.swift")] = schemata.runtime(points)
        _write_folder(self.folder / "Sources/CoachCore", files)
        return files

    def _ill_typed(self, files: dict[Path, str], points: list[Point]) -> list[Point]:
        """The points nearest to the compiler's errors: one for each line that has any."""
        sources = self.folder / "Sources/CoachCore"
        check = subprocess.run(
            ["swiftc", "-emit-sil", "-wmo", "-o", os.devnull, "-suppress-warnings", "-swift-version", "6",
             "-module-name", "CoachCore", *map(str, files)], cwd=sources, capture_output=True, text=True)
        if check.returncode == 0:
            return []
        wrong: dict[tuple[str, int], Point] = {}
        for file, line, column in re.findall(r"^(\S+\.swift):(\d+):(\d+): error:", check.stderr, re.MULTILINE):
            near = [point for point in points
                    if file.endswith(point.file) and point.line <= int(line) <= point.last_line]
            text = files.get(Path(file), "").split("\n")[int(line) - 1]

            def distance(point: Point) -> tuple[int, int]:
                shown = re.search(rf"\({point.first_id}[,)]", text)
                name = schemata.operator_name(point.operator[0], point.first_id) if point.operator else None
                at = text.find(f" {name} " if point.operator and point.operator[1] == "infix" else name) \
                    if name else shown.start() if shown else -1
                # A whole statement first: around it nothing else can be right.
                return (point.edits[0][3].startswith("if ") and 0 or 1, abs(at - int(column)))

            if near and (file, int(line)) not in wrong:
                wrong[file, int(line)] = min(near, key=distance)
        if not wrong:
            raise SystemExit(f"the instrumented copy in {sources} does not compile:\n{check.stderr[-4000:]}")
        return list({id(point): point for point in wrong.values()}.values())


def _write(path: Path, text: str) -> None:
    """Only where it differs: the build goes by the times of files."""
    if not path.exists() or path.read_text() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def _write_folder(folder: Path, files: dict[Path, str]) -> None:
    for path in folder.rglob("*.swift"):
        if path.relative_to(folder) not in files:
            path.unlink()
    for path, text in files.items():
        _write(folder / path, text)
