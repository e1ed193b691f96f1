// Projects.
#include "catalog.h"

#include "mudrock/clock.h"
#include "mudrock/id.h"

#define SELECT                                                                                     \
    "SELECT p.id, p.name, p.description, p.depth_unit, p.units, p.created_at, p.updated_at, "      \
    "(SELECT count(*) FROM wells w WHERE w.project_id = p.id) AS wells, "                          \
    "(SELECT count(*) FROM pipelines l WHERE l.project_id = p.id AND l.is_active = 1) AS "         \
    "pipelines FROM projects p "

mr_status mr_project_create(mr_catalog *catalog, const char *name, const char *description,
                            char id[37], mr_error *err)
{
    char now[32];

    if (!name || !name[0])
        return mr_fail(err, MR_EUSAGE, NULL, "a project needs a name");
    mr_uuid_new(id);
    mr_clock_rfc3339(now);
    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    mr_status st = mr_store_run(
        catalog->store,
        "INSERT INTO projects (id, name, description, created_by, created_at, updated_at) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?5)",
        MR_VALUES(MR_T(id), MR_T(name), MR_T(description), MR_T(catalog->user), MR_T(now)), NULL,
        err);
    if (st == MR_ECONFLICT)
        st = mr_fail(err, st, NULL, "there is a project \"%s\" already", name);
    if (st == MR_OK)
        st = mr_audit_in(catalog, "create", "project", id, NULL, err);
    return mr_store_end(catalog->store, st, err);
}

mr_status mr_project_get(mr_catalog *catalog, const char *id_or_name, struct json_t **out,
                         mr_error *err)
{
    // By id first: a project that bears another's id as its name does not hide that one.
    mr_status st = mr_store_get(
        catalog->store, SELECT "WHERE p.id = ?1 OR p.name = ?1 ORDER BY p.id = ?1 DESC LIMIT 1",
        MR_VALUES(MR_T(id_or_name)), out, err);

    return st == MR_ENOTFOUND ? mr_fail(err, st, NULL, "there is no project \"%s\"", id_or_name)
                              : st;
}

mr_status mr_project_list(mr_catalog *catalog, struct json_t **out, mr_error *err)
{
    return mr_store_list(catalog->store, SELECT "ORDER BY p.name", MR_NO_VALUES, out, err);
}

mr_status mr_project_delete(mr_catalog *catalog, const char *id, mr_error *err)
{
    int64_t changed = 0;

    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    mr_status st = mr_store_run(catalog->store, "DELETE FROM projects WHERE id = ?1",
                                MR_VALUES(MR_T(id)), &changed, err);
    if (st == MR_OK && changed == 0)
        st = mr_fail(err, MR_ENOTFOUND, NULL, "there is no project \"%s\"", id);
    if (st == MR_OK)
        st = mr_audit_in(catalog, "delete", "project", id, NULL, err);
    return mr_store_end(catalog->store, st, err);
}
