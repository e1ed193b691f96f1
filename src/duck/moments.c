// Aggregates of one and two columns by their moments, null where DuckDB's own end the query (a sum
// of squares that overflows) or give NaN (the correlation of constants): mr_stddev_samp, mr_corr,
// mr_regr_slope, ... Same definitions, same order of rows, so else the same numbers.
// Source: Welford (1962), Note on a method for calculating corrected sums of squares and products;
// Chan, Golub, LeVeque (1983), Algorithms for computing the sample variance, for the combination.
#include "guard.h"

#include <math.h>
#include <string.h>

// Of y, and of x where there are two; sums of powers for the higher ones.
typedef struct moments {
    uint64_t n;
    double mean_x, mean_y;
    double xx, yy, xy; // sums of products of deviations
    double sum, sum2, sum3, sum4;
    double logs;
} moments;

static void add_pair(moments *m, double y, double x)
{
    m->n++;
    const double n = (double)m->n, dy = y - m->mean_y, dx = x - m->mean_x;

    m->mean_y += dy / n;
    m->mean_x += dx / n;
    m->yy += dy * (y - m->mean_y);
    m->xx += dx * (x - m->mean_x);
    m->xy += dx * (y - m->mean_y);
}

static void add_powers(moments *m, double x)
{
    m->sum += x;
    m->sum2 += x * x;
    m->sum3 += x * x * x;
    m->sum4 += x * x * x * x;
}

static void join(moments *to, const moments *from)
{
    if (from->n == 0)
        return;
    if (to->n == 0) {
        *to = *from;
        return;
    }
    const double a = (double)to->n, b = (double)from->n, n = a + b;
    const double dy = from->mean_y - to->mean_y, dx = from->mean_x - to->mean_x;
    to->yy += from->yy + dy * dy * a * b / n;
    to->xx += from->xx + dx * dx * a * b / n;
    to->xy += from->xy + dx * dy * a * b / n;
    to->mean_y = (a * to->mean_y + b * from->mean_y) / n;
    to->mean_x = (a * to->mean_x + b * from->mean_x) / n;
    to->n += from->n;
    to->sum += from->sum;
    to->sum2 += from->sum2;
    to->sum3 += from->sum3;
    to->sum4 += from->sum4;
    to->logs += from->logs;
}

// --- answers: what is not finite becomes null ---

static double samples_less_one(const moments *m)
{
    return m->n > 1 ? (double)(m->n - 1) : (double)NAN;
}

static double var_samp(const moments *m)
{
    return m->yy / samples_less_one(m);
}

static double var_pop(const moments *m)
{
    return m->n > 1 ? m->yy / (double)m->n : isfinite(m->yy) ? 0 : (double)NAN;
}

static double stddev_samp(const moments *m)
{
    return sqrt(var_samp(m));
}

static double stddev_pop(const moments *m)
{
    return sqrt(var_pop(m));
}

static double sem(const moments *m)
{
    return sqrt(var_pop(m)) / sqrt((double)m->n);
}

static double covar_samp(const moments *m)
{
    return m->xy / samples_less_one(m);
}

static double covar_pop(const moments *m)
{
    return m->xy / (double)m->n;
}

static double corr(const moments *m)
{
    const double n = (double)m->n;

    return m->xy / n / (sqrt(m->xx / n) * sqrt(m->yy / n));
}

static double regr_slope(const moments *m)
{
    return m->xy / m->xx;
}

static double regr_intercept(const moments *m)
{
    return m->mean_y - m->xy / m->xx * m->mean_x;
}

// Of equal values of y the line says all there is.
static double regr_r2(const moments *m)
{
    const double r = corr(m);

    return m->xx > 0 ? m->yy > 0 ? r * r : 1 : (double)NAN;
}

static double regr_sxx(const moments *m)
{
    return m->xx;
}

static double regr_syy(const moments *m)
{
    return m->yy;
}

static double regr_sxy(const moments *m)
{
    return m->xy;
}

static double skewness(const moments *m)
{
    const double n = (double)m->n, t = 1 / n;
    const double p = pow(t * (m->sum2 - m->sum * m->sum * t), 3);

    if (m->n < 3 || !(p > 0))
        return (double)NAN;
    return sqrt(n * (n - 1)) / (n - 2) * t *
           (m->sum3 - 3 * m->sum2 * m->sum * t + 2 * pow(m->sum, 3) * t * t) / sqrt(p);
}

static double fourth(const moments *m)
{
    const double t = 1 / (double)m->n;

    return t * (m->sum4 - 4 * m->sum3 * m->sum * t + 6 * m->sum2 * m->sum * m->sum * t * t -
                3 * pow(m->sum, 4) * t * t * t);
}

static double second(const moments *m)
{
    const double t = 1 / (double)m->n;

    return t * (m->sum2 - m->sum * m->sum * t);
}

static double kurtosis(const moments *m)
{
    const double n = (double)m->n, m2 = second(m);

    if (m->n < 4 || !(m2 > 0))
        return (double)NAN;
    return (n - 1) * ((n + 1) * fourth(m) / (m2 * m2) - 3 * (n - 1)) / ((n - 2) * (n - 3));
}

static double kurtosis_pop(const moments *m)
{
    const double m2 = second(m);

    return m->n > 1 && m2 > 0 ? fourth(m) / (m2 * m2) - 3 : (double)NAN;
}

