// Logs of wells and their curves.
#include "catalog.h"

#include <jansson.h>
#include <string.h>

#include "mudrock/units.h"

#include "log_put.h"

#define CURVES                                                                                     \
    "SELECT w.well_id, w.well_name, l.log_type, l.rows, c.column_name, "                           \
    "c.mnemonic, coalesce(c.set_unit, c.unit) AS unit, c.description, "                            \
    "coalesce(c.set_quantity, c.quantity) AS quantity, "                                           \
    "c.position, c.count, c.nulls, c.min, c.max, c.mean, c.unit AS file_unit, "                    \
    "c.quantity AS file_quantity, (SELECT u.name FROM users u WHERE u.id = "                       \
    "c.set_by) AS set_by, c.set_at FROM wells w "                                                  \
    "JOIN well_logs l ON l.well = w.id AND l.superseded_at IS NULL JOIN "                          \
    "curve_metadata c ON c.well_log = l.id "

mr_status mr_curve_list(mr_catalog *catalog, const char *project_id, const char *well_id,
                        struct json_t **out, mr_error *err)
{
    return mr_store_list(catalog->store,
                         CURVES "WHERE w.project_id = ?1 AND (?2 IS NULL OR w.well_id = ?2) ORDER "
                                "BY w.well_id, l.log_type, c.position",
                         MR_VALUES(MR_T(project_id), MR_T(well_id)), out, err);
}

mr_status mr_curve_get(mr_catalog *catalog, const char *log_id, const char *column,
                       struct json_t **out, mr_error *err)
{
    json_t *rows = NULL;

    *out = NULL;
    MR_TRY(mr_store_list(catalog->store, CURVES "WHERE l.id = ?1 AND c.column_name = ?2",
                         MR_VALUES(MR_T(log_id), MR_T(column)), &rows, err));
    *out = json_incref(json_array_get(rows, 0));
    json_decref(rows);
    return *out ? MR_OK : mr_fail(err, MR_ENOTFOUND, NULL, "the log has no curve \"%s\"", column);
}

mr_status mr_curve_summary(mr_catalog *catalog, const char *project_id, struct json_t **out,
                           mr_error *err)
{
    return mr_store_list(
        catalog->store,
        "SELECT column_name, mnemonic, CASE WHEN units_differ THEN NULL ELSE unit END AS unit, "
        "quantity, wells, count, nulls, CASE WHEN units_differ THEN NULL ELSE min END AS min, "
        "CASE WHEN units_differ THEN NULL ELSE max END AS max, units_differ FROM ("
        "SELECT c.column_name, min(c.mnemonic) AS mnemonic, min(coalesce(c.set_unit, c.unit)) AS "
        "unit, min(coalesce(c.set_quantity, c.quantity)) AS quantity, count(DISTINCT l.well) AS "
        "wells, sum(c.count) AS count, "
        "sum(c.nulls) AS nulls, min(c.min) AS min, max(c.max) AS max, "
        "count(DISTINCT coalesce(c.set_unit, c.unit, '')) > 1 AS units_differ FROM wells w "
        "JOIN well_logs l ON l.well = w.id AND l.superseded_at IS NULL "
        "JOIN curve_metadata c ON c.well_log = l.id WHERE w.project_id = ?1 "
        "GROUP BY c.column_name) ORDER BY column_name",
        MR_VALUES(MR_T(project_id)), out, err);
}

// --- typed, for runs and the validator ---

static const char *text_at(const mr_cursor *rows, size_t i, mr_arena *arena)
{
    return mr_arena_strdup(arena, mr_cursor_text(rows, i));
}

// Of the row of a curve as find_curves asks for it.
static const char *matrix_at(const mr_cursor *rows)
{
    const char *quantity = mr_cursor_text(rows, 3);

    if (!quantity || strcmp(quantity, "neutron_porosity") != 0)
        return NULL;
    return mr_neutron_matrix_said(mr_cursor_text(rows, 1), mr_cursor_text(rows, 11),
                                  mr_cursor_text(rows, 12));
}

