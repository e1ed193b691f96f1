// GeoJSON (RFC 7946): a collection, a feature or a bare geometry. Positions are numbers, two at
// least; the properties are a table whose columns are all names that occur.
#include "outline.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/map.h"

enum { DEEPEST = 16, COLUMNS_MAX = 4096 };
static const size_t CELLS_MAX = (size_t)1 << 26;

typedef struct geojson {
    mr_outlines *out;
    mr_error *err;
    int64_t feature; // from 0; -1 outside of one
    size_t open_rings, first_open;
    json_t *features; // an array of features, a reference; NULL = a bare geometry
} geojson;

static mr_status fail_here(const geojson *g, const char *what)
{
    char where[64] = "";
    if (g->feature >= 0)
        snprintf(where, sizeof where, "/features/%lld", (long long)g->feature);
    return mr_fail(g->err, MR_EFORMAT, where[0] ? where : NULL, "GeoJSON: %s", what);
}

// --- geometry ---

static mr_status take_position(geojson *g, const json_t *at)
{
    const json_t *x = json_array_get(at, 0), *y = json_array_get(at, 1);
    if (!json_is_number(x) || !json_is_number(y))
        return fail_here(g, "a position is no array of two numbers");
    outline_add_vertex(g->out, json_number_value(x), json_number_value(y));
    return MR_OK;
}

static mr_status take_positions(geojson *g, const json_t *list, size_t least)
{
    if (!json_is_array(list) || json_array_size(list) < least)
        return fail_here(g, "a line or ring has too few positions");
    for (size_t i = 0; i < json_array_size(list); i++)
        MR_TRY(take_position(g, json_array_get(list, i)));
    g->out->parts++;
    return MR_OK;
}

static mr_status take_ring(geojson *g, const json_t *ring)
{
    const size_t n = json_array_size(ring);
    MR_TRY(take_positions(g, ring, 3));
    if ((n < 4 || !json_equal(json_array_get(ring, 0), json_array_get(ring, n - 1))) &&
        g->open_rings++ == 0)
        g->first_open = (size_t)(g->feature < 0 ? 0 : g->feature);
    return MR_OK;
}

static mr_status take_point(geojson *g, const json_t *at)
{
    g->out->parts++;
    return take_position(g, at);
}

static mr_status take_line(geojson *g, const json_t *line)
{
    return take_positions(g, line, 2);
}

// How deep the parts lie in the coordinates, and what a part is.
static const struct {
    const char *type;
    int depth;
    mr_status (*take)(geojson *, const json_t *);
} kinds[] = {
    {"Point", 0, take_point},     {"MultiPoint", 1, take_point},
    {"LineString", 0, take_line}, {"MultiLineString", 1, take_line},
    {"Polygon", 1, take_ring},    {"MultiPolygon", 2, take_ring},
};

static mr_status take_parts(geojson *g, const json_t *coordinates, int depth,
                            mr_status (*take)(geojson *, const json_t *))
{
    if (depth == 0)
        return take(g, coordinates);
    if (!json_is_array(coordinates))
        return fail_here(g, "the coordinates are no array");
    for (size_t i = 0; i < json_array_size(coordinates); i++)
        MR_TRY(take_parts(g, json_array_get(coordinates, i), depth - 1, take));
    return MR_OK;
}

static mr_status take_geometry(geojson *g, const json_t *geometry, int depth)
{
    const char *type = json_string_value(json_object_get(geometry, "type"));
    if (!type || depth > DEEPEST)
        return fail_here(g, type ? "collections are nested too deep" : "a geometry has no type");
    if (strcmp(type, "GeometryCollection") == 0) {
        const json_t *list = json_object_get(geometry, "geometries");
        for (size_t i = 0; i < json_array_size(list); i++)
            MR_TRY(take_geometry(g, json_array_get(list, i), depth + 1));
        return MR_OK;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(type, kinds[i].type) == 0) {
            outline_add_kind(g->out, kinds[i].type);
            return take_parts(g, json_object_get(geometry, "coordinates"), kinds[i].depth,
                              kinds[i].take);
        }
    return fail_here(g, "a geometry is of a type that GeoJSON does not have");
}

static mr_status take_feature(geojson *g, const json_t *feature)
{
    const json_t *geometry = json_object_get(feature, "geometry");
    const char *type = json_string_value(json_object_get(feature, "type"));
    if (!type || strcmp(type, "Feature") != 0)
        return fail_here(g, "it is no feature");
    g->out->features++;
    if (json_is_object(geometry))
        return take_geometry(g, geometry, 0);
    g->out->without++;
    return MR_OK;
}

// --- properties ---

typedef struct kinds_seen {
    const char *name;
    size_t whole, real, truth, other;
} kinds_seen;

static const json_t *property(const geojson *g, size_t row, const char *name)
{
    return json_object_get(json_object_get(json_array_get(g->features, row), "properties"), name);
}

static mr_status list_columns(geojson *g, mr_map *places, kinds_seen *seen, size_t *n)
{
    for (size_t i = 0; i < json_array_size(g->features); i++) {
        json_t *all = json_object_get(json_array_get(g->features, i), "properties"), *value;
        const char *name;
        json_object_foreach(all, name, value)
        {
            kinds_seen *column = mr_map_get(places, name);
            if (!column && *n == COLUMNS_MAX)
                return fail_here(g, "the features have more than 4096 properties");
            if (!column) {
                column = &seen[(*n)++];
                *column = (kinds_seen){.name = mr_arena_strdup(g->out->arena, name)};
                mr_map_put(places, name, column);
            }
            column->whole += json_is_integer(value);
            column->real += json_is_real(value);
            column->truth += json_is_boolean(value);
            column->other += json_is_string(value) || json_is_array(value) || json_is_object(value);
        }
    }
    return MR_OK;
}

