"""What the scenarios share: a scratch folder, the program, small wells, and checks that say what differed."""
import csv
import io
import json
import math
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else "mudrock"
EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"


class Result:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def csv(self):
        return list(csv.DictReader(io.StringIO(self.out)))


class Scratch:
    """A folder of its own with a workspace in it."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.workspace = self.folder / "workspace"

    def command(self, *words):
        return [PROGRAM, *map(str, words)]

    def environment(self):
        return {**os.environ, "MUDROCK_WORKSPACE": str(self.workspace)}

    def run(self, *words, code=0, timeout=60):
        """Runs the program and holds the exit code; nothing it prints to standard error may look like a sanitizer's."""
        done = subprocess.run(self.command(*words), cwd=self.folder, env=self.environment(), stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=timeout)
        result = Result(done.returncode, done.stdout, done.stderr)
        what = "mudrock " + " ".join(map(str, words))
        check("Sanitizer" not in done.stderr and "runtime error" not in done.stderr, f"{what}: {done.stderr}")
        check(code is None or done.returncode == code, f"{what}: exit {done.returncode}, wanted {code}\n{done.stdout}{done.stderr}")
        return result

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path


def check(truth, message):
    if not truth:
        raise AssertionError(message)


def equal(got, wanted, what=""):
    check(got == wanted, f"{what}: got {got!r}, wanted {wanted!r}")


def close(got, wanted, what="", tolerance=1e-9):
    check(got is not None and math.isclose(got, wanted, rel_tol=tolerance, abs_tol=tolerance),
          f"{what}: got {got!r}, wanted {wanted!r}")


def contains(text, part, what=""):
    check(part in text, f"{what}: {part!r} is not in {text!r}")


def las(well, uwi="", rows=None, curves=None, unit="M", null=-999.25):
    """A LAS 2.0 file: curves is [(mnemonic, unit, values)], the first one the index."""
    curves = curves or [("DEPT", unit, [1000 + 0.5 * i for i in range(rows or 20)])]
    n = len(curves[0][2])
    lines = ["~Version", " VERS. 2.0 :", " WRAP. NO :", "~Well", f" STRT.{unit} {curves[0][2][0] if n else 0} :",
             f" STOP.{unit} {curves[0][2][-1] if n else 0} :", f" STEP.{unit} 0 :", f" NULL. {null} :",
             f" WELL. {well} : WELL", f" UWI. {uwi} : UNIQUE WELL ID", "~Curve"]
    lines += [f" {m}.{u} : {m} curve" for m, u, _ in curves]
    lines.append("~A")
    for i in range(n):
        lines.append(" ".join(repr(null if v[i] is None else v[i]) for _, _, v in curves))
    return "\n".join(lines) + "\n"


def sample_well(well, uwi="", n=40, top=1000.0, unit="M"):
    """Gamma ray and density that a formula gives, with a null each."""
    depth = [top + 0.5 * i for i in range(n)]
    gr = [20.0 + 100.0 * (i % 11) / 10 for i in range(n)]
    rhob = [2.0 + 0.65 * (i % 7) / 6 for i in range(n)]
    gr[3] = None
    rhob[5] = None
    return las(well, uwi, curves=[("DEPT", unit, depth), ("GR", "GAPI", gr), ("RHOB", "G/C3", rhob)], unit=unit)


def node(identity, name, dependencies, node_type):
    return {"id": identity, "name": name, "dependencies": dependencies, "node_type": node_type}


def logs(identity="logs", curves=("gr", "rhob"), **more):
    return node(identity, "Logs", [], {"type": "ingestion", "source_type": {
        "source": "well_logs", "well_ids": [], "curve_names": list(curves), "depth_range": None, "log_type": "composite", **more}})


def operator(identity, name, dependencies, operator_id, **parameters):
    return node(identity, name, dependencies, {"type": "operator", "operator_id": operator_id, "operator_version": "1.0.0",
                                               "parameters": parameters})


def output(identity, name, dependencies, kind="frontend"):
    return node(identity, name, dependencies, {"type": "output", "output_type": kind})


def document(*nodes, identity="01920000-0000-7000-8000-000000000001", name="Test", **metadata):
    return json.dumps({"id": identity, "name": name, "version": "1.0.0", "metadata": metadata, "nodes": list(nodes)})


def vsh_document(kind=None, **more):
    """Logs, shale volume, one output."""
    return document(logs(), operator("vsh", "Vsh", ["logs"], "shale_volume_linear", gr_column="gr", gr_min=20, gr_max=120),
                    output("out", "Result", ["vsh"], kind or {"csv": {"storage_path": "vsh.csv"}}), **more)


def main(*scenarios):
    """Runs each in a scratch folder of its own and reports in TAP; exit status 1 when one failed."""
    failed = 0
    print(f"1..{len(scenarios)}")
    for number, scenario in enumerate(scenarios, 1):
        with tempfile.TemporaryDirectory(prefix="mudrock-test-") as folder:
            try:
                scenario(Scratch(folder))
                print(f"ok {number} - {scenario.__name__}", flush=True)
            except Exception:  # a scenario may fail in any way; all are run
                failed += 1
                print(f"not ok {number} - {scenario.__name__}")
                print("".join("# " + line + "\n" for line in traceback.format_exc().splitlines()), end="", flush=True)
    sys.exit(1 if failed else 0)
