"""Makes the table of Tests/Rig/cost/run from its figures (standard input), and holds packcoach against its aims.

A line is a program, a figure's name and its values. Exit status 1 where an aim is missed.
"""

import collections
import math
import statistics
import sys

PROGRAMS = ("floor", "packcoach", "script")
# The same boot without a program.
CONTROL = "none"
# Of a line of `meter cost`.
COST = ("waits", "threads", "resident_kb", "private_kb", "clean_kb", "written")

MIB, KB = 1024, 1000
# A session is so many of the stretch that is measured, 1:39 to 19:59.
STRETCHES = 1200 / 1100


def read(lines):
    """The values of each figure by program: lists, one entry a measurement."""
    figures = collections.defaultdict(lambda: collections.defaultdict(list))
    for line in lines:
        program, name, *values = line.split()
        if name.endswith("-cpu"):
            figures[name][program].append({pid: int(used) for pid, used in (value.split("=") for value in values[1:])})
            continue
        numbers = [float(value) for value in values]
        figures[name][program].append(dict(zip(COST, numbers)) if len(numbers) > 1 else numbers[0])
    return figures


def median(figures, name, key=None, minus=None, per=1.0):
    """By program: the median over the runs of a figure, or of what it grew by since another one."""
    result = {}
    for program in PROGRAMS:
        runs = figures[name][program]
        if not runs:
            return None
        before = figures[minus][program] if minus else [None] * len(runs)
        values = [(run[key] - (start[key] if start else 0)) if key else run for run, start in zip(runs, before)]
        result[program] = statistics.median(values) / per
    return result


def idle_wakes(figures):
    """By program: wake-ups a minute; not every program was idle for as long."""
    waits = median(figures, "idle-ends", "waits", "idle-begins")
    minutes = median(figures, "idle-minutes")
    return waits and {program: waits[program] / minutes[program] for program in PROGRAMS}


def processor_time(figures, end, begin, scale):
    """By program: milliseconds between two marks of all that lives at both, less the same without a program."""
    used = {}
    for program in (CONTROL, *PROGRAMS):
        runs = zip(figures[f"{end}-cpu"][program], figures[f"{begin}-cpu"][program])
        sums = [sum(after[pid] - before[pid] for pid in after.keys() & before.keys()) for after, before in runs]
        if not sums:
            return None
        used[program] = min(sums) / 1e6
    return {program: scale * (used[program] - used[CONTROL]) for program in PROGRAMS}


def percentile(figures, name, share, per=1.0):
    result = {}
    for program in PROGRAMS:
        values = sorted(figures[name][program])
        if values:
            result[program] = values[math.ceil(share * len(values)) - 1] / per
    return result or None


def rows(figures):
    """(figure, unit, values by program, aim in words, whether a dictionary of values meets it)."""
    session = "session-ends", "session-begins"
    yield (
        "processor time of a 20-minute session", "ms",
        processor_time(figures, "stretch-ends", "stretch-begins", STRETCHES), "≤ 3 × floor, < script / 50",
        lambda v: v["packcoach"] <= 3 * v["floor"] and v["packcoach"] < v["script"] / 50)
    yield (
        "wake-ups a minute, idle", "", idle_wakes(figures),
        "the watchdog's one: ≤ 3 with the probe's read and answer", lambda v: v["packcoach"] <= 3)
    yield (
        "wake-ups a minute, in a session", "", median(figures, "minute-ends", "waits", "minute-begins"), None, None)
    yield (
        "press to LED, median", "µs", percentile(figures, "press_us", 0.5), "≤ 2 × floor",
        lambda v: v["packcoach"] <= 2 * v["floor"])
    yield (
        "press to LED, the first after a start", "µs", percentile(figures, "first_press_us", 0.5), None, None)
    yield (
        "press to LED, 99th percentile", "µs", percentile(figures, "press_us", 0.99), "≤ 2 × floor",
        lambda v: v["packcoach"] <= 2 * v["floor"])
    yield (
        "exec to ready, median, in the rig", "ms", percentile(figures, "ready_us", 0.5, 1e3), None, None)
    yield (
        "exec to ready, median, on this machine", "ms", percentile(figures, "native_ready_us", 0.5, 1e3), "≤ 100 ms",
        lambda v: v["packcoach"] <= 100)
    yield (
        "resident in a session", "MB", median(figures, "session-ends", "resident_kb", per=MIB), "≤ 14 MB",
        lambda v: v["packcoach"] <= 14)
    yield (
        "private in a session", "MB", median(figures, "session-ends", "private_kb", per=MIB), "≤ 3 MB",
        lambda v: v["packcoach"] <= 3)
    yield (
        "written in a session", "kB", median(figures, session[0], "written", session[1], KB), "≤ 500 kB",
        lambda v: v["packcoach"] <= 500)
    yield (
        "binary, stripped", "kB", median(figures, "binary", per=KB), "< 20 MB",
        lambda v: v["packcoach"] < 20_000)


def number(value):
    if value >= 100:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.3g}"


def main() -> int:
    figures = read(sys.stdin)
    missed = 0
    print("| figure | floor | packcoach | gpiozero script | to the floor | to the script | aim | |")
    print("|---|---|---|---|---|---|---|---|")
    for name, unit, values, aim, meets in rows(figures):
        if values is None:
            continue
        cells = [f"{number(values[program])} {unit}".strip() if program in values else "" for program in PROGRAMS]
        ratios = [
            f"× {number(values['packcoach'] / values[other])}" if values.get(other) else "–"
            for other in ("floor", "script")]
        verdict = "" if aim is None else "ok" if meets(values) else "**missed**"
        missed += verdict.startswith("**")
        print(f"| {name} | {' | '.join(cells)} | {' | '.join(ratios)} | {aim or ''} | {verdict} |")
    clean = median(figures, "session-ends", "clean_kb", per=MIB)
    threads = median(figures, "session-ends", "threads")
    if clean and threads:
        print()
        print(
            "Pages of files that nobody else maps: "
            + ", ".join(f"{program} {number(clean[program])} MB" for program in PROGRAMS)
            + ". Threads: " + ", ".join(f"{program} {threads[program]:.0f}" for program in PROGRAMS) + ".")
    if clock := figures["clock_us"][CONTROL]:
        print()
        print(
            f"A look at the clock takes {number(clock[0])} µs here: a system call in User-Mode Linux, and none on a board. "
            "packcoach looks twice between a press and the LEDs and on each wake, the floor never.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
