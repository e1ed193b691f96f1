#!/usr/bin/env python3
"""Reading LAS: mudrock against lasio on the same file in one run, by wall time and peak memory.

usage: bench/las_vs_lasio.py [--file LAS] [--repeat 10] [--least RATIO] [--rounds 3] [--build build]

The file's rows are repeated (--repeat) into a temporary file. Like is held against like: the call that reads, ours and lasio's read(), each
the best of --rounds by turns, in a process that is up already. Beside it stand the time of a whole `import --describe`, start-up, statistics
and JSON included, and the peak memory of that process, which must be at most three times the file (plus 16 MB for the process itself).
Where lasio is not installed the stand-in is the two passes that its default engine makes over a file of plain numbers: every line read with
its position, then numpy.genfromtxt. That is a part of lasio's work, so the ratio is then a lower bound; without numpy it is float() over
split lines. The last line says which one it was. Exit 1 below --least (only when it was lasio), or with more memory than that.
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
    parser.add_argument("--build", type=Path, default=ROOT / "build")
    parser.add_argument("--rounds", type=int, default=3)
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
        reader, program = args.build / "bench" / "las_read", args.build / "mudrock"
        ours, whole, theirs, peak, their_peak = 1e9, 1e9, 1e9, 0, 0
        for _ in range(args.rounds):
            ours = min(ours, float(run([reader, big, "5"])[2].split()[0]))
            wall, most, _ = run([program, "import", "--describe", big, "--format", "json"])
            whole, peak = min(whole, wall), max(peak, most)
            _, most, said = run([best_python(), "-c", BASELINE, big, str(text[:start].count(b"\n"))])
            seconds, rows, name = said.strip().split("\t")
            theirs, their_peak = min(theirs, float(seconds)), max(their_peak, most)
    ratio = theirs / ours
    print(f"{args.file.name} x {args.repeat}: {size / 1e6:.1f} MB, {rows} rows")
    print(f"mudrock   {ours:8.3f} s {size / 1e6 / ours:7.1f} MB/s  peak {peak / 1e6:7.1f} MB = {peak / size:.2f} x the file; "
          f"described by a new process in {whole:.3f} s")
    print(f"baseline  {theirs:8.3f} s {size / 1e6 / theirs:7.1f} MB/s  peak {their_peak / 1e6:7.1f} MB = {their_peak / size:.2f} x the file")
    print(f"{ratio:.0f} times as fast as {name}")
    if not name.startswith("lasio "):
        print("lasio was not measured: no judgement on the ratio")
        return peak > 3 * size + (16 << 20)
    return ratio < args.least or peak > 3 * size + (16 << 20)


if __name__ == "__main__":
    sys.exit(main())
