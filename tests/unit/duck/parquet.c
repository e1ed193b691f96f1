// Parquet out and in: every type, nulls, units, ranges, order, and bytes that depend on the rows
// alone.
#include "fixture.h"

#include <duckdb.h>

static void every_type_comes_back(void **state)
{
    struct fixture *f = *state;
    const char *path = in(f, "all.parquet");
    mr_table *table = every_type(0, 5000), *back = NULL;

    assert_ok(mr_duck_write_table(f->session, path, MR_DUCK_PARQUET, table, why));
    assert_ok(mr_duck_read_parquet(f->session, path, NULL, 0, NULL, 0, &back, why));
    assert_table_equal(table, back);
    const mr_column *t2 = mr_table_find(back, "t2");
    size_t n = 0;
    const double *items = mr_column_list(t2, 3, &n);
    assert_int_equal(n, 3);
    assert_true(items[0] == 1.0 && isnan(items[1]) && items[2] == -3.0);
    mr_table_unref(table);
    mr_table_unref(back);
}

static void units_and_quantities_come_back(void **state)
{
    struct fixture *f = *state;
    const char *path = in(f, "units.parquet");
    mr_table *table = every_type(0, 10), *back = NULL;
    mr_schema schema = {0};
    int64_t rows = -1;

    assert_ok(mr_duck_write_table(f->session, path, MR_DUCK_PARQUET, table, why));
    assert_ok(mr_duck_parquet_schema(f->session, path, f->arena, &schema, &rows, why));
    assert_int_equal(rows, 10);
    assert_int_equal(schema.n, table->n);
    for (size_t i = 0; i < schema.n; i++) {
        assert_string_equal(schema.fields[i].name, table->columns[i]->field.name);
        assert_int_equal(schema.fields[i].type, table->columns[i]->field.type);
        assert_int_equal(schema.fields[i].nullable, i > 0);
    }
    assert_string_equal(schema.fields[0].unit, "m");
    assert_string_equal(schema.fields[0].quantity, "depth");
    assert_null(schema.fields[0].description);
    assert_string_equal(schema.fields[1].unit, "gAPI");
    assert_string_equal(schema.fields[1].description, "Gamma \"ray\", \\ 1\n\xc2\xb5");
    assert_null(schema.fields[2].unit);
    assert_null(schema.fields[2].quantity);

    assert_ok(
        mr_duck_read_parquet(f->session, path, (const char *[]){"gr"}, 1, NULL, 0, &back, why));
    assert_int_equal(back->n, 1);
    assert_string_equal(back->columns[0]->field.unit, "gAPI");
    assert_string_equal(back->columns[0]->field.quantity, "gamma_ray");
    assert_int_equal(back->columns[0]->field.origin, -1);
    mr_table_unref(back);
    mr_table_unref(table);
}

static void the_file_is_written_as_decided(void **state)
{
    struct fixture *f = *state;
    const char *path = in(f, "form.parquet");
    mr_table *table = every_type(0, 130000);

    assert_ok(mr_duck_write_table(f->session, path, MR_DUCK_PARQUET, table, why));
    mr_table *meta = query(
        f, mr_arena_printf(f->arena,
                           "SELECT DISTINCT compression, row_group_num_rows::INTEGER AS n FROM "
                           "parquet_metadata('%s') ORDER BY n",
                           path));
    assert_int_equal(meta->rows, 2);
    assert_true(mr_str_eq(mr_column_text(meta->columns[0], 0), MR_STR("ZSTD")));
    assert_int_equal(mr_column_int(meta->columns[1], 0), 130000 - 122880);
    assert_int_equal(mr_column_int(meta->columns[1], 1), 122880);
    mr_table_unref(meta);
    mr_table_unref(table);
}

