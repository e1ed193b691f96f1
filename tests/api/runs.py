"""Running over HTTP: the rows, the events, cancelling."""
import csv
import io
import json
import threading
import time

from client import check, contains, equal, finished, serving
from scenario import close, main, sample_well, vsh_document

ID = "01920000-0000-7000-8000-000000000001"


def saved(s, server, wells=2, rows=40, kind="frontend"):
    for i in range(wells):
        s.run("import", "--project", "Field", s.write(f"w{i}.las", sample_well(f"W{i}", n=rows)))
    project = server.call("GET", "/projects/Field").json["id"]
    return server.call("POST", f"/projects/{project}/pipelines", json.loads(vsh_document(kind)), wanted=201).json


def run_and_read(s):
    with serving(s) as server:
        saved(s, server)
        started = server.call("POST", f"/pipelines/{ID}/executions", {}, wanted=202).json
        names = [name for name, _, _ in server.events(f"/executions/{started['id']}/events")]
        equal(names[-1], "end")
        check("node" in names and "execution" in names, names)
        row = finished(server, started["id"])
        equal(row["status"], "completed")
        equal({n["node_name"]: n["rows"] for n in row["nodes"]}, {"Logs": 80, "Vsh": 80, "Result": 80})
        data = server.call("GET", f"/executions/{row['id']}/nodes/vsh/data?wells=W1&limit=5&offset=2").json
        equal((data["total"], data["offset"], len(data["rows"])), (40, 2, 5))
        columns = [c["name"] for c in data["columns"]]
        gr, vsh = columns.index("gr"), columns.index("vsh")
        for line in data["rows"]:
            if line[gr] is None:
                equal(line[vsh], None, "a null stays a null")
            else:
                close(line[vsh], (line[gr] - 20) / 100)
        check(data["rows"][1][gr] is None, "sample 3 of the well has no gamma ray")
        text = server.call("GET", f"/executions/{row['id']}/nodes/vsh/data?wells=W1&limit=5&offset=2&format=csv").body.decode()
        equal([r["vsh"] == "" for r in csv.DictReader(io.StringIO(text))], [r[vsh] is None for r in data["rows"]])
        plot = server.call("GET", f"/executions/{row['id']}/nodes/out/plot?well=W1&curves=gr&pixels=100").json["curves"][0]
        equal((len(plot["min"]), plot["exact"], plot["min"][3]), (40, True, None))
        results = server.call("POST", "/pipelines/results", {"document": server.call("GET", f"/pipelines/{ID}").json["dag_definition"]})
        equal({r["state"] for r in results.json["nodes"].values()}, {"fresh"})


def events_resume(s):
    with serving(s) as server:
        saved(s, server)
        started = server.call("POST", f"/pipelines/{ID}/executions", {}, wanted=202).json
        path = f"/executions/{started['id']}/events"
        whole = server.events(path)
        middle = len(whole) // 2
        equal(server.events(path, headers={"Last-Event-ID": whole[middle][2]}), whole[middle + 1:])


def changed_parameter_is_stale(s):
    with serving(s) as server:
        document = saved(s, server)["dag_definition"]
        finished(server, server.call("POST", f"/pipelines/{ID}/executions", {}, wanted=202).json["id"])
        document["nodes"][1]["node_type"]["parameters"]["gr_max"] = 130
        states = {k: v["state"] for k, v in server.call("POST", "/pipelines/results", {"document": document}).json["nodes"].items()}
        equal(states, {"logs": "fresh", "vsh": "stale", "out": "stale"})
        preview = server.call("POST", "/pipelines/preview", {"document": document, "node_id": "vsh", "well_id": "W0", "limit": 1}).json
        names = [c["name"] for c in preview["columns"]]
        close(preview["rows"][0][names.index("vsh")], (preview["rows"][0][names.index("gr")] - 20) / 110)


def refused_run(s):
    with serving(s) as server:
        document = saved(s, server)["dag_definition"]
        document["nodes"][1]["node_type"]["parameters"]["gr_column"] = "nothing"
        tag = server.call("GET", f"/pipelines/{ID}").headers["ETag"]
        server.call("PUT", f"/pipelines/{ID}", document, headers={"If-Match": tag})
        problem = server.call("POST", f"/pipelines/{ID}/executions", {}, wanted=422).json
        equal(problem["diagnostics"][0]["code"], "schema.missing_column")
        contains(problem["diagnostics"][0]["message"], "Vsh")
        server.call("POST", f"/pipelines/{ID}/executions", {"to_node": "none"}, wanted=404)


def cancel_within_a_second(s):
    with serving(s) as server:
        saved(s, server, wells=6, rows=60000, kind={"csv": {"storage_path": "big.csv"}})
        # On a busy machine a run may be done before it hears of the cancel; then it is whole, and another is tried.
        for _ in range(8):
            started = server.call("POST", f"/pipelines/{ID}/executions", {}, wanted=202).json["id"]
            before = time.monotonic()
            server.call("DELETE", f"/executions/{started}", wanted=202)
            row = finished(server, started)
            check(time.monotonic() - before < 3, "a cancel takes too long")
            if row["status"] == "cancelled":
                break
            equal(row["status"], "completed")
            for output in s.folder.rglob("big.csv"):
                output.unlink()
        equal(row["status"], "cancelled")
        server.call("DELETE", f"/executions/{started}", wanted=409)
        check(not list(s.folder.rglob("big.csv")), "a cancelled run leaves no output")


def project_is_told_of_saves(s):
    with serving(s) as server:
        row = saved(s, server)
        heard = []

        def listen():
            import http.client
            connection = http.client.HTTPConnection(server.host, server.port, timeout=20)
            connection.request("GET", f"/api/v1/projects/{row['project_id']}/events", headers={"Cookie": server.cookie})
            response = connection.getresponse()
            ready.set()
            for line in response:
                if line.startswith(b"event: pipeline"):
                    heard.append(json.loads(response.readline().split(b": ", 1)[1]))
                    return

        ready = threading.Event()
        thread = threading.Thread(target=listen)
        thread.start()
        check(ready.wait(10), "the stream does not begin")
        document = {**row["dag_definition"], "name": "Renamed"}
        server.call("PUT", f"/pipelines/{ID}", document, headers={"If-Match": f"\"{row['head_revision_id']}\""})
        thread.join(20)
        equal([(h["action"], h["name"], h["revision"]) for h in heard], [("saved", "Renamed", 2)])


main(run_and_read, events_resume, changed_parameter_is_stale, refused_run, cancel_within_a_second,
     project_is_told_of_saves)
