"""What the benches of the server share: a server over a workspace of its own, and what it takes."""
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
API = "/api/v1"
TICKS = os.sysconf("SC_CLK_TCK")


class Serving:
    """with Serving(program) as server: ..."""

    def __init__(self, program, folder=None):
        self.program = os.path.abspath(program)
        self.scratch = None if folder else tempfile.TemporaryDirectory(prefix="mudrock-bench-")
        self.folder = Path(folder or self.scratch.name)
        self.workspace = self.folder / "workspace"
        self.cookie = self.connection = None

    def __enter__(self):
        if not (self.workspace / "mudrock.db").exists():
            self.run("init", self.workspace)
        self.process = subprocess.Popen([self.program, "serve", "--workspace", self.workspace, "--listen", "127.0.0.1:0", "--no-sample"],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        url = self.process.stdout.readline().strip()
        self.port = int(url.split(":")[2].split("/")[0])
        status, headers, body = self.ask("POST", "/sessions", {"token": url.split("token=")[1]})
        if status != 201:
            sys.exit(f"no session: {body[:200]}")
        self.cookie = headers["Set-Cookie"].split(";")[0]
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        if self.scratch:
            self.scratch.cleanup()

    def run(self, *words):
        subprocess.run([self.program, *map(str, words)], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def ask(self, method, path, body=None, headers=()):
        """Status, headers and body, over one connection that stays open."""
        self.connection = self.connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = {"Cookie": self.cookie, "Content-Type": "application/json", **dict(headers)}
        self.connection.request(method, path if path.startswith("/metrics") else API + path, body and json.dumps(body),
                                {k: v for k, v in sent.items() if v})
        response = self.connection.getresponse()
        return response.status, response.headers, response.read()

    def json(self, method, path, body=None, wanted=200, headers=()):
        status, _, text = self.ask(method, path, body, headers)
        if status != wanted:
            sys.exit(f"{method} {path}: {status}: {text[:300]}")
        return json.loads(text) if text else None

    def request(self, path, method, target, body=None):
        """A request as its bytes, in a file for http_load."""
        text = json.dumps(body).encode() if body is not None else b""
        head = f"{method} {API}{target} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {self.cookie}\r\n"
        if body is not None:
            head += f"Content-Type: application/json\r\nContent-Length: {len(text)}\r\n"
        path.write_bytes(head.encode() + b"\r\n" + text)
        return path

    def finished(self, pipeline, **options):
        """An execution of the pipeline that has ended well."""
        identity = self.json("POST", f"/pipelines/{pipeline}/executions", options, wanted=202)["id"]
        while (row := self.json("GET", f"/executions/{identity}"))["status"] in ("pending", "running"):
            time.sleep(0.05)
        if row["status"] != "completed":
            sys.exit(f"the run has {row['status']}: {row['error_message']}")
        return row

    def cpu_s(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def peak_mb(self):
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(text.split("VmHWM:")[1].split()[0]) / 1000


def http_load(what, server, connections, seconds, request):
    """The C client, begun: its connections are open."""
    client = subprocess.Popen([ROOT / "build" / "bench" / "http_load", what, str(server.port), str(connections), str(seconds), request],
                              stdout=subprocess.PIPE, text=True)
    if client.stdout.readline() != "open\n":
        sys.exit("http_load has not begun")
    return client


def result_of(client):
    text = client.stdout.read()
    if client.wait() != 0:
        sys.exit("http_load failed")
    return json.loads(text)


def node(identity, name, dependencies, **node_type):
    return {"id": identity, "name": name, "dependencies": dependencies, "node_type": node_type}


def chain(n, pipeline="01920000-0000-7000-8000-00000000000a", curve="gr"):
    """A pipeline of n nodes: logs, operators one behind the other, an output."""
    nodes = [node("n0", "Logs", [], type="ingestion", source_type={"source": "well_logs", "curve_names": [curve]})]
    for i in range(1, n - 1):
        nodes.append(node(f"n{i}", f"Median {i}", [f"n{i - 1}"], type="operator", operator_id="median_filter", operator_version="1.0.0",
                          parameters={"column": curve, "window": 5, "output_column": curve}))
    nodes.append(node(f"n{n - 1}", "Result", [f"n{n - 2}"], type="output", output_type="frontend"))
    return {"id": pipeline, "name": "Bench", "version": "1.0.0", "metadata": {}, "nodes": nodes}
