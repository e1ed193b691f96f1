"""import of what lies beside logs: surveys, tops, checkshots, tables, WITSML, surfaces; and a folder of everything."""
import csv
import json

from scenario import check, close, contains, equal, las, main

SURVEY = "MD,INC,AZI\n0,0,0\n100,10,45\n200,20,45\n300,30,90\n"
TOPS = """# Petrel well tops
# Unit in depth: ft
VERSION 2
BEGIN HEADER
MD
Type
Surface
Well
END HEADER
3000 Horizon "Top A" "A-1"
-999 Horizon "Top B" "A-1"
3100 Other "OWC" "A-1"
3200 Horizon "Top A" "Z-9"
"""
SHOTS = """# Unit in depth: m
VERSION 1
BEGIN HEADER
MD
TWT
Well
END HEADER
100 -80 "A-1"
200 -150 "A-1"
"""
GSLIB = "Clusters\n3\nX (m)\nY (m)\nCu\n1 2 0.5\n3 4 -1e30\n"
TRAJECTORY = """<?xml version="1.0"?>
<trajectorys xmlns="http://www.witsml.org/schemas/1series" version="1.4.1.1"><trajectory uidWell="w" uidWellbore="b" uid="t">
<nameWell>A-1</nameWell><nameWellbore>A-1</nameWellbore><name>plan</name>
<trajectoryStation uid="1"><md uom="ft">0</md><incl uom="dega">0</incl><azi uom="dega">0</azi></trajectoryStation>
<trajectoryStation uid="2"><md uom="ft">1000</md><incl uom="dega">5</incl><azi uom="dega">10</azi></trajectoryStation>
</trajectory></trajectorys>
"""
ESRI = "ncols 3\nnrows 2\nxllcenter 100\nyllcenter 200\ncellsize 10\nNODATA_value -9999\n1 2 3\n4 -9999 6\n"


def counts(done):
    return [done.json[k] for k in ("added", "unchanged", "replaced", "failed")]


def listed(s, what, *options):
    return s.run(what, *options, "--format", "json").json


def document(s, source):
    project = listed(s, "project", "list")[0]["id"]
    ids = ["00000000-0000-4000-8000-%012d" % i for i in range(3)]
    nodes = [{"id": ids[0], "name": "In", "dependencies": [],
              "node_type": {"type": "ingestion", "source_type": {"project_id": project, **source}}, "metadata": {}},
             {"id": ids[1], "name": "out", "dependencies": [ids[0]],
              "node_type": {"type": "output", "output_type": {"csv": {"storage_path": "out.csv"}}}, "metadata": {}}]
    return s.write("p.json", json.dumps({"id": ids[2], "name": "P", "project_id": project, "version": "1.0.0", "metadata": {}, "nodes": nodes}))


def rows_of(s, source):
    done = s.run("run", document(s, source), "--out", "out")
    return list(csv.DictReader((s.folder / "out" / "out.csv").read_text().splitlines())), done.err


def wells(s, *names):
    for name in names:
        s.run("import", s.write(f"{name.replace('/', '_')}.las", las(name)))


def surveys_belong_to_wells(s):
    wells(s, "A-1", "A-2")
    path = s.write("A-1_deviation_survey.csv", SURVEY.replace("MD", "MD (ft)"))
    done = s.run("import", path, "--format", "json")
    equal(counts(done), [1, 0, 0, 0])
    contains(done.err, "taken for one of A-1 (A-1) by the file's name")
    row = listed(s, "surveys")[0]
    equal([row[k] for k in ("well_id", "name", "stations", "depth_min", "depth_max", "depth_unit")],
          ["A-1", "A-1_deviation_survey", 4, 0, 300, "ft"])
    equal(counts(s.run("import", path, "--format", "json")), [0, 1, 0, 0])
    s.write("A-1_deviation_survey.csv", SURVEY.replace("MD", "MD (ft)").replace("300,", "400,"))
    equal(counts(s.run("import", path, "--format", "json")), [0, 0, 1, 0])
    equal([r["depth_max"] for r in listed(s, "surveys")], [400])
    # by the well's column, in any spelling; a well that nobody knows is made
    both = "Well,MD (m),INC,AZI\na-2,0,0,0\na-2,10,1,2\nNew,0,0,0\nNew,10,1,2\n"
    contains(s.run("import", s.write("both.csv", both)).err, 'the well New is new: no well is called "New"')
    equal([r["well_id"] for r in listed(s, "surveys")], ["A-1", "A-2", "New"])
    contains(s.run("import", s.write("nobody.csv", SURVEY)).err, "it is kept as a table; --well makes it a survey")
    equal([t["name"] for t in listed(s, "tables")], ["a_1_deviation_survey", "both", "nobody"])
    s.run("import", s.folder / "nobody.csv", "--well", "A-2")
    equal([r["name"] for r in listed(s, "surveys", "--well", "A-2")], ["both", "nobody"])


