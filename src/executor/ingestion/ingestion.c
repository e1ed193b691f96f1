// The list of source kinds, and what is the same for all of them.
#include "ingestion.h"

#include <stdlib.h>

#include "../columns.h"

static const mr_ingestion *const kinds[] = {
    &mr_ingestion_well_logs, &mr_ingestion_well_markers,      &mr_ingestion_table,
    &mr_ingestion_surface,   &mr_ingestion_well_trajectories,
};

const mr_ingestion *mr_ingestion_of(mr_source_kind kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i]->source == kind)
            return kinds[i];
    return NULL;
}

mr_status mr_ingest_open(const mr_run_options *options, const mr_typed_dag *typed, size_t node,
                         const mr_schema *schema, mr_warnings *warnings, mr_ingest **out,
                         mr_error *err)
{
    const mr_source *source = &typed->nodes[node].node->source;
    const mr_ingestion *kind = mr_ingestion_of(source->kind);
    if (!kind)
        return mr_fail(err, MR_EINVALID, "", "a source of kind %s cannot be read by this program",
                       mr_source_kind_name(source->kind));
    mr_arena *arena = mr_arena_new();
    mr_ingest *ingest = MR_ARENA_NEW(arena, mr_ingest);
    *ingest = (mr_ingest){
        .kind = kind,
        .options = options,
        .typed = typed,
        .node = node,
        .source = source,
        .full = typed->nodes[node].schema,
        .schema = schema,
        .warnings = warnings,
        .arena = arena,
    };
    mr_status st = kind->open(ingest, err);
    if (st != MR_OK) {
        mr_ingest_close(ingest);
        return st;
    }
    ingest->index = mr_map_new();
    for (size_t i = 0; i < ingest->n_wells; i++)
        mr_map_put(ingest->index, ingest->wells[i], &ingest->wells[i]);
    *out = ingest;
    return MR_OK;
}

mr_status mr_ingest_read(mr_ingest *ingest, const char *well, size_t order,
                         mr_duck_session *session, mr_table **out, mr_error *err)
{
    if (!ingest->kind->by_well)
        return ingest->kind->read(ingest, 0, order, session, out, err);
    const char **at = mr_map_get(ingest->index, well);
    if (!at)
        return mr_empty_table(ingest->schema, out, err);
    return ingest->kind->read(ingest, (size_t)(at - ingest->wells), order, session, out, err);
}

mr_status mr_ingest_written(mr_ingest *ingest, const char *well, const char *column,
                            mr_duck_session *session, mr_written out[MR_MOST_WAYS], size_t *n,
                            mr_error *err)
{
    *n = 1;
    out[0] = (mr_written){.scale = 1};
    if (!ingest->kind->written)
        return MR_OK;
    const char **at = mr_map_get(ingest->index, well);
    if (at)
        return ingest->kind->written(ingest, (size_t)(at - ingest->wells), column, session, out, n,
                                     err);
    *n = 0;
    return MR_OK;
}

void mr_ingest_close(mr_ingest *ingest)
{
    if (!ingest)
        return;
    if (ingest->kind->close)
        ingest->kind->close(ingest);
    mr_map_free(ingest->index);
    mr_arena_free(ingest->arena);
}
