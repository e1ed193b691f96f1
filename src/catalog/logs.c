// Logs of wells and their curves.
#include "catalog.h"

#include <string.h>

#include "mudrock/clock.h"
#include "mudrock/id.h"

static mr_status put_curves(mr_catalog *catalog, const char *log_id, const mr_log_row *log,
                            mr_error *err)
{
    MR_TRY(mr_store_run(catalog->store, "DELETE FROM curve_metadata WHERE well_log = ?1",
                        MR_VALUES(MR_T(log_id)), NULL, err));
    for (size_t i = 0; i < log->n_curves; i++) {
        const mr_curve_row *c = &log->curves[i];
        char id[37];
        mr_uuid_new(id);
        mr_status st = mr_store_run(
            catalog->store,
            "INSERT INTO curve_metadata (id, well_log, column_name, mnemonic, unit, description, "
            "quantity, position, "
            "count, nulls, min, max, mean) VALUES (?1, ?2, ?3, coalesce(?4, ?3), ?5, ?6, ?7, ?8, "
            "?9, ?10, ?11, ?12, ?13)",
            MR_VALUES(MR_T(id), MR_T(log_id), MR_T(c->column_name), MR_T(c->mnemonic),
                      MR_T(c->unit), MR_T(c->description), MR_T(c->quantity), MR_I(i),
                      MR_I(c->count), MR_I(c->nulls), MR_R(c->min), MR_R(c->max), MR_R(c->mean)),
            NULL, err);
        if (st == MR_ECONFLICT)
            return mr_fail(err, st, NULL, "two curves of a log are named \"%s\"", c->column_name);
        MR_TRY(st);
    }
    return MR_OK;
}

// The same bytes may come back after others had taken their place: then their row is current again.
static mr_status put_log(mr_catalog *catalog, const char *well, const mr_log_row *log,
                         mr_error *err)
{
    char id[37], now[32];

    mr_uuid_new(id);
    mr_clock_rfc3339(now);
    MR_TRY(mr_store_run(catalog->store,
                        "UPDATE well_logs SET superseded_at = ?1 "
                        "WHERE well = ?2 AND log_type = ?3 AND superseded_at IS NULL",
                        MR_VALUES(MR_T(now), MR_T(well), MR_T(log->log_type)), NULL, err));
    mr_status st =
        mr_store_run(catalog->store,
                     "INSERT INTO well_logs (id, well, log_type, object_key, digest, rows, "
                     "depth_min, depth_max, source_name, "
                     "source_format, source_digest, imported_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
                     "?7, ?8, ?9, ?10, ?11, ?12) "
                     "ON CONFLICT (well, log_type, digest) DO UPDATE SET object_key = ?4, "
                     "source_name = ?9, source_format = ?10, "
                     "source_digest = ?11, imported_at = ?12, superseded_at = NULL",
                     MR_VALUES(MR_T(id), MR_T(well), MR_T(log->log_type), MR_T(log->object_key),
                               MR_T(log->digest), MR_I(log->rows), MR_R(log->depth_min),
                               MR_R(log->depth_max), MR_T(log->source_name),
                               MR_T(log->source_format), MR_T(log->source_digest), MR_T(now)),
                     NULL, err);
    if (st == MR_ENOTFOUND)
        return mr_fail(err, st, NULL, "there is no well with the id \"%s\"", well);
    MR_TRY(st);
    MR_TRY(mr_store_text(
        catalog->store,
        "SELECT id FROM well_logs WHERE well = ?1 AND log_type = ?2 AND digest = ?3",
        MR_VALUES(MR_T(well), MR_T(log->log_type), MR_T(log->digest)), id, sizeof id, err));
    return put_curves(catalog, id, log, err);
}

mr_status mr_log_put(mr_catalog *catalog, const char *well, const mr_log_row *log, bool *added,
                     mr_error *err)
{
    char id[37];

    *added = false;
    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    mr_status st = mr_store_text(catalog->store,
                                 "SELECT id FROM well_logs WHERE well = ?1 AND log_type = ?2 AND "
                                 "digest = ?3 AND superseded_at IS NULL",
                                 MR_VALUES(MR_T(well), MR_T(log->log_type), MR_T(log->digest)), id,
                                 sizeof id, err);
    const bool absent = st == MR_ENOTFOUND;
    if (absent)
        st = put_log(catalog, well, log, err);
    st = mr_store_end(catalog->store, st, err);
    *added = absent && st == MR_OK;
    return st;
}

mr_status mr_curve_list(mr_catalog *catalog, const char *project_id, const char *well_id,
                        struct json_t **out, mr_error *err)
{
    return mr_store_list(catalog->store,
                         "SELECT w.well_id, w.well_name, l.log_type, l.rows, c.column_name, "
                         "c.mnemonic, c.unit, c.description, c.quantity, "
                         "c.position, c.count, c.nulls, c.min, c.max, c.mean FROM wells w "
                         "JOIN well_logs l ON l.well = w.id AND l.superseded_at IS NULL JOIN "
                         "curve_metadata c ON c.well_log = l.id "
                         "WHERE w.project_id = ?1 AND (?2 IS NULL OR w.well_id = ?2) ORDER BY "
                         "w.well_id, l.log_type, c.position",
                         MR_VALUES(MR_T(project_id), MR_T(well_id)), out, err);
}

