"""What a worker answers: rows, plots, the sample project, and what it refuses."""
import csv
import io
import json
from pathlib import Path

from worker import Worker
from scenario import check, close, contains, document, equal, las, logs, main, operator, output, sample_well


def refusals(s):
    s.write("in/a.las", sample_well("A"))
    s.run("import", s.folder / "in")
    doc = json.loads(document(logs(), output("out", "Out", ["logs"])))
    worker = Worker(s)
    for request, where in (
        (dict(task="nothing"), "task"),
        (dict(task="data"), "node_id"),
        (dict(task="data", node_id="logs", document={"id": 1}), "document"),
        (dict(task="data", node_id="logs", document=doc, format="xml"), "format"),
        (dict(task="plot", node_id="logs", document=doc, well="A", pixels=0), "pixels"),
        (dict(task="plot", node_id="logs", document=doc, well="A", pixels=10**9), "pixels"),
        (dict(task="execute", execution_id="nobody"), ""),
    ):
        answer = worker.ask(**request)
        check(answer.error is not None, f"{request} was taken")
        equal(answer.error["where"], where, str(request))
    contains(worker.ask(task="data", node_id="gone", document=doc).error["message"], 'no node "gone"')
    contains(worker.ask(task="plot", node_id="logs", document=doc, well="Z").error["message"], "no well Z")
    equal(worker.good(task="data", node_id="logs", document=doc, format="json").json["total"], 40)  # it goes on
    worker.end()


def rows_in_four_forms(s):
    for well in "AB":
        s.write(f"in/{well}.las", sample_well(well))
    s.run("import", s.folder / "in")
    doc = json.loads(document(logs(), output("out", "Out", ["logs"])))
    worker = Worker(s)
    ask = dict(task="data", document=doc, node_id="logs")
    page = worker.good(**ask, format="json", wells=["B"], columns=["well_id", "gr"], sort="-gr", limit=3).json
    equal(page["total"], 40)
    equal([row[0] for row in page["rows"]], ["B"] * 3)
    equal([row[1] for row in page["rows"]], [120.0] * 3)
    last = worker.good(**ask, format="json", columns=["gr"], sort="gr", offset=78).json["rows"]
    equal(last, [[None], [None]], "nulls come last")
    answer = worker.good(**ask, format="csv")
    path = Path(answer.header["file"])
    rows = list(csv.DictReader(io.StringIO(path.read_text())))
    equal(len(rows), 80)
    equal(rows[3]["gr"], "", "a null is an empty cell")
    path.unlink()
    answer = worker.good(**ask, format="parquet", wells=["A"])
    path = Path(answer.header["file"])
    equal(path.read_bytes()[-4:], b"PAR1")
    equal(answer.header["total"], 40)
    path.unlink()
    worker.end()


def a_spike_in_a_million(s):
    n = 200000
    depth = [1000 + 0.005 * i for i in range(n)]
    gr = [50.0 + (i % 7) for i in range(n)]
    gr[123457] = 999.0
    for i in range(60000, 90000):
        gr[i] = None
    s.write("in/a.las", las("A", curves=[("DEPT", "M", depth), ("GR", "GAPI", gr)]))
    s.run("import", s.folder / "in")
    doc = json.loads(document(logs(curves=["gr"]), output("out", "Out", ["logs"])))
    worker = Worker(s)
    ask = dict(task="plot", document=doc, node_id="logs", well="A")
    curve = worker.good(**ask, pixels=800).json["curves"][0]
    equal((curve["name"], curve["unit"], curve["quantity"], curve["exact"]), ("gr", "gAPI", "gamma_ray", False))
    equal(len(curve["depth"]), 800)
    equal(max(v for v in curve["max"] if v is not None), 999.0)
    gap = [d for d, v in zip(curve["depth"], curve["min"]) if v is None]
    check(1299 < min(gap) < 1303 and 1446 < max(gap) < 1450, f"the gap is where the nulls are: {min(gap)} .. {max(gap)}")
    close_up = worker.good(**ask, pixels=800, depth=[1617.2, 1617.4]).json["curves"][0]
    check(close_up["exact"], "few samples are themselves")
    equal(close_up["min"], close_up["max"])
    equal([d for d, v in zip(close_up["depth"], close_up["max"]) if v == 999.0], [1000 + 0.005 * 123457])
    worker.end()


def the_sample(s):
    """The sample project in an empty workspace; its zones as segments, a truth as 0 and 1."""
    s.run("init", s.workspace)
    worker = Worker(s)
    made = worker.good(task="sample")
    equal(made.json["project"], "Sample")
    events = [e["event"] for e in made.events]
    equal(events.count("started"), 1)
    execution = made.json["execution"]["id"]
    doc = json.loads(s.run("pipeline", "load", "Quicklook").out)
    node_id = next(n["id"] for n in doc["nodes"] if n["name"] == "Curves")
    well = made.json["zones"][0]["well_id"]
    plot = worker.good(task="plot", execution_id=execution, node_id=node_id, well=well, pixels=500).json
    curves = {c["name"]: c for c in plot["curves"]}
    check("well_id" not in curves and "depth" not in curves, "the key is no curve")
    zones = [z for z in made.json["zones"] if z["well_id"] == well and z["zone"] != "Unzoned"]
    segments = {g["value"]: g for g in curves["zone"]["segments"]}
    step = (plot["depth_max"] - plot["depth_min"]) / 500
    for zone in zones:
        check(zone["zone"] in segments, f"{zone['zone']} is drawn")
        close(segments[zone["zone"]]["top"], zone["top"], "top", tolerance=2 * step / zone["top"])
    flags = [c for c in plot["curves"] if c["type"] == "bool"]
    check(flags, "there are flags")
    for flag in flags:
        check(set(flag["max"]) <= {0, 1, None} and set(flag["min"]) <= {0, 1, None}, flag["name"])
    results = s.run("execution", "show", execution, "--format", "json").json
    equal(results["status"], "completed")
    worker.end()


def results_of_the_command_line_are_seen(s):
    """A run of the command line and one of a worker leave the same rows."""
    s.write("in/a.las", sample_well("A"))
    s.run("import", s.folder / "in")
    doc = json.loads(document(logs(), operator("vsh", "Vsh", ["logs"], "shale_volume_linear", gr_column="gr"), output("out", "Out", ["vsh"])))
    s.write("p.json", json.dumps(doc))
    s.run("run", "p.json")
    execution = s.run("execution", "list", "--format", "json").json[0]["id"]
    worker = Worker(s)
    kept = worker.good(task="data", execution_id=execution, node_id="out", format="json")
    computed = worker.good(task="data", execution_id=execution, node_id="vsh", format="json")
    equal(kept.json["rows"], computed.json["rows"])
    check(not kept.events, "what is kept is only read")
    worker.end()


main(refusals, rows_in_four_forms, a_spike_in_a_million, the_sample, results_of_the_command_line_are_seen)
