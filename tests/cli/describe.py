"""import --describe: what is in a file, nothing written."""
from scenario import EXAMPLES, close, contains, equal, las, main


def as_json(s):
    path = s.write("a b#1.las", las("Test", "W/1", curves=[("DEPT", "M", [1.0, 2.0, 3.0, 4.0]), ("GR", "GAPI", [10.0, None, 20.0, 60.0])]))
    got = s.run("import", "--describe", path, "--format", "json").json
    equal(got["format"], "LAS")
    equal(got["version"], "2.0")
    equal(got["wrap"], False)
    equal(got["rows"], 4)
    equal(got["well"]["WELL"]["value"], "Test")
    gr = got["curves"][1]
    equal([gr["mnemonic"], gr["unit"], gr["quantity"], gr["count"], gr["nulls"]], ["GR", "GAPI", "gamma_ray", 4, 1])
    close(gr["mean"], 30.0)
    equal(s.workspace.exists(), False, "nothing is written")


def as_text(s):
    path = s.write("w.las", las("Test"))
    done = s.run("import", "--describe", path)
    contains(done.out, "LAS 2.0, 20 rows, 1 curves")
    equal(done.err, "")


def real_wells(s):
    # rows and curves as counted by other programs
    for name, rows, curves in [("31_2-7.las", 8647, 20), ("38334774.las", 13047, 17)]:
        got = s.run("import", "--describe", EXAMPLES / "wells" / name, "--format", "json").json
        equal([got["rows"], len(got["curves"])], [rows, curves], name)


def tables(s):
    path = s.write("t.csv", "name,x\na,1.5\nb,\nc,2.5\n")
    got = s.run("import", "--describe", path, "--format", "json").json
    equal([got["format"], got["rows"]], ["CSV", 3])
    x = got["curves"][1]
    equal([x["mnemonic"], x["nulls"], x["min"], x["max"], x["mean"]], ["x", 1, 1.5, 2.5, 2.0])


def units_as_understood(s):
    # F at a temperature, OHM at a resistivity (issue 10, case 27); a text that is no unit is told from none
    path = s.write("u.las", las("Units", "U/1", curves=[("DEPT", "FTKB", [1.0, 2.0]), ("TEMP", "F", [1.0, 2.0]), ("RT", "OHM", [1.0, 2.0]),
                                                        ("ODD", "lbm/foo", [1.0, 2.0]), ("N", "NONE", [1.0, 2.0]), ("P", "PSIG", [1.0, 2.0])]))
    got = {c["mnemonic"]: c for c in s.run("import", "--describe", path, "--format", "json").json["curves"]}
    equal({k: (c["unit"], c["understood"], c["unit_unknown"]) for k, c in got.items()},
          {"DEPT": ("FTKB", "ft", False), "TEMP": ("F", "degF", False), "RT": ("OHM", "ohm.m", False), "ODD": ("lbm/foo", None, True),
           "N": ("NONE", None, False), "P": ("PSIG", "psig", False)})
    contains(s.run("import", "--describe", path).out, "lbm/foo  not understood")
    s.run("init")
    s.run("import", path)
    listed = {c["mnemonic"]: c for c in s.run("curves", "--format", "json").json}
    equal({k: (c["unit"], c["understood"]) for k, c in listed.items() if k != "DEPT"},
          {"TEMP": ("F", "degF"), "RT": ("OHM", "ohm.m"), "ODD": ("lbm/foo", None), "N": ("NONE", None), "P": ("PSIG", "psig")})
    contains(s.run("curves").out, "not understood")


def bad_files(s):
    for name, text in [("empty.las", ""), ("prose.las", "This is no log file.\n"), ("binary.las", "\0\1\2\3" * 100)]:
        done = s.run("import", "--describe", s.write(name, text), code=1)
        equal(len(done.err.strip().splitlines()), 1, name)
        contains(done.err, name)
        equal(done.out, "")


main(as_json, as_text, real_wells, tables, units_as_understood, bad_files)
