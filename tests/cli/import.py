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


def logs(s, *options):
    return {(c["log_type"], c["count"]) for c in s.run("curves", "--format", "json", *options).json}


def two_files_of_a_well_are_two_logs(s):
    s.run("import", s.write("old.las", sample_well("A", n=40)))
    equal(logs(s), {("composite", 40)})
    got = s.run("import", s.write("new.las", sample_well("A", n=50)), "--format", "json")
    equal(summary(got.json), {"added": 1, "unchanged": 0, "replaced": 0, "failed": 0})
    equal(logs(s), {("old", 40), ("new", 50)})
    # the same again, in any order
    for name in ("new.las", "old.las", "new.las"):
        equal(summary(s.run("import", s.folder / name, "--format", "json").json)["unchanged"], 1)
    # a file that changed is a new version of its own log; the older one stays reachable
    got = s.run("import", s.write("new.las", sample_well("A", n=60)), "--format", "json")
    equal(summary(got.json), {"added": 0, "unchanged": 0, "replaced": 1, "failed": 0})
    contains(got.err, "new version of the new log of A")
    equal(logs(s), {("old", 40), ("new", 60)})
    every = s.run("logs", "list", "--superseded", "--format", "json").json
    equal([(row["log_type"] == "new", row["rows"], row["superseded_at"] is None) for row in every],
          [(True, 60, True), (True, 50, False), (False, 40, True)])
    # and back again: what it was
    s.run("import", s.write("new.las", sample_well("A", n=50)))
    equal(logs(s), {("old", 40), ("new", 50)})
    # a log type that is asked for stands beside it
    s.run("import", s.folder / "new.las", "--log-type", "run_2")
    equal(logs(s), {("old", 40), ("new", 50), ("run_2", 50)})
    s.run("import", s.folder / "new.las", "--log-type", "../x", code=1)


def the_header_names_the_log(s):
    for i, (run, wanted) in enumerate([("1", "run_1"), ("2A", "run_2a"), ("RUN 3", "run_3")]):
        text = sample_well("A", n=30 + i).replace("~Curve", f"~Parameter\nRUN . {run} : run\n~Curve", 1)
        contains(s.run("import", s.write(f"{i}.las", text)).err, f"({wanted})")


def two_files_of_one_name_in_two_folders(s):
    s.write("in/run1/log.las", sample_well("A", n=40))
    s.write("in/run2/log.las", sample_well("A", n=50))
    equal(summary(s.run("import", s.folder / "in", "--format", "json").json)["added"], 2)
    equal({count for _, count in logs(s)}, {40, 50})
    equal(summary(s.run("import", s.folder / "in", "--format", "json").json)["unchanged"], 2)
    s.run("import", s.folder / "in/run1/log.las", s.folder / "in/run2/log.las", "--workspace", "w2")
    equal({count for _, count in logs(s, "--workspace", "w2")}, {40, 50})


# 42-501-20130 is 42-501-20130-00-00, and no name is a slug (public issue 10: cases 02, 03).
def wells_are_told_apart(s):
    wells = [("a.las", "North 1", "42-501-20130"), ("b.las", "N. 1", "42501201300000"), ("c.las", "North 1", "42-501-20131"),
             ("d.las", "A-1", ""), ("e.las", "A/1", ""), ("f.las", "A 1", ""), ("g.las", "a-1", ""), ("h.las", "大庆1", ""), ("i.las", "胜利1", "")]
    for i, (file, well, uwi) in enumerate(wells):
        s.run("import", s.write(file, sample_well(well, uwi, n=20 + i)))
    listed = s.run("wells", "--format", "json").json
    equal(sorted((w["well_id"], w["well_name"], w["logs"]) for w in listed),
          sorted([("42-501-20130", "North 1", 2), ("42-501-20131", "North 1", 1), ("A-1", "A-1", 2), ("A-1-2", "A/1", 1), ("A-1-3", "A 1", 1),
                  ("大庆1", "大庆1", 1), ("胜利1", "胜利1", 1)]))
    # one that says no UWI may be either of two: a person says which
    path = s.write("z.las", sample_well("North 1", "", n=70))
    contains(s.run("import", path, code=1).err, "say which with --well")
    s.run("import", path, "--well", "42-501-20131")
    equal({w["well_id"]: w["logs"] for w in s.run("wells", "--format", "json").json}["42-501-20131"], 2)


