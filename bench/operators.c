// Rows per second of operators through their descriptors, against copying memory and against the
// same formula with the C library's functions. Prints one line of tab-separated fields a
// measurement; bench/operators makes the table.
//
//   bench-operators ROOT LIBM_MODULE ROWS rows            every row-wise operator (map)
//   bench-operators ROOT LIBM_MODULE ROWS window CASES    window operators: [[id, parameters], ...]
//   bench-operators ROOT LIBM_MODULE ROWS tables          the others, table in and table out
#define _GNU_SOURCE
#include <dlfcn.h>
#include <jansson.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "mudrock/operator.h"
#include "mudrock/sql.h"
#include "mudrock/units.h"

#include "../tests/operators/case_table.h"

enum {
    BLOCK = 2048,       // rows that the driver of the map shape passes at a time
    CACHED = 8 * BLOCK, // rows of the run in cache
    MOST = 24,          // ports
    ROUNDS = 7,
};

typedef struct bench {
    const char *root;
    size_t rows;
    const mr_operator *(*libm_operator_at)(size_t i);
    double *in[MOST], *out[MOST];
} bench;

// CPU time: the machine may be busy with other work.
static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void die(const char *what, const char *why)
{
    fprintf(stderr, "bench-operators: %s: %s\n", what, why);
    exit(2);
}

static double random_share(uint64_t *state) // [0, 1), xorshift64*
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (double)((*state * 0x2545f4914f6cdd1d) >> 11) * 0x1p-53;
}

static void report(void *context, const char *code, const char *pointer, const char *message,
                   const char *hint)
{
    (void)code, (void)hint;
    fprintf(stderr, "%s %s: %s\n", (const char *)context, pointer, message);
}

// --- columns as in the operator's first case: its rows without nulls in any order, each value
// moved a little, a null in 64 ---

// Name in the report: the id, of an older version with its major number.
static const char *file_name(const mr_operator *op, char room[128])
{
    const bool newest = mr_operator_find(op->id, NULL) == op;

    snprintf(room, 128, "%s", op->id);
    if (!newest)
        snprintf(room, 128, "%s_v%ld", op->id, strtol(op->version, NULL, 10));
    return room;
}

static json_t *first_case(const bench *b, const mr_operator *op)
{
    json_t *cases = operator_cases(b->root, op);

    if (!cases)
        die(op->id, "no cases");
    json_t *test = json_incref(json_array_get(cases, 0));
    json_decref(cases);
    return test;
}

// Place of a column in the case; -1 when it is not there.
static int place_of(const json_t *test, const char *name)
{
    const json_t *columns = json_object_get(json_object_get(test, "input"), "columns");

    for (size_t i = 0; name && i < json_array_size(columns); i++)
        if (strcmp(json_string_value(json_object_get(json_array_get(columns, i), "name")), name) ==
            0)
            return (int)i;
    return -1;
}

static bool is_whole(const json_t *row, const int *places, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (places[i] >= 0 && json_is_null(json_array_get(row, (size_t)places[i])))
            return false;
    return true;
}

static double value_of(const json_t *row, int place)
{
    const json_t *value = json_array_get(row, (size_t)place);

    return json_is_boolean(value) ? json_is_true(value) : json_number_value(value);
}

static bool is_real(const json_t *test, int place)
{
    const json_t *columns = json_object_get(json_object_get(test, "input"), "columns");
    const json_t *type = json_object_get(json_array_get(columns, (size_t)place), "type");

    return strcmp(json_string_value(type), "float64") == 0;
}

static double constant_of(const mr_args *args, const mr_port *port)
{
    for (const mr_param *p = args->op->params; port->replaces && p && p->name; p++)
        if (strcmp(p->name, port->replaces) == 0 && p->kind == MR_REAL)
            return *(const double *)(const void *)((const char *)args->params + p->offset);
    return MR_NAN;
}

