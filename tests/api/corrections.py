"""What people say of curves: one, all that stand alike; bad units, stale words, strangers, hostile names."""
import urllib.parse

from client import check, contains, equal, serving
from scenario import close, las, main, sample_well

HOSTILE = ["..", "'; DROP TABLE wells; --", "%s%n", "a/b", "<b>", "temp\u202e", "x" * 5000]


def well(name, unit="F", mnemonic="TEMP"):
    depth = [1000 + 0.5 * i for i in range(10)]
    return las(name, curves=[("DEPT", "M", depth), (mnemonic, unit, [60.0 + i for i in range(10)]), ("XYZ", "", [50.0] * 10)])


def field(s, *files):
    for name, text in files:
        s.run("import", "--project", "Field", s.write(name, text))


def quoted(name):
    return urllib.parse.quote(name, safe="")


def curve_at(well_id="A", curve="temp", log="composite"):
    return f"/projects/Field/wells/{quoted(well_id)}/logs/{quoted(log)}/curves/{quoted(curve)}"


def correct(server, path, wanted=200, tag=None, **said):
    tag = tag or server.call("GET", path).headers["ETag"]
    return server.call("PATCH", path, said, wanted=wanted, headers={"If-Match": tag})


def word_stands_beside_the_file(s):
    field(s, ("a.las", well("A", "DEGX")))
    with serving(s) as server:
        first = server.call("GET", curve_at())
        equal([first.json[k] for k in ("file_unit", "unit", "understood", "unit_unknown", "set_by")], ["DEGX", "DEGX", None, True, None])
        said = correct(server, curve_at(), unit="degC", quantity="temperature")
        equal([said.json[k] for k in ("file_unit", "unit", "understood", "unit_unknown", "quantity", "set_by")],
              ["DEGX", "degC", "degC", False, "temperature", "local"])
        check(said.json["set_at"] and said.headers["ETag"] != first.headers["ETag"], "when")
        listed = {c["column_name"]: c for c in server.call("GET", "/projects/Field/curves?well=A").json["items"]}
        equal(listed["temp"], said.json, "the list says the same")
        told = s.run("curves", "--well", "A", "--format", "json").json
        equal([c["unit"] for c in told if c["column_name"] == "temp"], ["degC"], "the command line reads it")
        kept = correct(server, curve_at(curve="TEMP"), unit="degF")  # by its mnemonic
        equal([kept.json["unit"], kept.json["quantity"]], ["degF", "temperature"], "what is not said stays")
        back = correct(server, curve_at(), unit=None, quantity="")
        equal([back.json[k] for k in ("unit", "set_by", "set_at")], ["DEGX", None, None], "taken back")
        index = correct(server, curve_at(curve="depth"), unit="ft")
        equal([index.json["file_unit"], index.json["understood"]], ["M", "ft"], "the index too")


def what_depends_on_it_follows(s):
    field(s, ("a.las", well("A", "degC")))
    logs = {"id": "logs", "name": "Logs", "dependencies": [], "node_type": {"type": "ingestion", "source_type": {
        "source": "well_logs", "well_ids": [], "curve_names": ["temp"], "depth_range": None, "log_type": "composite"}}}
    out = {"id": "out", "name": "Out", "dependencies": ["logs"], "node_type": {"type": "output", "output_type": "frontend"}}
    body = {"document": {"id": "01920000-0000-7000-8000-000000000001", "name": "T", "version": "1.0.0", "nodes": [logs, out]}}
    with serving(s) as server:
        project = server.call("GET", "/projects/Field").json["id"]
        body["document"]["project_id"] = project
        key = lambda: server.call("POST", "/pipelines/results", body).json["nodes"]["logs"]["key"]  # noqa: E731
        unit = lambda: [f["unit"] for f in server.call("POST", "/schemas/infer", body).json["nodes"]["logs"]["output"]][-1]  # noqa: E731
        shown = lambda: server.call("POST", "/pipelines/preview", {**body, "node_id": "logs", "well_id": "A"}).json["columns"][-1]["unit"]  # noqa: E731
        value = lambda: server.call("POST", "/pipelines/preview", {**body, "node_id": "logs", "well_id": "A"}).json["rows"][0][-1]  # noqa: E731
        before = key()
        equal([unit(), shown()], ["degC", "degC"])
        equal(value(), 60)
        correct(server, curve_at(), unit="degF")
        check(key() != before, "what was computed is of another key")
        equal([unit(), shown()], ["degC", "degC"], "the project's unit")
        close(value(), (60 - 32) / 1.8, "the same numbers as Fahrenheit")


