"""Every route that the server describes is called, and its answer has the shape described."""
import json

from client import check, equal, serving
from scenario import main, sample_well, vsh_document

ID = "01920000-0000-7000-8000-000000000001"


def every_route(s):
    s.run("import", "--project", "Field", s.write("a.las", sample_well("A")))
    with serving(s) as server:
        get = lambda path: server.call("GET", path)  # noqa: E731
        server.call("POST", "/projects", {"name": "Other"}, wanted=201)
        get("/sessions"), get("/front-page"), get("/projects"), get("/projects/Field")
        for what in ("wells", "logs", "curves", "curves?summary=true", "curves?states=true", "markers", "surfaces", "tables", "pipelines"):
            get(f"/projects/Field/{what}")
        equal(get("/projects/Field/wells?has_curve=gr").json["items"][0]["well_id"], "A")
        equal(get("/projects/Field/wells?has_curve=none").json["items"], [])
        curve = "/projects/Field/wells/A/logs/composite/curves/gr"
        server.call("PATCH", curve, {"unit": "gAPI"}, headers={"If-Match": get(curve).headers["ETag"]})
        where = {"file_unit": "GAPI", "unit": "gAPI", "quantity": "gamma_ray"}
        server.call("PATCH", "/projects/Field/curves/gr", {"where": where, "unit": None})
        get("/units")
        document = json.loads(vsh_document("frontend"))
        server.call("POST", "/projects/Field/pipelines", document, wanted=201)
        document = get(f"/pipelines/{ID}").json["dag_definition"]
        post = lambda path, **body: server.call("POST", path, {"document": document, **body}).json  # noqa: E731
        equal(post("/pipelines/validate"), {"valid": True, "diagnostics": []})
        check(post("/connections/validate", source_id="logs", target_id="vsh")["compatible"], "logs fit")
        equal(len(post("/connections/validate", pairs=[{"source_id": "logs", "target_id": "vsh"}] * 3)["items"]), 3)
        equal([f["name"] for f in post("/schemas/infer")["nodes"]["vsh"]["output"]], ["well_id", "depth", "gr", "rhob", "vsh"])
        post("/pipelines/plan"), post("/pipelines/results")
        for kind in ("text", "dot"):
            server.call("POST", "/pipelines/plan", {"document": document, "format": kind})
        post("/pipelines/preview", node_id="vsh", well_id="A", limit=3)
        equal(post("/pipelines/plot", node_id="vsh", well="A", curves=["vsh"], pixels=5)["curves"][0]["name"], "vsh")
        run = server.call("POST", f"/pipelines/{ID}/executions", wanted=202).json["id"]
        equal(server.events(f"/executions/{run}/events")[-1][1]["status"], "completed")
        get(f"/pipelines/{ID}/executions"), get(f"/executions/{run}")
        for form in ("json", "arrow", "csv", "parquet"):
            get(f"/executions/{run}/nodes/vsh/data?format={form}&sort=-gr")
        get(f"/executions/{run}/nodes/vsh/plot?well=A")
        get("/operators?search=clavier"), get("/operators/shale_volume_clavier"), get("/operators/shale_volume_clavier/1.0.0")
        for path in ("/healthz", "/readyz", "/metrics"):
            server.call("GET", path, root=True)
        server.call("PUT", f"/pipelines/{ID}", document, headers={"If-Match": get(f"/pipelines/{ID}").headers["ETag"]})
        server.call("DELETE", f"/executions/{run}", wanted=409)
        server.call("DELETE", f"/pipelines/{ID}", wanted=204)
        server.call("DELETE", "/projects/Other", wanted=204)
        server.call("POST", "/sample", wanted=201)
        server.call("DELETE", "/sessions", wanted=204)
        described = {(m.upper(), t) for t, o in server.description["paths"].items() for m in o}
        # Streams without an end and the refusal of a cancel are called in runs.py and sessions.py.
        elsewhere = {("POST", "/api/v1/sessions"), ("GET", "/api/v1/projects/{project}/events"), ("DELETE", "/api/v1/executions/{execution}"),
                     ("GET", "/openapi.json")}
        equal(described - server.called - elsewhere, set(), "routes that nothing called")


main(every_route)
