// Executions, who runs them, and what was made from what.
#include "catalog.h"

#include <jansson.h>
#include <string.h>

#include "mudrock/clock.h"
#include "mudrock/id.h"
#include "mudrock/process.h"

// The columns that an update may set, in the order of the table.
typedef enum column_kind { TEXT, INTEGER, JSON } column_kind;
static const struct {
    const char *name;
    column_kind kind;
} columns[] = {
    {"revision_id", TEXT},          {"status", TEXT},
    {"started_at", TEXT},           {"completed_at", TEXT},
    {"execution_time_ms", INTEGER}, {"error_message", TEXT},
    {"result_summary", JSON},       {"input_parameters", JSON},
    {"execution_log", JSON},        {"metrics", JSON},
    {"content_hash", TEXT},         {"engine_versions", JSON},
    {"input_snapshots", JSON},      {"resolved_operators", JSON},
    {"otel_trace_id", TEXT},        {"logs_uri", TEXT},
};
enum { N_COLUMNS = sizeof columns / sizeof columns[0] };

static mr_status no_execution(const char *id, mr_error *err)
{
    return mr_fail(err, MR_ENOTFOUND, NULL, "there is no execution \"%s\"", id);
}

mr_status mr_execution_create(mr_catalog *catalog, const char *pipeline_id,
                              json_t *input_parameters, char id[37], mr_error *err)
{
    char now[32];
    const mr_process self = mr_process_self();

    mr_uuid_new(id);
    mr_clock_rfc3339(now);
    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    mr_status st = mr_store_run(
        catalog->store,
        "INSERT INTO pipeline_executions (id, pipeline_id, revision_id, status, executed_by, "
        "input_parameters, created_at) VALUES (?1, ?2, "
        "(SELECT head_revision_id FROM pipelines WHERE id = ?2), 'pending', ?3, ?4, ?5)",
        MR_VALUES(MR_T(id), MR_T(pipeline_id), MR_T(catalog->user), MR_J(input_parameters),
                  MR_T(now)),
        NULL, err);
    if (st == MR_ENOTFOUND)
        st = mr_fail(err, st, NULL, "there is no pipeline \"%s\"", pipeline_id);
    if (st == MR_OK)
        st = mr_store_run(
            catalog->store,
            "INSERT INTO execution_owners (execution_id, pid, started_ticks) VALUES (?1, ?2, ?3)",
            MR_VALUES(MR_T(id), MR_I(self.pid), MR_I(self.started)), NULL, err);
    return mr_store_end(catalog->store, st, err);
}

static bool known_column(const char *name)
{
    for (size_t i = 0; i < N_COLUMNS; i++)
        if (strcmp(columns[i].name, name) == 0)
            return true;
    return false;
}

static mr_status value_of(const char *name, column_kind kind, const json_t *json, mr_value *out,
                          mr_error *err)
{
    if (json_is_null(json))
        *out = MR_T(NULL);
    else if (kind == JSON)
        *out = MR_J(json);
    else if (kind == TEXT && json_is_string(json))
        *out = MR_T(json_string_value(json));
    else if (kind == INTEGER && json_is_integer(json))
        *out = MR_I(json_integer_value(json));
    else
        return mr_fail(err, MR_EPARAM, name, "an execution's %s is %s", name,
                       kind == TEXT ? "a text" : "an integer");
    return MR_OK;
}

// "a = ?1, b = ?2" for the fields that are there, with their values.
static mr_status list_fields(const json_t *fields, mr_buf *sql, mr_value values[N_COLUMNS],
                             size_t *n, mr_error *err)
{
    for (size_t i = 0; i < N_COLUMNS; i++) {
        const json_t *value = json_object_get(fields, columns[i].name);
        if (!value)
            continue;
        MR_TRY(value_of(columns[i].name, columns[i].kind, value, &values[(*n)++], err));
        mr_buf_printf(sql, "%s%s = ?%zu", *n > 1 ? ", " : "", columns[i].name, *n);
    }
    return MR_OK;
}

static mr_status set_fields(mr_catalog *catalog, const char *id, const json_t *fields,
                            mr_error *err)
{
    mr_value values[N_COLUMNS + 1];
    mr_buf sql = {0};
    size_t n = 0;
    int64_t changed = 0;

    mr_buf_puts(&sql, "UPDATE pipeline_executions SET ");
    mr_status st = list_fields(fields, &sql, values, &n, err);
    values[n] = MR_T(id);
    mr_buf_printf(&sql, " WHERE id = ?%zu", n + 1);
    if (st == MR_OK && sql.status != MR_OK)
        st = mr_fail(err, sql.status, NULL, "no memory for a statement");
    if (st == MR_OK) {
        st = mr_store_run(catalog->store, sql.at, (mr_values){n + 1, values}, &changed, err);
        if (st == MR_EPARAM)
            st = mr_fail(err, st, "status",
                         "an execution is pending, running, completed, failed or cancelled");
    }
    mr_buf_clear(&sql);
    return st == MR_OK && changed == 0 ? no_execution(id, err) : st;
}

