// Multivariate outliers by Mahalanobis distance.
// Source: Mahalanobis 1936, On the generalized distance in statistics.
#include "mudrock/operator.h"

struct params {
    double threshold;
    int scope; // well, all
};

static const mr_param params[] = {
    {MR_PARAM(threshold, "Threshold", NULL), .def = "3.0", .range = "[0,)"},
    {MR_PARAM(scope, "Statistics per well or over all wells", NULL), .def = "\"well\"",
     .choices = "well,all"},
    {0},
};

static const mr_port inputs[] = {
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {"columns", "gr,rhob,nphi", MR_FLOAT64, NULL, .many = true, .help = "Curves"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "outlier", MR_BOOL, NULL, .help = "An outlier"},
    {"score_column", "score", MR_FLOAT64, NULL, .help = "How far out"},
    {0},
};

// The values, their means and spreads and the Cholesky factor of their correlation matrix:
// distances do not change with the scale of a column, and the factor of correlations is the better
// conditioned.
struct cloud {
    size_t columns;
    const double *const *x;
    double *mean, *spread, *factor; // factor: lower triangle, row by row
};

// Reciprocal condition of a correlation matrix given by its factor, in the 1-norm, by its inverse
// column by column.
static double reciprocal_condition(const double *l, size_t m, const double *matrix, double *y)
{
    double norm = 0, inverse = 0;

    for (size_t c = 0; c < m; c++) {
        double column = 0, of_inverse = 0;
        for (size_t r = 0; r < m; r++) {
            column += fabs(matrix[r * m + c]);
            double sum = r == c ? 1 : 0;
            for (size_t k = 0; k < r; k++)
                sum -= l[r * m + k] * y[k];
            y[r] = sum / l[r * m + r];
        }
        for (size_t r = m; r-- > 0;) {
            double sum = y[r];
            for (size_t k = r + 1; k < m; k++)
                sum -= l[k * m + r] * y[k];
            y[r] = sum / l[r * m + r];
            of_inverse += fabs(y[r]);
        }
        norm = column > norm ? column : norm;
        inverse = of_inverse > inverse ? of_inverse : inverse;
    }
    return 1 / (norm * inverse);
}

static bool factorise(const double *matrix, size_t m, double *l)
{
    for (size_t r = 0; r < m; r++) {
        for (size_t c = 0; c <= r; c++) {
            double sum = matrix[r * m + c];
            for (size_t k = 0; k < c; k++)
                sum -= l[r * m + k] * l[c * m + k];
            if (r == c && !(sum > 0))
                return false;
            l[r * m + c] = r == c ? sqrt(sum) : sum / l[c * m + c];
        }
    }
    return true;
}

// False when a column has no spread or the columns are tied to each other.
static bool make(struct cloud *cloud, const size_t *rows, size_t n, mr_arena *arena)
{
    const size_t m = cloud->columns;
    double *values = MR_ARENA_ARRAY(arena, double, n + 1),
           *matrix = MR_ARENA_ARRAY(arena, double, m *m + 1);

    cloud->mean = MR_ARENA_ARRAY(arena, double, m + 1);
    cloud->spread = MR_ARENA_ARRAY(arena, double, m + 1);
    cloud->factor = MR_ARENA_ARRAY(arena, double, m *m + 1);
    for (size_t c = 0; c < m; c++) {
        for (size_t k = 0; k < n; k++)
            values[k] = cloud->x[c][rows[k]];
        cloud->mean[c] = mr_mean(values, n);
        cloud->spread[c] = mr_std(values, n, 1);
        if (!(cloud->spread[c] > 0))
            return false;
    }
    for (size_t a = 0; a < m; a++) {
        for (size_t b = 0; b <= a; b++) {
            for (size_t k = 0; k < n; k++)
                values[k] = (cloud->x[a][rows[k]] - cloud->mean[a]) / cloud->spread[a] *
                            ((cloud->x[b][rows[k]] - cloud->mean[b]) / cloud->spread[b]);
            matrix[a * m + b] = matrix[b * m + a] = mr_sum(values, n) / (double)(n - 1);
        }
    }
    double *y = MR_ARENA_ARRAY(arena, double, m + 1);
    return factorise(matrix, m, cloud->factor) &&
           reciprocal_condition(cloud->factor, m, matrix, y) >= 1e-12;
}

static double distance(const struct cloud *cloud, size_t row, double *y)
{
    const size_t m = cloud->columns;
    double sum = 0;

    for (size_t r = 0; r < m; r++) {
        double v = (cloud->x[r][row] - cloud->mean[r]) / cloud->spread[r];
        for (size_t k = 0; k < r; k++)
            v -= cloud->factor[r * m + k] * y[k];
        y[r] = v / cloud->factor[r * m + r];
        sum += y[r] * y[r];
    }
    return sqrt(sum);
}

static mr_status well(const void *params_, const mr_series *series, mr_error *err)
{
    const struct params *p = params_;
    double *result = series->out[0];
    double *score = series->out[1];
    (void)err;

    const size_t m = series->n_columns;
    struct cloud cloud = {.columns = m, .x = series->columns};
    size_t *whole = mr_arena_alloc(series->arena, (series->n + 1) * sizeof *whole);
    size_t n = 0;
    for (size_t i = 0; i < series->n; i++) {
        bool known = true;
        for (size_t c = 0; c < m; c++)
            known = known && !isnan(series->columns[c][i]);
        if (known)
            whole[n++] = i;
    }
    if (n <= m || !make(&cloud, whole, n, series->arena))
        return MR_OK;
    double *y = mr_arena_alloc(series->arena, (m + 1) * sizeof *y);
    for (size_t k = 0; k < n; k++) {
        score[whole[k]] = distance(&cloud, whole[k], y);
        result[whole[k]] = score[whole[k]] > p->threshold;
    }
    return MR_OK;
}

static bool is_across(const void *params_)
{
    const struct params *p = params_;

    return p->scope == 1; // all
}

#define SHARED                                                                                     \
    .id = "outlier_mahalanobis", .family = "outliers", .kind = "aggregate",                        \
    .category = MR_QUALITY, .title = "Multivariate outliers by Mahalanobis distance",              \
    .help = "Samples that are odd in the combination of their curves although each is in range.",  \
    .formula = "rows with all listed values non-null; covariance S dividing by n-1; "              \
               "score=sqrt((x-m)^T*S^-1*(x-m)); outlier score>threshold",                          \
    .edge = "other rows give null; n<=number of columns or a singular S (reciprocal condition"     \
            " of the correlation matrix below 1e-12) gives null",                                  \
    .source = "Mahalanobis 1936, On the generalized distance in statistics", .inputs = inputs,     \
    .outputs = outputs, .params = params, .params_size = sizeof(struct params),                    \
    .is_across = is_across, .well = well

const mr_operator mr_operator_outlier_mahalanobis = {
    SHARED,
    .version = "2.0.0",
    .sense = MR_AS_LINE,
};
// Classes and angles as numbers on a line.
const mr_operator mr_operator_outlier_mahalanobis_v1 = {SHARED, .version = "1.0.0",
                                                        MR_OLDER("2.0.0")};
