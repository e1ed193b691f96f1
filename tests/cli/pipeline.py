"""pipeline save, list, load, delete."""
import json

from scenario import contains, equal, main, sample_well, vsh_document


def save_and_load(s):
    s.run("import", s.write("w.las", sample_well("W")))
    text = vsh_document(**{"x-own": {"kept": [1, 2.5, None]}})
    identity = s.run("pipeline", "save", s.write("p.json", text)).out.strip()
    equal(identity, json.loads(text)["id"])
    for name in (identity, "Test"):
        got = json.loads(s.run("pipeline", "load", name).out)
        equal(got["metadata"], {"x-own": {"kept": [1, 2.5, None]}})
        equal(got["nodes"], json.loads(text)["nodes"])
    rows = s.run("pipeline", "list", "--format", "json").json
    equal([(r["id"], r["name"], r["version"]) for r in rows], [(identity, "Test", "1.0.0")])


def revisions(s):
    s.run("init")
    s.run("project", "create", "P")
    s.write("p.json", vsh_document())
    contains(s.run("pipeline", "save", "p.json").err, "saved")
    contains(s.run("pipeline", "save", "p.json").err, "unchanged")
    equal(s.run("pipeline", "list", "--format", "json").json[0]["revision"], 1)
    s.write("p.json", vsh_document(note="changed"))
    contains(s.run("pipeline", "save", "p.json").err, "saved")
    equal(s.run("pipeline", "list", "--project", "P", "--format", "json").json[0]["revision"], 2)


def delete(s):
    s.run("init")
    s.run("project", "create", "P")
    identity = s.run("pipeline", "save", s.write("p.json", vsh_document())).out.strip()
    s.run("pipeline", "delete", identity)
    equal(s.run("pipeline", "list", "--format", "json").json, [])
    s.run("pipeline", "delete", identity, code=4)
    s.run("pipeline", "load", identity, code=4)


def drafts_and_conflicts(s):
    s.run("init")
    s.run("project", "create", "P")
    s.run("pipeline", "save", s.write("p.json", vsh_document()))
    other = vsh_document().replace("000000000001", "000000000002")  # another id, the same name and version
    s.run("pipeline", "save", s.write("q.json", other), code=5)
    s.run("pipeline", "save", s.write("bad.json", "{"), code=3)
    s.run("pipeline", "save", "none.json", code=4)


main(save_and_load, revisions, delete, drafts_and_conflicts)
