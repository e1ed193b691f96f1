#!/usr/bin/env python3
"""Writes the C source that holds every operator's example: its first case, cut to its first rows.

usage: examples.py CASES.json... > examples.c
"""
import json
import sys
from pathlib import Path

ROWS = 8


def cut(table):
    columns = [{"name": c["name"], "type": c["type"]} for c in table["columns"]]
    return {"columns": columns, "rows": table["rows"][:ROWS], "of": len(table["rows"])}


def example(case):
    inputs = [case["input"], *case.get("more", [])]
    return {"params": case["params"], "mode": case["mode"], "inputs": [cut(t) for t in inputs], "expected": cut(case["expected"])}


def literal(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


print("// Made by src/operators/examples.py from the operators' cases.")
# example.h stands in the folder of the sources, the made file does not.
print("#include <stddef.h>\n")
print("typedef struct mr_example_text {\n    const char *name, *json;\n} mr_example_text;\n")
print("extern const mr_example_text mr_examples[];\n")
print("const mr_example_text mr_examples[] = {")


def examples(path):
    """The first case of all versions, else of the newest, and of each version that has its own."""
    cases = json.loads(path.read_text())
    shared = [c for c in cases if "version" not in c]
    own = {c["version"]: c for c in reversed(cases) if "version" in c}
    newest = max(own, key=lambda v: [int(n) for n in v.split(".")], default=None)
    yield path.stem, shared[0] if shared else own[newest]
    for version in sorted(own):
        if version != newest or shared:
            yield f"{path.stem}_v{version.split('.')[0]}", own[version]


for path in sorted(map(Path, sys.argv[1:]), key=lambda p: p.stem):
    for name, case in examples(path):
        text = json.dumps(example(case), separators=(",", ":"))
        print(f"    {{{literal(name)},\n     {literal(text)}}},")
print("    {NULL, NULL},\n};")
