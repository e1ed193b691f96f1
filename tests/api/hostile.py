"""Requests that are too long, too slow, cut off or none at all: refused, and the server goes on."""
import re
import socket
import time

from client import check, equal, serving
from scenario import main


def is_whole(got):
    """The head of an answer and as much of a body as it names."""
    head, blank, body = got.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
    return bool(blank) and length is not None and len(body) >= int(length[1])


def raw(server, data, wait=30.0, more=False):
    """What comes back until an answer is whole, the server closes, or `wait` seconds have gone. `more`: the server must think that more
    will come. One that refuses early may close before all has been sent; what it said until then counts."""
    until, got = time.monotonic() + wait, b""
    with socket.create_connection((server.host, server.port), timeout=wait) as link:
        try:
            link.sendall(data)
            if not more:
                link.shutdown(socket.SHUT_WR)
        except OSError:  # reset, or gone altogether
            pass
        try:
            while not is_whole(got) and (left := until - time.monotonic()) > 0:
                link.settimeout(left)
                part = link.recv(65536)
                if not part:
                    break
                got += part
        except (TimeoutError, ConnectionResetError):
            pass
        return got


def alive(server):
    equal(server.call("GET", "/healthz", root=True).json, {"status": "ok"})


def bodies_over_the_limit(s):
    with serving(s) as server:
        server.call("POST", "/projects", b'{"name": "' + b"x" * 8192 + b'"}', wanted=413)
        head = f"POST /api/v1/pipelines/validate HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nCookie: {server.cookie}\r\nContent-Length: {64 << 20}\r\nExpect: 100-continue\r\n\r\n"
        check(b" 413 " in raw(server, head.encode(), more=True), "who asks first is refused before the body comes")
        alive(server)


def headers_over_the_limit(s):
    with serving(s) as server:
        said = raw(server, f"GET /api/v1/projects HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nX: {'a' * 200000}\r\n\r\n".encode())
        check(b" 200 " not in said.split(b"\r\n")[0], said[:100])
        alive(server)


def nonsense(s):
    with serving(s) as server:
        host = f"Host: 127.0.0.1:{server.port}\r\n".encode()
        for data in (b"\r\n\r\n", b"\0" * 500, b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\xff\xfe" * 100 + b"\r\n\r\n",
                     b"POST /api/v1/sessions HTTP/1.1\r\n" + host + b"Content-Length: 50\r\n\r\n{\"tok",
                     b"POST /api/v1/sessions HTTP/1.1\r\n" + host + b"Content-Length: -1\r\n\r\n",
                     b"POST /api/v1/sessions HTTP/1.1\r\n" + host + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                     b"GET /api/v1/%00%zz%ff HTTP/1.1\r\n" + host + b"\r\n"):
            said = raw(server, data, wait=3)
            check(not said or b" 200 " not in said.split(b"\r\n")[0], (data[:40], said[:100]))
        alive(server)


def documents_that_are_none(s):
    with serving(s) as server:
        # JSON of another shape is not what is asked for (422); what is not JSON cannot be read at all (400).
        for body, wanted in ((b"[]", 422), (b"null", 422), (b"{}", 422), (b"[" * 100000, 413)):
            server.call("POST", "/pipelines/validate", body, wanted=wanted)
        for body in (b"", b"{", b"\xff", b'{"document": 1', b'{"a": "\\u0000"}', b'{"document": {}, "document": {}}'):
            for path in ("/pipelines/validate", "/schemas/infer", "/connections/validate"):
                answer = server.call("POST", path, body, wanted=400)
                check(answer.json["detail"], "says what is wrong")
        alive(server)


