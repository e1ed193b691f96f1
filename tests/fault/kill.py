#!/usr/bin/env python3
"""kill -9 at random moments of import and run; afterwards the workspace opens, holds what it held, and shows nothing half-written.

usage: kill.py PROGRAM [--times N] [--seed S]
"""
import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))

options = argparse.ArgumentParser()
options.add_argument("program")
options.add_argument("--times", type=int, default=100)
options.add_argument("--seed", type=int, default=20261122)
ARGS = options.parse_args()
sys.argv = [sys.argv[0], ARGS.program]

from scenario import check, equal, las, vsh_document  # noqa: E402  (it reads sys.argv)

PROGRAM = os.path.abspath(ARGS.program)


class Workspace:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.path = self.folder / "workspace"
        self.out = self.folder / "out"

    def command(self, *words):
        return [PROGRAM, *map(str, words), "--workspace", str(self.path)]

    def run(self, *words):
        done = subprocess.run(self.command(*words), cwd=self.folder, capture_output=True, text=True, timeout=120)
        check(done.returncode == 0, f"{words}: exit {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout

    def listed(self, *words):
        return json.loads(self.run(*words, "--format", "json"))

    def killed(self, seconds, *words):
        """Starts the command and kills it after so long; True when it was still running."""
        process = subprocess.Popen(self.command(*words), cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        running = process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        return running


def wells(folder, count, rows, first=0):
    for i in range(first, first + count):
        depth = [1000 + 0.15 * k for k in range(rows)]
        gr = [20.0 + ((k * 37 + i) % 101) for k in range(rows)]
        rhob = [2.0 + ((k * 17 + i) % 61) / 100 for k in range(rows)]
        text = las(f"W{i:03}", curves=[("DEPT", "M", depth), ("GR", "GAPI", gr), ("RHOB", "G/C3", rhob)])
        (folder / f"w{i:03}.las").write_text(text)


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def rows_of(workspace, query):
    with sqlite3.connect(f"file:{workspace.path}/mudrock.db?mode=ro", uri=True) as store:
        return store.execute(query).fetchall()


def objects_are_whole(workspace):
    """Every object that a row names is there with its digest; nothing else lies beside them."""
    data = workspace.path / "data"
    named = {key: value for key, value in rows_of(workspace, "SELECT object_key, digest FROM well_logs")}
    for key, wanted in named.items():
        path = data / key
        check(path.is_file(), f"{key} is named and not there")
        equal(digest(path), wanted, key)
        check(path.read_bytes()[-4:] == b"PAR1", f"{key} is no whole Parquet file")
    there = {str(p.relative_to(data)) for p in data.rglob("*") if p.is_file()}
    stray = {key for key in there if "/wells/" in key or "tmp" in key.lower()} - set(named)
    equal(stray, set(), "left over in the store")


def results_are_whole(workspace):
    data = workspace.path / "data"
    for identity, status, summary in rows_of(workspace, "SELECT id, status, result_summary FROM pipeline_executions"):
        check(status in ("completed", "failed", "cancelled"), f"execution {identity} is still {status}")
        kept = [p for p in data.rglob("*") if p.is_file() and f"/executions/{identity}/" in str(p)]
        if status != "completed":
            equal(kept, [], f"results of the {status} execution {identity}")
            continue
        for output in json.loads(summary)["outputs"]:
            path = data / output["path"] if output["kind"] == "frontend" else Path(output["path"])
            check(path.exists(), f"{path} is missing")
            if output["kind"] == "frontend":
                equal(digest(path), output["digest"], str(path))


def outputs_are_whole(workspace, rows):
    """The file a run writes is absent, or whole; what was aside is nobody's output."""
    if not workspace.out.exists():
        return
    for path in workspace.out.rglob("*.csv"):
        equal(len(path.read_text().splitlines()), rows + 1, str(path))


def marks_are_gone(workspace):
    left = [p.name for p in workspace.path.iterdir() if p.name.startswith(("importing-", "running-"))]
    equal(left, [], "left over in the workspace")


def kill_imports(workspace, times, chance):
    """Each time into a fresh workspace, so that the work is the same; what came in stays, the rest comes in the second time."""
    source = workspace.folder / "las"
    source.mkdir()
    wells(source, 12, 3000)
    workspace.run("init")
    began = time.monotonic()
    workspace.run("import", source)
    whole = time.monotonic() - began
    hits = 0
    for _ in range(times):
        shutil.rmtree(workspace.path)
        workspace.run("init")
        hits += workspace.killed(chance.uniform(0, whole), "import", source)
        projects = workspace.listed("project", "list")  # it opens, and cleans
        objects_are_whole(workspace)
        marks_are_gone(workspace)
        before = len(workspace.listed("wells")) if projects else 0
        summary = workspace.listed("import", source, "--quiet")
        equal(summary["failed"], 0, "import again")
        equal(summary["unchanged"], before, "what was in is known again")
        equal(len(workspace.listed("wells")), 12)
        objects_are_whole(workspace)
    return hits


def kill_runs(workspace, times, chance):
    text = vsh_document("frontend")
    both = json.loads(text)
    both["nodes"].append({"id": "file", "name": "File", "dependencies": ["vsh"],
                          "node_type": {"type": "output", "output_type": {"csv": {"storage_path": "vsh.csv"}}}})
    both["metadata"] = {"multiple_outputs": True}
    document = workspace.folder / "p.json"
    document.write_text(json.dumps(both))
    identity = workspace.run("pipeline", "save", document).strip()
    began = time.monotonic()
    workspace.run("run", identity, "--out", workspace.out)
    whole = time.monotonic() - began
    hits = 0
    for i in range(times):
        both["metadata"]["revision_note"] = i  # every run also saves a new revision
        document.write_text(json.dumps(both))
        hits += workspace.killed(chance.uniform(0, whole), "run", document, "--out", workspace.out)
        saved = json.loads(workspace.run("pipeline", "load", identity))
        check(saved["metadata"].get("revision_note", i - 1) in (i, i - 1), "the pipeline is the old one or the new one")
        equal([n["id"] for n in saved["nodes"]], ["logs", "vsh", "out", "file"], "the pipeline is whole")
        both["metadata"]["revision_note"] = i
        workspace.run("pipeline", "save", document)
        objects_are_whole(workspace)
        results_are_whole(workspace)
        outputs_are_whole(workspace, 12 * 3000)
        marks_are_gone(workspace)
    workspace.run("run", identity, "--out", workspace.out)
    outputs_are_whole(workspace, 12 * 3000)
    equal(sorted(p.name for p in workspace.out.iterdir()), ["vsh.csv"], "no temporary file stays beside an output")
    return hits


def main():
    chance = random.Random(ARGS.seed)
    with tempfile.TemporaryDirectory(prefix="mudrock-kill-") as folder:
        workspace = Workspace(folder)
        half = ARGS.times // 2
        imports = kill_imports(workspace, half, chance)
        print(f"import: killed {half} times, {imports} while it ran; every workspace whole", flush=True)
        runs = kill_runs(workspace, ARGS.times - half, chance)
        print(f"run: killed {ARGS.times - half} times, {runs} while it ran; every workspace whole")
        check(imports + runs >= ARGS.times // 2, "too few kills hit a running program")


main()
