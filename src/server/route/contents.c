// What a project has: wells, curves, markers, surfaces, tables.
#include <jansson.h>
#include <string.h>

#include "../page.h"
#include "../response.h"
#include "handlers.h"

static void respond_list(mr_request *r, mr_listing what, const char *const *keys)
{
    const mr_list_query query = {
        .project = mr_request_part(r, "project"),
        .well_id = mr_request_query(r, "well"),
        .search = mr_request_query(r, "search"),
        .has_curve = mr_request_query(r, "has_curve"),
    };
    json_t *rows = NULL;
    mr_error err;
    if (mr_list(mr_request_service(r), what, &query, &rows, &err) == MR_OK)
        mr_respond_page(r, rows, keys);
    else
        mr_respond_error(r, &err);
}

void mr_route_wells(mr_request *r)
{
    static const char *const keys[] = {"well_id", NULL};
    respond_list(r, MR_LIST_WELLS, keys);
}

void mr_route_curves(mr_request *r)
{
    static const char *const keys[] = {"well_id", "log_type", "column_name", NULL};
    static const char *const summary_keys[] = {"column_name", NULL};
    static const char *const state_keys[] = {"column_name", "file_unit", "unit", "quantity", NULL};
    const bool summary = mr_request_query_true(r, "summary");
    const bool states = mr_request_query_true(r, "states");
    if (!summary && !states)
        respond_list(r, MR_LIST_CURVES, keys);
    else if (mr_request_query(r, "well") || (summary && states))
        mr_respond_problem(r, 400, mr_status_slug(MR_EUSAGE),
                           "summary and states are over all wells, and one at a time");
    else if (summary)
        respond_list(r, MR_LIST_CURVE_SUMMARY, summary_keys);
    else
        respond_list(r, MR_LIST_CURVE_STATES, state_keys);
}

// "a,b" of the query.
static mr_names names_in(mr_request *r, const char *name)
{
    const char *at = mr_request_query(r, name);
    mr_arena *arena = mr_request_arena(r);
    mr_names names = {0, MR_ARENA_ARRAY(arena, const char *, at ? strlen(at) + 1 : 1)};
    while (at && *at) {
        const size_t n = strcspn(at, ",");
        if (n)
            names.at[names.n++] = mr_arena_strndup(arena, at, n);
        at += n + (at[n] == ',');
    }
    return names;
}

static bool says(mr_request *r, const char *name, const char *value)
{
    const char *said = mr_request_query(r, name);
    return said && strcmp(said, value) == 0;
}

void mr_route_logs(mr_request *r)
{
    static const char *const keys[] = {"id", NULL};
    const mr_source source = {.kind = MR_SOURCE_WELL_LOGS,
                              .log_type = mr_request_query(r, "log_type"),
                              .curve_names = names_in(r, "curves"),
                              .newest = says(r, "log_rule", "newest"),
                              .match_quantity = says(r, "curve_match", "quantity")};
    json_t *rows = NULL;
    mr_error err;
    if (mr_list_taken_logs(mr_request_service(r), mr_request_part(r, "project"),
                           mr_request_query(r, "well"), &source, &rows, &err) == MR_OK)
        mr_respond_page(r, rows, keys);
    else
        mr_respond_error(r, &err);
}

void mr_route_markers(mr_request *r)
{
    static const char *const keys[] = {"id", NULL};
    respond_list(r, MR_LIST_MARKERS, keys);
}

static const char *const table_keys[] = {"name", "kind", NULL};

void mr_route_surfaces(mr_request *r)
{
    respond_list(r, MR_LIST_SURFACES, table_keys);
}

void mr_route_tables(mr_request *r)
{
    respond_list(r, MR_LIST_TABLES, table_keys);
}
