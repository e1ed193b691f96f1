// Swath statistics of a grade along a coordinate (replaces the rows).
// Source: Rossi & Deutsch 2014, Mineral Resource Estimation.
#include "mudrock/tabular.h"

struct params {
    double width;
    double origin;
};

static const mr_param params[] = {
    {MR_PARAM(width, "Width", "m"), .def = "50.0", .range = "(0,)"},
    {MR_PARAM(origin, "Origin", "m"), .def = "0.0"},
    {0},
};

static const mr_port inputs[] = {
    {"grade_column", "au", MR_FLOAT64, "g/t", .help = "Grade"},
    {"coordinate_column", "x", MR_FLOAT64, "m", .help = "Coordinate across the swaths"},
    {0},
};

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const mr_field *along = mr_infer_input(in, "coordinate_column"),
                   *grade = mr_infer_input(in, "grade_column");
    const char *unit = along ? along->unit : NULL, *of_grade = grade ? grade->unit : NULL;

    MR_TRY(mr_infer_add(out, "swath_from", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "swath_to", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "centre", MR_FLOAT64, unit, NULL, err));
    MR_TRY(mr_infer_add(out, "count", MR_INT64, NULL, NULL, err));
    MR_TRY(mr_infer_add(out, "mean", MR_FLOAT64, of_grade, NULL, err));
    MR_TRY(mr_infer_add(out, "std", MR_FLOAT64, of_grade, NULL, err));
    return MR_OK;
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const struct params *p = call->args->params;
    const mr_column *grade = mr_call_column(call, "grade_column");
    const mr_column *along = mr_call_column(call, "coordinate_column");
    const size_t most = (size_t)grade->length + 1;
    double *swath = MR_ARENA_ARRAY(call->arena, double, most);
    double *values = MR_ARENA_ARRAY(call->arena, double, most);
    int64_t *order = MR_ARENA_ARRAY(call->arena, int64_t, most);
    int64_t *scratch = MR_ARENA_ARRAY(call->arena, int64_t, most);
    mr_rows *rows = mr_rows_new(call);
    size_t n = 0, end;

    for (int64_t i = 0; i < grade->length; i++) {
        swath[i] = floor((mr_column_real(along, i) - p->origin) / p->width);
        if (mr_valid(grade, i) && isfinite(swath[i]))
            order[n++] = i;
    }
    mr_sort_rows(swath, order, n, scratch);
    for (size_t first = 0; first < n; first = end) {
        const double k = swath[order[first]];
        for (end = first; end < n && swath[order[end]] <= k; end++)
            values[end - first] = mr_column_real(grade, order[end]);
        mr_rows_real(rows, p->origin + k * p->width);
        mr_rows_real(rows, p->origin + (k + 1) * p->width);
        mr_rows_real(rows, p->origin + (k + 0.5) * p->width);
        mr_rows_int(rows, (int64_t)(end - first));
        mr_rows_real(rows, mr_mean(values, end - first));
        mr_rows_real(rows, mr_std(values, end - first, 1));
    }
    return mr_rows_finish(rows, out, err);
}

const mr_operator mr_operator_swath_statistics = {
    .id = "swath_statistics",
    .version = "1.0.0",
    .family = "geostatistics",
    .category = MR_MINING,
    .title = "Swath statistics of a grade along a coordinate (replaces the rows)",
    .help = "Mean, spread and count of a grade in slices across a deposit, to compare a model with "
            "its data.",
    .formula = "k=floor((coordinate-origin)/width); occupied swaths in ascending k: "
               "from=origin+k*width, to=origin+(k+1)*width, centre=origin+(k+0.5)*width; over "
               "rows with both non-null; std divides by n-1",
    .edge = "n=1 gives null std; wells are not separated",
    .source = "Rossi & Deutsch 2014, Mineral Resource Estimation",
    .inputs = inputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .replaces_rows = true,
    .across = true,
    .infer = infer,
    .table = table,
};
