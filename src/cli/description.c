// The description of a file as text: what it is, then a table for everything it holds.
#include "description.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "print.h"

static const mr_print_column curves[] = {
    {"mnemonic", "CURVE"},
    {"unit", "UNIT"},
    {"understood", "UNDERSTOOD"},
    {"quantity", "QUANTITY"},
    {"count", "COUNT"},
    {"nulls", "NULLS"},
    {"min", "MIN"},
    {"max", "MAX"},
    {"mean", "MEAN"},
    {"descr", "MEANING"},
    {0},
};
static const mr_print_column channels[] = {
    {"mnemonic", "CURVE"}, {"unit", "UNIT"},
    {"dims", "SIZE"},      {"count", "COUNT"},
    {"nulls", "NULLS"},    {"min", "MIN"},
    {"max", "MAX"},        {"mean", "MEAN"},
    {"descr", "MEANING"},  {0},
};
static const mr_print_column columns[] = {
    {"name", "COLUMN"},
    {"type", "TYPE"},
    {"unit", "UNIT"},
    {"nulls", "NULLS"},
    {"min", "MIN"},
    {"max", "MAX"},
    {0},
};
static const mr_print_column surfaces[] = {
    {"name", "SURFACE"},
    {"ncol", "COLUMNS"},
    {"nrow", "ROWS"},
    {"x0", "X0"},
    {"y0", "Y0"},
    {"dx", "DX"},
    {"dy", "DY"},
    {"nulls", "NULLS"},
    {"min", "MIN"},
    {"max", "MAX"},
    {"mean", "MEAN"},
    {"rotation", "ROTATED"},
    {0},
};
static const mr_print_column surveys[] = {
    {"well", "WELL"},        {"stations", "STATIONS"}, {"md_unit", "UNIT"},
    {"first.md", "MD FROM"}, {"last.md", "TO"},        {"last.inc", "INC"},
    {"last.azi", "AZI"},     {"last.tvd", "TVD"},      {0},
};
static const mr_print_column markers[] = {
    {"well", "WELL"}, {"name", "MARKER"}, {"md", "MD"}, {"unit", "UNIT"}, {"type", "TYPE"}, {0},
};
static const mr_print_column checkshots[] = {
    {"well", "WELL"},    {"rows", "SHOTS"},
    {"md_unit", "UNIT"}, {"first.md", "MD FROM"},
    {"last.md", "TO"},   {"first.twt", "TWT FROM, MS"},
    {"last.twt", "TO"},  {0},
};

static const mr_print_column outlines[] = {
    {"name", "OUTLINES"},     {"geometry", "GEOMETRY"},
    {"features", "FEATURES"}, {"parts", "PARTS"},
    {"vertices", "VERTICES"}, {"bounds", "X MIN, Y MIN, X MAX, Y MAX"},
    {"crs", "CRS"},           {0},
};

// Members that are lists of things of one line each.
static const struct {
    const char *member;
    const mr_print_column *columns;
} lists[] = {
    {"surfaces", surfaces},     {"surveys", surveys},   {"markers", markers},
    {"checkshots", checkshots}, {"outlines", outlines},
};

static const char *text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static long long whole_of(const json_t *object, const char *key)
{
    return (long long)json_integer_value(json_object_get(object, key));
}

// A coordinate such as 6750120.0 is printed with all its digits.
static json_t *whole(json_t *value)
{
    const double x = json_real_value(value);
    if (!json_is_real(value) || x != rint(x) || fabs(x) > 1e15)
        return json_incref(value);
    return json_integer((json_int_t)x);
}

static json_t *wholes(const json_t *list)
{
    json_t *out = json_array();
    for (size_t i = 0; i < json_array_size(list); i++)
        json_array_append_new(out, whole(json_array_get(list, i)));
    return out;
}

