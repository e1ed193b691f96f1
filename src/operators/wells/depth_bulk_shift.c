// Corrected depth by a constant shift per well.
// Source: Rider & Kennedy 2011, The Geological Interpretation of Well Logs (practice).
#include "mudrock/operator.h"

struct shift {
    const char *well_id;
    double shift;
};

static const mr_param shift_fields[] = {
    {MR_PARAM_OF(struct shift, well_id, "well_id", NULL), .nullable = true, .def = "null"},
    {MR_PARAM_OF(struct shift, shift, "shift", "m")},
    {0},
};

struct params {
    mr_records shifts;
};

static const mr_param params[] = {
    {MR_PARAM(shifts, "Shifts", "m"), .def = "[]", .needed = true,
     .help = "shift per well; well_id null = every other well", .fields = shift_fields,
     .item_size = sizeof(struct shift)},
    {0},
};

// The first version made do with data of its own.
static const mr_param params_v1[] = {
    {MR_PARAM(shifts, "Shifts", "m"), .def = "[{\"well_id\": null, \"shift\": 0.0}]",
     .help = "shift per well; well_id null = every other well", .fields = shift_fields,
     .item_size = sizeof(struct shift)},
    {0},
};

static const mr_port inputs[] = {
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "depth_shifted", MR_FLOAT64, "m", .help = "Shifted depth"},
    {0},
};

static mr_status each(const void *params_, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err)
{
    const struct params *p = params_;
    (void)n_many;
    (void)arena;
    (void)err;

    const struct shift *shifts = p->shifts.at;
    const struct shift *found = NULL, *any = NULL; // of this well, of every other well
    for (size_t i = 0; i < p->shifts.n; i++) {
        const char *well = shifts[i].well_id;
        if (!well && !any)
            any = &shifts[i];
        if (well && !found && !in[1].null && mr_str_eq(in[1].text, mr_str_of(well)))
            found = &shifts[i];
    }
    found = found ? found : any;
    out[0] = mr_cell_real(in[0].real + (found ? found->shift : 0));
    return MR_OK;
}

#define OPERATOR                                                                                   \
    .id = "depth_bulk_shift", .family = "depth", .category = MR_WELLS,                             \
    .title = "Corrected depth by a constant shift per well",                                       \
    .help = "Moves a whole well up or down, by its own or a common shift.",                        \
    .formula = "y=DEPTH+shift of the first entry with this well_id, else of the first entry with"  \
               " null well_id, else 0",                                                            \
    .edge = "null depth gives null",                                                               \
    .source = "Rider & Kennedy 2011, The Geological Interpretation of Well Logs (practice)",       \
    .inputs = inputs, .outputs = outputs, .params_size = sizeof(struct params), .makes_keys = true

const mr_operator mr_operator_depth_bulk_shift = {
    OPERATOR,
    .version = "2.0.0",
    .params = params,
    .each = each,
};

const mr_operator mr_operator_depth_bulk_shift_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .params = params_v1,
    .replacement_version = "2.0.0",
    .change = "has no shifts of its own: they are written or connected",
    .migrate = mr_migrate_as_is,
    .each = each,
};
