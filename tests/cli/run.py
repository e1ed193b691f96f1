"""run: outputs, overrides, wells, one node, a folder of files instead of a project, failures."""
import csv
import json
import os

from scenario import check, close, contains, document, equal, las, logs, main, operator, output, sample_well, vsh_document


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    head = [cell.split(":")[0] for cell in rows[0]]
    return [dict(zip(head, row)) for row in rows[1:]]


def prepared(s, wells=("A", "B")):
    for well in wells:
        s.write(f"in/{well}.las", sample_well(well))
    s.run("import", s.folder / "in")
    s.write("p.json", vsh_document())


def vsh(row, low=20.0, high=120.0):
    return None if row["gr"] == "" else min(1.0, max(0.0, (float(row["gr"]) - low) / (high - low)))


def writes_csv(s):
    prepared(s)
    got = s.run("run", "p.json", "--out", "o")
    contains(got.out, "Result")
    rows = rows_of(s.folder / "o" / "vsh.csv")
    equal(len(rows), 80)
    for row in rows:
        if row["gr"] == "":
            equal(row["vsh"], "")
        else:
            close(float(row["vsh"]), vsh(row))
    equal([r["well_id"] for r in rows], ["A"] * 40 + ["B"] * 40)


def wells_and_overrides(s):
    prepared(s)
    s.run("run", "p.json", "--out", "o", "--wells", "B", "--set", "Vsh.gr_min=40", "Vsh.gr_max=100")
    rows = rows_of(s.folder / "o" / "vsh.csv")
    equal({r["well_id"] for r in rows}, {"B"})
    for row in rows:
        if row["gr"]:
            close(float(row["vsh"]), vsh(row, 40, 100))
    saved = json.loads(s.run("pipeline", "load", "Test").out)
    equal(saved["nodes"][1]["node_type"]["parameters"]["gr_min"], 20, "an override is not saved")


def by_id_and_to_a_node(s):
    prepared(s)
    identity = s.run("pipeline", "save", "p.json").out.strip()
    got = s.run("run", identity, "--to", "Vsh", "--format", "json").json
    equal(got["status"], "completed")
    equal([o["kind"] for o in got["result_summary"]["outputs"]], ["frontend"])
    equal(got["result_summary"]["row_count"], 80)
    check("vsh" in got["result_summary"]["sample_data"][0], got["result_summary"])
    equal(os.path.exists(s.folder / "vsh.csv"), False, "the output node was not run")
    s.run("run", identity, "--to", "Nobody", code=4)


def all_kinds_of_outputs(s):
    prepared(s)
    text = document(logs(), operator("v", "Vsh", ["logs"], "shale_volume_linear"), output("a", "Shown", ["v"]),
                    output("b", "Table", ["v"], {"parquet": {"storage_path": "t.parquet"}}),
                    output("c", "Text", ["v"], {"csv": {"storage_path": "t.csv"}}),
                    output("d", "Logs out", ["v"], {"las": {"storage_path": "las"}}), multiple_outputs=True)
    got = s.run("run", s.write("all.json", text), "--out", "o", "--format", "json").json
    equal({o["kind"] for o in got["result_summary"]["outputs"]}, {"frontend", "parquet", "csv", "las"})
    for o in got["result_summary"]["outputs"]:
        equal(o["rows"], 80, o)
    equal(sorted(p.name for p in (s.folder / "o" / "las").iterdir()), ["A.las", "B.las"])
    back = s.run("import", "--describe", s.folder / "o" / "las" / "A.las", "--format", "json").json
    equal(back["rows"], 40)
    equal(s.run("import", "--describe", s.folder / "o" / "t.parquet", "--format", "json").json["rows"], 80)


