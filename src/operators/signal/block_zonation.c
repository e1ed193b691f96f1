// Blocking by optimum zonation (repeated binary split on the sum of squares).
// Source: Hawkins & Merriam 1973, Optimal zonation of digitized sequential data; Gill 1970.
#include "mudrock/operator.h"

#include <string.h>

struct params {
    int64_t max_blocks;
    int64_t min_samples;
    int statistic; // mean, median
};

static const mr_param params[] = {
    {MR_PARAM(max_blocks, "Largest number of blocks per well", NULL), .def = "5", .range = "[1,)"},
    {MR_PARAM(min_samples, "Fewest samples per block", "samples"), .def = "2", .range = "[1,)"},
    {MR_PARAM(statistic, "Statistic", NULL), .def = "\"mean\"", .choices = "mean,median"},
    {0},
};

static const mr_port inputs[] = {
    {"column", "gr", MR_FLOAT64, NULL, .help = "Curve"},
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "blocked", MR_FLOAT64, "as input", .help = "Squared curve"},
    {"block_column", "block", MR_INT64, NULL, .help = "Number of the bed, from 1 at the top"},
    {0},
};

// Non-null samples in depth order and the blocks so far, by their first samples.
struct work {
    const struct params *p;
    mr_arena *arena;
    const mr_watch *watch;
    double *x;
    size_t n, blocks;
    size_t *start;
};

struct split {
    double decrease; // of the within-block sum of squares
    size_t at;
};

// The best split of x[first .. end), the shallowest of equals. Values are taken about the block's
// mean to keep the digits.
static struct split best_split(const struct work *work, size_t first, size_t end)
{
    struct split best = {-1, 0};
    const size_t least = (size_t)work->p->min_samples;
    const double mean = mr_mean(work->x + first, end - first), count = (double)(end - first);
    double left = 0;

    for (size_t at = first + 1; at + least <= end; at++) {
        left += work->x[at - 1] - mean;
        if (at - first < least)
            continue;
        double n = (double)(at - first);
        // With the block's mean at 0 both sums are opposite: S^2/n + S^2/(N-n).
        double decrease = left * left * count / (n * (count - n));
        if (decrease > best.decrease)
            best = (struct split){decrease, at};
    }
    return best;
}

static void insert(struct work *work, struct split *splits, size_t block, size_t at)
{
    memmove(work->start + block + 2, work->start + block + 1,
            (work->blocks - block - 1) * sizeof *work->start);
    memmove(splits + block + 2, splits + block + 1, (work->blocks - block - 1) * sizeof *splits);
    work->start[block + 1] = at;
    work->blocks++;
    for (size_t b = block; b <= block + 1; b++)
        splits[b] =
            best_split(work, work->start[b], b + 1 < work->blocks ? work->start[b + 1] : work->n);
}

static void cut(struct work *work)
{
    const size_t asked = (size_t)work->p->max_blocks, most = asked < work->n ? asked : work->n;
    const double enough = 1e-9 * mr_sum_squares(work->x, work->n);
    struct split *splits = mr_arena_alloc(work->arena, (most + 1) * sizeof *splits);

    work->start = mr_arena_alloc(work->arena, (most + 1) * sizeof *work->start);
    work->blocks = 1;
    splits[0] = best_split(work, 0, work->n);
    while (work->blocks < most && !mr_stop(work->watch, work->blocks, work->blocks + work->n)) {
        size_t best = 0;
        for (size_t b = 1; b < work->blocks; b++)
            if (splits[b].decrease > splits[best].decrease)
                best = b;
        if (!(splits[best].decrease > enough))
            return;
        insert(work, splits, best, splits[best].at);
    }
}

static double statistic(const struct work *work, size_t first, size_t end)
{
    if (work->p->statistic == 0)
        return mr_mean(work->x + first, end - first);
    double *sorted = mr_arena_memdup(work->arena, work->x + first, (end - first) * sizeof *sorted);
    mr_sort(sorted, end - first);
    return mr_median_sorted(sorted, end - first);
}

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    const double *x = series->in[0];
    double *result = series->out[0];
    double *block = series->out[1];
    (void)err;

    struct work work = {.p = p, .arena = series->arena, .watch = series->watch};
    work.x = mr_arena_alloc(series->arena, (series->n + 1) * sizeof *work.x);
    size_t *row = mr_arena_alloc(series->arena, (series->n + 1) * sizeof *row);
    for (size_t i = 0; i < series->n; i++) {
        if (isnan(x[i]))
            continue;
        row[work.n] = i;
        work.x[work.n++] = x[i];
    }
    if (work.n == 0)
        return MR_OK;
    cut(&work);
    for (size_t b = 0; b < work.blocks; b++) {
        const size_t first = work.start[b], end = b + 1 < work.blocks ? work.start[b + 1] : work.n;
        double value = statistic(&work, first, end);
        for (size_t k = first; k < end; k++) {
            result[row[k]] = value;
            block[row[k]] = (double)(b + 1);
        }
    }
    return MR_OK;
}

#define SHARED                                                                                     \
    .id = "block_zonation", .family = "blocking", .category = MR_SIGNAL,                           \
    .title = "Blocking by optimum zonation (repeated binary split on the sum of squares)",         \
    .help = "Cuts a curve into a given number of beds so that the spread inside them is least.",   \
    .formula = "non-null samples of the well in depth order; start with one block; each step "     \
               "takes, over all blocks and all split points leaving min_samples on both sides, "   \
               "the split with the greatest decrease of the within-block sum of squares about "    \
               "the mean (tie: the shallowest); stop at max_blocks, when no split is possible, "   \
               "or when the decrease is not greater than 1e-9*(total sum of squares about the "    \
               "well mean); y=block mean or median; blocks are numbered from 1 downward",          \
    .edge = "a null sample gives null in both outputs",                                            \
    .source = "Hawkins & Merriam 1973, Optimal zonation of digitized sequential data; Gill 1970",  \
    .inputs = inputs, .outputs = outputs, .params = params, .params_size = sizeof(struct params),  \
    .well = well

const mr_operator mr_operator_block_zonation = {
    SHARED,
    .version = "2.0.0",
    .sense = MR_AS_LINE,
};
// Classes and angles as numbers on a line.
const mr_operator mr_operator_block_zonation_v1 = {SHARED, .version = "1.0.0", MR_OLDER("2.0.0")};
