"""A small writer of Excel workbooks: what the scenarios and the fuzzer's corpus are made with."""
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Cell:
    """A cell as written: its type (n, s, str, inlineStr, b, e, d), its value, its style, a formula."""

    def __init__(self, value, kind="n", style=0, formula=None):
        self.value, self.kind, self.style, self.formula = value, kind, style, formula


def name(row, column):
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters + str(row + 1)


def as_cell(value):
    if isinstance(value, Cell):
        return value
    if isinstance(value, bool):
        return Cell(int(value), "b")
    return Cell(value, "s" if isinstance(value, str) else "n")


def cell_xml(row, column, value, strings):
    cell = as_cell(value)
    text = cell.value
    if cell.kind == "s" and isinstance(text, str):
        text = strings.setdefault(text, len(strings))
    kind = "" if cell.kind == "n" else f' t="{cell.kind}"'
    style = f' s="{cell.style}"' if cell.style else ""
    formula = f"<f>{escape(cell.formula)}</f>" if cell.formula else ""
    if cell.kind == "inlineStr":
        inner = f"<is><t>{escape(text)}</t></is>"
    else:
        inner = formula + ("" if text is None else f"<v>{escape(str(text))}</v>")
    return f'<c r="{name(row, column)}"{style}{kind}>{inner}</c>'


def sheet_xml(rows, merged, strings):
    """rows: {row: [cells from column A, None = empty] or {column: cell}} or a list of those, from row 1."""
    rows = dict(enumerate(rows)) if isinstance(rows, list) else rows
    body = "".join(f'<row r="{r + 1}">' + "".join(cell_xml(r, c, v, strings) for c, v in (cells.items() if isinstance(cells, dict) else enumerate(cells)) if v is not None) + "</row>"
                   for r, cells in sorted(rows.items()))
    ranges = f'<mergeCells count="{len(merged)}">' + "".join(f'<mergeCell ref="{m}"/>' for m in merged) + "</mergeCells>" if merged else ""
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData>{ranges}</worksheet>'


def strings_xml(strings):
    return f'{HEAD}<sst xmlns="{MAIN}">' + "".join(f'<si><t xml:space="preserve">{escape(s)}</t></si>' for s in strings) + "</sst>"


def styles_xml(codes):
    """Style k + 1 is codes[k]: the id of a built-in number format, or a format code."""
    own = [(164 + i, c) for i, c in enumerate(codes) if isinstance(c, str)]
    ids = [164 + i if isinstance(c, str) else c for i, c in enumerate(codes)]
    formats = "".join(f'<numFmt numFmtId="{i}" formatCode={quoteattr(c)}/>' for i, c in own)
    return (f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
            '<cellXfs><xf numFmtId="0"/>' + "".join(f'<xf numFmtId="{i}"/>' for i in ids) + "</cellXfs></styleSheet>")


def parts(sheets, codes=(), date1904=False, merged=None, hidden=()):
    """sheets: {name: rows}. Gives {part: text}, to be changed at will before it is written."""
    strings, out, entries, relations = {}, {}, "", ""
    for i, (title, rows) in enumerate(sheets.items(), 1):
        out[f"xl/worksheets/sheet{i}.xml"] = sheet_xml(rows, (merged or {}).get(title, []), strings)
        state = ' state="hidden"' if title in hidden else ""
        entries += f'<sheet name={quoteattr(title)} sheetId="{i}"{state} r:id="rId{i}"/>'
        relations += f'<Relationship Id="rId{i}" Type="{RELATION}/worksheet" Target="worksheets/sheet{i}.xml"/>'
    system = '<workbookPr date1904="1"/>' if date1904 else ""
    first = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATION}">{system}<sheets>{entries}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
        "xl/styles.xml": styles_xml(list(codes)),
    }
    return {**first, **out, "xl/sharedStrings.xml": strings_xml(strings)}


def save(path, all_parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for part, text in all_parts.items():
            z.writestr(part, text)
    return path


def workbook(path, sheets, **more):
    return save(path, parts(sheets, **more))