# Our own small file after the rules of LAS 2.0; what comes in goes out again.
FULL = """~Version
VERS. 2.0 : CWLS
WRAP. NO  : one line per depth
~Well
STRT.FT 5000.5 : first
STOP.FT 5002.0 : last
STEP.FT    0.5 : step
NULL. -9999 : null
COMP. ACME "OIL" ENERGY : company
WELL. C-7 : well
FLD . WILDCAT : field
LOC . 12-34-12-34W5M : location
CNTY. WINKLER : county
SRVC. LOGCO : service company
DATE. 1986-12-13 : log date
API . 0042303347740000 : API number
EKB .FT 1850.5 : kelly bushing
LATI. 38° 52' 12.5" N : latitude
LONG. 98 45 54 W : longitude
~Parameter
BHT .DEGF 149 : bottom hole temperature
MATR.     SAND : neutron matrix
~Curve
DEPT.FT   : depth
Gr  .GAPI : gamma ray, main pass
TDEP..1IN : depth by the tool
~Other
Tool stuck at 5002.
~not a section
~ASCII
5000.5 60 600060
5001.0 -9999 600120
5001.5 62 600180
5002.0 63.25 600240
"""


def las_goes_out_as_it_came_in(s):
    source = FULL.replace("~not a section\n", "")
    s.run("import", s.write("full.las", source))
    well = s.run("wells", "--format", "json").json[0]
    close(well["latitude"], 38 + 52 / 60 + 12.5 / 3600)
    close(well["longitude"], -(98 + 45 / 60 + 54 / 3600))
    text = document(logs(curves=()), output("a", "Out", ["logs"], {"las": {"storage_path": "las"}}))
    s.run("run", s.write("p.json", text), "--out", "o")
    written, = (s.folder / "o" / "las").iterdir()
    first, again = (s.run("import", "--describe", f, "--format", "json").json for f in ("full.las", written))
    for name, item in first["well"].items():
        if name not in ("STRT", "STOP", "STEP", "NULL"):
            equal(again["well"][name], item, name)
    equal(again["well"]["PROV"]["value"] if "PROV" in again["well"] else None, None, "a county stands there: no empty province")
    equal("UWI" in again["well"], False, "an API number stands there: no empty UWI")
    equal(again["parameters"], first["parameters"])
    equal([(c["mnemonic"], c["descr"], c["nulls"]) for c in again["curves"]], [(c["mnemonic"], c["descr"], c["nulls"]) for c in first["curves"]])
    contains(written.read_text(), "\nTool stuck at 5002.\n")
    rows = [line.split()[0] for line in written.read_text().split("~ASCII\n")[1].splitlines()]
    # 5000.5 ft x 0.3048 = 1524.1524 m, exactly
    equal(rows, ["1524.1524", "1524.3048", "1524.4572", "1524.6096"])
    equal(len({len(line) for line in written.read_text().split("~ASCII\n")[1].splitlines()}), 1, "equal columns")


def las_makes_up_nothing(s):
    prepared(s, ["W 1"])
    text = document(logs(curves=()), output("a", "Out", ["logs"], {"las": {"storage_path": "las"}}))
    s.run("run", s.write("q.json", text), "--out", "o")
    written, = (s.folder / "o" / "las").iterdir()
    well = s.run("import", "--describe", written, "--format", "json").json["well"]
    equal({k: well[k]["value"] for k in ("COMP", "WELL", "FLD", "LOC", "PROV", "SRVC", "DATE", "UWI")},
          {"COMP": "", "WELL": "W 1", "FLD": "", "LOC": "", "PROV": "", "SRVC": "", "DATE": "", "UWI": ""})
    # two wells of a table are no LAS file
    s.write("two.csv", "well_id,depth,gr\nA,1,2\nB,1,3\n")
    done = s.run("operator", "run", "select", "--params", '{"columns": []}', "--input", "two.csv", "--output", "two.las", code=None)
    equal(done.code != 0 and '"A"' in done.err and '"B"' in done.err, True, done.err)
    equal((s.folder / "two.las").exists(), False)


def equal_for_any_threads(s):
    prepared(s, [f"W{i}" for i in range(7)])
    for threads in (1, 2, 8):
        s.run("run", "p.json", "--out", f"o{threads}", "--threads", threads)
    equal((s.folder / "o1" / "vsh.csv").read_bytes(), (s.folder / "o2" / "vsh.csv").read_bytes())
    equal((s.folder / "o1" / "vsh.csv").read_bytes(), (s.folder / "o8" / "vsh.csv").read_bytes())