// A null is a null in the file: no NaN is ever written.
static void no_nan_in_the_file(void **state)
{
    struct fixture *f = *state;
    const char *path = in(f, "nan.parquet");
    mr_table *table = every_type(0, 100);

    assert_ok(mr_duck_write_table(f->session, path, MR_DUCK_PARQUET, table, why));
    mr_table *counts =
        query(f, mr_arena_printf(
                     f->arena,
                     "SELECT count(*) FILTER (isnan(gr)) AS a, count(*) FILTER (gr IS NULL) AS b, "
                     "count(*) FILTER (len(list_filter(t2, x -> isnan(x))) > 0) AS c, "
                     "count(*) FILTER (len(list_filter(t2, x -> x IS NULL)) > 0) AS d FROM '%s'",
                     path));
    assert_int_equal(mr_column_int(counts->columns[0], 0), 0);
    assert_int_equal(mr_column_int(counts->columns[1], 0), 20);
    assert_int_equal(mr_column_int(counts->columns[2], 0), 0);
    assert_int_equal(mr_column_int(counts->columns[3], 0), 40); // rows with i % 4 >= 2 and a list
    mr_table_unref(counts);
    mr_table_unref(table);
}

static void columns_in_the_order_asked(void **state)
{
    struct fixture *f = *state;
    const char *path = in(f, "some.parquet");
    mr_table *table = every_type(0, 3000), *back = NULL;
    mr_error err = {0};

    assert_ok(mr_duck_write_table(f->session, path, MR_DUCK_PARQUET, table, why));
    assert_ok(mr_duck_read_parquet(f->session, path, (const char *[]){"well id", "depth"}, 2, NULL,
                                   0, &back, why));
    assert_int_equal(back->n, 2);
    assert_string_equal(back->columns[0]->field.name, "well id");
    assert_true(mr_column_equal(back->columns[0], mr_table_find(table, "well id")));
    assert_true(mr_column_equal(back->columns[1], mr_table_find(table, "depth")));
    mr_table_unref(back);
    back = NULL;
    assert_int_equal(mr_duck_read_parquet(f->session, path, (const char *[]){"depth", "GR"}, 2,
                                          NULL, 0, &back, &err),
                     MR_ENOTFOUND);
    assert_non_null(strstr(err.message, "\"GR\""));
    assert_non_null(strstr(err.where, "some.parquet"));
    assert_null(back);
    mr_table_unref(table);
}

static void ranges_leave_rows_out(void **state)
{
    struct fixture *f = *state;
    const char *path = in(f, "range.parquet");
    mr_table *table = every_type(0, 4000), *back = NULL;

    assert_ok(mr_duck_write_table(f->session, path, MR_DUCK_PARQUET, table, why));
    // depth = 1000 + i/8 in [1010.0, 1020.125]: i from 80 to 161, both ends in.
    mr_duck_range depth = {"depth", 1010.0, 1020.125};
    assert_ok(mr_duck_read_parquet(f->session, path, NULL, 0, &depth, 1, &back, why));
    assert_int_equal(back->rows, 82);
    mr_table *expected = NULL;
    assert_ok(mr_table_slice(table, 80, 82, &expected, why));
    assert_table_equal(expected, back);
    mr_table_unref(expected);
    mr_table_unref(back);

    // gr open on both sides: rows with a value only. gr = i/7 - 3 exactly at i = 21: 0.
    mr_duck_range any = {"gr", (double)NAN, (double)NAN};
    assert_ok(
        mr_duck_read_parquet(f->session, path, (const char *[]){"gr"}, 1, &any, 1, &back, why));
    assert_int_equal(back->rows, 3200);
    assert_int_equal(back->columns[0]->nulls, 0);
    mr_table_unref(back);
    // The bound 4/7 - 3 has no short decimal form: it must reach the engine to the last bit. i =
    // 0..3 pass (4 is null).
    mr_duck_range both[] = {{"gr", (double)NAN, 3.0 / 7 - 3}, {"depth", 1000.125, (double)NAN}};
    assert_ok(
        mr_duck_read_parquet(f->session, path, (const char *[]){"gr"}, 1, both, 2, &back, why));
    assert_int_equal(back->rows, 3); // 1, 2, 3
    mr_table_unref(back);
    back = NULL;

    mr_duck_range bad = {"nothing", 0, 1};
    assert_int_equal(mr_duck_read_parquet(f->session, path, NULL, 0, &bad, 1, &back, NULL),
                     MR_ENOTFOUND);
    bad.column = "well id";
    assert_int_equal(mr_duck_read_parquet(f->session, path, NULL, 0, &bad, 1, &back, NULL),
                     MR_EPARAM);
    mr_table_unref(table);
}

