"""Plots against the rows they are of: the least and the greatest of every bin, seen from afar and from near."""
import csv
import io
import json

from client import check, equal, finished, serving
from scenario import las, main, vsh_document

ID = "01920000-0000-7000-8000-000000000001"
ROWS = 300000  # long enough to have levels
TOP = 1000.0


def rows_of(server, run):
    text = server.call("GET", f"/executions/{run}/nodes/out/data?format=csv&columns=depth,vsh").body.decode()
    return [(float(d), float(v) if v else None) for d, v in csv.reader(io.StringIO(text[text.index("\n") + 1:]))]


def hold_bins(plot, rows):
    """Every bin has the extremes of the rows from its own depth to that of the next, the last one to the end of what was asked for."""
    curve, at = plot["curves"][0], 0
    equal(curve["name"], "vsh")
    check(len(curve["depth"]) == len(curve["min"]) == len(curve["max"]) > 0, "bins")
    while rows[at][0] < curve["depth"][0]:
        at += 1
    for k, first in enumerate(curve["depth"]):
        equal(rows[at][0], first, f"depth of bin {k}")
        end = curve["depth"][k + 1] if k + 1 < len(curve["depth"]) else None
        values, begin = [], at
        while at < len(rows) and (rows[at][0] < end if end is not None else at < begin + ROWS // len(curve["depth"])):
            values += [rows[at][1]] if rows[at][1] is not None else []
            at += 1
        if end is not None:
            equal((curve["min"][k], curve["max"][k]), (min(values, default=None), max(values, default=None)), f"bin {k}")


def extremes_from_afar_and_near(s):
    depth = [TOP + 0.01 * i for i in range(ROWS)]
    gr = [None if i % 1000 < 3 or 50000 < i < 60000 else 20.0 + i * 7919 % 10007 / 100 for i in range(ROWS)]
    s.run("import", "--project", "Field", s.write("a.las", las("A", curves=[("DEPT", "M", depth), ("GR", "GAPI", gr), ("RHOB", "G/C3", gr)])))
    with serving(s) as server:
        server.call("POST", "/projects/Field/pipelines", json.loads(vsh_document("frontend")), wanted=201)
        run = finished(server, server.call("POST", f"/pipelines/{ID}/executions", {}, wanted=202).json["id"])["id"]
        check(len(list(s.workspace.rglob(f"{run}/out.levels"))) == 1, "a long well has levels")
        rows = rows_of(server, run)
        path = f"/executions/{run}/nodes/out/plot?well=A&curves=vsh"
        for query in ("&pixels=500", "&pixels=1170", "&pixels=20000", "&pixels=100&depth=1500,2500", "&pixels=800&depth=1500,1600", "&pixels=800&depth=1510,1610",
                      "&pixels=800&depth=1590,1690", "&pixels=800&depth=1510.005,1510.995", "&pixels=300&depth=3900,9000"):
            plot = server.call("GET", path + query).json
            equal((plot["depth_min"], plot["depth_max"]), (rows[0][0], rows[-1][0]), query)
            hold_bins(plot, rows)
        for nowhere in ("0,10", "5000,6000"):
            plot = server.call("GET", f"{path}&depth={nowhere}").json
            equal((plot["depth_min"], plot["curves"][0]["depth"]), (rows[0][0], []), nowhere)
        whole = server.call("GET", f"/executions/{run}/nodes/out/plot?well=A&pixels=500").json
        equal([c["name"] for c in whole["curves"]], ["gr", "rhob", "vsh"])
        server.call("GET", path + "x", wanted=404)
        server.call("DELETE", f"/pipelines/{ID}", wanted=204)
        equal(list(s.workspace.rglob(f"*/{run}/*")), [], "what was kept goes with its pipeline")


def missing_rows_break_the_line(s):
    """Public case 13 of issue 10: 100 m that were not logged, rows left out."""
    depth = [1000 + 0.5 * i for i in range(201)] + [1200 + 0.5 * i for i in range(201)]
    gr = [50.0 + i % 7 for i in range(402)]
    s.run("import", "--project", "Field", s.write("a.las", las("A", curves=[("DEPT", "M", depth), ("GR", "GAPI", gr), ("RHOB", "G/C3", gr)])))
    with serving(s) as server:
        server.call("POST", "/projects/Field/pipelines", json.loads(vsh_document("frontend")), wanted=201)
        run = finished(server, server.call("POST", f"/pipelines/{ID}/executions", {}, wanted=202).json["id"])["id"]
        for pixels in (2000, 402, 300, 200, 20):
            curve = server.call("GET", f"/executions/{run}/nodes/out/plot?well=A&curves=vsh&pixels={pixels}").json["curves"][0]
            between = [v for d, v in zip(curve["depth"], curve["min"]) if 1100 < d < 1200]
            equal(between, [None], f"{pixels} pixels")
            equal(len(curve["depth"]), len(curve["max"]))


def the_line_breaks_at_every_zoom(s):
    """Rows left out and rows of nulls: 12 m at steps of 0.5 m are a gap (more than ten steps), 4 m are none."""
    depth = [1000 + 0.5 * i for i in range(2001)]
    holes = lambda d: 1300 < d < 1312 or 1700 < d < 1704  # noqa: E731
    kept = [d for d in depth if not holes(d)]
    curve = lambda of: [None if holes(d) else 50.0 + i % 7 for i, d in enumerate(of)]  # noqa: E731
    for well, of in (("rows", kept), ("nulls", depth)):
        s.run("import", "--project", "Field", s.write(f"{well}.las", las(well, curves=[("DEPT", "M", of), ("GR", "GAPI", curve(of)), ("RHOB", "G/C3", curve(of))])))
    with serving(s) as server:
        server.call("POST", "/projects/Field/pipelines", json.loads(vsh_document("frontend")), wanted=201)
        run = finished(server, server.call("POST", f"/pipelines/{ID}/executions", {}, wanted=202).json["id"])["id"]
        for well in ("rows", "nulls"):
            for window in ("1000,2000", "1250,1350", "1299,1400", "1305,1720", "1690,1710"):
                for pixels in (5000, 1000, 300, 100, 40, 17, 3):
                    path = f"/executions/{run}/nodes/out/plot?well={well}&curves=gr&pixels={pixels}&depth={window}"
                    curve_ = server.call("GET", path).json["curves"][0]
                    top, base = map(float, window.split(","))
                    breaks = [d for d, v in zip(curve_["depth"], curve_["min"]) if v is None]
                    equal(curve_["depth"], sorted(curve_["depth"]), path)
                    if top < 1300 and base > 1312:
                        check(any(1300 < d < 1312 for d in breaks), f"{path}: the line runs across the gap")
                        check(min(d for d in breaks if d > 1299) == 1300.5, f"{path}: the gap begins behind the last sample")
                    elsewhere = [d for d in breaks if not (1300 < d < 1312 or (well == "nulls" and holes(d)))]
                    equal(elsewhere, [], f"{path}: breaks where samples are neighbours")


main(extremes_from_afar_and_near, missing_rows_break_the_line, the_line_breaks_at_every_zoom)