def bad_words(s):
    field(s, ("a.las", well("A")))
    with serving(s) as server:
        path = curve_at()
        for unit in ("furlong per fortnight", "-", "degX", "deg", "'; DROP TABLE units; --", "x" * 3000):
            told = correct(server, path, wanted=422, unit=unit).json
            equal([told["code"], told["where"]], ["invalid_parameter", "unit"])
        contains(correct(server, path, wanted=422, unit="degX").json["detail"], "degF", "what to do")
        equal(correct(server, path, wanted=422, quantity="warmth").json["where"], "quantity")
        correct(server, path, wanted=422, unit=3)
        correct(server, path, wanted=422, unit=["m"])
        contains(correct(server, path, wanted=422, Unit="m").json["detail"], '"Unit"')
        correct(server, path, wanted=400)
        tag = server.call("GET", path).headers["ETag"]
        server.call("PATCH", path, b"[]", wanted=422, headers={"If-Match": tag})
        server.call("PATCH", path, b"{", wanted=400, headers={"If-Match": tag})
        equal(server.call("GET", path).json["set_at"], None, "nothing was said")


def stale_words(s):
    field(s, ("a.las", well("A")))
    with serving(s) as server:
        path = curve_at()
        tag = server.call("GET", path).headers["ETag"]
        server.call("PATCH", path, {"unit": "degC"}, wanted=428)
        correct(server, path, unit="degC")
        told = correct(server, path, wanted=412, tag=tag, unit="K").json
        equal(told["code"], "stale_revision")
        contains(told["detail"], "corrected by local at")
        equal(server.call("GET", path).json["unit"], "degC", "nothing is overwritten")
        s.run("import", "--project", "Field", s.write("a.las", well("A", "C")))
        correct(server, path, wanted=412, tag=server.call("GET", path).headers["ETag"].replace("/", "x/"), unit="K")
        server.call("GET", path, headers={"If-None-Match": tag})
        server.call("GET", path, wanted=304, headers={"If-None-Match": server.call("GET", path).headers["ETag"]})


def strangers(s):
    field(s, ("a.las", well("A")), ("b.las", sample_well("B")))
    s.run("import", "--project", "Other", s.write("c.las", well("C")))
    with serving(s) as server:
        for path in (curve_at("C"), curve_at("nobody"), curve_at(curve="nothing"), curve_at(log="core"), curve_at("B"),
                     curve_at().replace("Field", "None")):
            server.call("PATCH", path, {"unit": "degC"}, wanted=404, headers={"If-Match": '"x"'})
            server.call("GET", path, wanted=404)
        for name in HOSTILE:
            for path in (curve_at(name), curve_at(curve=name), curve_at(log=name)):
                server.call("PATCH", path, {"unit": "degC"}, wanted=404, headers={"If-Match": '"x"'})
        path, tag = curve_at(), server.call("GET", curve_at()).headers["ETag"]
        server.call("PATCH", path, {"unit": "degC"}, wanted=401, session=False, headers={"If-Match": tag})
        server.call("PATCH", path, {"unit": "degC"}, wanted=401, headers={"If-Match": tag, "Cookie": "mudrock_session=" + "0" * 43})
        server.call("PATCH", path, {"unit": "degC"}, wanted=403, headers={"If-Match": tag, "Origin": "http://elsewhere.example"})
        server.call("PATCH", path, b'{"unit": "degC"}', wanted=415, headers={"If-Match": tag, "Content-Type": "text/plain"})
        equal(server.call("GET", path).json["set_at"], None, "nothing was said")
        equal(s.run("curves", "--project", "Other", "--format", "json").json[0]["set_at"], None, "nor elsewhere")


def states(server, column="temp"):
    rows = server.call("GET", "/projects/Field/curves?states=true").json["items"]
    return [[r[k] for k in ("file_unit", "unit", "understood", "wells", "corrected")] for r in rows if r["column_name"] == column]