def a_clash_is_asked(s):
    field = "~V\nVERS. 2.0:\nWRAP. NO:\n~W\nSTRT.M 0:\nSTOP.M 1:\nSTEP.M 1:\nNULL. -999.25:\nWELL. A-1:\nFLD. %s:\n~C\nDEPT.M:\nGR.GAPI:\n~A\n0 1\n1 2\n"
    s.run("import", s.write("n.las", field % "North"), s.write("s.las", field % "South"))
    equal(len(listed(s, "wells")), 2)
    done = s.run("import", s.write("d.csv", "Well,MD (m),INC,AZI\nA-1,0,0,0\nA-1,10,1,2\n"), code=1)
    contains(done.err, "say which with --well")
    equal(listed(s, "surveys"), [])


def a_run_reads_surveys(s):
    wells(s, "A-1", "A-2")
    s.run("import", s.write("A-1_dev.csv", SURVEY.replace("MD", "MD (ft)")))
    rows, err = rows_of(s, {"source": "well_trajectories", "well_ids": ["A-1"]})
    equal(list(rows[0]), ["well_id", "depth", "inc", "azi", "tvd"])
    close(float(rows[3]["depth"]), 300 * 0.3048)
    close(float(rows[1]["tvd"]), 99.49308 * 0.3048, tolerance=1e-6)  # 100 ft along an arc of 10 degrees: 100 sin(10)/10 in radians
    equal([r["inc"] for r in rows], ["0.0", "10.0", "20.0", "30.0"])
    rows, err = rows_of(s, {"source": "well_trajectories", "well_ids": [], "curve_names": ["inc"], "depth_range": [20, 70]})
    equal([(r["well_id"], r["inc"]) for r in rows], [("A-1", "10.0"), ("A-1", "20.0")])
    # of two, that of most stations, told; or the one that a person chooses
    s.run("import", s.write("A-1_trajectory.csv", "MD (m),INC,AZI\n0,0,0\n50,1,1\n"))
    rows, err = rows_of(s, {"source": "well_trajectories", "well_ids": ["A-1"]})
    equal(len(rows), 4)
    contains(err, "has several surveys: A-1_dev is taken")
    s.run("surveys", "choose", "A-1", "A-1_trajectory")
    rows, err = rows_of(s, {"source": "well_trajectories", "well_ids": ["A-1"]})
    equal(len(rows), 2)
    check("several surveys" not in err, err)
    contains(s.run("run", document(s, {"source": "well_trajectories", "well_ids": ["A-2"]}), code=3).err, "none of its wells has a survey")


def surveys_go_and_come_back(s):
    wells(s, "A-1")
    s.run("import", s.write("A-1_dev.csv", SURVEY))
    s.run("surveys", "delete", "A-1/A-1_dev")
    equal(listed(s, "surveys"), [])
    s.run("surveys", "undelete", "A-1/A-1_dev")
    equal(len(listed(s, "surveys")), 1)
    s.run("wells", "delete", "A-1")
    s.run("wells", "undelete", "A-1")
    equal(len(listed(s, "surveys")), 1)
    wells(s, "B")
    s.run("import", s.write("B_dev.csv", SURVEY))
    s.run("wells", "merge", "B", "A-1")
    equal([(r["well_id"], r["name"]) for r in listed(s, "surveys")], [("A-1", "A-1_dev"), ("A-1", "B_dev")])


def petrel_and_witsml(s):
    wells(s, "A-1")
    done = s.run("import", s.write("tops.prn", TOPS))
    contains(done.err, "1 markers without a measured depth are left out")
    contains(done.err, "1 tops of 1 wells that the project does not have are left out: Z-9")
    equal([(m["name"], m["depth"], m["depth_unit"], m["type"]) for m in listed(s, "markers")],
          [("Top A", 3000, "ft", "Horizon"), ("OWC", 3100, "ft", "Other")])
    equal(counts(s.run("import", s.folder / "tops.prn", "--format", "json")), [0, 1, 0, 0])
    s.run("import", s.write("shots.txt", SHOTS), s.write("clusters.gslib", GSLIB), s.write("plan.xml", TRAJECTORY))
    equal([(t["name"], t["kind"]) for t in listed(s, "tables")], [("clusters", "table"), ("shots", "checkshots")])
    rows, _ = rows_of(s, {"source": "table", "table_name": "shots"})
    equal([(r["well"], r["md"], r["twt"]) for r in rows], [("A-1", "100.0", "80.0"), ("A-1", "200.0", "150.0")])
    rows, _ = rows_of(s, {"source": "table", "table_name": "clusters"})
    equal([list(r.values()) for r in rows], [["1.0", "2.0", "0.5"], ["3.0", "4.0", ""]])
    row = listed(s, "surveys")[0]
    equal([row["well_id"], row["stations"], row["depth_unit"]], ["A-1", 2, "ft"])


