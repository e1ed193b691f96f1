"""The Arrow stream of a node's rows, read back by apache-arrow and by polars: the values of the JSON page, type by type."""
import json
import shutil
import subprocess
from pathlib import Path

from worker import Worker
from scenario import check, document, equal, main, node, output

READERS = Path(__file__).resolve().parent / "readers"


def read_back(s, stream):
    path = s.folder / "rows.arrows"
    path.write_bytes(stream)
    done = subprocess.run([shutil.which("node"), str(READERS / "read.mjs"), str(path)], capture_output=True, text=True)
    check(done.returncode == 0, done.stderr)
    return json.loads(done.stdout)


def compare(s, page, seen):
    fields = seen["arrow"]["fields"]
    equal(list(fields), [c["name"] for c in page["columns"]], "names in order")
    for i, column in enumerate(page["columns"]):
        wanted = [row[i] for row in page["rows"]]
        if column["type"] == "timestamp":
            wanted = [None if w is None else seen["arrow"]["columns"][column["name"]][k] for k, w in enumerate(wanted)]
        equal(seen["arrow"]["columns"][column["name"]], wanted, f"apache-arrow: {column['name']}")
        equal(seen["polars"]["columns"][column["name"]], wanted, f"polars: {column['name']}")
        equal(fields[column["name"]].get("unit"), column["unit"], f"unit of {column['name']}")
        equal(fields[column["name"]].get("quantity"), column["quantity"], f"quantity of {column['name']}")


def every_type_with_nulls(s):
    s.write("t.csv", 'n:int64,x:float64,small:int32,yes:bool,name:utf8,list:list<float64>\n'
                     '1,0.1,7,true,"a ""quoted"" \u00b5m \U0001f600","[1, 2.5, null]"\n'
                     ',,,,,\n'
                     '-9007199254740991,-1e-300,-7,false,,"[]"\n')
    s.run("import", "t.csv")
    doc = json.loads(document(node("t", "Table", [], {"type": "ingestion", "source_type": {"source": "table", "table_name": "t"}}),
                              output("out", "Out", ["t"])))
    worker = Worker(s)
    ask = {"task": "data", "document": doc, "node_id": "t"}
    page = worker.good(**ask, format="json").json
    equal(len(page["rows"]), 3)
    compare(s, page, read_back(s, worker.good(**ask, format="arrow").body))
    worker.end()


def the_quicklook(s):
    s.run("demo")
    executions = s.run("execution", "list", "--format", "json").json
    worker = Worker(s)
    saved = s.run("pipeline", "list", "--format", "json").json[0]
    doc = json.loads(s.run("pipeline", "load", saved["id"]).out)
    for which in ("Curves", "Zone summary", "Zones", "Tops"):
        node_id = next(n["id"] for n in doc["nodes"] if n["name"] == which)
        ask = {"task": "data", "execution_id": executions[0]["id"], "node_id": node_id, "limit": 3000, "offset": 0}
        answer = worker.good(**ask, format="arrow")
        page = worker.good(**ask, format="json").json
        equal(answer.header["total"], page["total"])
        compare(s, page, read_back(s, answer.body))
    worker.end()


def many_batches(s):
    """More rows than one batch holds, and none at all."""
    s.write("t.csv", "k:int64\n" + "".join(f"{i}\n" for i in range(150000)))
    s.run("import", "t.csv")
    doc = json.loads(document(node("t", "Table", [], {"type": "ingestion", "source_type": {"source": "table", "table_name": "t"}}),
                              output("out", "Out", ["t"])))
    worker = Worker(s)
    seen = read_back(s, worker.good(task="data", document=doc, node_id="t", format="arrow").body)
    for reader in seen.values():
        equal(reader["columns"]["k"], list(range(150000)))
    seen = read_back(s, worker.good(task="data", document=doc, node_id="t", format="arrow", limit=0).body)
    for reader in seen.values():
        equal(reader["columns"]["k"], [])
    worker.end()


main(every_type_with_nulls, the_quicklook, many_batches)
