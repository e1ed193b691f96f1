// Columns: sealing, ownership, fields, equality.
#include <pthread.h>

#include "sample.h"

static mr_column *new_f64(int64_t n, double **values)
{
    const mr_field field = field_of("gr", MR_FLOAT64);
    mr_column *c = NULL;
    assert_status(mr_column_new_f64(&field, n, &c, values, NULL), MR_OK);
    return c;
}

static void sealing_makes_validity(void **state)
{
    (void)state;
    for (int64_t n = 0; n < 200; n++) {
        double *values;
        mr_column *c = new_f64(n, &values);
        int64_t infinities = 0, nulls = 0;
        for (int64_t i = 0; i < n; i++) {
            values[i] = (double)i;
            if (i % 67 == 40)
                values[i] = i % 2 ? (double)INFINITY : (double)-INFINITY;
            else if (i % 91 == 64)
                values[i] = (double)NAN;
            infinities += isinf(values[i]) != 0;
            nulls += !isfinite(values[i]);
        }
        assert_int_equal(mr_column_seal(c), infinities);
        assert_int_equal(c->nulls, nulls);
        assert_int_equal(c->field.nullable, nulls > 0);
        for (int64_t i = 0; i < n; i++) {
            const bool valid = i % 67 != 40 && i % 91 != 64;
            assert_int_equal(mr_valid(c, i), valid);
            assert_true(valid ? mr_column_f64(c)[i] == (double)i : isnan(mr_column_f64(c)[i]));
        }
        mr_column_unref(c);
    }
}

static void sealing_takes_the_extremes_as_valid(void **state)
{
    (void)state;
    const double extremes[] = {
        0, -0.0, 1.7976931348623157e308, -1.7976931348623157e308, 0x1p-1074, -0x1p-1074};
    double *values;
    mr_column *c = new_f64(130, &values);
    for (size_t i = 0; i < 130; i++)
        values[i] = extremes[i % COUNT(extremes)];
    assert_int_equal(mr_column_seal(c), 0);
    assert_int_equal(c->nulls, 0);
    assert_null(c->validity);
    for (size_t i = 0; i < 130; i++)
        assert_same_double(mr_column_f64(c)[i], extremes[i % COUNT(extremes)]);
    mr_column_unref(c);
}

static void no_memory_is_reported(void **state)
{
    (void)state;
    const mr_field field = field_of("gr", MR_FLOAT64);
    mr_column *c = NULL;
    double *values = NULL;
    mr_error err = {0};
    assert_status(mr_column_new_f64(&field, INT64_C(1) << 55, &c, &values, &err), MR_ENOMEM);
    assert_status(mr_column_new_f64(&field, INT64_MAX, &c, &values, &err), MR_ENOMEM);
    assert_null(c);
    assert_contains(err.message, "'gr'");
}

static void texts_belong_to_the_column(void **state)
{
    (void)state;
    char name[] = "gr", unit[] = "gAPI", quantity[] = "gamma_ray", description[] = "natural";
    const mr_field field = {.name = name,
                            .type = MR_INT64,
                            .unit = unit,
                            .quantity = quantity,
                            .description = description,
                            .origin = 4};
    mr_builder *b = mr_builder_new(&field);
    name[0] = unit[0] = quantity[0] = description[0] = '?';
    mr_builder_int(b, 5);
    const mr_column *c = finish(b);
    assert_string_equal(c->field.name, "gr");
    assert_string_equal(c->field.unit, "gAPI");
    assert_string_equal(c->field.quantity, "gamma_ray");
    assert_string_equal(c->field.description, "natural");
    assert_int_equal(c->field.origin, 4);

    const mr_field bare = field_of("x", MR_INT64);
    const mr_column *other = mr_column_with_field(c, &bare);
    assert_ptr_equal(other->values, c->values);
    mr_column_unref(c); // the memory stays
    assert_int_equal(mr_column_int(other, 0), 5);
    assert_string_equal(other->field.name, "x");
    assert_null(other->field.unit);
    assert_int_equal(other->field.origin, -1);
    mr_column_unref(other);
    mr_column_unref(NULL);
}

static void a_new_field_keeps_everything_else(void **state)
{
    (void)state;
    for (size_t t = 0; t < COUNT(all_types); t++) {
        const mr_column *c = sample("a", all_types[t], 3, 100);
        const mr_field field = field_of("b", all_types[t]);
        const mr_column *d = mr_column_with_field(c, &field);
        assert_true(d->field.nullable); // it has nulls, whatever the field says
        mr_column_unref(c);
        assert_rows(d, 3, 100);
        mr_column_unref(d);
    }
}

static void *ref_and_unref(void *column)
{
    for (int i = 0; i < 20000; i++)
        mr_column_unref(mr_column_ref(column));
    mr_column_unref(column);
    return NULL;
}

