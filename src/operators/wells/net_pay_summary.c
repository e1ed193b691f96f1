// Gross, net reservoir and net pay summary by well and zone.
// Source: Worthington & Cosentino (2005), The role of cutoffs in integrated reservoir studies.
#include "mudrock/tabular.h"

struct params {
    double vsh_cutoff, phi_cutoff, sw_cutoff;
    double max_gap;
};

static const mr_port inputs[] = {
    {"zone_column", "zone", MR_UTF8, NULL, NULL, "Zone"},
    {"vsh_column", "vsh", MR_FLOAT64, "v/v", "shale_volume", "Shale volume"},
    {"phie_column", "phie", MR_FLOAT64, "v/v", "effective_porosity", "Effective porosity"},
    {"sw_column", "sw", MR_FLOAT64, "v/v", "water_saturation", "Water saturation"},
    {"depth_column", "depth", MR_FLOAT64, "m", "depth", "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, NULL,
     "Well; without such a column the table is one well", .optional = true},
    {"reservoir_column", NULL, MR_BOOL, NULL, "reservoir_flag",
     "Net reservoir by net_pay_flags, in place of cut-offs; with pay_column", .optional = true},
    {"pay_column", NULL, MR_BOOL, NULL, "pay_flag",
     "Net pay by net_pay_flags, in place of cut-offs; with reservoir_column", .optional = true},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"zone_column", "zone", MR_UTF8, NULL, NULL, "Zone"},
    {"vsh_column", "vsh", MR_FLOAT64, "v/v", "shale_volume", "Shale volume"},
    {"phie_column", "phie", MR_FLOAT64, "v/v", "effective_porosity", "Effective porosity"},
    {"sw_column", "sw", MR_FLOAT64, "v/v", "water_saturation", "Water saturation"},
    {"depth_column", "depth", MR_FLOAT64, "m", "depth", "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, NULL,
     "Well; without such a column the table is one well", .optional = true},
    {0},
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(vsh_cutoff, "Greatest shale volume", "v/v"), .def = "0.5"},
    {MR_PARAM(phi_cutoff, "Least porosity", "v/v"), .def = "0.08"},
    {MR_PARAM(sw_cutoff, "Greatest water saturation", "v/v"), .def = "0.6"},
    {0},
};

struct sums {
    double gross, logged, reservoir, pay, phi,
        water;          // thickness; of pay also sum(PHIE dz), sum(SW PHIE dz)
    double hydrocarbon; // sum(PHIE (1 - SW) dz)
};

typedef struct curves {
    const double *vsh, *phie, *sw, *reservoir, *pay; // the flags NULL where cut-offs tell
} curves;

static const double *reals_of(const mr_call *call, const mr_group *group, const char *param)
{
    const mr_column *column = mr_call_column(call, param);

    return column ? mr_group_reals(group, column, call->arena) : NULL;
}

static curves curves_of(const mr_call *call, const mr_group *group)
{
    return (curves){
        .vsh = reals_of(call, group, "vsh_column"),
        .phie = reals_of(call, group, "phie_column"),
        .sw = reals_of(call, group, "sw_column"),
        .reservoir = reals_of(call, group, "reservoir_column"),
        .pay = reals_of(call, group, "pay_column"),
    };
}

// A null fails its test, as every comparison with NaN does.
static bool is_reservoir(const struct params *p, const curves *c, size_t i)
{
    return c->reservoir ? c->reservoir[i] > 0
                        : c->vsh[i] <= p->vsh_cutoff && c->phie[i] >= p->phi_cutoff;
}

static bool is_pay(const struct params *p, const curves *c, size_t i)
{
    return c->pay ? c->pay[i] > 0 && !isnan(c->phie[i]) && !isnan(c->sw[i])
                  : is_reservoir(p, c, i) && c->sw[i] <= p->sw_cutoff;
}

