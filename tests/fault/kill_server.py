#!/usr/bin/env python3
"""kill -9 of the server at random moments of runs and saves: no save that it answered is lost, no execution is left running, no worker stays.

usage: kill_server.py PROGRAM [--times N] [--seed S]
"""
import argparse
import http.client
import json
import random
import signal
import sqlite3
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))
sys.path.append(str(Path(__file__).resolve().parent.parent / "api"))

options = argparse.ArgumentParser()
options.add_argument("program")
options.add_argument("--times", type=int, default=50)
options.add_argument("--seed", type=int, default=20261126)
ARGS = options.parse_args()
sys.argv = [sys.argv[0], ARGS.program]

from client import API, Server  # noqa: E402  (what it reads looks at sys.argv)
from scenario import Scratch, check, document, equal, las, logs, operator, output  # noqa: E402

PIPELINE = f"/pipelines/{json.loads(document())['id']}"
GONE = (OSError, http.client.HTTPException, ValueError)  # what a client meets when its server dies under it


def prepare(s):
    depth = [1000 + 0.1 * i for i in range(8000)]
    text = las("@", curves=[("DEPT", "M", depth), ("GR", "GAPI", [20.0 + (i * 37 % 101) for i in range(8000)])])
    for i in range(3):
        s.write(f"in/{i}.las", text.replace("@", f"W{i}"))
    s.run("import", s.folder / "in")
    chain = [logs(curves=["gr"])]
    for i in range(2):
        chain.append(operator(f"n{i}", f"Median {i}", [chain[-1]["id"]], "median_filter", column="gr", window=501, output_column="gr"))
    chain.append(output("out", "Result", [chain[-1]["id"]]))
    return json.loads(document(*chain))


class Victim:
    """A server, somebody who saves and runs, and somebody who listens, until it is killed."""

    def __init__(self, s):
        self.begun, self.ended, self.saved = [], [], None
        self.server = Server(s)
        self.server.sign_in()
        self.server.description = None  # the shape of answers is looked at elsewhere

    def attack(self, seconds):
        people = [threading.Thread(target=work) for work in (self.work, self.listen)]
        for person in people:
            person.start()
        time.sleep(seconds)
        process = self.server.process
        check(process.poll() is None, "the server ended by itself")
        process.send_signal(signal.SIGSTOP)  # so that it starts no further worker while we look
        self.workers = workers_of(process.pid)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        for person in people:
            person.join()

    def work(self):
        """Every save has a number of its own, one above the last."""
        try:
            answer = self.server.call("GET", PIPELINE)
            wanted, tag = answer.json["dag_definition"], answer.headers["ETag"]
            while True:
                self.sent = wanted["metadata"]["note"] = wanted["metadata"]["note"] + 1
                wanted["nodes"][1]["node_type"]["parameters"]["window"] = 501 + self.sent % 400 * 2  # else what is known is taken
                answer = self.server.call("PUT", PIPELINE, wanted, headers={"If-Match": tag})
                self.saved, tag = self.sent, answer.headers["ETag"]
                if self.saved % 4 == 0:
                    self.begun.append(self.server.call("POST", f"{PIPELINE}/executions", {}, wanted=202).json["id"])
        except GONE:
            return

    def listen(self):
        connection = http.client.HTTPConnection(self.server.host, self.server.port, timeout=30)
        try:
            connection.request("GET", f"{API}/projects/default/events", headers={"Cookie": self.server.cookie})
            kind = None
            for line in connection.getresponse():
                name, _, text = line.decode().strip().partition(": ")
                kind = text if name == "event" else kind
                if name == "data" and kind == "execution" and json.loads(text)["status"] == "completed":
                    self.ended.append(json.loads(text)["id"])
        except GONE:
            return
        finally:
            connection.close()


def stat_of(pid):
    """State and parent of a process; None when there is none."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return fields[0], int(fields[1])


def workers_of(server):
    return [int(f.name) for f in Path("/proc").iterdir() if f.name.isdigit() and (stat_of(f.name) or ("", 0))[1] == server]


def alive(pids):
    return [pid for pid in pids if (stat_of(pid) or ("Z", 0))[0] not in "ZX"]


def rows_of(s, query):
    with sqlite3.connect(f"file:{s.workspace}/mudrock.db?mode=ro", uri=True) as store:
        return store.execute(query).fetchall()


def results_are_whole(s):
    data = s.workspace / "data"
    kept = {p.parent.name for p in data.rglob("*.parquet") if p.parent.parent.name == "executions"}
    for identity, status, summary in rows_of(s, "SELECT id, status, result_summary FROM pipeline_executions"):
        check(status in ("completed", "failed", "cancelled"), f"execution {identity} is still {status}")
        if status != "completed":
            check(identity not in kept, f"results of the {status} execution {identity} are left")
            continue
        for made in json.loads(summary)["outputs"]:
            check((data / made["path"]).is_file(), f"{made['path']} is missing")


def workers_go(pids):
    until = time.monotonic() + 5
    while alive(pids) and time.monotonic() < until:
        time.sleep(0.01)
    equal(alive(pids), [], "workers that outlive their server")


def nothing_is_lost(s, server, victim, before):
    """What the next server of the workspace finds; the number of the save that stands."""
    note = server.call("GET", PIPELINE).json["dag_definition"]["metadata"]["note"]
    answered = before if victim.saved is None else victim.saved
    check(note in (answered, answered + 1), f"saved {answered}, found {note}")
    results_are_whole(s)
    left = [p.name for p in s.workspace.iterdir() if p.name.startswith("running-")]
    equal(left, [], "left over in the workspace")
    rows = dict(rows_of(s, "SELECT id, status FROM pipeline_executions"))
    equal(set(victim.begun) - set(rows), set(), "executions that were begun and are gone")
    equal([i for i in victim.ended if rows.get(i) != "completed"], [], "executions that had ended well")
    shown = server.call("GET", f"{PIPELINE}/executions?limit=1000").json["items"]
    equal([e["id"] for e in shown if e["status"] in ("pending", "running")], [], "executions that are shown as running")
    return note


def main():
    chance = random.Random(ARGS.seed)
    with tempfile.TemporaryDirectory(prefix="mudrock-kill-server-") as folder:
        s = Scratch(folder)
        pipeline = prepare(s)
        note, hits, begun, pace, victim = 0, 0, 0, 1.0, Victim(s)
        pipeline["metadata"]["note"] = note
        victim.server.call("POST", "/projects/default/pipelines", pipeline, wanted=201)
        try:
            for _ in range(ARGS.times):
                dead = victim
                dead.attack(chance.uniform(0.02, 0.6) * pace)
                pace *= 1 if dead.begun else 1.2  # a slow machine or build begins no run in so short a time
                workers_go(dead.workers)  # one that was just starting may have told the store of the death
                rows = dict(rows_of(s, "SELECT id, status FROM pipeline_executions"))
                hits += any(rows.get(i) != "completed" for i in dead.begun)
                victim = Victim(s)
                note = nothing_is_lost(s, victim.server, dead, note)
                begun += len(dead.begun)
            victim.server.stop()
        finally:
            if victim.server.process.poll() is None:
                victim.server.process.kill()
                victim.server.process.wait()
    print(f"server: killed {ARGS.times} times, {hits} with executions running; {note} saves and {begun} runs, none lost")
    check(hits >= ARGS.times // 2, "too few kills hit a running execution")


main()
