// Functions that answer null where DuckDB's own answer NaN or infinity, or end the query: mr_finite
// around any number, and mr_ln, mr_acos, ... in the place of ln, acos, ...
#include "guard.h"

#include <math.h>
#include <string.h>

// --- mr_finite(x): x, or null when it is a number that is none ---

static uint64_t *validity_of(duckdb_vector out, idx_t n)
{
    duckdb_vector_ensure_validity_writable(out);
    uint64_t *words = duckdb_vector_get_validity(out);
    memset(words, 0xff, (n + 63) / 64 * sizeof *words);
    return words;
}

static bool is_valid(const uint64_t *validity, idx_t i)
{
    return !validity || (validity[i >> 6] >> (i & 63) & 1);
}

static void set_null(uint64_t *validity, idx_t i)
{
    validity[i >> 6] &= ~((uint64_t)1 << (i & 63));
}

static void finite_doubles(duckdb_function_info info, duckdb_data_chunk in, duckdb_vector out)
{
    const idx_t n = duckdb_data_chunk_get_size(in);
    const duckdb_vector vector = duckdb_data_chunk_get_vector(in, 0);
    const uint64_t *valid = duckdb_vector_get_validity(vector);
    const double *x = duckdb_vector_get_data(vector);
    double *y = duckdb_vector_get_data(out);
    uint64_t *words = validity_of(out, n);

    (void)info;
    for (idx_t i = 0; i < n; i++) {
        y[i] = x[i];
        if (!is_valid(valid, i) || !isfinite(x[i]))
            set_null(words, i);
    }
}

static void finite_floats(duckdb_function_info info, duckdb_data_chunk in, duckdb_vector out)
{
    const idx_t n = duckdb_data_chunk_get_size(in);
    const duckdb_vector vector = duckdb_data_chunk_get_vector(in, 0);
    const uint64_t *valid = duckdb_vector_get_validity(vector);
    const float *x = duckdb_vector_get_data(vector);
    float *y = duckdb_vector_get_data(out);
    uint64_t *words = validity_of(out, n);

    (void)info;
    for (idx_t i = 0; i < n; i++) {
        y[i] = x[i];
        if (!is_valid(valid, i) || !isfinite(x[i]))
            set_null(words, i);
    }
}

// Items of lists of doubles.
static void finite_lists(duckdb_function_info info, duckdb_data_chunk in, duckdb_vector out)
{
    const mr_field field = {.name = "x", .type = MR_LIST_FLOAT64, .nullable = true, .origin = -1};
    const mr_column *column = NULL;
    mr_error err = {0};

    // Reading makes the validity of the items from isfinite.
    mr_status st = mr_vector_read(duckdb_data_chunk_get_vector(in, 0), &field,
                                  duckdb_data_chunk_get_size(in), &column, &err);
    if (st == MR_OK && !mr_vector_write(out, 0, column, 0, column->length))
        st = mr_fail(&err, MR_ENOMEM, NULL, "no memory for lists");
    if (st != MR_OK)
        duckdb_scalar_function_set_error(info, err.message);
    mr_column_unref(column);
}

static void same(duckdb_function_info info, duckdb_data_chunk in, duckdb_vector out)
{
    (void)info;
    duckdb_vector_reference_vector(out, duckdb_data_chunk_get_vector(in, 0));
}

// --- functions of one and two numbers ---

static double cotangent(double x)
{
    return 1 / tan(x);
}

static double degrees(double x)
{
    return x * (180 / 3.14159265358979323846);
}

// log(base, x)
static double log_to(double base, double x)
{
    return log10(x) / log10(base);
}

typedef struct function {
    const char *name;
    double (*one)(double);
    double (*two)(double, double);
} function;

static const function functions[] = {
    {"mr_acos", acos, NULL},       {"mr_acosh", acosh, NULL},
    {"mr_asin", asin, NULL},       {"mr_atanh", atanh, NULL},
    {"mr_cos", cos, NULL},         {"mr_cosh", cosh, NULL},
    {"mr_cot", cotangent, NULL},   {"mr_exp", exp, NULL},
    {"mr_gamma", tgamma, NULL},    {"mr_lgamma", lgamma, NULL},
    {"mr_ln", log, NULL},          {"mr_log", log10, log_to},
    {"mr_log10", log10, NULL},     {"mr_log2", log2, NULL},
    {"mr_pow", NULL, pow},         {"mr_sin", sin, NULL},
    {"mr_sinh", sinh, NULL},       {"mr_sqrt", sqrt, NULL},
    {"mr_tan", tan, NULL},         {"mr_fmod", NULL, fmod},
    {"mr_degrees", degrees, NULL}, {"mr_nextafter", NULL, nextafter},
};

static void call_one(duckdb_function_info info, duckdb_data_chunk in, duckdb_vector out)
{
    const function *f = duckdb_scalar_function_get_extra_info(info);
    const idx_t n = duckdb_data_chunk_get_size(in);
    const duckdb_vector vector = duckdb_data_chunk_get_vector(in, 0);
    const uint64_t *valid = duckdb_vector_get_validity(vector);
    const double *x = duckdb_vector_get_data(vector);
    double *y = duckdb_vector_get_data(out);
    uint64_t *words = validity_of(out, n);

    for (idx_t i = 0; i < n; i++) {
        y[i] = is_valid(valid, i) ? f->one(x[i]) : (double)NAN;
        if (!isfinite(y[i]))
            set_null(words, i);
    }
}

