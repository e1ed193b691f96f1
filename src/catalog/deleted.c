// Taking away so that it can come back: the rows go, whole, into deleted_items, and from there
// where they were. No other query has to know of what is deleted, and its names are free.
#include "catalog.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "mudrock/clock.h"
#include "mudrock/id.h"

#include "log_put.h"

// The tables that a kind takes along, parents first: `where` finds the rows by ?1, the id of what
// is deleted (of a marker: ?1 its well, ?2 its file or NULL).
typedef struct part {
    const char *kind, *table, *where;
} part;

static const part parts[] = {
    {"well", "wells", "id = ?1 AND ?2 IS NULL"},
    {"well", "well_identities", "well = ?1 AND ?2 IS NULL"},
    {"well", "well_logs", "well = ?1 AND ?2 IS NULL"},
    {"well", "curve_metadata",
     "well_log IN (SELECT id FROM well_logs WHERE well = ?1) AND ?2 IS NULL"},
    {"well", "well_markers", "well = ?1 AND ?2 IS NULL"},
    {"well", "well_trajectories", "well = ?1 AND ?2 IS NULL"},
    {"log", "well_logs", "well = ?1 AND source_key IS ?2"},
    {"log", "curve_metadata",
     "well_log IN (SELECT id FROM well_logs WHERE well = ?1 AND source_key IS ?2)"},
    {"markers", "well_markers", "well = ?1 AND (?2 IS NULL OR source_name = ?2)"},
    {"survey", "well_trajectories", "id = ?1 AND ?2 IS NULL"},
    {"table", "project_tables", "id = ?1 AND ?2 IS NULL"},
    {"surface", "surfaces", "id = ?1 AND ?2 IS NULL"},
};
enum { N_PARTS = sizeof parts / sizeof *parts };

// --- away ---

static mr_status take_rows(mr_catalog *catalog, const part *p, const char *id, const char *with,
                           json_t *content, json_t *objects, size_t *n, mr_error *err)
{
    json_t *rows = NULL, *row;
    size_t i;
    mr_buf sql = {0};

    mr_buf_printf(&sql, "SELECT * FROM %s WHERE %s ORDER BY rowid", p->table, p->where);
    if (strcmp(p->table, "well_identities") == 0) {
        mr_buf_clear(&sql);
        mr_buf_printf(&sql, "SELECT * FROM %s WHERE %s", p->table, p->where);
    }
    mr_status st =
        mr_store_list(catalog->store, sql.at, MR_VALUES(MR_T(id), MR_T(with)), &rows, err);
    mr_buf_clear(&sql);
    if (st != MR_OK)
        return st;
    *n += json_array_size(rows);
    json_array_foreach(rows, i, row) if (json_is_string(json_object_get(row, "object_key")))
        json_array_append_new(objects, json_pack("{s:O,s:O}", "object_key",
                                                 json_object_get(row, "object_key"), "digest",
                                                 json_object_get(row, "digest")));
    json_array_append_new(content, json_pack("{s:s,s:o}", "table", p->table, "rows", rows));
    return MR_OK;
}

static mr_status remove_rows(mr_catalog *catalog, const char *kind, const char *id,
                             const char *with, mr_error *err)
{
    mr_status st = MR_OK;

    for (size_t i = N_PARTS; st == MR_OK && i-- > 0;) {
        mr_buf sql = {0};
        if (strcmp(parts[i].kind, kind) != 0)
            continue;
        mr_buf_printf(&sql, "DELETE FROM %s WHERE %s", parts[i].table, parts[i].where);
        st = mr_store_run(catalog->store, sql.at, MR_VALUES(MR_T(id), MR_T(with)), NULL, err);
        mr_buf_clear(&sql);
    }
    return st;
}

static mr_status keep_deleted(mr_catalog *catalog, const char *project_id, const char *kind,
                              const char *name, const json_t *content, const json_t *objects,
                              char id[37], mr_error *err)
{
    char now[32];

    mr_uuid_new(id);
    mr_clock_rfc3339(now);
    MR_TRY(mr_store_run(catalog->store,
                        "INSERT INTO deleted_items (id, project_id, kind, name, content, objects, "
                        "deleted_at, deleted_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                        MR_VALUES(MR_T(id), MR_T(project_id), MR_T(kind), MR_T(name), MR_J(content),
                                  MR_J(objects), MR_T(now), MR_T(catalog->user)),
                        NULL, err));
    return mr_audit_in(catalog, "delete", kind, id, NULL, err);
}

