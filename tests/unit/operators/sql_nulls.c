// SQL meets nulls, never NaN or infinity, and no value ends a query: the same rows and numbers as
// `filter` and `expression` give for the same words.
#include "operators/sql_fixture.h"

#include "operators/random_table.h"

// --- one by one ---

// Of logs: gr is 70, 120, 20, null, 45.
static void what_has_no_value_is_null(void **state)
{
    static const char *const none[] = {
        "1/0",
        "0/0",
        "-1.5/0",
        "gr/0",
        "gr/(gr-gr)",
        "0::DOUBLE/0",
        "5 % 0",
        "gr % 0",
        "gr // 0",
        "mod(gr, 0)",
        "fmod(gr, 0)",
        "fdiv(gr, 0)",
        "divide(1, 0)",
        "ln(0)",
        "ln(-1)",
        "ln(gr - gr)",
        "ln(-gr)",
        "log(0)",
        "log10(-1)",
        "log2(0)",
        "log(2, 0)",
        "log(1, 5)",
        "sqrt(-1)",
        "sqrt(-gr)",
        "acos(2)",
        "asin(-2)",
        "acosh(0)",
        "atanh(1)",
        "atanh(2)",
        "cot(0)",
        "gamma(0)",
        "lgamma(0)",
        "gamma(1000)",
        "exp(1000)",
        "exp(gr * 100)",
        "sinh(1000)",
        "cosh(-1000)",
        "pow(10, 400)",
        "10 ** 400",
        "10 ^ 400",
        "pow(0, -1)",
        "pow(-1, 0.5)",
        "gr * 1e307",
        "1e308 + 1e308",
        "-1e308 - 1e308",
        "degrees(1e308)",
        "factorial(400)",
        "400!",
        "'NaN'::DOUBLE",
        "'inf'::DOUBLE",
        "CAST('-Infinity' AS FLOAT)",
        "TRY_CAST('nan' AS DOUBLE)",
        "DOUBLE 'inf'",
        "atan('inf'::DOUBLE)",
        "1/'inf'::DOUBLE",
        "exp(-'inf'::DOUBLE)",
        "abs('-inf'::DOUBLE)",
        "greatest('inf'::DOUBLE, 1/0)",
        "nextafter(1.7976931348623157e308, 2e308)",
        "list_sum([1e308, 1e308])",
        "list_avg([1e308, 1e308])",
        "list_stddev_pop([1e308, -1e308])",
        "list_transform([gr - gr], lambda x: 1 / x)[1]",
        "(SELECT gr/0)",
        "CASE WHEN true THEN ln(0) END",
        "least(sqrt(-1), ln(0))",
        "(SELECT sum(x) FROM (VALUES (1e308), (1e308)) t(x))",
        "(SELECT avg(x) FROM (VALUES (1e308), (1e308)) t(x))",
        "(SELECT fsum(x) FROM (VALUES (1e308), (1e308)) t(x))",
        "(SELECT product(x) FROM (VALUES (1e308), (1e308)) t(x))",
        "(SELECT stddev(x) FROM (VALUES (1e308), (-1e308)) t(x))",
        "(SELECT var_samp(x) FROM (VALUES (1e200), (2e200)) t(x))",
        "(SELECT variance(x) FROM (VALUES (5)) t(x))",
        "(SELECT sem(x) FROM (VALUES (1e200), (0)) t(x))",
        "(SELECT corr(x, x) FROM (VALUES (1), (1)) t(x))",
        "(SELECT corr(x, x) FROM (VALUES (1e200), (2e200)) t(x))",
        "(SELECT covar_pop(x, x) FROM (VALUES (1e200), (2e200)) t(x))",
        "(SELECT regr_slope(x, x) FROM (VALUES (1), (1)) t(x))",
        "(SELECT regr_intercept(x, x) FROM (VALUES (1), (1)) t(x))",
        "(SELECT regr_r2(x, x) FROM (VALUES (1), (1)) t(x))",
        "(SELECT regr_sxx(x, x) FROM (VALUES (1e200), (2e200)) t(x))",
        "(SELECT skewness(x) FROM (VALUES (1e200), (2e200), (4e200)) t(x))",
        "(SELECT kurtosis(x) FROM (VALUES (1e200), (2e200), (4e200), (0)) t(x))",
        "(SELECT geomean(x) FROM (VALUES (-1), (2)) t(x))",
        "(SELECT weighted_avg(x, 0) FROM (VALUES (1), (2)) t(x))",
        "(SELECT max(1 / x) FROM (VALUES (0)) t(x))",
        "(SELECT corr(x, x) OVER () FROM (VALUES (1), (1)) t(x) LIMIT 1)",
        "(SELECT sum(x) OVER () FROM (VALUES (1e308), (1e308)) t(x) LIMIT 1)",
    };
    fixture *f = *state;

    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        char text[1000];
        snprintf(text, sizeof text,
                 "SELECT count(*) AS rows, count(x) AS values, count(*) FILTER (x > 0 OR x <= 0) "
                 "AS passed, count(*) FILTER (NOT (x > 0.1)) AS failed FROM (SELECT %s AS x FROM "
                 "logs) WHERE coalesce(x, 1) = 1",
                 none[i]);
        mr_table *out = good(f, text);
        for (size_t k = 0; k < out->n; k++)
            if (mr_column_int(out->columns[k], 0) != (k == 0 ? 5 : 0))
                fail_msg("%s: %s is %d", none[i], out->columns[k]->field.name,
                         (int)mr_column_int(out->columns[k], 0));
        mr_table_unref(out);
        snprintf(text, sizeof text, "SELECT * FROM logs WHERE %s > 0.1", none[i]);
        out = good(f, text);
        assert_int_equal(out->rows, 0);
        mr_table_unref(out);
    }
}

