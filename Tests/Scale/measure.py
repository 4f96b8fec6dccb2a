#!/usr/bin/env python3
"""Times packcoach's reading commands on generated logs; see Tests/scale."""
import json
import os
import pathlib
import signal
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = 1200
# Seconds that a command may take, from the moment on at which it is started.
AT_ONCE, SOON = 0.1, 1.0
# MB that a command may have more on the largest log than on the smallest.
FLAT = 4
RUNS = 9


class Place:
    """A log of its own, and what a command needs to find it."""

    def __init__(self, binary, directory, sessions):
        self.binary, self.directory, self.sessions = binary, directory, sessions
        directory.mkdir(parents=True, exist_ok=True)
        self.log = directory / "packcoach.db"
        (directory / "config.toml").write_text(f'database = "{self.log}"\n')
        self.environment = {
            "PATH": "/usr/bin:/bin", "HOME": str(directory), "LANG": "C.UTF-8", "TZ": "UTC0",
            "PACKCOACH_CONFIG": str(directory / "config.toml"),
            "PACKCOACH_SOCKET": str(directory / "socket"),
        }

    def fill(self):
        if (self.directory / "filled").exists():
            return
        self.log.unlink(missing_ok=True)
        service = self.service()
        self.stop(service)
        subprocess.run([HERE / "generate.py", self.log, str(self.sessions), str(SAMPLES)], check=True)
        (self.directory / "filled").touch()

    def service(self):
        """The service on the simulated board, once it answers; how long that took stands in `started_in`."""
        began = time.monotonic()
        service = subprocess.Popen(
            [self.binary, "run", "--board", "simulated"], env=self.environment, stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL)
        while subprocess.run([self.binary, "status"], env=self.environment, capture_output=True).returncode != 0:
            if service.poll() is not None or time.monotonic() - began > 120:
                sys.exit("Tests/scale: the service does not come up")
            time.sleep(0.02)
        self.started_in = time.monotonic() - began
        return service

    def stop(self, service):
        service.send_signal(signal.SIGTERM)
        service.wait(60)

    def run(self, *arguments, output=subprocess.DEVNULL):
        """Seconds, and the most memory that it had, in MB."""
        began = time.monotonic()
        process = subprocess.Popen(
            [self.binary, *arguments], env=self.environment, stdout=output, stderr=subprocess.PIPE)
        complaint = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"packcoach {' '.join(arguments)}: {complaint.decode().strip()}")
        return seconds, usage.ru_maxrss / 1024

    def median(self, *arguments, runs=RUNS):
        results = [self.run(*arguments) for _ in range(runs)]
        return statistics.median(r[0] for r in results), max(r[1] for r in results)


def command_exists(place, name):
    # A word that it does not know gives the help of the whole program.
    help_text = subprocess.run([place.binary, name, "--help"], capture_output=True).stdout
    return f"packcoach {name}".encode() in help_text


