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


def a_table_is_a_member(s):
    path = s.write("core.csv", "hole,when,depth (m),n,ok\n007,2020-01-31,1.5,3,true\n008,2019-02-28,,4,false\n")
    got = s.run("import", "--describe", path, "--format", "json").json
    table = got["tables"][0]
    equal([table["name"], table["rows"]], ["core", 2])
    equal([(c["name"], c["type"], c["unit"], c["nulls"], c["min"], c["max"]) for c in table["columns"]],
          [("hole", "text", None, 0, None, None), ("when", "timestamp", None, 0, "2019-02-28", "2020-01-31"),
           ("depth", "number", "m", 1, 1.5, 1.5), ("n", "number", None, 0, 3.0, 4.0), ("ok", "text", None, 0, None, None)])
    path = s.write("times.csv", "t,x\n2020-01-31 12:00:00,1\n2020-01-31 06:30:15.5,2\n")
    when = s.run("import", "--describe", path, "--format", "json").json["tables"][0]["columns"][0]
    equal([when["min"], when["max"]], ["2020-01-31T06:30:15.500000", "2020-01-31T12:00:00"])


def large_whole_numbers(s):
    # 2^53 + 1 is no double: as a number of JSON it would be another one
    path = s.write("n.csv", "a,b\n9007199254740993,9007199254740992\n-9007199254740993,1\n")
    a, b = s.run("import", "--describe", path, "--format", "json").json["tables"][0]["columns"]
    equal([a["type"], a["min"], a["max"]], ["number", "-9007199254740993", "9007199254740993"])
    equal([b["min"], b["max"]], [1.0, 9007199254740992.0])


def absent_values_are_told(s):
    for name, text in [("a.csv", "x,y\n1,-999.25\n2,-999.25\n3,5\n"), ("a.gslib", "Title\n2\nx\ny\n1 -999.25\n2 -999.25\n3 5\n")]:
        said = "\n".join(s.run("import", "--describe", s.write(name, text), "--format", "json").json["warnings"])
        contains(said, 'column "y": 2 of its values are -999.25', name)


def surveys_with_more_columns(s):
    names = "Well Name,Measured Depth (ft),Inclination (deg),Azimuth (deg),TVD (ft),North/South,East/West,Dogleg Severity,Build Rate,Vertical Section,Remarks"
    text = names + "\n" + "".join(f"A-1,{md},{inc},{azi},{md},0,0,0,0,0,x\n" for md, inc, azi in [(0, 0, 0), (100, 1, 90), (200, 2, 91)])
    got = s.run("import", "--describe", s.write("dev.csv", text), "--format", "json").json
    equal([(v["well"], v["stations"], v["md_unit"], v["last"]["md"], v["last"]["azi"]) for v in got["surveys"]], [("A-1", 3, "ft", 200.0, 91.0)])


def tops_are_markers(s):
    path = s.write("tops.csv", "uwi,form,depth (ft)\n0042,WFMPA,6978.5\n0042,,1\n0043,WFMPB,7291\n")
    got = s.run("import", "--describe", path, "--format", "json").json
    equal(got["markers"], [{"well": "0042", "name": "WFMPA", "md": 6978.5, "unit": "ft", "type": None},
                           {"well": "0043", "name": "WFMPB", "md": 7291.0, "unit": "ft", "type": None}])
    contains(" ".join(got["warnings"]), "line 3")
    equal(got["rows"], 3, "the table is whole all the same")


def by_content(s):
    # what an extension such as .txt leaves open, the content says
    for name, text in [("a.txt", "depth;gr\n1,5;20\n2,5;30\n"), ("a.tsv", "depth\tgr\n1.5\t20\n2.5\t30\n"), ("a.DAT", "depth  gr\n 1.5   20\n 2.5   30\n"),
                       ("a.prn", "# exported\ndepth|gr\n1.5|20\n2.5|30\n")]:
        got = s.run("import", "--describe", s.write(name, text), "--format", "json").json
        equal([got["format"], got["rows"], [(c["mnemonic"], c["min"], c["max"]) for c in got["curves"]]],
              ["CSV", 2, [("depth", 1.5, 2.5), ("gr", 20.0, 30.0)]], name)
    equal(s.run("import", "--describe", s.write("b.txt", las("Test")), "--format", "json").json["format"], "LAS")
    equal(s.run("import", "--describe", s.write("c.txt", "MD,INC,AZI\n0,0,0\n10,1,2\n"), "--format", "json").json["format"], "Deviation survey")
    grid = "ncols 2\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2\n3 4\n"
    equal(s.run("import", "--describe", s.write("d.txt", grid), "--format", "json").json["format"], "ESRI ASCII")
    s.run("import", "--describe", s.write("e.txt", "Dear reader,\nthis is a letter, and no table.\nYours\n"), code=1)
    s.run("init")
    s.run("import", s.write("f.tsv", "depth\tgr\n1.5\t20\n2.5\t30\n"))
    equal([t["name"] for t in s.run("tables", "--format", "json").json], ["f"])


def text_of_everything(s):
    grid = "ncols 3\nnrows 2\nxllcenter 6750120\nyllcenter 0\ncellsize 1\n1 2 5\n3 4 -9999\n"
    out = s.run("import", "--describe", s.write("top.asc", grid)).out
    contains(out, "ESRI ASCII, 1 surfaces")
    equal(out.splitlines()[-1].split(), ["top", "3", "2", "6750120", "0", "1", "1", "1", "1", "5", "3", "0"])
    out = s.run("import", "--describe", s.write("dev.csv", "MD (ft),INC,AZI\n0,0,0\n100,0,0\n")).out
    equal(out.splitlines()[-1].split(), ["-", "2", "ft", "0", "100", "0", "0", "100"])
    out = s.run("import", "--describe", s.write("w.gslib", "Blocks\n2\nx\nv (ppm)\n1 2\n2 -1e30\n")).out
    contains(out, "table Blocks, 2 rows")
    equal(out.splitlines()[-1].split(), ["v", "number", "ppm", "1", "2", "2"])
    out = s.run("import", "--describe", s.write("tops.csv", "well,top,md\nA,Brent,10\n")).out
    equal(out.splitlines()[-1].split(), ["A", "Brent", "10", "-", "-"])
    equal("0 rows" in out, False)


