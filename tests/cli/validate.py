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


main(neutron_matrices_are_told, good, bad, names_and_hints, sets_parameters, plans)
