// Outlines: polygons, lines and points with attributes, of a GeoJSON file or a shapefile.
#pragma once

#include <stdint.h>

#include "mudrock/arena.h"
#include "mudrock/error.h"
#include "mudrock/table.h"
#include "mudrock/text.h"

typedef struct mr_outlines {
    mr_arena *arena;
    const char *format;        // "GeoJSON", "Shapefile"
    const char *geometry;      // "Polygon", "LineString", "Point", ..., "mixed"; NULL = none at all
    const char *crs;           // as the file says it: a name or a code; NULL = not said
    int64_t features, without; // without: of those, how many have no geometry
    int64_t parts, vertices;   // rings, lines and points; their corners
    double x_min, y_min, x_max, y_max; // of the vertices; NaN = none
    mr_table *fields;                  // the attributes, a row a feature; NULL = none
    size_t n_warnings;
    const char **warnings;
} mr_outlines;

// The files of a shapefile; what is not there has no bytes (at NULL). An index (.shx) is not
// needed: records say their own lengths.
typedef struct mr_shape_files {
    mr_str shp, dbf, prj, cpg;
} mr_shape_files;

struct json_t;

const char *mr_outline_format(mr_str head, const char *path); // NULL = neither
const char *mr_outline_format_of_file(const char *path);      // NULL also when it cannot be read
// MR_EFORMAT names the line, the feature or the byte.
mr_status mr_outlines_read_geojson(mr_str bytes, mr_outlines **out, mr_error *err);
mr_status mr_outlines_read_shapes(const mr_shape_files *files, mr_outlines **out, mr_error *err);
// A shapefile's other files are looked for beside it.
mr_status mr_outlines_read_file(const char *path, mr_outlines **out, mr_error *err);
void mr_outlines_free(mr_outlines *outlines); // accepts NULL
// "format", "outlines", "tables" (the attributes) and "warnings". New reference; NULL when a name
// is not UTF-8.
struct json_t *mr_outlines_describe(const mr_outlines *outlines, const char *name);
