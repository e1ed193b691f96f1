"""Units: what users of other programs ran into, as runs of this one. Each scenario names the report and where its value is from."""
import csv
import json
import math

from scenario import check, close, document, equal, las, logs, main, operator, output


def newest(identity, dependencies, operator_id, **parameters):
    made = operator(identity, identity, dependencies, operator_id, **parameters)
    del made["node_type"]["operator_version"]
    made["node_type"]["version_strategy"] = {"strategy": "latest"}
    return made


def table_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    head = [cell.split(":")[0] for cell in rows[0]]
    return [dict(zip(head, row)) for row in rows[1:]]


def run(s, *nodes):
    """Rows of a pipeline whose last node is written as CSV."""
    written = output("out", "Out", [nodes[-1]["id"]], {"csv": {"storage_path": "out.csv"}})
    s.run("run", s.write("p.json", document(*nodes, written)), "--out", "o")
    return table_of(s.folder / "o" / "out.csv")


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


def sentinels_that_cannot_be_traced(s):
    """Behind a node that makes rows of its own nobody knows what a file wrote: that is told with the node, and only where reading converts."""
    sentinel_file(s)
    def warned(name, *between):
        nodes = [logs(curves=["rhob", "nphi", "temp"]), *between, newest("n", [(between or [{"id": "logs"}])[-1]["id"]], "null_sentinels", column=name)]
        got = s.run("validate", s.write("p.json", document(*nodes, output("out", "Out", ["n"]))), "--format", "json").json
        return [d["message"] for d in got if d["code"] == "operator.not_as_written"]
    means = newest("means", ["logs"], "deduplicate_depth", keep="mean")
    check("'means'" in warned("rhob", means)[0], "the node is named")
    equal(warned("rhob"), [])
    equal(warned("rhob", newest("f", ["logs"], "filter", condition="depth > 0")), [])
    equal(warned("cleaned", newest("first", ["logs"], "null_sentinels", column="rhob"), newest("means", ["first"], "deduplicate_depth", keep="mean")), [])


# --- one file, one operator, and what its result is in another unit ---

def write_las(s, name, unit, depths, **curves):
    """A file of one well; curves are mnemonic=(unit, values)."""
    return s.write(name, las("X", curves=[("DEPT", unit, depths)] + [(m, u, v) for m, (u, v) in curves.items()], unit=unit))


def alone(s, operator_id, source, made="made.parquet", **parameters):
    """The newest version of an operator over a file; its result as Parquet keeps the units."""
    s.run("operator", "run", operator_id, "--input", source, "--output", made, "--params", json.dumps(parameters))
    return s.folder / made


def formula(s, source, expression, unit=None):
    columns = [{"name": "y", "expression": expression, "unit": unit}]
    s.run("operator", "run", "expression", "--input", source, "--output", "y.csv", "--params", json.dumps({"columns": columns}))
    return column(table_of(s.folder / "y.csv"), "y")


def refused(s, operator_id, source, word, **parameters):
    got = s.run("operator", "run", operator_id, "--input", source, "--output", "made.parquet", "--params", json.dumps(parameters), code=None)
    return got.code != 0 and word in got.err


def arps_in_fahrenheit(s):
    """scrutiny#643 (a temperature converted twice). 0.1 (75 + 6.77) / (t + 6.77), Tiab & Donaldson p. 209: the constant of degF and that of
    degC, 21.5, differ in the fourth digit."""
    arps = {"resistivity": 0.1, "reference_temperature": 75, "temperature_unit": "degF"}
    right = [0.1 * (75 + 6.77) / (t + 6.77) for t in (150.0, 151.0)]
    told = write_las(s, "t.las", "FT", [8000.0, 8001.0], TEMP=("DEGF", [150.0, 151.0]))
    for got, wanted in zip(formula(s, alone(s, "rw_temperature_arps", told, **arps), "0[ohm.m] + rw"), right):
        close(got, wanted, "degF", 1e-3)
    bare = s.write("t.csv", "well_id,depth,temp\nX,8000,150.0\nX,8001,151.0\n")
    near(column(table_of(alone(s, "rw_temperature_arps", bare, "made.csv", **arps)), "rw"), right, "no unit: the parameter's")


def units_that_a_parameter_chooses(s):
    """scimath#24 (ppg), scimath#33: 1 ppg is 1 lb/gal; the US survey foot is 1200/3937 m, the international one 0.3048 m."""
    source = write_las(s, "p.las", "FT", [8000.0, 8001.0], PP=("PSI", [5000.0, 5001.0]), TVD=("FT", [10000.0, 10001.0]))
    # p / (g h): psi 6894.757293168 Pa, g 9.80665 m/s2, foot 0.3048 m; lb/gal 119.826427316897 kg/m3 (0.45359237 kg / 3.785411784 l).
    right = [p * 6894.757293168 / (9.80665 * h * 0.3048) / 119.826427316897 for p, h in ((5000, 10000), (5001, 10001))]
    for got, wanted in zip(formula(s, alone(s, "mud_weight_equivalent", source, weight_unit="ppg"), "0[lb/gal] + emw"), right):
        close(got, wanted, "ppg", 1e-6)
    made = alone(s, "depth_unit_convert", source, from_unit="ft", to_unit="ftUS")
    near(formula(s, made, "0[m] + depth_converted"), [8000 * 0.3048, 8001 * 0.3048], "survey feet in metres")
    near(formula(s, made, "depth_converted / 1[ftUS]"), [8000 * 0.3048 * 3937 / 1200, 8001 * 0.3048 * 3937 / 1200], "survey feet")


