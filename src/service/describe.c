// What is in a file, said as JSON without writing anything.
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/contents.h"
#include "mudrock/csv.h"
#include "mudrock/grid.h"
#include "mudrock/las.h"
#include "mudrock/service.h"
#include "mudrock/tape.h"
#include "mudrock/units.h"

#include "kind.h"
#include "stats.h"

static mr_status describe_las(const mr_units *units, const char *path,
                              const mr_import_options *options, json_t **out, mr_error *err)
{
    mr_las *las;
    MR_TRY(mr_las_open(path, &(mr_las_options){options->threads, options->encoding}, &las, err));
    *out = mr_las_describe(las, units, options->threads);
    mr_las_free(las);
    return *out ? MR_OK : mr_fail(err, MR_EFORMAT, NULL, "the header is not valid UTF-8");
}

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

static mr_status read_table(const mr_units *units, const char *path, mr_file_kind kind,
                            const mr_import_options *options, mr_csv_report *report, mr_table **out,
                            mr_error *err)
{
    mr_duck *duck = NULL;
    if (kind == MR_FILE_CSV)
        return mr_csv_read_file(path, options->text, report, out, err);
    mr_status st = mr_duck_open(&(mr_duck_options){0}, &duck, err);
    if (st == MR_OK)
        st = mr_file_read_table(duck, units, path, out, err);
    mr_duck_close(duck);
    return st;
}

static mr_status describe_table(const mr_units *units, const char *path, mr_file_kind kind,
                                const mr_import_options *options, json_t **out, mr_error *err)
{
    mr_table *table = NULL;
    mr_csv_report report = {.arena = mr_arena_new()};
    mr_status st = read_table(units, path, kind, options, &report, &table, err);
    if (st == MR_OK) {
        json_t *curves = json_array();
        for (size_t i = 0; i < table->n; i++)
            json_array_append_new(curves, column_to_json(units, table->columns[i]));
        *out = json_pack("{s:s,s:o,s:I,s:[]}", "format", kind == MR_FILE_CSV ? "CSV" : "Parquet",
                         "curves", curves, "rows", (json_int_t)table->rows, "warnings");
        if (!*out)
            st = mr_fail(err, MR_EFORMAT, NULL, "the column names are not valid UTF-8");
        else
            say_dialect(&report, *out);
    }
    mr_table_unref(table);
    mr_arena_free(report.arena);
    return st;
}

// The file's name without folders and extension: what a grid or a table without a name is called.
static char *stem_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    return strndup(name, dot && dot != name ? (size_t)(dot - name) : strlen(name));
}

static mr_status said(json_t *described, mr_error *err)
{
    return described ? MR_OK : mr_fail(err, MR_EFORMAT, NULL, "its names are not valid UTF-8");
}

static mr_status describe_grid(const char *path, json_t **out, mr_error *err)
{
    mr_grids *grids;
    MR_TRY(mr_grids_read_file(path, &grids, err));
    char *stem = stem_of(path);
    *out = mr_grids_describe(grids, stem);
    free(stem);
    mr_grids_free(grids);
    return said(*out, err);
}

static mr_status describe_contents(const char *path, json_t **out, mr_error *err)
{
    mr_contents *contents;
    MR_TRY(mr_contents_read_file(path, &contents, err));
    char *stem = stem_of(path);
    *out = mr_contents_describe(contents, stem);
    free(stem);
    mr_contents_free(contents);
    return said(*out, err);
}

static mr_status describe_tape(const char *path, size_t threads, json_t **out, mr_error *err)
{
    mr_tape *tape;
    MR_TRY(mr_tape_open_file(path, threads, &tape, err));
    mr_status st = mr_tape_describe(tape, out, err);
    mr_tape_free(tape);
    return st;
}

mr_status mr_describe_file(const mr_units *units, const char *path,
                           const mr_import_options *options, json_t **out, mr_error *err)
{
    const mr_file_kind kind = mr_file_kind_of(path);
    mr_status st;
    if (kind == MR_FILE_TAPE)
        st = describe_tape(path, options->threads, out, err);
    else if (kind != MR_FILE_LAS && kind != MR_FILE_PARQUET && mr_contents_format_of_file(path))
        st = describe_contents(path, out, err);
    else if (kind == MR_FILE_CSV || kind == MR_FILE_PARQUET)
        st = describe_table(units, path, kind, options, out, err);
    else if (kind == MR_FILE_UNKNOWN && mr_grid_format_of_file(path))
        st = describe_grid(path, out, err);
    else
        st = describe_las(units, path, options, out, err); // whatever it is called
    return st == MR_OK ? MR_OK : mr_fail_in(err, st, "%s: ", path);
}
