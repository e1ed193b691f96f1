// Sources told by JSON, for tests of the validator:
// {"projects": {"P": {"depth_unit": "m", "depth": [1000, 2000], "wells": ["W-1", ...],
// "unreadable": "...",
//   "curves": [{"column", "type", "unit", "quantity", "wells": [those that have it; absent = all],
//   "unit_unknown": true}], "remarks": [{"severity", "code", "member", "message", "column",
//   "hint"}], "tables": {"name": [{"column", "type", "unit", "quantity"}]}}}}
#pragma once

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "mudrock/validate.h"

static inline const char *fake_text(json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static inline bool fake_holds(json_t *list, const char *text)
{
    size_t i;
    json_t *item;

    json_array_foreach(list, i, item) if (strcmp(json_string_value(item), text) == 0) return true;
    return false;
}

static inline const char *fake_near(json_t *wells, const char *wanted)
{
    size_t i, least = 3;
    json_t *well;
    const char *best = NULL;

    json_array_foreach(wells, i, well)
    {
        size_t distance = mr_edit_distance(wanted, json_string_value(well), 2);
        if (distance < least) {
            least = distance;
            best = json_string_value(well);
        }
    }
    return best;
}

static inline mr_names fake_wells(json_t *wells, const mr_names *asked, mr_arena *arena,
                                  mr_source_info *out)
{
    mr_names found = {0, MR_ARENA_ARRAY(arena, const char *, json_array_size(wells) + asked->n)};
    const char **unknown = MR_ARENA_ARRAY(arena, const char *, asked->n);
    const char **near = MR_ARENA_ARRAY(arena, const char *, asked->n);
    size_t i;
    json_t *well;

    if (asked->n == 0)
        json_array_foreach(wells, i, well) found.at[found.n++] = json_string_value(well);
    for (i = 0; i < asked->n; i++) {
        if (fake_holds(wells, asked->at[i])) {
            found.at[found.n++] = asked->at[i];
            continue;
        }
        near[out->n_unknown] = fake_near(wells, asked->at[i]);
        unknown[out->n_unknown++] = asked->at[i];
    }
    out->unknown = unknown;
    out->near = near;
    out->n_wells = found.n;
    return found;
}

static inline mr_source_curve fake_curve(json_t *curve, const mr_names *wells, mr_arena *arena)
{
    json_t *having = json_object_get(curve, "wells");
    const char **lacking = MR_ARENA_ARRAY(arena, const char *, wells->n + 1);
    size_t n_lacking = 0;
    mr_source_curve out = {
        .column = fake_text(curve, "column"),
        .unit = fake_text(curve, "unit"),
        .quantity = fake_text(curve, "quantity"),
        .type = MR_FLOAT64,
        .unit_unknown = json_is_true(json_object_get(curve, "unit_unknown")),
    };

    mr_type_parse(fake_text(curve, "type"), &out.type);
    for (size_t k = 0; k < wells->n; k++) {
        if (!having || fake_holds(having, wells->at[k]))
            out.wells++;
        else
            lacking[n_lacking++] = wells->at[k];
    }
    out.lacking = lacking;
    return out;
}

static inline void fake_curves(json_t *list, const mr_names *wells, mr_arena *arena,
                               mr_source_info *out)
{
    mr_source_curve *curves = MR_ARENA_ARRAY(arena, mr_source_curve, json_array_size(list));
    size_t i;
    json_t *item;

    json_array_foreach(list, i, item)
    {
        mr_source_curve curve = fake_curve(item, wells, arena);
        if (curve.wells > 0 || wells->n == 0)
            curves[out->n_curves++] = curve;
    }
    out->curves = curves;
}

static inline void fake_remarks(json_t *list, mr_arena *arena, mr_source_info *out)
{
    mr_source_remark *remarks = MR_ARENA_ARRAY(arena, mr_source_remark, json_array_size(list) + 1);
    size_t i;
    json_t *item;

    json_array_foreach(list, i, item) remarks[out->n_remarks++] = (mr_source_remark){
        .severity = strcmp(fake_text(item, "severity"), "error") == 0 ? MR_SEVERITY_ERROR
                                                                      : MR_SEVERITY_WARNING,
        .code = fake_text(item, "code"),
        .message = fake_text(item, "message"),
        .column = fake_text(item, "column"),
        .hint = fake_text(item, "hint"),
        .member = fake_text(item, "member"),
    };
    out->remarks = remarks;
}

static inline mr_status fake_describe(void *context, const char *project_id,
                                      const mr_source *source, mr_arena *arena, mr_source_info *out,
                                      mr_error *err)
{
    json_t *projects = json_object_get(context, "projects");
    json_t *project = project_id ? json_object_get(projects, project_id) : NULL;
    json_t *range = json_object_get(project, "depth");
    mr_names none = {0};

    (void)err;
    *out = (mr_source_info){
        .project_known = project != NULL, .depth_min = (double)NAN, .depth_max = (double)NAN};
    out->depth_unit = fake_text(project, "depth_unit");
    out->unreadable = fake_text(project, "unreadable");
    if (range) {
        out->depth_min = json_number_value(json_array_get(range, 0));
        out->depth_max = json_number_value(json_array_get(range, 1));
    }
    if (source->kind == MR_SOURCE_TABLE) {
        json_t *tables = json_object_get(project, "tables");
        json_t *columns = json_object_get(tables, source->name);
        if (project && !columns)
            out->unreadable = mr_arena_printf(arena, "the project has no table '%s'", source->name);
        fake_curves(columns, &none, arena, out);
        return MR_OK;
    }
    mr_names wells = fake_wells(json_object_get(project, "wells"), &source->well_ids, arena, out);
    if (source->kind == MR_SOURCE_WELL_LOGS)
        fake_curves(json_object_get(project, "curves"), &wells, arena, out);
    fake_remarks(json_object_get(project, "remarks"), arena, out);
    return MR_OK;
}

// `json` must outlive the sources.
static inline mr_sources fake_sources(json_t *json)
{
    return (mr_sources){.context = json, .describe = fake_describe};
}
