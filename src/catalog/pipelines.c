// Pipelines: the document, its nodes and edges as rows, and its revisions.
#include "catalog.h"

#include <jansson.h>
#include <string.h>

#include "mudrock/clock.h"
#include "mudrock/hash.h"
#include "mudrock/id.h"
#include "mudrock/json.h"

#define COLUMNS                                                                                    \
    "p.id, p.project_id, p.name, p.description, p.version, p.tags, p.created_at, p.updated_at, "   \
    "p.head_revision_id, "                                                                         \
    "(SELECT r.number FROM pipeline_revisions r WHERE r.id = p.head_revision_id) AS revision"

struct saving {
    mr_catalog *catalog;
    const mr_dag *dag;
    const char *project_id, *message;
    char head[37]; // the revision before this one; "" = none
    char now[32];
};

// --- what stands there already ---

static mr_status check_present(struct saving *s, const char *base_revision, mr_error *err)
{
    static const char select[] =
        "SELECT project_id, coalesce(head_revision_id, '') FROM pipelines WHERE id = ?1";
    mr_cursor *rows = NULL;
    bool found = false;
    char project[64] = "";

    MR_TRY(mr_store_query(s->catalog->store, select, MR_VALUES(MR_T(s->dag->id)), &rows, err));
    mr_status st = mr_cursor_next(rows, &found, err);
    if (st == MR_OK && found) {
        snprintf(project, sizeof project, "%s", mr_cursor_text(rows, 0));
        snprintf(s->head, sizeof s->head, "%s", mr_cursor_text(rows, 1));
    }
    mr_cursor_free(rows);
    MR_TRY(st);
    if (base_revision && !found)
        return mr_fail(err, MR_ENOTFOUND, NULL, "the pipeline \"%s\" was deleted meanwhile",
                       s->dag->name);
    if (base_revision && strcmp(base_revision, s->head) != 0)
        return mr_fail(err, MR_ESTALE, s->head, "someone else saved the pipeline \"%s\" meanwhile",
                       s->dag->name);
    if (found && strcmp(project, s->project_id) != 0)
        return mr_fail(err, MR_ECONFLICT, "/id",
                       "a pipeline with the id \"%s\" belongs to another project; give this one an "
                       "id of its own",
                       s->dag->id);
    return MR_OK;
}

// --- rows ---

static mr_status put_pipeline(const struct saving *s, const mr_buf *document, mr_error *err)
{
    json_t *tags = json_array();

    for (size_t i = 0; i < s->dag->tags.n; i++)
        json_array_append_new(tags, json_string(s->dag->tags.at[i]));
    mr_status st = mr_store_run(
        s->catalog->store,
        "INSERT INTO pipelines (id, project_id, name, description, version, dag_definition, "
        "created_by, created_at, "
        "updated_at, tags) VALUES (?1, ?2, ?3, ?4, coalesce(?5, '1.0.0'), ?6, ?7, ?8, ?8, ?9) "
        "ON CONFLICT (id) DO UPDATE SET name = ?3, description = ?4, version = coalesce(?5, "
        "'1.0.0'), "
        "dag_definition = ?6, updated_at = ?8, tags = ?9",
        MR_VALUES(MR_T(s->dag->id), MR_T(s->project_id), MR_T(s->dag->name),
                  MR_T(s->dag->description), MR_T(s->dag->version), MR_T(document->at),
                  MR_T(s->catalog->user), MR_T(s->now), MR_J(tags)),
        NULL, err);
    json_decref(tags);
    if (st == MR_ECONFLICT)
        return mr_fail(err, st, "/name", "the project has another pipeline \"%s\" of version %s",
                       s->dag->name, s->dag->version ? s->dag->version : "1.0.0");
    if (st == MR_ENOTFOUND)
        return mr_fail(err, st, "/project_id", "there is no project \"%s\"", s->project_id);
    return st;
}

