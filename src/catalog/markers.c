// Markers: tops and other depths with a name.
#include "catalog.h"

#include <string.h>

#include "mudrock/id.h"

mr_status mr_marker_put(mr_catalog *catalog, const char *project_id, const mr_marker_row *marker,
                        mr_error *err)
{
    char id[37], well[37];

    mr_uuid_new(id);
    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    mr_status st =
        mr_store_text(catalog->store, "SELECT id FROM wells WHERE project_id = ?1 AND well_id = ?2",
                      MR_VALUES(MR_T(project_id), MR_T(marker->well_id)), well, sizeof well, err);
    if (st == MR_ENOTFOUND)
        st = mr_fail(err, st, NULL, "there is no well \"%s\"", marker->well_id);
    if (st == MR_OK && !isfinite(marker->depth))
        st = mr_fail(err, MR_EPARAM, NULL, "marker \"%s\" of well \"%s\" has no depth",
                     marker->name, marker->well_id);
    if (st == MR_OK)
        st = mr_store_run(
            catalog->store,
            "INSERT INTO well_markers (id, project_id, well, name, depth, interpreter, "
            "source_name, depth_unit, type) "
            "VALUES (?1, ?2, ?3, ?4, ?5, coalesce(?6, ''), ?7, ?8, ?9) "
            "ON CONFLICT (well, name, interpreter) DO UPDATE SET depth = ?5, source_name = ?7, "
            "depth_unit = ?8, type = ?9",
            MR_VALUES(MR_T(id), MR_T(project_id), MR_T(well), MR_T(marker->name),
                      MR_R(marker->depth), MR_T(marker->interpreter), MR_T(marker->source_name),
                      MR_T(marker->depth_unit), MR_T(marker->type)),
            NULL, err);
    return mr_store_end(catalog->store, st, err);
}

mr_status mr_marker_list(mr_catalog *catalog, const char *project_id, const char *well_id,
                         struct json_t **out, mr_error *err)
{
    return mr_store_list(catalog->store,
                         "SELECT m.id, w.well_id, w.well_name, m.name, m.depth, "
                         "nullif(m.interpreter, '') AS interpreter, m.source_name, "
                         "m.depth_unit, m.type FROM well_markers m JOIN wells w ON w.id = m.well "
                         "WHERE m.project_id = "
                         "?1 AND (?2 IS NULL OR w.well_id = ?2) "
                         "ORDER BY w.well_id, m.depth, m.name, m.interpreter",
                         MR_VALUES(MR_T(project_id), MR_T(well_id)), out, err);
}

struct found {
    mr_arena *arena;
    size_t n, capacity;
    mr_marker_row *at;
};

static void add(struct found *list, const mr_cursor *rows)
{
    if (list->n == list->capacity) {
        size_t capacity = list->capacity ? 2 * list->capacity : 64;
        mr_marker_row *at = MR_ARENA_ARRAY(list->arena, mr_marker_row, capacity);
        for (size_t i = 0; i < list->n; i++)
            at[i] = list->at[i];
        list->at = at;
        list->capacity = capacity;
    }
    list->at[list->n++] = (mr_marker_row){
        .well_id = mr_arena_strdup(list->arena, mr_cursor_text(rows, 0)),
        .name = mr_arena_strdup(list->arena, mr_cursor_text(rows, 1)),
        .depth = mr_cursor_real(rows, 2),
        .interpreter = mr_arena_strdup(list->arena, mr_cursor_text(rows, 3)),
        .source_name = mr_arena_strdup(list->arena, mr_cursor_text(rows, 4)),
        .depth_unit = mr_arena_strdup(list->arena, mr_cursor_text(rows, 5)),
    };
}

// well_id NULL = all.
static mr_status find(mr_catalog *catalog, const char *project_id, const char *well_id,
                      struct found *list, mr_error *err)
{
    mr_cursor *rows = NULL;
    bool more = true;

    MR_TRY(mr_store_query(
        catalog->store,
        "SELECT w.well_id, m.name, m.depth, nullif(m.interpreter, ''), m.source_name, m.depth_unit "
        "FROM wells w JOIN well_markers m ON m.well = w.id WHERE w.project_id = ?1 AND (?2 IS NULL "
        "OR w.well_id "
        "= ?2) "
        "ORDER BY w.well_id, m.depth, m.name, m.interpreter",
        MR_VALUES(MR_T(project_id), MR_T(well_id)), &rows, err));
    mr_status st = mr_cursor_next(rows, &more, err);
    while (st == MR_OK && more) {
        add(list, rows);
        st = mr_cursor_next(rows, &more, err);
    }
    mr_cursor_free(rows);
    return st;
}

mr_status mr_marker_find(mr_catalog *catalog, const char *project_id, const mr_names *well_ids,
                         mr_arena *arena, size_t *n, mr_marker_row **out, mr_error *err)
{
    const size_t asked = well_ids ? well_ids->n : 0;
    struct found list = {.arena = arena};

    MR_TRY(mr_store_begin(catalog->store, MR_READ, err));
    mr_status st = asked == 0 ? find(catalog, project_id, NULL, &list, err) : MR_OK;
    for (size_t i = 0; st == MR_OK && i < asked; i++)
        st = find(catalog, project_id, well_ids->at[i], &list, err);
    *n = list.n;
    *out = list.at;
    return mr_store_end(catalog->store, st, err);
}

struct units {
    mr_arena *arena;
    size_t n, capacity;
    const char **at;
};

static void add_unit(struct units *list, const char *unit)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i] == unit || (list->at[i] && unit && strcmp(list->at[i], unit) == 0))
            return;
    if (list->n == list->capacity) {
        size_t capacity = list->capacity ? 2 * list->capacity : 8;
        const char **at = MR_ARENA_ARRAY(list->arena, const char *, capacity);
        for (size_t i = 0; i < list->n; i++)
            at[i] = list->at[i];
        list->at = at;
        list->capacity = capacity;
    }
    list->at[list->n++] = mr_arena_strdup(list->arena, unit);
}

// well_id NULL = all.
static mr_status find_units(mr_catalog *catalog, const char *project_id, const char *well_id,
                            struct units *list, mr_error *err)
{
    mr_cursor *rows = NULL;
    bool more = true;

    MR_TRY(mr_store_query(
        catalog->store,
        "SELECT DISTINCT m.depth_unit FROM wells w JOIN well_markers m ON m.well = w.id WHERE "
        "w.project_id = ?1 AND (?2 IS NULL OR w.well_id = ?2) ORDER BY 1",
        MR_VALUES(MR_T(project_id), MR_T(well_id)), &rows, err));
    mr_status st = mr_cursor_next(rows, &more, err);
    while (st == MR_OK && more) {
        add_unit(list, mr_cursor_text(rows, 0));
        st = mr_cursor_next(rows, &more, err);
    }
    mr_cursor_free(rows);
    return st;
}

mr_status mr_marker_units(mr_catalog *catalog, const char *project_id, const mr_names *well_ids,
                          mr_arena *arena, size_t *n, const char ***out, mr_error *err)
{
    const size_t asked = well_ids ? well_ids->n : 0;
    struct units list = {.arena = arena};

    MR_TRY(mr_store_begin(catalog->store, MR_READ, err));
    mr_status st = asked == 0 ? find_units(catalog, project_id, NULL, &list, err) : MR_OK;
    for (size_t i = 0; st == MR_OK && i < asked; i++)
        st = find_units(catalog, project_id, well_ids->at[i], &list, err);
    *n = list.n;
    *out = list.at;
    return mr_store_end(catalog->store, st, err);
}