def the_order_of_files_changes_nothing(s):
    field = lambda text, name: text.replace("~Curve", f"~Well\nFLD . {name} : field\n~Curve", 1)
    files = [field(sample_well("No 1", n=20), "EAST"), field(sample_well("No 1", n=21), "WEST"), sample_well("No 2", "", n=22),
             field(sample_well("No 2", "42-501-20130", n=23), "EAST"), sample_well("No 3", "", n=24), sample_well("No 3", "", n=25)]
    seen = set()
    for order in (range(6), reversed(range(6)), (3, 5, 1, 0, 2, 4)):
        name = "abcdef"
        folder = f"in{len(seen)}-{id(order)}"
        for place, i in enumerate(order):
            s.write(f"{folder}/{name[place]}.las", files[i])
        s.run("import", s.folder / folder, "--workspace", "w" + folder)
        wells = s.run("wells", "--workspace", "w" + folder, "--format", "json").json
        curves = s.run("curves", "--workspace", "w" + folder, "--format", "json").json
        by_well = {w["well_id"]: (w["well_name"], w["uwi"]) for w in wells}
        seen.add(tuple(sorted((by_well[c["well_id"]], c["count"]) for c in curves if c["column_name"] == "gr")))
    equal(len(seen), 1, seen)


# A workspace that an older program made: what stood on the well was the last file's (public issue 10, case 01).
def old_workspaces_keep_their_logs(s):
    import sqlite3
    s.run("import", s.write("feet.las", las("A", curves=[("DEPT", "FT", [5000.0, 5000.5]), ("GR", "GAPI", [1.0, 2.0])], unit="FT")))
    s.run("import", s.write("tops.csv", "well,top,depth (ft)\nA,T,5000\n"))
    db = sqlite3.connect(s.workspace / "mudrock.db")
    for statement in ["UPDATE wells SET depth_unit = 'M'", "DROP TABLE well_identities", "DROP TABLE deleted_items", "DROP INDEX well_logs_source",
                      "DROP INDEX well_logs_object", "DROP INDEX well_logs_key", "DROP INDEX well_trajectories_name", "DROP INDEX well_trajectories_source", "DELETE FROM schema_migrations WHERE version > 2",
                      *(f"ALTER TABLE well_logs DROP COLUMN {c}" for c in
                        ("source_key", "said", "base_name", "is_named", "depth_unit", "index_kind", "index_mnemonic", "null_value", "service", "run",
                         "set_name", "header")),
                      *(f"ALTER TABLE well_markers DROP COLUMN {c}" for c in ("depth_unit", "type")),
                      *(f"ALTER TABLE well_trajectories DROP COLUMN {c}" for c in
                        ("depth_unit", "source_name", "source_format", "source_key", "source_digest", "depth_min", "depth_max", "imported_at")),
                      *(f"ALTER TABLE curve_metadata DROP COLUMN {c}" for c in ("set_unit", "set_quantity", "set_by", "set_at", "type"))]:
        db.execute(statement)
    db.commit()
    db.close()
    row = s.run("logs", "list", "--format", "json").json[0]
    equal([row["log_type"], row["depth_unit"], row["null_value"]], ["composite", "FT", "-999.25"])  # not the well's M
    equal(s.run("markers", "--format", "json").json[0]["depth_unit"], "M")
    # the well is found by its name again, the file by its bytes
    equal(summary(s.run("import", s.folder / "feet.las", "--format", "json").json)["unchanged"], 1)
    s.run("import", s.write("more.las", sample_well("A", n=50)))
    equal(len(s.run("wells", "--format", "json").json), 1)
    equal({c["log_type"] for c in s.run("curves", "--format", "json").json}, {"feet", "more"})