static void names_may_hold_anything(void **state)
{
    struct fixture *f = *state;
    const char *path = in(f, "we'ird [1]*?{a} name.parquet");
    const char *name = "a\"b'; DROP TABLE x; --";
    mr_builder *column = builder(name, MR_FLOAT64);
    mr_table *table = mr_table_new(1), *back = NULL;

    mr_builder_real(column, 0.1);
    mr_table_put(table, finish(column));
    assert_ok(mr_duck_write_table(f->session, path, MR_DUCK_PARQUET, table, why));
    mr_duck_range range = {name, 0.1, 0.1};
    assert_ok(mr_duck_read_parquet(f->session, path, &name, 1, &range, 1, &back, why));
    assert_table_equal(table, back);
    mr_table_unref(table);
    mr_table_unref(back);
}

// A Parquet file that another program wrote.
static void write_foreign(const char *path, const char *select, mr_arena *arena)
{
    duckdb_database database = NULL;
    duckdb_connection connection = NULL;

    assert_int_equal(duckdb_open(NULL, &database), DuckDBSuccess);
    assert_int_equal(duckdb_connect(database, &connection), DuckDBSuccess);
    const char *sql = mr_arena_printf(arena, "COPY (%s) TO '%s' (FORMAT parquet)", select, path);
    assert_int_equal(duckdb_query(connection, sql, NULL), DuckDBSuccess);
    duckdb_disconnect(&connection);
    duckdb_close(&database);
}

static void foreign_files_are_read(void **state)
{
    struct fixture *f = *state;
    const char *path = in(f, "foreign.parquet");
    mr_table *back = NULL;
    mr_schema schema = {0};
    int64_t rows = 0;

    write_foreign(path,
                  "SELECT i AS depth, CASE WHEN i % 4 = 0 THEN 'nan'::DOUBLE WHEN i % 4 = 1 THEN "
                  "'inf'::DOUBLE WHEN i % 4 = 2 "
                  "THEN NULL ELSE i / 2 END AS GR, (i * 0.01)::DECIMAL(9,2) AS dec, {'a': i} AS "
                  "pair, TIME '12:30:00' AS clock, "
                  "DATE '2020-01-01' AS day FROM range(1000) r(i)",
                  f->arena);
    assert_ok(mr_duck_parquet_schema(f->session, path, f->arena, &schema, &rows, why));
    assert_int_equal(rows, 1000);
    static const mr_type types[] = {MR_INT64, MR_FLOAT64, MR_FLOAT64,
                                    MR_UTF8,  MR_UTF8,    MR_TIMESTAMP};
    assert_int_equal(schema.n, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(schema.fields[i].type, types[i]);
        assert_null(schema.fields[i].unit);
    }
    assert_ok(mr_duck_read_parquet(f->session, path, NULL, 0, NULL, 0, &back, why));
    assert_int_equal(back->rows, 1000);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(back->columns[i]->field.type, types[i]);
    assert_int_equal(back->columns[1]->nulls, 750);
    assert_true(mr_column_real(back->columns[2], 7) == 0.07);
    assert_non_null(strstr(mr_column_text(back->columns[3], 7).at, "7"));
    assert_true(mr_str_eq(mr_column_text(back->columns[4], 0), MR_STR("12:30:00")));
    mr_table_unref(back);
    back = NULL;

    // A NaN and an infinity are nulls: no range holds them. The name must be the file's, to the
    // letter.
    mr_duck_range range = {"GR", 100, (double)NAN};
    assert_ok(mr_duck_read_parquet(f->session, path, (const char *[]){"depth", "GR"}, 2, &range, 1,
                                   &back, why));
    assert_int_equal(back->rows, 200); // i = 203, 207, ... 999
    assert_int_equal(back->columns[1]->nulls, 0);
    assert_int_equal(mr_column_int(back->columns[0], 0), 203);
    mr_table_unref(back);
    back = NULL;
    range.column = "gr";
    assert_int_equal(mr_duck_read_parquet(f->session, path, NULL, 0, &range, 1, &back, NULL),
                     MR_ENOTFOUND);
    range.column = "clock";
    assert_int_equal(mr_duck_read_parquet(f->session, path, (const char *[]){"depth"}, 1, &range, 1,
                                          &back, NULL),
                     MR_EPARAM);
    // A range of a column that is not read, and a range of whole numbers.
    range = (mr_duck_range){"GR", 499, 499.5};
    assert_ok(mr_duck_read_parquet(f->session, path, (const char *[]){"depth"}, 1, &range, 1, &back,
                                   why));
    assert_int_equal(back->rows, 1);
    assert_int_equal(mr_column_int(back->columns[0], 0), 999);
    mr_table_unref(back);
    range = (mr_duck_range){"depth", 9.5, 12};
    assert_ok(mr_duck_read_parquet(f->session, path, (const char *[]){"depth"}, 1, &range, 1, &back,
                                   why));
    assert_int_equal(back->rows, 3);
    mr_table_unref(back);
}

