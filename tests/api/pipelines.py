"""Saving, loading, listing; two people at one pipeline; names as text."""
import gzip
import json

from client import check, equal, serving
from scenario import main, sample_well, vsh_document

ID = "01920000-0000-7000-8000-000000000001"
ODD = "<script>alert('x')</script> \"quoted\" 🪨 \u05d0\u05d1 \u202eabc"


def project_with_a_well(s, server):
    s.run("import", "--project", "Field", s.write("a.las", sample_well("A")))
    return server.call("GET", "/projects/Field").json["id"]


def second_save_is_told(s):
    with serving(s) as server:
        project = project_with_a_well(s, server)
        first = server.call("POST", f"/projects/{project}/pipelines", json.loads(vsh_document()), wanted=201)
        document, tag = first.json["dag_definition"], first.headers["ETag"]
        mine = {**document, "name": "Mine"}
        theirs = {**document, "name": "Theirs"}
        saved = server.call("PUT", f"/pipelines/{ID}", theirs, headers={"If-Match": tag})
        stale = server.call("PUT", f"/pipelines/{ID}", mine, wanted=412, headers={"If-Match": tag}).json
        equal(stale["head_revision_id"], saved.json["head_revision_id"])
        equal(stale["code"], "stale_revision")
        equal(server.call("GET", f"/pipelines/{ID}").json["name"], "Theirs", "nothing is overwritten")
        server.call("PUT", f"/pipelines/{ID}", mine, wanted=428)
        server.call("PUT", f"/pipelines/{ID}", mine, headers={"If-Match": saved.headers["ETag"]})
        server.call("DELETE", f"/pipelines/{ID}", wanted=204)
        server.call("GET", f"/pipelines/{ID}", wanted=404)


def unchanged_is_not_sent(s):
    with serving(s) as server:
        project = project_with_a_well(s, server)
        tag = server.call("POST", f"/projects/{project}/pipelines", json.loads(vsh_document()), wanted=201).headers["ETag"]
        same = server.call("GET", f"/pipelines/{ID}", wanted=304, headers={"If-None-Match": tag})
        equal(same.body, b"")
        plain = server.call("GET", "/operators?limit=5")
        packed = server.call("GET", "/operators?limit=5", headers={"Accept-Encoding": "identity"})
        equal(plain.body, packed.body)


def compressed_when_taken(s):
    with serving(s) as server:
        plain = server.call("GET", "/operators?limit=50").body
        server.description, kept = None, server.description  # a packed body is not JSON to the check
        packed = server.call("GET", "/operators?limit=50", headers={"Accept-Encoding": "gzip"})
        server.description = kept
        equal(packed.headers["Content-Encoding"], "gzip")
        equal(gzip.decompress(packed.body), plain)
        check(len(packed.body) < len(plain) / 3, "hardly smaller")


def names_come_back_as_text(s):
    with serving(s) as server:
        made = server.call("POST", "/projects", {"name": ODD, "description": ODD}, wanted=201)
        equal(made.json["name"], ODD)
        document = json.loads(vsh_document())
        document["name"] = ODD
        server.call("POST", f"/projects/{made.json['id']}/pipelines", document, wanted=201)
        listed = server.call("GET", f"/projects/{made.json['id']}/pipelines")
        equal(listed.json["items"][0]["name"], ODD)
        equal(listed.headers["Content-Type"].split(";")[0], "application/json")
        equal(listed.headers["X-Content-Type-Options"], "nosniff")


def pages_meet(s):
    with serving(s) as server:
        whole = [o["id"] for o in server.call("GET", "/operators?limit=1000").json["items"]]
        parts, cursor = [], ""
        while cursor is not None:
            page = server.call("GET", f"/operators?limit=50&cursor={cursor}" if cursor else "/operators?limit=50").json
            parts += [o["id"] for o in page["items"]]
            cursor = page["next_cursor"]
        equal(parts, whole)
        check(len(whole) > 229, len(whole))


main(second_save_is_told, unchanged_is_not_sent, compressed_when_taken, names_come_back_as_text, pages_meet)
