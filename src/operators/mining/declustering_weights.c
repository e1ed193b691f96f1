// Cell declustering weights.
// Source: Journel 1983; Deutsch & Journel 1998, GSLIB.
#include <stdlib.h>

#include "mudrock/tabular.h"

struct params {
    double cell_size;
    double origin_x;
    double origin_y;
};

static const mr_param params[] = {
    {MR_PARAM(cell_size, "Cell size", "m"), .def = "50.0", .range = "(0,)"},
    {MR_PARAM(origin_x, "Origin x", "m"), .def = "0.0"},
    {MR_PARAM(origin_y, "Origin y", "m"), .def = "0.0"},
    {0},
};

static const mr_port inputs[] = {
    {"x_column", "x", MR_FLOAT64, "m", .help = "Easting"},
    {"y_column", "y", MR_FLOAT64, "m", .help = "Northing"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "weight", MR_FLOAT64, NULL, .help = "Declustering weight"},
    {0},
};

struct cell {
    double x, y; // whole numbers
    size_t row;
};

static bool same_place(const struct cell *a, const struct cell *b)
{
    return !(a->x < b->x || a->x > b->x || a->y < b->y || a->y > b->y);
}

static int by_place(const void *a_, const void *b_)
{
    const struct cell *a = a_, *b = b_;

    if (!same_place(a, b))
        return a->x < b->x || (!(a->x > b->x) && a->y < b->y) ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const struct params *p = call->args->params;
    const mr_column *x = mr_call_column(call, "x_column"), *y = mr_call_column(call, "y_column");
    const size_t n = (size_t)call->inputs[0]->rows;
    struct cell *cells = MR_ARENA_ARRAY(call->arena, struct cell, n + 1);
    double *weight = MR_ARENA_ARRAY(call->arena, double, n + 1);
    mr_rows *rows = mr_rows_new(call);
    size_t count = 0, occupied = 0, end;

    for (size_t i = 0; i < n; i++) {
        const double cx = floor((mr_column_real(x, (int64_t)i) - p->origin_x) / p->cell_size);
        const double cy = floor((mr_column_real(y, (int64_t)i) - p->origin_y) / p->cell_size);
        weight[i] = MR_NAN;
        if (isfinite(cx) && isfinite(cy))
            cells[count++] = (struct cell){cx, cy, i};
    }
    qsort(cells, count, sizeof *cells, by_place);
    for (size_t first = 0; first < count; first = end, occupied++)
        for (end = first + 1; end < count && same_place(&cells[first], &cells[end]);)
            end++;
    for (size_t first = 0; first < count; first = end) {
        for (end = first + 1; end < count && same_place(&cells[first], &cells[end]);)
            end++;
        for (size_t k = first; k < end; k++)
            weight[cells[k].row] = (double)count / ((double)occupied * (double)(end - first));
    }
    for (size_t i = 0; i < n; i++)
        mr_rows_real(rows, weight[i]);
    return mr_rows_finish(rows, out, err);
}

const mr_operator mr_operator_declustering_weights = {
    .id = "declustering_weights",
    .version = "1.0.0",
    .family = "geostatistics",
    .kind = "aggregate",
    .category = MR_MINING,
    .title = "Cell declustering weights",
    .help = "Samples that crowd in rich places count less, so that statistics stand for the volume "
            "and not for the drilling.",
    .formula = "cell=(floor((x-origin_x)/cell_size), floor((y-origin_y)/cell_size)); w=N/(C*n) "
               "with N rows having both coordinates, C occupied cells, n rows of the cell, so "
               "that the weights sum to N",
    .edge = "null coordinate gives null; all rows of the table form one set",
    .source = "Journel 1983; Deutsch & Journel 1998, GSLIB",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .extension = true,
    .across = true,
    .table = table,
};
