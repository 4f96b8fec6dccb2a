"""findings.py FILE CHECK STATUS [TEXT]: whether the doctor's report has such a finding; else what it has instead."""
import json
import sys

file, name, status, *text = sys.argv[1:]
with open(file) as report:
    found = [entry for entry in json.load(report)["checks"] if entry["check"] == name]
if not any(entry["status"] == status and all(part in entry["message"] for part in text) for entry in found):
    for entry in found:
        print(f"{name}: {entry['status']}: {entry['message']}")
    sys.exit(1)
