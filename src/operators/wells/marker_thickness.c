// Thickness of each zone per well from tops (replaces the rows).
// Source: Tearpock & Bischke 2003, Applied Subsurface Geological Mapping.
#include <string.h>

#include "mudrock/tabular.h"

struct marker {
    const char *well_id;
    const char *name;
    double depth;
};

static const mr_param marker_fields[] = {
    {MR_PARAM_OF(struct marker, well_id, "well_id", NULL), .nullable = true, .def = "null"},
    {MR_PARAM_OF(struct marker, name, "name", NULL)},
    {MR_PARAM_OF(struct marker, depth, "depth", "m")},
    {0},
};

struct params {
    mr_records markers;
};

static const mr_param params[] = {
    {MR_PARAM(markers, "Markers", NULL), .def = "[]", .needed = true,
     .help = "tops; well_id null = every well", .fields = marker_fields,
     .item_size = sizeof(struct marker)},
    {0},
};

// The first version made do with data of its own.
static const mr_param params_v1[] = {
    {MR_PARAM(markers, "Markers", NULL),
     .def = "[{\"well_id\": null, \"name\": \"Upper\", \"depth\": 1000.5}, {\"well_id\": null, "
            "\"name\": \"Middle\", \"depth\": 1001.2}, {\"well_id\": null, \"name\": \"Lower\", "
            "\"depth\": 1002.0}]",
     .help = "tops; well_id null = every well", .fields = marker_fields,
     .item_size = sizeof(struct marker)},
    {0},
};

static const mr_port inputs[] = {
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

// The markers of a well (its own and those of every well) by depth, equal depths in listed order.
static size_t markers_of(const struct params *p, const char *well, const struct marker **found)
{
    const struct marker *markers = p->markers.at;
    size_t n = 0;

    for (size_t i = 0; i < p->markers.n; i++) {
        const struct marker *m = &markers[i];
        if (m->well_id && (!well || strcmp(m->well_id, well) != 0))
            continue;
        size_t k = n++;
        for (; k > 0 && found[k - 1]->depth > m->depth; k--)
            found[k] = found[k - 1];
        found[k] = m;
    }
    return n;
}

static void add_well(const mr_call *call, const mr_group *well, mr_rows *rows)
{
    const struct params *p = call->args->params;
    const struct marker **markers =
        MR_ARENA_ARRAY(call->arena, const struct marker *, p->markers.n + 1);
    const size_t n = markers_of(p, well->name, markers);
    const double deepest = well->n > 0 ? well->depth[well->n - 1] : MR_NAN;

    for (size_t i = 0; i < n && well->n > 0; i++) {
        const double top = markers[i]->depth;
        double base = i + 1 < n ? markers[i + 1]->depth : deepest;
        base = base < top ? MR_NAN : base; // the well ends above the last marker
        mr_rows_well(rows, well->name);
        mr_rows_text(rows, markers[i]->name);
        mr_rows_real(rows, top);
        mr_rows_real(rows, base);
        mr_rows_real(rows, base - top);
    }
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const mr_field *field = mr_infer_input(in, "depth_column");
    const char *unit = field ? field->unit : NULL;

    MR_TRY(mr_infer_keep(in, out, "well_column", err));
    MR_TRY(mr_infer_add(out, "zone", MR_UTF8, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "top", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "base", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "thickness", MR_FLOAT64, unit, NULL, err));
    return MR_OK;
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const mr_groups wells = mr_call_wells(call);
    mr_rows *rows = mr_rows_new(call);

    for (size_t w = 0; w < wells.n && !mr_call_cancelled(call); w++)
        add_well(call, &wells.at[w], rows);
    return mr_rows_finish(rows, out, err);
}

#define OPERATOR                                                                                   \
    .id = "marker_thickness", .family = "zones", .category = MR_WELLS,                             \
    .title = "Thickness of each zone per well from tops (replaces the rows)",                      \
    .help = "Top, base and thickness of the zones of each well.",                                  \
    .formula = "markers of the well (own or null well_id) in ascending depth (equal depths in "    \
               "listed order); base=next marker depth, for the last one the deepest non-null "     \
               "depth of the well; thickness=base-top; a last zone with base<top has null base "   \
               "and thickness",                                                                    \
    .edge = "wells in order of first appearance; wells without depths give no row",                \
    .source = "Tearpock & Bischke 2003, Applied Subsurface Geological Mapping", .inputs = inputs,  \
    .params_size = sizeof(struct params), .extension = true, .replaces_rows = true, .infer = infer

const mr_operator mr_operator_marker_thickness = {
    OPERATOR,
    .version = "2.0.0",
    .params = params,
    .table = table,
};

const mr_operator mr_operator_marker_thickness_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .params = params_v1,
    .replacement_version = "2.0.0",
    .change = "has no markers of its own: they are written or connected",
    .migrate = mr_migrate_as_is,
    .table = table,
};
