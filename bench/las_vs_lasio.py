#!/usr/bin/env python3
"""Reading LAS: mudrock against lasio on the same file in one run, by wall time and peak memory.

usage: bench/las_vs_lasio.py [--file LAS] [--repeat 10] [--least RATIO] [MUDROCK]

The file's rows are repeated (--repeat) into a temporary file. mudrock is timed as a whole process, `import --describe`, start-up and
statistics included; lasio by its read() alone, without starting Python and importing it. Where lasio is not installed the stand-in is
the two passes that its default engine makes over a file of plain numbers: every line read with its position, then numpy.genfromtxt. That
is a part of lasio's work, so the ratio is then a lower bound; without numpy it is float() over split lines. The last line says which one it was. Exit 1 below --least (only when it was lasio), or when
mudrock needs more than three times the file's size (plus 16 MB for the process itself).
"""
import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BASELINE = r"""
import sys, time
path, skip = sys.argv[1], int(sys.argv[2])
try:
    import lasio
    t = time.perf_counter(); rows = len(lasio.read(path).index); name = "lasio " + lasio.__version__
except ImportError:
    try:
        import numpy
        t = time.perf_counter()
        with open(path, encoding="utf-8") as f:
            while f.tell() >= 0 and f.readline():
                pass
            f.seek(0)
            rows = numpy.genfromtxt(f, skip_header=skip, names=None, unpack=True, loose=False).shape[1]
        name = "two passes of Python and numpy (stand-in: lasio is not installed)"
    except ImportError:
        t = time.perf_counter()
        with open(path, encoding="utf-8") as f:
            rows = len([[float(x) for x in line.split()] for line in list(f)[skip:]])
        name = "plain Python (stand-in: neither lasio nor numpy is installed)"
print(time.perf_counter() - t, rows, name, sep="\t")
"""


def run(command):
    """Wall seconds, peak bytes, standard output."""
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{command[0]} ended with {process.returncode}")
        out.seek(0)
        return wall, usage.ru_maxrss * 1024, out.read().decode()


def best_python():
    """The first interpreter that has lasio, else numpy: the one on the path need not be the system's."""
    candidates = [sys.executable, "/usr/bin/python3"]
    for module in ("lasio", "numpy"):
        for python in candidates:
            if os.path.exists(python) and subprocess.run([python, "-c", f"import {module}"], stderr=subprocess.DEVNULL).returncode == 0:
                return python
    return sys.executable


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mudrock", nargs="?", default=ROOT / "build" / "mudrock")
    parser.add_argument("--file", type=Path, default=ROOT / "examples" / "wells" / "31_5-4_S.las")
    parser.add_argument("--repeat", type=int, default=10)
    parser.add_argument("--least", type=float, default=50)
    args = parser.parse_args()

    text = args.file.read_bytes()
    start = text.index(b"\n", text.index(b"\n~A") + 1) + 1
    with tempfile.TemporaryDirectory() as folder:
        big = Path(folder) / "big.las"
        big.write_bytes(text[:start] + text[start:] * args.repeat)
        size = big.stat().st_size
        ours, peak, _ = min(run([str(args.mudrock), "import", "--describe", str(big), "--format", "json"]) for _ in range(3))
        _, their_peak, said = run([best_python(), "-c", BASELINE, str(big), str(text[:start].count(b"\n"))])
    theirs, rows, name = said.strip().split("\t")
    ratio = float(theirs) / ours
    print(f"{args.file.name} x {args.repeat}: {size / 1e6:.1f} MB, {rows} rows")
    print(f"mudrock   {ours:8.3f} s {size / 1e6 / ours:7.1f} MB/s  peak {peak / 1e6:7.1f} MB = {peak / size:.2f} x the file")
    print(f"baseline  {float(theirs):8.3f} s {size / 1e6 / float(theirs):7.1f} MB/s  peak {their_peak / 1e6:7.1f} MB = {their_peak / size:.2f} x the file")
    print(f"{ratio:.0f} times as fast as {name}")
    if not name.startswith("lasio "):
        print("lasio was not measured: no judgement on the ratio")
        return peak > 3 * size + (16 << 20)
    return ratio < args.least or peak > 3 * size + (16 << 20)


if __name__ == "__main__":
    sys.exit(main())