static mr_status find_curves(mr_catalog *catalog, const char *log_id, mr_arena *arena,
                             mr_log_info *log, mr_error *err)
{
    static const char select[] =
        "SELECT column_name, mnemonic, coalesce(set_unit, unit), coalesce(set_quantity, "
        "quantity), count, nulls, min, max, unit, set_at, type, description, (SELECT "
        "coalesce(json_extract(l.header, '$.parameters.MATR.value'), "
        "json_extract(l.header, '$.parameters.MATRIX.value'), "
        "json_extract(l.header, '$.parameters.NMAT.value')) FROM well_logs l WHERE l.id = ?1 "
        "AND coalesce(set_quantity, quantity) = 'neutron_porosity') "
        "FROM curve_metadata WHERE well_log = ?1 ORDER BY position";
    mr_cursor *rows = NULL;
    int64_t n = 0;
    bool more = true;

    MR_TRY(mr_store_int(catalog->store, "SELECT count(*) FROM curve_metadata WHERE well_log = ?1",
                        MR_VALUES(MR_T(log_id)), &n, err));
    mr_log_curve *curves = MR_ARENA_ARRAY(arena, mr_log_curve, (size_t)n + 1);
    log->curves = curves;
    MR_TRY(mr_store_query(catalog->store, select, MR_VALUES(MR_T(log_id)), &rows, err));
    mr_status st = mr_cursor_next(rows, &more, err);
    for (; st == MR_OK && more; st = mr_cursor_next(rows, &more, err))
        curves[log->n_curves++] = (mr_log_curve){
            .column = text_at(rows, 0, arena),
            .mnemonic = text_at(rows, 1, arena),
            .unit = text_at(rows, 2, arena),
            .quantity = text_at(rows, 3, arena),
            .count = mr_cursor_int(rows, 4),
            .nulls = mr_cursor_int(rows, 5),
            .min = mr_cursor_real(rows, 6),
            .max = mr_cursor_real(rows, 7),
            .file_unit = text_at(rows, 8, arena),
            .corrected = mr_cursor_kind(rows, 9) != MR_VALUE_NULL,
            .type = text_at(rows, 10, arena),
            .matrix = matrix_at(rows),
        };
    mr_cursor_free(rows);
    return st;
}

#define LOG_COLUMNS                                                                                \
    "w.well_id, w.well_name, coalesce((SELECT c.set_unit FROM curve_metadata c WHERE "             \
    "c.well_log = l.id AND c.column_name = 'depth'), l.depth_unit), l.id, l.object_key, "          \
    "l.digest, l.source_name, l.source_digest, l.rows, l.depth_min, l.depth_max, l.log_type, "     \
    "l.base_name, l.index_kind, l.index_mnemonic, l.imported_at "

static mr_status take_log(mr_catalog *catalog, const mr_cursor *rows, mr_arena *arena,
                          mr_log_info *out, mr_error *err)
{
    const char *log_id = text_at(rows, 3, arena), *kind = mr_cursor_text(rows, 13);

    *out = (mr_log_info){
        .well_id = text_at(rows, 0, arena),
        .well_name = text_at(rows, 1, arena),
        .depth_unit = text_at(rows, 2, arena),
        .id = log_id,
        .object_key = text_at(rows, 4, arena),
        .digest = text_at(rows, 5, arena),
        .source_name = text_at(rows, 6, arena),
        .source_digest = text_at(rows, 7, arena),
        .rows = mr_cursor_int(rows, 8),
        .depth_min = mr_cursor_real(rows, 9),
        .depth_max = mr_cursor_real(rows, 10),
        .log_type = text_at(rows, 11, arena),
        .base_name = text_at(rows, 12, arena),
        .by_depth = !kind || strcmp(kind, "depth") == 0,
        .index_mnemonic = text_at(rows, 14, arena),
        .imported_at = text_at(rows, 15, arena),
    };
    return log_id ? find_curves(catalog, log_id, arena, out, err) : MR_OK;
}

typedef struct grouping { // logs as they come, sorted by well, into one entry a well
    mr_arena *arena;
    mr_well_logs *wells;
    size_t n, capacity; // of the logs of the last well
} grouping;

