// Which project is meant, and what it has.
#define _GNU_SOURCE // strcasestr
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "project.h"

static const char DEFAULT_NAME[] = "default";

static mr_status create_project(mr_service *service, const char *name, json_t **out, mr_error *err)
{
    char id[37];
    mr_status st = mr_project_create(service->catalog, name, NULL, id, err);
    if (st == MR_ECONFLICT) // someone else made it meanwhile
        return mr_project_get(service->catalog, name, out, err);
    return st == MR_OK ? mr_project_get(service->catalog, id, out, err) : st;
}

static const char *names_of(const json_t *projects, mr_arena *arena)
{
    const char *names = "";
    for (size_t i = 0; i < json_array_size(projects) && i < 12; i++) {
        const json_t *name = json_object_get(json_array_get(projects, i), "name");
        names = mr_arena_printf(arena, "%s%s\"%s\"", names, i ? ", " : "", json_string_value(name));
    }
    return names;
}

static mr_status only_project(mr_service *service, bool create, json_t **out, mr_error *err)
{
    json_t *projects = NULL;
    MR_TRY(mr_project_list(service->catalog, &projects, err));
    size_t n = json_array_size(projects);
    mr_status st = MR_OK;
    if (n == 1)
        *out = json_incref(json_array_get(projects, 0));
    else if (n == 0 && create)
        st = create_project(service, DEFAULT_NAME, out, err);
    else if (n == 0)
        st = mr_fail(err, MR_ENOTFOUND, service->workspace, "has no project yet; import makes one");
    else {
        mr_arena *arena = mr_arena_new();
        st = mr_fail(err, MR_EUSAGE, NULL, "there are several projects, say which: %s",
                     names_of(projects, arena));
        mr_arena_free(arena);
    }
    json_decref(projects);
    return st;
}

static mr_status unknown_project(mr_service *service, const char *name, mr_error *err)
{
    json_t *projects = NULL;
    MR_TRY(mr_project_list(service->catalog, &projects, err));
    mr_arena *arena = mr_arena_new();
    mr_status st =
        mr_fail(err, MR_ENOTFOUND, NULL, "there is no project \"%s\"%s%s", name,
                json_array_size(projects) ? "; there are " : "", names_of(projects, arena));
    mr_arena_free(arena);
    json_decref(projects);
    return st;
}

mr_status mr_project_open(mr_service *service, const char *id_or_name, bool create, json_t **out,
                          mr_error *err)
{
    if (!id_or_name)
        return only_project(service, create, out, err);
    mr_status st = mr_project_get(service->catalog, id_or_name, out, err);
    if (st != MR_ENOTFOUND)
        return st;
    return create ? create_project(service, id_or_name, out, err)
                  : unknown_project(service, id_or_name, err);
}

static mr_status delete_object(void *context, const char *key, int64_t bytes, mr_error *err)
{
    mr_service *service = context;
    (void)bytes;
    mr_status st = mr_object_delete(service->objects, key, err);
    return st == MR_ENOTFOUND ? MR_OK : st;
}

// Rows first: a row without its object would be a broken promise, an object without a row is only
// space.
mr_status mr_remove_project(mr_service *service, const char *id, mr_error *err)
{
    char prefix[64];
    MR_TRY(mr_project_delete(service->catalog, id, err));
    snprintf(prefix, sizeof prefix, "project-%s/", id);
    return mr_object_list(service->objects, prefix, delete_object, service, err);
}

// The index is no curve that a pipeline could ask for.
static void drop_index(json_t *rows)
{
    for (size_t i = json_array_size(rows); i-- > 0;) {
        const char *name =
            json_string_value(json_object_get(json_array_get(rows, i), "column_name"));
        if (name && strcmp(name, "depth") == 0)
            json_array_remove(rows, i);
    }
}

// Surfaces and tables stand in one list of the store.
static void keep_kind(json_t *rows, bool surfaces)
{
    for (size_t i = json_array_size(rows); i-- > 0;) {
        const char *kind = json_string_value(json_object_get(json_array_get(rows, i), "kind"));
        if ((kind && strcmp(kind, "surface") == 0) != surfaces)
            json_array_remove(rows, i);
    }
}

