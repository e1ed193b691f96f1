// Wells renamed, merged and split. A well_id stays.
#include "catalog.h"

#include <jansson.h>
#include <string.h>

#include "mudrock/clock.h"
#include "mudrock/id.h"

#include "log_put.h"

static mr_status id_of(mr_catalog *catalog, const char *project_id, const char *well_id,
                       char id[37], mr_error *err)
{
    mr_status st =
        mr_store_text(catalog->store, "SELECT id FROM wells WHERE project_id = ?1 AND well_id = ?2",
                      MR_VALUES(MR_T(project_id), MR_T(well_id)), id, 37, err);
    return st == MR_ENOTFOUND ? mr_fail(err, st, NULL, "there is no well \"%s\"", well_id) : st;
}

static mr_status note(mr_catalog *catalog, const char *action, const char *id, const char *key,
                      const char *value, mr_error *err)
{
    json_t *detail = json_pack("{s:s}", key, value);
    mr_status st = mr_audit_in(catalog, action, "well", id, detail, err);
    json_decref(detail);
    return st;
}

mr_status mr_well_rename(mr_catalog *catalog, const char *project_id, const char *well_id,
                         const char *name, mr_error *err)
{
    char id[37], now[32];

    mr_clock_rfc3339(now);
    if (!name[0])
        return mr_fail(err, MR_EUSAGE, NULL, "a well needs a name");
    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    mr_status st = id_of(catalog, project_id, well_id, id, err);
    if (st == MR_OK)
        st = mr_store_run(catalog->store,
                          "UPDATE wells SET well_name = ?2, updated_at = ?3 WHERE id = ?1",
                          MR_VALUES(MR_T(id), MR_T(name), MR_T(now)), NULL, err);
    if (st == MR_OK)
        st = mr_identity_put(catalog, id, &(mr_identity){.name = name}, err);
    if (st == MR_OK)
        st = note(catalog, "rename", id, "name", name, err);
    return mr_store_end(catalog->store, st, err);
}

// A marker that both have stays as the well that stays has it.
static mr_status move_all(mr_catalog *catalog, const char *from, const char *into, mr_error *err)
{
    static const char *const steps[] = {
        // A name that a person chose stays where the other well has no such log.
        "UPDATE well_logs SET log_type = id, is_named = 0 WHERE well = ?1 AND (is_named = 0 OR "
        "superseded_at IS NOT NULL OR EXISTS (SELECT 1 FROM well_logs o WHERE o.well = ?2 AND "
        "o.log_type = well_logs.log_type))",
        "UPDATE well_logs SET well = ?2 WHERE well = ?1",
        "UPDATE OR IGNORE well_markers SET well = ?2 WHERE well = ?1",
        "UPDATE well_trajectories SET well = ?2, is_definitive = 0, name = CASE WHEN EXISTS "
        "(SELECT 1 FROM well_trajectories o WHERE o.well = ?2 AND o.name = well_trajectories.name) "
        "THEN name || '_' || substr(id, 25) ELSE name END WHERE well = ?1",
        "UPDATE OR IGNORE well_identities SET well = ?2 WHERE well = ?1",
        "UPDATE wells SET (uwi, latitude, longitude, x, y, crs) = (SELECT coalesce(wells.uwi, "
        "f.uwi), coalesce(wells.latitude, f.latitude), coalesce(wells.longitude, f.longitude), "
        "coalesce(wells.x, f.x), coalesce(wells.y, f.y), coalesce(wells.crs, f.crs) FROM wells f "
        "WHERE f.id = ?1) WHERE id = ?2",
        "DELETE FROM wells WHERE id = ?1 AND ?2 IS NOT NULL",
    };
    mr_status st = MR_OK;

    for (size_t i = 0; st == MR_OK && i < sizeof steps / sizeof *steps; i++)
        st = mr_store_run(catalog->store, steps[i], MR_VALUES(MR_T(from), MR_T(into)), NULL, err);
    return st;
}

mr_status mr_well_merge(mr_catalog *catalog, const char *project_id, const char *from,
                        const char *into, mr_error *err)
{
    char a[37], b[37];

    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    mr_status st = id_of(catalog, project_id, from, a, err);
    if (st == MR_OK)
        st = id_of(catalog, project_id, into, b, err);
    if (st == MR_OK && strcmp(a, b) == 0)
        st = mr_fail(err, MR_EUSAGE, NULL, "\"%s\" is one well already", into);
    if (st == MR_OK)
        st = move_all(catalog, a, b, err);
    if (st == MR_OK)
        st = mr_logs_settle_names(catalog, b, err);
    if (st == MR_OK)
        st = note(catalog, "merge", b, "from", from, err);
    return mr_store_end(catalog->store, st, err);
}

// All versions of the log go with it.
static mr_status move_log(mr_catalog *catalog, const char *from, const char *to, const char *log_id,
                          mr_error *err)
{
    int64_t moved = 0;

    MR_TRY(
        mr_store_run(catalog->store,
                     "UPDATE well_logs SET well = ?2, log_type = CASE WHEN is_named = 1 AND "
                     "superseded_at IS NULL THEN log_type ELSE id END WHERE well = ?1 AND "
                     "(id = ?3 OR source_key = (SELECT source_key FROM well_logs WHERE id = ?3))",
                     MR_VALUES(MR_T(from), MR_T(to), MR_T(log_id)), &moved, err));
    return moved
               ? MR_OK
               : mr_fail(err, MR_ENOTFOUND, NULL, "the well has no log with the id \"%s\"", log_id);
}

mr_status mr_well_split(mr_catalog *catalog, const char *project_id, const char *from,
                        const mr_names *log_ids, const char *name, mr_arena *arena,
                        const char **well_id, mr_error *err)
{
    const double none = (double)NAN;
    char source[37], fresh[37];

    if (!name[0])
        return mr_fail(err, MR_EUSAGE, NULL, "a well needs a name");
    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    mr_status st = id_of(catalog, project_id, from, source, err);
    if (st == MR_OK)
        st = mr_well_free_id(catalog, project_id, name, arena, well_id, err);
    if (st == MR_OK) {
        mr_well_row well = {.well_id = *well_id,
                            .well_name = name,
                            .latitude = none,
                            .longitude = none,
                            .x = none,
                            .y = none,
                            .kb_elevation = none,
                            .total_depth = none};
        st = mr_well_put(catalog, project_id, &well, fresh, err);
    }
    if (st == MR_OK)
        st = mr_identity_put(catalog, fresh, &(mr_identity){.name = name}, err);
    for (size_t i = 0; st == MR_OK && i < log_ids->n; i++)
        st = move_log(catalog, source, fresh, log_ids->at[i], err);
    if (st == MR_OK)
        st = mr_logs_settle_names(catalog, source, err);
    if (st == MR_OK)
        st = mr_logs_settle_names(catalog, fresh, err);
    if (st == MR_OK)
        st = note(catalog, "split", fresh, "from", from, err);
    return mr_store_end(catalog->store, st, err);
}