static void add_log(grouping *g, const mr_log_info *log)
{
    mr_well_logs *last = g->n ? &g->wells[g->n - 1] : NULL;

    if (!last || strcmp(last->well_id, log->well_id) != 0) {
        last = &g->wells[g->n++];
        *last = (mr_well_logs){.known = true, .well_id = log->well_id, .well_name = log->well_name};
        g->capacity = 0;
    }
    if (!log->id)
        return;
    if (last->n == g->capacity) {
        g->capacity = g->capacity ? 2 * g->capacity : 2;
        mr_log_info *more = MR_ARENA_ARRAY(g->arena, mr_log_info, g->capacity);
        if (last->n)
            memcpy(more, last->logs, last->n * sizeof *more);
        last->logs = more;
    }
    last->logs[last->n++] = *log;
}

static mr_status take_logs(mr_catalog *catalog, const char *sql, mr_values values, grouping *g,
                           mr_error *err)
{
    mr_cursor *rows = NULL;
    bool more = true;

    MR_TRY(mr_store_query(catalog->store, sql, values, &rows, err));
    mr_status st = mr_cursor_next(rows, &more, err);
    while (st == MR_OK && more) {
        mr_log_info log;
        st = take_log(catalog, rows, g->arena, &log, err);
        if (st == MR_OK) {
            add_log(g, &log);
            st = mr_cursor_next(rows, &more, err);
        }
    }
    mr_cursor_free(rows);
    return st;
}

// Every well that has a current log.
static mr_status find_all(mr_catalog *catalog, const char *project_id, grouping *g, mr_error *err)
{
    int64_t count = 0;

    MR_TRY(mr_store_int(catalog->store, "SELECT count(*) FROM wells WHERE project_id = ?1",
                        MR_VALUES(MR_T(project_id)), &count, err));
    g->wells = MR_ARENA_ARRAY(g->arena, mr_well_logs, (size_t)count + 1);
    return take_logs(catalog,
                     "SELECT " LOG_COLUMNS "FROM wells w "
                     "JOIN well_logs l ON l.well = w.id AND l.superseded_at IS NULL "
                     "WHERE w.project_id = ?1 ORDER BY w.well_id, l.log_type",
                     MR_VALUES(MR_T(project_id)), g, err);
}

static mr_status find_one(mr_catalog *catalog, const char *project_id, const char *well_id,
                          mr_arena *arena, mr_well_logs *out, mr_error *err)
{
    grouping g = {.arena = arena, .wells = out};

    *out = (mr_well_logs){0};
    MR_TRY(take_logs(catalog,
                     "SELECT " LOG_COLUMNS "FROM wells w "
                     "LEFT JOIN well_logs l ON l.well = w.id AND l.superseded_at IS NULL "
                     "WHERE w.project_id = ?1 AND w.well_id = ?2 ORDER BY l.log_type",
                     MR_VALUES(MR_T(project_id), MR_T(well_id)), &g, err));
    if (g.n == 0)
        out->well_id = mr_arena_strdup(arena, well_id);
    return MR_OK;
}

mr_status mr_log_find(mr_catalog *catalog, const char *project_id, const mr_names *well_ids,
                      mr_arena *arena, size_t *n, mr_well_logs **out, mr_error *err)
{
    const size_t asked = well_ids ? well_ids->n : 0;
    grouping g = {.arena = arena};

    MR_TRY(mr_store_begin(catalog->store, MR_READ, err));
    mr_status st = MR_OK;
    if (asked == 0) {
        st = find_all(catalog, project_id, &g, err);
        *n = g.n;
        *out = g.wells;
    } else {
        *n = asked;
        *out = MR_ARENA_ARRAY(arena, mr_well_logs, asked);
        for (size_t i = 0; st == MR_OK && i < asked; i++)
            st = find_one(catalog, project_id, well_ids->at[i], arena, &(*out)[i], err);
    }
    return mr_store_end(catalog->store, st, err);
}

#define SOURCE_COLUMNS "w.well_id, l.id, l.log_type, w.well_name, l.source_key, l.base_name "