static mr_status move_away(mr_catalog *catalog, const char *project_id, const char *kind,
                           const char *name, const char *id, const char *with, char deleted_id[37],
                           mr_error *err)
{
    json_t *content = json_array(), *objects = json_array();
    size_t n = 0;

    mr_status st = MR_OK;
    for (size_t i = 0; st == MR_OK && i < N_PARTS; i++)
        if (strcmp(parts[i].kind, kind) == 0)
            st = take_rows(catalog, &parts[i], id, with, content, objects, &n, err);
    if (st == MR_OK && n == 0)
        st = mr_fail(err, MR_ENOTFOUND, NULL, "there are no %s of \"%s\"", kind, name);
    if (st == MR_OK)
        st = keep_deleted(catalog, project_id, kind, name, content, objects, deleted_id, err);
    if (st == MR_OK)
        st = remove_rows(catalog, kind, id, with, err);
    json_decref(content);
    json_decref(objects);
    return st;
}

// The id of what is named, and for logs and markers what else tells their rows.
static mr_status find_named(mr_catalog *catalog, const char *project_id, const char *kind,
                            const char *name, char id[37], char with[1024], mr_error *err)
{
    const mr_values by_name = MR_VALUES(MR_T(project_id), MR_T(name));
    static const char *const find[][2] = {
        {"well", "SELECT id FROM wells WHERE project_id = ?1 AND well_id = ?2"},
        {"table", "SELECT id FROM project_tables WHERE project_id = ?1 AND name = ?2"},
        {"surface", "SELECT id FROM surfaces WHERE project_id = ?1 AND name = ?2"},
        {"survey", "SELECT t.id FROM well_trajectories t JOIN wells w ON w.id = t.well WHERE "
                   "w.project_id = ?1 AND w.well_id || '/' || t.name = ?2"},
        {"log", "SELECT l.well FROM well_logs l JOIN wells w ON w.id = l.well WHERE w.project_id "
                "= ?1 AND l.id = ?2"},
        {"markers", "SELECT id FROM wells WHERE project_id = ?1 AND (well_id = ?2 OR "
                    "substr(?2, 1, length(well_id) + 1) = well_id || '/') ORDER BY length(well_id) "
                    "DESC LIMIT 1"},
    };
    char well_id[256];

    with[0] = '\0';
    for (size_t i = 0; i < sizeof find / sizeof *find; i++) {
        if (strcmp(find[i][0], kind) != 0)
            continue;
        mr_status st = mr_store_text(catalog->store, find[i][1], by_name, id, 37, err);
        if (st == MR_ENOTFOUND)
            return mr_fail(err, st, NULL, "there is no %s \"%s\"",
                           strcmp(kind, "markers") == 0 ? "well" : kind, name);
        MR_TRY(st);
    }
    if (strcmp(kind, "log") == 0) {
        mr_status st = mr_store_text(
            catalog->store, "SELECT coalesce(source_key, log_type) FROM well_logs WHERE id = ?1",
            MR_VALUES(MR_T(name)), with, 1024, err);
        return st;
    }
    if (strcmp(kind, "markers") == 0) {
        MR_TRY(mr_store_text(catalog->store, "SELECT well_id FROM wells WHERE id = ?1",
                             MR_VALUES(MR_T(id)), well_id, sizeof well_id, err));
        if (strlen(name) > strlen(well_id) + 1)
            snprintf(with, 1024, "%s", name + strlen(well_id) + 1);
    }
    return MR_OK;
}

mr_status mr_delete(mr_catalog *catalog, const char *project_id, const char *kind, const char *name,
                    char deleted_id[37], mr_error *err)
{
    char id[37] = "", with[1024], shown[512] = "";

    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    mr_status st = find_named(catalog, project_id, kind, name, id, with, err);
    const bool log = strcmp(kind, "log") == 0;
    if (st == MR_OK && log)
        st = mr_store_text(catalog->store,
                           "SELECT w.well_id || ' ' || l.log_type FROM well_logs l JOIN wells w ON "
                           "w.id = l.well WHERE l.id = ?1",
                           MR_VALUES(MR_T(name)), shown, sizeof shown, err);
    if (st == MR_OK)
        st = move_away(catalog, project_id, kind, log ? shown : name, id, with[0] ? with : NULL,
                       deleted_id, err);
    if (st == MR_OK && log)
        st = mr_logs_settle_names(catalog, id, err);
    return mr_store_end(catalog->store, st, err);
}

// --- and back ---

static mr_value value_of(const json_t *json)
{
    if (json_is_string(json))
        return MR_T(json_string_value(json));
    if (json_is_integer(json))
        return MR_I(json_integer_value(json));
    if (json_is_boolean(json))
        return MR_I(json_is_true(json));
    if (json_is_real(json))
        return MR_R(json_real_value(json));
    if (json_is_null(json))
        return MR_T(NULL);
    return MR_J(json);
}

