// What the tests of duck/ share: a database, a session, a folder, and tables with a value of every
// type.
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

#include "mudrock/duck.h"

struct fixture {
    char folder[256];
    mr_duck *duck;
    mr_duck_session *session;
    mr_arena *arena;
};

static inline int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    const char *base = getenv("TMPDIR");

    snprintf(f->folder, sizeof f->folder, "%s/mudrock-duck-XXXXXX", base ? base : "/tmp");
    if (!mkdtemp(f->folder))
        return 1;
    f->arena = mr_arena_new();
    *state = f;
    mr_error err = {0};
    mr_status st = mr_duck_open(&(mr_duck_options){.threads = 1}, &f->duck, &err);
    if (st == MR_OK)
        st = mr_duck_session_open(f->duck, &f->session, &err);
    if (st != MR_OK)
        print_error("%s\n", err.message);
    return st == MR_OK ? 0 : 1;
}

static inline int teardown(void **state)
{
    struct fixture *f = *state;
    char command[512];

    mr_duck_session_close(f->session);
    mr_duck_close(f->duck);
    mr_arena_free(f->arena);
    snprintf(command, sizeof command, "rm -rf '%s'", f->folder);
    int failed = system(command);
    free(f);
    return failed;
}

static inline const char *in(struct fixture *f, const char *name)
{
    return mr_arena_printf(f->arena, "%s/%s", f->folder, name);
}

#define assert_ok(expr)                                                                            \
    do {                                                                                           \
        mr_error why_ = {0};                                                                       \
        mr_error *const why = &why_;                                                               \
        if ((expr) != MR_OK)                                                                       \
            fail_msg("%s: %s: %s", #expr, why_.where, why_.message);                               \
    } while (0)

static inline const mr_column *finish(mr_builder *builder)
{
    const mr_column *column = NULL;

    assert_int_equal(mr_builder_finish(builder, &column, NULL), MR_OK);
    mr_builder_free(builder);
    return column;
}

static inline mr_builder *builder(const char *name, mr_type type)
{
    return mr_builder_new(&(mr_field){.name = name, .type = type, .nullable = true, .origin = -1});
}

// n rows: depth 1000 + i/8 (float64), and one column of each type, null where (i + k) % 5 == 0, k
// counting the columns.
static inline mr_table *every_type(int64_t first, int64_t n)
{
    mr_builder *depth = mr_builder_new(&(mr_field){
        .name = "depth", .type = MR_FLOAT64, .unit = "m", .quantity = "depth", .origin = -1});
    mr_builder *gr = mr_builder_new(&(mr_field){.name = "gr",
                                                .type = MR_FLOAT64,
                                                .nullable = true,
                                                .unit = "gAPI",
                                                .quantity = "gamma_ray",
                                                .description = "Gamma \"ray\", \\ 1\n\xc2\xb5",
                                                .origin = -1});
    mr_builder *f32 = builder("f32", MR_FLOAT32);
    mr_builder *i64 = builder("i64", MR_INT64);
    mr_builder *i32 = builder("i32", MR_INT32);
    mr_builder *flag = builder("flag", MR_BOOL);
    mr_builder *at = builder("at", MR_TIMESTAMP);
    mr_builder *text = builder("well id", MR_UTF8); // a blank in the name
    mr_builder *list = builder("t2", MR_LIST_FLOAT64);
    static const char *const texts[] = {
        "a", "", "comma, \"quote\"", "two\nlines", "\xc3\xb8l \xe2\x82\xac", "NULL"};

    for (int64_t i = first; i < first + n; i++) {
        double x = (double)i;
        double items[3] = {x / 3, (double)NAN, -x};
        mr_builder_real(depth, 1000 + x / 8);
        i % 5 == 4 ? mr_builder_null(gr) : mr_builder_real(gr, x / 7 - 3);
        i % 5 == 3 ? mr_builder_null(f32) : mr_builder_real(f32, x / 3);
        i % 5 == 2 ? mr_builder_null(i64) : mr_builder_int(i64, INT64_MAX - i);
        i % 5 == 1 ? mr_builder_null(i32) : mr_builder_int(i32, INT32_MIN + (int32_t)i);
        i % 5 == 0 ? mr_builder_null(flag) : mr_builder_truth(flag, i % 3 == 0);
        i % 5 == 4 ? mr_builder_null(at) : mr_builder_int(at, 1700000000123456 - i * 86400000000);
        i % 5 == 3 ? mr_builder_null(text) : mr_builder_text(text, mr_str_of(texts[i % 6]));
        i % 5 == 2 ? mr_builder_null(list) : mr_builder_list(list, items, (size_t)(i % 4));
    }
    mr_table *table = mr_table_new(n);
    mr_builder *const builders[] = {depth, gr, f32, i64, i32, flag, at, text, list};
    for (size_t i = 0; i < sizeof builders / sizeof builders[0]; i++)
        mr_table_put(table, finish(builders[i]));
    return table;
}

static inline void assert_table_equal(const mr_table *a, const mr_table *b)
{
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->rows, b->rows);
    for (size_t i = 0; i < a->n; i++) {
        assert_string_equal(a->columns[i]->field.name, b->columns[i]->field.name);
        if (!mr_column_equal(a->columns[i], b->columns[i]))
            fail_msg("column \"%s\" differs", a->columns[i]->field.name);
    }
}

static inline char *file_text(struct fixture *f, const char *path, size_t *n)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    *n = (size_t)ftell(file);
    rewind(file);
    char *text = mr_arena_alloc(f->arena, *n + 1);
    assert_int_equal(fread(text, 1, *n, file), *n);
    fclose(file);
    return text;
}

static inline void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static inline mr_table *query(struct fixture *f, const char *sql)
{
    mr_table *table = NULL;

    assert_ok(mr_duck_query(f->session, sql, NULL, 0, &table, why));
    return table;
}
