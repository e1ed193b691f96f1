"""import: files and folders, good, bad, known, newer."""
import json

from scenario import EXAMPLES, close, contains, equal, las, main, sample_well


def summary(done):
    return {k: done[k] for k in ("added", "unchanged", "replaced", "failed")}


def one_file(s):
    path = s.write("w.las", sample_well("Alpha 1", "31/2-7 A"))
    got = s.run("import", path, "--format", "json")
    equal(summary(got.json), {"added": 1, "unchanged": 0, "replaced": 0, "failed": 0})
    equal(got.json["project"], "default")
    well = s.run("wells", "--format", "json").json[0]
    equal([well["well_id"], well["well_name"], well["uwi"], well["depth_unit"]], ["31-2-7-A", "Alpha 1", "31/2-7 A", "M"])
    curves = {c["column_name"]: c for c in s.run("curves", "--format", "json").json}
    equal(sorted(curves), ["gr", "rhob"])
    gr = curves["gr"]
    equal([gr["mnemonic"], gr["unit"], gr["quantity"], gr["count"], gr["nulls"]], ["GR", "GAPI", "gamma_ray", 40, 1])
    values = [20.0 + 100.0 * (i % 11) / 10 for i in range(40) if i != 3]
    close(gr["mean"], sum(values) / 39)
    equal([gr["min"], gr["max"]], [20.0, 120.0])
    objects = [p for p in (s.workspace / "data").rglob("*.parquet")]
    equal([p.name for p in objects], ["logs_composite.parquet"])
    equal(objects[0].parent.name, "31-2-7-A")


def names_wells(s):
    for file, well, uwi, wanted in [("a.las", "W 1", "", "W-1"), ("File 2.las", "", "", "File-2"), ("c.las", "W 3", "0", "W-3"),
                                    ("d.las", "Æ 4", "-", "Æ-4")]:
        got = s.run("import", s.write(file, sample_well(well, uwi)))
        contains(got.err, f"well {wanted} ")
    equal(len(s.run("wells", "--format", "json").json), 4)


def again_is_a_no_op(s):
    path = s.write("w.las", sample_well("A"))
    s.run("import", path)
    before = sorted((p.name, p.stat().st_mtime_ns) for p in (s.workspace / "data").rglob("*.parquet"))
    got = s.run("import", path, "--format", "json")
    equal(summary(got.json), {"added": 0, "unchanged": 1, "replaced": 0, "failed": 0})
    contains(got.err, "unchanged")
    equal(sorted((p.name, p.stat().st_mtime_ns) for p in (s.workspace / "data").rglob("*.parquet")), before)


def another_file_replaces(s):
    s.run("import", s.write("old.las", sample_well("A", n=40)))
    got = s.run("import", s.write("new.las", sample_well("A", n=50)), "--format", "json")
    equal(summary(got.json), {"added": 0, "unchanged": 0, "replaced": 1, "failed": 0})
    contains(got.err, "replaces the composite logs of A from old.las")
    equal({c["count"] for c in s.run("curves", "--format", "json").json}, {50})
    # and back again
    s.run("import", s.folder / "old.las")
    equal({c["count"] for c in s.run("curves", "--format", "json").json}, {40})
    # another log type stands beside it
    s.run("import", s.folder / "new.las", "--log-type", "run_2")
    equal({(c["log_type"], c["count"]) for c in s.run("curves", "--format", "json").json}, {("composite", 40), ("run_2", 50)})
    s.run("import", s.folder / "new.las", "--log-type", "../x", code=1)


def folders(s):
    for i in range(5):
        s.write(f"in/{'deep/' * (i % 3)}w{i}.las", sample_well(f"W{i}"))
    s.write("in/notes.txt", "no log")
    s.write("in/table.csv", "name,x\na,1\nb,2\n")
    s.write("in/.hidden.las", sample_well("Hidden"))
    got = s.run("import", s.folder / "in", "--format", "json")
    equal(summary(got.json), {"added": 6, "unchanged": 0, "replaced": 0, "failed": 0})
    equal(len(s.run("wells", "--format", "json").json), 5)
    equal([t["name"] for t in s.run("tables", "--format", "json").json], ["table"])


def bad_files_do_not_stop_the_others(s):
    s.write("in/a.las", sample_well("A"))
    s.write("in/b.las", "no log file at all\n")
    s.write("in/c.las", sample_well("C"))
    s.write("in/d.csv", "")
    got = s.run("import", s.folder / "in", "--format", "json", code=1)
    equal(summary(got.json), {"added": 2, "unchanged": 0, "replaced": 0, "failed": 2})
    for name in ("b.las", "d.csv"):
        equal(len([line for line in got.err.splitlines() if name in line]), 1, name)
    equal([w["well_id"] for w in s.run("wells", "--format", "json").json], ["A", "C"])
    equal([p.name for p in s.workspace.iterdir() if p.name.startswith("importing")], [])