static void threads_share_a_column(void **state)
{
    (void)state;
    pthread_t threads[4];
    double *values;
    mr_column *c = new_f64(10, &values);
    memset(values, 0, 10 * sizeof *values);
    mr_column_seal(c);
    for (int i = 0; i < 4; i++) {
        mr_column_ref(c);
        pthread_create(&threads[i], NULL, ref_and_unref, c);
    }
    mr_column_unref(c); // the last thread frees it
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
}

static void equality(void **state)
{
    (void)state;
    for (size_t t = 0; t < COUNT(all_types); t++) {
        const mr_column *a = sample("a", all_types[t], 0, 130),
                        *b = sample("b", all_types[t], 0, 130);
        const mr_column *longer = sample("a", all_types[t], 0, 131);
        assert_true(mr_column_equal(a, b));
        assert_true(mr_column_equal(b, a));
        assert_false(mr_column_equal(a, longer));
        // one row changed; rows 6, 21, ... and those 25 after them differ in every type
        for (int64_t changed = 6; changed < 130; changed += 15) {
            const mr_field field = field_of("c", all_types[t]);
            mr_builder *builder = mr_builder_new(&field);
            for (int64_t i = 0; i < 130; i++)
                put_row(builder, all_types[t], i == changed ? i + 25 : i);
            const mr_column *c = finish(builder);
            assert_false(mr_column_equal(a, c));
            assert_false(mr_column_equal(c, a));
            mr_column_unref(c);
        }
        // as many nulls, but at another place
        const mr_column *moved = sample("a", all_types[t], 1, 130);
        assert_int_equal(moved->nulls, a->nulls);
        assert_false(mr_column_equal(a, moved));
        mr_column_unref(moved);
        mr_column_unref(a);
        mr_column_unref(b);
        mr_column_unref(longer);
    }
    const mr_column *wide = sample("a", MR_INT64, 0, 5), *time = sample("a", MR_TIMESTAMP, 0, 5);
    assert_false(mr_column_equal(wide, time));
    mr_column_unref(wide);
    mr_column_unref(time);
}

static void equality_is_bit_for_bit(void **state)
{
    (void)state;
    double *values, *others;
    mr_column *a = new_f64(3, &values), *b = new_f64(3, &others);
    values[0] = others[0] = 1;
    values[1] = 0;
    others[1] = -0.0;
    values[2] = (double)NAN; // null: its bits do not count
    others[2] = -(double)NAN;
    mr_column_seal(a);
    mr_column_seal(b);
    assert_false(mr_column_equal(a, b));
    others[1] = 0;
    assert_true(mr_column_equal(a, b));
    mr_column_unref(a);
    mr_column_unref(b);
}

// In one block, which lives as long as the last of them.
static void columns_of_one_block(void **state)
{
    enum { N = 5, ROWS = 300000 };
    const mr_field field = {.name = "x", .type = MR_FLOAT64};
    const mr_field fields[N] = {field, field, field, field, field};
    mr_column *columns[N];
    double *values[N];
    mr_error err;
    (void)state;

    assert_int_equal(mr_columns_new_f64(fields, N, ROWS, columns, values, &err), MR_OK);
    for (int c = 0; c < N; c++)
        for (int i = 0; i < ROWS; i++)
            values[c][i] = i % 5 == c ? (double)NAN : i % 1000 == 7 ? HUGE_VAL : i * N + c;
    for (int c = 0; c < N; c++) {
        const int64_t infinities = mr_column_seal(columns[c]);
        assert_int_equal(infinities, c == 2 ? 0 : ROWS / 1000);
        assert_int_equal(columns[c]->nulls, ROWS / 5 + infinities);
    }
    for (int c = N; c-- > 1;)
        mr_column_unref(columns[c]);
    for (int i = 0; i < ROWS; i++) {
        assert_int_equal(mr_valid(columns[0], i), i % 5 != 0 && i % 1000 != 7);
        assert_true(!mr_valid(columns[0], i) || mr_column_real(columns[0], i) == i * N);
    }
    mr_column_unref(columns[0]);
    assert_int_equal(mr_columns_new_f64(fields, N, INT64_MAX / 8, columns, values, &err),
                     MR_ENOMEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_of_one_block),
        cmocka_unit_test(sealing_makes_validity),
        cmocka_unit_test(sealing_takes_the_extremes_as_valid),
        cmocka_unit_test(no_memory_is_reported),
        cmocka_unit_test(texts_belong_to_the_column),
        cmocka_unit_test(a_new_field_keeps_everything_else),
        cmocka_unit_test(threads_share_a_column),
        cmocka_unit_test(equality),
        cmocka_unit_test(equality_is_bit_for_bit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