def paths_that_climb(s):
    with serving(s) as server:
        (s.folder / "secret.txt").write_text("secret")
        for path in ("/../secret.txt", "/..%2f..%2fsecret.txt", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/assets/../../../etc/passwd",
                     "/assets/%00", "/..\\..\\etc\\passwd"):
            said = raw(server, f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nConnection: close\r\n\r\n".encode())
            check(b"root:" not in said and b"secret" not in said.split(b"\r\n\r\n", 1)[-1].replace(path.encode(), b""), (path, said[:200]))
        for part in ("..%2f..%2fetc", "%2e%2e", "a%2fb", "'%20OR%201=1--"):
            server.call("GET", f"/projects/{part}", wanted=404)
            server.call("GET", f"/pipelines/{part}", wanted=404)
            server.call("GET", f"/executions/{part}/nodes/{part}/data", wanted=404)
        alive(server)


def every_route_refuses_them(s):
    with serving(s) as server:
        n = 0
        for template, operations in server.description["paths"].items():
            for method in operations:
                path = template.replace("{", "").replace("}", "")
                head = (f"{method.upper()} {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nCookie: {server.cookie}\r\n"
                        "Content-Type: application/json\r\nIf-Match: \"x\"\r\nContent-Length: ")
                asked = raw(server, f"{head}{64 << 20}\r\nExpect: 100-continue\r\n\r\n".encode(), more=True)
                check(b" 413 " in asked.split(b"\r\n")[0], (method, path, asked[:100]))
                cut_off = raw(server, f"{head}50\r\n\r\n{{\"tok".encode(), wait=0.05)
                check(not cut_off.startswith(b"HTTP/1.1 2"), (method, path, cut_off[:100]))
                if "requestBody" in operations[method]:
                    said = raw(server, f"{head}9\r\nConnection: close\r\n\r\n{{\"a\": 1, ".encode(), more=True)
                    check(said.startswith(b"HTTP/1.1 4"), (method, path, said[:100]))
                n += 1
        check(n > 30, n)
        alive(server)


def slow_ones_are_closed(s):
    with serving(s, "--idle", "1") as server:
        with socket.create_connection((server.host, server.port), timeout=15) as link:
            link.sendall(b"GET /api/v1/projects HTTP/1.1\r\nHos")
            begin = time.monotonic()
            link.settimeout(15)
            try:
                check(link.recv(1000).split(b"\r\n")[0].find(b" 200 ") < 0, "half a request is answered")
            except ConnectionResetError:
                pass
            check(time.monotonic() - begin < 10, "a silent connection stays open")
        alive(server)


def status_of(said):
    return said.split(b" ", 2)[1] if said.startswith(b"HTTP/1.1 ") else said[:40]


def queries_of_any_size_are_answered(s):
    with serving(s) as server:
        head = f" HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nCookie: {server.cookie}\r\nConnection: close\r\n\r\n"
        for n in (33, 500, 1000, 6000):
            said = raw(server, f"GET /api/v1/projects?{'&'.join('a=b' for _ in range(n))}{head}".encode())
            equal(status_of(said), b"400", f"{n} parameters")
        for n, wanted in ((20000, b"400"), (40000, b"414"), (200000, b"414")):
            equal(status_of(raw(server, f"GET /api/v1/projects?{'a' * n}=b{head}".encode())), wanted, f"a query of {n} bytes")
        alive(server)


def one_server_is_meant(s):
    with serving(s) as server:
        own = f"127.0.0.1:{server.port}"

        def ask(target, *headers):
            lines = [f"GET {target} HTTP/1.1", *headers, f"Cookie: {server.cookie}", "Connection: close", "", ""]
            return status_of(raw(server, "\r\n".join(lines).encode()))

        equal(ask("/api/v1/projects", f"Host: {own}"), b"200")
        equal(ask(f"http://{own}/api/v1/projects", f"Host: {own}"), b"200")
        equal(ask(f"http://{own}/api/v1/projects?limit=1", f"Host: {own}"), b"200")
        equal(ask("http://other.example/api/v1/projects", f"Host: {own}"), b"400")
        equal(ask("ftp://other.example/", f"Host: {own}"), b"400")
        equal(ask("*", f"Host: {own}"), b"400")
        equal(ask("/api/v1/projects", f"Host: {own}", "Host: other.example"), b"400")
        equal(ask("/api/v1/projects", "Host: other.example", f"Host: {own}"), b"400")
        equal(ask("/api/v1/projects", f"Host: {own}", f"Origin: http://{own}", "Origin: http://other.example"), b"400")
        alive(server)


def a_head_has_no_body(s):
    with serving(s) as server:
        project = server.call("POST", "/projects", {"name": "Field"}, wanted=201).json["id"]
        for path in ("/api/v1/projects", f"/api/v1/projects/{project}/events", "/openapi.json"):
            said = raw(server, f"HEAD {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nCookie: {server.cookie}\r\nConnection: close\r\n\r\n".encode())
            equal(status_of(said), b"200", path)
            equal(said.partition(b"\r\n\r\n")[2], b"", f"the body of HEAD {path}")


def what_is_refused_costs_nothing(s):
    """Requests that end before they were read: none is left behind."""
    with serving(s) as server:
        def open_requests():
            text = server.call("GET", "/metrics", root=True).body.decode()
            return int(re.search(r"^mudrock_http_requests_open (\d+)$", text, re.M)[1])

        before = open_requests()
        for data in (b"GET /api/v1/projects HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nX: " + b"a" * 40000 + b"\r\n\r\n", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                     b"GET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n"):
            for _ in range(20):
                raw(server, data, wait=5)
        end = time.monotonic() + 30  # a connection's end is noticed soon, not at once
        while open_requests() != before and time.monotonic() < end:
            time.sleep(0.05)
        equal(open_requests(), before)


main(queries_of_any_size_are_answered, one_server_is_meant, a_head_has_no_body, what_is_refused_costs_nothing, bodies_over_the_limit, headers_over_the_limit, nonsense, documents_that_are_none, paths_that_climb, every_route_refuses_them,
     slow_ones_are_closed)
