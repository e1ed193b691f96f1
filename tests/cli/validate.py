"""validate and plan: diagnostics with names and hints, exit 3; plans in three forms."""
import json

from scenario import check, contains, document, equal, las, logs, main, operator, output, sample_well, vsh_document


def prepared(s):
    s.run("import", s.write("w.las", sample_well("W")))


def good(s):
    prepared(s)
    got = s.run("validate", s.write("p.json", vsh_document()))
    contains(got.out, "no errors")
    equal(s.run("validate", "p.json", "--format", "json").json, [])


def bad(s):
    prepared(s)
    cases = {
        "parameter.invalid": document(logs(), operator("v", "Vsh", ["logs"], "shale_volume_linear", gr_min=-5), output("o", "Out", ["v"])),
        "parameter.unknown": document(logs(), operator("v", "Vsh", ["logs"], "shale_volume_linear", gr_mni=5), output("o", "Out", ["v"])),
        "operator.unknown": document(logs(), operator("v", "Vsh", ["logs"], "shale_volume_linaer"), output("o", "Out", ["v"])),
        "schema.missing_column": document(logs(), operator("v", "Vsh", ["logs"], "shale_volume_linear", gr_column="grr"), output("o", "Out", ["v"])),
        "dag.cycle": document(operator("a", "A", ["b"], "shale_volume_linear"), operator("b", "B", ["a"], "shale_volume_linear"),
                              output("o", "Out", ["b"])),
        "dag.no_output": document(logs(), operator("v", "Vsh", ["logs"], "shale_volume_linear")),
        "dag.malformed": "{\"id\": 7}",
        "dag.unknown_dependency": document(logs(), output("o", "Out", ["logs", "ghost"])),
        "source.unknown_well": document(logs(well_ids=["Nobody"]), output("o", "Out", ["logs"])),
    }
    for code, text in cases.items():
        got = s.run("validate", s.write("bad.json", text), code=3)
        contains(got.err, "error " + code, code)
        equal(got.out, "", code)
        s.run("run", "bad.json", code=3)
        s.run("plan", "bad.json", code=3)
    equal(s.run("execution", "list", "--format", "json").json, [], "what is not valid is not run")


def names_and_hints(s):
    prepared(s)
    text = document(logs(), operator("v", "My shale", ["logs"], "shale_volume_linear", gr_column="grr"), output("o", "Out", ["v"]))
    got = s.run("validate", s.write("bad.json", text), code=3)
    contains(got.err, 'in "My shale"')
    contains(got.err, "hint: ")
    listed = s.run("validate", "bad.json", "--format", "json", code=3).json
    equal([(d["code"], d["node_id"]) for d in listed if d["severity"] == "error"], [("schema.missing_column", "v")])


def sets_parameters(s):
    prepared(s)
    s.write("p.json", vsh_document())
    s.run("validate", "p.json", "--set", "Vsh.gr_min=-1", code=3)
    s.run("validate", "p.json", "--set", "vsh.gr_min=10")
    contains(s.run("validate", "p.json", "--set", "gr_min=10", code=2).err, "NODE.PARAM=VALUE")
    contains(s.run("validate", "p.json", "--set", "Nobody.gr_min=10", code=4).err, "Nobody")


def plans(s):
    prepared(s)
    s.write("p.json", vsh_document())
    text = s.run("plan", "p.json").out
    contains(text, "Vsh")
    contains(s.run("plan", "p.json", "--format", "dot").out, "digraph")
    check(isinstance(json.loads(s.run("plan", "p.json", "--format", "json").out), dict), "a plan is an object")


def neutron_matrices_are_told(s):
    """Case 40 of the public cases: limestone here and sandstone there is not one curve without a word."""
    for well, mnemonic in (("N-A", "NPHI_LS"), ("N-B", "NPHI_SS")):
        s.run("import", s.write(f"{well}.las", las(well, curves=[("DEPT", "M", [100, 100.5]), (mnemonic, "V/V", [0.2, 0.21])])))

    def told(*wells):
        text = document(logs(curves=("nphi",), curve_match="quantity", well_ids=list(wells)), output("o", "Out", ["logs"]))
        return [d["message"] for d in s.run("validate", s.write("n.json", text), "--format", "json").json if d["code"] == "source.neutron_matrix"]

    ids = {w["well_name"]: w["well_id"] for w in s.run("wells", "--format", "json").json}
    both = told()
    equal(len(both), 1)
    for word in ("limestone", "NPHI_LS", "sandstone", "NPHI_SS"):
        contains(both[0], word)
    contains(told(ids["N-B"])[0], "sandstone (NPHI_SS")
    equal(told(ids["N-A"]), [])


