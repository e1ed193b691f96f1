// New columns from old ones.
#include "sample.h"

static void slices_cross_words(void **state)
{
    (void)state;
    static const int64_t firsts[] = {0, 1, 5, 63, 64, 65, 127, 128, 200, 299, 300};
    for (size_t t = 0; t < COUNT(all_types); t++) {
        const mr_column *whole = sample("x", all_types[t], 0, 300);
        for (size_t f = 0; f < COUNT(firsts); f++) {
            for (int64_t n = 0; firsts[f] + n <= 300; n += 1 + n / 3) {
                const mr_column *part, *inner;
                assert_status(mr_column_slice(whole, firsts[f], n, &part, NULL), MR_OK);
                assert_rows(part, firsts[f], n);
                // a slice of a slice
                assert_status(mr_column_slice(part, n / 3, n - n / 3, &inner, NULL), MR_OK);
                mr_column_unref(part);
                assert_rows(inner, firsts[f] + n / 3, n - n / 3);
                mr_column_unref(inner);
            }
        }
        mr_column_unref(whole);
    }
}

static void a_slice_outlives_its_column(void **state)
{
    (void)state;
    for (size_t t = 0; t < COUNT(all_types); t++) {
        const mr_column *whole = sample("x", all_types[t], 0, 300), *part, *named;
        const mr_field field = field_of("y", all_types[t]);
        assert_status(mr_column_slice(whole, 70, 100, &part, NULL), MR_OK);
        if (all_types[t] == MR_FLOAT64)
            assert_ptr_equal(part->values, mr_column_f64(whole) + 70); // shared
        named = mr_column_with_field(part, &field);
        mr_column_unref(whole);
        mr_column_unref(part);
        assert_rows(named, 70, 100);
        mr_column_unref(named);
    }
}

static void slices_put_together_are_the_whole(void **state)
{
    (void)state;
    static const int64_t cuts[] = {0, 5, 70, 70, 134, 300};
    for (size_t t = 0; t < COUNT(all_types); t++) {
        const mr_column *whole = sample("x", all_types[t], 0, 300), *parts[COUNT(cuts) - 1], *again;
        for (size_t i = 0; i + 1 < COUNT(cuts); i++)
            assert_status(mr_column_slice(whole, cuts[i], cuts[i + 1] - cuts[i], &parts[i], NULL),
                          MR_OK);
        assert_status(mr_column_concat(parts, COUNT(parts), &again, NULL), MR_OK);
        assert_true(mr_column_equal(whole, again));
        assert_rows(again, 0, 300);
        for (size_t i = 0; i < COUNT(parts); i++)
            mr_column_unref(parts[i]);
        mr_column_unref(again);
        assert_status(mr_column_concat(&whole, 1, &again, NULL), MR_OK);
        assert_ptr_equal(again, whole);
        mr_column_unref(again);
        mr_column_unref(whole);
    }
}

static void concat_wants_one_type(void **state)
{
    (void)state;
    const mr_column *parts[] = {sample("gr", MR_FLOAT64, 0, 3), sample("gr", MR_INT32, 0, 3)},
                    *out = NULL;
    mr_error err = {0};
    assert_status(mr_column_concat(parts, 2, &out, &err), MR_EINVALID);
    assert_null(out);
    assert_contains(err.message, "float64");
    assert_contains(err.message, "int32");
    mr_column_unref(parts[0]);
    mr_column_unref(parts[1]);
}

static void taking_gathers(void **state)
{
    (void)state;
    enum { N = 700 };
    uint64_t seed = 13;
    int64_t rows[N];
    for (int64_t i = 0; i < N; i++) // runs, jumps, repeats and none
        rows[i] = i < 100                       ? i + 3
                  : random_bits(&seed) % 4 == 0 ? -1
                                                : (int64_t)(random_bits(&seed) % 300);
    for (size_t t = 0; t < COUNT(all_types); t++) {
        const mr_column *from = sample("x", all_types[t], 0, 300), *out;
        assert_status(mr_column_take(from, rows, N, &out, NULL), MR_OK);
        mr_column_unref(from);
        int64_t nulls = 0;
        for (int64_t i = 0; i < N; i++) {
            assert_row(out, i, rows[i]);
            nulls += model_is_null(rows[i]);
        }
        assert_int_equal(out->nulls, nulls);
        assert_string_equal(out->field.name, "x");
        mr_column_unref(out);
    }
}

