// CSV out and in: every value comes back as it was.
#include "fixture.h"

static void every_type_comes_back(void **state)
{
    struct fixture *f = *state;
    const char *path = in(f, "out.csv");
    mr_table *table = every_type(0, 3000), *back = NULL;
    size_t n = 0;

    assert_ok(mr_duck_write_table(f->session, path, MR_DUCK_CSV, table, why));
    // The same file with types in its header is read by them.
    char *text = file_text(f, path, &n);
    char *body = strchr(text, '\n');
    assert_string_equal(mr_arena_strndup(f->arena, text, (size_t)(body - text)),
                        "depth,gr,f32,i64,i32,flag,at,well id,t2");
    write_text(
        in(f, "typed.csv"),
        mr_arena_printf(
            f->arena,
            "depth:float64,gr:float64,f32:float32,i64:int64,i32:int32,flag:bool,at:timestamp,"
            "well id:utf8,t2:list<float64>%s",
            body));
    assert_ok(mr_duck_read_csv(f->session, in(f, "typed.csv"), &back, why));
    assert_table_equal(table, back);
    mr_table_unref(back);
    mr_table_unref(table);
}

static void what_is_written(void **state)
{
    struct fixture *f = *state;
    mr_table *table = mr_table_new(3);
    mr_builder *x = builder("x", MR_FLOAT64), *b = builder("b", MR_BOOL),
               *t = builder("a,b", MR_UTF8);
    mr_builder *l = builder("l", MR_LIST_FLOAT64), *at = builder("at", MR_TIMESTAMP),
               *i = builder("i", MR_INT64);
    size_t n = 0;

    mr_builder_real(x, 0.1);
    mr_builder_null(x);
    mr_builder_real(x, 5);
    mr_builder_truth(b, true);
    mr_builder_truth(b, false);
    mr_builder_null(b);
    mr_builder_text(t, MR_STR("say \"hi\", you"));
    mr_builder_text(t, MR_STR(""));
    mr_builder_null(t);
    mr_builder_list(l, (double[]){1.5, (double)NAN, 0.1}, 3);
    mr_builder_list(l, NULL, 0);
    mr_builder_null(l);
    mr_builder_int(at, 0);
    mr_builder_int(at, -1);
    mr_builder_null(at);
    mr_builder_int(i, 9007199254740993);
    mr_builder_int(i, INT64_MIN);
    mr_builder_null(i);
    mr_builder *const all[] = {x, b, t, l, at, i};
    for (size_t k = 0; k < 6; k++)
        mr_table_put(table, finish(all[k]));
    assert_ok(mr_duck_write_table(f->session, in(f, "w.csv"), MR_DUCK_CSV, table, why));
    assert_string_equal(file_text(f, in(f, "w.csv"), &n),
                        "x,b,\"a,b\",l,at,i\n"
                        "0.1,true,\"say \"\"hi\"\", "
                        "you\",\"[1.5,null,0.1]\",1970-01-01T00:00:00.000000Z,9007199254740993\n"
                        ",false,\"\",[],1969-12-31T23:59:59.999999Z,-9223372036854775808\n"
                        "5.0,,,,,\n");
    mr_table_unref(table);
}

