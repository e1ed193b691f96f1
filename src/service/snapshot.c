// What the sources of a document would read now, object by object.
#include "snapshot.h"

#include <jansson.h>
#include <string.h>

#include "mudrock/hash.h"
#include "mudrock/json.h"

struct snap {
    mr_service *service;
    const mr_typed_dag *typed;
    const mr_names *wells;
};

static bool selected(const mr_names *wells, const char *well_id)
{
    for (size_t i = 0; wells && i < wells->n; i++)
        if (strcmp(wells->at[i], well_id) == 0)
            return true;
    return !wells || wells->n == 0;
}

static void add_snapshot(json_t *list, const char *node_id, const mr_log_info *well,
                         const char *object, const char *digest)
{
    json_array_append_new(list, json_pack("{s:s,s:s?,s:s?,s:s,s:s}", "node_id", node_id, "well_id",
                                          well ? well->well_id : NULL, "well_name",
                                          well ? well->well_name : NULL, "object", object, "digest",
                                          digest));
}

static mr_status snapshot_logs(const struct snap *r, const mr_node *node, const char *project,
                               json_t *list, mr_error *err)
{
    const mr_source *source = &node->source;
    size_t n = 0;
    mr_log_info *logs = NULL;
    mr_arena *arena = mr_arena_new();
    mr_status st = mr_log_find(r->service->catalog, project, &source->well_ids, source->log_type,
                               arena, &n, &logs, err);
    for (size_t i = 0; st == MR_OK && i < n; i++)
        if (logs[i].object_key && selected(r->wells, logs[i].well_id))
            add_snapshot(list, node->id, &logs[i], logs[i].object_key, logs[i].digest);
    mr_arena_free(arena);
    return st;
}

// Markers are rows, not an object: the digest is over all of them.
static mr_status snapshot_markers(const struct snap *r, const mr_node *node, const char *project,
                                  json_t *list, mr_error *err)
{
    json_t *markers = NULL;
    char digest[65];
    mr_buf text = {0};
    MR_TRY(mr_marker_list(r->service->catalog, project, NULL, &markers, err));
    mr_json_write_canonical(markers, &text);
    mr_sha256_text(text.at, text.n, digest);
    add_snapshot(list, node->id, NULL, "well_markers", digest);
    mr_buf_clear(&text);
    json_decref(markers);
    return MR_OK;
}

static mr_status snapshot_table(const struct snap *r, const mr_node *node, const char *project,
                                json_t *list, mr_error *err)
{
    json_t *table = NULL;
    MR_TRY(mr_project_table_get(r->service->catalog, project, node->source.name, &table, err));
    add_snapshot(list, node->id, NULL, json_string_value(json_object_get(table, "object_key")),
                 json_string_value(json_object_get(table, "digest")));
    json_decref(table);
    return MR_OK;
}

static mr_status add_snapshots(const struct snap *r, const mr_node *node, json_t *list,
                               mr_error *err)
{
    json_t *project = NULL;
    const char *named =
        node->source.project_id ? node->source.project_id : r->typed->dag->project_id;
    MR_TRY(mr_project_open(r->service, named, false, &project, err));
    const char *id = json_string_value(json_object_get(project, "id"));
    mr_status st = MR_OK;
    switch (node->source.kind) {
    case MR_SOURCE_WELL_LOGS: st = snapshot_logs(r, node, id, list, err); break;
    case MR_SOURCE_WELL_MARKERS: st = snapshot_markers(r, node, id, list, err); break;
    case MR_SOURCE_TABLE:
    case MR_SOURCE_SURFACE: st = snapshot_table(r, node, id, list, err); break;
    case MR_SOURCE_WELL_TRAJECTORIES:
    case MR_SOURCE_POSTGRES_TABLE: break; // not of this workspace
    }
    json_decref(project);
    return st;
}

mr_status mr_snapshot_source(mr_service *service, const mr_typed_dag *typed, size_t node,
                             const mr_names *wells, json_t *list, mr_error *err)
{
    return add_snapshots(&(struct snap){service, typed, wells}, typed->nodes[node].node, list, err);
}

mr_status mr_snapshot_sources(mr_service *service, const mr_typed_dag *typed, const mr_names *wells,
                              json_t *list, mr_error *err)
{
    mr_status st = MR_OK;
    for (size_t i = 0; st == MR_OK && i < typed->dag->n_nodes; i++)
        if (typed->nodes[i].node->kind == MR_NODE_INGESTION)
            st = mr_snapshot_source(service, typed, i, wells, list, err);
    return st;
}