static void foreign_types_become_ours(void **state)
{
    struct fixture *f = *state;
    mr_table *back = NULL;

    const char *sql =
        "SELECT 12.34::DECIMAL(9,2) AS dec, DATE '1969-12-31' AS day, 200::UTINYINT AS u8, "
        "(-5)::TINYINT AS i8, "
        "4000000000::UINTEGER AS u32, 18446744073709551615::UBIGINT AS u64, 7::HUGEINT AS huge, "
        "TIMESTAMP_S '1970-01-01 00:00:02' AS s, TIMESTAMP_MS '1970-01-01 00:00:02.5' AS ms, "
        "TIMESTAMP_NS '1969-12-31 23:59:59.999999999' AS ns, "
        "TIMESTAMPTZ '1970-01-01 02:00:00+02' AS tz, [1.5::FLOAT, NULL] AS lf, [1, 2]::INTEGER[2] "
        "AS arr, "
        "[1.25::DECIMAL(5,2)] AS ld, NULL AS nothing, 'nan'::DOUBLE AS nan, 'inf'::DOUBLE AS inf, "
        "(-1234567890123.45)::DECIMAL(18,2) AS wide";
    back = query(f, sql);
    static const struct {
        const char *name;
        mr_type type;
        double value; // NaN = null
    } cases[] = {
        {"dec", MR_FLOAT64, 12.34},
        {"day", MR_TIMESTAMP, -86400e6},
        {"u8", MR_INT32, 200},
        {"i8", MR_INT32, -5},
        {"u32", MR_INT64, 4e9},
        {"u64", MR_FLOAT64, 18446744073709551615.0},
        {"huge", MR_FLOAT64, 7},
        {"s", MR_TIMESTAMP, 2e6},
        {"ms", MR_TIMESTAMP, 2.5e6},
        {"ns", MR_TIMESTAMP, -1},
        {"tz", MR_TIMESTAMP, 0},
        {"nothing", MR_INT32, (double)NAN},
        {"nan", MR_FLOAT64, (double)NAN},
        {"inf", MR_FLOAT64, (double)NAN},
        {"wide", MR_FLOAT64, -1234567890123.45},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const mr_column *column = mr_table_find(back, cases[i].name);
        assert_non_null(column);
        assert_int_equal(column->field.type, cases[i].type);
        double value = mr_column_real(column, 0);
        if (!(value == cases[i].value || (isnan(value) && isnan(cases[i].value))))
            fail_msg("%s: %.17g", cases[i].name, value);
    }
    static const struct {
        const char *name;
        size_t n;
        double first, second;
    } lists[] = {{"lf", 2, 1.5, (double)NAN}, {"arr", 2, 1, 2}, {"ld", 1, 1.25, 0}};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        size_t n = 0;
        const double *items = mr_column_list(mr_table_find(back, lists[i].name), 0, &n);
        assert_int_equal(n, lists[i].n);
        assert_true(items[0] == lists[i].first);
        if (n > 1)
            assert_true(items[1] == lists[i].second || (isnan(items[1]) && isnan(lists[i].second)));
    }
    mr_table_unref(back);
}

