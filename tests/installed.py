"""What `make install` lays down works from there: the program finds its library, the sample wells and the editor.

usage: installed.py BUILD
"""
import os
import signal
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path


def install(build, root):
    subprocess.run(["meson", "install", "-C", build, "--no-rebuild", "--quiet", "--destdir", str(root)], check=True, stdin=subprocess.DEVNULL)
    found = list(root.rglob("bin/mudrock"))
    assert len(found) == 1, f"one program, not {found}"
    return found[0]


def runs(program, folder):
    told = subprocess.run([program, "demo", "--workspace", folder / "workspace"], capture_output=True, text=True, cwd=folder)
    assert told.returncode == 0, told.stderr
    assert "WFMPB" in told.stdout, told.stdout


def serves(program, folder):
    server = subprocess.Popen([program, "serve", "--workspace", folder / "workspace", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True, cwd=folder)
    try:
        address = server.stdout.readline().split("?")[0]
        page = urllib.request.urlopen(address, timeout=20).read().decode()
        script = page.split('src="/')[1].split('"')[0]
        assert len(urllib.request.urlopen(address + script, timeout=20).read()) > 100_000, "the editor's script"
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(20) == 0, "the server ends when told"


def main():
    # Nothing of the build folder may help: neither its library nor its files.
    os.environ.pop("LD_LIBRARY_PATH", None)
    failed = 0
    with tempfile.TemporaryDirectory(prefix="mudrock-installed-") as name:
        folder = Path(name)
        program = install(sys.argv[1], folder / "root")
        print("1..2")
        for i, case in enumerate((runs, serves), 1):
            try:
                case(program, folder)
                print(f"ok {i} - {case.__name__}")
            except AssertionError as reason:
                failed = 1
                print(f"not ok {i} - {case.__name__}\n# {reason}")
    return failed


sys.exit(main())