static mr_status note_uses(mr_catalog *catalog, const json_t *operators, mr_error *err)
{
    size_t i;
    const json_t *used;

    json_array_foreach(operators, i, used)
    {
        const char *id = json_string_value(json_object_get(used, "operator_id"));
        const char *version = json_string_value(json_object_get(used, "version"));
        if (id && version)
            MR_TRY(mr_store_run(catalog->store,
                                "INSERT INTO operator_uses (operator_id, version) VALUES (?1, ?2) "
                                "ON CONFLICT (operator_id, version) DO NOTHING",
                                MR_VALUES(MR_T(id), MR_T(version)), NULL, err));
    }
    return MR_OK;
}

// One that has ended belongs to no process any more.
static mr_status release(mr_catalog *catalog, const char *id, mr_error *err)
{
    return mr_store_run(
        catalog->store,
        "DELETE FROM execution_owners WHERE execution_id = (SELECT id FROM pipeline_executions "
        "WHERE id = ?1 AND status NOT IN ('pending', 'running'))",
        MR_VALUES(MR_T(id)), NULL, err);
}

mr_status mr_execution_update(mr_catalog *catalog, const char *id, json_t *fields, mr_error *err)
{
    const char *name;
    json_t *value;

    json_object_foreach(fields, name, value)
    {
        if (!known_column(name))
            return mr_fail(err, MR_EPARAM, name, "an execution has no field \"%s\" that can be set",
                           name);
    }
    if (json_object_size(fields) == 0)
        return MR_OK;
    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    mr_status st = set_fields(catalog, id, fields, err);
    if (st == MR_OK)
        st = note_uses(catalog, json_object_get(fields, "resolved_operators"), err);
    if (st == MR_OK)
        st = release(catalog, id, err);
    return mr_store_end(catalog->store, st, err);
}

mr_status mr_execution_get(mr_catalog *catalog, const char *id, json_t **out, mr_error *err)
{
    mr_status st = mr_store_get(catalog->store, "SELECT * FROM pipeline_executions WHERE id = ?1",
                                MR_VALUES(MR_T(id)), out, err);

    return st == MR_ENOTFOUND ? no_execution(id, err) : st;
}

#define LISTED                                                                                     \
    "id, pipeline_id, revision_id, status, started_at, completed_at, execution_time_ms, "          \
    "error_message, executed_by, input_parameters, metrics, content_hash, engine_versions, "       \
    "otel_trace_id, logs_uri, created_at"

mr_status mr_execution_list(mr_catalog *catalog, const char *pipeline_id, size_t limit,
                            json_t **out, mr_error *err)
{
    return mr_execution_page(catalog, pipeline_id, NULL, limit, out, err);
}

mr_status mr_execution_page(mr_catalog *catalog, const char *pipeline_id, const char *after,
                            size_t limit, json_t **out, mr_error *err)
{
    return mr_store_list(
        catalog->store,
        "SELECT " LISTED " FROM pipeline_executions WHERE (?1 IS NULL OR pipeline_id = ?1) AND "
        "(?3 IS NULL OR (created_at, id) < (SELECT created_at, id FROM pipeline_executions "
        "WHERE id = ?3)) ORDER BY created_at DESC, id DESC LIMIT ?2",
        MR_VALUES(MR_T(pipeline_id), MR_I(limit < INT64_MAX ? limit : INT64_MAX), MR_T(after)), out,
        err);
}

static mr_status claim(mr_catalog *catalog, const char *id, mr_error *err)
{
    char now[32];
    int64_t changed = 0;
    const mr_process self = mr_process_self();

    mr_clock_rfc3339(now);
    MR_TRY(mr_store_run(catalog->store,
                        "UPDATE pipeline_executions SET status = 'running', started_at = ?1 "
                        "WHERE id = ?2 AND status = 'pending'",
                        MR_VALUES(MR_T(now), MR_T(id)), &changed, err));
    if (!changed)
        return mr_fail(err, MR_ECONFLICT, id, "is no execution that waits to be run");
    return mr_store_run(catalog->store,
                        "UPDATE execution_owners SET pid = ?2, started_ticks = ?3 "
                        "WHERE execution_id = ?1",
                        MR_VALUES(MR_T(id), MR_I(self.pid), MR_I(self.started)), NULL, err);
}

