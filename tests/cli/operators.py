"""operator list, show and run."""
import json

from scenario import contains, equal, main, sample_well


def lists(s):
    rows = s.run("operator", "list", "--format", "json").json
    places = [(row["category"], row["id"]) for row in rows]
    equal(places, sorted(places))
    for family in ["vshale", "porosity"]:
        some = s.run("operator", "list", "--family", family, "--format", "csv").csv
        equal(sorted(r["id"] for r in some), sorted(r["id"] for r in rows if r["family"] == family))
    equal({r["category"] for r in s.run("operator", "list", "--category", "quality", "--format", "json").json}, {"quality"})
    contains(s.run("operator", "list").out, "shale_volume_linear")
    equal(s.run("operator", "list", "--family", "none", "--format", "json").json, [])


def shows(s):
    contains(s.run("operator", "show", "shale_volume_linear").out, "gr_max")
    one = s.run("operator", "show", "shale_volume_larionov", "--format", "json").json  # an alias
    equal(one["id"], "shale_volume_larionov_tertiary")
    equal(one["parameters"]["properties"]["gr_max"]["default"], 120)


def runs(s):
    source = s.write("in.csv", "depth:float64,gr:float64,note:utf8\n1,20,a\n2,,\"b,c\"\n3,70,\n4,500,d\n")
    s.run("operator", "run", "shale_volume_linear", "--params", '{"gr_min": 20, "gr_max": 120}', "--input", source, "--output", "out.csv")
    lines = (s.folder / "out.csv").read_text().splitlines()
    head = [cell.split(":")[0] for cell in lines[0].split(",")]
    equal(head, ["depth", "gr", "note", "vsh"])
    equal([line.rsplit(",", 1)[1] for line in lines[1:]], ["0.0", "", "0.5", "1.0"] if lines[1].endswith("0.0") else ["0", "", "0.5", "1"])


def refuses_overlapping_intervals(s):
    """Public case 32 of issue 10: two assays of 2 to 4 m. A reversed interval is as wrong."""
    s.write("overlap.csv", "well_id,depth_from,depth_to,au,lith\nH0,0,1,1,a\nH1,0,1,3,a\nH1,3,4,2,a\nH1,2,4,9,a\n")
    s.write("reversed.csv", "well_id,depth_from,depth_to,au,lith\nH7,1,0,3,a\n")
    for operator in ["significant_intercepts", "composite_by_length", "merge_intervals"]:
        for source, hole in [("overlap.csv", "H1"), ("reversed.csv", "H7")]:
            ran = s.run("operator", "run", operator, "--input", source, "--output", "out.csv", code=1)
            contains(ran.err, f"hole {hole}: ")
            assert not (s.folder / "out.csv").exists()
    s.run("operator", "run", "significant_intercepts@1.0.0", "--input", "overlap.csv", "--output", "out.csv")


def tells_of_holes(s):
    """Dips above 0 go up by the usual sign; a hole without collar or survey has no place."""
    s.write("in.csv", "well_id,depth_from,depth_to\nA,0,10\nB,0,10\n")
    collars = '[{"well_id": "A", "x": 0, "y": 0, "z": 100}]'
    up = '[{"well_id": "A", "md": 0, "azi": 0, "dip": 60}]'
    params = f'{{"collars": {collars}, "surveys": {up}}}'
    ran = s.run("operator", "run", "desurvey", "--params", params, "--input", "in.csv", "--output", "out.csv")
    for said in ["every hole", "dip_sign", "hole B has no collar", "hole B has no survey"]:
        contains(ran.err, said)
    down = params.replace("}]}", '}], "dip_sign": "positive_down"}')
    ran = s.run("operator", "run", "desurvey", "--params", down, "--input", "in.csv", "--output", "out.csv")
    assert "every hole" not in ran.err, ran.err
    z = (s.folder / "out.csv").read_text().splitlines()[1].rsplit(",", 1)[1]
    assert abs(float(z) - (100 - 5 * 0.8660254037844386)) < 1e-9, z


def runs_over_formats(s):
    s.write("w.las", sample_well("W"))
    s.run("operator", "run", "shale_volume_linear", "--input", "w.las", "--output", "a.parquet")
    s.run("operator", "run", "porosity_density@1.0.0", "--input", "a.parquet", "--output", "b.csv")
    s.run("operator", "run", "porosity_density", "--input", "a.parquet", "--output", "c.las")
    head = (s.folder / "b.csv").read_text().splitlines()[0]
    equal([c.split(":")[0] for c in head.split(",")], ["depth", "gr", "rhob", "vsh", "phid"])
    got = s.run("import", "--describe", "c.las", "--format", "json").json
    equal([c["mnemonic"] for c in got["curves"]][1:], ["GR", "RHOB", "VSH", "PHID"])
    equal(got["rows"], 40)


def tells_units_and_turns_azimuths(s):
    """A CSV file has no place for units; 359, 1 and 3 degrees are 1 degree in the mean, whatever the azimuth is called."""
    for name in ["AZ", "HAZI", "Azimuth True", "DIP_DIR"]:
        s.write("in.csv", f"well_id,depth [ft],{name} [deg],zone\nA,100,359,sand\nA,100.5,1,sand\nA,101,3,sand\n")
        ran = s.run("operator", "run", "zone_average", "--params", json.dumps({"columns": [name]}), "--input", "in.csv", "--output", "out.csv")
        contains(ran.err, f"top m, base m, thickness m, {name} deg")
        mean = float((s.folder / "out.csv").read_text().splitlines()[1].split(",")[-1])
        assert abs(mean - 1) < 1e-9, (name, mean)
        assert "kind_unknown" not in ran.err, ran.err
    s.write("in.csv", "well_id,depth [ft],PHI [deg],zone\nA,100,359,sand\nA,100.5,1,sand\n")
    ran = s.run("operator", "run", "zone_average", "--params", '{"columns": ["PHI"]}', "--input", "in.csv", "--output", "out.csv")
    contains(ran.err, "schema.kind_unknown: 'zone_average' takes `PHI`")


def refuses(s):
    source = s.write("in.csv", "depth:float64,gr:float64\n1,20\n")
    for params, part in [('{"gr_max": -1}', "gr_max"), ('{"gr_mix": 10}', "gr_mix"), ('{"gr_min": "x"}', "gr_min"),
                         ('{"gr_column": "grr"}', "grr")]:
        done = s.run("operator", "run", "shale_volume_linear", "--params", params, "--input", source, "--output", "o.csv", code=3)
        contains(done.err, part)
        equal((s.folder / "o.csv").exists(), False)
    s.run("operator", "run", "shale_volume_linear", "--params", "[1]", "--input", source, "--output", "o.csv", code=3)
    s.run("operator", "run", "shale_volume_linear", "--params", "{", "--input", source, "--output", "o.csv", code=1)
    s.run("operator", "run", "shale_volume_linear", "--input", source, "--output", "o.txt", code=2)
    s.run("operator", "run", "shale_volume_linear", "--input", "none.csv", "--output", "o.csv", code=4)


main(lists, shows, runs, runs_over_formats, refuses_overlapping_intervals, tells_of_holes, tells_units_and_turns_azimuths, refuses)