// --- batches ---

struct feed {
    mr_table *table;
    const int64_t *sizes; // over and over
    size_t n_sizes, turn;
    int64_t row;
    int64_t fail_at; // < 0: never
};

static mr_status next(void *context, mr_table **table, mr_error *err)
{
    struct feed *feed = context;
    int64_t n = feed->sizes[feed->turn++ % feed->n_sizes];

    if (feed->fail_at >= 0 && feed->row >= feed->fail_at)
        return mr_fail(err, MR_ENOTFOUND, "W-7", "the well is gone");
    if (n > feed->table->rows - feed->row)
        n = feed->table->rows - feed->row;
    *table = NULL;
    if (feed->row == feed->table->rows)
        return MR_OK;
    int64_t first = feed->row;
    feed->row += n;
    return mr_table_slice(feed->table, first, n, table, err);
}

static void bytes_do_not_depend_on_batches(void **state)
{
    struct fixture *f = *state;
    mr_table *table = every_type(0, 250000);
    static const int64_t whole[] = {INT64_MAX}, odd[] = {1, 0, 777, 12345, 64}, small[] = {2048},
                         large[] = {122881};
    static const struct {
        const int64_t *sizes;
        size_t n;
    } ways[] = {{whole, 1}, {odd, 5}, {small, 1}, {large, 1}};
    mr_schema schema = {0};
    char *first[2] = {0};
    size_t first_n[2] = {0};

    mr_table_schema(table, f->arena, &schema);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        for (int format = 0; format < 2; format++) {
            const char *path = in(f, "stream");
            struct feed feed = {
                .table = table, .sizes = ways[i].sizes, .n_sizes = ways[i].n, .fail_at = -1};
            int64_t rows = 0;
            size_t n = 0;
            assert_ok(mr_duck_copy(f->session, path, format ? MR_DUCK_CSV : MR_DUCK_PARQUET,
                                   &schema, next, &feed, &rows, why));
            assert_int_equal(rows, 250000);
            char *text = file_text(f, path, &n);
            if (i == 0) {
                first[format] = text;
                first_n[format] = n;
            }
            assert_int_equal(n, first_n[format]);
            assert_memory_equal(text, first[format], n);
        }
    // Written at once as a table: the same again.
    size_t n = 0;
    assert_ok(mr_duck_write_table(f->session, in(f, "table"), MR_DUCK_PARQUET, table, why));
    char *text = file_text(f, in(f, "table"), &n);
    assert_int_equal(n, first_n[0]);
    assert_memory_equal(text, first[0], n);
    mr_table_unref(table);
}

static void a_failing_source_gives_its_reason(void **state)
{
    struct fixture *f = *state;
    mr_table *table = every_type(0, 10000);
    static const int64_t sizes[] = {1000};
    struct feed feed = {.table = table, .sizes = sizes, .n_sizes = 1, .fail_at = 5000};
    mr_schema schema = {0};
    mr_error err = {0};

    mr_table_schema(table, f->arena, &schema);
    assert_int_equal(
        mr_duck_copy(f->session, in(f, "x"), MR_DUCK_PARQUET, &schema, next, &feed, NULL, &err),
        MR_ENOTFOUND);
    assert_string_equal(err.where, "W-7");
    assert_string_equal(err.message, "the well is gone");
    // The session is usable afterwards.
    mr_table_unref(query(f, "SELECT 1 AS x"));
    // A batch that is not of the schema.
    struct feed wrong = {.table = table, .sizes = sizes, .n_sizes = 1, .fail_at = -1};
    schema.fields[1].type = MR_INT64;
    assert_int_equal(
        mr_duck_copy(f->session, in(f, "x"), MR_DUCK_PARQUET, &schema, next, &wrong, NULL, &err),
        MR_EFAIL);
    assert_non_null(strstr(err.message, "\"gr\""));
    mr_table_unref(table);
}

