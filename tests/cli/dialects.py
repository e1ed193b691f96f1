"""One known table written in many dialects of CSV and LAS: read equal, or refused with a line; never different.

DIALECTS=5000 makes a long run; SEED chooses another set.
"""
import math
import os
import random

from scenario import main

DEPTH = [1000.0, 1000.5, 1001.0, 1001.5, 1002.0, 1002.5, 1003.0]
GR = [50.5, None, 52.25, 120.75, 8.125, None, 61.0]
RHOB = [2.45, 2.46, 2.475, None, 2.5, 2.51, 2.65]
NAMES = ["Viking", "Viking", "Mannville", "Nisku", "Leduc", "Duvernay", "Ireton"]
COLUMNS = [("DEPT", "m", DEPTH), ("GR", "gAPI", GR), ("RHOB", "g/cm3", RHOB)]


def number(value, decimal, style):
    text = {"plain": repr(value), "fixed": f"{value:.4f}", "exponent": f"{value:.6e}", "fortran": f"{value:.6E}".replace("E", "D")}[style]
    return text.replace(".", decimal)


def encoded(text, r, ends):
    text = text.replace("\n", ends)
    return text.encode(r.choice(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]))


def csv_text(r):
    delimiter = r.choice([",", ";", "\t", "|", " "])
    decimal = "." if delimiter == "," and r.random() < 0.7 else r.choice([".", ","])
    quote = r.choice(["never", "always", "texts"]) if decimal == "." or delimiter != "," else "always"
    null = r.choice(["NA", "N/A", "null", "-", "NaN", "None", "#N/A"] + ([""] if delimiter != " " else []))
    style = r.choice(["plain", "fixed", "exponent"])
    units = r.choice(["none", "round", "square", "row"]) if delimiter != " " else "none"
    header = units != "none" or r.random() < 0.8
    text = r.random() < 0.5

    def cell(value, is_text):
        return f'"{value}"' if quote == "always" or (quote == "texts" and is_text) else value

    lines = []
    if r.random() < 0.2:
        lines.append("# written by a test; with, all | marks")
    titles = [{"none": n, "row": n, "round": f"{n} ({u})", "square": f"{n} [{u}]"}[units] for n, u, _ in COLUMNS] + (["ZONE"] if text else [])
    if header:
        lines.append(delimiter.join(cell(t, True) for t in titles))
    if units == "row":
        lines.append(delimiter.join(cell(u, True) for u in [u for _, u, _ in COLUMNS] + ([""] if text else [])))
    pad = " " if delimiter in ",; " and r.random() < 0.2 else ""
    for i in range(len(DEPTH)):
        row = [cell(null if v[i] is None else number(v[i], decimal, style), v[i] is None) for _, _, v in COLUMNS]
        lines.append((delimiter + pad).join(row + ([cell(NAMES[i], True)] if text else [])))
        if r.random() < 0.05:
            lines.append("")
    if r.random() < 0.1 and delimiter != " ":
        lines = [line + delimiter if line and not line.startswith("#") else line for line in lines]
    what = f"csv {delimiter!r} {decimal} quote={quote} null={null!r} {style} units={units} header={header} text={text} pad={pad!r}"
    return "\n".join(lines) + r.choice(["", "\n"]), header, units != "none", what


def las_text(r):
    version = r.choice(["1.2", "2.0", "3.0"])
    delimiter = r.choice([" ", "  ", "\t", ","]) if version == "3.0" else r.choice([" ", "   ", "\t"])
    decimal = "." if delimiter == "," else r.choice([".", ".", ","])
    null = r.choice(["-999.25", "-999.2500", "-9999", "NaN", "(null)", "None", "-", "1.#QNAN", "-nan(ind)", "******"])
    style = r.choice(["plain", "fixed", "exponent", "fortran"])
    wrap = r.choice(["NO", "NO", "YES", "SAYS NO"]) if delimiter != "," else "NO"
    value = "-9999" if null == "-9999" else "-999.25"
    lines = ["~Version", f" VERS. {version} : version", f" WRAP. {'YES' if wrap == 'YES' else 'NO'} : wrap"]
    if version == "3.0":
        lines.append(f" DLM. {'COMMA' if delimiter == ',' else 'TAB' if delimiter == chr(9) else 'SPACE'} : delimiter")
    lines += ["~Well", " STRT.m 1000 : first", " STOP.m 1003 : last", " STEP.m 0.5 : step", f" NULL. {value} : null",
              " WELL. name : A-1" if version == "1.2" else " WELL. A-1 : name"]
    lines += ["~Curve"] + [f" {n}.{u} : {n.lower()}" for n, u, _ in COLUMNS]
    lines.append(r.choice(["~A", "~ASCII", "~A DEPT GR RHOB"]) if version != "3.0" else "~ASCII")
    titles = r.choice([[], [], ["DEPT GR RHOB"], ["DEPT GR RHOB", "m gAPI g/cm3"], ["---- ---- ----"]])
    if delimiter != "," and wrap != "YES":
        lines += titles
    for i in range(len(DEPTH)):
        row = [null.replace(".", decimal) if v[i] is None and null[-1].isdigit() else null if v[i] is None else number(v[i], decimal, style)
               for _, _, v in COLUMNS]
        if wrap == "NO":
            lines.append(delimiter.join(row))
        else:
            lines += [row[0], delimiter.join(row[1:])]
        if r.random() < 0.05:
            lines.append("# remark")
    return "\n".join(lines) + "\n", True, True, f"las {version} {delimiter!r} {decimal} null={null} {style} wrap={wrap} titles={titles}"


def facts(values):
    there = [v for v in values if v is not None]
    return len(values), len(values) - len(there), min(there), max(there), math.fsum(there) / len(there)


def same(got, wanted):
    return all(g is not None and math.isclose(g, w, rel_tol=1e-6) for g, w in zip(got, wanted))


def read_equal_or_refused(s):
    seed = int(os.environ.get("SEED", "1"))
    read = 0
    total = int(os.environ.get("DIALECTS", "300"))
    for i in range(total):
        r = random.Random(f"{seed} {i}")
        kind = r.choice(["csv", "las"])
        text, named, with_units, what = (csv_text if kind == "csv" else las_text)(r)
        ends = r.choice(["\n", "\r\n", "\r"])
        path = s.folder / f"d.{kind}"
        path.write_bytes(encoded(text, r, ends))
        done = s.run("import", "--describe", path, "--format", "json", code=None)
        where = f"dialect {i} of seed {seed}: {what} ends={ends!r}\n{text}"
        if done.code != 0:
            assert done.code == 1 and "line" in done.err, f"{where}\n{done.err}"
            continue
        read += 1
        curves = done.json["curves"]
        assert len(curves) >= 3, f"{where}\n{curves}"
        for curve, (name, unit, values) in zip(curves, COLUMNS):
            got = [curve[k] for k in ("count", "nulls", "min", "max", "mean")]
            assert same(got, facts(values)), f"{where}\n{name}: {got}, wanted {facts(values)}"
            assert not named or curve["mnemonic"] == name, f"{where}\n{curve['mnemonic']}"
            assert not with_units or curve["unit"] == unit, f"{where}\n{curve['unit']}"
    assert read > 0.9 * total, f"only {read} of {total} were read"


main(read_equal_or_refused)