// 0 with a zero, null with a negative number.
static double geomean(const moments *m)
{
    return exp(m->logs / (double)m->n);
}

typedef struct aggregate {
    const char *name;
    idx_t arguments; // y, x
    double (*answer)(const moments *m);
    bool powers, logs; // what it needs beside the first two moments
} aggregate;

static const aggregate aggregates[] = {
    {"mr_var_samp", 1, var_samp},
    {"mr_var_pop", 1, var_pop},
    {"mr_stddev_samp", 1, stddev_samp},
    {"mr_stddev_pop", 1, stddev_pop},
    {"mr_sem", 1, sem},
    {"mr_skewness", 1, skewness, .powers = true},
    {"mr_kurtosis", 1, kurtosis, .powers = true},
    {"mr_kurtosis_pop", 1, kurtosis_pop, .powers = true},
    {"mr_geomean", 1, geomean, .logs = true},
    {"mr_covar_samp", 2, covar_samp},
    {"mr_covar_pop", 2, covar_pop},
    {"mr_corr", 2, corr},
    {"mr_regr_slope", 2, regr_slope},
    {"mr_regr_intercept", 2, regr_intercept},
    {"mr_regr_r2", 2, regr_r2},
    {"mr_regr_sxx", 2, regr_sxx},
    {"mr_regr_syy", 2, regr_syy},
    {"mr_regr_sxy", 2, regr_sxy},
};

// --- what the engine calls ---

static idx_t state_size(duckdb_function_info info)
{
    (void)info;
    return sizeof(moments);
}

static void begin(duckdb_function_info info, duckdb_aggregate_state state)
{
    (void)info;
    memset(state, 0, sizeof(moments));
}

static void update(duckdb_function_info info, duckdb_data_chunk in, duckdb_aggregate_state *states)
{
    const aggregate *a = duckdb_aggregate_function_get_extra_info(info);
    const idx_t n = duckdb_data_chunk_get_size(in);
    const duckdb_vector first = duckdb_data_chunk_get_vector(in, 0);
    const double *data[2] = {duckdb_vector_get_data(first), NULL};
    const uint64_t *valid[2] = {duckdb_vector_get_validity(first), NULL};

    if (a->arguments == 2) {
        const duckdb_vector second = duckdb_data_chunk_get_vector(in, 1);
        data[1] = duckdb_vector_get_data(second);
        valid[1] = duckdb_vector_get_validity(second);
    }
    for (idx_t i = 0; i < n; i++) {
        if ((valid[0] && !(valid[0][i >> 6] >> (i & 63) & 1)) ||
            (valid[1] && !(valid[1][i >> 6] >> (i & 63) & 1)))
            continue;
        moments *m = (moments *)states[i];
        add_pair(m, data[0][i], data[1] ? data[1][i] : 0);
        if (a->powers)
            add_powers(m, data[0][i]);
        if (a->logs)
            m->logs += log(data[0][i]);
    }
}

static void combine(duckdb_function_info info, duckdb_aggregate_state *from,
                    duckdb_aggregate_state *to, idx_t n)
{
    (void)info;
    for (idx_t i = 0; i < n; i++)
        join((moments *)to[i], (const moments *)from[i]);
}

static void finish(duckdb_function_info info, duckdb_aggregate_state *states, duckdb_vector out,
                   idx_t n, idx_t offset)
{
    const aggregate *a = duckdb_aggregate_function_get_extra_info(info);
    double *values = duckdb_vector_get_data(out);

    duckdb_vector_ensure_validity_writable(out);
    uint64_t *words = duckdb_vector_get_validity(out);
    for (idx_t i = 0; i < n; i++) {
        const moments *m = (const moments *)states[i];
        const double y = m->n > 0 ? a->answer(m) : (double)NAN;
        values[offset + i] = y;
        duckdb_validity_set_row_validity(words, offset + i, isfinite(y));
    }
}

static mr_status register_one(duckdb_connection connection, const aggregate *a, mr_error *err)
{
    duckdb_aggregate_function function = duckdb_create_aggregate_function();
    duckdb_logical_type type = duckdb_create_logical_type(DUCKDB_TYPE_DOUBLE);

    duckdb_aggregate_function_set_name(function, a->name);
    for (idx_t i = 0; i < a->arguments; i++)
        duckdb_aggregate_function_add_parameter(function, type);
    duckdb_aggregate_function_set_return_type(function, type);
    duckdb_aggregate_function_set_special_handling(function); // rows with a null are seen to above
    duckdb_aggregate_function_set_functions(function, state_size, begin, update, combine, finish);
    duckdb_aggregate_function_set_extra_info(function, (void *)(uintptr_t)a, NULL);
    const duckdb_state state = duckdb_register_aggregate_function(connection, function);
    duckdb_destroy_logical_type(&type);
    duckdb_destroy_aggregate_function(&function);
    return state == DuckDBSuccess ? MR_OK
                                  : mr_fail(err, MR_EFAIL, a->name,
                                            "the data engine refused the function %s", a->name);
}

mr_status mr_moments_register(duckdb_connection connection, mr_error *err)
{
    for (size_t i = 0; i < sizeof aggregates / sizeof *aggregates; i++)
        MR_TRY(register_one(connection, &aggregates[i], err));
    return MR_OK;
}
