// What is in a text table or a Parquet file, said as JSON.
#include <jansson.h>
#include <stdlib.h>

#include "mudrock/contents.h"
#include "mudrock/csv.h"
#include "mudrock/tops.h"
#include "mudrock/units.h"

#include "describe.h"
#include "import.h"
#include "stats.h"

static json_t *column_to_json(const mr_units *units, const mr_column *column)
{
    const mr_field *field = &column->field;
    const char *quantity =
        field->quantity ? field->quantity : mr_quantity_of(units, field->name, field->unit);
    const mr_unit_reading said = mr_unit_read(units, field->unit, field->name, field->quantity);
    mr_stats stats;
    mr_stats_of(column, &stats);
    return json_pack("{s:s,s:s,s:s?,s:s?,s:b,s:s?,s:I,s:I,s:o,s:o,s:o}", "mnemonic", field->name,
                     "type", mr_type_name(field->type), "unit", field->unit, "understood",
                     said.unit, "unit_unknown", said.state == MR_UNIT_NOT_UNDERSTOOD, "quantity",
                     quantity, "count", (json_int_t)stats.count, "nulls", (json_int_t)stats.nulls,
                     "min", mr_json_real(stats.min), "max", mr_json_real(stats.max), "mean",
                     mr_json_real(stats.mean));
}

// How a text table was read.
static void say_dialect(const mr_csv_report *report, json_t *out)
{
    const char delimiter[] = {report->delimiter, 0}, decimal[] = {report->decimal, 0};
    if (!report->delimiter)
        return; // one whose header says the types
    json_t *dialect =
        json_pack("{s:s, s:s, s:s, s:I, s:I}", "encoding", report->encoding, "delimiter", delimiter,
                  "decimal", decimal, "header_line", (json_int_t)report->header_line, "unit_line",
                  (json_int_t)report->unit_line);
    json_object_set_new(out, "dialect", dialect);
    for (size_t i = 0; i < report->n_warnings; i++)
        json_array_append_new(json_object_get(out, "warnings"), json_string(report->warnings[i]));
}

static mr_status read_table(const mr_units *units, const char *path, const mr_file_kind *kind,
                            const mr_import_options *options, mr_csv_report *report, mr_table **out,
                            mr_error *err)
{
    mr_duck *duck = NULL;
    if (kind == &mr_kind_csv)
        return mr_csv_read_file(path, options->text, report, out, err);
    mr_status st = mr_duck_open(&(mr_duck_options){0}, &duck, err);
    if (st == MR_OK)
        st = mr_file_read_table(duck, units, path, out, err);
    mr_duck_close(duck);
    return st;
}

// Tops are read as import reads them.
static void add_markers(const char *path, json_t *out)
{
    mr_tops *tops = NULL;
    bool is = false;
    mr_error err = {0};
    if (mr_has_tops_header(path, &is, NULL) != MR_OK || !is)
        return;
    if (mr_tops_read_file(path, &tops, &err) != MR_OK) {
        json_array_append_new(json_object_get(out, "warnings"),
                              json_sprintf("these are no tops: %s", err.message));
        return;
    }
    json_t *markers = json_array();
    for (size_t i = 0; i < tops->n; i++)
        json_array_append_new(markers,
                              json_pack("{s:s,s:s,s:o,s:s?,s:n}", "well", tops->at[i].well, "name",
                                        tops->at[i].name, "md", mr_json_real(tops->at[i].depth),
                                        "unit", tops->depth_unit, "type"));
    if (tops->n)
        json_object_set(out, "markers", markers);
    for (size_t i = 0; i < tops->n_warnings; i++)
        json_array_append_new(json_object_get(out, "warnings"), json_string(tops->warnings[i]));
    json_decref(markers);
    mr_tops_free(tops);
}

static void say_all(const char *path, const mr_file_kind *kind, const mr_table *table,
                    const mr_csv_report *report, json_t *out)
{
    char *stem = mr_stem_of(path);
    json_t *described = mr_table_describe(table, stem);
    if (described)
        json_object_set_new(out, "tables", json_pack("[o]", described));
    free(stem);
    say_dialect(report, out);
    if (kind == &mr_kind_csv)
        add_markers(path, out);
}

mr_status mr_describe_table(const mr_units *units, const char *path, const mr_file_kind *kind,
                            const mr_import_options *options, json_t **out, mr_error *err)
{
    mr_table *table = NULL;
    mr_csv_report report = {.arena = mr_arena_new()};
    mr_status st = read_table(units, path, kind, options, &report, &table, err);
    if (st == MR_OK) {
        json_t *curves = json_array();
        for (size_t i = 0; i < table->n; i++)
            json_array_append_new(curves, column_to_json(units, table->columns[i]));
        *out = json_pack("{s:s,s:o,s:I,s:[]}", "format", kind->name, "curves", curves, "rows",
                         (json_int_t)table->rows, "warnings");
        if (!*out)
            st = mr_fail(err, MR_EFORMAT, path, "the column names are not valid UTF-8");
        else
            say_all(path, kind, table, &report, *out);
    }
    mr_table_unref(table);
    mr_arena_free(report.arena);
    return st;
}
