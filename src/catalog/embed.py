#!/usr/bin/env python3
"""Writes the numbered migrations as a C table: embed.py OUTPUT SQL..."""
import re
import sys
from pathlib import Path

rows = []
for path in map(Path, sys.argv[2:]):
    number, name = re.fullmatch(r"(\d{4})_(\w+)\.sql", path.name).groups()
    lines = path.read_text(encoding="utf-8").replace("\\", "\\\\").replace('"', '\\"').splitlines()
    text = "\n".join(f'     "{line}\\n"' for line in lines)
    rows.append((int(number), name, text))
rows.sort()
if [row[0] for row in rows] != list(range(1, len(rows) + 1)):
    sys.exit("migrations are numbered 1, 2, 3, ... without a gap")

with open(sys.argv[1], "w", encoding="utf-8") as out:
    out.write("// The migrations, from migrations/*.sql by embed.py.\n")
    out.write("extern const char *const mr_migrations[][2];\nextern const int mr_migrations_n;\n\n")
    out.write("const char *const mr_migrations[][2] = {\n")
    for _, name, text in rows:
        out.write(f'    {{"{name}",\n{text}}},\n')
    out.write(f"}};\nconst int mr_migrations_n = {len(rows)};\n")
