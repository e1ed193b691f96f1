#!/usr/bin/env python3
"""Writes a JSON file as a C text without its white space: embed.py OUTPUT INPUT NAME"""
import json
import sys

text = json.dumps(json.load(open(sys.argv[2], encoding="utf-8")), separators=(",", ":"))
lines = [text[i : i + 100].replace("\\", "\\\\").replace('"', '\\"') for i in range(0, len(text), 100)]
with open(sys.argv[1], "w", encoding="utf-8") as out:
    out.write(f"// From {sys.argv[2].rsplit('/', 1)[-1]} by embed.py.\nextern const char {sys.argv[3]}[];\n\nconst char {sys.argv[3]}[] =\n")
    out.write("\n".join(f'    "{line}"' for line in lines) + ";\n")