def well(name, unit="M", index="DEPT", **curves):
    rows = [1000.0, 1000.5, 1001.0]
    return las(name, curves=[(index, unit, rows)] + [(m, u, [float(i) for i in range(3)]) for m, u in curves.items()], unit=unit)


def told(s, source, *others, code=0):
    text = document(source, *others, output("o", "Out", [(others or [source])[-1]["id"]], {"csv": {"storage_path": "o.csv"}}))
    got = s.run("validate", s.write("t.json", text), "--format", "json", code=code).json
    return {d["code"]: d["message"] for d in got}


def logs_are_told(s):
    """What a run says of the logs it takes, validation says: which of several, which have no depth, where a curve is; a few wells named."""
    for i in range(5):
        s.run("import", s.write(f"a{i}.las", well(f"W{i}", GR="GAPI", RHOB="G/C3")), s.write(f"b{i}.las", well(f"W{i}", PEF="B/E")))
    s.run("import", s.write("t.las", well("T", "S", "TIME", GR="GAPI")), s.write("n.las", well("N", "", GR="GAPI")))
    got = told(s, logs(curves=["gr", "rhob"]))
    contains(got["source.log_choice"], "a0 of W0 is taken, not b0; a1 of W1 is taken, not b1; a2 of W2 is taken, not b2; and 2 more wells")
    contains(got["source.no_depth"], "T, composite over TIME")
    contains(got["source.unit_assumed"], "the depths say no unit and are taken as m (N)")
    got = told(s, logs(curves=["gr", "rhob", "pef"]), code=3)
    contains(got["source.curve_elsewhere"], "`pef` is in another log than the one that is taken: of W0 it is in b0, not in a0")
    contains(got["source.unknown_curve"], "pef")
    equal(told(s, logs(curves=["pef"], log_type="b?")), {})
    contains(told(s, logs(curves=["gr"], log_type="a0", well_ids=["W0", "W1"]))["source.log_missing"], "W1, it has a1, b1")
    contains(told(s, logs(curves=["gr"], log_type="core"), code=3)["source.empty_selection"], "core")
    text = s.run("run", "t.json", code=3).err
    contains(text, "core")


def readings_are_told(s):
    """Conversions of the index, of tops and of a column that only the source's filter looks at stand in the plan and in the run."""
    s.run("import", s.write("f.las", well("F", "FT", GR="GAPI", RHOB="K/M3")), s.write("tops.csv", "well_id,name,depth (ft)\nF,Top,1001\n"))
    source = logs(curves=["gr", "rhob"])
    source["node_type"]["filters"] = {"curve_filters": {"rhob": {"min_value": 0, "max_value": 9, "exclude_nulls": False}}}
    only_gr = operator("s", "Only", ["logs"], "select", columns=["gr"])
    told(s, source, only_gr)
    for text in (s.run("plan", "t.json").out, s.run("run", "t.json").err):
        for words in ("depth", "ft", "rhob", "kg/m3"):
            contains(text, words)
    equal([line for line in s.run("run", "t.json").err.splitlines() if line.startswith("unit:")],
          ["unit: depth: ft becomes m on reading", "unit: rhob: kg/m3 becomes g/cm3 on reading"])
    tops = {"id": "tops", "name": "Tops", "dependencies": [], "node_type": {"type": "ingestion", "source_type": {"source": "well_markers", "well_ids": []}}}
    told(s, tops)
    contains(s.run("plan", "t.json").out, "converts depth from ft to m")
    contains(s.run("run", "t.json").err, "unit: depth: ft becomes m on reading")


def names_that_differ_in_case(s):
    """Two curves of a file stay two; a result that differs from a column in case only is refused with both names, before it runs."""
    s.run("import", s.write("c.las", well("C", GR="GAPI", gr="GAPI")))
    equal(sorted(c["column_name"] for c in s.run("curves", "--format", "json").json if c["column_name"] != "depth"), ["gr_1", "gr_2"])
    smooth = operator("a", "Smooth", ["logs"], "moving_average", column="gr_1", output_column="GR_2")
    got = told(s, logs(curves=["gr_1", "gr_2"]), smooth, code=3)
    for words in ("'Smooth'", "`gr_2` of 'Logs'", "`GR_2`"):
        contains(got["schema.column_conflict"], words)
    text = s.run("import", s.write("d.csv", "well_id,depth,GR,gr\nD,1,2,3\n"), code=1).err
    contains(text, '"GR" and "gr" differ in case only')


main(logs_are_told, readings_are_told, names_that_differ_in_case, neutron_matrices_are_told, good, bad, names_and_hints, sets_parameters, plans)