static bool holds(const json_t *row, const char *name, const char *search)
{
    const char *text = json_string_value(json_object_get(row, name));
    return text && strcasestr(text, search);
}

static void keep_found(json_t *rows, const char *search)
{
    for (size_t i = json_array_size(rows); search && i-- > 0;) {
        const json_t *row = json_array_get(rows, i);
        if (!holds(row, "column_name", search) && !holds(row, "mnemonic", search) &&
            !holds(row, "description", search))
            json_array_remove(rows, i);
    }
}

void mr_curve_add_understood(const mr_units *units, json_t *row)
{
    const char *name = json_string_value(json_object_get(row, "mnemonic"));
    const mr_unit_reading said =
        mr_unit_read(units, json_string_value(json_object_get(row, "unit")),
                     name ? name : json_string_value(json_object_get(row, "column_name")),
                     json_string_value(json_object_get(row, "quantity")));
    json_object_set_new(row, "understood", said.unit ? json_string(said.unit) : json_null());
    json_object_set_new(row, "unit_unknown", json_boolean(said.state == MR_UNIT_NOT_UNDERSTOOD));
}

static void add_understood(const mr_units *units, json_t *rows)
{
    size_t i;
    json_t *row;
    json_array_foreach(rows, i, row) mr_curve_add_understood(units, row);
}

// What its header says of a surface, as columns.
static void flatten_headers(json_t *rows)
{
    size_t i;
    json_t *row;
    json_array_foreach(rows, i, row)
    {
        json_t *header = json_object_get(row, "header");
        json_object_update_missing(row, header);
        json_object_update_missing(row, json_object_get(header, "bounds"));
    }
}

static mr_status list_of(mr_catalog *catalog, mr_listing what, const char *id,
                         const mr_list_query *query, json_t **out, mr_error *err)
{
    const mr_well_filter filter = {query->search, query->has_curve};
    switch (what) {
    case MR_LIST_WELLS: return mr_well_list(catalog, id, &filter, out, err);
    case MR_LIST_SURVEYS: return mr_survey_list(catalog, id, query->well_id, out, err);
    case MR_LIST_MARKERS: return mr_marker_list(catalog, id, query->well_id, out, err);
    case MR_LIST_PIPELINES: return mr_pipeline_summaries(catalog, id, out, err);
    case MR_LIST_CURVES: MR_TRY(mr_curve_list(catalog, id, query->well_id, out, err)); break;
    case MR_LIST_CURVE_SUMMARY: MR_TRY(mr_curve_summary(catalog, id, out, err)); break;
    case MR_LIST_CURVE_STATES: return mr_curve_states(catalog, id, out, err);
    case MR_LIST_SURFACES:
    case MR_LIST_TABLES: MR_TRY(mr_project_table_list(catalog, id, out, err)); break;
    }
    if (what == MR_LIST_SURFACES || what == MR_LIST_TABLES) {
        keep_kind(*out, what == MR_LIST_SURFACES);
        if (what == MR_LIST_SURFACES)
            flatten_headers(*out);
    } else {
        drop_index(*out);
        keep_found(*out, query->search);
    }
    return MR_OK;
}

mr_status mr_list(mr_service *service, mr_listing what, const mr_list_query *query, json_t **out,
                  mr_error *err)
{
    json_t *found = NULL, *well = NULL;
    MR_TRY(mr_project_open(service, query->project, false, &found, err));
    const char *id = json_string_value(json_object_get(found, "id"));
    mr_status st =
        query->well_id ? mr_well_get(service->catalog, id, query->well_id, &well, err) : MR_OK;
    json_decref(well);
    if (st == MR_OK)
        st = list_of(service->catalog, what, id, query, out, err);
    if (st == MR_OK &&
        (what == MR_LIST_CURVES || what == MR_LIST_CURVE_SUMMARY || what == MR_LIST_CURVE_STATES))
        add_understood(service->units, *out);
    json_decref(found);
    return st;
}
