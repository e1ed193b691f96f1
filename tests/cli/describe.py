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


def bad_files(s):
    for name, text in [("empty.las", ""), ("prose.las", "This is no log file.\n"), ("binary.las", "\0\1\2\3" * 100)]:
        done = s.run("import", "--describe", s.write(name, text), code=1)
        equal(len(done.err.strip().splitlines()), 1, name)
        contains(done.err, name)
        equal(done.out, "")


main(as_json, as_text, real_wells, tables, bad_files)
