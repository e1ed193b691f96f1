// CSV and Parquet become a table of the project, under the file's name; tables and surfaces of
// other formats enter the same way.
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "mudrock/csv.h"
#include "mudrock/id.h"
#include "mudrock/units.h"

#include "import.h"
#include "import_contents.h"
#include "import_unit.h"

const char *mr_import_table_name(const mr_import_piece *piece, const char *sheet)
{
    char name[128];
    const char *dot = strrchr(piece->name, '.');
    const int stem = (int)(dot ? (size_t)(dot - piece->name) : strlen(piece->name));
    mr_column_name(mr_arena_printf(piece->arena, "%.*s%s%s", stem, piece->name, sheet ? "_" : "",
                                   sheet ? sheet : ""),
                   name, sizeof name);
    return mr_arena_strdup(piece->arena, name[0] ? name : "table");
}

// Columns whose unit the user told. A new reference.
static mr_table *with_units(const mr_units *units, const mr_import_options *options,
                            const mr_table *table)
{
    mr_table *out = mr_table_new(table->rows);
    for (size_t i = 0; i < table->n; i++) {
        mr_field field = table->columns[i]->field;
        const char *told = mr_import_unit(options, field.name, field.name);
        if (told)
            field.unit = mr_unit_read(units, told, field.name, NULL).unit;
        mr_table_put(out, mr_column_with_field(table->columns[i], &field));
    }
    return out;
}

// --- which table ---

static bool is_surface(const mr_import_piece *piece)
{
    return strcmp(piece->table.kind, "surface") == 0;
}

static const char *noted(const json_t *header, const char *key)
{
    return json_string_value(json_object_get(header, key));
}

// Whether a table of the project is this file's, in this or an older version. An older program
// noted the file's name and not its place.
static bool is_own(const mr_import_piece *piece, const json_t *row)
{
    const json_t *header = json_object_get(row, "header");
    const char *key = noted(header, "source_key"), *name = noted(header, "source_name");
    const char *digest = noted(header, "source_digest"), *section = noted(header, "section");
    if (digest && strcmp(digest, piece->source_digest) == 0)
        return strcmp(section ? section : "", piece->section ? piece->section : "") == 0;
    if (key)
        return strcmp(key, noted(piece->table.header, "source_key")) == 0;
    return name && strcmp(name, piece->name) == 0;
}

static mr_status get_table(mr_service *service, const mr_import_piece *piece, const char *name,
                           json_t **out, mr_error *err)
{
    mr_error cause;
    mr_status st =
        is_surface(piece)
            ? mr_surface_get(service->catalog, piece->project_id, name, out, &cause)
            : mr_project_table_get(service->catalog, piece->project_id, name, out, &cause);
    if (st == MR_ENOTFOUND)
        *out = NULL;
    return st == MR_OK || st == MR_ENOTFOUND ? MR_OK : mr_fail(err, st, NULL, "%s", cause.message);
}

// The name under which the file's table is or will be: another file's table keeps its name.
static mr_status settle_name(mr_service *service, mr_import_piece *piece, json_t **current,
                             mr_error *err)
{
    const char *wanted = piece->wanted_name;
    *current = NULL;
    piece->table.name = wanted;
    for (int number = 2;; number++) {
        MR_TRY(get_table(service, piece, piece->table.name, current, err));
        if (!*current || is_own(piece, *current))
            return MR_OK;
        json_decref(*current);
        *current = NULL;
        piece->table.name = mr_arena_printf(piece->arena, "%s_%d", wanted, number);
    }
}

// --- entering ---

static mr_status key_of(mr_service *service, const mr_import_piece *piece, const char **out,
                        mr_error *err)
{
    const char *folder = is_surface(piece) ? "surfaces" : "tables";
    char slug[160];
    bool named = false;
    mr_slug(piece->table.name, slug, sizeof slug);
    *out = mr_arena_printf(piece->arena, "project-%s/%s/%s.parquet", piece->project_id, folder,
                           slug[0] ? slug : "table");
    MR_TRY(mr_catalog_names_object(service->catalog, *out, &named, err));
    if (named) // earlier runs have read that one
        *out = mr_arena_printf(piece->arena, "project-%s/%s/%s.%.12s.parquet", piece->project_id,
                               folder, slug, piece->source_digest);
    return MR_OK;
}

