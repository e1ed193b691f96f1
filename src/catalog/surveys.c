// Surveys: where wells go. Rows of well_trajectories.
#include "catalog.h"

#include <string.h>

#include "mudrock/clock.h"
#include "mudrock/id.h"

static mr_status put_facts(mr_catalog *catalog, const char *id, const mr_survey_row *row,
                           mr_error *err)
{
    char now[32];

    mr_clock_rfc3339(now);
    return mr_store_run(
        catalog->store,
        "UPDATE well_trajectories SET object_key = ?2, digest = ?3, stations = ?4, depth_unit = "
        "?5, depth_min = ?6, depth_max = ?7, source_name = ?8, source_format = ?9, source_key = "
        "?10, source_digest = ?11, imported_at = ?12 WHERE id = ?1",
        MR_VALUES(MR_T(id), MR_T(row->object_key), MR_T(row->digest), MR_I(row->stations),
                  MR_T(row->depth_unit), MR_R(row->depth_min), MR_R(row->depth_max),
                  MR_T(row->source_name), MR_T(row->source_format), MR_T(row->source_key),
                  MR_T(row->source_digest), MR_T(now)),
        NULL, err);
}

// "deviation", "deviation_2", ...: a name that no other survey of the well has.
static mr_status free_name(mr_catalog *catalog, const char *well, const char *wanted,
                           mr_arena *arena, const char **out, mr_error *err)
{
    int64_t taken = 1;

    *out = wanted;
    for (int n = 2; taken; n++) {
        MR_TRY(mr_store_int(catalog->store,
                            "SELECT count(*) FROM well_trajectories WHERE well = ?1 AND name = ?2",
                            MR_VALUES(MR_T(well), MR_T(*out)), &taken, err));
        if (taken)
            *out = mr_arena_printf(arena, "%s_%d", wanted, n);
    }
    return MR_OK;
}

static mr_status put(mr_catalog *catalog, const char *well, const mr_survey_row *row,
                     mr_arena *arena, mr_error *err)
{
    char id[37];
    const char *name = NULL;

    mr_status st = mr_store_text(
        catalog->store, "SELECT id FROM well_trajectories WHERE well = ?1 AND source_key = ?2",
        MR_VALUES(MR_T(well), MR_T(row->source_key)), id, sizeof id, err);
    if (st != MR_ENOTFOUND) {
        MR_TRY(st);
        return put_facts(catalog, id, row, err);
    }
    mr_uuid_new(id);
    MR_TRY(free_name(catalog, well, row->name, arena, &name, err));
    MR_TRY(mr_store_run(catalog->store,
                        "INSERT INTO well_trajectories (id, well, name, object_key, digest, "
                        "stations) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                        MR_VALUES(MR_T(id), MR_T(well), MR_T(name), MR_T(row->object_key),
                                  MR_T(row->digest), MR_I(row->stations)),
                        NULL, err));
    return put_facts(catalog, id, row, err);
}

mr_status mr_survey_put(mr_catalog *catalog, const char *well, const mr_survey_row *row,
                        mr_error *err)
{
    mr_arena *arena = mr_arena_new();

    mr_status st = mr_store_begin(catalog->store, MR_WRITE, err);
    if (st == MR_OK)
        st = mr_store_end(catalog->store, put(catalog, well, row, arena, err), err);
    mr_arena_free(arena);
    return st;
}

mr_status mr_survey_of_source(mr_catalog *catalog, const char *project_id,
                              const mr_survey_row *like, mr_arena *arena, mr_survey_source *out,
                              mr_error *err)
{
    const char *of = strrchr(like->source_key, '#');
    mr_cursor *rows = NULL;
    bool found = false;

    *out = (mr_survey_source){0};
    MR_TRY(mr_store_begin(catalog->store, MR_READ, err));
    mr_status st = mr_store_query(
        catalog->store,
        "SELECT w.well_id, t.name, t.source_digest IS ?2 FROM well_trajectories t JOIN wells w ON "
        "w.id = t.well WHERE w.project_id = ?1 AND (t.source_key = ?3 OR (t.source_digest = ?2 AND "
        "substr(t.source_key, instr(t.source_key, '#')) = ?4)) "
        "ORDER BY t.source_digest IS NOT ?2, t.source_key <> ?3, w.well_id, t.name LIMIT 1",
        MR_VALUES(MR_T(project_id), MR_T(like->source_digest), MR_T(like->source_key), MR_T(of)),
        &rows, err);
    if (st == MR_OK)
        st = mr_cursor_next(rows, &found, err);
    if (st == MR_OK && found)
        *out = (mr_survey_source){
            .well_id = mr_arena_strdup(arena, mr_cursor_text(rows, 0)),
            .name = mr_arena_strdup(arena, mr_cursor_text(rows, 1)),
            .same_bytes = mr_cursor_int(rows, 2) != 0,
        };
    mr_cursor_free(rows);
    return mr_store_end(catalog->store, st, err);
}

mr_status mr_survey_list(mr_catalog *catalog, const char *project_id, const char *well_id,
                         struct json_t **out, mr_error *err)
{
    return mr_store_list(
        catalog->store,
        "SELECT t.id, w.well_id, w.well_name, t.name, t.stations, t.depth_min, t.depth_max, "
        "t.depth_unit, t.is_definitive, t.source_name, t.source_format, t.imported_at "
        "FROM well_trajectories t JOIN wells w ON w.id = t.well WHERE w.project_id = ?1 AND "
        "(?2 IS NULL OR w.well_id = ?2) ORDER BY w.well_id, t.name",
        MR_VALUES(MR_T(project_id), MR_T(well_id)), out, err);
}

