// Project tables and surfaces: an object with a name. Surfaces stand in a table of their own.
#include "catalog.h"

#include <string.h>

#include "mudrock/clock.h"
#include "mudrock/id.h"

#define COLUMNS "id, project_id, name, kind, object_key, digest, columns, header, created_at"
#define VALUES                                                                                     \
    " (id, project_id, name, kind, object_key, digest, columns, header, created_at) "              \
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, coalesce(?7, '[]'), coalesce(?8, '{}'), ?9) "                 \
    "ON CONFLICT (project_id, name) DO UPDATE SET kind = ?4, object_key = ?5, digest = ?6, "       \
    "columns = coalesce(?7, '[]'), header = coalesce(?8, '{}'), created_at = ?9"

mr_status mr_project_table_put(mr_catalog *catalog, const char *project_id, const mr_table_row *row,
                               mr_error *err)
{
    char id[37], now[32];
    const bool surface = row->kind && strcmp(row->kind, "surface") == 0;

    mr_uuid_new(id);
    mr_clock_rfc3339(now);
    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    mr_status st =
        mr_store_run(catalog->store,
                     surface ? "INSERT INTO surfaces" VALUES : "INSERT INTO project_tables" VALUES,
                     MR_VALUES(MR_T(id), MR_T(project_id), MR_T(row->name), MR_T(row->kind),
                               MR_T(row->object_key), MR_T(row->digest), MR_J(row->columns),
                               MR_J(row->header), MR_T(now)),
                     NULL, err);
    if (st == MR_ENOTFOUND)
        st = mr_fail(err, st, NULL, "there is no project \"%s\"", project_id);
    return mr_store_end(catalog->store, st, err);
}

mr_status mr_project_table_get(mr_catalog *catalog, const char *project_id, const char *name,
                               struct json_t **out, mr_error *err)
{
    mr_status st =
        mr_store_get(catalog->store,
                     "SELECT " COLUMNS " FROM (SELECT " COLUMNS ", 1 AS place FROM project_tables "
                     "UNION ALL SELECT " COLUMNS ", 2 AS place FROM surfaces) AS both "
                     "WHERE project_id = ?1 AND name = ?2 ORDER BY place LIMIT 1",
                     MR_VALUES(MR_T(project_id), MR_T(name)), out, err);

    return st == MR_ENOTFOUND ? mr_fail(err, st, NULL, "there is no table or surface \"%s\"", name)
                              : st;
}

mr_status mr_surface_get(mr_catalog *catalog, const char *project_id, const char *name,
                         struct json_t **out, mr_error *err)
{
    // A table of points may be one as well.
    mr_status st =
        mr_store_get(catalog->store,
                     "SELECT " COLUMNS " FROM (SELECT " COLUMNS ", 1 AS place FROM surfaces "
                     "UNION ALL SELECT " COLUMNS ", 2 AS place FROM project_tables) AS both "
                     "WHERE project_id = ?1 AND name = ?2 ORDER BY place LIMIT 1",
                     MR_VALUES(MR_T(project_id), MR_T(name)), out, err);

    return st == MR_ENOTFOUND ? mr_fail(err, st, NULL, "there is no surface or table \"%s\"", name)
                              : st;
}

mr_status mr_project_table_list(mr_catalog *catalog, const char *project_id, struct json_t **out,
                                mr_error *err)
{
    return mr_store_list(catalog->store,
                         "SELECT " COLUMNS " FROM project_tables WHERE project_id = ?1 "
                         "UNION ALL SELECT " COLUMNS
                         " FROM surfaces WHERE project_id = ?1 ORDER BY name, kind",
                         MR_VALUES(MR_T(project_id)), out, err);
}
