// What the tests of catalog/ share: a store in a folder of its own, with a project in it.
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>
#include <math.h>
#include <sqlite3.h>

#include "mudrock/catalog.h"

struct fixture {
    char folder[256], path[300];
    mr_catalog *catalog;
    mr_arena *arena;
    char project[37];
};

#define assert_ok(expr)                                                                            \
    do {                                                                                           \
        mr_error why_ = {0};                                                                       \
        mr_error *const why = &why_;                                                               \
        if ((expr) != MR_OK)                                                                       \
            fail_msg("%s: %s: %s", #expr, why_.where, why_.message);                               \
    } while (0)

static inline int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    const char *base = getenv("TMPDIR");
    mr_error err = {0};

    snprintf(f->folder, sizeof f->folder, "%s/mudrock-catalog-XXXXXX", base ? base : "/tmp");
    if (!mkdtemp(f->folder))
        return 1;
    snprintf(f->path, sizeof f->path, "%s/mudrock.db", f->folder);
    f->arena = mr_arena_new();
    *state = f;
    mr_status st = mr_catalog_open(f->path, &f->catalog, &err);
    if (st == MR_OK)
        st = mr_project_create(f->catalog, "demo", "A project", f->project, &err);
    if (st != MR_OK)
        print_error("%s: %s\n", err.where, err.message);
    return st == MR_OK ? 0 : 1;
}

static inline int teardown(void **state)
{
    struct fixture *f = *state;
    char command[512];

    mr_catalog_close(f->catalog);
    mr_arena_free(f->arena);
    snprintf(command, sizeof command, "rm -rf '%s'", f->folder);
    int failed = system(command);
    free(f);
    return failed;
}

// The value of a member as text: strings as they are, the rest as JSON.
static inline const char *get(struct fixture *f, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    if (!value)
        fail_msg("there is no \"%s\"", key);
    if (json_is_string(value))
        return json_string_value(value);
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS);
    const char *copy = mr_arena_strdup(f->arena, text);
    free(text);
    return copy;
}

// One value straight from the file, past the code under test.
static inline const char *ask(struct fixture *f, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;

    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    sqlite3_busy_timeout(db, 5000);
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    int code = sqlite3_step(statement);
    const char *text =
        code == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : "no row";
    text = mr_arena_strdup(f->arena, text ? text : "null");
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return text;
}

static inline bool execute(struct fixture *f, const char *sql)
{
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    sqlite3_busy_timeout(db, 5000);
    sqlite3_exec(db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    int code = sqlite3_exec(db, sql, NULL, NULL, NULL);
    sqlite3_close(db);
    return code == SQLITE_OK;
}

// A document of one ingestion and `operators` operators in a chain and an output; the last operator
// depends on an error edge too when there are two or more.
static inline mr_dag *document(struct fixture *f, const char *id, const char *name, int operators)
{
    mr_buf text = {0};
    mr_dag *dag = NULL;
    mr_diagnostics problems;

    mr_buf_printf(
        &text,
        "{\"id\":\"%s\",\"name\":\"%s\",\"project_id\":\"%s\",\"version\":\"1.0.0\",\"x_unknown\":["
        "1,0.1],"
        "\"metadata\":{\"description\":\"what it does\",\"tags\":[\"a\",\"b\"]},\"nodes\":["
        "{\"id\":\"n0\",\"name\":\"Logs\",\"dependencies\":[],\"node_type\":{\"type\":"
        "\"ingestion\","
        "\"source_type\":{\"source\":\"well_logs\",\"well_ids\":[\"W-1\"],\"curve_names\":[\"gr\"]}"
        ","
        "\"output_schema\":{\"schema_id\":\"s\",\"required_columns\":[\"depth\"]}},"
        "\"metadata\":{\"position\":[10,20.5],\"execution_hints\":{\"memory\":7}}}",
        id, name, f->project);
    for (int i = 1; i <= operators; i++)
        mr_buf_printf(&text,
                      ",{\"id\":\"n%d\",\"name\":\"Step "
                      "%d\",\"dependencies\":[\"n%d\"],\"node_type\":{\"type\":\"operator\","
                      "\"operator_id\":\"despike_hampel\",\"operator_version\":\"1.0.0\","
                      "\"parameters\":{\"k\":%d}},"
                      "\"metadata\":{\"edge_types\":{\"n%d\":\"%s\"}}}",
                      i, i, i - 1, i, i - 1, i == 2 ? "error" : "data_flow");
    mr_buf_printf(&text,
                  ",{\"id\":\"out\",\"name\":\"Result\",\"dependencies\":[\"n%d\"],\"node_type\":{"
                  "\"type\":\"output\","
                  "\"output_type\":\"frontend\"}}]}",
                  operators);
    mr_diagnostics_init(&problems);
    mr_status st = mr_dag_decode((mr_str){text.at, text.n}, &dag, &problems);
    if (st != MR_OK || !dag)
        fail_msg("the document does not decode: %s", problems.n ? problems.at[0].message : "?");
    mr_diagnostics_clear(&problems);
    mr_buf_clear(&text);
    return dag;
}

static inline void save(struct fixture *f, const char *id, const char *name, int operators)
{
    mr_dag *dag = document(f, id, name, operators);
    json_t *row = NULL;

    assert_ok(mr_pipeline_save(f->catalog, f->project, dag, NULL, NULL, &row, why));
    json_decref(row);
    mr_dag_free(dag);
}