def what_was_imported_can_be_changed_and_taken_back(s):
    s.run("import", s.write("a.las", sample_well("A", n=40)), s.write("b.las", sample_well("A", n=50)), s.write("t.csv", "well,top,depth (ft)\nA,T,5000\n"))
    s.run("logs", "rename", "A", "b", "core")
    equal(logs(s), {("composite", 40), ("core", 50)})
    s.run("logs", "rename", "A", "core", "composite", code=5)
    s.run("logs", "delete", "A", "core")
    equal(logs(s), {("composite", 40)})
    s.run("logs", "undelete", "A", "core")
    equal(logs(s), {("composite", 40), ("core", 50)})
    # split, merge back, delete, bring back: nothing is lost on the way
    equal(s.run("wells", "split", "A", "--log", "core", "--name", "A side").out.strip(), "A-side")
    s.run("wells", "rename", "A-side", "A ST")
    equal([(w["well_id"], w["well_name"], w["logs"]) for w in s.run("wells", "--format", "json").json], [("A", "A", 1), ("A-side", "A ST", 1)])
    equal(summary(s.run("import", s.folder / "b.las", "--format", "json").json)["unchanged"], 1)
    s.run("wells", "merge", "A-side", "A")
    s.run("wells", "delete", "A")
    equal([s.run(what, "--format", "json").json for what in ("wells", "curves", "markers")], [[], [], []])
    s.run("import", s.folder / "a.las")
    s.run("wells", "undelete", "A", code=5)  # its name is taken
    s.run("wells", "delete", "A")
    oldest = s.run("wells", "undelete", "--format", "json").json[-1]["id"]
    s.run("wells", "undelete", oldest)
    equal(logs(s), {("composite", 40), ("core", 50)})
    equal(len(s.run("markers", "--format", "json").json), 1)


def a_unit_is_told(s):
    text = las("U", curves=[("DEPT", "ZZQ", [1000.0, 1001.0]), ("TMP", "QQ", [1.0, 2.0])], unit="ZZQ")
    path = s.write("u.las", text)
    contains(s.run("import", path, code=1).err, "--unit DEPT=")
    s.run("import", path, "--unit", "DEPT=parsnips", code=2)
    s.run("import", path, "--unit", "DEPT=ft")
    equal(s.run("logs", "--format", "json").json[0]["depth_unit"], "ft")
    told = lambda: [(c["unit"], c["file_unit"], c["quantity"], c["set_by"]) for c in s.run("curves", "--format", "json").json]
    s.run("curves", "set", "U", "tmp", "--unit", "degF", "--quantity", "temperature")
    equal(told(), [("degF", "QQ", "temperature", "local")])
    s.run("curves", "set", "U", "tmp", "--unit", "parsnips", code=3)
    s.run("curves", "set", "U", "tmp", "--unit", "", "--quantity", "")
    equal([(unit, by) for unit, _, _, by in told()], [("QQ", None)])


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
    # all files are one well: eight logs of it, called by their files
    for i in range(8):
        s.write(f"in/{i}.las", sample_well("Same", n=30 + i))
    for threads in (1, 8):
        got = s.run("import", s.folder / "in", "--threads", threads, "--workspace", f"w{threads}", "--format", "json")
        equal(summary(got.json), {"added": 8, "unchanged": 0, "replaced": 0, "failed": 0})
        equal(logs(s, "--workspace", f"w{threads}"), {(str(i), 30 + i) for i in range(8)})


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
    # kept as their file has them, each with its own unit; a file that says none has that of the well's logs
    units = {(m["well_id"], m["name"]): m["depth_unit"] for m in s.run("markers", "--format", "json").json}
    equal((markers["007", "T"], units["007", "T"]), (1000.0, "ft"))
    equal((markers["B-1", "U"], units["B-1", "U"]), (304.8, "m"))
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


main(one_file, names_wells, again_is_a_no_op, two_files_of_a_well_are_two_logs, the_header_names_the_log,
     two_files_of_one_name_in_two_folders, wells_are_told_apart, the_order_of_files_changes_nothing, old_workspaces_keep_their_logs,
     what_was_imported_can_be_changed_and_taken_back, a_unit_is_told, folders, bad_files_do_not_stop_the_others,
     the_result_does_not_depend_on_threads, tops, tops_find_their_wells, keeps_odd_names, projects)