static mr_status enter_new(mr_service *service, mr_import_piece *piece, mr_error *err)
{
    char digest[65];
    const char *key;
    MR_TRY(key_of(service, piece, &key, err));
    MR_TRY(mr_import_commit(service, piece, key, digest, err));
    piece->table.object_key = piece->object_key;
    piece->table.digest = digest;
    return mr_project_table_put(service->catalog, piece->project_id, &piece->table, err);
}

static mr_status enter_table(mr_service *service, mr_import_piece *piece, mr_error *err)
{
    json_t *current = NULL;
    MR_TRY(settle_name(service, piece, &current, err));
    const char *what = is_surface(piece) ? "surface" : "table";
    const char *digest = noted(json_object_get(current, "header"), "source_digest");
    const bool same = digest && strcmp(digest, piece->source_digest) == 0;
    mr_status st = same ? MR_OK : enter_new(service, piece, err);
    if (current && !same)
        mr_import_note(piece, "notes", "replaces the %s %s", what, piece->table.name);
    if (strcmp(piece->table.name, piece->wanted_name) != 0)
        mr_import_note(piece, "notes", "another file's %s is called %s: this one is %s", what,
                       piece->wanted_name, piece->table.name);
    const char *status = same ? "unchanged" : current ? "replaced" : "added";
    json_object_set_new(piece->summary, "status", json_string(status));
    json_object_set_new(piece->summary, what, json_string(piece->table.name));
    json_decref(current);
    return st;
}

static json_t *with_source(const mr_import_piece *piece, json_t *header, const mr_table *table)
{
    json_object_set_new(header, "source_name", json_string(piece->name));
    json_object_set_new(header, "source_digest", json_string(piece->source_digest));
    json_object_set_new(header, "source_key",
                        json_string(mr_import_source_key(piece, piece->section)));
    if (piece->section)
        json_object_set_new(header, "section", json_string(piece->section));
    json_object_set_new(header, "rows", json_integer((json_int_t)table->rows));
    return header;
}

mr_status mr_import_put_table(mr_service *service, mr_import_piece *piece, const mr_table *given,
                              const char *kind, const char *name, json_t *header, mr_error *err)
{
    mr_table *table = with_units(service->units, piece->options, given);
    json_t *current = NULL, *s = piece->summary;
    mr_schema schema;
    const char *key;
    mr_table_schema(table, piece->arena, &schema);
    piece->enter = enter_table;
    piece->rows = table->rows;
    piece->wanted_name = name;
    piece->table = (mr_table_row){
        .kind = kind,
        .columns = mr_schema_to_json(&schema),
        .header = with_source(piece, header, table),
    };
    json_object_set_new(s, "rows", json_integer((json_int_t)table->rows));
    json_object_set_new(s, "columns", json_integer((json_int_t)table->n));
    mr_status st = settle_name(service, piece, &current, err);
    if (st == MR_OK)
        st = key_of(service, piece, &key, err);
    if (st == MR_OK) {
        snprintf(piece->object_key, sizeof piece->object_key, "%s", key);
        st = mr_import_write(service, piece, table, err);
    }
    json_decref(current);
    mr_table_unref(table);
    return st;
}

// --- CSV and Parquet ---

static mr_status read_file(mr_service *service, const mr_import_options *options,
                           mr_import_piece *piece, mr_table **out, mr_error *err)
{
    mr_csv_report report = {.arena = piece->arena};
    if (piece->kind != &mr_kind_csv)
        return mr_file_read_table(service->duck, service->units, piece->path, out, err);
    mr_status st = mr_csv_read_file(piece->path, options->text, &report, out, err);
    for (size_t i = 0; i < report.n_warnings; i++)
        mr_import_note(piece, "warnings", "%s", report.warnings[i]);
    return st;
}

mr_status mr_import_read_table(mr_service *service, const mr_import_options *options,
                               mr_import_piece *piece, mr_error *err)
{
    mr_table *table = NULL;
    MR_TRY(read_file(service, options, piece, &table, err));
    json_object_set_new(piece->summary, "format", json_string(piece->kind->name));
    mr_status st = mr_import_put_table(service, piece, table, "table",
                                       mr_import_table_name(piece, NULL), json_object(), err);
    mr_table_unref(table);
    return st;
}