def columns_that_must_agree(s):
    """welly#234 ("something sensible with units under math operations"): columns of one list, two ports, a formula, a splice."""
    source = write_las(s, "m.las", "M", [100.0, 101.0, 102.0], RHOB=("G/C3", [2.40, None, None]), RHOZ=("K/M3", [None, 2450.0, 2460.0]),
                       CALI=("IN", [9.0, 9.1, 9.2]), BS=("MM", [215.9] * 3))  # 8.5 in
    near(formula(s, alone(s, "curve_coalesce", source, columns=["rhob", "rhoz"]), "0[g/cm3] + merged"), [2.40, 2.45, 2.46], "coalesce")
    less = alone(s, "curve_arithmetic", source, column="cali", other_column="bs", operation="subtract")
    near(formula(s, less, "0[in] + result"), [0.5, 0.6, 0.7], "arithmetic")
    less = alone(s, "curve_arithmetic", source, column="bs", other_column="cali", operation="subtract")
    near(formula(s, less, "0[in] + result"), [-0.5, -0.6, -0.7], "the other way round")
    near(formula(s, source, "cali - bs", "in"), [0.5, 0.6, 0.7], "formula")
    spliced = alone(s, "splice", source, upper_column="rhob", lower_column="rhoz", splice_depth=101)
    near(formula(s, spliced, "0[g/cm3] + spliced"), [2.40, 2.45, 2.46], "splice")


def hot_well(s):
    return write_las(s, "h.las", "FT", [5000.0, 5010.0, 5020.0, 5030.0, 5040.0], TEMP=("DEGF", [140.0, 141.8, 143.6, 145.4, 147.2]),
                     RHOB=("G/C3", [2.40, 2.41, 2.42, 2.43, 2.44]))


def differences_have_no_zero(s):
    """pint#1906, #120, pint-pandas#94, xclim#1804: a difference of 1.8 degF is one of 1 degC, and no -16.8; 15 degC + 0.03 degC/m times depth."""
    source = hot_well(s)
    made = alone(s, "difference", source, column="temp")
    check(refused(s, "curve_unit_convert", made, "difference", column="difference", conversion="degF_to_degC")
          or formula(s, s.folder / "made.parquet", "0[delta_degC] + converted")[1:] == [1.0] * 4, "a difference converted as a temperature")
    made = alone(s, "difference", source, column="temp")
    near(formula(s, made, "0[delta_degC] + difference"), [None, 1, 1, 1, 1], "degC")
    near(formula(s, source, "15[degC] + 0.03[degC/m] * depth", "degC"), [15 + 0.03 * d * 0.3048 for d in (5000, 5010, 5020, 5030, 5040)], "gradient")


def variances_have_the_unit_squared(s):
    """spectrochempy#1191, pint#1640: over three samples with n - 1, two at the ends: 0.5e-4, 1e-4 (g/cm3)2, and a million times that in
    (kg/m3)2; with n, 0.25e-4 and 2/3e-4."""
    made = alone(s, "rolling_statistic", hot_well(s), column="rhob", statistic="variance", window=3)
    got = formula(s, made, "0[g2/cm6] + rolling")
    thousands = formula(s, made, "0[kg2/m6] + rolling")
    for small, large in zip(got, thousands):
        close(large, 1e6 * small, "(kg/m3)2", 1e-9)
    close(got[2], 1e-4, "variance of 2.41, 2.42, 2.43", 1e-6)
    check(refused(s, "curve_unit_convert", made, "rolling", column="rolling", conversion="g/cm3_to_kg/m3"), "a variance is no density")


# --- connected tables ---

def bend(depths):
    """Minimum curvature by hand: straight to 5000, to 60 degrees east at 6000, straight on; TVD and east in the unit of depth."""
    rate = math.radians(60)
    turned = [min(max(d - 5000, 0) / 1000, 1) for d in depths]
    tvd = [min(d, 5000) + 1000 / rate * math.sin(f * rate) + max(d - 6000, 0) * math.cos(rate) for d, f in zip(depths, turned)]
    east = [1000 / rate * (1 - math.cos(f * rate)) + max(d - 6000, 0) * math.sin(rate) for d, f in zip(depths, turned)]
    return tvd, east