static void taking_nothing(void **state)
{
    (void)state;
    for (size_t t = 0; t < COUNT(all_types); t++) {
        const mr_column *from = sample("x", all_types[t], 0, 0), *out;
        const int64_t none[] = {-1, -1};
        assert_status(mr_column_take(from, none, 0, &out, NULL), MR_OK);
        assert_int_equal(out->length, 0);
        mr_column_unref(out);
        assert_status(mr_column_take(from, none, 2, &out, NULL),
                      MR_OK); // nulls from an empty column
        assert_int_equal(out->nulls, 2);
        mr_column_unref(out);
        mr_column_unref(from);
    }
}

static void converting(void **state)
{
    (void)state;
    static const mr_type numbers[] = {MR_FLOAT64, MR_FLOAT32, MR_INT64, MR_INT32};
    for (size_t t = 0; t < COUNT(numbers); t++) {
        const mr_column *from = sample("t", numbers[t], 0, 100), *out;
        assert_status(mr_column_convert(from, 1.8, 32, "degF", &out, NULL), MR_OK);
        assert_int_equal(out->field.type, MR_FLOAT64);
        assert_string_equal(out->field.unit, "degF");
        assert_string_equal(out->field.name, "t");
        assert_int_equal(out->nulls, from->nulls);
        for (int64_t i = 0; i < 100; i++)
            if (mr_valid(from, i))
                assert_same_double(mr_column_f64(out)[i], 1.8 * mr_column_real(from, i) + 32);
            else
                assert_true(!mr_valid(out, i) && isnan(mr_column_f64(out)[i]));
        mr_column_unref(out);
        assert_status(mr_column_convert(from, 1e308, 0, NULL, &out, NULL), MR_OK);
        assert_null(out->field.unit);
        assert_false(mr_valid(out, 99)); // overflowed: no infinity gets out
        mr_column_unref(out);
        mr_column_unref(from);
    }
}

static void casting_widens(void **state)
{
    (void)state;
    static const struct {
        mr_type from, to;
    } cases[] = {{MR_INT32, MR_INT64},
                 {MR_INT32, MR_FLOAT64},
                 {MR_INT64, MR_FLOAT64},
                 {MR_FLOAT32, MR_FLOAT64}};
    for (size_t k = 0; k < COUNT(cases); k++) {
        const mr_column *from = sample("x", cases[k].from, 0, 150), *out;
        assert_status(mr_column_cast(from, cases[k].to, &out, NULL), MR_OK);
        assert_int_equal(out->field.type, cases[k].to);
        assert_int_equal(out->nulls, from->nulls);
        for (int64_t i = 0; i < 150; i++) {
            assert_int_equal(mr_valid(out, i), mr_valid(from, i));
            if (mr_valid(from, i))
                assert_same_double(mr_column_real(out, i), mr_column_real(from, i));
        }
        mr_column_unref(from);
        mr_column_unref(out);
    }
}

static void casting_to_the_same_shares_and_narrowing_fails(void **state)
{
    (void)state;
    const mr_column *from = sample("x", MR_INT64, 0, 10), *out = NULL;
    mr_error err = {0};
    assert_status(mr_column_cast(from, MR_INT64, &out, NULL), MR_OK);
    assert_ptr_equal(out, from);
    mr_column_unref(out);
    assert_status(mr_column_cast(from, MR_ANY, &out, NULL), MR_OK);
    assert_ptr_equal(out, from);
    mr_column_unref(out);
    out = NULL;
    assert_status(mr_column_cast(from, MR_INT32, &out, &err), MR_EINVALID);
    assert_null(out);
    assert_string_equal(err.message, "column 'x' is int64 and does not widen to int32");
    mr_column_unref(from);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_cross_words),
        cmocka_unit_test(a_slice_outlives_its_column),
        cmocka_unit_test(slices_put_together_are_the_whole),
        cmocka_unit_test(concat_wants_one_type),
        cmocka_unit_test(taking_gathers),
        cmocka_unit_test(taking_nothing),
        cmocka_unit_test(converting),
        cmocka_unit_test(casting_widens),
        cmocka_unit_test(casting_to_the_same_shares_and_narrowing_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