static void what_has_a_value_keeps_it(void **state)
{
    // By arithmetic. Deviations of 1, 2, 4 from 7/3: squares sum to 14/3; cubes to 60/27, mean of
    // squares 14/9: skewness sqrt(6)/1 * (20/27) / (14/9)^1.5.
    static const struct {
        const char *text;
        double value;
    } all[] = {
        {"7 % 4", 3},
        {"7 / 4", 1.75},
        {"7 // 4", 1},
        {"1e0 / 4", 0.25},
        {"0.1 + 0.2", 0.3},
        {"1.5 * 2", 3},
        {"sqrt(4)", 2},
        {"ln(exp(2))", 2},
        {"log(100)", 2},
        {"log10(1000)", 3},
        {"log2(8)", 3},
        {"log(2, 8)", 3},
        {"pow(2, 10)", 1024},
        {"2 ** 3", 8},
        {"power(4, 0.5)", 2},
        {"round(2.567, 2)", 2.57},
        {"round(2.5e0)", 3},
        {"acos(1)", 0},
        {"degrees(pi())", 180},
        {"factorial(5)", 120},
        {"'2.5'::DOUBLE", 2.5},
        {"gamma(5)", 24},
        {"-(-3)", 3},
        {"list_sum([1, 2])", 3},
        {"list_avg([1, 2])", 1.5},
        {"CASE WHEN 'inf' = 'inf' THEN 1 ELSE 0 END", 1}, // a text
        {"date_diff('day', DATE '2020-02-28', DATE '2020-02-28' + 2)", 2},
        {"year(DATE '2020-02-28' + INTERVAL 1 YEAR)", 2021},
        {"(SELECT sum(gr) FROM logs)", 255},
        {"(SELECT avg(gr) FROM logs)", 63.75},
        {"(SELECT sum(x) FROM (VALUES (1), (2)) t(x))", 3},
        {"(SELECT stddev(x) FROM (VALUES (1), (2), (3)) t(x))", 1},
        {"(SELECT var_pop(x) FROM (VALUES (1), (3)) t(x))", 1},
        {"(SELECT var_pop(x) FROM (VALUES (7)) t(x))", 0},
        {"(SELECT sem(x) FROM (VALUES (1), (3), (1), (3)) t(x))", 0.5},
        {"(SELECT corr(x, 2 * x) FROM (VALUES (1), (2), (4)) t(x))", 1},
        {"(SELECT covar_samp(x, 2 * x) FROM (VALUES (1), (2), (3)) t(x))", 2},
        {"(SELECT regr_slope(2 * x + 1, x) FROM (VALUES (1), (2), (4)) t(x))", 2},
        {"(SELECT regr_intercept(2 * x + 1, x) FROM (VALUES (1), (2), (4)) t(x))", 1},
        {"(SELECT regr_r2(2 * x + 1, x) FROM (VALUES (1), (2), (4)) t(x))", 1},
        {"(SELECT regr_sxx(0 * x, x) FROM (VALUES (1), (2), (4)) t(x))", 14.0 / 3},
        {"(SELECT regr_syy(x, 0 * x) FROM (VALUES (1), (2), (4)) t(x))", 14.0 / 3},
        {"(SELECT regr_sxy(2 * x, x) FROM (VALUES (1), (2), (4)) t(x))", 28.0 / 3},
        {"(SELECT skewness(x) FROM (VALUES (1), (2), (4)) t(x))", 0.93521952958282985},
        {"(SELECT kurtosis(x) FROM (VALUES (1), (2), (3), (4)) t(x))", -1.2},
        {"(SELECT kurtosis_pop(x) FROM (VALUES (1), (2), (3), (4)) t(x))", -1.36},
        {"(SELECT geomean(x) FROM (VALUES (2), (8)) t(x))", 4},
        {"(SELECT geomean(x) FROM (VALUES (0), (8)) t(x))", 0},
        {"(SELECT stddev(DISTINCT x) FILTER (x < 4) FROM (VALUES (1), (2), (2), (3), (9)) t(x))",
         1},
        {"(SELECT sum(x) OVER (ORDER BY x) FROM (VALUES (1), (2)) t(x) ORDER BY x DESC LIMIT 1)",
         3},
        {"(SELECT var_samp(x) OVER (ORDER BY x ROWS 1 PRECEDING) FROM (VALUES (1), (3)) t(x) "
         "ORDER BY x DESC LIMIT 1)",
         2},
        {"(SELECT stddev(x ORDER BY x DESC) FROM (VALUES (1), (2), (3)) t(x))", 1},
        {"(SELECT max(s) FROM (SELECT stddev(x ORDER BY x) AS s FROM (VALUES (1, 1), (2, 1), (3, "
         "1), (7, 2)) t(x, g) GROUP BY g))",
         1},
        {"(SELECT max(s) FROM (SELECT stddev(x) AS s FROM (VALUES (1, 1), (3, 1), (2, 2)) t(x, g) "
         "GROUP BY ROLLUP (g)))",
         1.4142135623730951},
        {"(SELECT max(s) FROM (SELECT (SELECT var_pop(u.x) FROM range(t.i) u(x)) AS s FROM "
         "range(4) t(i)))",
         2.0 / 3},
        {"struct_pack(a := 1 / 4).a", 0.25},
    };
    fixture *f = *state;

    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        char text[400];
        snprintf(text, sizeof text, "SELECT CAST(%s AS DOUBLE) AS x", all[i].text);
        mr_table *out = good(f, text);
        const double x = mr_column_real(out->columns[0], 0);
        if (!close_enough(x, all[i].value, 1e-12))
            fail_msg("%s is %.17g, not %.17g", all[i].text, x, all[i].value);
        mr_table_unref(out);
    }
}

