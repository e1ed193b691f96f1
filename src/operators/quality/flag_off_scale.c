// Flag readings at or beyond the tool limits.
// Source: Theys 1999, Log Data Acquisition and Quality Control.
#include "mudrock/door.h"
#include "mudrock/tabular.h"

struct params {
    double low_limit;
    double high_limit;
    double tolerance;
};

static const mr_param params[] = {
    {MR_PARAM(low_limit, "Low limit", "as input"), .def = "0.2"},
    {MR_PARAM(high_limit, "High limit", "as input"), .def = "2000.0"},
    {MR_PARAM(tolerance, "Relative margin", NULL), .def = "0.0", .range = "[0,)"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "rt", MR_FLOAT64, "as input", .help = "Curve"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "off_scale", MR_UTF8, NULL, .labels = "low,high,ok",
     .help = "At or beyond a limit"},
    {0},
};

// `hair`: a reading at a limit is at it in any unit, whatever the digits of a conversion.
static MR_VECTOR void flag(const struct params *p, double hair, size_t n, const double *restrict x,
                           double *restrict result)
{
    const double low = p->low_limit + (p->tolerance + hair) * fabs(p->low_limit);
    const double high = p->high_limit - (p->tolerance + hair) * fabs(p->high_limit);

    for (size_t i = 0; i < n; i++) {
        double v = x[i] <= low ? 0 : x[i] >= high ? 1 : 2;
        result[i] = v + 0 * x[i];
    }
}

static void map(const void *params_, size_t n, const double *const in[], double *const out[])
{
    flag(params_, 1e-13, n, in[0], out[0]);
}

static void map_v1(const void *params_, size_t n, const double *const in[], double *const out[])
{
    flag(params_, 0, n, in[0], out[0]);
}

// A share of a limit means something only where the scale begins at nothing.
static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const struct params *p = in->args->params;
    const mr_field *field = mr_infer_input(in, "column");
    const char *absolute = field ? mr_unit_of_field(in, "absolute", field) : NULL;

    if (p->tolerance > 0 && absolute && !mr_unit_equal(in->units, absolute, field->unit))
        return mr_fail(err, MR_EPARAM, "/tolerance",
                       "is a share of a limit, but `%s` is in %s, a scale with a zero of its own: "
                       "put the margin into the limits and leave the tolerance 0",
                       field->name, field->unit);
    return mr_infer_ports(in, out, err);
}

#define OPERATOR                                                                                   \
    .id = "flag_off_scale", .family = "flags", .category = MR_QUALITY,                             \
    .title = "Flag readings at or beyond the tool limits",                                         \
    .help = "Readings at the end of the tool's range say only that the value is beyond.",          \
    .formula = "'low' when x<=low_limit+tolerance*abs(low_limit), 'high' when x>=high_limit-"      \
               "tolerance*abs(high_limit), else 'ok'; low is tested first",                        \
    .source = "Theys 1999, Log Data Acquisition and Quality Control", .inputs = inputs,            \
    .outputs = outputs, .params = params, .params_size = sizeof(struct params)

const mr_operator mr_operator_flag_off_scale = {
    OPERATOR,
    .version = "2.0.0",
    .edge = "null gives null; a tolerance is refused where the scale has a zero of its own "
            "(temperatures, gauge pressures)",
    .infer = infer,
    .map = map,
};

const mr_operator mr_operator_flag_off_scale_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .edge = "null gives null",
    .replacement_version = "2.0.0",
    .change = "refuses a tolerance where the scale has a zero of its own",
    .migrate = mr_migrate_as_is,
    .map = map_v1,
};
