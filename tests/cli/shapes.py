"""A small writer of shapefiles: what the scenarios and the fuzzer's corpus are made with."""
import struct

KINDS = {"Point": 1, "LineString": 3, "Polygon": 5, "MultiPoint": 8}


def body(kind, shape):
    """A point (x, y); lines and rings as lists of lists of points; None is a null shape."""
    if shape is None:
        return struct.pack("<i", 0)
    if kind == "Point":
        return struct.pack("<i2d", 1, *shape)
    parts = shape if kind != "MultiPoint" else [shape]
    points = [p for part in parts for p in part]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    box = struct.pack("<4d", min(xs), min(ys), max(xs), max(ys))
    flat = b"".join(struct.pack("<2d", *p) for p in points)
    if kind == "MultiPoint":
        return struct.pack("<i", 8) + box + struct.pack("<i", len(points)) + flat
    firsts, n = [], 0
    for part in parts:
        firsts.append(n)
        n += len(part)
    return struct.pack("<i", KINDS[kind]) + box + struct.pack("<2i", len(parts), n) + struct.pack(f"<{len(firsts)}i", *firsts) + flat


def shp(kind, shapes):
    records = b"".join(struct.pack(">2i", i + 1, len(b) // 2) + b for i, b in enumerate(body(kind, s) for s in shapes))
    return struct.pack(">7i", 9994, 0, 0, 0, 0, 0, (100 + len(records)) // 2) + struct.pack("<2i8d", 1000, KINDS[kind], *[0.0] * 8) + records


def dbf(fields, rows, encoding="ascii"):
    """fields: [(name, type, length)]; rows of texts."""
    head = b"".join(struct.pack("<11sc4xBB14x", n.encode(), t.encode(), length, 0) for n, t, length in fields)
    records = b"".join(b" " + b"".join(v.encode(encoding).ljust(f[2])[:f[2]] for v, f in zip(row, fields)) for row in rows)
    return struct.pack("<4BIHH20x", 3, 120, 1, 1, len(rows), 33 + len(head), 1 + sum(f[2] for f in fields)) + head + b"\r" + records + b"\x1a"
