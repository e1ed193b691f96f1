// What people change of what was imported: wells, logs, curves; and take away, for a while.
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

// --- curves ---

static mr_status check_correction(mr_service *service, const mr_curve_change *change, mr_error *err)
{
    if (!change->unit && !change->quantity)
        return mr_fail(err, MR_EUSAGE, NULL, "say the curve's unit, its quantity, or both");
    if (change->unit && change->unit[0] &&
        mr_unit_read(service->units, change->unit, change->column, NULL).state !=
            MR_UNIT_UNDERSTOOD)
        return mr_fail(err, MR_EPARAM, "unit", "\"%s\" is no unit that is understood",
                       change->unit);
    if (change->quantity && change->quantity[0] && !mr_quantity_title(change->quantity))
        return mr_fail(err, MR_EPARAM, "quantity", "there is no quantity \"%s\"", change->quantity);
    return MR_OK;
}

static bool has_curve(const mr_log_info *log, const char *column)
{
    for (size_t i = 0; i < log->n_curves; i++)
        if (strcmp(log->curves[i].column, column) == 0 ||
            strcmp(log->curves[i].mnemonic, column) == 0)
            return true;
    return false;
}

static const char *column_of(const mr_log_info *log, const char *name)
{
    for (size_t i = 0; i < log->n_curves; i++)
        if (strcmp(log->curves[i].column, name) == 0)
            return name;
    for (size_t i = 0; i < log->n_curves; i++)
        if (strcmp(log->curves[i].mnemonic, name) == 0)
            return log->curves[i].column;
    return name;
}

// The one log that has the curve, or the one that is named.
static mr_status log_with(const mr_well_logs *well, const mr_curve_change *change, mr_arena *arena,
                          const mr_log_info **out, mr_error *err)
{
    const char *names = "";
    size_t n = 0;
    *out = NULL;
    for (size_t i = 0; i < well->n; i++) {
        const mr_log_info *log = &well->logs[i];
        if (change->log ? strcmp(log->log_type, change->log) != 0 : !has_curve(log, change->column))
            continue;
        names = mr_arena_printf(arena, "%s%s%s", names, n++ ? ", " : "", log->log_type);
        *out = log;
    }
    if (n > 1)
        return mr_fail(err, MR_EUSAGE, "log", "several logs of %s have %s, say which: %s",
                       well->well_id, change->column, names);
    return n == 1
               ? MR_OK
               : mr_fail(err, MR_ENOTFOUND, NULL, "%s has no %s \"%s\"", well->well_id,
                         change->log ? "log" : "curve", change->log ? change->log : change->column);
}

mr_status mr_correct_curve(mr_service *service, const mr_curve_change *change, mr_error *err)
{
    char id[37];
    size_t n = 0;
    mr_well_logs *wells = NULL;
    const mr_log_info *log = NULL;
    const char *asked[] = {change->well};
    MR_TRY(check_correction(service, change, err));
    MR_TRY(project_of(service, change->project, id, err));
    MR_TRY(find_well(service, id, change->well, err));
    mr_arena *arena = mr_arena_new();
    mr_status st = mr_log_find(service->catalog, id, &(mr_names){1, asked}, arena, &n, &wells, err);
    if (st == MR_OK)
        st = log_with(&wells[0], change, arena, &log, err);
    if (st == MR_OK)
        st = mr_curve_correct(service->catalog, log->id, column_of(log, change->column),
                              change->unit, change->quantity, err);
    mr_arena_free(arena);
    return st;
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
