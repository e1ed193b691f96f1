// What the tests of executor/ share: a folder of wells made by hand, documents as text, runs and
// what they wrote.
#pragma once

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sys/stat.h>

#include "mudrock/executor.h"
#include "mudrock/hash.h"
#include "mudrock/sql.h"

struct world {
    char folder[256];
    mr_arena *arena;
    mr_units *units;
    mr_duck *duck;
    mr_duck_session *session;
    mr_sql *sql;
    mr_objects *objects;
    mr_run_options options; // data, out and result_prefix are set
    mr_run_result *result;  // of the last run
    mr_error err;           // of the last run
};

#define assert_ok(expr)                                                                            \
    do {                                                                                           \
        mr_error why_ = {0};                                                                       \
        mr_error *const why = &why_;                                                               \
        if ((expr) != MR_OK)                                                                       \
            fail_msg("%s: %s: %s", #expr, why_.where, why_.message);                               \
    } while (0)

#define assert_contains(text, part)                                                                \
    do {                                                                                           \
        const char *text_ = (text), *part_ = (part);                                               \
        if (!strstr(text_, part_))                                                                 \
            fail_msg("\"%s\" does not contain \"%s\"", text_, part_);                              \
    } while (0)

#define assert_near(a, b)                                                                          \
    do {                                                                                           \
        const double a_ = (a), b_ = (b);                                                           \
        if (!(fabs(a_ - b_) <= 1e-9 * (1 + fabs(b_))))                                             \
            fail_msg("%s is %.17g, wanted %.17g", #a, a_, b_);                                     \
    } while (0)

static inline const char *in(struct world *w, const char *name)
{
    return mr_arena_printf(w->arena, "%s/%s", w->folder, name);
}

static inline int setup(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    const char *base = getenv("TMPDIR");
    snprintf(w->folder, sizeof w->folder, "%s/mudrock-run-XXXXXX", base ? base : "/tmp");
    if (!mkdtemp(w->folder))
        return 1;
    w->arena = mr_arena_new();
    w->sql = mr_sql_new(0);
    *state = w;
    mr_error err = {0};
    mr_status st = mr_units_open(&w->units, &err);
    if (st == MR_OK)
        st = mr_duck_open(&(mr_duck_options){.threads = 1}, &w->duck, &err);
    if (st == MR_OK)
        st = mr_duck_session_open(w->duck, &w->session, &err);
    if (st == MR_OK)
        st = mr_objects_open(in(w, "store"), &w->objects, &err);
    if (st != MR_OK)
        print_error("%s\n", err.message);
    mkdir(in(w, "data"), 0777);
    w->options = (mr_run_options){
        .units = w->units,
        .objects = w->objects,
        .duck = w->duck,
        .sql = w->sql,
        .threads = 2,
        .data_folder = in(w, "data"),
        .out_folder = in(w, "out"),
        .result_prefix = "project-p/executions/e",
    };
    return st == MR_OK ? 0 : 1;
}

static inline int teardown(void **state)
{
    struct world *w = *state;
    char command[512];
    mr_run_result_free(w->result);
    mr_objects_close(w->objects);
    mr_sql_free(w->sql);
    mr_duck_session_close(w->session);
    mr_duck_close(w->duck);
    mr_units_close(w->units);
    mr_arena_free(w->arena);
    snprintf(command, sizeof command, "rm -rf '%s'", w->folder);
    int failed = system(command);
    free(w);
    return failed;
}

// --- wells ---

typedef double sample(int well, int64_t row); // NaN = null

struct curve {
    const char *name; // NULL ends the list
    const char *unit;
    sample *value;
};

static inline const mr_column *curve_column(const struct curve *curve, int well, int64_t rows)
{
    mr_builder *builder = mr_builder_new(&(mr_field){.name = curve->name,
                                                     .type = MR_FLOAT64,
                                                     .nullable = true,
                                                     .unit = curve->unit,
                                                     .origin = -1});
    for (int64_t i = 0; i < rows; i++)
        mr_builder_real(builder, curve->value(well, i));
    const mr_column *column = NULL;
    assert_int_equal(mr_builder_finish(builder, &column, NULL), MR_OK);
    mr_builder_free(builder);
    return column;
}

// data/<well_id>/logs_<type>.parquet
static inline void put_log(struct world *w, const char *well_id, const char *type, int well,
                           int64_t rows, const struct curve *curves)
{
    mr_table *table = mr_table_new(rows);
    for (; curves->name; curves++)
        mr_table_put(table, curve_column(curves, well, rows));
    mkdir(mr_arena_printf(w->arena, "%s/data/%s", w->folder, well_id), 0777);
    const char *path =
        mr_arena_printf(w->arena, "%s/data/%s/logs_%s.parquet", w->folder, well_id, type);
    assert_ok(mr_duck_write_table(w->session, path, MR_DUCK_PARQUET, table, why));
    mr_table_unref(table);
}

static inline void put_well(struct world *w, const char *well_id, int well, int64_t rows,
                            const struct curve *curves)
{
    put_log(w, well_id, "composite", well, rows, curves);
}

static inline void put_text(struct world *w, const char *name, const char *text)
{
    FILE *file = fopen(in(w, name), "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

// --- documents ---

// A node of each kind; ids are their names. `more` continues the source's object, `deps` is a JSON
// array.
#define NODE(id, deps, type, metadata)                                                             \
    "{\"id\":\"" id "\",\"name\":\"" id "\",\"dependencies\":" deps ",\"node_type\":{" type        \
    "},\"metadata\":{" metadata "}}"
#define SOURCE(id, kind, more, filters)                                                            \
    NODE(id, "[]",                                                                                 \
         "\"type\":\"ingestion\",\"source_type\":{\"source\":\"" kind "\"" more                    \
         "},\"filters\":{" filters "}",                                                            \
         "")
#define LOGS(id, more) SOURCE(id, "well_logs", more, "")
#define OPERATOR(id, deps, op, parameters)                                                         \
    NODE(id, deps,                                                                                 \
         "\"type\":\"operator\",\"operator_id\":\"" op                                             \
         "\",\"operator_version\":\"1.0.0\",\"parameters\":{" parameters "}",                      \
         "")
#define OUTPUT(id, deps, type) NODE(id, deps, "\"type\":\"output\",\"output_type\":" type, "")
#define FILE_OF(kind, path)    "{\"" kind "\":{\"storage_path\":\"" path "\"}}"
#define DOCUMENT(nodes)                                                                            \
    "{\"id\":\"d\",\"name\":\"Test\",\"project_id\":\"p\",\"version\":\"1.0.0\","                  \
    "\"metadata\":{\"multiple_outputs\":true},\"nodes\":[" nodes "]}"

static inline void show_problems(const mr_diagnostics *problems)
{
    for (size_t i = 0; i < problems->n; i++)
        print_error("%s: %s\n", problems->at[i].code, problems->at[i].message);
}

static inline mr_dag *decode(const char *text)
{
    mr_diagnostics problems;
    mr_dag *dag = NULL;
    mr_diagnostics_init(&problems);
    mr_status st = mr_dag_decode(mr_str_of(text), &dag, &problems);
    show_problems(&problems);
    assert_int_equal(st, MR_OK);
    assert_non_null(dag);
    mr_diagnostics_clear(&problems);
    return dag;
}

static inline mr_typed_dag *validate(struct world *w, const mr_dag *dag)
{
    mr_sources sources;
    mr_typed_dag *typed = NULL;
    assert_ok(mr_executor_sources(&w->options, w->arena, &sources, why));
    const mr_validate_options options = {.units = w->units, .sources = &sources, .sql = w->sql};
    assert_ok(mr_validate(dag, &options, &typed, why));
    return typed;
}

// Validates and runs; the result stands in w->result, the error in w->err.
static inline mr_status run(struct world *w, const char *text)
{
    mr_dag *dag = decode(text);
    mr_typed_dag *typed = validate(w, dag);
    if (typed->problems.errors)
        show_problems(&typed->problems);
    assert_int_equal(typed->problems.errors, 0);
    mr_run_result_free(w->result);
    w->result = NULL;
    w->err = (mr_error){0};
    mr_status st = mr_run(typed, &w->options, &w->result, &w->err);
    assert_non_null(w->result);
    mr_typed_dag_free(typed);
    mr_dag_free(dag);
    return st;
}

#define assert_runs(w, text)                                                                       \
    do {                                                                                           \
        if (run((w), (text)) != MR_OK)                                                             \
            fail_msg("%s: %s", (w)->err.where, (w)->err.message);                                  \
    } while (0)

// --- what came out ---

static inline bool exists(struct world *w, const char *name)
{
    struct stat info;
    return stat(in(w, name), &info) == 0;
}

// Files and folders below a folder of the world; 0 when it is not there.
static inline int count_files(struct world *w, const char *name)
{
    char command[512];
    int n = -1;
    snprintf(command, sizeof command, "find '%s' -type f 2>/dev/null | wc -l", in(w, name));
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    assert_int_equal(fscanf(pipe, "%d", &n), 1);
    pclose(pipe);
    return n;
}

static inline mr_table *read_out(struct world *w, const char *name)
{
    mr_table *table = NULL;
    assert_ok(mr_duck_read_parquet(w->session, in(w, name), NULL, 0, NULL, 0, &table, why));
    return table;
}

static inline const char *digest(struct world *w, const char *name)
{
    char hex[65];
    assert_ok(mr_sha256_file(in(w, name), hex, why));
    return mr_arena_strdup(w->arena, hex);
}

static inline double real_at(const mr_table *table, const char *column, int64_t row)
{
    const mr_column *c = mr_table_find(table, column);
    if (!c)
        fail_msg("no column %s", column);
    assert_true(row < table->rows);
    return mr_column_real(c, row);
}

static inline bool text_is(const mr_table *table, const char *column, int64_t row, const char *text)
{
    const mr_column *c = mr_table_find(table, column);
    if (!c)
        fail_msg("no column %s", column);
    return mr_valid(c, row) && mr_str_eq(mr_column_text(c, row), mr_str_of(text));
}

static inline const mr_node_stats *stats_of(struct world *w, size_t node)
{
    assert_true(node < w->result->n_nodes);
    return &w->result->nodes[node];
}

static inline bool warned(struct world *w, const char *part)
{
    for (size_t i = 0; i < w->result->n_warnings; i++)
        if (strstr(w->result->warnings[i], part))
            return true;
    return false;
}

// --- curves that several tests read ---

static inline double depth_m(int well, int64_t row)
{
    return 1000 + 100 * well + 0.5 * (double)row;
}

static inline double gr_of(int well, int64_t row)
{
    return row % 10 == 7 ? (double)NAN : 20 + well + (double)(row % 50) * 2;
}

static inline double rhob_of(int well, int64_t row)
{
    return 2.2 + 0.01 * well + 0.001 * (double)(row % 100);
}
