"""Excel workbooks as tables: what each kind of cell becomes, where the table of a sheet is, what is refused."""
import zipfile

from scenario import check, contains, equal, main
from xlsx import Cell, parts, save, workbook


def described(s, path):
    got = s.run("import", "--describe", path, "--format", "json").json
    equal(got["format"], "Excel")
    return got


def columns(table):
    return [(c["name"], c["type"], c["unit"], c["nulls"], c["min"], c["max"]) for c in table["columns"]]


def refused(s, path, *words):
    done = s.run("import", "--describe", path, code=1)
    equal(len(done.err.strip().splitlines()), 1)
    for word in words:
        contains(done.err, word)


def cells(s):
    rows = [["well", "depth (m)", "share", "ok", "note", "count", "id"],
            ["A-1", 1000.5, Cell(0.25, style=1), True, Cell("typed here", "inlineStr"), Cell(7, formula="SUM(A1:A2)"), "007"],
            ["A-2", Cell("#N/A", "e"), Cell(0.5, style=1), False, Cell("joined", "str", formula='"joi"&"ned"'), Cell(None, formula="B1*2"), "012"],
            ["B & <C>", "1002.25", Cell(1e-3, style=1), True, "said \"so\"", 9, "113"]]
    got = described(s, workbook(s.folder / "cells.xlsx", {"Data": rows}, codes=[10]))
    equal([(t["name"], t["rows"]) for t in got["tables"]], [("Data", 3)])
    equal(columns(got["tables"][0]), [
        ("well", "text", None, 0, None, None), ("depth", "number", "m", 1, 1000.5, 1002.25), ("share", "number", None, 0, 0.001, 0.5),
        ("ok", "text", None, 0, None, None), ("note", "text", None, 0, None, None), ("count", "number", None, 1, 7.0, 9.0),
        ("id", "text", None, 0, None, None)])
    contains("\n".join(got["warnings"]), "1 cells hold an error such as #N/A")
    contains("\n".join(got["warnings"]), "1 formulas (the first in F3) have no value stored")


def dates(s):
    # style 1 a day, 2 with time, 3 a time, 4 hours counted on, 5 a code with words in quotes and colours
    codes = ["dd/mm/yyyy", 22, 'h:mm "day"', "[h]:mm:ss", '[Red]"s"0.0\\d;[$-409]General']
    rows = [["day", "at", "hour", "lasts", "n"],
            [Cell(1, style=1), Cell(43831.5, style=2), Cell(0.25, style=3), Cell(1.5, style=4), Cell(43831, style=5)],
            [Cell(59, style=1), Cell(43831.000011574075, style=2), Cell(0.75, style=3), Cell(0.5, style=4), Cell(43832, style=5)],
            [Cell(61, style=1), Cell(44000, style=2), Cell(0.5, style=3), Cell(0.25, style=4), Cell(3, style=5)]]
    got = described(s, workbook(s.folder / "d.xlsx", {"Days": rows}, codes=codes))
    table = {c[0]: c[1:] for c in columns(got["tables"][0])}
    # Excel's calendar: day 1 is 1 January 1900, day 59 is 28 February, day 61 is 1 March
    equal(table["day"], ("timestamp", None, 0, "1900-01-01", "1900-03-01"))
    equal(table["at"], ("timestamp", None, 0, "2020-01-01T00:00:01", "2020-06-18T00:00:00"))
    equal(table["hour"][0], "text")
    equal(table["lasts"], ("number", None, 0, 0.25, 1.5))
    equal(table["n"], ("number", None, 0, 3.0, 43832.0))
    contains("\n".join(got["warnings"]), "3 durations are read as days")
    got = described(s, workbook(s.folder / "d4.xlsx", {"Days": rows}, codes=codes, date1904=True))
    equal(columns(got["tables"][0])[0][4:], ("1904-01-02", "1904-03-02"))
    # the 29 February that 1900 did not have, and what lies outside the calendar
    got = described(s, workbook(s.folder / "d60.xlsx", {"Days": [["day", "n"], [Cell(60, style=1), 1], [Cell(-1, style=1)], [Cell(366, style=1)]]}, codes=codes))
    equal(columns(got["tables"][0])[0], ("day", "timestamp", None, 2, "1900-12-31", "1900-12-31"))
    equal(got["tables"][0]["rows"], 3)
    contains("\n".join(got["warnings"]), "2 dates (the first in A2)")


