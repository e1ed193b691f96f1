// What people say of curves: units and quantities where the file does not say them, or wrongly.
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "project.h"

static mr_status project_of(mr_service *service, const char *project, char id[37], mr_error *err)
{
    json_t *row = NULL;
    MR_TRY(mr_project_open(service, project, false, &row, err));
    snprintf(id, 37, "%s", json_string_value(json_object_get(row, "id")));
    json_decref(row);
    return MR_OK;
}

static mr_status check_unit(mr_service *service, const char *unit, const char *column,
                            mr_error *err)
{
    if (!unit || !unit[0])
        return MR_OK;
    switch (mr_unit_read(service->units, unit, column, NULL).state) {
    case MR_UNIT_UNDERSTOOD: return MR_OK;
    case MR_UNIT_NONE_SAID:
        return mr_fail(err, MR_EPARAM, "unit",
                       "\"%s\" says that there is no unit; a number without one has the unit 1",
                       unit);
    case MR_UNIT_NOT_UNDERSTOOD: break;
    }
    return mr_fail(err, MR_EPARAM, "unit",
                   "\"%s\" is no unit that is understood; write it as the table does, degF, g/cm3, "
                   "us/ft, ohm.m, or made of such: lb/gal",
                   unit);
}

static mr_status check_word(mr_service *service, const mr_curve_change *change, mr_error *err)
{
    if (!change->unit && !change->quantity)
        return mr_fail(err, MR_EUSAGE, NULL, "say the curve's unit, its quantity, or both");
    MR_TRY(check_unit(service, change->unit, change->column, err));
    if (change->quantity && change->quantity[0] && !mr_quantity_title(change->quantity))
        return mr_fail(err, MR_EPARAM, "quantity",
                       "there is no quantity \"%s\"; gamma_ray, bulk_density, temperature are such",
                       change->quantity);
    return MR_OK;
}

// --- which curve ---

