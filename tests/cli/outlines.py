"""Outlines: GeoJSON and shapefiles, described; broken ones refused with where and why."""
import json

from scenario import contains, equal, main
from shapes import dbf, shp

SQUARE = [[0.0, 0.0], [0.0, 10.0], [10.0, 10.0], [10.0, 0.0], [0.0, 0.0]]
PRJ = 'PROJCS["ED50 / UTM zone 31N",GEOGCS["ED50",DATUM["European_Datum_1950"]]]'


def describe(s, path):
    return s.run("import", "--describe", path, "--format", "json").json


def refused(s, path, *words):
    err = s.run("import", "--describe", path, code=1).err
    equal(len(err.strip().splitlines()), 1)
    for word in words:
        contains(err, word)


def feature(kind, coordinates, **properties):
    return {"type": "Feature", "geometry": kind and {"type": kind, "coordinates": coordinates}, "properties": properties}


def collection(*features, **more):
    return json.dumps({"type": "FeatureCollection", **more, "features": features})


def geojson(s):
    text = collection(feature("Polygon", [SQUARE, [[2, 2], [3, 2], [3, 3], [2, 2]]], name="A", area=1.5, n=1, open=True),
                      feature("Polygon", [[[x - 5, y] for x, y in SQUARE]], name="B", n=2, more={"a": 1}), feature(None, None, name=None),
                      crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::23031"}})
    got = describe(s, s.write("licence.geojson", text))
    equal(got["format"], "GeoJSON")
    equal(got["outlines"], [{"name": "licence", "geometry": "Polygon", "features": 3, "without_geometry": 1, "parts": 3, "vertices": 14,
                             "bounds": [-5.0, 0.0, 10.0, 10.0], "crs": "urn:ogc:def:crs:EPSG::23031"}])
    equal([(c["name"], c["type"], c["nulls"], c["min"], c["max"]) for c in got["tables"][0]["columns"]],
          [("name", "text", 1, None, None), ("area", "number", 2, 1.5, 1.5), ("n", "number", 1, 1.0, 2.0), ("open", "text", 2, None, None),
           ("more", "text", 2, None, None)])
    equal(got["warnings"], [])
    for kind, coordinates, parts, vertices in [("Point", [1, 2, 3], 1, 1), ("MultiPoint", [[1, 2], [3, 4]], 2, 2), ("LineString", [[1, 2], [3, 4]], 1, 2),
                                               ("MultiLineString", [[[1, 2], [3, 4]], [[5, 6], [7, 8]]], 2, 4), ("MultiPolygon", [[SQUARE], [SQUARE]], 2, 10)]:
        one = describe(s, s.write("bare.json", json.dumps({"type": kind, "coordinates": coordinates})))["outlines"][0]
        equal([one["geometry"], one["features"], one["parts"], one["vertices"], one["crs"]], [kind, 1, parts, vertices, "OGC:CRS84"])
    one = describe(s, s.write("one.json", json.dumps(feature("Point", [1, 2], a=1))))["outlines"][0]
    equal([one["features"], one["vertices"]], [1, 1])
    mixed = collection(feature("Point", [1, 2]), {"type": "Feature", "properties": None, "geometry": {"type": "GeometryCollection", "geometries": [
        {"type": "LineString", "coordinates": [[0, 0], [500000, 1]]}]}}, feature("Polygon", [SQUARE[:4]]))
    got = describe(s, s.write("mixed.geojson", mixed))
    equal([got["outlines"][0]["geometry"], got["outlines"][0]["crs"]], ["mixed", None])
    contains("\n".join(got["warnings"]), "no coordinate system is said")
    contains("\n".join(got["warnings"]), "1 rings are not closed, the first in feature 2")


def broken_geojson(s):
    whole = collection(feature("Polygon", [SQUARE], name="A"))
    refused(s, s.write("cut.geojson", whole[:len(whole) // 2]), "cut.geojson", "line 1", "GeoJSON")
    refused(s, s.write("a.geojson", collection(feature("Point", [1]))), "/features/0", "two numbers")
    refused(s, s.write("b.geojson", collection(feature("Point", [1, 2]), feature("Circle", [1, 2]))), "/features/1", "type")
    refused(s, s.write("c.geojson", collection(feature("Polygon", [[[0, 0], "x", [1, 1]]]))), "/features/0")
    refused(s, s.write("d.geojson", '{"type": "FeatureCollection", "features": {"type": "Feature"}}'), "no array of features")
    refused(s, s.write("deep.geojson", '{"type": "Feature", "properties": ' + "[" * 100000), "GeoJSON")


def write(s, name, **files):
    for extension, content in files.items():
        (s.folder / f"{name}.{extension}").write_bytes(content if isinstance(content, bytes) else content.encode())
    return s.folder / f"{name}.shp"


FIELDS = [("NAME", "C", 10), ("DEPTH", "N", 8), ("DONE", "L", 1), ("SPUD", "D", 8)]


def shapefile(s):
    rows = [["Troll", "1500.5", "T", "20200229"], ["Åsgard", "", "F", ""], ["", "****", "?", "19000101"]]
    path = write(s, "fields", shp=shp("Polygon", [[SQUARE], None, [SQUARE, SQUARE]]), dbf=dbf(FIELDS, rows, "utf-8"), prj=PRJ, cpg="UTF-8")
    got = describe(s, path)
    equal(got["format"], "Shapefile")
    equal(got["outlines"], [{"name": "fields", "geometry": "Polygon", "features": 3, "without_geometry": 1, "parts": 3, "vertices": 15,
                             "bounds": [0.0, 0.0, 10.0, 10.0], "crs": "ED50 / UTM zone 31N"}])
    equal([(c["name"], c["type"], c["nulls"], c["min"], c["max"]) for c in got["tables"][0]["columns"]],
          [("NAME", "text", 1, None, None), ("DEPTH", "number", 2, 1500.5, 1500.5), ("DONE", "text", 1, None, None),
           ("SPUD", "timestamp", 1, "1900-01-01", "2020-02-29")])
    equal(got["warnings"], [])
    out = s.run("import", "--describe", path).out
    contains(out, "Polygon")
    contains(out, "0, 0, 10, 10")
    for kind, shapes, parts, vertices in [("Point", [(1, 2), (3, 4)], 2, 2), ("MultiPoint", [[(1, 2), (3, 4)]], 2, 2), ("LineString", [[[(1, 2), (3, 4)], [(5, 6), (7, 8)]]], 2, 4)]:
        got = describe(s, write(s, "alone", shp=shp(kind, shapes)))
        one = got["outlines"][0]
        equal([one["geometry"], one["features"], one["parts"], one["vertices"], one["crs"]], [kind, len(shapes), parts, vertices, None])
        contains("\n".join(got["warnings"]), "no .dbf beside it")
        contains("\n".join(got["warnings"]), "no .prj beside it")
    got = describe(s, write(s, "less", shp=shp("Point", [(1, 2), (3, 4)]), dbf=dbf(FIELDS, [["a", "x", "T", "20200230"]])))
    contains("\n".join(got["warnings"]), "2 shapes and 1 records of attributes")
    contains("\n".join(got["warnings"]), '2 attributes are no value of their field (the first is DEPTH "x")')


def names_of_wells(s):
    """Numbers that are names keep their digits; records that are marked as deleted are told."""
    fields = [("UWI", "N", 18), ("CODE", "N", 18), ("DEPTH", "N", 8)]
    table = dbf(fields, [["100012345678901234", "12345678901234567", "1500.25"], ["0012", "1", "2"]])
    head = int.from_bytes(table[8:10], "little")
    got = describe(s, write(s, "wells", shp=shp("Point", [(1, 2), (3, 4)]), dbf=table[:head] + b"*" + table[head + 1:], prj=PRJ))
    equal([(c["name"], c["type"]) for c in got["tables"][0]["columns"]], [("UWI", "text"), ("CODE", "text"), ("DEPTH", "number")])
    contains("\n".join(got["warnings"]), "1 records of attributes are marked as deleted")


def broken_shapefiles(s):
    whole, table = shp("Polygon", [[SQUARE], [SQUARE]]), dbf(FIELDS, [["a", "1", "T", ""]] * 2)
    refused(s, write(s, "cut", shp=whole[:-20]), "cut.shp", "cut off")
    refused(s, write(s, "short", shp=whole[:60]), "head of 100 bytes")
    refused(s, write(s, "kind", shp=whole[:32] + b"\x63" + whole[33:]), "byte 32", "99")
    refused(s, write(s, "other", shp=whole[:108] + b"\x03" + whole[109:]), "byte 100", "another kind")
    refused(s, write(s, "points", shp=whole[:148] + b"\xff\xff\xff\x7f" + whole[152:]), "byte 100", "more points")
    refused(s, write(s, "parts", shp=whole[:152] + b"\x09" + whole[153:]), "byte 100", "parts")
    refused(s, write(s, "length", shp=whole[:104] + b"\x7f" + whole[105:]), "byte 100", "longer than the file")
    refused(s, write(s, "table", shp=whole, dbf=table[:-25]), ".dbf", "cut off")
    refused(s, write(s, "records", shp=whole, dbf=table[:4] + b"\xff\xff\xff\xff" + table[8:]), ".dbf", "records")
    refused(s, write(s, "wide", shp=whole, dbf=table[:48] + b"\xff" + table[49:]), ".dbf", "field 1")


main(geojson, broken_geojson, shapefile, names_of_wells, broken_shapefiles)
