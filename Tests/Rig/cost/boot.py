"""Boots the rig's kernel (the arguments are its command line) and takes the processor time of its processes.

Standard output: the guest's lines "cost: ..." without that word, and for each "mark: NAME" of the guest the line
"PROGRAM NAME-cpu NANOSECONDS PID=NANOSECONDS..." with all that the guest's kernel and its processes have used. Standard
error: the rest of the console where the guest does not say that it passed; then the exit status is 1.

In User-Mode Linux each process of the guest is a process of this machine, and the guest's kernel is one more. The guest
itself cannot say what a program costs: its scheduler counts in ticks of 10 ms.
"""

import os
import subprocess
import sys
import threading

LONGEST_S = 1800


def processor_times(group: int) -> dict[int, int]:
    """Nanoseconds by process of a process group, its threads together; the group's leader is the guest's kernel."""
    times = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            if os.getpgid(int(name)) != group:
                continue
            used = 0
            for thread in os.listdir(f"/proc/{name}/task"):
                with open(f"/proc/{name}/task/{thread}/schedstat") as file:
                    used += int(file.read().split()[0])
            times[int(name)] = used
        except (FileNotFoundError, ProcessLookupError):
            # It has ended meanwhile.
            continue
    return times


def main() -> int:
    # The guest's processes run in turns, one at a time: on one processor they do not have to wake each other across two.
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    guest = subprocess.Popen(
        sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    limit = threading.Timer(LONGEST_S, lambda: os.killpg(guest.pid, 9))
    limit.start()
    console, has_passed = [], False
    for line in guest.stdout:
        text = line.decode(errors="replace").rstrip("\r\n")
        if text.startswith("mark: "):
            times = processor_times(guest.pid)
            each = " ".join(f"{pid}={used}" for pid, used in times.items())
            print(f"{text.removeprefix('mark: ')}-cpu {guest.pid} {each}", flush=True)
        elif text.startswith("cost: "):
            print(text.removeprefix("cost: "), flush=True)
        has_passed = has_passed or text == "rig: passed"
        console.append(text)
    limit.cancel()
    guest.wait()
    if not has_passed:
        print("\n".join(console), file=sys.stderr)
    return 0 if has_passed else 1


if __name__ == "__main__":
    sys.exit(main())