// in[i] is NULL where the driver would pass NULL.
static void fill(bench *b, const mr_args *args, const json_t *test, const double **in)
{
    const size_t n = mr_operator_n_inputs(args->op);
    const json_t *rows = json_object_get(json_object_get(test, "input"), "rows");
    const json_t *whole[256];
    size_t wholes = 0;
    int places[MOST];
    bool real[MOST];
    uint64_t seed = 42;

    for (size_t i = 0; i < n; i++) {
        places[i] = place_of(test, args->inputs[i]);
        real[i] = places[i] >= 0 && is_real(test, places[i]);
        const bool given = places[i] >= 0 || args->op->inputs[i].replaces;
        in[i] = given ? b->in[i] : NULL;
        for (size_t k = 0; given && places[i] < 0 && k < b->rows; k++)
            b->in[i][k] = constant_of(args, &args->op->inputs[i]);
    }
    for (size_t r = 0; r < json_array_size(rows) && wholes < 256; r++)
        if (is_whole(json_array_get(rows, r), places, n))
            whole[wholes++] = json_array_get(rows, r);
    if (wholes == 0)
        die(args->op->id, "no case row without nulls");
    double values[MOST][256];
    for (size_t i = 0; i < n; i++)
        for (size_t r = 0; r < wholes && places[i] >= 0; r++)
            values[i][r] = value_of(whole[r], places[i]);
    for (size_t k = 0; k < b->rows; k++) {
        const size_t r = (size_t)(random_share(&seed) * (double)wholes);
        for (size_t i = 0; i < n; i++)
            if (places[i] >= 0)
                b->in[i][k] = values[i][r] * (real[i] ? 1 + 1e-3 * random_share(&seed) : 1);
        if (k % 64 == 63 && places[0] >= 0)
            b->in[0][k] = MR_NAN;
    }
}

// --- timing ---

static void run(const mr_operator *op, const void *params, size_t n_in, size_t n_out,
                const double *const *in, double *const *out, size_t rows)
{
    const double *from[MOST];
    double *to[MOST];

    for (size_t first = 0; first < rows; first += BLOCK) {
        for (size_t i = 0; i < n_in; i++)
            from[i] = in[i] ? in[i] + first : NULL;
        for (size_t i = 0; i < n_out; i++)
            to[i] = out[i] + first;
        op->map(params, rows - first < BLOCK ? rows - first : BLOCK, from, to);
    }
}

static void copy(const bench *b, size_t rows)
{
    for (size_t first = 0; first < rows; first += BLOCK)
        memcpy(b->out[0] + first, b->in[0] + first,
               (rows - first < BLOCK ? rows - first : BLOCK) * sizeof(double));
}

static void keep_least(double *best, double since, size_t rows)
{
    const double each = (now() - since) / (double)rows;

    *best = each < *best ? each : *best;
}

typedef struct seconds {
    double copy, ours, libm; // a row, the best of the rounds
} seconds;

// Copy, operator and reference by turns, so that what else the machine does hits all three.
static seconds measure(const bench *b, const mr_args *args, const mr_operator *libm,
                       const double *const *in, size_t rows, size_t repeats)
{
    const size_t n_in = mr_operator_n_inputs(args->op), n_out = mr_operator_n_outputs(args->op);
    seconds best = {1e9, 1e9, 1e9};

    for (int round = 0; round < ROUNDS; round++) {
        double start = now();
        for (size_t r = 0; r < repeats; r++)
            copy(b, rows);
        keep_least(&best.copy, start, rows * repeats);
        start = now();
        for (size_t r = 0; r < repeats; r++)
            run(args->op, args->params, n_in, n_out, in, b->out, rows);
        keep_least(&best.ours, start, rows * repeats);
        if (round >= ROUNDS / 2)
            continue;
        start = now();
        for (size_t r = 0; r < (repeats + 7) / 8; r++)
            run(libm, args->params, n_in, n_out, in, b->out, rows);
        keep_least(&best.libm, start, rows * ((repeats + 7) / 8));
    }
    return best;
}

static mr_args *read_args(const mr_operator *op, json_t *parameters, mr_arena *arena)
{
    mr_args *args = NULL;
    char id[128];

    snprintf(id, sizeof id, "%s", op->id);
    if (mr_args_read(op, parameters, arena, &args, report, id) != MR_OK)
        die(op->id, "parameters");
    return args;
}