static void names_and_forms_stay(void **state)
{
    static const struct {
        const char *text, *names; // between blanks
        int64_t rows;
    } all[] = {
        {"SELECT gr/2, ln(gr), avg(gr) OVER (), gr::DOUBLE, 1e0, gr/2 AS half FROM logs",
         "(gr / 2)|ln(gr)|avg(gr) OVER ()|CAST(gr AS \"DOUBLE\")|1.0|half|", 5},
        {"SELECT \"ln(gr)\" FROM (SELECT ln(gr), sqrt(gr) FROM logs)", "ln(gr)|", 5},
        {"WITH a AS (SELECT sum(gr) FROM logs GROUP BY well_id) SELECT \"sum(gr)\" FROM a",
         "sum(gr)|", 3},
        {"SELECT COLUMNS('g.*') / 2 FROM logs", "gr|", 5},
        {"SELECT gr/2 AS half FROM logs WHERE half > 20 ORDER BY gr/2", "half|", 3},
        {"SELECT gr/2, count(*) FROM logs GROUP BY gr/2 HAVING sum(gr) > 50",
         "(gr / 2)|count_star()|", 2},
        {"SELECT * REPLACE (gr / 0 AS gr) FROM logs ORDER BY ALL",
         "well_id|depth|gr|rhob|user|items|", 5},
        {"PIVOT logs ON well_id IN ('A', 'B') USING sum(gr / 2) GROUP BY depth", "depth|A|B|", 4},
        {"SELECT l.gr FROM logs l JOIN tops t ON l.gr / t.top > 5", "gr|", 5},
        {"SELECT shale_volume_linear(gr / 2) AS vsh FROM logs LIMIT 1 + 1", "vsh|", 2},
        {"SELECT array_reduce(items, 'sum') AS s FROM logs WHERE ln(gr) > 0", "s|", 4},
        {"SELECT sum(x) FROM range(3) t(x) WHERE x / 2 < 1", "sum(x)|", 1},
        {"SELECT 12345678901234567 + 1 AS i, 170141183460469231731687303715884105727 / 1e0 AS h, "
         "'a\"b\\#number 1' AS t",
         "i|h|t|", 1},
        {"SELECT quantile_cont(gr, 0.5e0) AS m, median(gr / 2) FROM logs", "m|median((gr / 2))|",
         1},
        {"SELECT CAST(INTERVAL 90 MINUTE / 2 AS VARCHAR) AS i, gr IS NULL, gr NOT IN (1/0, 2), -gr "
         "FROM logs",
         NULL, 5},
        {"SELECT string_agg(user, ',' ORDER BY gr / 2) AS s FROM logs", "s|", 1},
        {"(SELECT gr / 2 AS a FROM logs) EXCEPT (SELECT top * 2 FROM tops)", "a|", 4},
    };
    fixture *f = *state;

    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const mr_schema *schema = described(f, all[i].text);
        mr_table *out = good(f, all[i].text);
        char names[400] = "";
        size_t n = 0;
        for (size_t k = 0; k < schema->n; k++)
            n += (size_t)snprintf(names + n, sizeof names - n, "%s|", schema->fields[k].name);
        if (all[i].names && strcmp(names, all[i].names) != 0)
            fail_msg("%s: %s", all[i].text, names);
        if (out->rows != all[i].rows)
            fail_msg("%s: %d rows", all[i].text, (int)out->rows);
        assert_int_equal(out->n, schema->n);
        for (size_t k = 0; k < out->n; k++)
            assert_int_equal(out->columns[k]->field.type, schema->fields[k].type);
        mr_table_unref(out);
    }
}

