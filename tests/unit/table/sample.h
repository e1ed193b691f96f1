// What the tests of table share: a column of any type whose rows follow a rule that is also written
// as a model, row by row.
#pragma once

#include "base/check.h"
#include "mudrock/table.h"

// Read by the sanitizers where there is one: some tests ask for more memory than there is. (The
// prototypes are for -Wmissing-prototypes.)
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

const char *__tsan_default_options(void);
const char *__tsan_default_options(void)
{
    return "allocator_may_return_null=1";
}

static const mr_type all_types[] = {MR_UTF8,  MR_FLOAT64, MR_FLOAT32,   MR_INT64,
                                    MR_INT32, MR_BOOL,    MR_TIMESTAMP, MR_LIST_FLOAT64};

// A row of the model: row -1 stands for a null.
static inline bool model_is_null(int64_t i)
{
    return i < 0 || i % 5 == 2;
}

static inline size_t model_list(int64_t i, double items[4])
{
    for (int k = 0; k < 4; k++)
        items[k] = k == 1 ? (double)NAN : (double)i - k / 8.0;
    return (size_t)(i % 5); // rows with 2 are null: 0, 1, 3 or 4 items
}

static inline void put_row(mr_builder *b, mr_type type, int64_t i)
{
    char text[32];
    double items[4];
    if (model_is_null(i)) {
        mr_builder_null(b);
    } else if (type == MR_UTF8) {
        snprintf(text, sizeof text, "%.*s%d", (int)(i % 9), "\xc3\xa5\xc3\xa5\xc3\xa5\xc3\xa5",
                 (int)i);
        mr_builder_text(b, mr_str_of(i % 7 ? text : ""));
    } else if (type == MR_FLOAT64 || type == MR_FLOAT32) {
        mr_builder_real(b, (double)i * 0.25 - 3);
    } else if (type == MR_BOOL) {
        mr_builder_truth(b, i % 3 == 0);
    } else if (type == MR_LIST_FLOAT64) {
        const size_t n = model_list(i, items);
        mr_builder_list(b, items, n);
    } else {
        mr_builder_int(b, i * 1000 - 7);
    }
}

static inline void assert_list(const mr_column *c, int64_t at, int64_t i)
{
    size_t n;
    double wanted[4];
    const double *items = mr_column_list(c, at, &n);
    assert_int_equal(n, model_list(i, wanted));
    for (size_t k = 0; k < n; k++)
        assert_true(isnan(wanted[k]) ? isnan(items[k]) : items[k] == wanted[k]);
}

// Row `at` of the column is row `i` of the model.
static inline void assert_row(const mr_column *c, int64_t at, int64_t i)
{
    char text[32];
    size_t n;
    const mr_type type = c->field.type;
    assert_int_equal(mr_valid(c, at), !model_is_null(i));
    if (type == MR_UTF8) {
        snprintf(text, sizeof text, "%.*s%d", (int)(i % 9), "\xc3\xa5\xc3\xa5\xc3\xa5\xc3\xa5",
                 (int)i);
        const char *wanted = model_is_null(i) || i % 7 == 0 ? "" : text;
        assert_true(mr_str_eq(mr_column_text(c, at), mr_str_of(wanted)));
    } else if (type == MR_BOOL) {
        assert_int_equal(mr_column_truth(c, at), !model_is_null(i) && i % 3 == 0);
    } else if (type == MR_LIST_FLOAT64) {
        if (model_is_null(i))
            assert_null(mr_column_list(c, at, &n));
        else
            assert_list(c, at, i);
    } else if (model_is_null(i)) {
        assert_true(isnan(mr_column_real(c, at)));
        if (type == MR_FLOAT64)
            assert_true(isnan(mr_column_f64(c)[at])); // kernels read it without looking at the bit
    } else if (type == MR_FLOAT64 || type == MR_FLOAT32) {
        assert_same_double(mr_column_real(c, at), (double)i * 0.25 - 3);
    } else {
        assert_int_equal(mr_column_int(c, at), i * 1000 - 7);
        assert_same_double(mr_column_real(c, at), (double)(i * 1000 - 7));
    }
}

static inline mr_field field_of(const char *name, mr_type type)
{
    return (mr_field){.name = name, .type = type, .origin = -1};
}

static inline const mr_column *finish(mr_builder *b)
{
    const mr_column *c = NULL;
    mr_error err = {0};
    if (mr_builder_finish(b, &c, &err) != MR_OK)
        fail_msg("%s", err.message);
    mr_builder_free(b);
    return c;
}

static inline const mr_column *sample(const char *name, mr_type type, int64_t first, int64_t n)
{
    const mr_field field = field_of(name, type);
    mr_builder *b = mr_builder_new(&field);
    for (int64_t i = first; i < first + n; i++)
        put_row(b, type, i);
    return finish(b);
}

static inline int64_t model_nulls(int64_t first, int64_t n)
{
    int64_t nulls = 0;
    for (int64_t i = first; i < first + n; i++)
        nulls += model_is_null(i);
    return nulls;
}

static inline void assert_rows(const mr_column *c, int64_t first, int64_t n)
{
    assert_int_equal(c->length, n);
    assert_int_equal(c->nulls, model_nulls(first, n));
    for (int64_t i = 0; i < n; i++)
        assert_row(c, i, first + i);
}

// One column of each type, named by the type.
static inline mr_table *sample_table(int64_t first, int64_t n)
{
    mr_table *table = mr_table_new(n);
    for (size_t i = 0; i < COUNT(all_types); i++)
        mr_table_put(table, sample(mr_type_name(all_types[i]), all_types[i], first, n));
    return table;
}