static json_t *member(const json_t *object, const char *key)
{
    json_t *value = json_object_get(object, key);

    return json_is_null(value) ? NULL : value;
}

static mr_status put_node(const struct saving *s, const mr_node *node, mr_error *err)
{
    json_t *built = node->json ? NULL : mr_node_to_json(node);
    const json_t *json = node->json ? node->json : built;
    json_t *config = member(json, "node_type"), *metadata = member(json, "metadata");
    json_t *dependencies = json_array();
    char id[37];

    mr_uuid_new(id);
    for (size_t i = 0; i < node->dependencies.n; i++)
        json_array_append_new(dependencies, json_string(node->dependencies.at[i]));
    mr_status st = mr_store_run(
        s->catalog->store,
        "INSERT INTO pipeline_nodes (id, pipeline_id, node_id, node_name, node_type, node_config, "
        "input_schema, "
        "output_schema, dependencies, position_x, position_y, metadata, execution_hints) "
        "VALUES (?1, ?2, ?3, coalesce(?4, ?3), ?5, coalesce(?6, '{}'), ?7, ?8, ?9, ?10, ?11, "
        "coalesce(?12, '{}'), "
        "coalesce(?13, '{}'))",
        MR_VALUES(MR_T(id), MR_T(s->dag->id), MR_T(node->id), MR_T(node->name),
                  MR_T(mr_node_kind_name(node->kind)), MR_J(config),
                  MR_J(member(config, "input_schema")), MR_J(member(config, "output_schema")),
                  MR_J(dependencies), MR_R(node->has_position ? node->position[0] : (double)NAN),
                  MR_R(node->has_position ? node->position[1] : (double)NAN), MR_J(metadata),
                  MR_J(member(metadata, "execution_hints"))),
        NULL, err);
    json_decref(dependencies);
    json_decref(built);
    if (st == MR_ECONFLICT)
        return mr_fail(err, MR_EINVALID, "/nodes", "two nodes have the id \"%s\"", node->id);
    return st;
}

static mr_edge_type edge_type(const mr_node *node, const char *dependency)
{
    for (size_t i = 0; i < node->edges.n; i++)
        if (strcmp(node->edges.at[i].dependency, dependency) == 0)
            return node->edges.at[i].type;
    return MR_EDGE_DATA_FLOW;
}

static mr_status put_edges(const struct saving *s, const mr_node *node, mr_error *err)
{
    for (size_t i = 0; i < node->dependencies.n; i++) {
        const char *source = node->dependencies.at[i];
        char id[37];
        mr_uuid_new(id);
        mr_status st = mr_store_run(
            s->catalog->store,
            "INSERT INTO pipeline_edges (id, pipeline_id, source_node_id, target_node_id, "
            "edge_type) VALUES (?1, ?2, ?3, ?4, ?5)",
            MR_VALUES(MR_T(id), MR_T(s->dag->id), MR_T(source), MR_T(node->id),
                      MR_T(mr_edge_type_name(edge_type(node, source)))),
            NULL, err);
        if (st == MR_ECONFLICT)
            return mr_fail(err, MR_EINVALID, "/nodes",
                           "node \"%s\" names the dependency \"%s\" twice",
                           node->name ? node->name : node->id, source);
        MR_TRY(st);
    }
    return MR_OK;
}

static mr_status put_graph(const struct saving *s, mr_error *err)
{
    MR_TRY(mr_store_run(s->catalog->store, "DELETE FROM pipeline_nodes WHERE pipeline_id = ?1",
                        MR_VALUES(MR_T(s->dag->id)), NULL, err));
    MR_TRY(mr_store_run(s->catalog->store, "DELETE FROM pipeline_edges WHERE pipeline_id = ?1",
                        MR_VALUES(MR_T(s->dag->id)), NULL, err));
    for (size_t i = 0; i < s->dag->n_nodes; i++) {
        MR_TRY(put_node(s, &s->dag->nodes[i], err));
        MR_TRY(put_edges(s, &s->dag->nodes[i], err));
    }
    return MR_OK;
}