// A text that looks like the marks which the rewriting uses is a text.
static void marks_are_no_way_in(void **state)
{
    static const char *const odd[] = {
        "SELECT '#number 5' AS x, 1 / 1 AS y",
        "SELECT '#number ' AS x, 1 / 1 AS y",
        "SELECT '#number 1,\"a\":2' AS x, 1 / 1 AS y",
    };
    fixture *f = *state;

    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        mr_table *out;
        mr_error err;
        if (query(f, odd[i], &out, &err) != MR_OK) // refused is right too
            continue;
        assert_memory_equal(mr_column_text(out->columns[0], 0).at, "#number", 7);
        mr_table_unref(out);
    }
}

// --- the three, at random ---

static void put(char *out, size_t size, const char *text)
{
    const size_t n = strlen(out);

    snprintf(out + n, size - n, "%s", text);
}

// The same words in both.
static void random_number(random_bits *r, int depth, char *formula, char *sql, size_t size)
{
    static const char *const leaves[] = {"a", "b", "c", "0", "1", "-1", "0.5", "2", "1e200", "700"};
    static const char *const calls[] = {"ln",  "log10", "sqrt",  "exp",   "abs",
                                        "sin", "cos",   "round", "floor", "ceil"};
    static const char *const signs[] = {"+", "-", "*", "/", "^"};
    const uint64_t bits = next_bits(r);
    char part[2000];

    if (depth == 0 || bits % 7 == 0) {
        const char *leaf = leaves[(bits >> 8) % 10];
        snprintf(part, sizeof part, "(%s)", leaf);
        put(formula, size, part);
        // A decimal is another type in SQL, with other rules.
        snprintf(part, sizeof part, strchr("abc", leaf[0]) ? "(%s)" : "CAST(%s AS DOUBLE)", leaf);
        put(sql, size, part);
        return;
    }
    const char *head = bits % 3 == 0 ? calls[(bits >> 8) % 10] : "";
    snprintf(part, sizeof part, "%s(", head);
    put(formula, size, part);
    put(sql, size, part);
    random_number(r, depth - 1, formula, sql, size);
    if (!*head) {
        const char *sign = signs[(bits >> 8) % 5];
        put(formula, size, sign);
        put(sql, size, sign);
        random_number(r, depth - 1, formula, sql, size);
    }
    put(formula, size, ")");
    put(sql, size, ")");
}

