#!/usr/bin/env python3
"""docs/operators is what the operators say of themselves, and `mudrock operator show` says the same.

usage: manual.py MUDROCK OPERATOR_PAGES ROOT
"""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

program, pages, root = sys.argv[1:]
kept = Path(root) / "docs" / "operators"
EVERY = 12  # pages asked of the program too


def files(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def is_up_to_date(folder):
    made, have = files(folder), files(kept)
    differ = sorted(name for name in made.keys() | have.keys() if made.get(name) != have.get(name))
    assert not differ, f"{len(differ)} of {len(made)} files are not as the operators say (make docs): {', '.join(differ[:8])}"


def has_a_picture_each(folder):
    for page in folder.glob("*.md"):
        picture = folder / "images" / f"{page.stem}.svg"
        if page.name == "README.md":
            continue
        assert f"](images/{picture.name})" in page.read_text(), page.name
        svg = picture.read_text()
        assert svg.startswith("<svg ") and svg.count("<path") >= 2, f"{picture.name} shows nothing"
        assert len(svg) < 7000, f"{picture.name} has {len(svg)} bytes"


def links_lead_somewhere(folder):
    index = (folder / "README.md").read_text()
    for page in folder.glob("*.md"):
        assert page.name == "README.md" or f"({page.name})" in index, f"{page.name} is not in the list"


def shows_the_same(folder):
    names = sorted(p.stem for p in folder.glob("*.md") if p.name != "README.md")
    asked = names[::EVERY] + ["permeability_timur"]
    for name in asked:
        page = "\n".join(line for line in (folder / f"{name}.md").read_text().split("\n") if not line.startswith("!["))
        operator, version = re.search(r"^`(\w+)` ([\d.]+):", page, re.M).groups()
        shown = subprocess.run([program, "operator", "show", f"{operator}@{version}"], capture_output=True, text=True, check=True).stdout
        assert shown == page.replace("\n\n\n", "\n\n"), f"operator show {name} is not its page"


cases = [is_up_to_date, has_a_picture_each, links_lead_somewhere, shows_the_same]
with tempfile.TemporaryDirectory() as made:
    folder = Path(made) / "operators"
    subprocess.run([pages, root, str(folder)], check=True)
    failed = 0
    print(f"1..{len(cases)}")
    for number, case in enumerate(cases, 1):
        try:
            case(folder)
            print(f"ok {number} - {case.__name__}")
        except AssertionError as reason:
            failed += 1
            print(f"not ok {number} - {case.__name__}\n# {reason}")
sys.exit(1 if failed else 0)