static struct sums sum_zone(const mr_call *call, const mr_group *zone, const double *dz)
{
    const struct params *p = call->args->params;
    const curves c = curves_of(call, zone);
    struct sums s = {0};

    for (size_t i = 0; i < zone->n; i++) {
        const double d = dz[zone->places[i]];
        s.gross += d;
        s.logged += isnan(c.vsh[i]) || isnan(c.phie[i]) || isnan(c.sw[i]) ? 0 : d;
        s.reservoir += is_reservoir(p, &c, i) ? d : 0;
        if (!is_pay(p, &c, i))
            continue;
        s.pay += d;
        s.phi += c.phie[i] * d;
        s.water += c.sw[i] * c.phie[i] * d;
        s.hydrocarbon += c.phie[i] * (1 - c.sw[i]) * d;
    }
    return s;
}

// Version 1 knows no gaps, and sums up the gross thickness.
static bool is_first(const mr_operator *op)
{
    return op->replacement_version;
}

static void add_zone(const mr_call *call, const mr_group *well, const mr_group *zone,
                     const double *dz, mr_rows *rows)
{
    struct sums s = sum_zone(call, zone, dz);
    const bool first = is_first(call->args->op);

    s.gross = first ? s.gross : zone->depth[zone->n - 1] - zone->depth[0];

    mr_rows_well(rows, well->name);
    mr_rows_text(rows, zone->name);
    mr_rows_real(rows, zone->depth[0]);
    mr_rows_real(rows, zone->depth[zone->n - 1]);
    mr_rows_real(rows, s.gross);
    if (!first)
        mr_rows_real(rows, s.logged);
    mr_rows_real(rows, s.reservoir);
    mr_rows_real(rows, s.pay);
    mr_rows_real(rows, s.pay / s.gross);
    mr_rows_real(rows, s.phi / s.pay);
    mr_rows_real(rows, s.water / s.phi);
    mr_rows_real(rows, s.hydrocarbon);
}

// The rows of a well that say something, with what they weigh.
static mr_group samples_of(const mr_call *call, const mr_group *well, double *dz)
{
    const struct params *p = call->args->params;
    const double *const all[] = {
        mr_group_reals(well, mr_call_column(call, "vsh_column"), call->arena),
        mr_group_reals(well, mr_call_column(call, "phie_column"), call->arena),
        mr_group_reals(well, mr_call_column(call, "sw_column"), call->arena),
    };
    if (is_first(call->args->op)) {
        mr_thickness(well->depth, well->n, dz);
        return *well;
    }
    const mr_group samples = mr_group_samples(well, all, 3, call->arena);
    const mr_gaps gaps = mr_gaps_of(samples.depth, samples.n, p->max_gap, MR_GAP_STEPS, dz);
    mr_thickness_in(samples.depth, samples.n, &gaps, dz);
    return samples;
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const mr_groups wells = mr_call_wells(call);
    mr_rows *rows = mr_rows_new(call);

    for (size_t w = 0; w < wells.n && !mr_call_cancelled(call); w++) {
        double *dz = MR_ARENA_ARRAY(call->arena, double, wells.at[w].n + 1);
        const mr_group well = samples_of(call, &wells.at[w], dz);
        const mr_groups zones =
            mr_groups_zones(&well, mr_call_column(call, "zone_column"), call->arena);
        for (size_t i = 0; i < zones.n; i++)
            add_zone(call, &well, &zones.at[i], dz, rows);
    }
    return mr_rows_finish(rows, out, err);
}