// The names of columns are our own tables', never a user's.
static mr_status put_row(mr_catalog *catalog, const char *table, json_t *row, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    const size_t most = json_object_size(row);
    mr_value *values = MR_ARENA_ARRAY(arena, mr_value, most + 1);
    mr_buf names = {0}, places = {0};
    const char *key;
    json_t *value;
    size_t n = 0;

    json_object_foreach(row, key, value)
    {
        mr_buf_printf(&names, "%s%s", n ? ", " : "", key);
        mr_buf_printf(&places, "%s?%zu", n ? ", " : "", n + 1);
        values[n++] = value_of(value);
    }
    mr_buf sql = {0};
    mr_buf_printf(&sql, "INSERT INTO %s (%s) VALUES (%s)", table, names.at, places.at);
    mr_status st = mr_store_run(catalog->store, sql.at, (mr_values){n, values}, NULL, err);
    mr_buf_clear(&sql);
    mr_buf_clear(&names);
    mr_buf_clear(&places);
    mr_arena_free(arena);
    return st;
}

// A log that comes back may find its name taken: it waits for the names to be settled.
static mr_status put_back(mr_catalog *catalog, const json_t *content, char well[37], mr_error *err)
{
    const json_t *piece;
    json_t *row;
    size_t i, k;
    mr_status st = MR_OK;

    json_array_foreach(content, i, piece)
    {
        const char *table = json_string_value(json_object_get(piece, "table"));
        json_array_foreach(json_object_get(piece, "rows"), k, row)
        {
            if (strcmp(table, "well_logs") == 0 &&
                !json_is_true(json_object_get(row, "is_named")) &&
                json_integer_value(json_object_get(row, "is_named")) == 0)
                json_object_set(row, "log_type", json_object_get(row, "id"));
            if (strcmp(table, "well_logs") == 0)
                snprintf(well, 37, "%s", json_string_value(json_object_get(row, "well")));
            st = put_row(catalog, table, row, err);
            if (st != MR_OK)
                return st;
        }
    }
    return MR_OK;
}

mr_status mr_undelete(mr_catalog *catalog, const char *project_id, const char *deleted_id,
                      mr_error *err)
{
    json_t *item = NULL;
    char well[37] = "";

    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    mr_status st = mr_store_get(
        catalog->store,
        "SELECT kind, name, content FROM deleted_items WHERE project_id = ?1 AND id = ?2",
        MR_VALUES(MR_T(project_id), MR_T(deleted_id)), &item, err);
    if (st == MR_ENOTFOUND)
        st = mr_fail(err, st, NULL, "nothing that was deleted has the id \"%s\"", deleted_id);
    const char *kind = json_string_value(json_object_get(item, "kind"));
    const char *name = json_string_value(json_object_get(item, "name"));
    if (st == MR_OK) {
        st = put_back(catalog, json_object_get(item, "content"), well, err);
        if (st == MR_ECONFLICT)
            st = mr_fail(err, st, NULL,
                         "there is another %s \"%s\" by now: rename or delete that first", kind,
                         name);
        if (st == MR_ENOTFOUND)
            st = mr_fail(err, st, NULL, "the well of %s \"%s\" is gone: bring that back first",
                         kind, name);
    }
    if (st == MR_OK && well[0])
        st = mr_logs_settle_names(catalog, well, err);
    if (st == MR_OK)
        st = mr_store_run(catalog->store, "DELETE FROM deleted_items WHERE id = ?1",
                          MR_VALUES(MR_T(deleted_id)), NULL, err);
    if (st == MR_OK)
        st = mr_audit_in(catalog, "undelete", kind, deleted_id, NULL, err);
    json_decref(item);
    return mr_store_end(catalog->store, st, err);
}

mr_status mr_deleted_list(mr_catalog *catalog, const char *project_id, json_t **out, mr_error *err)
{
    return mr_store_list(catalog->store,
                         "SELECT d.id, d.kind, d.name, d.deleted_at, u.name AS deleted_by FROM "
                         "deleted_items d LEFT JOIN users u ON u.id = d.deleted_by WHERE "
                         "d.project_id = ?1 ORDER BY d.deleted_at DESC, d.id",
                         MR_VALUES(MR_T(project_id)), out, err);
}

mr_status mr_deleted_purge(mr_catalog *catalog, const char *before, int64_t *n, mr_error *err)
{
    *n = 0;
    MR_TRY(mr_store_begin(catalog->store, MR_READ, err));
    mr_status st =
        mr_store_int(catalog->store, "SELECT count(*) FROM deleted_items WHERE deleted_at < ?1",
                     MR_VALUES(MR_T(before)), n, err);
    MR_TRY(mr_store_end(catalog->store, st, err));
    if (*n == 0)
        return MR_OK; // without waiting for whoever writes
    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    st = mr_store_run(catalog->store, "DELETE FROM deleted_items WHERE deleted_at < ?1",
                      MR_VALUES(MR_T(before)), n, err);
    return mr_store_end(catalog->store, st, err);
}