static uint64_t xorshift(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

// Doubles of every magnitude, through text and back, bit for bit.
static void doubles_come_back_exactly(void **state)
{
    struct fixture *f = *state;
    mr_builder *x = builder("x:float64", MR_FLOAT64),
               *l = builder("l:list<float64>", MR_LIST_FLOAT64);
    static const double special[] = {0.0,
                                     -0.0,
                                     5e-324,
                                     2.2250738585072014e-308,
                                     1.7976931348623157e308,
                                     1e22,
                                     1e23,
                                     1e15,
                                     1e16,
                                     1e17,
                                     123456789012345680.0,
                                     0.1,
                                     1e-5,
                                     1e-7,
                                     1.0 / 3,
                                     2.5e-8,
                                     9007199254740993.0};
    uint64_t seed = 88172645463325252;
    mr_table *table = mr_table_new(0), *back = NULL;
    int64_t rows = 20000;

    mr_table_unref(table);
    table = mr_table_new(rows);
    for (int64_t i = 0; i < rows; i++) {
        double value;
        uint64_t bits = xorshift(&seed);
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            value = 1;
        if (i < (int64_t)(sizeof special / sizeof special[0]))
            value = special[i];
        mr_builder_real(x, value);
        mr_builder_list(l, (double[]){value, -value}, 2);
    }
    // The types in the names: what is written is then read by them.
    mr_table_put(table, finish(x));
    mr_table_put(table, finish(l));
    assert_ok(mr_duck_write_table(f->session, in(f, "d.csv"), MR_DUCK_CSV, table, why));
    assert_ok(mr_duck_read_csv(f->session, in(f, "d.csv"), &back, why));
    assert_string_equal(back->columns[0]->field.name, "x");
    assert_int_equal(back->rows, rows);
    for (int64_t i = 0; i < rows; i++) {
        size_t n = 0;
        double value = mr_column_f64(table->columns[0])[i],
               read = mr_column_f64(back->columns[0])[i];
        const double *items = mr_column_list(back->columns[1], i, &n);
        assert_memory_equal(&value, &read, sizeof value);
        assert_int_equal(n, 2);
        assert_memory_equal(&items[0], &value, sizeof value);
    }
    mr_table_unref(back);
    mr_table_unref(table);
}

static mr_table *read(struct fixture *f, const char *text)
{
    mr_table *table = NULL;

    write_text(in(f, "r.csv"), text);
    assert_ok(mr_duck_read_csv(f->session, in(f, "r.csv"), &table, why));
    return table;
}

static void nulls_and_empty_texts(void **state)
{
    struct fixture *f = *state;

    // One column: a lone null is written as two quotes.
    mr_table *one = read(f, "x:float64\n1\n\"\"\n3\n\"\"\n");
    assert_int_equal(one->rows, 4);
    assert_int_equal(one->columns[0]->nulls, 2);
    assert_true(mr_valid(one->columns[0], 0) && !mr_valid(one->columns[0], 1) &&
                !mr_valid(one->columns[0], 3));
    mr_table_unref(one);
    one = read(f, "t:utf8\na\n\"\"\nb\n");
    assert_int_equal(one->rows, 3);
    assert_false(mr_valid(one->columns[0], 1));
    mr_table_unref(one);

    mr_table *two = read(
        f, "t:utf8,x:float64,l:list<float64>\n\"\",1,[]\n,\"\",\n a ,  2 ,\"[ 1 , null,2e3 ]\"\n");
    assert_int_equal(two->rows, 3);
    assert_true(mr_valid(two->columns[0], 0) && mr_column_text(two->columns[0], 0).n == 0);
    assert_false(mr_valid(two->columns[0], 1));
    assert_false(mr_valid(two->columns[1], 1)); // a number between empty quotes is none
    assert_true(mr_str_eq(mr_column_text(two->columns[0], 2), MR_STR(" a ")));
    assert_true(mr_column_real(two->columns[1], 2) == 2);
    size_t n = 7;
    assert_non_null(mr_column_list(two->columns[2], 0, &n));
    assert_int_equal(n, 0);
    assert_true(mr_valid(two->columns[2], 0));
    assert_false(mr_valid(two->columns[2], 1));
    const double *items = mr_column_list(two->columns[2], 2, &n);
    assert_int_equal(n, 3);
    assert_true(items[0] == 1 && isnan(items[1]) && items[2] == 2000);
    mr_table_unref(two);
}

static void what_a_null_column_writes_is_read(void **state)
{
    struct fixture *f = *state;
    mr_builder *x = builder("x:float64", MR_FLOAT64);
    mr_table *table = mr_table_new(4), *back = NULL;

    mr_builder_null(x);
    mr_builder_real(x, 1);
    mr_builder_null(x);
    mr_builder_null(x);
    mr_table_put(table, finish(x));
    assert_ok(mr_duck_write_table(f->session, in(f, "n.csv"), MR_DUCK_CSV, table, why));
    assert_ok(mr_duck_read_csv(f->session, in(f, "n.csv"), &back, why));
    assert_int_equal(back->rows, 4);
    const mr_column *named = mr_column_with_field(table->columns[0], &back->columns[0]->field);
    assert_true(mr_column_equal(named, back->columns[0]));
    mr_column_unref(named);
    mr_table_unref(back);
    mr_table_unref(table);
}

static void typed_headers(void **state)
{
    struct fixture *f = *state;

    mr_table *table = read(
        f,
        "\xef\xbb\xbf\"a:b,\"\"c\"\":float64\",b,c:int32,d:bool\r\n1,x,2.0,TRUE\r\n2,,1e3,0\r\n");
    assert_int_equal(table->n, 4);
    assert_int_equal(table->rows, 2);
    assert_string_equal(table->columns[0]->field.name, "a:b,\"c\"");
    assert_int_equal(table->columns[0]->field.type, MR_FLOAT64);
    assert_string_equal(table->columns[1]->field.name, "b");
    assert_int_equal(table->columns[1]->field.type, MR_UTF8);
    assert_int_equal(mr_column_int(table->columns[2], 1), 1000);
    assert_true(mr_column_truth(table->columns[3], 0));
    assert_false(mr_column_truth(table->columns[3], 1));
    mr_table_unref(table);

    table = read(f, "x:float64,y:int64\n");
    assert_int_equal(table->rows, 0);
    assert_int_equal(table->n, 2);
    mr_table_unref(table);
    table = read(f, "x:float64\n7"); // no newline at the end
    assert_int_equal(table->rows, 1);
    mr_table_unref(table);
    // Quotes and ends of lines inside quoted cells, in the header too; CR LF and LF mixed; empty
    // lines passed over.
    table = read(f, "\"a\nb:utf8\",\"x:int64\"\r\n\"1,\r\n2\",\"3\"\r\n\r\nlast,4\n5\"6,\"\"");
    assert_string_equal(table->columns[0]->field.name, "a\nb");
    assert_int_equal(table->rows, 3);
    assert_true(mr_str_eq(mr_column_text(table->columns[0], 0), MR_STR("1,\r\n2")));
    assert_true(mr_str_eq(mr_column_text(table->columns[0], 2), MR_STR("5\"6")));
    assert_int_equal(mr_column_int(table->columns[1], 0), 3);
    assert_false(mr_valid(table->columns[1], 2));
    mr_table_unref(table);
    table = read(f, "when:timestamp,x:int64\n2020-02-29T12:00:00Z,1\n2020-02-29 "
                    "12:00:00.5,2\n,3\n2020-02-29,4\n"
                    "2000-03-01T00:30:00.123456789+01:00,5\n0001-01-01T00:00Z,6\n");
    assert_int_equal(mr_column_int(table->columns[0], 0), 1582977600000000);
    assert_int_equal(mr_column_int(table->columns[0], 1), 1582977600500000);
    assert_false(mr_valid(table->columns[0], 2));
    assert_int_equal(mr_column_int(table->columns[0], 3), 1582934400000000);
    assert_int_equal(mr_column_int(table->columns[0], 4), 951867000123456);
    assert_int_equal(mr_column_int(table->columns[0], 5), -62135596800000000);
    mr_table_unref(table);
}

static void untyped_headers_are_sniffed(void **state)
{
    struct fixture *f = *state;

    mr_table *table = read(f, "well_id,depth,n,ok,none\nW-1,1000.5,1,true,\nW-2,,2,false,\n");
    static const mr_type types[] = {MR_UTF8, MR_FLOAT64, MR_INT64, MR_BOOL, MR_UTF8};
    assert_int_equal(table->n, 5);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(table->columns[i]->field.type, types[i]);
    assert_int_equal(table->columns[1]->nulls, 1);
    assert_int_equal(table->columns[4]->nulls, 2);
    mr_table_unref(table);

    // Types that tables do not have stay text; a later row counts as much as the first.
    table = read(f, "when,clock,mixed\n2020-01-01,12:00:00,1\n2020-01-02,13:00:00,x\n");
    assert_int_equal(table->columns[0]->field.type, MR_TIMESTAMP);
    assert_int_equal(table->columns[1]->field.type, MR_UTF8);
    assert_int_equal(table->columns[2]->field.type, MR_UTF8);
    assert_true(mr_str_eq(mr_column_text(table->columns[1], 1), MR_STR("13:00:00")));
    mr_table_unref(table);
    table = read(f, "\"x;y\"; z\n\"1\";2\n\"3\";4\n"); // another delimiter
    assert_int_equal(table->n, 2);
    assert_string_equal(table->columns[0]->field.name, "x;y");
    assert_int_equal(mr_column_int(table->columns[1], 1), 4);
    mr_table_unref(table);
}

// smarter_csv#345: hole 12E3 was read as 12000, sample 00123 as 123.
static void names_are_no_numbers(void **state)
{
    static const char *const titles[] = {"hole", "hole_id",   "BHID",      "Well",   "UWI",
                                         "API",  "Sample ID", "well name", "lab_id", "sample"};
    struct fixture *f = *state;
    char text[128];

    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        snprintf(text, sizeof text, "%s;from;au\n12E3;0;0.5\n00123;1;0.6\n", titles[i]);
        for (int comma = 0; comma < 2; comma++) {
            mr_table *table = read(f, text);
            assert_int_equal(table->columns[0]->field.type, MR_UTF8);
            assert_true(mr_str_eq(mr_column_text(table->columns[0], 0), MR_STR("12E3")));
            assert_true(mr_str_eq(mr_column_text(table->columns[0], 1), MR_STR("00123")));
            assert_int_equal(table->columns[2]->field.type, MR_FLOAT64);
            mr_table_unref(table);
            for (char *c = text; *c; c++)
                *c = *c == ';' ? ',' : *c;
        }
    }
    mr_table *table = read(f, "width,from\n12E3,0\n"); // no name of an id
    assert_true(mr_column_real(table->columns[0], 0) == 12000);
    mr_table_unref(table);
}