def over_a_folder(s):
    s.write("w.las", sample_well("A"))
    s.run("operator", "run", "depth_shift", "--params", '{"column": "gr", "shift": 0}', "--input", "w.las", "--output", "data/A.parquet")
    s.write("p.json", vsh_document())
    got = s.run("run", "p.json", "--data", "data", "--out", "o", "--format", "json").json
    equal(got["status"], "completed")
    equal(len(rows_of(s.folder / "o" / "vsh.csv")), 40)
    equal(s.workspace.exists(), False, "no workspace is made")
    s.run("validate", "p.json", "--data", "data")
    s.run("run", "p.json", "--data", "nowhere", code=4)
    # a folder without markers is like a project without: no sample is below a top; a kept result goes with the run
    tops = {"id": "tops", "name": "Tops", "dependencies": [],
            "node_type": {"type": "ingestion", "source_type": {"source": "well_markers", "well_ids": []}}}
    s.write("z.json", document(logs(), tops, operator("z", "Zones", ["logs", "tops"], "zone_from_markers", above="none"), output("o", "Out", ["z"])))
    got = s.run("run", "z.json", "--data", "data", "--format", "json").json
    equal({row["zone"] for row in got["result_summary"]["sample_data"]}, {"none"})
    equal(got["result_summary"]["outputs"][0]["path"], None)


def a_failure_leaves_nothing(s):
    prepared(s)
    (s.folder / "o").mkdir()
    (s.folder / "o" / "vsh.csv").write_text("mine\n")
    (s.folder / "o").chmod(0o555)
    try:
        if os.access(s.folder / "o", os.W_OK):
            return  # whoever runs this may write anywhere
        s.run("run", "p.json", "--out", "o", code=5)
        equal((s.folder / "o" / "vsh.csv").read_text(), "mine\n")
    finally:
        (s.folder / "o").chmod(0o755)


def refuses_paths_above(s):
    prepared(s)
    text = vsh_document({"csv": {"storage_path": "../outside.csv"}})
    s.write("up.json", text)
    (s.folder / "o").mkdir()
    done = s.run("run", "up.json", "--out", "o", code=None)
    check(done.code != 0, "a path above the output folder is refused")
    equal(os.path.exists(s.folder / "outside.csv"), False)


def conversions_are_told(s):
    """welly#102: what becomes of a curve's unit is told, in the plan, in the run and in its record; once, however many wells."""
    for well in ("A", "B"):
        curves = [("DEPT", "M", [1000.0, 1000.5]), ("RHOB", "K/M3", [2400.0, 2500.0]), ("GR", "GAPI", [50.0, 60.0])]
        s.run("import", s.write(f"{well}.las", las(well, curves=curves)))
    s.write("p.json", document(logs(), operator("f", "Dense", ["logs"], "filter", condition="rhob > 2.45"), output("o", "Out", ["f"])))
    reads = s.run("plan", "p.json", "--format", "json").json["stages"][0]["nodes"][0]["reads"]
    equal([(c["column"], c["from"], c["to"]) for c in reads["conversions"]], [("rhob", "kg/m3", "g/cm3")])
    contains(s.run("plan", "p.json").out.lower(), "converts rhob from kg/m3 to g/cm3")
    for _ in range(2):  # the second time rows may come from the cache
        told = [line.lower() for line in s.run("run", "p.json").err.splitlines() if line.startswith("unit:")]
        equal(told, ["unit: rhob: kg/m3 becomes g/cm3 on reading"])
    newest = s.run("execution", "list", "--format", "json").json[0]["id"]
    summary = s.run("execution", "show", newest, "--format", "json").json["result_summary"]
    equal([c.lower() for c in summary["conversions"]], ["rhob: kg/m3 becomes g/cm3 on reading"])


main(conversions_are_told, writes_csv, wells_and_overrides, by_id_and_to_a_node, all_kinds_of_outputs, las_goes_out_as_it_came_in, las_makes_up_nothing, equal_for_any_threads, over_a_folder,
     a_failure_leaves_nothing, refuses_paths_above)
