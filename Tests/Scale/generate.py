#!/usr/bin/env python3
"""Fills an empty log with sessions, as years of use would.

    Tests/Scale/generate.py LOG SESSIONS [SAMPLES]

LOG is one that packcoach made and that no service uses. Five sessions a day, the newest some hours ago; one probe on
the skin, read once a second; SAMPLES a session, 1200 unless told. The rows are made inside SQLite.
"""
import math
import sqlite3
import sys
import time

A_DAY = 5
SESSIONS_A_BOOT = 20
CEILING_S = 1200
NANOSECONDS = 1_000_000_000


def at(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(seconds))


def sessions(count, first_start):
    """Each with its boot and its start, in seconds since 1970 and since the boot."""
    for number in range(1, count + 1):
        start = first_start + (number - 1) * 86_400 // A_DAY
        boot = (number - 1) // SESSIONS_A_BOOT + 1
        boot_start = first_start + (boot - 1) * SESSIONS_A_BOOT * 86_400 // A_DAY - 3600
        yield number, boot, start, boot_start


def events(number, boot, start, boot_start):
    ice = number % 3 != 0
    told = [
        (0, "started", "ice" if ice else "heat"),
        (300, "skin-check", "look at your skin"),
        (600, "skin-check", "look at your skin"),
        (700, "warned", "skin below 10.0 °C for 1 min (9.8 °C)"),
        (900, "window-open", "taking the pack off now completes the session"),
        (CEILING_S, "ended", "ceiling"),
        (CEILING_S, "alarm", "planned: take the pack off"),
        (CEILING_S + 25, "acknowledged", "planned"),
    ]
    for offset, kind, detail in told:
        yield boot, (start + offset - boot_start) * NANOSECONDS, at(start + offset), number, kind, detail
    if number % 4 == 0:
        detail = "rest: skin needs its rest: ice again in 2 h"
        yield boot, (start + 4000 - boot_start) * NANOSECONDS, at(start + 4000), None, "refused", detail
    if number % 10 == 0:
        yield boot, (start + 5000 - boot_start) * NANOSECONDS, at(start + 5000), None, "run", ""


def fill(path, count, samples):
    log = sqlite3.connect(path)
    log.execute("PRAGMA journal_mode = OFF")
    log.execute("PRAGMA synchronous = OFF")
    log.execute("DELETE FROM event")
    log.execute("DELETE FROM boot")
    log.execute("INSERT INTO configuration (text) VALUES ('generated')")
    configuration = log.execute("SELECT max(id) FROM configuration").fetchone()[0]
    first_start = int(time.time()) - 6 * 3600 - (count - 1) * 86_400 // A_DAY
    for number, boot, start, boot_start in sessions(count, first_start):
        if (number - 1) % SESSIONS_A_BOOT == 0:
            log.execute(
                "INSERT INTO boot VALUES (?, ?, ?, ?, ?)",
                (boot, f"generated-{boot}", boot_start * NANOSECONDS, boot_start * NANOSECONDS,
                 SESSIONS_A_BOOT * 86_400 // A_DAY * NANOSECONDS))
        press = (start - boot_start) * NANOSECONDS
        reason = "completed" if number % 5 == 0 else "too-cold" if number % 17 == 0 else "ceiling"
        log.execute(
            "INSERT INTO session (id, boot, modality, started_at, clock_synced, started_ns, minimum_ms, ceiling_ms,"
            " probes, name, site, configuration, ended_at, ended_ns, duration_ms, end_reason, window_met, min_mc, max_mc,"
            " dose_cem43, pain_before, pain_after, note)"
            " VALUES (?, ?, ?, ?, 1, ?, 900000, 1200000, 'skin', 'Kim', 'hip', ?, ?, ?, 1200000, ?, ?, 9800, 30000,"
            " 0, ?, ?, ?)",
            (number, boot, "heat" if number % 3 == 0 else "ice", at(start), press, configuration,
             at(start + CEILING_S), press + CEILING_S * NANOSECONDS, reason, reason != "too-cold",
             number % 8, number % 5, "after the long run" if number % 7 == 0 else None))
        log.execute(
            "INSERT INTO alarm VALUES (?, ?, ?, ?, 1, 'planned', ?, ?, 'acknowledged')",
            (number, boot, press + CEILING_S * NANOSECONDS, at(start + CEILING_S),
             press + (CEILING_S + 25) * NANOSECONDS, at(start + CEILING_S + 25)))
        log.executemany(
            "INSERT INTO event (boot, boottime_ns, at, clock_synced, session, kind, detail) VALUES (?, ?, ?, 1, ?, ?, ?)",
            events(number, boot, start, boot_start))
    # An ice pack on a dry cloth, and some noise.
    log.execute("CREATE TEMP TABLE curve (second INTEGER PRIMARY KEY, mc INTEGER)")
    log.executemany(
        "INSERT INTO curve VALUES (?, ?)",
        [(second, int(30_000 - 20_000 * (1 - math.exp(-second / 240)))) for second in range(samples)])
    log.execute(
        "INSERT INTO sample (id, mc)"
        " SELECT s.id * 1000000000 + (second * 1000 + 765) * 10 + 1, mc + (s.id * 37 + second * 7919) % 120"
        " FROM session s CROSS JOIN curve ORDER BY s.id, second")
    log.commit()
    return log.execute("SELECT count(*) FROM session").fetchone()[0]


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    path, count = sys.argv[1], int(sys.argv[2])
    began = time.monotonic()
    made = fill(path, count, int(sys.argv[3]) if len(sys.argv) == 4 else CEILING_S)
    print(f"{made} sessions in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
