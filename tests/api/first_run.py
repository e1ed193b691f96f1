"""What whoever opens an empty workspace finds."""
import time

from client import check, equal, serving
from scenario import main


def empty_workspace_has_the_sample(s):
    began = time.monotonic()
    with serving(s, sample=True) as server:
        most = 60 if server.sanitized() else 10
        check(time.monotonic() - began < most, "the first run takes too long")
        equal([p["name"] for p in server.call("GET", "/projects").json["items"]], ["Sample"])
        front = server.call("GET", "/front-page").json
        row = server.call("GET", f"/executions/{front['execution_id']}").json
        equal(row["status"], "completed")
        node = next(o["node_id"] for o in row["outputs"] if o["kind"] == "frontend")
        wells = server.call("GET", f"/projects/{front['project_id']}/wells").json["items"]
        began = time.monotonic()
        plot = server.call("GET", f"/executions/{row['id']}/nodes/{node}/plot?well={wells[0]['well_id']}").json
        check(time.monotonic() - began < most and any(v is not None for c in plot["curves"] for v in c.get("min", [])), "there is a plot")
    with serving(s, sample=True) as server:
        equal(len(server.call("GET", f"/pipelines/{front['pipeline_id']}/executions").json["items"]), 1, "it is made once")


def others_are_left_alone(s):
    s.run("init", s.workspace)
    s.run("project", "create", "Mine")
    with serving(s, sample=True) as server:
        equal([p["name"] for p in server.call("GET", "/projects").json["items"]], ["Mine"])


main(empty_workspace_has_the_sample, others_are_left_alone)