static void refuses_what_is_no_value(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *text, *where, *message;
    } cases[] = {
        {"x:float64\n1\n2x\n", "x", "line 3, column \"x\": \"2x\""},
        {"x:float64\n1\nnan\n", "x", "line 3, column \"x\": \"nan\""},
        {"x:float64\ninf\n", "x", "line 2, column \"x\": \"inf\""},
        {"t:utf8,x:float64\r\n\"a\nb\",1\r\nc,?\r\n", "x", "line 4, column \"x\": \"?\""},
        {"x:int64\n1.5\n", "x", "\"1.5\""},
        {"x:int64\n9223372036854775808\n", "x", "9223372036854775808"},
        {"x:int32\n2147483648\n", "x", "2147483648"},
        {"x:bool\nyes\n", "x", "\"yes\""},
        {"x:list<float64>\n\"[1,]\"\n", "x", "[1,]"},
        {"x:list<float64>\n\"[1,a]\"\n", "x", "[1,a]"},
        {"x:list<float64>\n1\n", "x", "\"1\""},
        {"x:list<float64>\n\"[[1]]\"\n", "x", "[[1]]"},
        {"x:timestamp\nyesterday\n", "x", "yesterday"},
        {"x:timestamp\n2023-02-29\n", "x", "2023-02-29"},
        {"x:timestamp\n2023-02-28T25:00\n", "x", "25:00"},
        {"x:timestamp\n2023-02-28T12:30.5\n", "x", "12:30.5"}, // half a minute, or half a second?
        {"t:utf8,x:int64\n\xff,1\n", "t", "line 2"},
        {"x:float64,y:float64\n1,2\n1,2,3\n", "", "line 3: 3 cells, where the header has 2"},
        {"x:float64,y:float64\n1,2\n1\n", "", "line 3: 1 cells"},
        {"x:utf8,y:float64\n\"a,2\n", "", "line 2: a quote is opened"},
        {"x:utf8,y:float64\n\"a\"b,2\n", "", "line 2: text after"},
        {"x:float64,x:float64\n1,2\n", "x", "two columns"},
        {"", "", "empty"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        mr_table *table = NULL;
        mr_error err = {0};
        write_text(in(f, "bad.csv"), cases[i].text);
        mr_status st = mr_duck_read_csv(f->session, in(f, "bad.csv"), &table, &err);
        if (st == MR_OK || table)
            fail_msg("accepted: %s", cases[i].text);
        assert_non_null(strstr(err.where, "bad.csv"));
        if (!strstr(err.where, cases[i].where) || !strstr(err.message, cases[i].message))
            fail_msg("%s: %s: %s", cases[i].text, err.where, err.message);
    }
    mr_table *table = NULL;
    assert_int_equal(mr_duck_read_csv(f->session, in(f, "absent.csv"), &table, NULL), MR_ENOTFOUND);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(every_type_comes_back),
        CASE(what_is_written),
        CASE(doubles_come_back_exactly),
        CASE(nulls_and_empty_texts),
        CASE(what_a_null_column_writes_is_read),
        CASE(typed_headers),
        CASE(untyped_headers_are_sniffed),
        CASE(names_are_no_numbers),
        CASE(refuses_what_is_no_value),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
