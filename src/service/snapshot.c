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

static void add_snapshot(json_t *list, const char *node_id, const char *object, const char *digest)
{
    json_array_append_new(list, json_pack("{s:s,s:n,s:n,s:s,s:s}", "node_id", node_id, "well_id",
                                          "well_name", "object", object, "digest", digest));
}

// What people said of the log's curves: it changes what is read, and the bytes do not.
static json_t *corrections_of(const mr_log_info *log)
{
    json_t *all = json_object();
    for (size_t i = 0; i < log->n_curves; i++) {
        const mr_log_curve *c = &log->curves[i];
        if (c->corrected)
            json_object_set_new(all, c->column,
                                json_pack("{s:s?,s:s?,s:s?}", "unit", c->unit, "quantity",
                                          c->quantity, "file_unit", c->file_unit));
    }
    return all;
}

static void add_log(json_t *list, const char *node_id, const mr_log_info *log)
{
    json_t *row = json_pack("{s:s,s:s,s:s?,s:s,s:s,s:s,s:s?,s:s?}", "node_id", node_id, "well_id",
                            log->well_id, "well_name", log->well_name, "object", log->object_key,
                            "digest", log->digest, "log_type", log->log_type, "source_name",
                            log->source_name, "depth_unit", log->depth_unit);
    json_t *corrections = corrections_of(log);
    if (json_object_size(corrections))
        json_object_set(row, "corrections", corrections);
    json_decref(corrections);
    json_array_append_new(list, row);
}

static mr_status snapshot_logs(const struct snap *r, const mr_node *node, const char *project,
                               json_t *list, mr_error *err)
{
    const mr_source *source = &node->source;
    size_t n = 0;
    mr_log_choice *choices = NULL;
    mr_arena *arena = mr_arena_new();
    mr_status st = mr_logs_choose(r->service->catalog, r->service->units, project, source,
                                  &source->well_ids, arena, &n, &choices, err);
    for (size_t i = 0; st == MR_OK && i < n; i++)
        if (choices[i].log && selected(r->wells, choices[i].well_id))
            add_log(list, node->id, choices[i].log);
    mr_arena_free(arena);
    return st;
}

static mr_status snapshot_surveys(const struct snap *r, const mr_node *node, const char *project,
                                  json_t *list, mr_error *err)
{
    size_t n = 0;
    mr_well_survey *surveys = NULL;
    mr_arena *arena = mr_arena_new();
    mr_status st = mr_survey_find(r->service->catalog, project, &node->source.well_ids, arena, &n,
                                  &surveys, err);
    for (size_t i = 0; st == MR_OK && i < n; i++)
        if (surveys[i].object_key && selected(r->wells, surveys[i].well_id))
            json_array_append_new(
                list, json_pack("{s:s,s:s,s:s?,s:s,s:s,s:s?}", "node_id", node->id, "well_id",
                                surveys[i].well_id, "well_name", surveys[i].well_name, "object",
                                surveys[i].object_key, "digest", surveys[i].digest, "depth_unit",
                                surveys[i].depth_unit));
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
    add_snapshot(list, node->id, "well_markers", digest);
    mr_buf_clear(&text);
    json_decref(markers);
    return MR_OK;
}

static mr_status snapshot_table(const struct snap *r, const mr_node *node, const char *project,
                                json_t *list, mr_error *err)
{
    json_t *table = NULL;
    if (node->source.kind == MR_SOURCE_SURFACE)
        MR_TRY(mr_surface_get(r->service->catalog, project, node->source.name, &table, err));
    else
        MR_TRY(mr_project_table_get(r->service->catalog, project, node->source.name, &table, err));
    add_snapshot(list, node->id, json_string_value(json_object_get(table, "object_key")),
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
    case MR_SOURCE_WELL_TRAJECTORIES: st = snapshot_surveys(r, node, id, list, err); break;
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
