// Finding or computing the rows of a node.
#include "materialise.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cache.h"
#include "changed.h"
#include "content_key.h"
#include "execute.h"
#include "start.h"

typedef struct work {
    mr_service *service;
    const mr_look *look;
    mr_execute_options options; // to_node, wells, overrides of the execution
    json_t *execution;          // the row; NULL: a document
    mr_arena *arena;
    mr_dag *dag;
    mr_typed_dag *typed;
    const char *node_id;
    size_t node;
    char key[65]; // over the wells of the run
} work;

static mr_status open_document(work *w, mr_diagnostics *problems, mr_error *err)
{
    mr_service *service = w->service;
    w->options.cancel = w->look->cancel;
    mr_status st = MR_OK;
    if (w->execution)
        st = mr_execution_document(service, w->execution, w->arena, &w->options, &w->dag, err);
    else
        st = mr_prepare_document(service, w->look->dag, &w->options, &w->dag, err);
    if (st == MR_OK)
        st = mr_find_target(w->dag, w->look->node_id, &w->node_id, err);
    if (st == MR_OK)
        st = mr_type_document(service, w->dag, &w->options, &w->typed, err);
    if (st == MR_OK)
        st = mr_check_typed(w->typed, w->node_id, problems, err);
    while (st == MR_OK && strcmp(w->dag->nodes[w->node].id, w->node_id) != 0)
        w->node++;
    return st;
}

static mr_status key_for(work *w, const mr_names *wells, char key[65], mr_error *err)
{
    char(*keys)[65];
    MR_TRY(mr_content_keys(w->service, w->typed, wells, w->arena, &keys, err));
    memcpy(key, keys[w->node], 65);
    return key[0] ? MR_OK
                  : mr_fail(err, MR_EINVALID, w->node_id, "what the node reads is not there");
}

// --- what a run has kept ---

static const char *kept_path(const json_t *execution, const char *node_id)
{
    const json_t *outputs =
        json_object_get(json_object_get(execution, "result_summary"), "outputs");
    for (size_t i = 0; i < json_array_size(outputs); i++) {
        const json_t *output = json_array_get(outputs, i);
        const char *id = json_string_value(json_object_get(output, "node_id"));
        const char *kind = json_string_value(json_object_get(output, "kind"));
        if (id && kind && strcmp(id, node_id) == 0 &&
            strcmp(kind, mr_output_kind_name(MR_OUTPUT_FRONTEND)) == 0)
            return json_string_value(json_object_get(output, "path"));
    }
    return NULL;
}

// *path stays NULL when nothing is kept.
static mr_status kept_in(mr_service *service, const json_t *execution, const char *node_id,
                         char **path, mr_error *err)
{
    const char *key = kept_path(execution, node_id);
    int64_t bytes;
    if (!key)
        return MR_OK;
    mr_status st = mr_object_size(service->objects, key, &bytes, err);
    if (st == MR_OK)
        st = mr_object_path(service->objects, key, path, err);
    return st == MR_ENOTFOUND ? MR_OK : st;
}

static mr_status kept_by_key(work *w, char **path, mr_error *err)
{
    char id[37], *node = NULL;
    json_t *row = NULL;
    MR_TRY(mr_execution_with_key(w->service->catalog, w->key, id, &node, err));
    if (!id[0])
        return MR_OK;
    mr_status st = mr_execution_get(w->service->catalog, id, &row, err);
    if (st == MR_OK)
        st = kept_in(w->service, row, node, path, err);
    json_decref(row);
    free(node);
    return st;
}

// --- computing ---

// The wells of the run that are looked at; all of it where wells belong together.
static mr_status narrow(work *w, mr_names *out, mr_error *err)
{
    const mr_names *only = w->look->wells, *of_run = w->options.wells;
    bool by_well = false;
    *out = of_run ? *of_run : (mr_names){0};
    if (!only || only->n == 0)
        return MR_OK;
    MR_TRY(mr_node_is_by_well(w->typed, w->node_id, &by_well, err));
    if (!by_well)
        return MR_OK;
    mr_names both = {0, MR_ARENA_ARRAY(w->arena, const char *, only->n + 1)};
    for (size_t i = 0; i < only->n; i++) {
        bool in = !of_run || of_run->n == 0;
        for (size_t k = 0; !in && k < of_run->n; k++)
            in = strcmp(of_run->at[k], only->at[i]) == 0;
        if (in)
            both.at[both.n++] = only->at[i];
    }
    if (both.n)
        *out = both;
    return MR_OK;
}

static mr_status compute(work *w, const mr_names *wells, const char *key, mr_objects *cache,
                         mr_error *err)
{
    mr_run_result *result = NULL;
    mr_service *service = w->service;
    const mr_run_options how = {
        .units = service->units,
        .catalog = service->catalog,
        .objects = service->objects,
        .duck = service->duck,
        .sql = service->sql,
        .threads = service->threads,
        .results = cache,
        .result_prefix = key,
        .to_node = w->node_id,
        .wells = wells->n ? wells : NULL,
        .cancel = w->look->cancel,
        .at = w->look->at,
        .context = w->look->context,
    };
    if (w->look->started)
        w->look->started(w->look->context, "", w->typed);
    mr_status st = mr_run(w->typed, &how, &result, err);
    if (st == MR_OK && result->n_outputs == 0)
        st = mr_fail(err, MR_ECONFLICT, w->dag->nodes[w->node].name,
                     "was skipped, so that it has no rows: an edge before it was not taken");
    mr_run_result_free(result);
    return st;
}

static mr_status cached_or_computed(work *w, char **path, mr_error *err)
{
    mr_names wells;
    char key[65];
    mr_objects *cache = NULL;
    MR_TRY(narrow(w, &wells, err));
    MR_TRY(key_for(w, &wells, key, err));
    if (mr_cache_find(w->service, key, path))
        return MR_OK;
    mr_status st = mr_cache_open(w->service, &cache, err);
    if (st == MR_OK)
        st = compute(w, &wells, key, cache, err);
    if (st == MR_OK && !mr_cache_find(w->service, key, path))
        st = mr_fail(err, MR_EIO, key, "what was computed has gone from the cache at once");
    if (st == MR_OK)
        mr_cache_shrink(w->service, key, MR_CACHE_BYTES);
    if (cache)
        mr_objects_close(cache);
    return st;
}

static mr_status materialise(work *w, mr_diagnostics *problems, char **path, mr_error *err)
{
    if (w->look->execution_id) {
        MR_TRY(mr_execution_get(w->service->catalog, w->look->execution_id, &w->execution, err));
        MR_TRY(kept_in(w->service, w->execution, w->look->node_id, path, err));
        if (*path)
            return MR_OK;
    }
    MR_TRY(open_document(w, problems, err));
    MR_TRY(key_for(w, w->options.wells, w->key, err));
    if (w->execution)
        MR_TRY(mr_check_unchanged(w->service, w->execution, w->typed, w->node_id, w->key, err));
    MR_TRY(kept_by_key(w, path, err));
    return *path ? MR_OK : cached_or_computed(w, path, err);
}

mr_status mr_materialise(mr_service *service, const mr_look *look, mr_diagnostics *problems,
                         char **path, mr_error *err)
{
    work w = {.service = service, .look = look, .arena = mr_arena_new()};
    *path = NULL;
    mr_status st = materialise(&w, problems, path, err);
    json_decref(w.execution);
    mr_typed_dag_free(w.typed);
    mr_dag_free(w.dag);
    mr_arena_free(w.arena);
    return st;
}
