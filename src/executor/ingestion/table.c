// A table or surface of the project (imported CSV or Parquet), read whole; with a data folder
// <name>.parquet or <name>.csv in it.
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "../columns.h"
#include "../wells.h"
#include "ingestion.h"

static mr_status object_of(mr_ingest *ingest, char **path, mr_error *err)
{
    mr_project_units units;
    const char *named =
        ingest->source->project_id ? ingest->source->project_id : ingest->typed->dag->project_id;
    MR_TRY(mr_project_units_get(ingest->options, named, ingest->arena, &units, err));
    const char *project = units.project;
    bool known = units.known;
    mr_project_units_clear(&units);
    if (!known)
        return mr_fail(err, MR_ENOTFOUND, "", "there is no project %s", named ? named : "");
    json_t *row = NULL;
    MR_TRY(
        mr_project_table_get(ingest->options->catalog, project, ingest->source->name, &row, err));
    const char *key = json_string_value(json_object_get(row, "object_key"));
    mr_status st = key ? mr_object_path(ingest->options->objects, key, path, err)
                       : mr_fail(err, MR_EIO, "", "table %s has no object", ingest->source->name);
    json_decref(row);
    return st;
}

static mr_status open_table(mr_ingest *ingest, mr_error *err)
{
    const char *name = ingest->source->name;
    char **path = MR_ARENA_NEW(ingest->arena, char *);
    ingest->state = path;
    if (!name)
        return mr_fail(err, MR_EINVALID, "", "the source names no table");
    if (!ingest->options->data_folder)
        return object_of(ingest, path, err);
    MR_TRY(mr_key_check(name, err));
    const char *found = mr_folder_table(ingest->options->data_folder, name, ingest->arena);
    if (!found)
        return mr_fail(err, MR_ENOTFOUND, "", "%s has neither %s.parquet nor %s.csv",
                       ingest->options->data_folder, name, name);
    *path = strdup(found);
    return *path ? MR_OK : mr_fail(err, MR_ENOMEM, "", "out of memory");
}

static mr_status read_table(mr_ingest *ingest, size_t well, size_t order, mr_duck_session *session,
                            mr_table **out, mr_error *err)
{
    (void)well;
    (void)order;
    const char *path = *(char **)ingest->state;
    size_t n = strlen(path);
    mr_table *raw = NULL;
    if (n > 4 && strcmp(path + n - 4, ".csv") == 0) {
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
    .open = open_table,
    .read = read_table,
    .close = close_table,
};

const mr_ingestion mr_ingestion_surface = {
    .source = MR_SOURCE_SURFACE,
    .open = open_table,
    .read = read_table,
    .close = close_table,
};