mr_status mr_curve_summary(mr_catalog *catalog, const char *project_id, struct json_t **out,
                           mr_error *err)
{
    return mr_store_list(
        catalog->store,
        "SELECT column_name, mnemonic, CASE WHEN units_differ THEN NULL ELSE unit END AS unit, "
        "quantity, wells, count, nulls, CASE WHEN units_differ THEN NULL ELSE min END AS min, "
        "CASE WHEN units_differ THEN NULL ELSE max END AS max, units_differ FROM ("
        "SELECT c.column_name, min(c.mnemonic) AS mnemonic, min(c.unit) AS unit, "
        "min(c.quantity) AS quantity, count(DISTINCT l.well) AS wells, sum(c.count) AS count, "
        "sum(c.nulls) AS nulls, min(c.min) AS min, max(c.max) AS max, "
        "count(DISTINCT coalesce(c.unit, '')) > 1 AS units_differ FROM wells w "
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

static mr_status find_curves(mr_catalog *catalog, const char *log_id, mr_arena *arena,
                             mr_log_info *log, mr_error *err)
{
    static const char select[] =
        "SELECT column_name, mnemonic, unit, quantity, count, nulls, min, max "
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
        };
    mr_cursor_free(rows);
    return st;
}

#define LOG_COLUMNS                                                                                \
    "w.well_id, w.well_name, w.depth_unit, l.id, l.object_key, l.digest, l.source_name, "          \
    "l.source_digest, l.rows, "                                                                    \
    "l.depth_min, l.depth_max"

static mr_status take_log(mr_catalog *catalog, const mr_cursor *rows, mr_arena *arena,
                          mr_log_info *out, mr_error *err)
{
    const char *log_id = text_at(rows, 3, arena);

    *out = (mr_log_info){
        .known = true,
        .well_id = text_at(rows, 0, arena),
        .well_name = text_at(rows, 1, arena),
        .depth_unit = text_at(rows, 2, arena),
        .object_key = text_at(rows, 4, arena),
        .digest = text_at(rows, 5, arena),
        .source_name = text_at(rows, 6, arena),
        .source_digest = text_at(rows, 7, arena),
        .rows = mr_cursor_int(rows, 8),
        .depth_min = mr_cursor_real(rows, 9),
        .depth_max = mr_cursor_real(rows, 10),
    };
    return log_id ? find_curves(catalog, log_id, arena, out, err) : MR_OK;
}

// Every well that has a current log of the type.
static mr_status find_all(mr_catalog *catalog, const char *project_id, const char *log_type,
                          mr_arena *arena, size_t *n, mr_log_info **out, mr_error *err)
{
    mr_cursor *rows = NULL;
    int64_t count = 0;
    bool more = true;

    MR_TRY(mr_store_int(catalog->store, "SELECT count(*) FROM wells WHERE project_id = ?1",
                        MR_VALUES(MR_T(project_id)), &count, err));
    mr_log_info *logs = MR_ARENA_ARRAY(arena, mr_log_info, (size_t)count + 1);
    MR_TRY(mr_store_query(
        catalog->store,
        "SELECT " LOG_COLUMNS " FROM wells w "
        "JOIN well_logs l ON l.well = w.id AND l.log_type = ?2 AND l.superseded_at IS NULL "
        "WHERE w.project_id = ?1 ORDER BY w.well_id",
        MR_VALUES(MR_T(project_id), MR_T(log_type)), &rows, err));
    *n = 0;
    *out = logs;
    mr_status st = mr_cursor_next(rows, &more, err);
    while (st == MR_OK && more) {
        st = take_log(catalog, rows, arena, &logs[(*n)++], err);
        if (st == MR_OK)
            st = mr_cursor_next(rows, &more, err);
    }
    mr_cursor_free(rows);
    return st;
}

static mr_status find_one(mr_catalog *catalog, const char *project_id, const char *well_id,
                          const char *log_type, mr_arena *arena, mr_log_info *out, mr_error *err)
{
    mr_cursor *rows = NULL;
    bool found = false;

    *out = (mr_log_info){.well_id = mr_arena_strdup(arena, well_id),
                         .depth_min = (double)NAN,
                         .depth_max = (double)NAN};
    MR_TRY(mr_store_query(
        catalog->store,
        "SELECT " LOG_COLUMNS " FROM wells w "
        "LEFT JOIN well_logs l ON l.well = w.id AND l.log_type = ?3 AND l.superseded_at IS NULL "
        "WHERE w.project_id = ?1 AND w.well_id = ?2",
        MR_VALUES(MR_T(project_id), MR_T(well_id), MR_T(log_type)), &rows, err));
    mr_status st = mr_cursor_next(rows, &found, err);
    if (st == MR_OK && found)
        st = take_log(catalog, rows, arena, out, err);
    mr_cursor_free(rows);
    return st;
}

mr_status mr_log_find(mr_catalog *catalog, const char *project_id, const mr_names *well_ids,
                      const char *log_type, mr_arena *arena, size_t *n, mr_log_info **out,
                      mr_error *err)
{
    const size_t asked = well_ids ? well_ids->n : 0;
    const char *type = log_type ? log_type : "composite";

    MR_TRY(mr_store_begin(catalog->store, MR_READ, err));
    mr_status st = MR_OK;
    if (asked == 0) {
        st = find_all(catalog, project_id, type, arena, n, out, err);
    } else {
        *n = asked;
        *out = MR_ARENA_ARRAY(arena, mr_log_info, asked);
        for (size_t i = 0; st == MR_OK && i < asked; i++)
            st = find_one(catalog, project_id, well_ids->at[i], type, arena, &(*out)[i], err);
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
        "UNION SELECT object_key, digest FROM cache_index ORDER BY object_key, digest",
        MR_NO_VALUES, out, err);
}
