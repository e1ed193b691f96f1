#!/usr/bin/env python3
"""A new operator is one new file and one line: the diff that docs/adding-an-operator.md ends with is real and whole.

usage: adding.py MUDROCK ROOT
"""
import re
import subprocess
import sys
from pathlib import Path

program, root = sys.argv[1], Path(sys.argv[2])
page = (root / "docs" / "adding-an-operator.md").read_text()
diff = re.search(r"^```diff\n(.*?)^```$", page, re.S | re.M).group(1)
parts = re.split(r"^diff --git ", diff, flags=re.M)[1:]


def lines_of(part, sign):
    body = part[part.index("\n@@ "):].split("\n")[2:]
    return [line[1:] for line in body if line.startswith(sign)]


def path_of(part):
    return re.search(r"^\+\+\+ b/(.*)$", part, re.M).group(1)


new = [part for part in parts if "\nnew file mode" in part]
old = [part for part in parts if "\nnew file mode" not in part]


def one_new_file_and_one_line():
    assert len(new) == 1 and len(old) == 1, f"{len(new)} new files, {len(old)} changed ones"
    assert len(lines_of(old[0], "+")) == 1 and not lines_of(old[0], "-"), "more than one line of the list was changed"


def it_is_what_the_sources_hold():
    file = root / path_of(new[0])
    assert "\n".join(lines_of(new[0], "+")) + "\n" == file.read_text(), f"{file.name} was changed since: bring the page in line"
    count = int(re.search(r"^@@ -0,0 \+1,(\d+) @@", new[0], re.M).group(1))
    assert count == len(lines_of(new[0], "+"))
    line = lines_of(old[0], "+")[0]
    assert line in (root / path_of(old[0])).read_text().split("\n"), f"{path_of(old[0])} has no line {line}"


def nobody_else_knows_its_name():
    name = Path(path_of(new[0])).stem
    allowed = {path_of(new[0]), path_of(old[0])}
    for folder in ["src", "include", "web/src"]:
        for file in (root / folder).rglob("*"):
            if file.is_file() and str(file.relative_to(root)) not in allowed:
                assert name.encode() not in file.read_bytes(), f"{file} knows {name}"


def the_program_has_it():
    name = Path(path_of(new[0])).stem
    shown = subprocess.run([program, "operator", "show", name], capture_output=True, text=True, check=True).stdout
    assert f"`{name}` 1." in shown


def the_page_of_formats_shows_what_there_is():
    text = (root / "docs" / "adding-a-format.md").read_text()
    blocks = [re.sub(r"^   ", "", block, flags=re.M) for block in re.findall(r"^   ```c\n(.*?)^   ```$", text, re.S | re.M)]
    assert len(blocks) == 2
    assert (root / "src/formats/contents/gslib.c").read_text().endswith(blocks[0]), "gslib.c was changed since: bring the page in line"
    assert (root / "src/service/kinds/tape.c").read_text() == blocks[1], "tape.c was changed since: bring the page in line"


cases = [one_new_file_and_one_line, it_is_what_the_sources_hold, nobody_else_knows_its_name, the_program_has_it,
         the_page_of_formats_shows_what_there_is]
failed = 0
print(f"1..{len(cases)}")
for number, case in enumerate(cases, 1):
    try:
        case()
        print(f"ok {number} - {case.__name__}")
    except AssertionError as reason:
        failed += 1
        print(f"not ok {number} - {case.__name__}\n# {reason}")
sys.exit(1 if failed else 0)
