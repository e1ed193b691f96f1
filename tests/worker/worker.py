"""A worker process as a server speaks to it, for the scenarios of this folder."""
import json
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))

from scenario import check  # noqa: E402


class Answer:
    def __init__(self, header, body, events):
        self.header, self.body, self.events = header, body, events
        self.error = header["error"]

    @property
    def json(self):
        return json.loads(self.body)


class Worker:
    def __init__(self, scratch, *options):
        self.number = 0
        self.process = subprocess.Popen(scratch.command("worker", *options), cwd=scratch.folder, env=scratch.environment(),
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def send(self, **request):
        if "cancel" not in request:
            self.number += 1
            request["id"] = self.number
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        self.process.stdin.flush()
        return self.number

    def frame(self):
        line = self.process.stdout.readline()
        check(line, "the worker has ended")
        header = json.loads(line)
        return header, self.process.stdout.read(header["bytes"])

    def answer(self):
        events = []
        while True:
            header, body = self.frame()
            if header.get("answer"):
                return Answer(header, body, events)
            events.append(header)

    def ask(self, **request):
        self.send(**request)
        return self.answer()

    def good(self, **request):
        answer = self.ask(**request)
        check(answer.error is None, f"{request}: {answer.error} {answer.header['diagnostics']}")
        return answer

    def end(self):
        """Its input ends, so it does."""
        self.process.stdin.close()
        code = self.process.wait(timeout=30)
        check(code == 0, f"the worker ended with {code}")
