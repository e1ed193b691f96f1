// What people say of curves: one, and all that stand alike; and what may be said.
#include <jansson.h>
#include <string.h>

#include "../response.h"
#include "../server.h"
#include "handlers.h"

// A text of the body; NULL when it is not there. null takes back, as "" does. False: it is no text,
// and the request has been answered.
static bool text_in(mr_request *r, const json_t *body, const char *name, const char **out)
{
    const json_t *value = json_object_get(body, name);
    *out = json_is_null(value) ? "" : json_string_value(value);
    if (!value || *out)
        return true;
    mr_respond_problem(r, 422, mr_status_slug(MR_EPARAM), "\"%s\" is a text or null", name);
    return false;
}

// Nothing stands in the body but these. False: the request has been answered.
static bool holds_only(mr_request *r, json_t *body, const char *const *names)
{
    const char *key;
    json_t *value;
    json_object_foreach(body, key, value)
    {
        const char *const *name = names;
        while (*name && strcmp(*name, key) != 0)
            name++;
        if (!*name) {
            mr_respond_problem(r, 422, mr_status_slug(MR_EPARAM), "\"%s\" is nothing to say here",
                               key);
            return false;
        }
    }
    return true;
}

static mr_curve_change change_of(mr_request *r)
{
    return (mr_curve_change){.project = mr_request_part(r, "project"),
                             .well = mr_request_part(r, "well"),
                             .log = mr_request_part(r, "log"),
                             .column = mr_request_part(r, "curve")};
}

// Other browsers look again.
static void publish(mr_request *r, const char *project, json_t *what)
{
    char topic[64];
    json_t *row = NULL;
    if (mr_project_open(mr_request_service(r), project, false, &row, NULL) == MR_OK) {
        (void)snprintf(topic, sizeof topic, "project-%s",
                       json_string_value(json_object_get(row, "id")));
        mr_events_publish(mr_request_server(r)->events, topic, "curves", what, false);
    } else {
        json_decref(what);
    }
    json_decref(row);
}

static void respond_curve(mr_request *r, mr_status st, json_t *row, const char *tag,
                          const mr_error *err)
{
    if (st != MR_OK) {
        mr_respond_error(r, err);
        return;
    }
    mr_response_tag(r, tag);
    mr_respond_json(r, 200, row);
}

void mr_route_curve_show(mr_request *r)
{
    const mr_curve_change which = change_of(r);
    json_t *row = NULL;
    char tag[MR_CURVE_TAG];
    mr_error err;
    const mr_status st = mr_show_curve(mr_request_service(r), &which, &row, tag, &err);
    respond_curve(r, st, row, tag, &err);
}

void mr_route_curve_correct(mr_request *r)
{
    static const char *const names[] = {"unit", "quantity", NULL};
    mr_curve_change change = change_of(r);
    json_t *row = NULL, *body;
    char tag[MR_CURVE_TAG];
    mr_error err;
    change.base = mr_request_match(r);
    if (!change.base) {
        mr_respond_problem(r, 428, "precondition_required",
                           "a correction names the curve it began from: If-Match: its ETag");
        return;
    }
    body = mr_request_object(r);
    if (!body || !holds_only(r, body, names) || !text_in(r, body, "unit", &change.unit) ||
        !text_in(r, body, "quantity", &change.quantity))
        return;
    const mr_status st = mr_correct_curve(mr_request_service(r), &change, &row, tag, &err);
    if (st == MR_OK)
        publish(r, change.project,
                json_pack("{s:s,s:O,s:O,s:O,s:i}", "action", "corrected", "column_name",
                          json_object_get(row, "column_name"), "well_id",
                          json_object_get(row, "well_id"), "log_type",
                          json_object_get(row, "log_type"), "changed", 1));
    respond_curve(r, st, row, tag, &err);
}

// --- all that stand alike ---

static bool wells_in(mr_request *r, const json_t *body, mr_names *out)
{
    const json_t *list = json_object_get(body, "wells");
    *out = (mr_names){0};
    bool good = !list || (json_is_array(list) && json_array_size(list) > 0);
    if (good && list)
        out->at = MR_ARENA_ARRAY(mr_request_arena(r), const char *, json_array_size(list));
    for (size_t i = 0; good && i < json_array_size(list); i++) {
        out->at[out->n] = json_string_value(json_array_get(list, i));
        good = out->at[out->n++] != NULL;
    }
    if (!good)
        mr_respond_problem(r, 422, mr_status_slug(MR_EPARAM),
                           "\"wells\" is a list of ids, and names at least one");
    return good;
}

static bool state_in(mr_request *r, const json_t *body, mr_curve_state *out)
{
    static const char *const names[] = {"file_unit", "unit", "quantity", NULL};
    json_t *where = json_object_get(body, "where");
    if (!json_is_object(where) || json_object_size(where) < 3) {
        mr_respond_problem(r, 422, mr_status_slug(MR_EPARAM),
                           "\"where\" says how the curves stand that are meant: file_unit, unit "
                           "and quantity, as the list of states has them");
        return false;
    }
    return holds_only(r, where, names) && text_in(r, where, "file_unit", &out->file_unit) &&
           text_in(r, where, "unit", &out->unit) && text_in(r, where, "quantity", &out->quantity);
}

void mr_route_curves_correct(mr_request *r)
{
    static const char *const names[] = {"where", "wells", "unit", "quantity", NULL};
    mr_curve_change change = {.project = mr_request_part(r, "project"),
                              .column = mr_request_part(r, "curve")};
    mr_curve_state state = {.column = change.column};
    mr_names wells;
    int64_t changed = 0;
    mr_error err;
    json_t *body = mr_request_object(r);
    if (!body || !holds_only(r, body, names) || !state_in(r, body, &state) ||
        !wells_in(r, body, &wells) || !text_in(r, body, "unit", &change.unit) ||
        !text_in(r, body, "quantity", &change.quantity))
        return;
    if (mr_correct_curves(mr_request_service(r), &change, &wells, &state, &changed, &err) !=
        MR_OK) {
        mr_respond_error(r, &err);
        return;
    }
    publish(r, change.project,
            json_pack("{s:s,s:s,s:n,s:n,s:I}", "action", "corrected", "column_name", change.column,
                      "well_id", "log_type", "changed", (json_int_t)changed));
    mr_respond_json(r, 200, json_pack("{s:I}", "changed", (json_int_t)changed));
}

void mr_route_units(mr_request *r)
{
    mr_respond_json(r, 200, mr_units_to_json(mr_request_service(r)->units));
}
