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
for path in sorted(sys.argv[1:], key=lambda p: Path(p).stem):
    text = json.dumps(example(json.loads(Path(path).read_text())[0]), separators=(",", ":"))
    print(f"    {{{literal(Path(path).stem)},\n     {literal(text)}}},")
print("    {NULL, NULL},\n};")
