"""Fails unless every line of a folder's code was run by the tests.

coverage.py EXPORT FOLDER...: EXPORT is what `swift test --enable-code-coverage` leaves behind, llvm-cov's JSON; its
path is told by `swift test --show-codecov-path`. Prints the lines run and the lines there are, and those that no test
has run to standard error.
"""

import json
import os
import sys


def unrun_lines(segments) -> list[int]:
    """Where code that no test ran begins. A segment is line, column, count, has count, is region entry, is gap."""
    return sorted({line for line, _, count, has_count, is_entry, is_gap in segments
                   if has_count and is_entry and not is_gap and count == 0})


def main() -> int:
    export, *folders = sys.argv[1:]
    with open(export, encoding="utf-8") as file:
        files = json.load(file)["data"][0]["files"]
    status = 0
    for folder in folders:
        inside = [file for file in files if file["filename"].startswith(os.path.abspath(folder) + os.sep)]
        covered = sum(file["summary"]["lines"]["covered"] for file in inside)
        count = sum(file["summary"]["lines"]["count"] for file in inside)
        print(f"{os.path.basename(folder)}: {covered} of {count} lines run by tests")
        if count == 0:
            print(f"no line of {folder} is in {export}", file=sys.stderr)
            status = 1
        for file in inside:
            lines = file["summary"]["lines"]
            if lines["covered"] < lines["count"]:
                status = 1
                where = ", ".join(map(str, unrun_lines(file["segments"])))
                print(f"{file['filename']}: no test runs what begins in line {where}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