def survey(s, md):
    """A table of the project whose first column is not called md, which would make a survey of the well of it; and its md."""
    depths = [5000.0, 6000.0, 7000.0, 8000.0]
    s.run("import", s.write("w.las", las("W1", curves=[("DEPT", "FT", depths), ("GR", "GAPI", [50.0, 60.0, 60.0, 60.0])])))
    s.run("import", s.write("survey.csv", "well_id,station,inc,azi\nW1,0,0,0\nW1,5000,0,0\nW1,6000,60,90\nW1,8000,60,90\n"))
    name = s.run("tables", "--format", "json").json[0]["name"]
    table = {"id": "table", "name": "Survey", "dependencies": [], "node_type": {"type": "ingestion", "source_type": {
        "source": "table", "table_name": name}}}
    return table, md


def surveys_have_units(s):
    """welleng#191, #97, welly#219: a survey in feet beside samples in metres."""
    table, md = survey(s, newest("md", ["table"], "expression", columns=[{"name": "md", "expression": "station", "unit": "ft"}]))
    tvd, east = bend([5000, 6000, 7000, 8000])
    rows = run(s, logs(curves=["gr"]), table, md, newest("p", ["logs", "md"], "position_from_survey"))
    near(column(rows, "tvd"), [0.3048 * d for d in tvd], "tvd in m")
    near(column(rows, "east"), [0.3048 * d for d in east], "east in m")


def surveys_without_a_unit_are_told(s):
    """The same table, whose md says no unit: the document is typed with a warning that names it."""
    table, md = survey(s, newest("md", ["table"], "rename", columns=[{"from": "station", "to": "md"}]))
    text = document(logs(curves=["gr"]), table, md, newest("p", ["logs", "md"], "position_from_survey"), output("o", "Out", ["p"]))
    got = s.run("validate", s.write("p.json", text), "--format", "json").json
    check(any(d["code"] == "source.unit_assumed" and d["column"] == "md" for d in got), got)


def a_unit_that_nobody_understands_is_no_other(s):
    """One well in g/cm3, one in a text that means nothing, one in a slowness: asked for, refused with the wells; not asked for, null."""
    for well, unit in (("A", "G/C3"), ("B", "LBM/FOO"), ("C", "US/F")):
        s.run("import", s.write(f"{well}.las", las(well, curves=[("DEPT", "M", [1000.0, 1001.0]), ("RHOB", unit, [2.5, 2.4])])))
    asked = s.write("asked.json", document(logs(curves=["rhob"]), output("o", "Out", ["logs"])))
    problems = s.run("validate", asked, "--format", "json", code=3).json
    unknown = [d for d in problems if d["code"] == "source.unit_unknown"]
    equal([(d["severity"], d["column"]) for d in unknown], [("error", "rhob")])
    for part in ("B: LBM/FOO", "C: us/ft"):
        check(part in unknown[0]["message"], unknown)
    check(not any(d["code"] == "source.unit_assumed" for d in problems), problems)
    s.run("run", asked, code=3)
    near(column(run(s, logs(curves=[])), "rhob"), [2.5, 2.4, None, None, None, None], "rhob")
    # All of one text: an operator that wants a unit does not take it; once it is said, the number is right.
    only = [logs(curves=["rhob"], well_ids=["B"]), operator("p", "Phi", ["logs"], "porosity_density")]
    problems = s.run("validate", s.write("only.json", document(*only, output("o", "Out", ["p"]))), "--format", "json", code=3).json
    check(any(d["code"] == "schema.unit_mismatch" and "LBM/FOO" in d["message"] for d in problems), problems)
    s.run("curves", "set", "B", "rhob", "--unit", "g/cm3")
    near(column(run(s, *only), "phid"), [15 / 165, 25 / 165], "phid")


def a_matrix_that_the_header_says(s):
    """Neutron porosity is scaled on a rock. Where the name does not say which, the curve's description does, or MATR of ~Parameter."""
    def well(name, description, parameter=""):
        text = las(name, curves=[("DEPT", "M", [1000.0, 1001.0]), ("NPHI", "V/V", [0.2, 0.21])])
        text = "".join(line.rstrip("\n").split(":")[0] + f": {description}\n" if line.strip().startswith("NPHI") else line for line in text.splitlines(True))
        return text.replace("~A", f"~Parameter\n MATR. {parameter} : Matrix\n~A", 1) if parameter else text
    text = document(logs(curves=["nphi"]), output("o", "Out", ["logs"]))
    s.run("import", s.write("a.las", well("A", "Neutron porosity, limestone")))
    told = lambda: [d["message"] for d in s.run("validate", s.write("p.json", text), "--format", "json").json if d["code"] == "source.neutron_matrix"]
    equal(told(), [], "limestone is what operators take it for")
    s.run("import", s.write("b.las", well("B", "Neutron porosity", "SAND")))
    check(len(told()) == 1 and "limestone" in told()[0] and "sandstone" in told()[0], told())


main(a_matrix_that_the_header_says, a_unit_that_nobody_understands_is_no_other, sentinels_are_the_files_numbers, sentinels_of_wells_in_two_units, sentinels_widths_and_versions, sentinels_that_cannot_be_traced, arps_in_fahrenheit,
     units_that_a_parameter_chooses, columns_that_must_agree, differences_have_no_zero, variances_have_the_unit_squared, surveys_have_units,
     surveys_without_a_unit_are_told)