def measure(place, slow, runs_at_most):
    """Name → (seconds, MB), in the order in which they are printed."""
    results = {}

    def take(name, arguments, limit=None, runs=RUNS):
        seconds, memory = place.median(*arguments, runs=min(runs, runs_at_most))
        results[name] = (seconds, memory)
        if limit and seconds > limit:
            slow.append(f"{name} took {seconds * 1000:.0f} ms with {place.sessions} sessions")

    middle = str(place.sessions // 2)
    take("--version", ["--version"])
    take("log", ["log"], AT_ONCE)
    take("log --since 90d", ["log", "--since", "90d"], AT_ONCE)
    take("log --reason too-cold", ["log", "--reason", "too-cold"], AT_ONCE)
    take("log show last", ["log", "show", "last"], AT_ONCE)
    take("log show, an old one", ["log", "show", middle], AT_ONCE)
    take("log show --json", ["log", "show", middle, "--json"], AT_ONCE * 2)
    take("log events", ["log", "events"], AT_ONCE)
    take("log events --since 7d", ["log", "events", "--since", "7d"], AT_ONCE)
    take("log note last", ["log", "note", "last", "--pain-after", "3"], AT_ONCE)
    take("log --json, all", ["log", "--json"], runs=3)
    take("log, all", ["log", "--limit", "1000000"], runs=3)
    take("log export samples", ["log", "export", "samples"], runs=1)
    take("log export, JSON Lines", ["log", "export", "--format", "jsonl"], runs=1)
    if command_exists(place, "report"):
        take("report --days 90", ["report", "--days", "90"], SOON, runs=5)
    service = place.service()
    results["service start to answer"] = (place.started_in, 0)
    try:
        take("status", ["status"], AT_ONCE)
        take("log, service running", ["log"], AT_ONCE)
    finally:
        place.stop(service)
    return results


def grown(tables):
    """What takes the more memory the longer the log is."""
    smallest, largest = tables[0], tables[-1]
    for name, (_, memory) in largest.items():
        if memory > smallest[name][1] + FLAT:
            yield f"{name} had {memory:.1f} MB on the largest log, {smallest[name][1]:.1f} MB on the smallest"


def rate(seconds, size):
    return f"{size / seconds / 1e6:6.0f} MB/s"


def export(place):
    """How fast the log leaves, against copies of the same file."""
    target = place.directory / "export"
    lines = []
    for content, format in [("samples", "csv"), ("all", "jsonl")]:
        target.unlink(missing_ok=True)
        seconds, memory = place.run("log", "export", content, "--format", format, "--output", str(target))
        size = target.stat().st_size
        copy = place.directory / "copy"
        began = time.monotonic()
        subprocess.run(["dd", f"if={target}", f"of={copy}", "bs=64k", "conv=fsync", "status=none"], check=True)
        copying = time.monotonic() - began
        copy.unlink()
        target.unlink()
        lines.append(
            f"export {content} as {format}, {size / 1e6:.0f} MB to a file: {rate(seconds, size)}, {memory:.0f} MB of memory;"
            f" dd of that file: {rate(copying, size)}; ratio {seconds / copying:.1f}")
    seconds, _ = place.run("log", "export", "samples")
    log = place.log.stat().st_size
    began = time.monotonic()
    subprocess.run(["cat", place.log], stdout=subprocess.DEVNULL, check=True)
    lines.append(
        f"export samples as csv to nowhere: {seconds:.1f} s for a log of {log / 1e6:.0f} MB, {rate(seconds, log)} of it;"
        f" cat: {rate(time.monotonic() - began, log)}")
    return lines


def main():
    binary, directory, *counts = sys.argv[1:]
    # Times say something on an idle machine alone; memory and what goes wrong do so everywhere.
    is_timed = counts[0] != "--untimed"
    counts = [int(count) for count in counts[not is_timed:]]
    slow = []
    places = [Place(binary, pathlib.Path(directory) / f"{count}-sessions", count) for count in counts]
    for place in places:
        place.fill()
    tables = [measure(place, slow, RUNS if is_timed else 1) for place in places]
    print("milliseconds (times `packcoach --version`), MB of memory at most")
    heads = [f"{count} sessions, {count * SAMPLES / 1e6:.1f} M samples" for count in counts]
    print(" " * 28 + "".join(f"{head:>34}" for head in heads))
    for name in tables[0]:
        cells = []
        for table in tables:
            seconds, memory = table[name]
            share = seconds / table["--version"][0]
            cells.append(f"{seconds * 1000:8.0f} ({share:5.1f}) {memory:6.1f} MB")
        print(f"{name:28}" + "".join(f"{cell:>34}" for cell in cells))
    if is_timed:
        for line in export(places[-1]):
            print(line)
    for words in slow:
        print(f"TOO SLOW: {words}")
    fat = list(grown(tables))
    for words in fat:
        print(f"NOT FLAT: {words}")
    if not fat:
        print(f"memory: no command has more than {FLAT} MB more on the largest log than on the smallest")
    sys.exit(1 if fat or (slow and is_timed) else 0)


if __name__ == "__main__":
    main()