// id, version, file, bytes a row, then in memory and in cache: seconds a row of copy, operator,
// libm.
static void rows_of(bench *b, size_t index)
{
    const mr_operator *op = mr_operator_at(index);
    mr_arena *arena = mr_arena_new();
    json_t *test = first_case(b, op);
    const mr_args *args = read_args(op, json_object_get(test, "params"), arena);
    const double *in[MOST] = {NULL};
    char name[128];
    size_t bytes = sizeof(double) * mr_operator_n_outputs(op);

    fill(b, args, test, in);
    for (size_t i = 0; i < mr_operator_n_inputs(op); i++)
        bytes += in[i] ? sizeof(double) : 0;
    const mr_operator *libm = b->libm_operator_at(index);
    const seconds far = measure(b, args, libm, in, b->rows, 1);
    const seconds near = measure(b, args, libm, in, CACHED, (b->rows + CACHED - 1) / CACHED);
    printf("%s\t%s\t%s\t%zu\t%.4g\t%.4g\t%.4g\t%.4g\t%.4g\t%.4g\n", op->id, op->version,
           file_name(op, name), bytes, far.copy, far.ours, far.libm, near.copy, near.ours,
           near.libm);
    fflush(stdout);
    json_decref(test);
    mr_arena_free(arena);
}

// A noisy curve with a null in a hundred; `step` 0 gives noise alone.
static void walk(double *x, size_t n, uint64_t seed)
{
    double level = 75;

    for (size_t i = 0; i < n; i++) {
        level += 2 * (random_share(&seed) - 0.5);
        x[i] = random_share(&seed) < 0.01 ? MR_NAN : level + 10 * (random_share(&seed) - 0.5);
    }
}

// id, seconds a row.
static void window_of(bench *b, const char *id, json_t *parameters)
{
    const mr_operator *op = mr_operator_find(id, NULL);
    mr_arena *arena = mr_arena_new();
    double best = 1e9;

    if (!op || !op->well)
        die(id, "is no window operator");
    const mr_args *args = read_args(op, parameters, arena);
    const double *in[MOST] = {NULL}, *depth = NULL;
    for (size_t i = 0; i < mr_operator_n_inputs(op); i++) {
        const char *param = op->inputs[i].param;
        const bool is_depth = strcmp(param, "depth_column") == 0;
        if (strcmp(param, "well_column") == 0)
            continue;
        walk(b->in[i], b->rows, 42 + i);
        for (size_t k = 0; is_depth && k < b->rows; k++)
            b->in[i][k] = 1000 + 0.1524 * (double)k;
        depth = is_depth ? b->in[i] : depth;
        in[i] = b->in[i];
    }
    for (int round = 0; round < ROUNDS; round++) {
        mr_error err;
        const mr_column *raw[MOST] = {NULL};
        const mr_series series = {
            .n = b->rows,
            .depth = depth,
            .in = in,
            .out = b->out,
            .raw = raw,
            .arena = mr_arena_new(),
        };
        for (size_t i = 0; i < mr_operator_n_outputs(op); i++)
            for (size_t k = 0; k < b->rows; k++)
                b->out[i][k] = MR_NAN;
        const double start = now();
        if (op->well(args->params, &series, &err) != MR_OK)
            die(id, err.message);
        keep_least(&best, start, b->rows);
        mr_arena_free(series.arena);
    }
    printf("%s\t%.4g\n", id, best);
    fflush(stdout);
    mr_arena_free(arena);
}

// --- the others: their first case, as many wells of it as make the rows ---

// Seconds of one application, the best of the rounds; negative when it fails.
static double apply(const mr_args *args, const mr_apply_options *options, mr_table *const *inputs,
                    size_t n, int64_t *rows)
{
    double best = 1e9;

    for (int round = 0; round < ROUNDS; round++) {
        mr_error err;
        mr_table *out = NULL;
        const double start = now();
        if (mr_operator_apply(args, inputs, n, options, &out, &err) != MR_OK)
            return -1;
        keep_least(&best, start, 1);
        *rows = out->rows;
        mr_table_unref(out);
    }
    return best;
}

