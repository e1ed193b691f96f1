// Thickness-weighted zone averages of curves.
// Source: Tiab & Donaldson 2015, Petrophysics; Cosentino 2001, Integrated Reservoir Studies.
#include "mudrock/tabular.h"

struct params {
    int method;
    double max_gap;
};

// A geometric or harmonic mean is one of distances from nothing.
static const mr_port inputs[] = {
    {"zone_column", "zone", MR_UTF8, NULL, NULL, "Zone"},
    {"depth_column", "depth", MR_FLOAT64, "m", "depth", "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, NULL,
     "Well; without such a column the table is one well", .optional = true},
    {"columns", "phie,perm", MR_FLOAT64, "by method: -, absolute, absolute", NULL, "Curves",
     .many = true},
    {0},
};

// Of version 1.
static const mr_port inputs_v1[] = {
    {"zone_column", "zone", MR_UTF8, NULL, NULL, "Zone"},
    {"depth_column", "depth", MR_FLOAT64, "m", "depth", "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, NULL,
     "Well; without such a column the table is one well", .optional = true},
    {"columns", "phie,perm", MR_FLOAT64, NULL, NULL, "Curves", .many = true},
    {0},
};

static const mr_param params[] = {
    MR_MAX_GAP("10"),
    {MR_PARAM(method, "Method", NULL), .def = "\"arithmetic\"",
     .choices = "arithmetic,geometric,harmonic"},
    {0},
};

enum method { ARITHMETIC, GEOMETRIC, HARMONIC };

static double average(enum method method, const double *x, const double *dz, size_t n)
{
    double sum = 0, weight = 0;

    for (size_t i = 0; i < n; i++) {
        if (isnan(x[i]) || (method != ARITHMETIC && x[i] <= 0))
            continue;
        const double y = method == ARITHMETIC ? x[i] : method == GEOMETRIC ? log(x[i]) : 1 / x[i];
        sum += y * dz[i];
        weight += dz[i];
    }
    if (!(weight > 0))
        return MR_NAN;
    const double mean = mr_finite(sum / weight);
    return method == ARITHMETIC ? mean : method == GEOMETRIC ? exp(mean) : 1 / mean;
}

// Weights of a well's rows: of its samples, and of those of each curve by itself.
typedef struct weights {
    const double *rows;
    const double **curves;
} weights;

// Version 1 knows no gaps: every row is a sample of every curve.
static bool is_first(const mr_call *call)
{
    return call->args->op->replacement_version;
}

static const double **curves_of(const mr_call *call, const mr_group *well)
{
    const double **curves = MR_ARENA_ARRAY(call->arena, const double *, call->args->n_columns + 1);

    for (size_t c = 0; c < call->args->n_columns; c++)
        curves[c] = mr_group_reals(well, mr_call_many(call, c), call->arena);
    return curves;
}

static mr_group samples_of(const mr_call *call, const mr_group *well)
{
    return is_first(call)
               ? *well
               : mr_group_samples(well, curves_of(call, well), call->args->n_columns, call->arena);
}

static weights weights_of(const mr_call *call, const mr_group *well)
{
    const struct params *p = call->args->params;
    const double **curves = curves_of(call, well);
    const size_t n = call->args->n_columns;
    double *dz = MR_ARENA_ARRAY(call->arena, double, well->n + 1);
    weights w = {.rows = dz, .curves = MR_ARENA_ARRAY(call->arena, const double *, n + 1)};

    mr_thickness(well->depth, well->n, dz);
    if (!is_first(call))
        w.rows = mr_group_weights(well, curves, n, p->max_gap, call->arena);
    for (size_t c = 0; c < n; c++)
        w.curves[c] =
            is_first(call) ? dz : mr_group_weights(well, &curves[c], 1, p->max_gap, call->arena);
    return w;
}

static const double *of_zone(const mr_group *zone, const double *well_dz, mr_arena *arena)
{
    double *dz = MR_ARENA_ARRAY(arena, double, zone->n + 1);

    for (size_t i = 0; i < zone->n; i++)
        dz[i] = well_dz[zone->places[i]];
    return dz;
}