mr_status mr_log_of_source(mr_catalog *catalog, const char *project_id, const mr_log_row *like,
                           mr_arena *arena, mr_log_source *out, mr_error *err)
{
    static const char by_bytes[] =
        "SELECT " SOURCE_COLUMNS "FROM well_logs l JOIN wells w ON w.id = "
        "l.well WHERE w.project_id = ?1 AND l.source_digest = ?2 AND l.superseded_at IS NULL AND "
        "(?3 IS NULL OR l.base_name = ?3) AND (instr(coalesce(l.source_key, ''), '#') = 0) = ?4 "
        "AND (?4 OR substr(l.source_key, instr(l.source_key, '#')) = ?5) "
        "ORDER BY w.well_id, l.log_type LIMIT 1";
    // Where no type is asked for, also one that was imported under a type: "=TYPE:PLACE".
    static const char by_place[] =
        "SELECT " SOURCE_COLUMNS "FROM well_logs l JOIN wells w ON w.id = l.well "
        "WHERE w.project_id = ?1 AND (l.source_key = ?2 OR (?4 IS NULL AND substr(l.source_key, 1, "
        "1) = '=' AND substr(l.source_key, instr(l.source_key, ':') + 1) = ?2)) AND l.said = ?3 "
        "AND "
        "l.superseded_at IS NULL ORDER BY l.source_key <> ?2, w.well_id, l.log_type LIMIT 1";
    const char *section = like->source_key ? strrchr(like->source_key, '#') : NULL;
    mr_cursor *rows = NULL;
    bool found = false;

    *out = (mr_log_source){0};
    MR_TRY(mr_store_begin(catalog->store, MR_READ, err));
    mr_status st =
        mr_store_query(catalog->store, by_bytes,
                       MR_VALUES(MR_T(project_id), MR_T(like->source_digest), MR_T(like->log_type),
                                 MR_I(section == NULL), MR_T(section ? section : "")),
                       &rows, err);
    if (st == MR_OK)
        st = mr_cursor_next(rows, &found, err);
    out->same_bytes = found;
    if (st == MR_OK && !found) {
        mr_cursor_free(rows);
        rows = NULL;
        st = mr_store_query(catalog->store, by_place,
                            MR_VALUES(MR_T(project_id), MR_T(like->source_key), MR_T(like->said),
                                      MR_T(like->log_type)),
                            &rows, err);
        if (st == MR_OK)
            st = mr_cursor_next(rows, &found, err);
    }
    if (st == MR_OK && found) {
        out->well_id = text_at(rows, 0, arena);
        out->log_id = text_at(rows, 1, arena);
        out->log_type = text_at(rows, 2, arena);
        out->well_name = text_at(rows, 3, arena);
        out->source_key = text_at(rows, 4, arena);
        out->base_name = text_at(rows, 5, arena);
    }
    mr_cursor_free(rows);
    return mr_store_end(catalog->store, st, err);
}

mr_status mr_log_list(mr_catalog *catalog, const char *project_id, const char *well_id,
                      bool superseded, struct json_t **out, mr_error *err)
{
    return mr_store_list(
        catalog->store,
        "SELECT l.id, w.well_id, w.well_name, l.log_type, l.base_name, l.rows, "
        "l.depth_min, l.depth_max, coalesce((SELECT c.set_unit FROM curve_metadata c WHERE "
        "c.well_log = l.id AND c.column_name = 'depth'), l.depth_unit) AS depth_unit, "
        "l.index_kind, l.index_mnemonic, l.null_value, l.service, l.run, l.set_name, "
        "l.source_name, l.source_format, l.imported_at, l.superseded_at, "
        "(SELECT count(*) FROM curve_metadata c WHERE c.well_log = l.id) AS curves "
        "FROM wells w JOIN well_logs l ON l.well = w.id WHERE w.project_id = ?1 AND "
        "(?2 IS NULL OR w.well_id = ?2) AND (?3 OR l.superseded_at IS NULL) ORDER BY w.well_id, "
        "coalesce(l.source_key, l.log_type), l.superseded_at IS NOT NULL, l.superseded_at DESC",
        MR_VALUES(MR_T(project_id), MR_T(well_id), MR_I(superseded)), out, err);
}

// --- what people say of logs ---

