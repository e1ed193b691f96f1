"""Who may speak to the server, and from where."""
import json

from client import equal, contains, serving
from scenario import main


def token_works_once(s):
    with serving(s, signed_in=False) as server:
        server.call("POST", "/sessions", {"token": "wrong"}, wanted=403)
        cookie = server.sign_in().headers["Set-Cookie"]
        contains(cookie, "HttpOnly")
        contains(cookie, "SameSite=Strict")
        server.call("POST", "/sessions", {"token": server.token}, wanted=403)
        equal(server.call("GET", "/sessions").json["user"], "local")
        server.call("DELETE", "/sessions", wanted=204)
        server.call("GET", "/sessions", wanted=401)


def every_route_needs_a_session(s):
    with serving(s) as server:
        n = 0
        for template, operations in server.description["paths"].items():
            for method in operations:
                if template.startswith("/api/") and (method, template) != ("post", "/api/v1/sessions"):
                    path = template.replace("{", "").replace("}", "")
                    body = {} if method in ("post", "put") else None
                    server.call(method.upper(), path, body, wanted=401, root=True, session=False)
                    server.call(method.upper(), path, body, wanted=401, root=True, session=False,
                                headers={"Cookie": "mudrock_session=" + "A" * 43})
                    for origin in ("http://evil.example", "null", f"https://127.0.0.1:{server.port}", f"http://127.0.0.1:{server.port}.evil.example"):
                        server.call(method.upper(), path, body, wanted=403, root=True, headers={"Origin": origin})
                    n += 1
        assert n > 25, n


def other_origins_are_refused(s):
    with serving(s) as server:
        for method, body in (("GET", None), ("POST", {"name": "x"})):
            server.call(method, "/projects", body, wanted=403, headers={"Origin": "http://evil.example"})
            server.call(method, "/projects", body, wanted=403, headers={"Origin": "null"})
        server.call("GET", "/projects", wanted=403, headers={"Host": "evil.example"})
        server.call("GET", "/projects", headers={"Origin": f"http://127.0.0.1:{server.port}"})
        equal(json.loads(server.call("GET", "/projects").body)["items"], [])


def machines_need_a_session_unless_told(s):
    with serving(s) as server:
        for path in ("/metrics", "/openapi.json"):
            server.call("GET", path, root=True)
            server.call("GET", path, root=True, session=False, wanted=401)
        for path in ("/healthz", "/readyz"):
            server.call("GET", path, root=True, session=False)
    with serving(s, "--open-metrics") as server:
        for path in ("/metrics", "/openapi.json"):
            server.call("GET", path, root=True, session=False)
        server.call("GET", "/projects", session=False, wanted=401)


def only_loopback(s):
    for address in ("0.0.0.0:0", "192.0.2.1:0", "nonsense"):
        refused = s.run("serve", "--listen", address, code=None)
        assert refused.code != 0, address
        contains(refused.err, address.split(":")[0])


main(machines_need_a_session_unless_told, token_works_once, every_route_needs_a_session, other_origins_are_refused, only_loopback)