static void digest_of(const mr_dag *dag, const mr_buf *document, char out[65])
{
    mr_buf text = {0};

    if (dag->json)
        mr_json_write_canonical(dag->json, &text);
    const mr_buf *from = dag->json ? &text : document;
    mr_sha256_text(from->at, from->n, out);
    mr_buf_clear(&text);
}

static mr_status put_revision(const struct saving *s, const mr_buf *document, mr_error *err)
{
    char id[37], digest[65];

    mr_uuid_new(id);
    digest_of(s->dag, document, digest);
    MR_TRY(mr_store_run(s->catalog->store,
                        "INSERT INTO pipeline_revisions (id, pipeline_id, parent_revision_id, "
                        "number, revision_message, "
                        "document, digest, created_at, created_by) SELECT ?1, ?2, nullif(?3, ''), "
                        "coalesce(max(number), 0) + 1, ?4, ?5, ?6, ?7, ?8 FROM pipeline_revisions "
                        "WHERE pipeline_id = ?2",
                        MR_VALUES(MR_T(id), MR_T(s->dag->id), MR_T(s->head), MR_T(s->message),
                                  MR_T(document->at), MR_T(digest), MR_T(s->now),
                                  MR_T(s->catalog->user)),
                        NULL, err));
    return mr_store_run(s->catalog->store,
                        "UPDATE pipelines SET head_revision_id = ?1 WHERE id = ?2",
                        MR_VALUES(MR_T(id), MR_T(s->dag->id)), NULL, err);
}

// --- the calls ---

static mr_status load_by_id(mr_catalog *catalog, const char *id, json_t **out, mr_error *err)
{
    return mr_store_get(catalog->store,
                        "SELECT " COLUMNS ", p.dag_definition FROM pipelines p WHERE p.id = ?1",
                        MR_VALUES(MR_T(id)), out, err);
}

mr_status mr_pipeline_save(mr_catalog *catalog, const char *project_id, const mr_dag *dag,
                           const char *base_revision, const char *message, json_t **out,
                           mr_error *err)
{
    struct saving s = {
        .catalog = catalog, .dag = dag, .project_id = project_id, .message = message};
    mr_buf document = {0};
    json_t *row = NULL;

    if (!dag->id || !dag->id[0] || !dag->name || !dag->name[0])
        return mr_fail(err, MR_EINVALID, "/id", "a pipeline to be saved has an id and a name");
    mr_clock_rfc3339(s.now);
    mr_dag_encode(dag, 0, &document);
    if (document.status != MR_OK)
        return mr_fail(err, document.status, NULL, "no memory for the document of \"%s\"",
                       dag->name);
    mr_status st = mr_store_begin(catalog->store, MR_WRITE, err);
    if (st == MR_OK) {
        st = check_present(&s, base_revision, err);
        if (st == MR_OK)
            st = put_pipeline(&s, &document, err);
        if (st == MR_OK)
            st = put_graph(&s, err);
        if (st == MR_OK)
            st = put_revision(&s, &document, err);
        if (st == MR_OK)
            st = mr_audit_in(catalog, "save", "pipeline", dag->id, NULL, err);
        if (st == MR_OK)
            st = load_by_id(catalog, dag->id, &row, err);
        st = mr_store_end(catalog->store, st, err);
    }
    if (st == MR_OK)
        *out = row;
    else
        json_decref(row);
    mr_buf_clear(&document);
    return st;
}

