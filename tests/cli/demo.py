"""demo: wells, pipeline, table, plot; the second time nothing is done again."""
import json
import time
import xml.etree.ElementTree as xml

from scenario import EXAMPLES, check, contains, equal, main


def cut_offs_stand_in_one_node(s):
    nodes = json.loads((EXAMPLES / "quicklook.json").read_text())["nodes"]
    holders = [n["name"] for n in nodes if any(k.endswith("_cutoff") for k in n["node_type"].get("parameters", {}))]
    equal(holders, ["Net pay flags"])


def twice(s):
    first = s.run("demo", "--format", "json").json
    equal(first["reused"], False)
    equal(first["execution"]["status"], "completed")
    zones = {(z["well_id"], z["zone"]): z for z in first["zones"]}
    equal(sum(1 for well, _ in zones if well == "42303347740000"), 5, "the section above the tops and four zones")
    # 6993.5 ft and 7294 ft, the tops of the file, lie within one sample (0.5 ft) of the first samples of their zones
    for zone, feet in (("WFMPA", 6993.5), ("WFMPB", 7294.0)):
        check(0 <= zones["42303347740000", zone]["top"] - feet * 0.3048 < 0.1525, zone)
    for z in first["zones"]:
        check(0 <= z["net_pay"] <= z["net_reservoir"] <= z["logged"] <= z["gross"] + 0.153, z)  # half a step of 0.5 ft beyond either end
        check(abs(z["gross"] - (z["base"] - z["top"])) < 1e-9, z)

    plot = s.workspace / "quicklook" / "42303347740000.svg"
    check(plot.stat().st_size < 1_000_000, "the plot is small")
    equal(xml.parse(plot).getroot().tag, "{http://www.w3.org/2000/svg}svg")
    for name in ("zones.csv", "zones.parquet", "las/31-2-7.las"):
        check((s.workspace / "quicklook" / name).is_file(), name)

    began = time.monotonic()
    second = s.run("demo", "--format", "json").json
    check(time.monotonic() - began < 5, "the second time is quick")
    equal(second["reused"], True)
    equal(second["zones"], first["zones"])
    equal(second["import"]["unchanged"], second["import"]["files"])
    equal(len(s.run("execution", "list", "--format", "json").json), 1)


def says_how_to_open_the_editor(s):
    said = s.run("demo").err.strip().splitlines()[-1]
    contains(said, f"mudrock serve --workspace {s.workspace}")


def runs_again_when_something_is_gone(s):
    s.run("demo")
    (s.workspace / "quicklook" / "zones.csv").unlink()
    equal(s.run("demo", "--format", "json").json["reused"], False)
    check((s.workspace / "quicklook" / "zones.csv").is_file(), "it is there again")


def needs_its_examples(s):
    contains(s.run("demo", "--examples", "nowhere", code=4).err, "nowhere")


main(cut_offs_stand_in_one_node, twice, says_how_to_open_the_editor, runs_again_when_something_is_gone, needs_its_examples)
