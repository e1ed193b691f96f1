// Outlines: which format, the one inner form, and what there is to say of them.
#include "outline.h"

#include <jansson.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/contents.h"
#include "mudrock/file.h"

enum { WARNINGS_MAX = 20 };

mr_outlines *outline_new(const char *format)
{
    mr_arena *arena = mr_arena_new();
    mr_outlines *o = MR_ARENA_NEW(arena, mr_outlines);
    *o = (mr_outlines){
        .arena = arena,
        .format = format,
        .x_min = (double)NAN,
        .y_min = (double)NAN,
        .x_max = (double)NAN,
        .y_max = (double)NAN,
        .warnings = MR_ARENA_ARRAY(arena, const char *, WARNINGS_MAX),
    };
    return o;
}

void outline_warn(mr_outlines *o, const char *format, ...)
{
    char text[512];
    va_list args;
    if (o->n_warnings == WARNINGS_MAX)
        return;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    o->warnings[o->n_warnings++] = mr_arena_strdup(o->arena, text);
}

void outline_add_kind(mr_outlines *o, const char *kind)
{
    if (!o->geometry)
        o->geometry = kind;
    else if (strcmp(o->geometry, kind) != 0)
        o->geometry = "mixed";
}

void outline_add_vertex(mr_outlines *o, double x, double y)
{
    o->vertices++;
    o->x_min = x >= o->x_min ? o->x_min : x;
    o->x_max = x <= o->x_max ? o->x_max : x;
    o->y_min = y >= o->y_min ? o->y_min : y;
    o->y_max = y <= o->y_max ? o->y_max : y;
}

void mr_outlines_free(mr_outlines *o)
{
    if (!o)
        return;
    mr_table_unref(o->fields);
    mr_arena_free(o->arena);
}

// --- which format ---

static bool has(mr_str text, const char *word)
{
    const size_t n = strlen(word);
    for (size_t i = 0; i + n <= text.n; i++)
        if (memcmp(text.at + i, word, n) == 0)
            return true;
    return false;
}

static bool is_geojson(mr_str head)
{
    static const char *const words[] = {"\"FeatureCollection\"", "\"Feature\"", "\"coordinates\"",
                                        "\"GeometryCollection\""};
    head = mr_str_trim(head);
    if (head.n >= 3 && memcmp(head.at, "\xef\xbb\xbf", 3) == 0)
        head = mr_str_trim((mr_str){head.at + 3, head.n - 3});
    if (!head.n || head.at[0] != '{' || !has(head, "\"type\""))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (has(head, words[i]))
            return true;
    return false;
}

const char *mr_outline_format(mr_str head, const char *path)
{
    const size_t n = strlen(path);
    if (head.n >= 4 && memcmp(head.at, "\0\0\x27\x0a", 4) == 0 &&
        !(n > 4 && mr_str_ieq((mr_str){path + n - 4, 4}, MR_STR(".shx"))))
        return "Shapefile";
    return is_geojson(head) ? "GeoJSON" : NULL;
}

const char *mr_outline_format_of_file(const char *path)
{
    char head[8192];
    FILE *file = fopen(path, "rb");
    const size_t n = file ? fread(head, 1, sizeof head, file) : 0;
    if (file)
        fclose(file);
    return mr_outline_format((mr_str){head, n}, path);
}

// --- files ---

// The file of the same name with another extension, in small or capital letters.
static void map_beside(const char *path, const char *extension, mr_str *out)
{
    const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    const int stem = dot && (!slash || dot > slash) ? (int)(dot - path) : (int)strlen(path);
    char name[4096];
    *out = (mr_str){0};
    for (int capital = 0; capital < 2 && !out->at; capital++) {
        const int n = snprintf(name, sizeof name, "%.*s.%s", stem, path, extension);
        if (n < 0 || (size_t)n >= sizeof name)
            return;
        for (int i = stem + 1; i < n && capital; i++)
            name[i] = (char)(name[i] - ('a' - 'A'));
        (void)mr_file_map(name, out, NULL);
    }
}

mr_status mr_outlines_read_file(const char *path, mr_outlines **out, mr_error *err)
{
    mr_shape_files files = {0};
    mr_str bytes = {0};
    MR_TRY(mr_file_map(path, &bytes, err));
    mr_status st;
    if (is_geojson(bytes)) {
        st = mr_outlines_read_geojson(bytes, out, err);
    } else {
        files.shp = bytes;
        map_beside(path, "dbf", &files.dbf);
        map_beside(path, "prj", &files.prj);
        map_beside(path, "cpg", &files.cpg);
        st = mr_outlines_read_shapes(&files, out, err);
        mr_file_unmap(files.dbf);
        mr_file_unmap(files.prj);
        mr_file_unmap(files.cpg);
    }
    mr_file_unmap(bytes);
    return st;
}

// --- as JSON ---

static json_t *real(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

json_t *mr_outlines_describe(const mr_outlines *o, const char *name)
{
    json_t *warnings = json_array();
    for (size_t i = 0; i < o->n_warnings; i++)
        json_array_append_new(warnings, json_string(o->warnings[i]));
    json_t *one = json_pack("{s:s,s:s?,s:I,s:I,s:I,s:I,s:[o,o,o,o],s:s?}", "name", name, "geometry",
                            o->geometry, "features", (json_int_t)o->features, "without_geometry",
                            (json_int_t)o->without, "parts", (json_int_t)o->parts, "vertices",
                            (json_int_t)o->vertices, "bounds", real(o->x_min), real(o->y_min),
                            real(o->x_max), real(o->y_max), "crs", o->crs);
    json_t *all =
        json_pack("{s:s,s:[o],s:o}", "format", o->format, "outlines", one, "warnings", warnings);
    json_t *fields = o->fields ? mr_table_describe(o->fields, name) : NULL;
    if (all && fields)
        json_object_set_new(all, "tables", json_pack("[o]", fields));
    else
        json_decref(fields);
    return all;
}
