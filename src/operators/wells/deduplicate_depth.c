// One row per well and depth (drops rows).
// Source: Definition: one row for each key.
#include "mudrock/kind.h"
#include "mudrock/tabular.h"

struct params {
    int keep; // first, last, mean
};

static const mr_param params[] = {
    {MR_PARAM(keep, "Keep", NULL), .def = "\"first\"", .choices = "first,last,mean"},
    {0},
};

static const mr_port inputs[] = {
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

// Replaces a column of the result by the means over the rows that each of its rows stands for.
static mr_status put_means(const mr_column *column, double turn, const int64_t *representative,
                           const int64_t *kept, int64_t count, mr_table *result, mr_arena *arena,
                           mr_error *err)
{
    const size_t n = (size_t)column->length;
    const double *x = mr_column_f64(column);
    const double to_radians = turn > 0 ? 6.28318530717958647692 / turn : 0;
    double *sum = MR_ARENA_ARRAY(arena, double, n + 1),
           *number = MR_ARENA_ARRAY(arena, double, n + 1),
           *sine = MR_ARENA_ARRAY(arena, double, n + 1);
    mr_column *means;
    double *values;

    for (size_t i = 0; i < n; i++) {
        const bool valid = !isnan(x[i]);
        sum[representative[i]] += !valid ? 0 : turn > 0 ? cos(x[i] * to_radians) : x[i];
        sine[representative[i]] += valid && turn > 0 ? sin(x[i] * to_radians) : 0;
        number[representative[i]] += valid;
    }
    MR_TRY(mr_column_new_f64(&column->field, count, &means, &values, err));
    for (int64_t k = 0; k < count; k++)
        values[k] = turn > 0 ? mr_turn_of(sum[kept[k]] / number[kept[k]],
                                          sine[kept[k]] / number[kept[k]], turn)
                             : sum[kept[k]] / number[kept[k]]; // null when none is valid
    mr_column_seal(means);
    mr_table_put(result, means);
    return MR_OK;
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    return mr_infer_same(in, out, err);
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const struct params *p = call->args->params;
    const mr_table *input = call->inputs[0];
    const size_t n = (size_t)input->rows;
    int64_t *representative = MR_ARENA_ARRAY(call->arena, int64_t, n + 1);
    int64_t *chosen = MR_ARENA_ARRAY(call->arena, int64_t, n + 1),
            *kept = MR_ARENA_ARRAY(call->arena, int64_t, n + 1);
    const mr_groups wells = mr_call_wells(call);
    int64_t count = 0;

    // Row i stands for itself; a row of a depth seen before stands for the first row of that depth.
    for (size_t i = 0; i < n; i++)
        representative[i] = chosen[i] = (int64_t)i;
    for (size_t w = 0; w < wells.n && !mr_call_cancelled(call); w++) {
        const mr_group *well = &wells.at[w];
        for (size_t i = 1; i < well->n; i++) {
            if (well->depth[i] > well->depth[i - 1])
                continue;
            const int64_t first = representative[well->rows[i - 1]];
            representative[well->rows[i]] = first;
            if (p->keep == 1) // last
                chosen[first] = well->rows[i];
        }
    }
    for (size_t i = 0; i < n; i++)
        if (representative[i] == (int64_t)i)
            kept[count++] = chosen[i];
    mr_table *result = NULL;
    MR_TRY(mr_table_take(input, kept, count, &result, err));
    for (size_t c = 0; c < input->n && p->keep == 2; c++) {
        const mr_field *field = &input->columns[c]->field;
        const bool plain = call->args->op->plain;
        if (field->type != MR_FLOAT64 || (!plain && mr_field_kind(field) == MR_CLASS))
            continue;
        const double turn = plain ? 0 : mr_field_turn(call->units, field);
        mr_status st = put_means(input->columns[c], turn, representative, kept, count, result,
                                 call->arena, err);
        if (st != MR_OK) {
            mr_table_unref(result);
            return st;
        }
    }
    *out = result;
    return MR_OK;
}

#define SHARED                                                                                     \
    .id = "deduplicate_depth", .family = "rows", .category = MR_WELLS,                             \
    .title = "One row per well and depth (drops rows)",                                            \
    .help = "Rows of one depth become one: the first, the last or the mean.",                      \
    .formula = "rows of equal well and depth become one at the place of the first of them; first"  \
               " and last keep that row; mean takes the mean of non-null values of float64 "       \
               "columns and the first row's value of other columns",                               \
    .edge = "rows with null depth are kept as they are",                                           \
    .source = "Definition: one row for each key", .inputs = inputs, .params = params,              \
    .params_size = sizeof(struct params), .replaces_rows = true, .infer = infer, .table = table

const mr_operator mr_operator_deduplicate_depth = {
    SHARED,
    .version = "2.0.0",
    .sense = MR_AS_CHOICE,
};
// Classes and angles as numbers on a line.
const mr_operator mr_operator_deduplicate_depth_v1 = {SHARED, .version = "1.0.0",
                                                      MR_OLDER("2.0.0")};
