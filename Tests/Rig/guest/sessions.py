"""Holds `packcoach log list --json` (standard input) against what a case expects.

sessions.py count N                 there are N sessions
sessions.py last KEY=VALUE...       the last one started has these values; 1200±1 allows a tolerance
"""

import json
import sys


def matches(value, wanted: str) -> bool:
    """`value` as JSON gave it; a boolean, which Python takes for a number, never matches one."""
    if value == wanted or json.dumps(value) == wanted:
        return True
    number, _, tolerance = wanted.partition("±")
    try:
        expected, allowed = float(number), float(tolerance or 0)
    except ValueError:
        return False
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value - expected) <= allowed


def main() -> int:
    text = sys.stdin.read()
    try:
        sessions = json.loads(text)
    except json.JSONDecodeError as error:
        print(f"log list --json is no JSON ({error}): {text!r}", file=sys.stderr)
        return 1
    action, *arguments = sys.argv[1:]
    if action == "count":
        if len(sessions) == int(arguments[0]):
            return 0
        print(f"{len(sessions)} sessions in the log, expected {arguments[0]}: {text}", file=sys.stderr)
        return 1
    if not sessions:
        print("no session in the log", file=sys.stderr)
        return 1
    last = max(sessions, key=lambda session: (session["started_at"], session["id"]))
    wrong = []
    for argument in arguments:
        key, wanted = argument.split("=", 1)
        value = last.get(key, "(no such key)")
        if not matches(value, wanted):
            wrong.append(f"{key} is {json.dumps(value)}, expected {wanted}")
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        print(json.dumps(last), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
