// Guess the unit of a curve from its median and compare it with the declared one (replaces the
// rows). Formula: median of the non-null values per well; unit_guess=first entry of the mnemonic
// with low<=median<high: rhob g/cm3 1..3.5; rhob kg/m3 1000..3500; nphi v/v -0.15..1; nphi
// % 1..100; dt us/ft 30..250; dt us/m 250..900; gr gAPI 0..500; rt ohm.m 0.01..100000; cali
// in 3..40; cali mm 75..1000; pef b/e 0.5..15; status 'ok' when the guess equals declared_unit,
// 'unit_mismatch' when it differs, 'out_of_range' when no entry fits, 'no_data' without values
// (null median and guess) Edges: curve=name of the column; wells in order of first appearance
// Source: Theys 1999, Log Data Acquisition and Quality Control (practice).
#include <string.h>

#include "mudrock/tabular.h"

struct params {
    int mnemonic; // rhob, nphi, dt, gr, rt, cali, pef
    const char *declared_unit;
};

static const mr_param params[] = {
    {MR_PARAM(mnemonic, "Kind of curve", NULL), .def = "\"rhob\"",
     .choices = "rhob,nphi,dt,gr,rt,cali,pef"},
    {MR_PARAM(declared_unit, "Unit the curve is said to have", NULL), .def = "\"g/cm3\""},
    {0},
};

static const mr_port inputs[] = {
    {"column", "rhob", MR_FLOAT64, NULL, .help = "Curve"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

// Plausible medians: low <= median < high. The first entry of a mnemonic that holds is the guess.
static const struct {
    int mnemonic; // in the order of the choices
    const char *unit;
    double low, high;
} ranges[] = {
    {0, "g/cm3", 1, 3.5},    {0, "kg/m3", 1000, 3500}, // rhob
    {1, "v/v", -0.15, 1},    {1, "%", 1, 100},         // nphi
    {2, "us/ft", 30, 250},   {2, "us/m", 250, 900},    // dt
    {3, "gAPI", 0, 500},                               // gr
    {4, "ohm.m", 0.01, 1e5},                           // rt
    {5, "in", 3, 40},        {5, "mm", 75, 1000},      // cali
    {6, "b/e", 0.5, 15},                               // pef
};

static const char *guess(int mnemonic, double median)
{
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (ranges[i].mnemonic == mnemonic && median >= ranges[i].low && median < ranges[i].high)
            return ranges[i].unit;
    return NULL;
}

static void add_well(const mr_call *call, const mr_group *well, mr_rows *rows)
{
    const struct params *p = call->args->params;
    const double *x = mr_group_reals(well, mr_call_column(call, "column"), call->arena);
    double *sorted = MR_ARENA_ARRAY(call->arena, double, well->n + 1);
    const size_t n = mr_compact(x, well->n, sorted);
    mr_sort(sorted, n);
    const double median = mr_median_sorted(sorted, n);
    const char *unit = guess(p->mnemonic, median);
    const char *status = n == 0                                ? "no_data"
                         : !unit                               ? "out_of_range"
                         : strcmp(unit, p->declared_unit) == 0 ? "ok"
                                                               : "unit_mismatch";

    mr_rows_well(rows, well->name);
    mr_rows_text(rows, mr_call_column(call, "column")->field.name);
    mr_rows_real(rows, median);
    mr_rows_text(rows, unit);
    mr_rows_text(rows, status);
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    MR_TRY(mr_infer_keep(in, out, "well_column", err));
    MR_TRY(mr_infer_add(out, "curve", MR_UTF8, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "median", MR_FLOAT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "unit_guess", MR_UTF8, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "status", MR_UTF8, NULL, NULL, err));
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

const mr_operator mr_operator_unit_sanity = {
    .id = "unit_sanity",
    .version = "1.0.0",
    .family = "units",
    .category = MR_QUALITY,
    .title = "Guess the unit of a curve from its median and compare it with the declared one "
             "(replaces the rows)",
    .help = "Finds curves whose numbers fit another unit than the one declared, such as percent "
            "under v/v.",
    .formula = "median of the non-null values per well; unit_guess=first entry of the mnemonic "
               "with low<=median<high: rhob g/cm3 1..3.5; rhob kg/m3 1000..3500; nphi v/v "
               "-0.15..1; nphi % 1..100; dt us/ft 30..250; dt us/m 250..900; gr gAPI 0..500; rt "
               "ohm.m 0.01..100000; cali in 3..40; cali mm 75..1000; pef b/e 0.5..15; status "
               "'ok' when the guess equals declared_unit, 'unit_mismatch' when it differs, "
               "'out_of_range' when no entry fits, 'no_data' without values (null median and "
               "guess)",
    .edge = "curve=name of the column; wells in order of first appearance",
    .source = "Theys 1999, Log Data Acquisition and Quality Control (practice)",
    .inputs = inputs,
    .params = params,
    .params_size = sizeof(struct params),
    .replaces_rows = true,
    .infer = infer,
    .table = table,
};