static const mr_log_curve *curve_of(const mr_log_info *log, const char *name)
{
    for (size_t i = 0; i < log->n_curves; i++)
        if (strcmp(log->curves[i].column, name) == 0)
            return &log->curves[i];
    for (size_t i = 0; i < log->n_curves; i++)
        if (strcmp(log->curves[i].mnemonic, name) == 0)
            return &log->curves[i];
    return NULL;
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
        if (change->log ? strcmp(log->log_type, change->log) != 0 : !curve_of(log, change->column))
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

typedef struct place {
    char log_id[37];
    const char *column;
} place;

static mr_status find_place(mr_service *service, const mr_curve_change *change, mr_arena *arena,
                            place *out, mr_error *err)
{
    char id[37];
    size_t n = 0;
    json_t *row = NULL;
    mr_well_logs *wells = NULL;
    const mr_log_info *log = NULL;
    const char *asked[] = {change->well};
    MR_TRY(project_of(service, change->project, id, err));
    MR_TRY(mr_well_get(service->catalog, id, change->well, &row, err));
    json_decref(row);
    MR_TRY(mr_log_find(service->catalog, id, &(mr_names){1, asked}, arena, &n, &wells, err));
    MR_TRY(log_with(&wells[0], change, arena, &log, err));
    const mr_log_curve *curve = curve_of(log, change->column);
    if (!curve)
        return mr_fail(err, MR_ENOTFOUND, NULL, "the log %s of %s has no curve \"%s\"",
                       log->log_type, change->well, change->column);
    snprintf(out->log_id, sizeof out->log_id, "%s", log->id);
    out->column = curve->column;
    return MR_OK;
}

// --- one curve ---

// "LOG/WHEN": another version of the log and another word about the curve are other tags.
static void tag_of(const char *log_id, const json_t *row, char tag[MR_CURVE_TAG])
{
    const char *at = json_string_value(json_object_get(row, "set_at"));
    snprintf(tag, MR_CURVE_TAG, "%s/%s", log_id, at ? at : "");
}

static mr_status show(mr_service *service, const place *at, json_t **row, char tag[MR_CURVE_TAG],
                      mr_error *err)
{
    MR_TRY(mr_curve_get(service->catalog, at->log_id, at->column, row, err));
    mr_curve_add_understood(service->units, *row);
    tag_of(at->log_id, *row, tag);
    return MR_OK;
}

mr_status mr_show_curve(mr_service *service, const mr_curve_change *which, json_t **row,
                        char tag[MR_CURVE_TAG], mr_error *err)
{
    place at;
    mr_arena *arena = mr_arena_new();
    mr_status st = find_place(service, which, arena, &at, err);
    if (st == MR_OK)
        st = show(service, &at, row, tag, err);
    mr_arena_free(arena);
    return st;
}

// What follows the log in a tag; NULL when it is a tag of another version of the log, or none.
static const char *said_at(const char *tag, const char *log_id)
{
    const size_t n = strlen(log_id);
    return strncmp(tag, log_id, n) == 0 && tag[n] == '/' ? tag + n + 1 : NULL;
}

static mr_status correct(mr_service *service, const mr_curve_change *change, const place *at,
                         mr_error *err)
{
    const mr_curve_word word = {change->unit, change->quantity};
    const char *base = change->base ? said_at(change->base, at->log_id) : NULL;
    if (change->base && !base)
        return mr_fail(err, MR_ESTALE, NULL,
                       "%s of %s was imported anew meanwhile: read the curve again", change->column,
                       change->well);
    return mr_curve_correct(service->catalog, at->log_id, at->column, &word, base, err);
}

mr_status mr_correct_curve(mr_service *service, const mr_curve_change *change, json_t **row,
                           char tag[MR_CURVE_TAG], mr_error *err)
{
    place at;
    MR_TRY(check_word(service, change, err));
    mr_arena *arena = mr_arena_new();
    mr_status st = find_place(service, change, arena, &at, err);
    if (st == MR_OK)
        st = correct(service, change, &at, err);
    if (st == MR_OK && row)
        st = show(service, &at, row, tag, err);
    mr_arena_free(arena);
    return st;
}

// --- all that stand alike ---

static const char *or_nothing(const char *text)
{
    return text && text[0] ? text : "nothing";
}

mr_status mr_correct_curves(mr_service *service, const mr_curve_change *change,
                            const mr_names *wells, const mr_curve_state *state, int64_t *changed,
                            mr_error *err)
{
    char id[37];
    const mr_curve_word word = {change->unit, change->quantity};
    MR_TRY(check_word(service, change, err));
    MR_TRY(project_of(service, change->project, id, err));
    MR_TRY(mr_curves_correct(service->catalog, id, wells, state, &word, changed, err));
    return *changed > 0
               ? MR_OK
               : mr_fail(err, MR_ECONFLICT, NULL,
                         "no log of these wells has a curve %s of which the file says %s and "
                         "which is read as %s, quantity %s: read the curves again",
                         state->column, or_nothing(state->file_unit), or_nothing(state->unit),
                         or_nothing(state->quantity));
}

// --- what may be said ---

// The first unit of the table that it converts into: units with equal ones are of one kind.
static const char *first_like(const mr_units *units, size_t i)
{
    double scale, offset;
    for (size_t k = 0; k < i; k++)
        if (mr_unit_convert(units, mr_unit_at(i), mr_unit_at(k), &scale, &offset))
            return mr_unit_at(k);
    return mr_unit_at(i);
}

static const char *kind_of_quantity(const char *quantity)
{
    switch (mr_quantity_kind(quantity)) {
    case MR_NUMBER: return "number";
    case MR_ANGLE: return "angle";
    case MR_CLASS: return "class";
    }
    return NULL;
}

json_t *mr_units_to_json(const mr_units *units)
{
    json_t *list = json_array(), *quantities = json_array();
    for (size_t i = 0; i < mr_unit_count(); i++)
        json_array_append_new(
            list, json_pack("{s:s,s:s}", "unit", mr_unit_at(i), "like", first_like(units, i)));
    for (size_t i = 0; i < mr_quantity_count(); i++) {
        const char *id = mr_quantity_at(i);
        json_array_append_new(quantities,
                              json_pack("{s:s,s:s,s:s?,s:s}", "quantity", id, "title",
                                        mr_quantity_title(id), "unit", mr_quantity_unit(id), "kind",
                                        kind_of_quantity(id)));
    }
    return json_pack("{s:o,s:o}", "units", list, "quantities", quantities);
}
