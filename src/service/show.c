// An execution as the interfaces show it.
#include <jansson.h>

#include "mudrock/service.h"

// Before the end nothing is recorded by node: all of the document's are pending.
static mr_status pending_nodes(mr_service *service, const json_t *row, json_t *out, mr_error *err)
{
    const char *revision = json_string_value(json_object_get(row, "revision_id"));
    json_t *document = NULL, *node;
    size_t i;
    if (!revision)
        return MR_OK;
    MR_TRY(mr_revision_document(service->catalog, revision, &document, err));
    json_array_foreach(json_object_get(document, "nodes"), i, node)
    {
        json_t *pending =
            json_pack("{s:O?,s:O?,s:s,s:i,s:i,s:i,s:i,s:n}", "node_id", json_object_get(node, "id"),
                      "node_name", json_object_get(node, "name"), "state",
                      mr_node_state_name(MR_NODE_PENDING), "wells_done", 0, "wells", 0, "rows", 0,
                      "time_ms", 0, "error");
        json_array_append_new(out, pending);
    }
    json_decref(document);
    return MR_OK;
}

static json_t *list_or_empty(const json_t *object, const char *name)
{
    json_t *list = json_object_get(object, name);
    return json_is_array(list) ? json_incref(list) : json_array();
}

mr_status mr_show_execution(mr_service *service, const char *execution_id, json_t **out,
                            mr_error *err)
{
    json_t *row = NULL;
    MR_TRY(mr_execution_get(service->catalog, execution_id, &row, err));
    json_t *summary = json_object_get(row, "result_summary");
    json_t *nodes = list_or_empty(row, "execution_log");
    mr_status st = MR_OK;
    if (json_array_size(nodes) == 0)
        st = pending_nodes(service, row, nodes, err);
    json_object_set_new(row, "warnings", list_or_empty(summary, "warnings"));
    json_object_set_new(row, "outputs", list_or_empty(summary, "outputs"));
    json_object_set_new(row, "nodes", nodes);
    json_object_del(row, "execution_log");
    if (st == MR_OK)
        *out = json_incref(row);
    json_decref(row);
    return st;
}
