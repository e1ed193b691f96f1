"""Ten curves of a million samples: once decoded, a plot and a step of a zoom cost far less than 100 ms of the processor."""
import json
import os

from worker import Worker
from scenario import check, document, equal, logs, main, output

SAMPLES = 1000000
TICKS = os.sysconf("SC_CLK_TCK")


def cpu_ms(worker):
    with open(f"/proc/{worker.process.pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / TICKS


def import_big_well(s):
    curves = "".join(f" C{i}.GAPI : c\n" for i in range(10))
    values = [" ".join(str((k * (37 + 4 * i) % 997) / 8) for i in range(10)) for k in range(997)]
    with open(s.write("in/big.las", ""), "w") as file:
        file.write("~Version\n VERS. 2.0 :\n WRAP. NO :\n~Well\n STRT.M 0 :\n STOP.M 1999.998 :\n STEP.M 0 :\n NULL. -999.25 :\n"
                   f" WELL. BIG : WELL\n~Curve\n DEPT.M :\n{curves}~A\n")
        for i in range(SAMPLES):
            file.write(f"{i // 500}.{i % 500 * 2:03} {values[i % 997]}\n")
    s.run("import", s.folder / "in")


def ten_curves(s):
    import_big_well(s)
    doc = json.loads(document(logs(curves=[f"c{i}" for i in range(10)]), output("out", "Out", ["logs"])))
    worker = Worker(s)
    ask = dict(task="plot", document=doc, node_id="logs", well="BIG", pixels=1500)
    first = worker.good(**ask).json
    equal([len(c["depth"]) for c in first["curves"]], [1500] * 10)
    cold = Worker(s)
    cold.good(**ask)
    print(f"# first plot of a worker, its start included: {cpu_ms(cold):.0f} ms of the processor")
    cold.end()
    times = 10
    began = cpu_ms(worker)
    for _ in range(times):
        worker.good(**ask)
    plot = (cpu_ms(worker) - began) / times
    began = cpu_ms(worker)
    for k in range(times):
        worker.good(**ask, depth=[10.0 * k, 1500.0])
    zoom = (cpu_ms(worker) - began) / times
    print(f"# plot {plot:.1f} ms, zoom {zoom:.1f} ms of the processor")
    check(plot < 100 and zoom < 100, f"plot {plot} ms, zoom {zoom} ms")
    worker.end()


main(ten_curves)