// Cut-offs stand in one place: where flags tell, those of this node are left as they are.
static mr_status check_flags(const mr_infer *in, mr_error *err)
{
    const struct params *p = in->args->params;
    const mr_field *reservoir = mr_infer_input(in, "reservoir_column");
    const mr_field *pay = mr_infer_input(in, "pay_column");
    const bool own = fabs(p->vsh_cutoff - 0.5) > 0 || fabs(p->phi_cutoff - 0.08) > 0 ||
                     fabs(p->sw_cutoff - 0.6) > 0;

    if ((reservoir == NULL) != (pay == NULL))
        return mr_fail(err, MR_EPARAM, pay ? "/reservoir_column" : "/pay_column",
                       "the flags of net reservoir and of net pay go together: name both or none");
    if (pay && own)
        return mr_fail(err, MR_EPARAM, "/pay_column",
                       "`%s` says what is pay, and so do the cut-offs of this node: leave these at "
                       "their defaults, or name no flags",
                       pay->name);
    return MR_OK;
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const mr_field *depth = mr_infer_input(in, "depth_column");
    const char *unit = depth ? depth->unit : NULL;

    MR_TRY(check_flags(in, err));
    MR_TRY(mr_infer_keep(in, out, "well_column", err));
    MR_TRY(mr_infer_keep(in, out, "zone_column", err));
    MR_TRY(mr_infer_add(out, "top", MR_FLOAT64, unit, "depth", err));
    MR_TRY(mr_infer_add(out, "base", MR_FLOAT64, unit, "depth", err));
    MR_TRY(mr_infer_add(out, "gross", MR_FLOAT64, unit, NULL, err));
    if (!is_first(in->args->op))
        MR_TRY(mr_infer_add(out, "logged", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "net_reservoir", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "net_pay", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "net_to_gross", MR_FLOAT64, "v/v", NULL, err));
    MR_TRY(mr_infer_add(out, "phi_avg", MR_FLOAT64, "v/v", "effective_porosity", err));
    MR_TRY(mr_infer_add(out, "sw_avg", MR_FLOAT64, "v/v", "water_saturation", err));
    return mr_infer_add(out, "hcpt", MR_FLOAT64, unit, NULL, err);
}

#define OPERATOR                                                                                   \
    .id = "net_pay_summary", .family = "zones", .category = MR_WELLS, .title = "Net pay summary",  \
    .help = "Gross and net thickness and the averages over pay, by well and zone.",                \
    .source = "Worthington & Cosentino 2005, The role of cutoffs in integrated reservoir studies", \
    .params_size = sizeof(struct params), .replaces_rows = true, .infer = infer, .table = table

const mr_operator mr_operator_net_pay_summary = {
    OPERATOR,
    .version = "2.0.0",
    .formula = "dz = half the distance to each neighbour in the well, half the median step towards "
               "a gap; gross = base - top; logged = sum(dz) where no input is null; reservoir: VSH "
               "<= vsh_cutoff and PHIE >= phi_cutoff; pay: "
               "reservoir and SW <= sw_cutoff; phi_avg = sum(PHIE dz) / sum(dz), sw_avg = sum(SW "
               "PHIE dz) / sum(PHIE dz), hcpt = sum(PHIE (1 - SW) dz) over pay",
    .edge = "A row of nulls is no sample; a null fails its test; averages are null without pay, "
            "hcpt is then 0; rows without "
            "zone belong to none; with flags of net_pay_flags they tell in place of the cut-offs, "
            "a null is not set, and pay is not counted where porosity or saturation is null",
    .inputs = inputs,
    .params = params,
};

const mr_operator mr_operator_net_pay_summary_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .formula = "gross = sum(dz); reservoir: VSH <= vsh_cutoff and PHIE >= phi_cutoff; pay: "
               "reservoir and SW <= sw_cutoff; phi_avg = sum(PHIE dz) / sum(dz), sw_avg = sum(SW "
               "PHIE dz) / sum(PHIE dz), hcpt = sum(PHIE (1 - SW) dz) over pay",
    .edge = "A null fails its test; averages are null without pay, hcpt is then 0; rows without "
            "zone belong to none",
    .inputs = inputs_v1,
    .params = params + 1,
    .replacement_version = "2.0.0",
    .change = "does not count what was not measured",
    .migrate = mr_migrate_as_is,
};
