// What people change of what was imported: wells and logs (curves: correct.c); and take away, for a
// while.
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "mudrock/clock.h"
#include "mudrock/id.h"
#include "mudrock/service.h"

enum { KEPT_DAYS = 30 };

static mr_status project_of(mr_service *service, const char *project, char id[37], mr_error *err)
{
    json_t *row = NULL;
    MR_TRY(mr_project_open(service, project, false, &row, err));
    snprintf(id, 37, "%s", json_string_value(json_object_get(row, "id")));
    json_decref(row);
    return MR_OK;
}

static const char *text_of(const json_t *row, const char *key)
{
    return json_string_value(json_object_get(row, key));
}

// --- logs ---

// By id, or by its name among the logs of the well.
static mr_status find_log(mr_service *service, const char *project_id, const char *well,
                          const char *log, char id[37], mr_error *err)
{
    json_t *rows = NULL, *row;
    size_t i;
    mr_buf names = {0};
    id[0] = '\0';
    MR_TRY(mr_log_list(service->catalog, project_id, well, false, &rows, err));
    json_array_foreach(rows, i, row)
    {
        const char *name = text_of(row, "log_type");
        mr_buf_printf(&names, "%s%s", i ? ", " : "", name);
        if (strcmp(log, name) == 0 || strcmp(log, text_of(row, "id")) == 0)
            snprintf(id, 37, "%s", text_of(row, "id"));
    }
    json_decref(rows);
    mr_status st = id[0] ? MR_OK
                         : mr_fail(err, MR_ENOTFOUND, NULL, "%s has no log \"%s\"; it has %s", well,
                                   log, names.at ? names.at : "none");
    mr_buf_clear(&names);
    return st;
}

static mr_status find_well(mr_service *service, const char *project_id, const char *well,
                           mr_error *err)
{
    json_t *row = NULL;
    MR_TRY(mr_well_get(service->catalog, project_id, well, &row, err));
    json_decref(row);
    return MR_OK;
}

mr_status mr_list_logs(mr_service *service, const char *project, const char *well, bool superseded,
                       json_t **out, mr_error *err)
{
    char id[37];
    MR_TRY(project_of(service, project, id, err));
    if (well)
        MR_TRY(find_well(service, id, well, err));
    return mr_log_list(service->catalog, id, well, superseded, out, err);
}

mr_status mr_rename_log(mr_service *service, const char *project, const char *well, const char *log,
                        const char *name, mr_error *err)
{
    char id[37], log_id[37], slug[64];
    mr_slug(name, slug, sizeof slug);
    if (!name[0] || strcmp(slug, name) != 0 || strchr(name, '.'))
        return mr_fail(err, MR_EUSAGE, "name", "\"%s\" may hold only letters, digits, - and _",
                       name);
    MR_TRY(project_of(service, project, id, err));
    MR_TRY(find_well(service, id, well, err));
    MR_TRY(find_log(service, id, well, log, log_id, err));
    return mr_log_rename(service->catalog, log_id, name, err);
}

// --- wells ---

mr_status mr_rename_well(mr_service *service, const char *project, const char *well,
                         const char *name, mr_error *err)
{
    char id[37];
    MR_TRY(project_of(service, project, id, err));
    return mr_well_rename(service->catalog, id, well, name, err);
}

mr_status mr_merge_wells(mr_service *service, const char *project, const char *from,
                         const char *into, mr_error *err)
{
    char id[37];
    MR_TRY(project_of(service, project, id, err));
    return mr_well_merge(service->catalog, id, from, into, err);
}

mr_status mr_split_well(mr_service *service, const char *project, const char *well,
                        const mr_names *logs, const char *name, mr_arena *arena,
                        const char **well_id, mr_error *err)
{
    char id[37], log_id[37];
    mr_names ids = {0, MR_ARENA_ARRAY(arena, const char *, logs->n + 1)};
    if (logs->n == 0)
        return mr_fail(err, MR_EUSAGE, NULL, "say with --log which logs go to the new well");
    MR_TRY(project_of(service, project, id, err));
    MR_TRY(find_well(service, id, well, err));
    for (size_t i = 0; i < logs->n; i++) {
        MR_TRY(find_log(service, id, well, logs->at[i], log_id, err));
        ids.at[ids.n++] = mr_arena_strdup(arena, log_id);
    }
    return mr_well_split(service->catalog, id, well, &ids, name, arena, well_id, err);
}

mr_status mr_choose_survey(mr_service *service, const char *project, const char *well,
                           const char *survey, mr_error *err)
{
    char id[37];
    MR_TRY(project_of(service, project, id, err));
    MR_TRY(find_well(service, id, well, err));
    return mr_survey_choose(service->catalog, id, well, survey, err);
}

// --- away and back ---

mr_status mr_delete_thing(mr_service *service, const char *project, const char *kind,
                          const char *name, const char *log, char deleted_id[37], mr_error *err)
{
    char id[37], log_id[37];
    MR_TRY(project_of(service, project, id, err));
    if (strcmp(kind, "log") != 0)
        return mr_delete(service->catalog, id, kind, name, deleted_id, err);
    MR_TRY(find_well(service, id, name, err));
    MR_TRY(find_log(service, id, name, log, log_id, err));
    return mr_delete(service->catalog, id, kind, log_id, deleted_id, err);
}

mr_status mr_list_deleted(mr_service *service, const char *project, const char *kind, json_t **out,
                          mr_error *err)
{
    char id[37];
    MR_TRY(project_of(service, project, id, err));
    MR_TRY(mr_deleted_list(service->catalog, id, out, err));
    for (size_t i = json_array_size(*out); i-- > 0;)
        if (kind && strcmp(text_of(json_array_get(*out, i), "kind"), kind) != 0)
            json_array_remove(*out, i);
    return MR_OK;
}

// What was deleted last under that name comes back first.
mr_status mr_undelete_thing(mr_service *service, const char *project, const char *kind,
                            const char *name, mr_error *err)
{
    char id[37], found[37] = "";
    json_t *rows = NULL, *row;
    size_t i;
    MR_TRY(project_of(service, project, id, err));
    MR_TRY(mr_list_deleted(service, project, kind, &rows, err));
    json_array_foreach(rows, i, row) if (!found[0] && (strcmp(text_of(row, "name"), name) == 0 ||
                                                       strcmp(text_of(row, "id"), name) == 0))
        snprintf(found, sizeof found, "%s", text_of(row, "id"));
    json_decref(rows);
    if (!found[0])
        return mr_fail(err, MR_ENOTFOUND, NULL, "no %s \"%s\" was deleted in the last %d days",
                       kind, name, KEPT_DAYS);
    return mr_undelete(service->catalog, id, found, err);
}

mr_status mr_forget_deleted(mr_service *service, int64_t *n, mr_error *err)
{
    char before[32];
    mr_clock_format(((int64_t)time(NULL) - (int64_t)KEPT_DAYS * 86400) * 1000000, before);
    return mr_deleted_purge(service->catalog, before, n, err);
}