mr_status mr_log_rename(mr_catalog *catalog, const char *log_id, const char *name, mr_error *err)
{
    char well[37], other[37];

    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    mr_status st = mr_store_text(catalog->store, "SELECT well FROM well_logs WHERE id = ?1",
                                 MR_VALUES(MR_T(log_id)), well, sizeof well, err);
    if (st == MR_ENOTFOUND)
        st = mr_fail(err, st, NULL, "there is no log with the id \"%s\"", log_id);
    if (st == MR_OK) {
        st = mr_store_text(catalog->store,
                           "SELECT id FROM well_logs WHERE well = ?1 AND log_type = ?2 AND id <> "
                           "?3 AND superseded_at IS NULL",
                           MR_VALUES(MR_T(well), MR_T(name), MR_T(log_id)), other, sizeof other,
                           err);
        st = st == MR_OK
                 ? mr_fail(err, MR_ECONFLICT, NULL, "the well has another log named \"%s\"", name)
             : st == MR_ENOTFOUND ? MR_OK
                                  : st;
    }
    if (st == MR_OK)
        st = mr_store_run(catalog->store,
                          "UPDATE well_logs SET log_type = log_type || '.' || id WHERE well = ?1 "
                          "AND log_type = ?2 AND superseded_at IS NOT NULL AND id <> ?3",
                          MR_VALUES(MR_T(well), MR_T(name), MR_T(log_id)), NULL, err);
    if (st == MR_OK)
        st = mr_store_run(catalog->store,
                          "UPDATE well_logs SET log_type = ?2, is_named = 1 WHERE id = ?1",
                          MR_VALUES(MR_T(log_id), MR_T(name)), NULL, err);
    if (st == MR_OK)
        st = mr_logs_settle_names(catalog, well, err);
    if (st == MR_OK) {
        json_t *detail = json_pack("{s:s}", "name", name);
        st = mr_audit_in(catalog, "rename", "log", log_id, detail, err);
        json_decref(detail);
    }
    return mr_store_end(catalog->store, st, err);
}

mr_status mr_catalog_objects(mr_catalog *catalog, struct json_t **out, mr_error *err)
{
    return mr_store_list(
        catalog->store,
        "SELECT object_key, digest FROM well_logs UNION SELECT object_key, digest FROM "
        "well_trajectories "
        "UNION SELECT object_key, digest FROM surfaces UNION SELECT object_key, digest FROM "
        "project_tables "
        "UNION SELECT object_key, digest FROM cache_index "
        "UNION SELECT json_extract(o.value, '$.object_key'), json_extract(o.value, '$.digest') "
        "FROM deleted_items d, json_each(d.objects) o ORDER BY object_key, digest",
        MR_NO_VALUES, out, err);
}

mr_status mr_log_header(mr_catalog *catalog, const char *object_key, json_t **out, mr_error *err)
{
    json_t *rows = NULL;

    *out = NULL;
    MR_TRY(mr_store_list(
        catalog->store,
        "SELECT l.header AS header, (SELECT json_group_object(c.column_name, json_object("
        "'mnemonic', c.mnemonic, 'descr', coalesce(c.description, ''))) FROM curve_metadata c "
        "WHERE c.well_log = l.id) AS curves FROM well_logs l WHERE l.object_key = ?1 LIMIT 1",
        MR_VALUES(MR_T(object_key)), &rows, err));
    const json_t *row = json_array_get(rows, 0);
    if (row) {
        json_t *header = json_object_get(row, "header"), *curves = json_object_get(row, "curves");
        *out = json_is_string(header) ? json_loads(json_string_value(header), 0, NULL)
                                      : json_deep_copy(header);
        json_object_set_new(*out, "curves",
                            json_is_string(curves) ? json_loads(json_string_value(curves), 0, NULL)
                                                   : json_deep_copy(curves));
    }
    json_decref(rows);
    return MR_OK;
}

mr_status mr_catalog_names_object(mr_catalog *catalog, const char *object_key, bool *out,
                                  mr_error *err)
{
    int64_t n = 0;

    MR_TRY(mr_store_begin(catalog->store, MR_READ, err));
    mr_status st = mr_store_int(
        catalog->store,
        "SELECT EXISTS (SELECT 1 FROM well_logs WHERE object_key = ?1) OR EXISTS (SELECT 1 FROM "
        "well_trajectories WHERE object_key = ?1) OR EXISTS (SELECT 1 FROM "
        "project_tables WHERE object_key = ?1) OR EXISTS (SELECT 1 FROM surfaces WHERE object_key "
        "= ?1) OR EXISTS (SELECT 1 FROM deleted_items d, json_each(d.objects) o WHERE "
        "json_extract(o.value, '$.object_key') = ?1)",
        MR_VALUES(MR_T(object_key)), &n, err);
    *out = n != 0;
    return mr_store_end(catalog->store, st, err);
}
