// Cumulative hydrocarbon pore thickness from the deepest sample upward or from the top down.
// Source: Dake 1978, Fundamentals of Reservoir Engineering.
#include "mudrock/operator.h"

struct params {
    int direction; // down, up
};

static const mr_param params[] = {
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

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *phie = series->in[0];
    const double *sw = series->in[1];
    const double *flag = series->in[2];
    double *result = series->out[0];
    (void)err;

    const size_t n = series->n;
    double *dz = mr_arena_alloc(series->arena, n * sizeof *dz);
    mr_thickness(series->depth, n, dz);
    double sum = 0;
    for (size_t k = 0; k < n; k++) {
        size_t i = p->direction == 0 ? k : n - 1 - k; // down, up
        double h = phie[i] * (1 - sw[i]);
        bool counts = isfinite(h) && (!flag || flag[i] > 0);
        sum += counts ? h * dz[i] : 0;
        result[i] = sum;
    }
    return MR_OK;
}

const mr_operator mr_operator_hydrocarbon_pore_thickness = {
    .id = "hydrocarbon_pore_thickness",
    .version = "1.0.0",
    .family = "net_pay",
    .category = MR_SUBSURFACE,
    .title = "Cumulative hydrocarbon pore thickness from the deepest sample upward or from the"
             " top down",
    .help = "Metres of hydrocarbon above or below each depth.",
    .formula = "h[i]=PHIE[i]*(1-SW[i]), 0 where either is null or the flag is not true; "
               "dz[i]=(z[i+1]-z[i-1])/2, half the only neighbour distance at the ends (0 for one"
               " sample); HCPT[i]=sum of h[k]*dz[k] for k<=i (down) or k>=i (up)",
    .edge = "never null except for null depth",
    .source = "Dake 1978, Fundamentals of Reservoir Engineering",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .well = well,
};
