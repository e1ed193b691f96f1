// The builder: every type, nulls, runs copied from anywhere, failure, reuse.
#include "sample.h"

static void every_type_row_by_row(void **state)
{
    (void)state;
    static const int64_t lengths[] = {0, 1, 2, 3, 63, 64, 65, 128, 1000};
    for (size_t t = 0; t < COUNT(all_types); t++) {
        for (size_t l = 0; l < COUNT(lengths); l++) {
            const mr_column *c = sample("x", all_types[t], 0, lengths[l]);
            assert_rows(c, 0, lengths[l]);
            assert_int_equal(c->field.nullable, c->nulls > 0);
            assert_int_equal(c->validity != NULL, c->nulls > 0);
            assert_non_null(c->values ? c->values : (const void *)c->items);
            mr_column_unref(c);
        }
    }
}

static void runs_are_copied_from_anywhere(void **state)
{
    (void)state;
    uint64_t seed = 12;
    for (size_t t = 0; t < COUNT(all_types); t++) {
        const mr_field field = field_of("x", all_types[t]);
        const mr_column *from = sample("from", all_types[t], 0, 500);
        mr_builder *b = mr_builder_new(&field);
        int64_t model[5000], n = 0;
        while (n < 4000) {
            if (random_bits(&seed) % 3 == 0) {
                model[n] = (int64_t)(random_bits(&seed) % 500);
                put_row(b, all_types[t], model[n++]);
                continue;
            }
            const int64_t first = (int64_t)(random_bits(&seed) % 500);
            const int64_t run = (int64_t)(random_bits(&seed) % (uint64_t)(501 - first));
            mr_builder_rows(b, from, first, run);
            for (int64_t i = 0; i < run; i++)
                model[n++] = first + i;
        }
        assert_int_equal(mr_builder_length(b), n);
        const mr_column *c = finish(b);
        mr_column_unref(from);
        int64_t nulls = 0;
        for (int64_t i = 0; i < n; i++) {
            assert_row(c, i, model[i]);
            nulls += model_is_null(model[i]);
        }
        assert_int_equal(c->nulls, nulls);
        mr_column_unref(c);
    }
}

static void not_finite_is_null(void **state)
{
    (void)state;
    const mr_field wide = field_of("x", MR_FLOAT64), narrow = field_of("x", MR_FLOAT32),
                   list = field_of("x", MR_LIST_FLOAT64);
    mr_builder *b = mr_builder_new(&wide), *f = mr_builder_new(&narrow), *l = mr_builder_new(&list);
    const double values[] = {1, (double)NAN, (double)INFINITY, (double)-INFINITY, 1e300};
    for (size_t i = 0; i < COUNT(values); i++) {
        mr_builder_real(b, values[i]);
        mr_builder_real(f, values[i]);
    }
    mr_builder_list(l, values, COUNT(values));
    const mr_column *c = finish(b), *n = finish(f), *m = finish(l);
    assert_int_equal(c->nulls, 3);
    assert_int_equal(n->nulls, 4); // 1e300 is none of the narrow numbers
    assert_int_equal(m->nulls, 0);
    assert_int_equal(m->items->nulls, 3);
    assert_true(mr_valid(c, 4) && !mr_valid(n, 4));
    assert_true(isnan(((const float *)n->values)[4]));
    assert_true(isnan(mr_column_f64(c)[2]) && isnan(mr_column_f64(m->items)[3]));
    mr_column_unref(c);
    mr_column_unref(n);
    mr_column_unref(m);
}

static void limits_of_integers(void **state)
{
    (void)state;
    const mr_field wide = field_of("x", MR_INT64), narrow = field_of("x", MR_INT32);
    mr_builder *b = mr_builder_new(&wide), *n = mr_builder_new(&narrow);
    mr_builder_int(b, INT64_MIN);
    mr_builder_int(b, INT64_MAX);
    mr_builder_int(n, INT32_MIN);
    mr_builder_int(n, INT32_MAX);
    const mr_column *c = finish(b), *d = finish(n);
    assert_true(mr_column_int(c, 0) == INT64_MIN && mr_column_int(c, 1) == INT64_MAX);
    assert_true(mr_column_int(d, 0) == INT32_MIN && mr_column_int(d, 1) == INT32_MAX);
    mr_column_unref(c);
    mr_column_unref(d);
}

static void it_is_usable_again(void **state)
{
    (void)state;
    for (size_t t = 0; t < COUNT(all_types); t++) {
        const mr_field field = field_of("x", all_types[t]);
        mr_builder *b = mr_builder_new(&field);
        for (int64_t round = 0; round < 3; round++) {
            const mr_column *c;
            for (int64_t i = 0; i < 70; i++)
                put_row(b, all_types[t], round * 70 + i);
            assert_status(mr_builder_finish(b, &c, NULL), MR_OK);
            assert_rows(c, round * 70, 70);
            mr_column_unref(c);
        }
        mr_builder_free(b);
    }
    mr_builder_free(NULL);
}

// A text far longer than an offset can say.
static void too_much_text_is_refused(void **state)
{
    (void)state;
    const mr_field field = field_of("remarks", MR_UTF8);
    mr_builder *b = mr_builder_new(&field);
    mr_builder_text(b, MR_STR("kept"));
    mr_builder_text(b, (mr_str){"", (size_t)INT32_MAX}); // refused by its length, never read
    mr_builder_text(b, MR_STR("more"));
    const mr_column *c = NULL;
    mr_error err = {0};
    assert_status(mr_builder_finish(b, &c, &err), MR_ETOOLARGE);
    assert_null(c);
    assert_contains(err.message, "'remarks'");
    mr_builder_text(b, MR_STR("again"));
    assert_status(mr_builder_finish(b, &c, &err), MR_OK);
    assert_int_equal(c->length, 1);
    mr_column_unref(c);
    mr_builder_free(b);
}

// A column whose length no memory holds: the copy must fail, not the source be read.
static void no_memory_is_reported(void **state)
{
    (void)state;
    const mr_field field = field_of("gr", MR_FLOAT64);
    const mr_column *real = sample("gr", MR_FLOAT64, 0, 1);
    mr_column huge = *real;
    huge.length = INT64_C(1) << 55;
    mr_builder *b = mr_builder_new(&field);
    mr_builder_real(b, 1);
    mr_builder_rows(b, &huge, 0, huge.length);
    mr_builder_real(b, 2);
    const mr_column *c = NULL;
    mr_error err = {0};
    assert_status(mr_builder_finish(b, &c, &err), MR_ENOMEM);
    assert_null(c);
    assert_contains(err.message, "'gr'");
    mr_builder_free(b);
    mr_column_unref(real);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_row_by_row), cmocka_unit_test(runs_are_copied_from_anywhere),
        cmocka_unit_test(not_finite_is_null),    cmocka_unit_test(limits_of_integers),
        cmocka_unit_test(it_is_usable_again),    cmocka_unit_test(too_much_text_is_refused),
        cmocka_unit_test(no_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
