// A table or surface of the project (imported CSV or Parquet), read whole; with a data folder
// <name>.parquet or <name>.csv in it.
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "../columns.h"
#include "ingestion.h"

static bool is_csv(const char *path)
{
    size_t n = strlen(path);
    return n > 4 && strcmp(path + n - 4, ".csv") == 0;
}

// free() the path.
static mr_status find_object(const mr_run_options *options, const char *project,
                             const mr_source *source, char **path, mr_error *err)
{
    json_t *row = NULL;
    const char *name = source->name;
    if (source->kind == MR_SOURCE_SURFACE)
        MR_TRY(mr_surface_get(options->catalog, project, name, &row, err));
    else
        MR_TRY(mr_project_table_get(options->catalog, project, name, &row, err));
    const char *key = json_string_value(json_object_get(row, "object_key"));
    mr_status st = key ? mr_object_path(options->objects, key, path, err)
                       : mr_fail(err, MR_EIO, "", "table %s has no object", name);
    json_decref(row);
    return st;
}

static mr_status find_file(const mr_run_options *options, const char *name, mr_arena *arena,
                           char **path, mr_error *err)
{
    MR_TRY(mr_key_check(name, err));
    const char *found = mr_folder_table(options->data_folder, name, arena);
    if (!found)
        return mr_fail(err, MR_ENOTFOUND, "", "%s has neither %s.parquet nor %s.csv",
                       options->data_folder, name, name);
    *path = strdup(found);
    return *path ? MR_OK : mr_fail(err, MR_ENOMEM, "", "out of memory");
}

static mr_status find_table(const mr_run_options *options, const char *project,
                            const mr_source *source, mr_arena *arena, char **path, mr_error *err)
{
    if (!source->name)
        return mr_fail(err, MR_EINVALID, "", "the source names no table");
    return options->data_folder ? find_file(options, source->name, arena, path, err)
                                : find_object(options, project, source, path, err);
}

mr_status mr_table_file_schema(mr_duck_session *session, const char *path, mr_arena *arena,
                               mr_schema *out, mr_error *err)
{
    if (!is_csv(path))
        return mr_duck_parquet_schema(session, path, arena, out, NULL, err);
    mr_table *table = NULL;
    MR_TRY(mr_duck_read_csv(session, path, &table, err));
    mr_table_schema(table, arena, out);
    mr_table_unref(table);
    return MR_OK;
}

static void offer_columns(const mr_run_options *options, const mr_schema *schema, mr_arena *arena,
                          mr_source_info *out)
{
    mr_source_curve *curves = MR_ARENA_ARRAY(arena, mr_source_curve, schema->n + 1);
    for (size_t i = 0; i < schema->n; i++) {
        const mr_field *field = &schema->fields[i];
        curves[i] = (mr_source_curve){
            .column = mr_arena_strdup(arena, field->name),
            .unit = mr_arena_strdup(arena, field->unit),
            .quantity = mr_arena_strdup(arena, field->quantity),
            .type = field->type,
            .unit_unknown = !mr_unit_known(options->units, field->unit),
        };
    }
    out->curves = curves;
    out->n_curves = schema->n;
}

static mr_status offer_table(const mr_run_options *options, const mr_project_units *project,
                             const mr_source *source, mr_arena *arena, mr_source_info *out,
                             mr_error *err)
{
    char *path = NULL;
    mr_duck_session *session = NULL;
    mr_schema schema = {0};
    mr_error cause = {0};
    mr_status st = mr_duck_session_open(options->duck, &session, err);
    if (st != MR_OK)
        return st;
    st = find_table(options, project->project, source, arena, &path, &cause);
    if (st == MR_OK)
        st = mr_table_file_schema(session, path, arena, &schema, &cause);
    if (st == MR_OK)
        offer_columns(options, &schema, arena, out);
    else
        out->unreadable = mr_arena_strdup(arena, cause.message);
    free(path);
    mr_duck_session_close(session);
    return MR_OK;
}

static mr_status open_table(mr_ingest *ingest, mr_error *err)
{
    char **path = MR_ARENA_NEW(ingest->arena, char *);
    ingest->state = path;
    mr_project_units units;
    const char *named =
        ingest->source->project_id ? ingest->source->project_id : ingest->typed->dag->project_id;
    MR_TRY(mr_project_units_get(ingest->options, named, ingest->arena, &units, err));
    const char *project = units.project;
    bool known = units.known;
    mr_project_units_clear(&units);
    if (!known)
        return mr_fail(err, MR_ENOTFOUND, "", "there is no project %s", named ? named : "");
    return find_table(ingest->options, project, ingest->source, ingest->arena, path, err);
}

static mr_status read_table(mr_ingest *ingest, size_t well, size_t order, mr_duck_session *session,
                            mr_table **out, mr_error *err)
{
    (void)well;
    (void)order;
    const char *path = *(char **)ingest->state;
    mr_table *raw = NULL;
    if (is_csv(path)) {
        MR_TRY(mr_duck_read_csv(session, path, &raw, err));
    } else {
        const mr_schema *schema = ingest->schema;
        const char **names = malloc((schema->n + 1) * sizeof *names);
        if (!names)
            return mr_fail(err, MR_ENOMEM, "", "out of memory");
        for (size_t i = 0; i < schema->n; i++)
            names[i] = schema->fields[i].name;
        mr_status st = mr_duck_read_parquet(session, path, names, schema->n, NULL, 0, &raw, err);
        free(names);
        if (st != MR_OK)
            return st;
    }
    mr_status st = mr_fit_table(raw, ingest->schema, out, err);
    mr_table_unref(raw);
    return st;
}

static void close_table(mr_ingest *ingest)
{
    char **path = ingest->state;
    if (path)
        free(*path);
}

const mr_ingestion mr_ingestion_table = {
    .source = MR_SOURCE_TABLE,
    .offer = offer_table,
    .open = open_table,
    .read = read_table,
    .close = close_table,
};

const mr_ingestion mr_ingestion_surface = {
    .source = MR_SOURCE_SURFACE,
    .offer = offer_table,
    .open = open_table,
    .read = read_table,
    .close = close_table,
};