static void call_two(duckdb_function_info info, duckdb_data_chunk in, duckdb_vector out)
{
    const function *f = duckdb_scalar_function_get_extra_info(info);
    const idx_t n = duckdb_data_chunk_get_size(in);
    const duckdb_vector a = duckdb_data_chunk_get_vector(in, 0);
    const duckdb_vector b = duckdb_data_chunk_get_vector(in, 1);
    const uint64_t *valid_a = duckdb_vector_get_validity(a),
                   *valid_b = duckdb_vector_get_validity(b);
    const double *x = duckdb_vector_get_data(a), *y = duckdb_vector_get_data(b);
    double *z = duckdb_vector_get_data(out);
    uint64_t *words = validity_of(out, n);

    for (idx_t i = 0; i < n; i++) {
        z[i] = is_valid(valid_a, i) && is_valid(valid_b, i) ? f->two(x[i], y[i]) : (double)NAN;
        if (!isfinite(z[i]))
            set_null(words, i);
    }
}

// --- registering ---

typedef void callback(duckdb_function_info info, duckdb_data_chunk in, duckdb_vector out);

// Takes over `type`.
static bool add_form(duckdb_scalar_function_set set, const char *name, duckdb_logical_type type,
                     size_t n, callback *call, const function *extra)
{
    duckdb_scalar_function form = duckdb_create_scalar_function();

    duckdb_scalar_function_set_name(form, name);
    for (size_t i = 0; i < n; i++)
        duckdb_scalar_function_add_parameter(form, type);
    duckdb_scalar_function_set_return_type(form, type);
    duckdb_scalar_function_set_special_handling(form); // nulls are seen to above
    duckdb_scalar_function_set_extra_info(form, (void *)(uintptr_t)extra, NULL);
    duckdb_scalar_function_set_function(form, call);
    const bool added = duckdb_add_scalar_function_to_set(set, form) == DuckDBSuccess;
    duckdb_destroy_logical_type(&type);
    duckdb_destroy_scalar_function(&form);
    return added;
}

// Of every type that arithmetic and sums can give; a decimal becomes a double.
static bool add_finite(duckdb_scalar_function_set set)
{
    static const duckdb_type others[] = {
        DUCKDB_TYPE_TINYINT,      DUCKDB_TYPE_SMALLINT,     DUCKDB_TYPE_INTEGER,
        DUCKDB_TYPE_BIGINT,       DUCKDB_TYPE_HUGEINT,      DUCKDB_TYPE_UTINYINT,
        DUCKDB_TYPE_USMALLINT,    DUCKDB_TYPE_UINTEGER,     DUCKDB_TYPE_UBIGINT,
        DUCKDB_TYPE_UHUGEINT,     DUCKDB_TYPE_INTERVAL,     DUCKDB_TYPE_DATE,
        DUCKDB_TYPE_TIME,         DUCKDB_TYPE_TIMESTAMP,    DUCKDB_TYPE_TIMESTAMP_S,
        DUCKDB_TYPE_TIMESTAMP_MS, DUCKDB_TYPE_TIMESTAMP_NS, DUCKDB_TYPE_TIMESTAMP_TZ,
        DUCKDB_TYPE_VARCHAR,      DUCKDB_TYPE_BOOLEAN,
    };
    static const char name[] = "mr_finite";
    duckdb_logical_type item = duckdb_create_logical_type(DUCKDB_TYPE_DOUBLE);
    bool added = add_form(set, name, duckdb_create_logical_type(DUCKDB_TYPE_DOUBLE), 1,
                          finite_doubles, NULL) &&
                 add_form(set, name, duckdb_create_logical_type(DUCKDB_TYPE_FLOAT), 1,
                          finite_floats, NULL) &&
                 add_form(set, name, duckdb_create_list_type(item), 1, finite_lists, NULL);

    for (size_t i = 0; added && i < sizeof others / sizeof *others; i++)
        added = add_form(set, name, duckdb_create_logical_type(others[i]), 1, same, NULL);
    duckdb_destroy_logical_type(&item);
    return added;
}

static bool add_function(duckdb_scalar_function_set set, const function *f)
{
    return (!f->one || add_form(set, f->name, duckdb_create_logical_type(DUCKDB_TYPE_DOUBLE), 1,
                                call_one, f)) &&
           (!f->two ||
            add_form(set, f->name, duckdb_create_logical_type(DUCKDB_TYPE_DOUBLE), 2, call_two, f));
}

// f NULL: mr_finite.
static mr_status register_one(duckdb_connection connection, const function *f, mr_error *err)
{
    const char *name = f ? f->name : "mr_finite";
    duckdb_scalar_function_set set = duckdb_create_scalar_function_set(name);
    const bool done = (f ? add_function(set, f) : add_finite(set)) &&
                      duckdb_register_scalar_function_set(connection, set) == DuckDBSuccess;

    duckdb_destroy_scalar_function_set(&set);
    return done ? MR_OK
                : mr_fail(err, MR_EFAIL, name, "the data engine refused the function %s", name);
}

mr_status mr_guard_register(duckdb_connection connection, mr_error *err)
{
    MR_TRY(register_one(connection, NULL, err));
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        MR_TRY(register_one(connection, &functions[i], err));
    return mr_moments_register(connection, err);
}