mr_status mr_survey_choose(mr_catalog *catalog, const char *project_id, const char *well_id,
                           const char *name, mr_error *err)
{
    const mr_values values = MR_VALUES(MR_T(project_id), MR_T(well_id), MR_T(name));
    int64_t changed = 0;

    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    mr_status st = mr_store_int(catalog->store,
                                "SELECT count(*) FROM well_trajectories t JOIN wells w ON w.id = "
                                "t.well WHERE w.project_id = ?1 AND w.well_id = ?2 AND t.name = ?3",
                                values, &changed, err);
    if (st == MR_OK && !changed)
        st = mr_fail(err, MR_ENOTFOUND, NULL, "%s has no survey \"%s\"", well_id, name);
    if (st == MR_OK)
        st = mr_store_run(catalog->store,
                          "UPDATE well_trajectories SET is_definitive = (name = ?3) WHERE well = "
                          "(SELECT id FROM wells WHERE project_id = ?1 AND well_id = ?2)",
                          values, NULL, err);
    return mr_store_end(catalog->store, st, err);
}

// --- typed, for runs and the validator ---

typedef struct found {
    mr_arena *arena;
    size_t n, capacity;
    mr_well_survey *at;
} found;

static const char *text_at(const found *list, const mr_cursor *rows, size_t i)
{
    return mr_arena_strdup(list->arena, mr_cursor_text(rows, i));
}

// Rows come sorted by well, the survey that is taken first.
static void add(found *list, const mr_cursor *rows)
{
    mr_well_survey *last = list->n ? &list->at[list->n - 1] : NULL;
    if (last && strcmp(last->well_id, mr_cursor_text(rows, 0)) == 0) {
        const char *other = mr_cursor_text(rows, 2);
        last->passed = last->passed ? mr_arena_printf(list->arena, "%s, %s", last->passed, other)
                                    : mr_arena_strdup(list->arena, other);
        return;
    }
    if (list->n == list->capacity) {
        list->capacity = list->capacity ? 2 * list->capacity : 16;
        mr_well_survey *more = MR_ARENA_ARRAY(list->arena, mr_well_survey, list->capacity);
        if (list->n)
            memcpy(more, list->at, list->n * sizeof *more);
        list->at = more;
    }
    list->at[list->n++] = (mr_well_survey){
        .known = true,
        .well_id = text_at(list, rows, 0),
        .well_name = text_at(list, rows, 1),
        .name = text_at(list, rows, 2),
        .object_key = text_at(list, rows, 3),
        .digest = text_at(list, rows, 4),
        .depth_unit = text_at(list, rows, 5),
        .stations = mr_cursor_int(rows, 6),
        .depth_min = mr_cursor_real(rows, 7),
        .depth_max = mr_cursor_real(rows, 8),
        .definitive = mr_cursor_int(rows, 9) != 0,
    };
}

#define FIND                                                                                       \
    "SELECT w.well_id, w.well_name, t.name, t.object_key, t.digest, t.depth_unit, t.stations, "    \
    "t.depth_min, t.depth_max, t.is_definitive FROM wells w "
#define ORDER " ORDER BY w.well_id, t.is_definitive DESC, t.stations DESC, t.name"

static mr_status take(mr_catalog *catalog, const char *sql, mr_values values, found *list,
                      mr_error *err)
{
    mr_cursor *rows = NULL;
    bool more = true;

    MR_TRY(mr_store_query(catalog->store, sql, values, &rows, err));
    mr_status st = mr_cursor_next(rows, &more, err);
    for (; st == MR_OK && more; st = mr_cursor_next(rows, &more, err))
        add(list, rows);
    mr_cursor_free(rows);
    return st;
}

// One that was asked for stands in the list, whether it is there or not.
static mr_status take_one(mr_catalog *catalog, const char *project_id, const char *well_id,
                          found *list, mr_error *err)
{
    found one = {.arena = list->arena};

    MR_TRY(take(catalog,
                FIND "LEFT JOIN well_trajectories t ON t.well = w.id "
                     "WHERE w.project_id = ?1 AND w.well_id = ?2" ORDER,
                MR_VALUES(MR_T(project_id), MR_T(well_id)), &one, err));
    list->at[list->n++] =
        one.n ? one.at[0] : (mr_well_survey){.well_id = mr_arena_strdup(list->arena, well_id)};
    return MR_OK;
}

mr_status mr_survey_find(mr_catalog *catalog, const char *project_id, const mr_names *well_ids,
                         mr_arena *arena, size_t *n, mr_well_survey **out, mr_error *err)
{
    const size_t asked = well_ids ? well_ids->n : 0;
    found list = {.arena = arena};

    MR_TRY(mr_store_begin(catalog->store, MR_READ, err));
    mr_status st = MR_OK;
    if (asked == 0) {
        st = take(catalog,
                  FIND "JOIN well_trajectories t ON t.well = w.id WHERE w.project_id = ?1" ORDER,
                  MR_VALUES(MR_T(project_id)), &list, err);
    } else {
        list.at = MR_ARENA_ARRAY(arena, mr_well_survey, asked);
        for (size_t i = 0; st == MR_OK && i < asked; i++)
            st = take_one(catalog, project_id, well_ids->at[i], &list, err);
    }
    *n = list.n;
    *out = list.at;
    return mr_store_end(catalog->store, st, err);
}
