"""execution list, show, logs, lineage."""
from scenario import check, contains, document, equal, las, main, operator, output, sample_well, vsh_document


def recorded(s):
    s.run("import", s.write("w.las", sample_well("W")))
    s.run("run", s.write("p.json", vsh_document()), "--out", "o", "--set", "Vsh.gr_min=30", "--wells", "W")
    rows = s.run("execution", "list", "--format", "json").json
    equal([r["status"] for r in rows], ["completed"])
    identity = rows[0]["id"]
    got = s.run("execution", "show", identity, "--format", "json").json
    equal(got["pipeline_id"], "01920000-0000-7000-8000-000000000001")
    equal([(n["node_name"], n["state"], n["rows"]) for n in got["execution_log"]],
          [("Logs", "completed", 40), ("Vsh", "completed", 40), ("Result", "completed", 40)])
    equal([(o["operator_id"], o["version"]) for o in got["resolved_operators"]], [("shale_volume_linear", "1.0.0")])
    equal([len(o["impl_digest"]) for o in got["resolved_operators"]], [64])
    equal([(i["well_id"], len(i["digest"])) for i in got["input_snapshots"]], [("W", 64)])
    equal(got["input_parameters"]["overrides"], ["Vsh.gr_min=30"])
    equal(got["input_parameters"]["wells"], ["W"])
    equal(got["metrics"]["rows_in"], 40)
    check(set(got["engine_versions"]) == {"mudrock", "duckdb"}, got["engine_versions"])
    check(got["started_at"] <= got["completed_at"], "times")
    equal(len(got["content_hash"]), 64)
    contains(s.run("execution", "show", identity).out, "completed")
    equal([r["node_name"] for r in s.run("execution", "logs", identity, "--format", "csv").csv], ["Logs", "Vsh", "Result"])
    lineage = s.run("execution", "lineage", identity, "--format", "json").json
    equal({(e["source_node_id"], e["target_node_id"], e["transformation_type"]) for e in lineage},
          {("logs", "vsh", "shale_volume_linear"), ("vsh", "out", "output")})
    equal([len(e["source_data_snapshot"]) for e in lineage if e["source_node_id"] == "logs"], [64])
    s.run("execution", "cancel", identity, code=5)


def newest_first_and_limits(s):
    s.run("import", s.write("w.las", sample_well("W")))
    s.write("p.json", vsh_document())
    for _ in range(3):
        s.run("run", "p.json", "--out", "o")
    rows = s.run("execution", "list", "--format", "json").json
    equal([r["started_at"] for r in rows], sorted((r["started_at"] for r in rows), reverse=True))
    equal(len(s.run("execution", "list", "--limit", "2", "--format", "json").json), 2)
    equal(len(s.run("execution", "list", "--pipeline", "Test", "--format", "json").json), 3)
    s.run("execution", "list", "--pipeline", "none", code=4)
    hashes = {s.run("execution", "show", r["id"], "--format", "json").json["content_hash"] for r in rows}
    equal(len(hashes), 1, "equal inputs, equal content")


def a_surface_is_known_by_its_data(s):
    """What a run read is in its record, and in the keys of its nodes: of a surface as of a table."""
    surface = {"id": "s", "name": "Top", "dependencies": [], "node_type": {"type": "ingestion", "source_type": {"source": "surface", "surface_name": "top"}}}
    s.write("d.json", document(surface, operator("f", "Deep", ["s"], "filter", condition="z > 0"), output("o", "Out", ["f"])))
    for z in (1000, 1001):
        s.run("import", s.write("top.csv", f"x:float64,y:float64,z:float64\n1,2,{z}\n"))
        s.run("run", "d.json")
    runs = [s.run("execution", "show", e["id"], "--format", "json").json for e in s.run("execution", "list", "--format", "json").json]
    read = [[o["digest"] for o in run["input_snapshots"]] for run in runs]
    equal([len(objects) for objects in read], [1, 1])
    equal(read[0] == read[1], False, "another surface, another digest")


def every_source_is_known_by_its_data(s):
    """One digit of the data, another key; the same data again, the same key. Over every kind of source that can be read."""
    kinds = {
        "logs": ({"source": "well_logs", "well_ids": [], "curve_names": [], "log_type": "composite"}, "w.las",
                 lambda x: las("W", curves=[("DEPT", "M", [100.0, 101.0]), ("GR", "GAPI", [50.0, x])])),
        "tops": ({"source": "well_markers", "well_ids": []}, "tops.csv", lambda x: f"well_id,name,depth (m)\nW,Top,{x}\n"),
        "table": ({"source": "table", "table_name": "cores"}, "cores.csv", lambda x: f"sample_no,kh\n1,{x}\n"),
        "surface": ({"source": "surface", "surface_name": "top"}, "top.csv", lambda x: f"x:float64,y:float64,z:float64\n1,2,{x}\n"),
    }
    for kind, (source, name, text) in kinds.items():
        read = {"id": kind, "name": kind, "dependencies": [], "node_type": {"type": "ingestion", "source_type": source}}
        s.write("d.json", document(read, output("o", "Out", [kind])))
        seen = []
        for value in (60.5, 60.5, 60.6):
            s.run("import", s.write(name, text(value)))
            s.run("run", "d.json")
            newest = s.run("execution", "list", "--limit", "1", "--format", "json").json[0]["id"]
            seen.append(s.run("execution", "show", newest, "--format", "json").json["content_hash"])
        equal(seen[0], seen[1], kind + ": the same data")
        check(seen[0] != seen[2], kind + ": a digit changed, and the key did not")
        equal(len(seen[0]), 64, kind)
    s.write("d.json", document({"id": "l", "name": "l", "dependencies": [], "node_type": {"type": "ingestion", "source_type": kinds["logs"][0]}}, output("o", "Out", ["l"])))
    keys = set()
    for unit in (None, "v/v", "%"):  # what a person says of a curve is part of what is read
        if unit:
            s.run("curves", "set", "W", "gr", "--unit", unit)
        s.run("run", "d.json")
        newest = s.run("execution", "list", "--limit", "1", "--format", "json").json[0]["id"]
        keys.add(s.run("execution", "show", newest, "--format", "json").json["content_hash"])
    equal(len(keys), 3, "a corrected unit, another key")


main(every_source_is_known_by_its_data, a_surface_is_known_by_its_data, recorded, newest_first_and_limits)