static mr_table *random_rows(random_bits *r)
{
    static const double odd[] = {0, -0.0, 1, -1, 1e308, -1e308, 1e-308, 0.5, 710, -2};
    static const char *const names[] = {"row", "a", "b", "c"};
    mr_table *table = mr_table_new(40);

    for (size_t k = 0; k < 4; k++) {
        const mr_column *column = NULL;
        mr_builder *b = mr_builder_new(
            &(mr_field){.name = names[k], .type = MR_FLOAT64, .nullable = true, .origin = -1});
        for (int row = 0; row < 40; row++) {
            const uint64_t bits = next_bits(r);
            if (k == 0)
                mr_builder_real(b, row);
            else if (bits % 6 == 0)
                mr_builder_null(b);
            else
                mr_builder_real(b, bits % 2 ? odd[(bits >> 8) % 10] : 20 * next_share(r) - 10);
        }
        assert_int_equal(mr_builder_finish(b, &column, NULL), MR_OK);
        mr_builder_free(b);
        mr_table_put(table, column);
    }
    return table;
}

static mr_table *by_operator(const char *id, json_t *params, mr_table *rows)
{
    mr_error err;
    mr_table *out = run_operator(mr_operator_find(id, NULL), params, &rows, 1, &err);

    if (!out)
        fail_msg("%s: %s", id, err.message);
    json_decref(params);
    return out;
}

static mr_table *by_sql(fixture *f, const char *select, const char *where, mr_table *rows)
{
    char text[9000];
    mr_table *out = NULL;
    mr_error err;
    const mr_duck_input input = {"t", rows};

    snprintf(text, sizeof text, "SELECT row, a, b, c%s%s FROM t%s%s ORDER BY row",
             *select ? ", " : "", select, *where ? " WHERE " : "", where);
    if (mr_sql_query(f->sql, &(mr_sql_job){.query = text, .inputs = &input, .n = 1}, &out, &err) !=
        MR_OK)
        fail_msg("%s: %s", text, err.message);
    return out;
}

static void assert_same(const char *what, uint64_t seed, const mr_table *a, const mr_table *b)
{
    assert_int_equal(a->n, b->n);
    if (a->rows != b->rows)
        fail_msg("seed %llu: %s: %d rows and %d", (unsigned long long)seed, what, (int)a->rows,
                 (int)b->rows);
    for (size_t k = 0; k < a->n; k++)
        for (int64_t row = 0; row < a->rows; row++) {
            const double x = mr_column_real(a->columns[k], row),
                         y = mr_column_real(b->columns[k], row);
            if (!close_enough(x, y, 1e-9))
                fail_msg("seed %llu: %s: row %d is %.17g and %.17g", (unsigned long long)seed, what,
                         (int)row, x, y);
        }
}

static void check_random(fixture *f, uint64_t seed)
{
    random_bits r = {seed * 2 + 1};
    char formula[4000] = "", sql[4000] = "", named[4008];
    mr_table *rows = random_rows(&r);

    random_number(&r, 4, formula, sql, sizeof sql);
    snprintf(named, sizeof named, "%s AS x", sql);
    mr_table *x = by_operator(
        "expression", json_pack("{s:[{s:s, s:s}]}", "columns", "name", "x", "expression", formula),
        rows);
    mr_table *y = by_sql(f, named, "", rows);
    assert_same(formula, seed, x, y);
    mr_table_unref(x);
    mr_table_unref(y);

    put(formula, sizeof formula, " > 0.1");
    put(sql, sizeof sql, " > 0.1");
    x = by_operator("filter", json_pack("{s:s}", "condition", formula), rows);
    y = by_sql(f, "", sql, rows);
    assert_same(formula, seed, x, y);
    mr_table_unref(x);
    mr_table_unref(y);
    mr_table_unref(rows);
}

// MUDROCK_SEED begins elsewhere, MUDROCK_ROUNDS goes on for longer.
static void the_three_agree_on_random_rows(void **state)
{
    const char *first = getenv("MUDROCK_SEED"), *many = getenv("MUDROCK_ROUNDS");
    const uint64_t seed = first ? strtoull(first, NULL, 10) : 1;
    const uint64_t rounds = many ? strtoull(many, NULL, 10) : 150;

    for (uint64_t i = 0; i < rounds; i++)
        check_random(*state, seed + i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_has_no_value_is_null),
        cmocka_unit_test(what_has_a_value_keeps_it),
        cmocka_unit_test(names_and_forms_stay),
        cmocka_unit_test(marks_are_no_way_in),
        cmocka_unit_test(the_three_agree_on_random_rows),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