mr_status mr_execution_claim(mr_catalog *catalog, const char *id, mr_error *err)
{
    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    return mr_store_end(catalog->store, claim(catalog, id, err), err);
}

static mr_status end_one(mr_catalog *catalog, const char *id, const char *status,
                         const char *reason, bool *ended, mr_error *err)
{
    char now[32];
    int64_t changed = 0;

    mr_clock_rfc3339(now);
    MR_TRY(mr_store_run(
        catalog->store,
        "UPDATE pipeline_executions SET status = ?1, error_message = ?2, completed_at = ?3 "
        "WHERE id = ?4 AND (status IN ('pending', 'running') OR "
        "(?1 = 'failed' AND error_message = ?5))",
        MR_VALUES(MR_T(status), MR_T(reason), MR_T(now), MR_T(id), MR_T(MR_DIED_UNSEEN)), &changed,
        err));
    *ended = changed > 0;
    return release(catalog, id, err);
}

mr_status mr_execution_end(mr_catalog *catalog, const char *id, const char *status,
                           const char *reason, bool *ended, mr_error *err)
{
    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    return mr_store_end(catalog->store, end_one(catalog, id, status, reason, ended, err), err);
}

static mr_status fail_stale(mr_catalog *catalog, size_t *n, mr_error *err)
{
    json_t *open = NULL, *row;
    size_t i;
    mr_status st = MR_OK;

    MR_TRY(mr_store_list(
        catalog->store,
        "SELECT e.id, coalesce(o.pid, 0) AS pid, coalesce(o.started_ticks, 0) AS ticks "
        "FROM pipeline_executions e LEFT JOIN execution_owners o ON o.execution_id = e.id "
        "WHERE e.status IN ('pending', 'running')",
        MR_NO_VALUES, &open, err));
    json_array_foreach(open, i, row)
    {
        mr_process owner = {json_integer_value(json_object_get(row, "pid")),
                            json_integer_value(json_object_get(row, "ticks"))};
        if (st != MR_OK || mr_process_alive(owner))
            continue;
        bool ended = false;
        st = end_one(catalog, json_string_value(json_object_get(row, "id")), "failed",
                     MR_DIED_UNSEEN, &ended, err);
        *n += st == MR_OK && ended;
    }
    json_decref(open);
    return st;
}

mr_status mr_execution_fail_stale(mr_catalog *catalog, size_t *n, mr_error *err)
{
    int64_t open = 0;

    *n = 0;
    // Mostly there is none, and then nobody needs to wait for a writer.
    MR_TRY(mr_store_int(
        catalog->store,
        "SELECT count(*) FROM pipeline_executions WHERE status IN ('pending', 'running')",
        MR_NO_VALUES, &open, err));
    if (open == 0)
        return MR_OK;
    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    return mr_store_end(catalog->store, fail_stale(catalog, n, err), err);
}

mr_status mr_lineage_put(mr_catalog *catalog, const char *execution_id, const char *source_node,
                         const char *target_node, const char *snapshot, const char *type,
                         json_t *config, mr_error *err)
{
    char id[37];

    mr_uuid_new(id);
    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    mr_status st = mr_store_run(
        catalog->store,
        "INSERT INTO pipeline_lineage (id, execution_id, source_node_id, target_node_id, "
        "source_data_snapshot, "
        "transformation_type, transformation_config) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
        "ON CONFLICT (execution_id, source_node_id, target_node_id) DO UPDATE SET "
        "source_data_snapshot = ?5, "
        "transformation_type = ?6, transformation_config = ?7",
        MR_VALUES(MR_T(id), MR_T(execution_id), MR_T(source_node), MR_T(target_node),
                  MR_T(snapshot), MR_T(type), MR_J(config)),
        NULL, err);
    if (st == MR_ENOTFOUND)
        st = no_execution(execution_id, err);
    return mr_store_end(catalog->store, st, err);
}

mr_status mr_lineage_list(mr_catalog *catalog, const char *execution_id, json_t **out,
                          mr_error *err)
{
    return mr_store_list(
        catalog->store,
        "SELECT execution_id, source_node_id, target_node_id, source_data_snapshot, "
        "transformation_type, transformation_config FROM pipeline_lineage WHERE execution_id = ?1 "
        "ORDER BY id",
        MR_VALUES(MR_T(execution_id)), out, err);
}