def where_the_table_is(s):
    table = [["Depth", "GR", "Zone"], ["ft", "gAPI", None], [1.0, 50.0, "a"], [2.0, None, "b"], [3.0, 70.0, "b"]]
    expected = [("Depth", "number", "ft", 0, 1.0, 3.0), ("GR", "number", "gAPI", 1, 50.0, 70.0), ("Zone", "text", None, 0, None, None)]
    ways = {
        "plain": {i: r for i, r in enumerate(table)},
        "moved": {i + 6: [None, None] + r for i, r in enumerate(table)},
        "titled": {0: ["Well A-1, core"], 2: ["run", 2], **{i + 4: r for i, r in enumerate(table)}},
        "numbers above": {0: [None, 17.5], 1: [1, 2, 3], **{i + 2: r for i, r in enumerate(table)}},
        "facts above": {0: ["Well", "A-1"], 1: ["Company", "B"], **{i + 2: r for i, r in enumerate(table)}},
        "notes below": {**{i: r for i, r in enumerate(table)}, 8: ["Source: a report"], 9: ["Depths by driller"]},
    }
    got = described(s, workbook(s.folder / "w.xlsx", ways))
    for t in got["tables"]:
        equal(columns(t), expected, t["name"])
        equal(t["rows"], 3, t["name"])
    # many cells of the rows are empty: rows of facts above the names have as many
    sparse = [["Well", "A-1"], ["Company", "B"], ["a", "b", "c", "d", "e"], [1, 2], [None, 3, 4], [5, None, None, None, 6]]
    table = described(s, workbook(s.folder / "sparse.xlsx", {"S": sparse}))["tables"][0]
    equal([table["rows"], [(c[0], c[3]) for c in columns(table)]], [3, [("a", 1), ("b", 1), ("c", 2), ("d", 3), ("e", 2)]])
    said = "\n".join(got["warnings"])
    contains(said, '"titled": 2 rows above the table (from row 1) are left out')
    contains(said, '"notes below": 2 rows of notes below the table (from row 9) are left out')


def gaps_and_names(s):
    rows = {0: ["a", None, "b", "b"], 1: [1, None, 2, None], 3: [3, None, None, 4], 1000000: [5, None, 6, 7]}
    got = described(s, workbook(s.folder / "g.xlsx", {"gaps": rows, "none": [], "secret": [["x", "y"], [1, 2]]}, hidden=["secret"]))
    equal([(t["name"], t["rows"]) for t in got["tables"]], [("gaps", 3), ("secret", 1)])
    equal([c[0] for c in columns(got["tables"][0])], ["a", "b", "b_2"])
    contains("\n".join(got["warnings"]), 'sheet "none" is empty')
    contains("\n".join(got["warnings"]), 'sheet "secret" is hidden')


def merged_cells(s):
    # two rows of titles: Well over both, GR and RT each over a run
    rows = [["Well", "Run 1", None, "Run 2", None], [None, "GR", "RT", "GR", "RT"], ["A", 1, 2, 3, 4], [None, 5, 6, 7, 8], ["B", 9, 10, 11, 12]]
    merged = {"m": ["A1:A2", "B1:C1", "D1:E1", "A3:A4"]}
    got = described(s, workbook(s.folder / "m.xlsx", {"m": rows}, merged=merged))
    equal([(c[0], c[3], c[4]) for c in columns(got["tables"][0])],
          [("Well", 0, None), ("Run 1 GR", 0, 1.0), ("Run 1 RT", 0, 2.0), ("Run 2 GR", 0, 3.0), ("Run 2 RT", 0, 4.0)])
    contains("\n".join(got["warnings"]), "2 cells merged with one above have its value")


def dates_in_words(s):
    path = workbook(s.folder / "w.xlsx", {"t": [["when", "x"], ["03/04/2020", 1], ["05/06/2020", 2]]})
    refused(s, path, 'sheet "t"', "line 2", "--dates dmy")
    got = s.run("import", "--describe", path, "--dates", "dmy", "--format", "json").json
    equal(columns(got["tables"][0])[0], ("when", "timestamp", None, 0, "2020-04-03", "2020-06-05"))