static mr_type type_of(const kinds_seen *k)
{
    if (k->other || (k->truth && k->whole + k->real) || !(k->truth + k->whole + k->real))
        return MR_UTF8;
    return k->truth ? MR_BOOL : k->real ? MR_FLOAT64 : MR_INT64;
}

static void put_value(mr_builder *to, mr_type type, const json_t *value)
{
    if (!value || json_is_null(value)) {
        mr_builder_null(to);
    } else if (type == MR_BOOL) {
        mr_builder_truth(to, json_is_true(value));
    } else if (type == MR_INT64) {
        mr_builder_int(to, json_integer_value(value));
    } else if (type == MR_FLOAT64) {
        mr_builder_real(to, json_number_value(value));
    } else if (json_is_string(value)) {
        mr_builder_text(to, (mr_str){json_string_value(value), json_string_length(value)});
    } else {
        char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
        mr_builder_text(to, mr_str_of(text ? text : ""));
        free(text);
    }
}

static mr_status put_columns(geojson *g, const kinds_seen *seen, size_t n)
{
    const size_t rows = json_array_size(g->features);
    mr_table *table = mr_table_new((int64_t)rows);
    mr_status st = MR_OK;
    for (size_t i = 0; i < n && st == MR_OK; i++) {
        const mr_field field = {.name = *seen[i].name ? seen[i].name : "column",
                                .type = type_of(&seen[i]),
                                .nullable = true,
                                .origin = -1};
        const mr_column *made = NULL;
        mr_builder *builder = mr_builder_new(&field);
        for (size_t row = 0; row < rows; row++)
            put_value(builder, field.type, property(g, row, seen[i].name));
        st = mr_builder_finish(builder, &made, g->err);
        mr_builder_free(builder);
        if (st == MR_OK)
            mr_table_put(table, made);
    }
    if (st == MR_OK)
        g->out->fields = table;
    else
        mr_table_unref(table);
    return st;
}

static mr_status take_properties(geojson *g)
{
    const size_t rows = json_array_size(g->features);
    mr_map *places = mr_map_new();
    kinds_seen *seen = MR_ARENA_ARRAY(g->out->arena, kinds_seen, COLUMNS_MAX);
    size_t n = 0;
    g->feature = -1;
    mr_status st = list_columns(g, places, seen, &n);
    mr_map_free(places);
    if (st == MR_OK && n && rows > CELLS_MAX / n)
        return mr_fail(g->err, MR_ETOOLARGE, NULL,
                       "GeoJSON: %zu features of %zu properties are too many for a table", rows, n);
    return st == MR_OK && n ? put_columns(g, seen, n) : st;
}

// --- the file ---

// The old member "crs" (GeoJSON 2008) names one; without it positions are WGS 84 degrees.
static void take_crs(geojson *g, const json_t *root)
{
    mr_outlines *o = g->out;
    const json_t *crs = json_object_get(json_object_get(root, "crs"), "properties");
    const char *name = json_string_value(json_object_get(crs, "name"));
    if (name) {
        o->crs = mr_arena_strdup(o->arena, name);
        return;
    }
    if (o->vertices && (o->x_min < -180 || o->x_max > 180 || o->y_min < -90 || o->y_max > 90))
        outline_warn(o, "no coordinate system is said, and the positions are no degrees, which "
                        "they are in GeoJSON then");
    else
        o->crs = "OGC:CRS84";
}

static mr_status take_root(geojson *g, json_t *root)
{
    const char *type = json_string_value(json_object_get(root, "type"));
    if (type && strcmp(type, "FeatureCollection") == 0) {
        g->features = json_incref(json_object_get(root, "features"));
        if (!json_is_array(g->features))
            return fail_here(g, "the collection has no array of features");
    } else if (type && strcmp(type, "Feature") == 0) {
        g->features = json_pack("[O]", root);
    }
    for (size_t i = 0; i < json_array_size(g->features); i++) {
        g->feature = (int64_t)i;
        MR_TRY(take_feature(g, json_array_get(g->features, i)));
    }
    if (!g->features) {
        g->out->features = 1;
        MR_TRY(take_geometry(g, root, 0));
    }
    return g->features ? take_properties(g) : MR_OK;
}

mr_status mr_outlines_read_geojson(mr_str bytes, mr_outlines **out, mr_error *err)
{
    json_error_t why;
    if (bytes.n >= 3 && memcmp(bytes.at, "\xef\xbb\xbf", 3) == 0)
        bytes = (mr_str){bytes.at + 3, bytes.n - 3};
    json_t *root = json_loadb(bytes.at, bytes.n, 0, &why);
    if (!root) {
        char line[32];
        snprintf(line, sizeof line, "line %d", why.line);
        return mr_fail(err, MR_EFORMAT, line, "GeoJSON: %s", why.text);
    }
    geojson g = {.out = outline_new("GeoJSON"), .err = err, .feature = -1};
    mr_status st = take_root(&g, root);
    if (st == MR_OK) {
        take_crs(&g, root);
        if (g.open_rings)
            outline_warn(g.out, "%zu rings are not closed, the first in feature %zu", g.open_rings,
                         g.first_open);
        *out = g.out;
    } else {
        mr_outlines_free(g.out);
    }
    json_decref(g.features);
    json_decref(root);
    return st;
}