static void add_zone(const mr_call *call, const mr_group *well, const mr_group *zone,
                     const weights *w, mr_rows *rows)
{
    const struct params *p = call->args->params;
    const double *all = of_zone(zone, w->rows, call->arena);
    mr_rows_well(rows, well->name);
    mr_rows_text(rows, zone->name);
    mr_rows_real(rows, zone->depth[0]);
    mr_rows_real(rows, zone->depth[zone->n - 1]);
    mr_rows_int(rows, (int64_t)zone->n);
    mr_rows_real(rows, mr_sum(all, zone->n));
    for (size_t c = 0; c < call->args->n_columns; c++) {
        const double *x = mr_group_reals(zone, mr_call_many(call, c), call->arena);
        const double *dz = of_zone(zone, w->curves[c], call->arena);
        mr_rows_real(rows, average((enum method)p->method, x, dz, zone->n));
    }
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const mr_groups wells = mr_call_wells(call);
    mr_rows *rows = mr_rows_new(call);

    for (size_t w = 0; w < wells.n && !mr_call_cancelled(call); w++) {
        const mr_group well = samples_of(call, &wells.at[w]);
        const mr_groups zones =
            mr_groups_zones(&well, mr_call_column(call, "zone_column"), call->arena);
        const weights dz = weights_of(call, &well);
        for (size_t i = 0; i < zones.n; i++)
            add_zone(call, &well, &zones.at[i], &dz, rows);
    }
    return mr_rows_finish(rows, out, err);
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const mr_field *depth = mr_infer_input(in, "depth_column");
    const char *unit = depth ? depth->unit : NULL;

    MR_TRY(mr_infer_keep(in, out, "well_column", err));
    MR_TRY(mr_infer_keep(in, out, "zone_column", err));
    MR_TRY(mr_infer_add(out, "top", MR_FLOAT64, unit, "depth", err));
    MR_TRY(mr_infer_add(out, "base", MR_FLOAT64, unit, "depth", err));
    MR_TRY(mr_infer_add(out, "samples", MR_INT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "thickness", MR_FLOAT64, unit, NULL, err));
    return mr_infer_keep_many(in, out, err);
}

static mr_sense sense(const void *params_)
{
    const struct params *p = params_;

    return p->method == ARITHMETIC ? MR_AS_MEAN : MR_AS_LINE;
}

#define OPERATOR                                                                                   \
    .id = "zone_average", .family = "zones", .category = MR_WELLS, .title = "Zone average",        \
    .help =                                                                                        \
        "Averages of curves by well and zone, weighted by the thickness each sample stands for.",  \
    .source = "Tiab & Donaldson 2015, Petrophysics; Cosentino 2001, Integrated Reservoir Studies", \
    .params_size = sizeof(struct params), .replaces_rows = true, .infer = infer, .table = table

const mr_operator mr_operator_zone_average = {
    OPERATOR,
    .version = "2.0.0",
    .formula = "dz = half the distance to each neighbour of the curve's samples in the well, half "
               "the median step towards a gap; arithmetic sum(x dz) / "
               "sum(dz), geometric exp(sum(ln(x) dz) / sum(dz)), harmonic sum(dz) / sum(dz / x); "
               "samples and thickness: of rows with a value of any of the curves",
    .edge = "Rows without zone belong to none; geometric and harmonic skip values <= 0 and take "
            "temperatures and gauge pressures from nothing, in K and Pa; zero weight gives null",
    .inputs = inputs,
    .params = params,
    .sense_of = sense,
};

const mr_operator mr_operator_zone_average_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .formula = "dz = half the distance to each neighbour in the well; arithmetic sum(x dz) / "
               "sum(dz), geometric exp(sum(ln(x) dz) / sum(dz)), harmonic sum(dz) / sum(dz / x)",
    .edge = "Rows without zone belong to none; geometric and harmonic skip values <= 0; zero "
            "weight gives null",
    .inputs = inputs_v1,
    .params = params + 1,
    .replacement_version = "2.0.0",
    .change =
        "does not count what was not measured; geometric and harmonic means take temperatures "
        "from nothing, in K",
    .migrate = mr_migrate_as_is,
    .plain = true,
};
