// CSV and Parquet become a table of the project, under the file's name.
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "mudrock/csv.h"
#include "mudrock/id.h"
#include "mudrock/units.h"

#include "import.h"
#include "import_unit.h"

// "My tops.csv" -> my_tops; of a sheet among several, with its name behind.
static const char *table_name(const mr_import_piece *piece, const char *sheet)
{
    char name[128];
    const char *dot = strrchr(piece->name, '.');
    const int stem = (int)(dot ? (size_t)(dot - piece->name) : strlen(piece->name));
    mr_column_name(mr_arena_printf(piece->arena, "%.*s%s%s", stem, piece->name, sheet ? "_" : "",
                                   sheet ? sheet : ""),
                   name, sizeof name);
    return mr_arena_strdup(piece->arena, name[0] ? name : "table");
}

// Columns whose unit the user told. Takes the table, gives one.
static mr_table *with_units(const mr_units *units, const mr_import_options *options,
                            mr_table *table)
{
    if (options->units.n == 0)
        return table;
    mr_table *out = mr_table_new(table->rows);
    for (size_t i = 0; i < table->n; i++) {
        mr_field field = table->columns[i]->field;
        const char *told = mr_import_unit(options, field.name, field.name);
        if (told)
            field.unit = mr_unit_read(units, told, field.name, NULL).unit;
        mr_table_put(out, mr_column_with_field(table->columns[i], &field));
    }
    mr_table_unref(table);
    return out;
}

static mr_status current_table(mr_service *service, const mr_import_piece *piece, json_t **out,
                               mr_error *err)
{
    mr_status st =
        mr_project_table_get(service->catalog, piece->project_id, piece->table.name, out, err);
    if (st == MR_ENOTFOUND)
        *out = NULL;
    return st == MR_ENOTFOUND ? MR_OK : st;
}

static const char *key_of(const mr_import_piece *piece, bool first)
{
    return mr_arena_printf(piece->arena, "project-%s/tables/%s%s%.*s.parquet", piece->project_id,
                           piece->table.name, first ? "" : ".", first ? 0 : 12,
                           piece->source_digest);
}

static mr_status enter_table(mr_service *service, mr_import_piece *piece, mr_error *err)
{
    char digest[65];
    json_t *current = NULL;
    MR_TRY(current_table(service, piece, &current, err));
    const char *source =
        json_string_value(json_object_get(json_object_get(current, "header"), "source_digest"));
    bool same = source && strcmp(source, piece->source_digest) == 0;
    mr_status st = MR_OK;
    if (!same)
        st = mr_import_commit(service, piece, key_of(piece, !current), digest, err);
    if (!same && st == MR_OK) {
        piece->table.object_key = piece->object_key;
        piece->table.digest = digest;
        st = mr_project_table_put(service->catalog, piece->project_id, &piece->table, err);
    }
    if (current && !same)
        mr_import_note(piece, "notes", "replaces the table %s", piece->table.name);
    const char *status = same ? "unchanged" : current ? "replaced" : "added";
    json_object_set_new(piece->summary, "status", json_string(status));
    json_decref(current);
    return st;
}

static mr_status read_file(mr_service *service, const mr_import_options *options,
                           mr_import_piece *piece, mr_table **out, mr_error *err)
{
    mr_csv_report report = {.arena = piece->arena};
    if (piece->kind != MR_FILE_CSV)
        return mr_file_read_table(service->duck, service->units, piece->path, out, err);
    mr_status st = mr_csv_read_file(piece->path, options->text, &report, out, err);
    for (size_t i = 0; i < report.n_warnings; i++)
        mr_import_note(piece, "warnings", "%s", report.warnings[i]);
    return st;
}

mr_status mr_import_take_table(mr_service *service, mr_import_piece *piece, mr_table *table,
                               const char *sheet, mr_error *err)
{
    json_t *current = NULL;
    mr_schema schema;
    table = with_units(service->units, piece->options, table);
    mr_table_schema(table, piece->arena, &schema);
    piece->enter = enter_table;
    piece->rows = table->rows;
    piece->table = (mr_table_row){
        .name = table_name(piece, sheet),
        .kind = "table",
        .columns = mr_schema_to_json(&schema),
        .header = json_pack("{s:s,s:s,s:I}", "source_name", piece->name, "source_digest",
                            piece->source_digest, "rows", (json_int_t)table->rows),
    };
    json_t *s = piece->summary;
    const char *format = piece->kind == MR_FILE_CSV        ? "CSV"
                         : piece->kind == MR_FILE_WORKBOOK ? "Excel"
                                                           : "Parquet";
    json_object_set_new(s, "format", json_string(format));
    json_object_set_new(s, "table", json_string(piece->table.name));
    json_object_set_new(s, "rows", json_integer((json_int_t)table->rows));
    json_object_set_new(s, "columns", json_integer((json_int_t)table->n));
    mr_status st = current_table(service, piece, &current, err);
    if (st == MR_OK) {
        snprintf(piece->object_key, sizeof piece->object_key, "%s", key_of(piece, !current));
        st = mr_import_write(service, piece, table, err);
    }
    json_decref(current);
    mr_table_unref(table);
    return st;
}

mr_status mr_import_read_table(mr_service *service, const mr_import_options *options,
                               mr_import_piece *piece, mr_error *err)
{
    mr_table *table = NULL;
    MR_TRY(read_file(service, options, piece, &table, err));
    return mr_import_take_table(service, piece, table, NULL, err);
}
