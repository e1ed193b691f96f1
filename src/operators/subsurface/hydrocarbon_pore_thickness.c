// Cumulative hydrocarbon pore thickness from the deepest sample upward or from the top down.
// Source: Dake 1978, Fundamentals of Reservoir Engineering.
#include "mudrock/tabular.h"

struct params {
    int direction; // down, up
    double max_gap;
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(direction, "Direction", NULL), .def = "\"down\"", .choices = "down,up"},
    {0},
};

static const mr_port inputs[] = {
    {"phie_column", "phie", MR_FLOAT64, "v/v", .quantity = "effective_porosity",
     .help = "Effective porosity"},
    {"sw_column", "sw", MR_FLOAT64, "v/v", .quantity = "water_saturation",
     .help = "Water saturation"},
    {"flag_column", NULL, MR_BOOL, NULL, .optional = true,
     .help = "Optional flag; false or null samples count zero"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "hcpt", MR_FLOAT64, "m", .help = "Hydrocarbon pore thickness"},
    {0},
};

static void sum_up(const struct params *p, const mr_series *series, const double *dz)
{
    const double *phie = series->in[0];
    const double *sw = series->in[1];
    const double *flag = series->in[2];
    double *result = series->out[0];
    const size_t n = series->n;
    double sum = 0;

    for (size_t k = 0; k < n; k++) {
        size_t i = p->direction == 0 ? k : n - 1 - k; // down, up
        double h = phie[i] * (1 - sw[i]);
        bool counts = isfinite(h) && (!flag || flag[i] > 0);
        sum += counts ? h * dz[i] : 0;
        result[i] = sum;
    }
}

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const mr_group rows = {.n = series->n, .depth = series->depth};
    double *h = MR_ARENA_ARRAY(series->arena, double, series->n + 1);

    (void)err;
    for (size_t i = 0; i < series->n; i++)
        h[i] = mr_finite(series->in[0][i] * (1 - series->in[1][i]));
    sum_up(p, series,
           mr_group_weights(&rows, (const double *const[]){h}, 1, p->max_gap, series->arena));
    return MR_OK;
}

// Rows of nulls are neighbours, and so are samples on both sides of a gap.
static mr_status well_v1(const void *params_, const mr_series *series, mr_error *err)
{
    double *dz = MR_ARENA_ARRAY(series->arena, double, series->n + 1);

    (void)err;
    mr_thickness(series->depth, series->n, dz);
    sum_up(params_, series, dz);
    return MR_OK;
}

#define OPERATOR                                                                                   \
    .id = "hydrocarbon_pore_thickness", .family = "net_pay", .category = MR_SUBSURFACE,            \
    .title = "Cumulative hydrocarbon pore thickness from the deepest sample upward or from the"    \
             " top down",                                                                          \
    .help = "Metres of hydrocarbon above or below each depth.",                                    \
    .source = "Dake 1978, Fundamentals of Reservoir Engineering", .inputs = inputs,                \
    .outputs = outputs, .params_size = sizeof(struct params), .extension = true

const mr_operator mr_operator_hydrocarbon_pore_thickness = {
    OPERATOR,
    .version = "2.0.0",
    .formula =
        "h[i]=PHIE[i]*(1-SW[i]), 0 where either is null or the flag is not true; samples are the "
        "rows where neither is null; dz[i]=half the distance to each neighbouring sample, half the "
        "median step towards a gap; HCPT[i]=sum of h[k]*dz[k] for k<=i (down) or k>=i (up)",
    .edge = "never null except for null depth",
    .params = params,
    .well = well,
};

const mr_operator mr_operator_hydrocarbon_pore_thickness_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .formula = "h[i]=PHIE[i]*(1-SW[i]), 0 where either is null or the flag is not true; "
               "dz[i]=(z[i+1]-z[i-1])/2, half the only neighbour distance at the ends (0 for one"
               " sample); HCPT[i]=sum of h[k]*dz[k] for k<=i (down) or k>=i (up)",
    .edge = "never null except for null depth",
    .params = params + 1,
    .well = well_v1,
    .replacement_version = "2.0.0",
    .change = "does not count what was not measured",
    .migrate = mr_migrate_as_is,
};
