"""A worker and whoever started it: it does not outlive its input, and stops for a signal."""
import json
import signal
import subprocess
import sys
import time

from worker import Worker
from scenario import check, document, equal, las, logs, main, operator, output


def slow(s, wells=2, rows=60000):
    depth = [1000 + 0.1 * i for i in range(rows)]
    text = las("@", curves=[("DEPT", "M", depth), ("GR", "GAPI", [20.0 + (i * 37 % 101) for i in range(rows)])])
    for i in range(wells):
        s.write(f"in/{i}.las", text.replace("@", f"W{i}"))
    s.run("import", s.folder / "in")
    chain = [logs(curves=["gr"])]
    for i in range(400):
        chain.append(operator(f"n{i}", f"Median {i}", [chain[-1]["id"]], "median_filter", column="gr", window=2001, output_column="gr"))
    chain.append(output("out", "Result", [chain[-1]["id"]]))
    return json.loads(document(*chain))


def busy(s, doc):
    """A worker at work: its process uses the processor."""
    worker = Worker(s)
    worker.good(task="data", document=doc, node_id="logs", limit=1)
    worker.send(task="data", document=doc, node_id="out", limit=1)
    began = cpu(worker)
    while cpu(worker) < began + 20:
        check(worker.process.poll() is None, "it works")
    return worker


def cpu(worker):
    with open(f"/proc/{worker.process.pid}/stat") as stat:
        return int(stat.read().rsplit(")", 1)[1].split()[11])


def its_input_ends(s):
    doc = slow(s)
    worker = busy(s, doc)
    began = time.monotonic()
    worker.process.stdin.close()
    worker.process.wait(timeout=10)
    check(time.monotonic() - began < 3, "it goes at once")  # the work would take a minute
    idle = Worker(s)
    idle.good(task="data", document=doc, node_id="logs", limit=1)
    idle.end()


def its_parent_is_killed(s):
    """The parent is killed with no word; only the pipe tells the worker."""
    doc = slow(s)
    s.write("parent.py", "import json, subprocess, sys, time\n"
            "doc = json.load(open('doc.json'))\n"
            f"w = subprocess.Popen({s.command('worker')!r}, stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
            "w.stdin.write(json.dumps({'id': 1, 'task': 'data', 'document': doc, 'node_id': 'out', 'limit': 1}).encode() + b'\\n')\n"
            "w.stdin.flush()\nprint(w.pid, flush=True)\nw.wait()\n")
    s.write("doc.json", json.dumps(doc))
    parent = subprocess.Popen([sys.executable, "parent.py"], cwd=s.folder, env=s.environment(), stdout=subprocess.PIPE)
    pid = int(parent.stdout.readline())
    time.sleep(0.5)
    parent.kill()
    parent.wait()
    until = time.monotonic() + 3
    while alive(pid) and time.monotonic() < until:
        time.sleep(0.02)
    check(not alive(pid), "the worker has gone with its parent")


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def cancelled_by_signal_and_by_line(s):
    doc = slow(s)
    worker = busy(s, doc)
    began = time.monotonic()
    worker.send(cancel=worker.number)
    answer = worker.answer()
    check(time.monotonic() - began < 1.2, "it stops within a second")
    check(answer.error is not None, "it was cancelled")
    equal(worker.good(task="data", document=doc, node_id="logs", limit=1, format="json").json["total"], 120000)
    worker.send(cancel=1)  # of a task that has ended
    worker.good(task="data", document=doc, node_id="logs", limit=1)
    worker.send(task="data", document=doc, node_id="out", limit=1)
    began = cpu(worker)
    while cpu(worker) < began + 20:
        pass
    worker.process.send_signal(signal.SIGTERM)
    check(worker.answer().error is not None, "it was cancelled")
    equal(worker.process.wait(timeout=5), 0, "and then it goes")
    idle = Worker(s)
    idle.good(task="data", document=doc, node_id="logs", limit=1)
    idle.process.send_signal(signal.SIGTERM)
    equal(idle.process.wait(timeout=5), 0)


main(its_input_ends, its_parent_is_killed, cancelled_by_signal_and_by_line)
