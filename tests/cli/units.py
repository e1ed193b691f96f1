"""Units: what users of other programs ran into, as runs of this one. Each scenario names the report and where its value is from."""
import csv
import math

from scenario import check, close, document, equal, las, logs, main, operator, output


def newest(identity, dependencies, operator_id, **parameters):
    made = operator(identity, identity, dependencies, operator_id, **parameters)
    del made["node_type"]["operator_version"]
    made["node_type"]["version_strategy"] = {"strategy": "latest"}
    return made


def run(s, *nodes):
    """Rows of a pipeline whose last node is written as CSV."""
    written = output("out", "Out", [nodes[-1]["id"]], {"csv": {"storage_path": "out.csv"}})
    s.run("run", s.write("p.json", document(*nodes, written)), "--out", "o")
    with open(s.folder / "o" / "out.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    head = [cell.split(":")[0] for cell in rows[0]]
    return [dict(zip(head, row)) for row in rows[1:]]


def column(rows, name):
    return [float(row[name]) if row[name] else None for row in rows]


def near(got, wanted, what):
    equal(len(got), len(wanted), what)
    for a, b in zip(got, wanted):
        check((a is None) == (b is None), f"{what}: got {got}, wanted {wanted}")
        if b is not None:
            close(a, b, what, 1e-9)


# --- sentinels: pyart#278 (CF conventions), CODEM#11, multio#111, lasio#49: a missing value is not transformed ---

def sentinel_file(s):
    curves = [("DEPT", "M", [1000.0, 1000.5, 1001.0]), ("RHOB", "K/M3", [2400.0, -9999.0, 2420.0]),
              ("NPHI", "%", [25.0, -9999.0, 24.0]), ("TEMP", "DEGF", [140.0, -9999.0, 142.0])]
    s.run("import", s.write("s.las", las("SENT", curves=curves)))


def sentinels_are_the_files_numbers(s):
    """-9999 where NULL is -999.25: absent whatever the column is read in."""
    sentinel_file(s)
    for name, wanted in (("rhob", [2.4, None, 2.42]), ("nphi", [0.25, None, 0.24]), ("temp", [60, None, 550 / 9])):
        near(column(run(s, logs(curves=["rhob", "nphi", "temp"]), newest("n", ["logs"], "null_sentinels", column=name)), "cleaned"), wanted, name)


def sentinels_of_wells_in_two_units(s):
    """0 degF is none of the file in degC, and a number that conversion makes of the one is none of the other; after rows were chosen too, and
    where all wells stand in one table."""
    for well, unit in (("F", "DEGF"), ("C", "DEGC")):
        curves = [("DEPT", "FT", [100.0, 101.0, 102.0, 103.0]), ("TEMP", unit, [0.0, 32.0, -17.77777777777778, -9999.0])]
        s.run("import", s.write(f"{well}.las", las(well, curves=curves)))
    fahrenheit = [None if t is None else (t - 32) * 5 / 9 for t in (None, 32.0, -17.77777777777778, None)]
    celsius = [None, 32.0, -17.77777777777778, None]
    source = logs(curves=["temp"])
    clean = {"column": "temp", "sentinels": [0, -9999], "tolerance": 0}
    for before in ([], [newest("x", ["logs"], "filter", condition="depth > 0")], [newest("x", ["logs"], "select", columns=["temp"])],
                   [newest("x", ["logs"], "sort", keys=[{"column": "temp"}])]):
        rows = run(s, source, *before, newest("n", ["x" if before else "logs"], "null_sentinels", **clean))
        got = sorted(column(rows, "cleaned"), key=lambda t: math.inf if t is None else t)
        near(got, sorted((t for t in celsius + fahrenheit if t is not None)) + [None] * 4, str(before))


def sentinels_widths_and_versions(s):
    """The tolerance is the file's too; version 1.0.0 compares after reading, as it did."""
    curves = [("DEPT", "M", [1000.0, 1000.5, 1001.0]), ("RHOB", "K/M3", [2400.0, -9998.5, -9990.0])]
    s.run("import", s.write("s.las", las("SENT", curves=curves)))
    clean = {"column": "rhob", "sentinels": [-9999], "tolerance": 1}
    near(column(run(s, logs(curves=["rhob"]), newest("n", ["logs"], "null_sentinels", **clean)), "cleaned"), [2.4, None, -9.99], "2.0.0")
    old = operator("n", "n", ["logs"], "null_sentinels", **clean)
    near(column(run(s, logs(curves=["rhob"]), old), "cleaned"), [2.4, -9.9985, -9.99], "1.0.0")


main(sentinels_are_the_files_numbers, sentinels_of_wells_in_two_units, sentinels_widths_and_versions)