// id, version, rows in, rows out, seconds. Where so many wells cannot be (the tables beside the
// first hold other names), the case as it is.
static void tables_of(const bench *b, const mr_operator *op, const mr_apply_options *options)
{
    mr_arena *arena = mr_arena_new();
    json_t *test = first_case(b, op);
    const json_t *more = json_object_get(test, "more"), *first = json_object_get(test, "input");
    const mr_args *args = read_args(op, json_object_get(test, "params"), arena);
    const size_t case_rows = json_array_size(json_object_get(first, "rows"));
    const size_t n = 1 + json_array_size(more), copies = case_rows ? b->rows / case_rows + 1 : 1;
    double spent = -1;
    int64_t in = 0, out = 0;

    for (int alone = 0; alone < 2 && spent < 0; alone++) {
        mr_table *inputs[MOST] = {NULL};
        mr_error err;
        for (size_t i = 0; i < n; i++)
            if (case_table(i ? json_array_get(more, i - 1) : first, alone ? 1 : copies, &inputs[i],
                           &err) != MR_OK)
                die(op->id, err.message);
        in = inputs[0]->rows;
        spent = apply(args, options, inputs, n, &out);
        for (size_t i = 0; i < n; i++)
            mr_table_unref(inputs[i]);
    }
    if (spent < 0)
        die(op->id, "cannot be applied to its first case");
    printf("%s\t%s\t%lld\t%lld\t%.4g\n", op->id, op->version, (long long)in, (long long)out, spent);
    fflush(stdout);
    json_decref(test);
    mr_arena_free(arena);
}

static void tables(const bench *b, const char *only)
{
    mr_units *units = NULL;
    mr_sql *sql = mr_sql_new(0);

    if (mr_units_open(&units, NULL) != MR_OK)
        die("units", "cannot be opened");
    const mr_apply_options options = {.units = units, .sql = sql};
    for (size_t i = 0; i < mr_operator_count(); i++)
        if (!mr_operator_at(i)->map && (!only || strcmp(only, mr_operator_at(i)->id) == 0))
            tables_of(b, mr_operator_at(i), &options);
    mr_sql_free(sql);
    mr_units_close(units);
}

int main(int argc, char **argv)
{
    if (argc < 5)
        die("usage", "bench-operators ROOT LIBM_MODULE ROWS rows | window CASES | tables");
    bench b = {.root = argv[1], .rows = (size_t)strtoull(argv[3], NULL, 10)};
    void *module = dlopen(argv[2], RTLD_NOW | RTLD_LOCAL);

    if (!module)
        die("dlopen", dlerror());
    void *symbol = dlsym(module, "libm_operator_at");
    memcpy(&b.libm_operator_at, &symbol, sizeof symbol);
    if (b.rows < CACHED)
        die("rows", "too few");
    for (size_t i = 0; i < MOST / 2; i++) {
        b.in[i] = malloc(b.rows * sizeof(double));
        b.out[i] = malloc(b.rows * sizeof(double));
        if (!b.in[i] || !b.out[i])
            die("memory", "too little");
        memset(b.out[i], 0, b.rows * sizeof(double));
    }
    if (strcmp(argv[4], "rows") == 0) {
        for (size_t i = 0; i < mr_operator_count(); i++)
            if (mr_operator_at(i)->map && (argc < 6 || strcmp(argv[5], mr_operator_at(i)->id) == 0))
                rows_of(&b, i);
        return 0;
    }
    if (strcmp(argv[4], "tables") == 0) {
        tables(&b, argc > 5 ? argv[5] : NULL);
        return 0;
    }
    json_t *cases = json_loads(argc > 5 ? argv[5] : "", 0, NULL);
    for (size_t i = 0; i < json_array_size(cases); i++)
        window_of(&b, json_string_value(json_array_get(json_array_get(cases, i), 0)),
                  json_array_get(json_array_get(cases, i), 1));
    json_decref(cases);
    return 0;
}
