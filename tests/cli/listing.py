"""Lists in three formats say the same."""
from scenario import EXAMPLES, check, contains, equal, main, sample_well


def three_formats(s):
    s.run("import", s.write("a.las", sample_well('A, "quoted"', "A-1")), s.write("b.las", sample_well("B", "B-1")),
          s.write("t.csv", "x,y\n1,2\n"))
    for words, key, rows in [(["wells"], "well_id", 2), (["curves"], "column_name", 4), (["curves", "--well", "A-1"], "column_name", 2),
                             (["markers"], "name", 0), (["surfaces"], "name", 0), (["tables"], "name", 1),
                             (["project", "list"], "name", 1), (["pipeline", "list"], "name", 0), (["execution", "list"], "id", 0),
                             (["operator", "list"], "id", None)]:
        as_json = s.run(*words, "--format", "json").json
        as_csv = s.run(*words, "--format", "csv").csv
        as_text = s.run(*words).out.splitlines()
        if rows is not None:
            equal(len(as_json), rows, words)
        equal([str(r[key]) for r in as_json], [r[key] for r in as_csv], words)
        equal(len(as_text), len(as_json) + 1, words)
        for row, line in zip(as_json, as_text[1:]):
            contains(line, str(row[key]), words)
    equal(s.run("wells", "--format", "csv").csv[0]["well_name"], 'A, "quoted"')


def text_is_aligned(s):
    s.run("import", s.write("a.las", sample_well("Æ", "A-1")), s.write("b.las", sample_well("A longer name", "B-1")))
    lines = s.run("wells").out.splitlines()
    column = lines[0].index("UWI")
    for line in lines[1:]:
        check(line[column - 1] == " " and line[column] != " ", line)


def unknown_well(s):
    s.run("import", s.write("a.las", sample_well("A")))
    contains(s.run("curves", "--well", "B", code=4).err, "B")
    s.run("wells", "--project", "none", code=4)


main(three_formats, text_is_aligned, unknown_well)