def surfaces(s):
    path = s.write("in/top.asc", ESRI)
    equal(counts(s.run("import", path, "--unit", "z=ft", "--unit", "x=m", "--format", "json")), [1, 0, 0, 0])
    row = listed(s, "surfaces")[0]
    equal([row[k] for k in ("name", "unit", "ncol", "nrow", "nulls", "min", "max", "x_min", "x_max", "y_min", "y_max")],
          ["top", "ft", 3, 2, 1, 1, 6, 100, 120, 200, 210])
    rows, _ = rows_of(s, {"source": "surface", "surface_name": "top"})
    equal(len(rows), 6)
    equal({(float(r["x"]), float(r["y"])): r["z"] for r in rows},
          {(100, 210): "1.0", (110, 210): "2.0", (120, 210): "3.0", (100, 200): "4.0", (110, 200): "", (120, 200): "6.0"})
    equal(counts(s.run("import", path, "--format", "json")), [0, 1, 0, 0])
    s.write("in/top.asc", ESRI.replace("6\n", "7\n"))
    equal(counts(s.run("import", path, "--format", "json")), [0, 0, 1, 0])
    equal(listed(s, "surfaces")[0]["max"], 7)
    # another file's surface of the same name, and a table of it, are others
    s.write("in/other/top.asc", ESRI.replace("100", "300"))
    done = s.run("import", s.folder / "in", s.write("top.csv", "a,b\n1,2\n"), "--format", "json")
    equal(counts(done), [2, 1, 0, 0])
    equal([r["name"] for r in listed(s, "surfaces")], ["top", "top_2"])
    equal(len(rows_of(s, {"source": "surface", "surface_name": "top"})[0]), 6)
    s.run("surfaces", "delete", "top")
    equal([r["name"] for r in listed(s, "surfaces")], ["top_2"])
    s.run("surfaces", "undelete", "top")
    equal(len(listed(s, "surfaces")), 2)


def a_folder_of_everything(s):
    files = {"z.las": las("A-1"), "A-1_dev.csv": SURVEY, "a.prn": TOPS, "shots.txt": SHOTS, "c.gslib": GSLIB, "b.xml": TRAJECTORY, "top.asc": ESRI,
             "bad.las": "~V\nno log\n", "notes.doc": "nothing", "t.csv": "a,b\n1,2\n",
             "a_new.csv": "Well,MD (m),INC,AZI\nZ-9,0,0,0\nZ-9,9,1,2\n", "sub/top.asc": ESRI.replace("1 2 3", "7 8 9")}
    seen = []
    for turn, threads in enumerate((1, 8)):
        s.workspace = s.folder / f"ws{turn}"
        folder = s.folder / f"in{turn}"
        for name, text in files.items():
            s.write(f"in{turn}/{name}", text)
        done = s.run("import", folder, "--threads", threads, "--format", "json", code=1)
        equal(counts(done), [10, 0, 0, 1])
        equal([done.json["files"], done.json["ignored"]], [11, 1])
        contains(done.err, "bad.las")
        seen.append([[(r["well_id"], r["name"], r["stations"]) for r in listed(s, "surveys")], [r["name"] for r in listed(s, "surfaces")],
                     [(r["name"], r["kind"]) for r in listed(s, "tables")], [(r["well_id"], r["name"], r["depth"]) for r in listed(s, "markers")],
                     [(r["well_id"], r["log_type"]) for r in listed(s, "logs")]])
        again = s.run("import", folder, "--format", "json", code=1)
        equal(counts(again), [0, 10, 0, 1])
    equal(seen[0], seen[1])
    equal(seen[0], [[("A-1", "A-1_dev", 4), ("A-1", "b", 2), ("Z-9", "a_new", 2)], ["top", "top_2"], [("a_1_dev", "table"), ("a_new", "table"), ("c", "table"), ("shots", "checkshots"), ("t", "table")],
                    [("A-1", "Top A", 3000), ("A-1", "OWC", 3100), ("Z-9", "Top A", 3200)], [("A-1", "composite")]])


main(surveys_belong_to_wells, a_clash_is_asked, a_run_reads_surveys, surveys_go_and_come_back, petrel_and_witsml, surfaces,
     a_folder_of_everything)