def broken(s):
    good = parts({"S": [["a", "b"], [1, "x"]]})
    file = save(s.folder / "good.xlsx", good)
    whole = file.read_bytes()
    cut = s.folder / "cut.xlsx"
    cut.write_bytes(whole[:len(whole) // 2])
    refused(s, cut, "cut.xlsx", "directory at the end")
    damaged = bytearray(whole)
    at = whole.index(b"xl/worksheets/sheet1.xml") + 60
    damaged[at:at + 8] = b"\xff" * 8
    (s.folder / "damaged.xlsx").write_bytes(damaged)
    refused(s, s.folder / "damaged.xlsx", "xl/worksheets/sheet1.xml")

    def changed(name, part, old, new, *words):
        check(old in good[part], old)
        refused(s, save(s.folder / name, {**good, part: good[part].replace(old, new)}), *words)

    sheet = "xl/worksheets/sheet1.xml"
    changed("shared.xlsx", sheet, "<v>2</v>", "<v>9</v>", 'sheet "S", cell B2', "shared")
    changed("number.xlsx", sheet, "<v>1</v></c><c r=\"B2\"", "<v>abc</v></c><c r=\"B2\"", "cell A2", "abc")
    changed("order.xlsx", sheet, 'r="B2"', 'r="A2"', "A2")
    changed("rows.xlsx", sheet, '<row r="2">', '<row r="1">', "row")
    changed("far.xlsx", sheet, 'r="B2"', 'r="ZZZZ2"', "ZZZZ2")
    changed("xml.xlsx", sheet, "</row>", "</raw>", "xl/worksheets/sheet1.xml, line")
    changed("entity.xlsx", sheet, "<worksheet", '<!DOCTYPE w [<!ENTITY a "b">]><worksheet', "document type")
    changed("nowhere.xlsx", "xl/_rels/workbook.xml.rels", "sheet1.xml", "sheet7.xml", 'sheet "S"', "sheet7.xml")
    refused(s, save(s.folder / "empty.xlsx", parts({"S": []})), "none of its 1 sheets")
    refused(s, save(s.folder / "other.xlsx", {"content.xml": "<a/>"}), ".ods")
    (s.folder / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    refused(s, s.folder / "old.xls", "save it as .xlsx")


def bombs(s):
    good = parts({"S": [["a", "b"], [1, "x"]]})
    sheet = "xl/worksheets/sheet1.xml"
    # 60 MB of blanks in some 60 kB
    refused(s, save(s.folder / "bomb.xlsx", {**good, sheet: good[sheet].replace("</sheetData>", " " * 60_000_000 + "</sheetData>")}), "unpacks to more than")
    # entities of entities
    lol = '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "' + "&a;" * 10 + '">]>'
    refused(s, save(s.folder / "lol.xlsx", {**good, "xl/sharedStrings.xml": good["xl/sharedStrings.xml"].replace("<sst", lol + "<sst")}), "document type")
    # an entry that would leave the folder is not read, and nothing is written
    with zipfile.ZipFile(save(s.folder / "path.xlsx", good), "a") as z:
        z.writestr("../../escape.txt", "out")
    described(s, s.folder / "path.xlsx")
    check(not (s.folder.parent.parent / "escape.txt").exists() and not (s.folder / "escape.txt").exists(), "a file was written")
    # cells far apart would be a table of sixteen thousand million cells
    refused(s, workbook(s.folder / "far.xlsx", {"S": {r: {r: 1} for r in range(16000)}}), "are more than 134217728 cells")


def imported(s):
    s.run("init")
    sheets = {"Core data": [["Hole", "depth (m)"], ["001", 1.5], ["002", 2.5]], "Lab": [["n", "when"], [1, Cell(43831, style=1)]]}
    path = workbook(s.folder / "My wells.xlsx", sheets, codes=[14])
    done = s.run("import", path, "--format", "json").json
    equal([done["files"], done["added"]], [1, 1])
    equal(sorted(t["name"] for t in s.run("tables", "--format", "json").json), ["my_wells_core_data", "my_wells_lab"])
    equal(s.run("import", path, "--format", "json").json["unchanged"], 1)
    s.run("import", workbook(s.folder / "one.xlsx", {"Sheet1": [["a"], [1], [2]]}))
    contains(s.run("tables").out, "one")
    clash = workbook(s.folder / "clash.xlsx", {"A 1": [["a"], [1]], "A-1": [["a"], [2]]})
    contains(s.run("import", clash, code=1).err, "rename one")
    equal(len(s.run("tables", "--format", "json").json), 3, "nothing of a file that is refused")


main(imported, cells, dates, where_the_table_is, gaps_and_names, merged_cells, dates_in_words, broken, bombs)