static void no_rows_are_a_file_too(void **state)
{
    struct fixture *f = *state;
    mr_table *table = every_type(0, 0), *back = NULL;

    assert_ok(mr_duck_write_table(f->session, in(f, "none"), MR_DUCK_PARQUET, table, why));
    assert_ok(mr_duck_read_parquet(f->session, in(f, "none"), NULL, 0, NULL, 0, &back, why));
    assert_table_equal(table, back);
    mr_table_unref(back);
    back = NULL;
    mr_table *empty = mr_table_new(0);
    assert_int_equal(mr_duck_write_table(f->session, in(f, "empty"), MR_DUCK_PARQUET, empty, NULL),
                     MR_EPARAM);
    mr_table_unref(empty);
    mr_table_unref(table);
}

static void says_what_is_wrong_with_a_file(void **state)
{
    struct fixture *f = *state;
    mr_table *back = NULL;
    mr_schema schema;
    mr_error err = {0};

    assert_int_equal(mr_duck_read_parquet(f->session, in(f, "no"), NULL, 0, NULL, 0, &back, &err),
                     MR_ENOTFOUND);
    assert_int_equal(mr_duck_read_parquet(f->session, f->folder, NULL, 0, NULL, 0, &back, &err),
                     MR_EUSAGE);
    write_text(in(f, "text"), "this is not a Parquet file at all");
    assert_int_equal(mr_duck_read_parquet(f->session, in(f, "text"), NULL, 0, NULL, 0, &back, &err),
                     MR_EFORMAT);
    assert_non_null(strstr(err.where, "text"));
    assert_int_equal(
        mr_duck_parquet_schema(f->session, in(f, "text"), f->arena, &schema, NULL, &err),
        MR_EFORMAT);

    mr_table *table = every_type(0, 5000);
    size_t n = 0;
    assert_ok(mr_duck_write_table(f->session, in(f, "half"), MR_DUCK_PARQUET, table, why));
    char *bytes = file_text(f, in(f, "half"), &n);
    FILE *file = fopen(in(f, "half"), "wb");
    assert_int_equal(fwrite(bytes, 1, n / 2, file), n / 2);
    fclose(file);
    assert_int_equal(mr_duck_read_parquet(f->session, in(f, "half"), NULL, 0, NULL, 0, &back, &err),
                     MR_EFORMAT);
    // A broken page in the middle: found while reading, not before.
    memset(bytes + n / 4, 0x5a, 2000);
    file = fopen(in(f, "half"), "wb");
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    fclose(file);
    assert_int_not_equal(
        mr_duck_read_parquet(f->session, in(f, "half"), NULL, 0, NULL, 0, &back, &err), MR_OK);
    assert_null(back);
    mr_table_unref(table);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(every_type_comes_back),
        CASE(units_and_quantities_come_back),
        CASE(the_file_is_written_as_decided),
        CASE(no_nan_in_the_file),
        CASE(columns_in_the_order_asked),
        CASE(ranges_leave_rows_out),
        CASE(names_may_hold_anything),
        CASE(foreign_files_are_read),
        CASE(foreign_types_become_ours),
        CASE(bytes_do_not_depend_on_batches),
        CASE(a_failing_source_gives_its_reason),
        CASE(no_rows_are_a_file_too),
        CASE(says_what_is_wrong_with_a_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
