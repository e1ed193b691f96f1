"""Ctrl-C and cancelling from outside: exit 130, status cancelled, no output visible."""
import signal
import subprocess
import time

from scenario import check, contains, document, equal, las, logs, main, operator, output


def prepared(s, wells=6, rows=60000):
    depth = [1000 + 0.1 * i for i in range(rows)]
    text = las("@", curves=[("DEPT", "M", depth), ("GR", "GAPI", [20.0 + (i * 37 % 101) for i in range(rows)])])
    for i in range(wells):
        s.write(f"in/{i}.las", text.replace("@", f"W{i}"))
    s.run("import", s.folder / "in")
    # many wide windows keep it busy for seconds, also on a fast machine
    chain = [logs(curves=["gr"])]
    for i in range(60):
        chain.append(operator(f"n{i}", f"Median {i}", [chain[-1]["id"]], "median_filter", column="gr", window=2001, output_column="gr"))
    chain.append(output("out", "Result", [chain[-1]["id"]], {"csv": {"storage_path": "out.csv"}}))
    s.write("slow.json", document(*chain))


def start(s):
    return subprocess.Popen(s.command("run", "slow.json", "--out", "o"), cwd=s.folder, env=s.environment(),
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_until_running(s, process):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        check(process.poll() is None, "the run ended too early")
        rows = s.run("execution", "list", "--format", "json").json
        if rows and rows[0]["status"] == "running":
            return rows[0]["id"]
    raise AssertionError("the run never began")


def ended(s, process, identity):
    began = time.monotonic()
    out, err = process.communicate(timeout=30)
    equal(process.returncode, 130, err)
    check(time.monotonic() - began < 5, "it took long to stop")
    equal(s.run("execution", "show", identity, "--format", "json").json["status"], "cancelled")
    equal([p.name for p in (s.folder / "o").rglob("*") if p.is_file()] if (s.folder / "o").exists() else [], [])
    return err


def by_ctrl_c(s):
    prepared(s)
    for sent in (signal.SIGINT, signal.SIGTERM):
        process = start(s)
        identity = wait_until_running(s, process)
        process.send_signal(sent)
        contains(ended(s, process, identity), "mudrock: ")


def by_command(s):
    prepared(s)
    process = start(s)
    identity = wait_until_running(s, process)
    s.run("execution", "cancel", identity)
    ended(s, process, identity)
    s.run("execution", "cancel", identity, code=5)


main(by_ctrl_c, by_command)
