"""A server of its own for a scenario, a client with its session, and its answers held against its own OpenAPI document."""
import contextlib
import http.client
import json
import re
import signal
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path

# Behind the library: a scenario there has the name of one of its modules.
sys.path.append(str(Path(__file__).resolve().parent.parent / "cli"))

from scenario import check, contains, equal  # noqa: E402

API = "/api/v1"
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}


def is_type(value, name):
    if name in ("number", "integer"):
        return not isinstance(value, bool) and isinstance(value, int if name == "integer" else (int, float))
    return isinstance(value, TYPES[name])


def hold(schema, value, schemas, at="$"):
    """The keywords of JSON Schema that the server's document uses; one it does not know is a failure."""
    known = {"$ref", "type", "enum", "const", "properties", "required", "additionalProperties", "items", "anyOf", "oneOf", "minimum",
             "maximum", "description", "title", "format", "minItems", "maxItems", "prefixItems", "pattern", "default"}
    check(set(schema) <= known, f"{at}: unknown keywords {set(schema) - known}")
    if "$ref" in schema:
        return hold(schemas[schema["$ref"].rsplit("/", 1)[1]], value, schemas, at)
    wanted = schema.get("type", [])
    wanted = wanted if isinstance(wanted, list) else [wanted]
    check(not wanted or any(is_type(value, name) for name in wanted), f"{at}: {value!r} is no {wanted}")
    check("enum" not in schema or value in schema["enum"], f"{at}: {value!r} is none of {schema.get('enum')}")
    for keyword in ("anyOf", "oneOf"):
        if keyword in schema:
            fits = sum(fit(part, value, schemas) for part in schema[keyword])
            check(fits == 1 if keyword == "oneOf" else fits > 0, f"{at}: fits {fits} of {keyword}")
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        missing = [name for name in schema.get("required", []) if name not in value]
        check(not missing, f"{at}: lacks {missing}")
        more = schema.get("additionalProperties", True)
        for name, part in value.items():
            check(name in properties or more is not False, f"{at}: {name} is not described")
            if name in properties or isinstance(more, dict):
                hold(properties.get(name, more), part, schemas, f"{at}.{name}")
    if isinstance(value, list) and "items" in schema:
        for i, part in enumerate(value):
            hold(schema["items"], part, schemas, f"{at}[{i}]")
    return None


def fit(schema, value, schemas):
    try:
        hold(schema, value, schemas)
        return True
    except AssertionError:
        return False


class Answer:
    def __init__(self, response, body):
        self.status, self.headers, self.body = response.status, response.headers, body

    @property
    def json(self):
        return json.loads(self.body)


class Server:
    def __init__(self, scratch, *options, sample=False):
        options = options if sample else ("--no-sample", *options)
        self.process = subprocess.Popen(scratch.command("serve", "--listen", "127.0.0.1:0", *options), cwd=scratch.folder,
                                        env=scratch.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        check(self.url.startswith("http://127.0.0.1:"), f"no address: {self.url!r} {'' if self.url else self.process.stderr.read()}")
        parts = urllib.parse.urlparse(self.url)
        self.host, self.port = parts.hostname, parts.port
        self.token = urllib.parse.parse_qs(parts.query)["token"][0]
        self.cookie = None
        self.called = set()
        self.description = None

    def sanitized(self):
        """The address or the thread sanitizer is in it: memory and time are others then."""
        return re.search("lib[at]san", Path(f"/proc/{self.process.pid}/maps").read_text()) is not None

    def sign_in(self):
        answer = self.call("POST", "/sessions", {"token": self.token}, wanted=201)
        self.cookie = answer.headers["Set-Cookie"].split(";")[0]
        self.description = self.call("GET", "/openapi.json", root=True).json
        return answer

    def call(self, method, path, body=None, wanted=200, headers=(), root=False, session=True):
        """One request; the status and, once signed in, the shape of the answer are held against what is described."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=30)
        sent = dict(headers)
        if session and self.cookie:
            sent.setdefault("Cookie", self.cookie)
        if body is not None:
            body = body if isinstance(body, bytes) else json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        try:
            connection.request(method, path if root else API + path, body, sent)
            response = connection.getresponse()
            answer = Answer(response, response.read())
        finally:
            connection.close()
        check(answer.status == wanted, f"{method} {path}: {answer.status}, wanted {wanted}: {answer.body[:300]!r}")
        if self.description:
            self.hold(method, path if root else API + path, answer)
        return answer

    def hold(self, method, path, answer):
        path = path.split("?")[0]
        schemas = self.description["components"]["schemas"]
        kind = (answer.headers["Content-Type"] or "").split(";")[0]
        found = self.operation(method, path)
        if found and answer.status < 400:
            template, operation = found
            self.called.add((method, template))
            described = operation["responses"].get(str(answer.status))
            check(described is not None or answer.status == 304, f"{method} {template}: {answer.status} is not described")
            content = {k.split(";")[0]: v for k, v in (described or {}).get("content", {}).items()}
            check(not answer.body or kind in content, f"{method} {template}: {kind} is not described")
            if kind == "application/json":
                hold(content[kind]["schema"], answer.json, schemas, f"{method} {template}")
        elif answer.status >= 400 and answer.body:
            equal(kind, "application/problem+json", f"{method} {path}")
            hold(schemas["Problem"], answer.json, schemas, f"{method} {path}")

    def operation(self, method, path):
        """Literal templates come before those with names."""
        for template in sorted(self.description["paths"], key=lambda t: (t.count("{"), t)):
            pattern = re.sub(r"\{[^}]*\}", "[^/]+", template)
            if re.fullmatch(pattern, path) and method.lower() in self.description["paths"][template]:
                return template, self.description["paths"][template][method.lower()]
        return None

    def events(self, path, headers=()):
        """All events of a stream that ends by itself: [(name, data, id)]."""
        found, text = [], self.call("GET", path, headers=headers).body.decode()
        for block in text.split("\n\n"):
            fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line and not line.startswith(":"))
            if "event" in fields:
                found.append((fields["event"], json.loads(fields["data"]), fields.get("id")))
        return found

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        _, said = self.process.communicate(timeout=30)
        check("Sanitizer" not in said and "runtime error" not in said, said)
        equal(self.process.returncode, 0, "exit of the server")


def finished(server, execution, seconds=30):
    end = time.monotonic() + seconds
    while True:
        row = server.call("GET", f"/executions/{execution}").json
        if row["status"] not in ("pending", "running"):
            return row
        check(time.monotonic() < end, f"still {row['status']}")
        time.sleep(0.02)


@contextlib.contextmanager
def serving(scratch, *options, signed_in=True, sample=False):
    server = Server(scratch, *options, sample=sample)
    try:
        if signed_in:
            server.sign_in()
        yield server
        server.stop()
    finally:
        if server.process.poll() is None:
            server.process.kill()
            server.process.wait()


__all__ = ["API", "Server", "finished", "serving", "check", "contains", "equal"]