LAS3 = """~Version
VERS. 3.0 : v
WRAP. NO : one line
DLM. COMMA : delimiter
~Well
STRT.M 1 : a
STOP.M 2 : b
STEP.M 1 : c
NULL. -999.25 : n
WELL. A-1 : w
"""


def las_3(s):
    """Every data section is somewhere: in logs, markers, surveys, or as a table in sections."""
    log = "~Log_Definition\nDEPT.M : depth {F}\nGR.GAPI : gamma {F}\n~Log_Data | Log_Definition\n1,50\n2,-999.25\n"
    core = "~Core_Definition\nCTOP.M : top {F}\nDESC. : text {S}\n~Core_Data[1] | Core_Definition\n1.5,red sand\n2.5,clay\n"
    tops = "~Tops_Definition\nTOPN. : name {S}\nTOPT.M : top {F}\n~Tops_Data | Tops_Definition\nBrent,1.5\n"
    way = "~Inclinometry_Definition\nMD.M : md {F}\nDEVI.DEG : inclination {F}\nAZIM.DEG : azimuth {F}\n~Inclinometry_Data | Inclinometry_Definition\n0,0,0\n10,1,90\n"

    def members(name, *parts):
        got = s.run("import", "--describe", s.write(name, LAS3 + "".join(parts)), "--format", "json").json
        return got, {k: len(got[k]) for k in ("logs", "markers", "surveys", "sections") if k in got}

    got, all_of = members("all.las", log, core, tops, way)
    equal(all_of, {"logs": 1, "markers": 1, "surveys": 1, "sections": 1})
    equal([(c["mnemonic"], c["unit"], c["nulls"]) for c in got["logs"][0]["curves"]], [("DEPT", "M", 0), ("GR", "GAPI", 1)])
    equal([got["logs"][0]["rows"], got["logs"][0]["well"]], [2, "A-1"])
    equal(got["sections"][0]["name"], "Core_Data[1]")
    equal([(c["name"], c["type"], c["unit"], c["min"], c["max"]) for c in got["sections"][0]["columns"]],
          [("CTOP", "number", "M", 1.5, 2.5), ("DESC", "text", "", None, None)])
    # a file of one section that is no log: the section is there as what it is
    got, one = members("core.las", core)
    equal([one, got["rows"]], [{"sections": 1}, 2])
    got, one = members("tops.las", tops)
    equal([one, got["markers"][0]["name"], got["markers"][0]["md"]], [{"markers": 1}, "Brent", 1.5])
    got, one = members("way.las", way)
    equal([one, got["surveys"][0]["last"]["azi"]], [{"surveys": 1}, 90.0])
    got = s.run("import", "--describe", s.write("two.las", las("Test")), "--format", "json").json
    equal("logs" in got or "sections" in got, False, "LAS 2.0 has one log")


def the_path_once(s):
    path = s.write("ragged.csv", "a,b\n1,2\n1,2,3\n")
    err = s.run("import", "--describe", path, code=1).err
    equal(err.count("ragged.csv"), 1)
    contains(err, "line 3")


def units_as_understood(s):
    # F at a temperature, OHM at a resistivity (issue 10, case 27); a text that is no unit is told from none
    path = s.write("u.las", las("Units", "U/1", curves=[("DEPT", "FTKB", [1.0, 2.0]), ("TEMP", "F", [1.0, 2.0]), ("RT", "OHM", [1.0, 2.0]),
                                                        ("ODD", "lbm/foo", [1.0, 2.0]), ("N", "NONE", [1.0, 2.0]), ("P", "PSIG", [1.0, 2.0])]))
    got = {c["mnemonic"]: c for c in s.run("import", "--describe", path, "--format", "json").json["curves"]}
    equal({k: (c["unit"], c["understood"], c["unit_unknown"]) for k, c in got.items()},
          {"DEPT": ("FTKB", "ft", False), "TEMP": ("F", "degF", False), "RT": ("OHM", "ohm.m", False), "ODD": ("lbm/foo", None, True),
           "N": ("NONE", None, False), "P": ("PSIG", "psig", False)})
    contains(s.run("import", "--describe", path).out, "lbm/foo  not understood")
    told = {c["mnemonic"]: c for c in s.run("import", "--describe", "--unit", "odd=degC", "--unit", "DEPTH=m", path, "--format", "json").json["curves"]}
    equal({k: (c["unit"], c["understood"], c["unit_unknown"], c.get("set_unit")) for k, c in told.items() if k in ("DEPT", "TEMP", "ODD")},
          {"DEPT": ("FTKB", "m", False, "m"), "TEMP": ("F", "degF", False, None), "ODD": ("lbm/foo", "degC", False, "degC")}, "what is told is heard")
    contains(s.run("import", "--describe", "--unit", "ODD=lbm/foo", path, code=2).err, "lbm/foo")
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


main(as_json, as_text, real_wells, tables, a_table_is_a_member, large_whole_numbers, absent_values_are_told, surveys_with_more_columns, tops_are_markers, by_content, text_of_everything, las_3, the_path_once, units_as_understood, bad_files)