// {"first": {"md": 1}} has a key "first.md" too.
static json_t *flat(const json_t *from)
{
    json_t *out = json_object(), *value, *inner;
    const char *key, *name;
    json_object_foreach((json_t *)(uintptr_t)from, key, value)
    {
        json_object_set_new(out, key, json_is_array(value) ? wholes(value) : whole(value));
        json_object_foreach(value, name, inner)
        {
            char path[64];
            snprintf(path, sizeof path, "%s.%s", key, name);
            json_object_set_new(out, path, whole(inner));
        }
    }
    return out;
}

static void print_rows(const json_t *list, const mr_print_column *of)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < json_array_size(list); i++)
        json_array_append_new(rows, flat(json_array_get(list, i)));
    mr_print_text_table(rows, of);
    json_decref(rows);
}

// A DLIS channel without a unit has the unit "none".
static void print_log(const json_t *log)
{
    json_t *rows = json_deep_copy(json_object_get(log, "curves"));
    const char *well = text_of(log, "well"), *direction = text_of(log, "direction");
    printf("\nlog %s, %lld rows%s%s%s%s\n", text_of(log, "name") ? text_of(log, "name") : "",
           whole_of(log, "rows"), direction ? ", " : "", direction ? direction : "",
           well && *well ? ", well " : "", well ? well : "");
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const char *unit = text_of(json_array_get(rows, i), "unit");
        if (unit && strcmp(unit, "none") == 0)
            json_object_set_new(json_array_get(rows, i), "unit", json_null());
    }
    mr_print_text_table(rows, channels);
    json_decref(rows);
}

static void print_table(const char *what, const json_t *table)
{
    printf("\n%s %s, %lld rows\n", what, text_of(table, "name"), whole_of(table, "rows"));
    mr_print_text_table(json_object_get(table, "columns"), columns);
}

// What the file is, and of the members how many.
static void print_heading(const json_t *file)
{
    static const char *const counted[][2] = {
        {"curves", "curves"},           {"logs", "logs"},
        {"surfaces", "surfaces"},       {"surveys", "surveys"},
        {"checkshots", "checkshots"},   {"markers", "markers"},
        {"outlines", "outlines"},       {"tables", "tables"},
        {"sections", "other sections"},
    };
    const char *version = text_of(file, "version");
    const json_t *rows = json_object_get(file, "rows");
    printf("%s%s%s", text_of(file, "format"), version ? " " : "", version ? version : "");
    if (rows)
        printf(", %lld rows", (long long)json_integer_value(rows));
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++) {
        const json_t *list = json_object_get(file, counted[i][0]);
        if (list && !(i > 0 && rows && strcmp(counted[i][0], "tables") == 0))
            printf(", %zu %s", json_array_size(list), counted[i][1]);
    }
    putchar('\n');
}

static void print_curves(const json_t *file)
{
    json_t *list = json_object_get(file, "curves");
    if (!list)
        return;
    mr_print_unknown_units(list);
    mr_print_text_table(list, curves);
}

static void print_parts(const json_t *file)
{
    const json_t *logs = json_object_get(file, "logs"), *tables = json_object_get(file, "tables"),
                 *sections = json_object_get(file, "sections");
    const bool one = json_object_get(file, "curves"); // the first log, or the table, is printed
    for (size_t i = one ? 1 : 0; i < json_array_size(logs); i++)
        print_log(json_array_get(logs, i));
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const json_t *list = json_object_get(file, lists[i].member);
        if (json_array_size(list)) {
            putchar('\n');
            print_rows(list, lists[i].columns);
        }
    }
    for (size_t i = 0; i < json_array_size(tables) && !one; i++)
        print_table("table", json_array_get(tables, i));
    for (size_t i = 0; i < json_array_size(sections); i++)
        print_table("section", json_array_get(sections, i));
}

void mr_print_description(const json_t *file)
{
    const char *name;
    json_t *item;
    size_t i;
    print_heading(file);
    json_object_foreach(json_object_get(file, "well"), name, item)
    {
        const char *text = text_of(item, "value");
        if (text && *text)
            printf("  %-6s %s\n", name, text);
    }
    print_curves(file);
    print_parts(file);
    json_array_foreach(json_object_get(file, "warnings"), i, item)
        fprintf(stderr, "warning: %s\n", json_string_value(item));
}
