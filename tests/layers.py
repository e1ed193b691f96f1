#!/usr/bin/env python3
"""The layers hold: no file includes upward, each third-party header is met where it may be, public headers compile alone.

usage: layers.py [ROOT]
"""
import re
import subprocess
import sys
from pathlib import Path

root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent)

# Lowest first. A public header belongs to the layer that implements it.
LAYERS = {
    "base": "error arena text encoding file map hash clock pool chan log process",
    "core": "schema json id units dag diagnostic kind",
    "table": "table arrow",
    "numeric": "numeric elementary fft path",
    "duck": "csv duck",
    "objects": "objects",
    "formats": "contents grid las tape tops degrees workbook outline",
    "catalog": "catalog",
    "operators": "door manual operator sql tabular",
    "validator": "validate",
    "executor": "executor",
    "service": "service worker",
    "server": "server",
    "cli": "",
}
ORDER = list(LAYERS)
OWNER = {header: layer for layer, headers in LAYERS.items() for header in headers.split()}
THIRD_PARTY = {
    "duckdb.h": ["src/duck/"],
    "sqlite3.h": ["src/catalog/sqlite.c"],
    "libpq-fe.h": ["src/catalog/postgres.c"],
    "curl/curl.h": ["src/objects/", "src/telemetry/"],
    "udunits2.h": ["src/core/"],
    "microhttpd.h": ["src/server/"],
    "jansson.h": ["src/core/", "src/duck/", "src/catalog/", "src/formats/", "src/operators/", "src/validator/", "src/executor/", "src/service/",
                  "src/server/", "src/cli/"],
}
STANDARD = set("assert ctype errno float inttypes limits math stdarg stdatomic stdbool stddef stdint stdio stdlib string time".split())

problems = []
for path in sorted((root / "src").rglob("*.[ch]")):
    name = str(path.relative_to(root))
    layer = path.relative_to(root / "src").parts[0]
    if layer not in ORDER:
        problems.append(f"{name}: folder {layer} is no layer")
        continue
    for number, line in enumerate(path.read_text().splitlines(), 1):
        m = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
        if not m:
            continue
        header = m.group(1)
        if header.startswith("mudrock/"):
            owner = OWNER.get(header[len("mudrock/"):-2])
            if owner is None:
                problems.append(f"{name}:{number}: {header} belongs to no layer (name it in tests/layers.py)")
            elif ORDER.index(owner) > ORDER.index(layer):
                problems.append(f"{name}:{number}: {layer} includes {header}, which belongs to {owner} above it")
        elif header in THIRD_PARTY and not any(name.startswith(p) for p in THIRD_PARTY[header]):
            problems.append(f"{name}:{number}: {header} may be included only in {', '.join(THIRD_PARTY[header])}")
        elif header.startswith("../") and not (path.parent / header).resolve().is_relative_to((root / "src" / layer).resolve()):
            problems.append(f"{name}:{number}: {header} reaches into another folder")

for path in sorted((root / "include" / "mudrock").glob("*.h")):
    name = str(path.relative_to(root))
    if path.stem not in OWNER:
        problems.append(f"{name}: belongs to no layer (name it in tests/layers.py)")
    text = path.read_text()
    for header in re.findall(r'^#include [<"]([^>"]+)[>"]', text, re.M):
        if not header.startswith("mudrock/") and header[:-2] not in STANDARD:
            problems.append(f"{name}: includes {header}; public headers include only standard C and mudrock/")
    done = subprocess.run(["cc", "-std=c17", "-Wall", "-Wextra", "-Werror", "-D_POSIX_C_SOURCE=200809L", "-fsyntax-only", "-x", "c",
                           "-I", str(root / "include"), "-"], input=f'#include "mudrock/{path.name}"\n', text=True, capture_output=True)
    if done.returncode != 0:
        problems.append(f"{name}: does not compile alone: {done.stderr.splitlines()[0] if done.stderr else ''}")

for p in problems:
    print(p, file=sys.stderr)
sys.exit(1 if problems else 0)
