"""Speaks to packcoach's control socket with the Python package varlink, which is not ours.

client.py SOCKET: exits 0 where all is as the interface description says.
"""

import sys

import varlink


def expect(holds, what):
    if not holds:
        raise SystemExit(f"client.py: {what}")


def error_of(call, *arguments, **parameters):
    try:
        call(*arguments, **parameters)
    except varlink.VarlinkError as error:
        return error.as_dict()
    raise SystemExit(f"client.py: {call} {parameters} was not refused")


with varlink.Client.new_with_address(f"unix:{sys.argv[1]}") as client:
    expect(client.get_interfaces() == ["org.varlink.service", "io.packcoach"], "the interfaces are others")
    # The package checks every parameter and reply against the description that the service gives.
    with client.open("io.packcoach") as coach, client.open("io.packcoach") as watcher:
        status = coach.Status()["status"]
        expect(status["state"] == "idle" and status["ice"]["allowed"], f"it is not idle: {status}")

        told = watcher.Monitor(_more=True)
        expect(next(told)["status"]["state"] == "idle", "the first thing that is told is not what is going on")

        refusal = error_of(coach.Start, "heat")
        expect(refusal["error"] == "io.packcoach.StartRefused", f"heat with an ice pack: {refusal}")
        expect(refusal["parameters"]["code"] == "pack-not-ready", f"another code: {refusal}")

        session = coach.Start()["session"]
        status = coach.Status()["status"]
        expect(status["state"] == "applying" and status["session"] == session, f"it does not run: {status}")
        refusal = error_of(coach.Start)
        expect(refusal["parameters"]["code"] == "already-running", f"another code: {refusal}")
        expect(coach.Stop() == {"session": session, "end_reason": "stopped-early"}, "it did not end early")
        expect(error_of(coach.Acknowledge)["error"] == "io.packcoach.NotPossible", "there was no alarm")

        coach.MarkRun(sore=True)
        expect(coach.Status()["status"]["heat"]["code"] == "too-early-for-heat", "the onset does not count")
        coach.ClearOnset()
        expect(coach.Status()["status"]["heat"]["code"] == "heat-after-run", "the run does not count")

        kinds = []
        for message in told:
            if message.get("event"):
                kinds.append(message["event"]["kind"])
            if "onset-cleared" in kinds:
                break
        wanted = ["refused", "started", "refused", "ended", "run", "onset", "onset-cleared"]
        expect(kinds == wanted, f"told were {kinds}")
print("client.py: all as described")
