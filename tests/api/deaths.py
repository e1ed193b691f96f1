"""A worker that is killed, crashes or needs too much: that run has failed, says where, and nothing else is harmed."""
import fcntl
import json
import os
import re
import signal
import struct
import time
from pathlib import Path

from client import check, contains, equal, finished, serving
from scenario import document, logs, main, operator, output, sample_well

SLOW = "01920000-0000-7000-8000-000000000002"


def slow_pipeline(s, server):
    """Takes a minute: medians of wide windows, one behind the other, over three wells."""
    for i in range(3):
        s.run("import", "--project", "Field", s.write(f"w{i}.las", sample_well(f"W{i}", n=60000)))
    chain = [logs(curves=["gr"])]
    for i in range(400):
        chain.append(operator(f"n{i}", f"Median {i}", [chain[-1]["id"]], "median_filter", column="gr", window=2001, output_column="gr"))
    chain.append(output("out", "Result", [chain[-1]["id"]]))
    server.call("POST", "/projects/Field/pipelines", json.loads(document(*chain, identity=SLOW, name="Slow")), wanted=201)


def begin(server, **options):
    """An execution at work on a well."""
    started = server.call("POST", f"/pipelines/{SLOW}/executions", options, wanted=202).json["id"]
    end = time.monotonic() + 30
    while not any(n["wells_done"] for n in server.call("GET", f"/executions/{started}").json["nodes"]):
        check(time.monotonic() < end, "nothing has been done")
        time.sleep(0.02)
    return started


def runner_of(s, execution):
    """The process that holds the lock of the execution's file."""
    with (s.workspace / f"running-{execution}").open("r+b") as file:
        asked = struct.pack("hhqqi", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
        kind, _, _, _, pid = struct.unpack("hhqqi", fcntl.fcntl(file, fcntl.F_GETLK, asked))
    check(kind != fcntl.F_UNLCK, "nobody runs it")
    return pid


def reason_of(server, execution, part):
    """The server may have found the process gone before it knew how it died."""
    end = time.monotonic() + 30
    while part not in (row := finished(server, execution))["error_message"] and time.monotonic() < end:
        time.sleep(0.05)
    contains(row["error_message"], part)
    return row


def names_where(row):
    check(re.search(r'at node "(Logs|Median \d+|Result)" of well W\d', row["error_message"]), f"no node and well: {row['error_message']}")


def death_of_a_worker_ends_its_run_alone(s):
    with serving(s) as server:
        slow_pipeline(s, server)
        other = begin(server)
        for how, name in ((signal.SIGKILL, "signal 9"), (signal.SIGSEGV, "signal 11")):
            started = begin(server, overrides={"n0": {"window": 1001 + 2 * how}})
            os.kill(runner_of(s, started), how)
            row = reason_of(server, started, name)
            equal(row["status"], "failed")
            names_where(row)
            equal(server.call("GET", f"/executions/{other}").json["status"], "running", "the other run")
            equal(server.call("GET", "/healthz", root=True).json, {"status": "ok"})
        server.call("DELETE", f"/executions/{other}", wanted=202)
        equal(finished(server, other)["status"], "cancelled")
        again = server.call("POST", f"/pipelines/{SLOW}/executions", {"to_node": "n0"}, wanted=202).json["id"]
        equal(finished(server, again)["status"], "completed")


def idle_mib(server):
    """What a worker takes of its own that has done nothing yet."""
    end, most = time.monotonic() + 10, 0
    while not most or time.monotonic() < end - 9.5:
        for children in Path(f"/proc/{server.process.pid}/task").glob("*/children"):
            for pid in children.read_text().split():
                _, resident, shared = map(int, Path(f"/proc/{pid}/statm").read_text().split()[:3])
                most = max(most, (resident - shared) * os.sysconf("SC_PAGE_SIZE") >> 20)
        check(time.monotonic() < end, "there is no worker")
    return most


def memory_limit_ends_a_run(s):
    with serving(s) as server:
        slow_pipeline(s, server)
        if server.sanitized():
            return  # a sanitizer stands beside every allocation: there a limit says nothing, as in tests/unit/server/workers.c
        least = idle_mib(server)
    limit = least + 8
    with serving(s, "--memory", str(limit)) as server:
        for _ in range(2):
            started = server.call("POST", f"/pipelines/{SLOW}/executions", {"to_node": "n39"}, wanted=202).json["id"]
            row = finished(server, started)
            equal(row["status"], "failed")
            contains(row["error_message"], f"needed more than the {limit} MiB that a worker may take")
            names_where(row)
            equal(server.call("GET", "/healthz", root=True).json, {"status": "ok"})


main(death_of_a_worker_ends_its_run_alone, memory_limit_ends_a_run)
