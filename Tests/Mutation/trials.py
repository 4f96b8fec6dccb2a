"""One mutant, one run of the tests: ended at the first that fails, and the likeliest killers are asked first."""

import json
import os
import re
import resource
import signal
import subprocess
import threading
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from package import TESTS, cache
from points import Point
from schemata import VARIABLE

MEMORY = 4 << 30
_ISSUE = re.compile(r"Test \"?(.+?)\"? recorded an issue")
_NAME = re.compile(r'@Test\(\s*"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Mutant:
    point: Point
    index: int

    @property
    def number(self) -> int:
        return self.point.first_id + self.index

    @property
    def key(self) -> str:
        return self.point.key(self.index)

    def __str__(self) -> str:
        return f"Sources/CoachCore/{self.point.file}:{self.point.line}: {self.point.mutants[self.index]}"


@dataclass(frozen=True)
class Outcome:
    """`killer` is the name of the test that failed, `crash` or `time-out`; nothing where the mutant lives."""
    killer: str | None
    file: str | None = None


class Trials:
    def __init__(self, executable: Path):
        self.executable = executable
        self.memory_file = cache() / "killers.json"
        self.killers: dict[str, str] = json.loads(self.memory_file.read_text()) if self.memory_file.exists() else {}
        self.files = {name: path.name for path in TESTS.rglob("*.swift") for name in _NAME.findall(path.read_text())}
        """Which files of tests killed mutants of which file of rules, and how often: in earlier runs as well."""
        self.by_rules: defaultdict[str, Counter] = defaultdict(Counter)
        for key, file in self.killers.items():
            self.by_rules[key.split("|")[0]][file] += 1
        self.lock = threading.Lock()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        alive = self._run(0, None, 600)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if alive.killer:
            raise SystemExit(f"the tests fail without any mutant: {alive.killer}")
        # Of the processor's time: on a busy machine nothing is called late that only had to wait.
        self.limit = 10 + 5 * round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)

    def run(self, mutants: list[Mutant], report) -> dict[Mutant, Outcome]:
        """Tries all, several at a time; `report` is told of each."""
        outcomes = {}

        def one(mutant: Mutant) -> None:
            outcome = self.judge(mutant)
            with self.lock:
                outcomes[mutant] = outcome
                report(mutant, outcome)
                if len(outcomes) % 50 == 0:
                    self._remember()

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(one, mutants))
        self._remember()
        return outcomes

    def _remember(self) -> None:
        self.memory_file.write_text(json.dumps(self.killers, indent=1, sort_keys=True))

    def judge(self, mutant: Mutant) -> Outcome:
        with self.lock:
            known = self.killers.get(mutant.key)
            usual = [file for file, _ in self.by_rules[mutant.point.file].most_common(3)]
        first = [known] if known else usual
        outcome = self._run(mutant.number, first, self.limit) if first else Outcome(None)
        if not outcome.killer:
            outcome = self._run(mutant.number, None, self.limit)
        with self.lock:
            if outcome.file:
                self.killers[mutant.key] = outcome.file
                self.by_rules[mutant.point.file][outcome.file] += 1
            else:
                self.killers.pop(mutant.key, None)
        return outcome

    def _run(self, number: int, files: list[str] | None, limit: int) -> Outcome:
        # A mutant that never stops collecting must not take the machine with it.
        command = ["prlimit", f"--cpu={limit}:{limit + 5}", f"--as={MEMORY}", self.executable,
                   "--testing-library", "swift-testing"]
        if files:
            command += ["--filter", "|".join(re.escape(file) for file in files)]
        # A crash is told by the exit status; the backtracer can outlive what it traces, and hold on to its output.
        environment = os.environ | {VARIABLE: str(number), "SWIFT_BACKTRACE": "enable=no"}
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True)
        # One that waits for ever takes no processor's time.
        late = threading.Event()
        timer = threading.Timer(60 * limit, lambda: (late.set(), process.kill()))
        timer.start()
        try:
            for line in process.stdout:
                if found := _ISSUE.search(line):
                    process.kill()
                    return Outcome(found[1], self.files.get(found[1]))
            status = process.wait()
        finally:
            timer.cancel()
            process.stdout.close()
            process.wait()
        if late.is_set() or status == -signal.SIGXCPU:
            return Outcome("time-out")
        return Outcome(None if status == 0 else "crash")
