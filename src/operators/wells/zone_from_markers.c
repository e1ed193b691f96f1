// Zone name of each sample from formation tops.
// Source: Tearpock & Bischke (2003), Applied Subsurface Geological Mapping.
#include <float.h>
#include <math.h>
#include <string.h>

#include "mudrock/tabular.h"

struct marker {
    const char *well_id, *name;
    double depth;
};

static const mr_param marker_fields[] = {
    {MR_PARAM_OF(struct marker, well_id, "Well", NULL), .def = "null", .nullable = true},
    {MR_PARAM_OF(struct marker, name, "Top", NULL)},
    {MR_PARAM_OF(struct marker, depth, "Depth", "m")},
    {0},
};

struct params {
    mr_records markers;
    const char *above;
};

static const mr_port inputs[] = {
    {"depth_column", "depth", MR_FLOAT64, "m", "depth", "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, NULL,
     "Well; without such a column the table is one well", .optional = true},
    {0},
};
static const mr_port outputs[] = {
    {"output_column", "zone", MR_UTF8, NULL, NULL, "Zone"},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(markers, "Tops; well_id null = every well", NULL), .def = "[]", .needed = true,
     .fields = marker_fields, .item_size = sizeof(struct marker)},
    {MR_PARAM(above, "Name above the first marker; null = null", NULL), .def = "null",
     .nullable = true},
    {0},
};

// The first version made do with data of its own.
static const mr_param params_v1[] = {
    {MR_PARAM(markers, "Tops; well_id null = every well", NULL),
     .def = "[{\"well_id\": null, \"name\": \"Upper\", \"depth\": 1000.5}, {\"well_id\": null, "
            "\"name\": \"Middle\", \"depth\": 1001.2}, {\"well_id\": null, \"name\": \"Lower\", "
            "\"depth\": 1002.0}]",
     .fields = marker_fields, .item_size = sizeof(struct marker)},
    {MR_PARAM(above, "Name above the first marker; null = null", NULL), .def = "null",
     .nullable = true},
    {0},
};

// Markers of a well in ascending depth, equal depths in listed order.
static const struct marker **markers_of(const struct params *p, const char *well, size_t *n,
                                        mr_arena *arena)
{
    const struct marker *all = p->markers.at;
    const size_t most = p->markers.n;
    double *depths = MR_ARENA_ARRAY(arena, double, most + 1);
    int64_t *order = MR_ARENA_ARRAY(arena, int64_t, most + 1);
    const struct marker **sorted = MR_ARENA_ARRAY(arena, const struct marker *, most + 1);

    *n = 0;
    for (size_t i = 0; i < most; i++) {
        depths[i] = all[i].depth;
        if (!all[i].well_id || (well && strcmp(all[i].well_id, well) == 0))
            order[(*n)++] = (int64_t)i;
    }
    mr_sort_rows(depths, order, *n, MR_ARENA_ARRAY(arena, int64_t, most + 1));
    for (size_t i = 0; i < *n; i++)
        sorted[i] = &all[order[i]];
    return sorted;
}

// Down to a few last digits, which a conversion of units rounds away: a sample on a marker is below
// it in feet as in metres.
static bool is_reached(double marker, double depth)
{
    return marker - depth <= 4 * DBL_EPSILON * fabs(depth);
}

// Both the rows and the markers go down: one walk.
static void name_rows(const struct params *p, const mr_group *well, const char **names,
                      mr_arena *arena)
{
    size_t n, passed = 0;
    const struct marker **markers = markers_of(p, well->name, &n, arena);

    for (size_t i = 0; i < well->n; i++) {
        while (passed < n && is_reached(markers[passed]->depth, well->depth[i]))
            passed++;
        names[well->rows[i]] = passed > 0 ? markers[passed - 1]->name : p->above;
    }
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const size_t n = (size_t)call->inputs[0]->rows;
    const char **names = MR_ARENA_ARRAY(call->arena, const char *, n + 1);
    const mr_groups wells = mr_call_wells(call);
    mr_rows *rows = mr_rows_new(call);

    for (size_t w = 0; w < wells.n && !mr_call_cancelled(call); w++)
        name_rows(call->args->params, &wells.at[w], names, call->arena);
    for (size_t i = 0; i < n; i++)
        mr_rows_text(rows, names[i]);
    return mr_rows_finish(rows, out, err);
}

#define OPERATOR                                                                                   \
    .id = "zone_from_markers", .family = "zones", .category = MR_WELLS,                            \
    .title = "Zone from markers",                                                                  \
    .help = "Names the zone of each sample after the deepest top at or above it.",                 \
    .formula =                                                                                     \
        "zone = name of the deepest marker of the well (its own or those without well) with "      \
        "depth <= DEPTH; of equal depths the one listed last",                                     \
    .edge = "A null depth gives null; no marker at or above gives `above`",                        \
    .source = "Tearpock & Bischke 2003, Applied Subsurface Geological Mapping", .inputs = inputs,  \
    .outputs = outputs, .params_size = sizeof(struct params)

const mr_operator mr_operator_zone_from_markers = {
    OPERATOR,
    .version = "2.0.0",
    .params = params,
    .table = table,
};

const mr_operator mr_operator_zone_from_markers_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .params = params_v1,
    .replacement_version = "2.0.0",
    .change = "has no markers of its own: they are written or connected",
    .migrate = mr_migrate_as_is,
    .table = table,
};
