"""import of DLIS and LIS79: a log a frame, what it says kept, the same again nothing new."""
import csv
import json
import os
import shutil
import subprocess

from scenario import check, close, contains, equal, las, main


def sample(s, kind, name=None):
    path = s.folder / (name or kind + ".dlis")
    path.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([os.environ["TAPE_SAMPLES"], kind, path], check=True)
    return path


def counts(done):
    return [done.json[k] for k in ("added", "unchanged", "replaced", "failed")]


def logs(s):
    return {row["log_type"]: row for row in s.run("logs", "--format", "json").json}


def curves(s, log):
    return {c["column_name"]: c for c in s.run("curves", "--format", "json").json if c["log_type"] == log}


def document(s, log, names):
    project = s.run("project", "list", "--format", "json").json[0]["id"]
    ids = ["00000000-0000-4000-8000-%012d" % i for i in range(3)]
    source = {"source": "well_logs", "project_id": project, "well_ids": ["Tape-1"], "curve_names": names, "log_type": log}
    nodes = [{"id": ids[0], "name": "Logs", "dependencies": [], "node_type": {"type": "ingestion", "source_type": source}, "metadata": {}},
             {"id": ids[1], "name": "out", "dependencies": [ids[0]],
              "node_type": {"type": "output", "output_type": {"csv": {"storage_path": "out.csv"}}}, "metadata": {}}]
    return s.write("p.json", json.dumps({"id": ids[2], "name": "P", "project_id": project, "version": "1.0.0", "metadata": {}, "nodes": nodes}))


def rows_of(s, log, names):
    s.run("run", document(s, log, names), "--out", "out")
    lines = (s.folder / "out" / "out.csv").read_text().splitlines()
    return list(csv.DictReader(lines))


def a_frame_is_a_log(s):
    done = s.run("import", sample(s, "dlis"), "--format", "json")
    equal(counts(done), [1, 0, 0, 0])
    equal(sorted(logs(s)), ["file1_60B", "file1_800T", "file2_60B"])
    well = s.run("wells", "--format", "json").json
    equal([(w["well_id"], w["well_name"]) for w in well], [("Tape-1", "Tape 1")])
    log = logs(s)["file1_60B"]
    equal([log["rows"], log["depth_unit"], log["index_mnemonic"], log["index_kind"], log["set_name"]], [10, "0.1 in", "TDEP", "depth", "60B"])
    close(log["depth_min"] * 0.00254, 1000, tolerance=1e-6)
    gr = curves(s, "file1_60B")["gr"]
    equal([gr["count"], gr["nulls"], gr["min"], gr["max"], gr["unit"], gr["quantity"]], [10, 1, 20, 29, "gAPI", "gamma_ray"])
    close(gr["mean"], sum(20 + i for i in range(10) if i != 3) / 9)
    waves = curves(s, "file1_60B")["wf"]
    equal([waves["count"], waves["min"], waves["max"], waves["mean"]], [10, 0, 95, 47.5])
    time = logs(s)["file1_800T"]
    equal([time["index_mnemonic"], time["index_kind"]], ["TDEP", "depth"])
    contains(done.err, 'file1_800T: the index TIME of the well "Tape 1" is a time: its rows go by the curve TDEP')


def a_run_reads_them(s):
    s.run("import", sample(s, "dlis"))
    rows = rows_of(s, "file1_60B", ["gr", "rhob"])
    equal(len(rows), 10)
    for i, row in enumerate(rows):  # in the file's order, tenths of an inch as metres, kg/m3 as g/cm3
        close(float(row["depth"]), 1004.5 - 0.5 * i, tolerance=1e-6)
        equal(row["gr"], "" if i == 3 else f"{20 + i}.0")
        close(float(row["rhob"]), 2 + i / 1000)
    waves = rows_of(s, "file1_60B", ["wf"])
    equal([json.loads(row["wf"]) for row in waves[:2]], [[0, 1, 2, 3, 4, 5], [10, 11, 12, 13, 14, 15]])
    metres = rows_of(s, "file2_60B", ["gr"])
    equal([row["depth"] for row in metres[:2]], ["1004.5", "1004.0"])


def the_same_again_changes_nothing(s):
    path = sample(s, "dlis")
    s.run("import", path)
    before = sorted((p.name, p.stat().st_mtime_ns) for p in (s.workspace / "data").rglob("*.parquet"))
    equal(len(before), 3)
    equal(counts(s.run("import", path, "--format", "json")), [0, 1, 0, 0])
    shutil.copy(path, s.folder / "copy.dlis")
    equal(counts(s.run("import", s.folder / "copy.dlis", "--format", "json")), [0, 1, 0, 0])
    equal(sorted((p.name, p.stat().st_mtime_ns) for p in (s.workspace / "data").rglob("*.parquet")), before)
    # a changed file: new versions of its own logs, the older ones stay
    sample(s, "dlis-newer", "dlis.dlis")
    done = s.run("import", path, "--format", "json")
    equal(counts(done), [0, 0, 1, 0])
    equal(sorted(logs(s)), ["file1_60B", "file1_800T", "file2_60B"])
    equal(curves(s, "file1_60B")["gr"]["min"], 50)
    equal(len(s.run("logs", "--superseded", "--format", "json").json), 4)  # the two whose values stayed are as they were


def lis_too(s):
    equal(counts(s.run("import", sample(s, "lis", "run1.lis"), "--format", "json")), [1, 0, 0, 0])
    equal([(k, v["rows"], v["depth_unit"]) for k, v in logs(s).items()], [("RUN1_001", 10, "M")])
    gr = curves(s, "RUN1_001")["gr"]
    equal([gr["count"], gr["nulls"], gr["min"], gr["max"]], [10, 1, 30, 39])
    # the same well as that of the DLIS file, by name and field
    s.run("import", sample(s, "dlis"))
    equal([w["well_id"] for w in s.run("wells", "--format", "json").json], ["Tape-1"])
    equal(len(logs(s)), 4)


def broken_and_encrypted_are_told(s):
    done = s.run("import", sample(s, "dlis-encrypted"))
    contains(done.err, "encrypted")
    equal(len(logs(s)), 3)
    done = s.run("import", sample(s, "dlis-cut"))
    contains(done.err, "warning: ")
    check(0 < min(v["rows"] for v in logs(s).values()) < 10, logs(s))
    bad = s.folder / "empty.dlis"
    bad.write_bytes((s.folder / "dlis-encrypted.dlis").read_bytes()[:400])
    contains(s.run("import", bad, code=1).err, "holds no rows of curves")


def threads_and_order_change_nothing(s):
    sample(s, "dlis", "in/b.dlis")
    sample(s, "lis", "in/c.lis")
    s.write("in/a.las", las("Tape 1", rows=5))
    seen = []
    for i, words in enumerate((["--threads", 1], ["--threads", 8])):
        s.workspace = s.folder / f"ws{i}"
        s.run("import", s.folder / "in", *words)
        seen.append([(r["well_id"], r["log_type"], r["rows"], r["depth_min"]) for r in s.run("logs", "--format", "json").json])
    equal(len(seen[0]), 5)
    equal(seen[0], seen[1])


main(a_frame_is_a_log, a_run_reads_them, the_same_again_changes_nothing, lis_too, broken_and_encrypted_are_told,
     threads_and_order_change_nothing)
