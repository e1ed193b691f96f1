#!/usr/bin/env python3
"""kill -9 of a server at random moments of runs and saves: no save that it answered is lost, no execution is left running, no worker stays.

usage: kill_server.py PROGRAM STAND_IN [--times N] [--seed S]
"""
import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))

options = argparse.ArgumentParser()
options.add_argument("program")
options.add_argument("stand_in")
options.add_argument("--times", type=int, default=50)
options.add_argument("--seed", type=int, default=20261126)
ARGS = options.parse_args()
sys.argv = [sys.argv[0], ARGS.program]

from scenario import Scratch, check, document, equal, las, logs, operator, output  # noqa: E402  (it reads sys.argv)


def prepare(s):
    depth = [1000 + 0.1 * i for i in range(8000)]
    text = las("@", curves=[("DEPT", "M", depth), ("GR", "GAPI", [20.0 + (i * 37 % 101) for i in range(8000)])])
    for i in range(3):
        s.write(f"in/{i}.las", text.replace("@", f"W{i}"))
    s.run("import", s.folder / "in")
    chain = [logs(curves=["gr"])]
    for i in range(2):
        chain.append(operator(f"n{i}", f"Median {i}", [chain[-1]["id"]], "median_filter", column="gr", window=301, output_column="gr"))
    chain.append(output("out", "Result", [chain[-1]["id"]]))
    return s.write("doc.json", document(*chain))


class Server:
    def __init__(self, s, path, first):
        self.begun, self.ended, self.saved = [], [], first - 1
        self.process = subprocess.Popen([os.path.abspath(ARGS.stand_in), str(s.workspace), os.path.abspath(ARGS.program), str(path), str(first)],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.ready = threading.Event()
        self.reader = threading.Thread(target=self.read)
        self.reader.start()
        check(self.ready.wait(30), "the server is ready")

    def read(self):
        for line in self.process.stdout:
            word, _, which = line.strip().partition(" ")
            if word == "begun":
                self.begun.append(which)
            elif word == "ended":
                self.ended.append(which)
            elif word == "saved":
                self.saved = int(which)
            elif word == "ready":
                self.ready.set()

    def kill(self, seconds):
        time.sleep(seconds)
        check(self.process.poll() is None, f"the server ended by itself: {self.process.stderr.read() if self.process.poll() else ''}")
        self.process.send_signal(signal.SIGSTOP)  # so that it starts no further worker while we look
        self.workers = workers_of(self.process.pid)
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.reader.join()


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


def once(s, path, first, seconds):
    server = Server(s, path, first)
    server.kill(seconds)
    running = sum(status in ("pending", "running") for _, status in rows_of(s, "SELECT id, status FROM pipeline_executions"))
    until = time.monotonic() + 5
    while alive(server.workers) and time.monotonic() < until:
        time.sleep(0.01)
    equal(alive(server.workers), [], "workers that outlive their server")
    saved = s.run("pipeline", "list", "--format", "json").json[0]  # it opens, and cleans
    note = json.loads(s.run("pipeline", "load", saved["id"]).out)["metadata"]["note"]
    check(note in (server.saved, server.saved + 1), f"saved {server.saved}, found {note}")
    results_are_whole(s)
    left = [p.name for p in s.workspace.iterdir() if p.name.startswith("running-")]
    equal(left, [], "left over in the workspace")
    known = {identity for identity, in rows_of(s, "SELECT id FROM pipeline_executions")}
    equal(set(server.begun) - known, set(), "executions that were begun and are gone")
    completed = {identity for identity, in rows_of(s, "SELECT id FROM pipeline_executions WHERE status = 'completed'")}
    equal(set(server.ended) - completed, set(), "executions that had ended well")
    return note, running > 0


def main():
    chance = random.Random(ARGS.seed)
    with tempfile.TemporaryDirectory(prefix="mudrock-kill-server-") as folder:
        s = Scratch(folder)
        path = prepare(s)
        note, hits = 0, 0
        for _ in range(ARGS.times):
            note, hit = once(s, path, note + 1, chance.uniform(0, 0.6))
            hits += hit
    print(f"server: killed {ARGS.times} times, {hits} with executions running; {note} saves, none lost")
    check(hits >= ARGS.times // 2, "too few kills hit a running execution")


main()
