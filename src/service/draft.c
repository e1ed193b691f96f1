// What an editor asks of a document while it is drawn.
#include <jansson.h>

#include "sources.h"

// The only project there is, when the document names none.
static mr_status fill_project(mr_service *service, mr_dag *dag, mr_error *err)
{
    json_t *project = NULL;
    if (dag->project_id)
        return MR_OK;
    MR_TRY(mr_project_open(service, NULL, false, &project, err));
    dag->project_id =
        mr_arena_strdup(dag->arena, json_string_value(json_object_get(project, "id")));
    json_decref(project);
    return MR_OK;
}

mr_status mr_type_draft(mr_service *service, mr_dag *dag, bool draft, mr_typed_dag **out,
                        mr_error *err)
{
    mr_sources sources;
    mr_arena *arena = mr_arena_new();
    mr_status st = fill_project(service, dag, err);
    if (st == MR_OK)
        st = mr_remembered_sources(service, arena, &sources, err);
    const mr_validate_options options = {
        .units = service->units, .sources = &sources, .draft = draft, .sql = service->sql};
    if (st == MR_OK)
        st = mr_validate(dag, &options, out, err);
    mr_arena_free(arena);
    return st;
}

json_t *mr_inferred_schemas(const mr_typed_dag *typed)
{
    json_t *all = json_object();
    for (size_t i = 0; i < typed->dag->n_nodes; i++) {
        const mr_typed_node *node = &typed->nodes[i];
        json_object_set_new(
            all, node->node->id,
            json_pack("{s:o,s:o}", "input",
                      node->input ? mr_schema_to_json(node->input) : json_null(), "output",
                      node->schema ? mr_schema_to_json(node->schema) : json_null()));
    }
    return all;
}
