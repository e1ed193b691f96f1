// Neutron porosity on one matrix as it would read on another. The transforms are quadratics from
// limestone units x, in v/v: y = a x^2 + b x + c; the way back takes their rising branch.
// Source: Asquith & Krygowski (2004), Basic Well Log Analysis, 2nd ed., AAPG Methods in Exploration
// 16, equations of neutron lithology by tool, fitted to the service companies' charts; of the
// thermal tools' TNPH and the epithermal APS only charts are published, so they are not here.
#include "mudrock/operator.h"

enum { LIMESTONE, SANDSTONE, DOLOMITE };

typedef struct quadratic {
    double a, b, c;
} quadratic;

struct params {
    int tool, from, to;
};

static const mr_port inputs[] = {
    {"nphi_column", "nphi", MR_FLOAT64, "v/v", "neutron_porosity",
     "Neutron porosity, corrected for the borehole"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "nphi_matrix", MR_FLOAT64, "v/v", "neutron_porosity",
     "Neutron porosity on the other matrix"},
    {0},
};

static const mr_param params[] = {
    {MR_PARAM(tool, "Tool", NULL), .def = "\"cnl\"", .choices = "cnl,snp,dsn,cn",
     .help = "cnl: compensated neutron, Schlumberger (NPHI); snp: sidewall neutron, Schlumberger; "
             "dsn: Welex and Halliburton; cn: Dresser Atlas, to and from sandstone only"},
    {MR_PARAM(from, "Matrix of the curve", NULL), .def = "\"limestone\"",
     .choices = "limestone,sandstone,dolomite"},
    {MR_PARAM(to, "Matrix wanted", NULL), .def = "\"sandstone\"",
     .choices = "limestone,sandstone,dolomite"},
    {0},
};

static const quadratic transforms[][3] = {
    {{0, 1, 0}, {0.222, 1.021, 0.039}, {1.40, 0.389, -0.01259}},
    {{0, 1, 0}, {0.222, 1.021, 0.024}, {0.60, 0.749, -0.00434}},
    {{0, 1, 0}, {-0.4778, 1.220, 0.0311}, {1.397, 0.345, -0.0152}},
    {{0, 1, 0}, {0, 1, 0.04}, {0, 1, 0}},
};

static mr_status check(const void *params_, mr_error *err)
{
    const struct params *p = params_;

    if (p->tool == 3 && (p->from == DOLOMITE || p->to == DOLOMITE))
        return mr_fail(err, MR_EPARAM, p->to == DOLOMITE ? "to" : "from",
                       "dolomite is not published as a smooth transform for the tool cn");
    return MR_OK;
}

// x of y = a x^2 + b x + c on the branch that rises through 0; NaN below its foot.
static double back(const quadratic *q, double y)
{
    if (!(q->a > 0 || q->a < 0))
        return (y - q->c) / q->b;
    return 2 * (y - q->c) / (q->b + sqrt(q->b * q->b + 4 * q->a * (y - q->c)));
}

static void map(const void *params_, size_t n, const double *const in[], double *const out[])
{
    const struct params *p = params_;
    const quadratic from = transforms[p->tool][p->from], to = transforms[p->tool][p->to];
    const double *restrict nphi = in[0];
    double *restrict y = out[0];

    for (size_t i = 0; i < n; i++) {
        const double x = back(&from, nphi[i]);
        const double made = (to.a * x + to.b) * x + to.c;
        const double value = p->from == p->to ? nphi[i] : made;
        y[i] = nphi[i] >= -0.05 && nphi[i] <= 0.6 ? mr_finite(value) : MR_NAN;
    }
}

const mr_operator mr_operator_neutron_matrix_convert = {
    .id = "neutron_matrix_convert",
    .version = "1.0.0",
    .family = "porosity",
    .category = MR_SUBSURFACE,
    .title = "Neutron porosity on another matrix",
    .help = "Brings a neutron curve from limestone, sandstone or dolomite units to another of "
            "them. Only for the tools named: TNPH and APS curves follow charts of their own.",
    .formula =
        "x in limestone units; cnl: sandstone = 0.222 x^2 + 1.021 x + 0.039, dolomite = 1.40 "
        "x^2 + 0.389 x - 0.01259; snp: 0.222 x^2 + 1.021 x + 0.024, 0.60 x^2 + 0.749 x - "
        "0.00434; dsn: -0.4778 x^2 + 1.220 x + 0.0311, 1.397 x^2 + 0.345 x - 0.0152; cn: "
        "sandstone = x + 0.04; from another matrix the rising root",
    .edge = "A null, or a value below -0.05 or above 0.6 v/v, gives null. The source states "
            "no error of its fits: where a porosity unit matters, take the company's chart",
    .source = "Asquith & Krygowski 2004, Basic Well Log Analysis, AAPG Methods in Exploration 16",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .check = check,
    .map = map,
};
