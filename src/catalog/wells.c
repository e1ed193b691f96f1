// Wells.
#include "catalog.h"

#include "mudrock/clock.h"
#include "mudrock/id.h"

#define COLUMNS                                                                                    \
    "w.id, w.project_id, w.well_id, w.well_name, w.uwi, w.latitude, w.longitude, w.x, w.y, "       \
    "w.crs, w.kb_elevation, "                                                                      \
    "w.total_depth, w.depth_unit, w.created_at, w.updated_at"

// Depths of several logs make one range only where they are in one unit.
#define ONE_UNIT "count(DISTINCT coalesce(l.depth_unit, '')) = 1"

mr_status mr_well_put(mr_catalog *catalog, const char *project_id, const mr_well_row *well,
                      char id[37], mr_error *err)
{
    static const char put[] =
        "INSERT INTO wells (id, project_id, well_id, well_name, uwi, latitude, longitude, x, y, "
        "crs, kb_elevation, "
        "total_depth, depth_unit, header, created_at, updated_at) "
        "VALUES (?1, ?2, ?3, coalesce(?4, ?3), ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
        "coalesce(?14, '{}'), ?15, ?15) "
        "ON CONFLICT (project_id, well_id) DO UPDATE SET "
        "uwi = coalesce(wells.uwi, ?5), latitude = coalesce(?6, wells.latitude), "
        "longitude = coalesce(?7, wells.longitude), x = coalesce(?8, wells.x), "
        "y = coalesce(?9, wells.y), crs = coalesce(?10, wells.crs), "
        "kb_elevation = coalesce(?11, wells.kb_elevation), "
        "total_depth = coalesce(?12, wells.total_depth), "
        "depth_unit = coalesce(wells.depth_unit, ?13), header = coalesce(?14, wells.header), "
        "updated_at = ?15";
    char fresh[37], now[32];

    mr_uuid_new(fresh);
    mr_clock_rfc3339(now);
    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    mr_status st = mr_store_run(
        catalog->store, put,
        MR_VALUES(MR_T(fresh), MR_T(project_id), MR_T(well->well_id), MR_T(well->well_name),
                  MR_T(well->uwi), MR_R(well->latitude), MR_R(well->longitude), MR_R(well->x),
                  MR_R(well->y), MR_T(well->crs), MR_R(well->kb_elevation), MR_R(well->total_depth),
                  MR_T(well->depth_unit), MR_J(well->header), MR_T(now)),
        NULL, err);
    if (st == MR_ENOTFOUND)
        st = mr_fail(err, st, NULL, "there is no project \"%s\"", project_id);
    if (st == MR_OK)
        st = mr_store_text(catalog->store,
                           "SELECT id FROM wells WHERE project_id = ?1 AND well_id = ?2",
                           MR_VALUES(MR_T(project_id), MR_T(well->well_id)), id, 37, err);
    return mr_store_end(catalog->store, st, err);
}

mr_status mr_well_list(mr_catalog *catalog, const char *project_id, const mr_well_filter *filter,
                       struct json_t **out, mr_error *err)
{
    const mr_well_filter every = {0}, *f = filter ? filter : &every;
    return mr_store_list(
        catalog->store,
        "SELECT " COLUMNS ", count(l.id) AS logs, CASE WHEN " ONE_UNIT
        " THEN min(l.depth_min) END AS "
        "depth_min, CASE WHEN " ONE_UNIT " THEN max(l.depth_max) END AS depth_max, "
        "CASE WHEN " ONE_UNIT " THEN min(l.depth_unit) END AS log_unit FROM wells w "
        "LEFT JOIN well_logs l ON l.well = w.id AND l.superseded_at IS NULL "
        "WHERE w.project_id = ?1 AND (?2 IS NULL OR instr(lower(w.well_id), lower(?2)) OR "
        "instr(lower(w.well_name), lower(?2)) OR instr(lower(coalesce(w.uwi, '')), lower(?2))) "
        "AND (?3 IS NULL OR EXISTS (SELECT 1 FROM well_logs k JOIN curve_metadata c ON "
        "c.well_log = k.id WHERE k.well = w.id AND k.superseded_at IS NULL AND c.column_name = "
        "?3)) GROUP BY w.id ORDER BY w.well_id",
        MR_VALUES(MR_T(project_id), MR_T(f->search), MR_T(f->has_curve)), out, err);
}

mr_status mr_well_get(mr_catalog *catalog, const char *project_id, const char *well_id,
                      struct json_t **out, mr_error *err)
{
    mr_status st = mr_store_get(
        catalog->store,
        "SELECT " COLUMNS ", w.header FROM wells w WHERE w.project_id = ?1 AND w.well_id = ?2",
        MR_VALUES(MR_T(project_id), MR_T(well_id)), out, err);

    return st == MR_ENOTFOUND ? mr_fail(err, st, NULL, "there is no well \"%s\"", well_id) : st;
}
