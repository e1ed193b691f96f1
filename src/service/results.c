// Which execution holds what every node of a document would give.
#include <jansson.h>
#include <stdlib.h>

#include "content_key.h"

static mr_status result_of(mr_service *service, const mr_dag *dag, const char *node_id,
                           const char *key, json_t **out, mr_error *err)
{
    char id[37] = "", *made_by = NULL;
    const char *state = "none";
    if (key[0])
        MR_TRY(mr_execution_with_key(service->catalog, key, id, &made_by, err));
    if (id[0]) {
        state = "fresh";
    } else {
        MR_TRY(mr_execution_with_node(service->catalog, dag->id, node_id, id, err));
        state = id[0] ? "stale" : "none";
    }
    // The node that made a fresh result: a copy of it, in another pipeline, has another id.
    *out = json_pack("{s:s?,s:s?,s:s?,s:s}", "key", key[0] ? key : NULL, "execution_id",
                     id[0] ? id : NULL, "node_id", made_by, "state", state);
    free(made_by);
    return MR_OK;
}

mr_status mr_results(mr_service *service, const mr_dag *dag, json_t **out, mr_error *err)
{
    const mr_execute_options options = {0};
    mr_dag *prepared = NULL;
    mr_typed_dag *typed = NULL;
    mr_arena *arena = mr_arena_new();
    json_t *nodes = json_object();
    char(*keys)[65];
    mr_status st = mr_prepare_document(service, dag, &options, &prepared, err);
    if (st == MR_OK)
        st = mr_type_document(service, prepared, &options, &typed, err);
    if (st == MR_OK)
        st = mr_content_keys(service, typed, NULL, arena, &keys, err);
    for (size_t i = 0; st == MR_OK && i < prepared->n_nodes; i++) {
        json_t *result = NULL;
        const char *id = prepared->nodes[i].id;
        st = result_of(service, prepared, id, keys[i], &result, err);
        if (result)
            json_object_set_new(nodes, id, result);
    }
    if (st == MR_OK)
        *out = json_pack("{s:O}", "nodes", nodes);
    json_decref(nodes);
    mr_typed_dag_free(typed);
    mr_dag_free(prepared);
    mr_arena_free(arena);
    return st;
}