def all_that_stand_alike(s):
    field(s, *((f"{n}.las", well(n)) for n in "ABC"), ("d.las", well("D", "DEGX")), ("e.las", well("E", "")))
    s.run("import", "--project", "Other", s.write("x.las", well("X")))
    with serving(s) as server:
        path = "/projects/Field/curves/temp"
        where = {"file_unit": "F", "unit": "F", "quantity": "temperature"}
        equal(states(server), [["F", "F", "degF", 3, 0], [None, None, None, 1, 0], ["DEGX", "DEGX", None, 1, 0]])
        correct(server, curve_at("B"), unit="degC")
        equal(server.call("PATCH", path, {"where": where, "unit": "K"}).json, {"changed": 2})
        equal(states(server), [["F", "K", "K", 2, 2], [None, None, None, 1, 0], ["DEGX", "DEGX", None, 1, 0], ["F", "degC", "degC", 1, 1]],)
        told = server.call("PATCH", path, {"where": where, "unit": "degC"}, wanted=409).json
        contains(told["detail"], "read the curves again", "what someone changed meanwhile is left alone")
        read = {**where, "unit": "K"}
        equal(server.call("PATCH", path, {"where": read, "wells": ["A", "D", "X"], "unit": None}).json, {"changed": 1})
        equal(server.call("GET", curve_at("A")).json["set_at"], None, "taken back")
        unsaid = {"file_unit": None, "unit": None, "quantity": "temperature"}
        equal(server.call("PATCH", path, {"where": unsaid, "unit": "degC"}).json, {"changed": 1})
        equal(s.run("curves", "--project", "Other", "--format", "json").json[0]["set_at"], None, "another project's stand")
        for body in ({"unit": "K"}, {"where": {}, "unit": "K"}, {"where": where, "wells": [], "unit": "K"}, {"where": where, "wells": [3], "unit": "K"},
                     {"where": {**where, "more": 1}, "unit": "K"}, {"where": where, "unit": "degX"}, {"where": {**where, "unit": 5}, "unit": "K"}):
            server.call("PATCH", path, body, wanted=422)
        for name in HOSTILE:
            server.call("PATCH", f"/projects/Field/curves/{quoted(name)}", {"where": where, "unit": "K"}, wanted=409)
            server.call("PATCH", path, {"where": {**where, "file_unit": name}, "unit": "K"}, wanted=409)
        server.call("GET", "/projects/Field/curves?states=true&well=A", wanted=400)
        server.call("PATCH", path, {"where": where, "unit": "K"}, wanted=401, session=False)


def what_may_be_said(s):
    field(s, ("a.las", well("A")))
    with serving(s) as server:
        said = server.call("GET", "/units").json
        like = {row["unit"]: row["like"] for row in said["units"]}
        equal(len(like), len(said["units"]), "each once")
        equal([like["degF"] == like["degC"], like["ft"] == like["m"], like["m"] == like["degC"]], [True, True, False])
        quantities = {row["quantity"]: row for row in said["quantities"]}
        equal(quantities["temperature"]["title"], "Temperature")
        for unit in like:
            equal(correct(server, curve_at(curve="xyz"), unit=unit).json["understood"], unit, "every unit of the table is understood")


def the_log_of_a_well_is_told(s):
    field(s, ("a.las", well("A")), ("b.las", well("B")))
    s.run("import", "--project", "Field", "--log-type", "core", s.write("a2.las", well("A", mnemonic="PHI")))
    with serving(s) as server:
        def taken(query=""):
            rows = server.call("GET", "/projects/Field/logs" + query).json["items"]
            return [(r["well_id"], r["log_type"]) for r in rows if r["taken"]], len(rows)
        equal(taken(), ([("A", "composite"), ("B", "composite")], 3))
        equal(taken("?log_type=core"), ([("A", "core")], 3))
        equal(taken("?log_type=*&curves=phi&well=A"), ([("A", "core")], 2))
        equal(taken("?log_type=*&curves=temp"), ([("A", "composite"), ("B", "composite")], 3))
        equal(taken("?log_type=*&log_rule=newest&well=A"), ([("A", "core")], 2))
        server.call("GET", "/projects/Field/logs?log_rule=oldest", wanted=400)
        server.call("GET", "/projects/Field/logs?well=nobody", wanted=404)
        server.call("GET", "/projects/Field/logs", wanted=401, session=False)


main(word_stands_beside_the_file, what_depends_on_it_follows, bad_words, stale_words, strangers, all_that_stand_alike, what_may_be_said,
     the_log_of_a_well_is_told)