mr_status mr_pipeline_load(mr_catalog *catalog, const char *id_or_name, json_t **out, mr_error *err)
{
    json_t *named = NULL;

    mr_status st = load_by_id(catalog, id_or_name, out, err);
    if (st != MR_ENOTFOUND)
        return st;
    MR_TRY(mr_store_list(catalog->store,
                         "SELECT id FROM pipelines WHERE name = ?1 ORDER BY id LIMIT 2",
                         MR_VALUES(MR_T(id_or_name)), &named, err));
    if (json_array_size(named) == 0)
        st = mr_fail(err, MR_ENOTFOUND, NULL, "there is no pipeline \"%s\"", id_or_name);
    else if (json_array_size(named) > 1)
        st = mr_fail(err, MR_ECONFLICT, NULL, "several pipelines are called \"%s\": use the id",
                     id_or_name);
    else
        st = load_by_id(catalog, json_string_value(json_object_get(json_array_get(named, 0), "id")),
                        out, err);
    json_decref(named);
    return st;
}

mr_status mr_pipeline_list(mr_catalog *catalog, const char *project_id, json_t **out, mr_error *err)
{
    return mr_store_list(catalog->store,
                         "SELECT " COLUMNS " FROM pipelines p WHERE p.is_active = 1 AND "
                         "(?1 IS NULL OR p.project_id = ?1) ORDER BY p.name, p.version, p.id",
                         MR_VALUES(MR_T(project_id)), out, err);
}

mr_status mr_pipeline_summaries(mr_catalog *catalog, const char *project_id, json_t **out,
                                mr_error *err)
{
    return mr_store_list(
        catalog->store,
        "SELECT " COLUMNS ", (SELECT count(*) FROM pipeline_nodes n WHERE n.pipeline_id = p.id) "
        "AS nodes, (SELECT json_object('id', e.id, 'status', e.status, 'completed_at', "
        "e.completed_at) FROM pipeline_executions e WHERE e.pipeline_id = p.id "
        "ORDER BY e.created_at DESC, e.id DESC LIMIT 1) AS last_execution FROM pipelines p "
        "WHERE p.is_active = 1 AND (?1 IS NULL OR p.project_id = ?1) "
        "ORDER BY p.name, p.version, p.id",
        MR_VALUES(MR_T(project_id)), out, err);
}

mr_status mr_pipeline_delete(mr_catalog *catalog, const char *id, mr_error *err)
{
    int64_t changed = 0;

    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    mr_status st = mr_store_run(catalog->store, "DELETE FROM pipelines WHERE id = ?1",
                                MR_VALUES(MR_T(id)), &changed, err);
    if (st == MR_OK && changed == 0)
        st = mr_fail(err, MR_ENOTFOUND, NULL, "there is no pipeline \"%s\"", id);
    if (st == MR_OK)
        st = mr_audit_in(catalog, "delete", "pipeline", id, NULL, err);
    return mr_store_end(catalog->store, st, err);
}

mr_status mr_pipeline_revisions(mr_catalog *catalog, const char *id, json_t **out, mr_error *err)
{
    json_t *list = NULL;

    MR_TRY(mr_store_list(catalog->store,
                         "SELECT id, pipeline_id, parent_revision_id, number, revision_message, "
                         "digest, snapshot_uri, "
                         "created_at, created_by FROM pipeline_revisions WHERE pipeline_id = ?1 "
                         "ORDER BY number DESC",
                         MR_VALUES(MR_T(id)), &list, err));
    if (json_array_size(list) == 0) { // every saved pipeline has one
        json_decref(list);
        return mr_fail(err, MR_ENOTFOUND, NULL, "there is no pipeline \"%s\"", id);
    }
    *out = list;
    return MR_OK;
}

mr_status mr_revision_document(mr_catalog *catalog, const char *revision_id, json_t **out,
                               mr_error *err)
{
    json_t *row = NULL;

    mr_status st =
        mr_store_get(catalog->store, "SELECT document FROM pipeline_revisions WHERE id = ?1",
                     MR_VALUES(MR_T(revision_id)), &row, err);
    if (st == MR_ENOTFOUND)
        return mr_fail(err, st, NULL, "there is no revision \"%s\"", revision_id);
    MR_TRY(st);
    *out = json_incref(json_object_get(row, "document"));
    json_decref(row);
    return MR_OK;
}