def the_result_does_not_depend_on_threads(s):
    # all files are one well: the last in the order of names is the one that counts
    for i in range(8):
        s.write(f"in/{i}.las", sample_well("Same", n=30 + i))
    for threads in (1, 8):
        got = s.run("import", s.folder / "in", "--threads", threads, "--workspace", f"w{threads}", "--format", "json")
        equal(summary(got.json), {"added": 1, "unchanged": 0, "replaced": 7, "failed": 0})
        equal({c["count"] for c in s.run("curves", "--workspace", f"w{threads}", "--format", "json").json}, {37})


def tops(s):
    s.run("import", EXAMPLES / "wells" / "38334774.las", EXAMPLES / "wells" / "wolfcamp_tops.csv")
    markers = s.run("markers", "--format", "json").json
    equal([(m["name"], m["depth"]) for m in markers], [("WFMPA", 6993.5), ("WFMPB", 7294.0), ("WFMPC", 7690.5), ("WFMPD", 8028.0)])
    got = s.run("import", EXAMPLES / "wells" / "wolfcamp_tops.csv", "--format", "json")
    equal(summary(got.json), {"added": 0, "unchanged": 1, "replaced": 0, "failed": 0})
    contains(got.err, "8 tops of 2 wells")
    contains(got.err, "42383347460000")  # wells that are not there are named
    equal(len(s.run("markers", "--format", "json").json), 4)


def tops_find_their_wells(s):
    s.run("import", s.write("a.las", sample_well("A 1", "007")), s.write("b.las", sample_well("B 1", unit="F")))
    # by UWI with its zeros, by name in another spelling; feet into a well in metres, metres into one in feet
    s.run("import", s.write("t.csv", "well;marker;md (ft)\n007;T;1000\n"), s.write("u.csv", "Well,Top,Depth_m\nb-1,U,304.8\nA 1,V,500\n"))
    markers = {(m["well_id"], m["name"]): m["depth"] for m in s.run("markers", "--format", "json").json}
    equal(sorted(markers), [("007", "T"), ("007", "V"), ("B-1", "U")])
    close(markers["007", "T"], 304.8)
    close(markers["B-1", "U"], 1000.0)
    equal(markers["007", "V"], 500.0)
    # a moved top is moved, not doubled
    got = s.run("import", s.write("v.csv", "well,top,depth\nA 1,V,600\n"), "--format", "json")
    equal(summary(got.json), {"added": 1, "unchanged": 0, "replaced": 0, "failed": 0})
    equal([m["depth"] for m in s.run("markers", "--well", "007", "--format", "json").json if m["name"] == "V"], [600.0])
    # nobody's tops are an error; a header that is not of tops makes a table
    contains(s.run("import", s.write("w.csv", "well,top,depth\nZ,V,600\n"), code=1).err, "none of its 1 tops")
    s.run("import", s.write("core.csv", "well,name,depth,porosity\nA 1,p,1,0.2\n"))
    equal([t["name"] for t in s.run("tables", "--format", "json").json], ["core"])


def keeps_odd_names(s):
    text = las("Ünïcode", curves=[("DEPT", "M", [1.0, 2.0]), ("GR", "GAPI", [1.0, 2.0]), ("GR", "GAPI", [3.0, 4.0]),
                                  ("DEPTH", "M", [5.0, 6.0]), ("A/B %", "%", [7.0, 8.0])])
    s.run("import", s.write("ü n.las", text))
    curves = s.run("curves", "--format", "json").json
    equal([c["mnemonic"] for c in curves], ["GR:1", "GR:2", "DEPTH", "A/B %"])
    names = [c["column_name"] for c in curves]
    equal(len(set(names + ["depth"])), 5, names)
    equal(s.run("wells", "--format", "json").json[0]["well_name"], "Ünïcode")


def projects(s):
    s.run("project", "create", "North", "--description", "One")
    s.run("project", "create", "South")
    path = s.write("w.las", sample_well("A"))
    done = s.run("import", path, code=2)
    contains(done.err, '"North"')
    s.run("import", path, "--project", "South")
    equal(len(s.run("wells", "--project", "South", "--format", "json").json), 1)
    equal(s.run("wells", "--project", "North", "--format", "json").json, [])
    s.run("project", "create", "South", code=5)
    equal(json.loads(s.run("project", "show", "North", "--format", "json").out)["description"], "One")
    s.run("project", "delete", "South")
    equal([p for p in (s.workspace / "data").rglob("*.parquet")], [])
    equal([p["name"] for p in s.run("project", "list", "--format", "json").json], ["North"])


main(one_file, names_wells, again_is_a_no_op, another_file_replaces, folders, bad_files_do_not_stop_the_others,
     the_result_does_not_depend_on_threads, tops, tops_find_their_wells, keeps_odd_names, projects)
