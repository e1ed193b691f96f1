// Formulas of users: how they read, what types and units they have, what they give.
#include "operators/cases.h"

#include "../../../src/core/unit_spellings.h"
#include "../../../src/operators/formula/formula.h"

typedef struct fixture {
    mr_arena *arena;
    mr_table *table;
    mr_schema columns;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    json_t *json = json_loads(
        "{\"columns\": [{\"name\": \"rhob\", \"type\": \"float64\", \"unit\": \"g/cm3\", "
        "\"quantity\": \"bulk_density\"}, {\"name\": \"dt\", \"type\": \"float64\", \"unit\": "
        "\"us/ft\"}, {\"name\": \"depth\", \"type\": \"float64\", \"unit\": \"m\", \"quantity\": "
        "\"depth\"}, {\"name\": \"phi\", \"type\": \"float64\", \"unit\": \"%\"}, {\"name\": "
        "\"dip\", "
        "\"type\": \"float64\", \"unit\": \"deg\"}, {\"name\": \"n\", \"type\": \"int64\"}, "
        "{\"name\": "
        "\"flag\", \"type\": \"bool\"}, {\"name\": \"zone\", \"type\": \"utf8\"}, {\"name\": "
        "\"list\", "
        "\"type\": \"list<float64>\"}, {\"name\": \"and so on\", \"type\": \"float64\"}, "
        "{\"name\": \"temp\", \"type\": \"float64\", \"unit\": \"F\", \"quantity\": "
        "\"temperature\"}, {\"name\": \"odd\", \"type\": \"float64\", \"unit\": \"lbm/foo\"}, "
        "{\"name\": \"gauge\", \"type\": \"float64\", \"unit\": \"PSIG\"}, "
        "{\"name\": \"unsaid\", \"type\": \"float64\", \"unit\": \"NONE\"}], "
        "\"rows\": "
        "[[2, 100, 10, 20, 30, 7, true, \"sand\", [1], 5, 212, 4, 100, 9], [null, 50, 20, 50, 90, "
        "-3, null, null, null, 6, 32, 5, 0, 9]]}",
        0, NULL);

    *state = f;
    f->arena = mr_arena_new();
    f->table = table_of_json(json);
    mr_table_schema(f->table, f->arena, &f->columns);
    json_decref(json);
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;

    mr_table_unref(f->table);
    mr_arena_free(f->arena);
    free(f);
    return 0;
}

static const mr_formula_constant constants[] = {
    {"rho_fluid", 1000, "kg/m3"},
    {"bare", 3, NULL},
};
static const mr_records constant_records = {2, constants};

static mr_formula_scope scope_of(const fixture *f)
{
    return (mr_formula_scope){&f->columns, &constant_records, get_helpers()->units, f->arena};
}

static mr_status bind(fixture *f, const char *text, const mr_bound **out, mr_error *err)
{
    const mr_formula_scope scope = scope_of(f);
    const mr_formula *formula;

    *err = (mr_error){.status = MR_OK};
    MR_TRY(mr_formula_parse(text, f->arena, &formula, err));
    return mr_formula_bind(formula, text, &scope, out, err);
}

static const mr_column *eval(fixture *f, const char *text, const mr_table *table)
{
    const mr_bound *bound;
    const mr_column *out = NULL;
    mr_error err;

    if (bind(f, text, &bound, &err) != MR_OK)
        fail_msg("%s: %s", text, err.message);
    const mr_field field = {
        .name = "x", .type = mr_bound_column_type(bound), .nullable = true, .origin = -1};
    assert_int_equal(mr_bound_eval(bound, table, &field, &out, &err), MR_OK);
    return out;
}

// Of the first row; NaN for null.
static void gives(fixture *f, const char *text, double want)
{
    const mr_column *got = eval(f, text, f->table);
    const double value = mr_column_real(got, 0);

    if (!close_enough(value, want, 1e-12))
        fail_msg("%s is %.17g, want %.17g", text, value, want);
    mr_column_unref(got);
}

static void operators_bind_as_in_algebra(void **state)
{
    fixture *f = *state;

    gives(f, "1 + 2 * 3", 7);
    gives(f, "(1 + 2) * 3", 9);
    gives(f, "7 - 3 - 2", 2);
    gives(f, "8 / 4 / 2", 1);
    gives(f, "2 ^ 3 ^ 2", 512);
    gives(f, "-2 ^ 2", -4);
    gives(f, "2 ^ -1", 0.5);
    gives(f, "--3", 3);
    gives(f, "+3 - +2", 1);
    gives(f, "2 * -3", -6);
    gives(f, "1.5e1 + .5 + 1E-1", 15.6);
    gives(f, "1 + 1 == 2", 1);
    gives(f, "not 1 == 2 and true", 1);
    gives(f, "false and false or true", 1);
    gives(f, "false and (false or true)", 0);
    gives(f, "not not true", 1);
    gives(f, "NOT true OR False", 0);
    gives(f, " \t\n1\r\n+ 1", 2);
    gives(f, "\"and so on\" * 2", 10);
    gives(f, "if(2 > 1, 10, 20)", 10);
    gives(f, "Max(1, min(5, 3), 2)", 3);
    gives(f, "n ^ 2 - n", 42);
    gives(f, "round(-2.5)", -3);
    gives(f, "bare ^ 2", 9);
    gives(f, "1e308 * 10", MR_NAN);
    gives(f, "0 / 0", MR_NAN);
    gives(f, "(0 - 8) ^ (1 / 3)", MR_NAN);
    gives(f, "1e308 < 1e308 + 1e300", 1);
    gives(f, "-1e308 < 1e308", 1);
}

static void null_is_not_a_number(void **state)
{
    static const struct {
        const char *text;
        double want; // NaN = null
    } table[] = {
        {"true and true", 1},
        {"true and false", 0},
        {"false and true", 0},
        {"false and false", 0},
        {"true and N", MR_NAN},
        {"N and true", MR_NAN},
        {"false and N", 0},
        {"N and false", 0},
        {"N and N", MR_NAN},
        {"true or true", 1},
        {"true or false", 1},
        {"false or true", 1},
        {"false or false", 0},
        {"true or N", 1},
        {"N or true", 1},
        {"false or N", MR_NAN},
        {"N or false", MR_NAN},
        {"N or N", MR_NAN},
        {"not N", MR_NAN},
        {"isnull(N)", 1},
        {"isnull(true)", 0},
        {"coalesce(N, true)", 1},
        {"if(N, 1, 2)", MR_NAN},
        {"if(true, null, 2)", MR_NAN},
        {"if(false, null, 2)", 2},
        {"null + 1", MR_NAN},
        {"max(1, null)", MR_NAN},
        {"coalesce(null, null, 3)", 3},
        {"isnull(null)", 1},
        {"clip(null, 1, 2)", MR_NAN},
        {"clip(1, null, 2)", MR_NAN},
        {"abs(null)", MR_NAN},
        {"null ^ 0", MR_NAN},
    };
    fixture *f = *state;

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        // N: a truth that is null.
        mr_buf text = {0};
        for (const char *c = table[i].text; *c; c++)
            mr_buf_puts(&text, *c == 'N' ? "(1 / 0 > 1)" : (char[]){*c, 0});
        gives(f, text.at, table[i].want);
        mr_buf_clear(&text);
    }
}

static void nonsense_is_refused(void **state)
{
    static const struct {
        const char *text, *words;
    } bad[] = {
        {"", "empty"},
        {"   ", "empty"},
        {"1 +", "ends where a value is missing (character 4)"},
        {"* 2", "a value is missing before `*` (character 1)"},
        {"(1 + 2", "ends where ) is missing"},
        {"1 + 2)", "no place for `)` (character 6)"},
        {"1 2", "no place for `2`"},
        {"rhob rhob", "no place for `rhob`"},
        {"1..2", "no place for"},
        {"2x", "a number ends in a letter (character 2)"},
        {"rhob = 2", "write == (character 6)"},
        {"flag && flag", "write and, or, not"},
        {"!flag", "write and, or, not"},
        {"flag | flag", "write and, or, not"},
        {"rhob # 2", "no place for #"},
        {"'sand", "has no end"},
        {"\"rhob", "has no end"},
        {"\"\"", "a name is empty"},
        {"sqroot(4)", "no function `sqroot`; did you mean `sqrt`?"},
        {"sqrt()", "sqrt takes 1 argument, not 0"},
        {"sqrt(1, 2)", "sqrt takes 1 argument, not 2"},
        {"max(1)", "max takes at least 2 arguments, not 1"},
        {"if(true, 1)", "if takes 3 arguments, not 2"},
        {"max(1,,2)", "a value is missing before `,`"},
        {"max(1, 2", "ends where ) is missing"},
        {"1 < 2 < 3", "joined by and, or"},
        {"and", "a value is missing before `and`"},
        {"1 + and", "a value is missing before `and`"},
        {"rhob[m]", "no place for `[`"},
        {"2[]", "a unit is missing"},
        {"2[m", "a unit is missing"},
        {"2[xyzzy]", "`xyzzy` is not understood"},
        {"rhobb", "no column or constant `rhobb`; did you mean `rhob`? (character 1)"},
        {"1 + nosuch", "`nosuch` (character 5)"},
        {"list", "formulas do not take"},
        {"zone + 1", "+ wants a number, not a text"},
        {"flag * 2", "* wants a number, not a truth"},
        {"rhob and flag", "and wants a truth, not a number"},
        {"not 1", "not wants a truth"},
        {"zone < 'a'", "< wants a number, not a text"},
        {"zone == 1", "== joins a text and a number"},
        {"flag == 1", "== joins a truth and a number"},
        {"rhob == null", "write isnull( )"},
        {"if(1, 2, 3)", "if wants a truth first, not a number"},
        {"if(flag, 1, 'a')", "if joins a number and a text"},
        {"coalesce(flag, 1)", "coalesce joins a truth and a number"},
        {"abs('x')", "abs wants a number"},
        {"rhob + dt",
         "+ joins g/cm3 and us/ft, which do not convert into each other (character 6)"},
        {"rhob > dt", "> joins g/cm3 and us/ft"},
        {"max(rhob, 1, dt)", "max joins g/cm3 and us/ft"},
        {"clip(dt, 1[m], 2[m])", "clip joins us/ft and m"},
        {"if(flag, rhob, dt)", "if joins g/cm3 and us/ft"},
        {"2 ^ depth", "an exponent has no unit"},
        {"rhob + 1[m]", "joins g/cm3 and m"},
        {"odd + rhob", "+ joins lbm/foo and g/cm3, and the unit `lbm/foo` is not understood"},
        {"rhob > odd", "the unit `lbm/foo` is not understood"},
        {"odd * depth", "the unit `lbm/foo` is not understood"},
        {"rhob / odd", "the unit `lbm/foo` is not understood"},
        {"odd ^ 2", "the unit `lbm/foo` is not understood"},
        {"temp + 10[degC]", "a difference is written in delta_degC"},
        {"temp + 10[K]", "a difference is written in delta_K"},
        {"10[delta_degC] - temp", "takes a point, in degF, from a difference, in delta_degC"},
        {"temp > 1[delta_degF]", "> joins degF and delta_degF"},
        {"if(flag, temp, temp - temp)", "if joins degF and delta_degF"},
        {"gauge - 1[psi]", "over one zero"},
        {"1[psi] - gauge", "over one zero"},
    };
    fixture *f = *state;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const mr_bound *bound;
        mr_error err;
        if (bind(f, bad[i].text, &bound, &err) == MR_OK)
            fail_msg("taken: %s", bad[i].text);
        if (!strstr(err.message, bad[i].words))
            fail_msg("%s: %s", bad[i].text, err.message);
    }
}

static void units_follow_the_formula(void **state)
{
    static const struct {
        const char *text, *unit; // NULL = none
    } all[] = {
        {"rhob", "g/cm3"},
        {"rhob - rho_fluid", "g/cm3"},
        {"rho_fluid - rhob", "kg/m3"},
        {"rhob - 1", "g/cm3"},
        {"1 - rhob", "g/cm3"},
        {"-rhob", "g/cm3"},
        {"abs(rhob) * 2", "g/cm3"},
        {"rhob / 2", "g/cm3"},
        {"2 / rhob", "cm3/g"},
        {"rhob / rhob", "v/v"},
        {"rhob / rho_fluid", NULL}, // checked by value below
        {"depth * depth", "m2"},
        {"depth ^ 2", "m2"},
        {"depth ^ 0.5", NULL},
        {"phi ^ 2", "v/v"},
        {"phi ^ 1.7", "v/v"},
        {"sqrt(phi)", "v/v"},
        {"sqrt(depth)", NULL},
        {"log10(depth)", NULL},
        {"exp(phi)", NULL},
        {"sin(dip)", NULL},
        {"n + 1", NULL},
        {"n * depth", NULL}, // n says no unit
        {"bare * depth", "m"},
        {"bare + 1", NULL},
        {"2 + 3", NULL},
        {"2[m] + 3", "m"},
        {"2[ft]", "ft"},
        {"max(depth, 1, 2[ft])", "m"},
        {"clip(phi, 0, 100)", "%"},
        {"if(flag, depth, 1[ft])", "m"},
        {"coalesce(depth, 0)", "m"},
        {"coalesce(n, depth)", NULL},
        {"round(depth)", "m"},
        {"(2.65 - rhob) / 1.65", NULL}, // 1.65 may have meant a unit
        {"(2.65 - rhob) / (2.65 - 1)", NULL},
        {"(2.65[g/cm3] - rhob) / 1.65[g/cm3]", "v/v"},
        {"depth > 1", NULL},
        {"zone == 'a'", NULL},
        {"temp", "degF"}, // F, at a temperature
        {"temp - 20[degC]", "delta_degF"},
        {"temp - 5[delta_degC]", "degF"},
        {"temp + 5[delta_degC]", "degF"},
        {"5[delta_degC] + temp", "degF"},
        {"temp + temp", "degF"}, // on the way to a mean
        {"temp + 20", "degF"},
        {"temp - 20", NULL}, // moved by 20, or how far from 20?
        {"212 - temp", "delta_degF"},
        {"temp * 2", "degF"},
        {"temp / depth", "degF/m"},
        {"temp ^ 2", "degF2"},
        {"odd", "lbm/foo"}, // what is not understood stays what the file says, alone
        {"odd * 2", "lbm/foo"},
        {"odd + 2", "lbm/foo"},
        {"odd + odd", "lbm/foo"},
        {"unsaid * depth", NULL},
        {"gauge + 1[psi]", "psig"},
        {"gauge - 1[psig]", "psi"},
    };
    fixture *f = *state;

    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const mr_bound *bound;
        mr_error err;
        if (strcmp(all[i].text, "rhob / rho_fluid") == 0)
            continue;
        if (bind(f, all[i].text, &bound, &err) != MR_OK)
            fail_msg("%s: %s", all[i].text, err.message);
        const char *unit = bound->bare ? NULL : bound->unit;
        if (all[i].unit && unit && strcmp(unit, all[i].unit) != 0 &&
            !mr_unit_equal(get_helpers()->units, unit, all[i].unit))
            fail_msg("%s is in %s, want %s", all[i].text, unit, all[i].unit);
        if (!unit != !all[i].unit)
            fail_msg("%s is in %s, want %s", all[i].text, unit ? unit : "no unit",
                     all[i].unit ? all[i].unit : "none");
    }
}

// Points and differences of temperature, pressures over the atmosphere, products of long units.
static void points_differences_and_gradients(void **state)
{
    fixture *f = *state;

    gives(f, "temp - 20[degC]", 144);      // 212 - 68
    gives(f, "temp + 5[delta_degC]", 221); // 5 degC are 9 degF
    gives(f, "temp + 5[delta_K] == 221[degF]", 1);
    gives(f, "60[degF] + 1.5[degF/100ft] * 8000[ft]", 180); // issue 10, case 08
    gives(f, "60[degF] + 1.5[degF/100ft] * 2438.4[m]", 180);
    gives(f, "15[degC] + 0.03[K/m] * 1524[m]", 60.72); // issue 10, case 07
    gives(f, "0[psi] + 43.3[psi/100ft] * 8000[ft]", 3464);
    gives(f, "0[psi] + 0.433[psi/ft] * 8000[ft]", 3464);
    // a gallon has 231 cubic inches, and a pound weighs a pound: lb/gal times ft are 12/231 psi
    gives(f, "0[psi] + 9.6[lb/gal] * 9.80665[m/s2] * 8000[ft]", 9.6 * 8000 * 12 / 231);
    gives(f, "0[lbf/100ft2] + 6[lbf/100ft2] * 1[km] / 1000[m]", 6);
    gives(f, "0[1/32 in] + 6[1/32 in] * 1[km] / 1000[m]", 6);
    gives(f, "(temp + temp) / 2", 212);
    gives(f, "gauge + 1[psi]", 101);
    gives(f, "gauge > 114[psi]", 1); // 100 psi over 14.696
    gives(f, "gauge > 115[psi]", 0);
}

// 0 u + 6 u km / 1000 m are 6 u, for every unit of the table.
static void every_unit_in_a_product(void **state)
{
    fixture *f = *state;
    char text[200];

    for (const mr_unit_spelling *row = mr_unit_spellings; row->house; row++) {
        if (!row->expression)
            continue;
        (void)snprintf(text, sizeof text, "0[%s] + 6[%s] * 1[km] / 1000[m]", row->house,
                       row->house);
        gives(f, text, 6);
    }
}

static void units_are_reckoned_with(void **state)
{
    fixture *f = *state;

    gives(f, "rhob - rho_fluid", 1);        // g/cm3
    gives(f, "rho_fluid - rhob", -1000);    // kg/m3
    gives(f, "depth - 10[ft]", 10 - 3.048); // m
    gives(f, "10[ft] - depth", 10 - 10 / 0.3048);
    gives(f, "depth == 10000[mm]", 1);
    gives(f, "depth < 32.8[ft]", 0);
    gives(f, "phi + 0.1[v/v]", 30);  // %
    gives(f, "0.1[v/v] + phi", 0.3); // v/v
    gives(f, "sqrt(phi)", sqrt(0.2));
    gives(f, "phi ^ 2", 0.04);
    gives(f, "2 ^ phi", pow(2, 0.2));
    gives(f, "exp(phi)", exp(0.2));
    gives(f, "sin(dip)", 0.5);
    gives(f, "cos(60[deg])", 0.5);
    gives(f, "sin(1)", sin(1));
    gives(f, "max(depth, 50[ft])", 50 * 0.3048);
    gives(f, "clip(depth, 1[km], 2[km])", 1000);
    gives(f, "20[degC] - 50[degF]", 10); // 50 degF is 10 degC
    gives(f, "(20[degC] - 50[degF]) * 2", 20);
    gives(f, "if(flag, 1[km], depth)", 1);
}

static void texts_are_compared_and_chosen(void **state)
{
    fixture *f = *state;

    gives(f, "zone == 'sand'", 1);
    gives(f, "'it''s' == 'it''s'", 1);
    gives(f, "zone != ''", 1);
    gives(f, "zone == 'san'", 0);
    gives(f, "coalesce(zone, 'x') == if(flag, 'sand', 'y')", 1);
    gives(f, "isnull(zone) or zone == 'shale'", 0);
    gives(f, "if(zone == 'sand', if(zone != 'coal', 'a', 'b'), 'c') == 'a'", 1);
    const mr_column *made = eval(f, "if(flag, zone, 'none')", f->table);
    assert_int_equal(made->field.type, MR_UTF8);
    assert_true(mr_str_eq(mr_column_text(made, 0), MR_STR("sand")));
    assert_false(mr_valid(made, 1)); // flag is null
    mr_column_unref(made);
    made = eval(f, "coalesce(zone, null, 'none')", f->table);
    assert_true(mr_str_eq(mr_column_text(made, 1), MR_STR("none")));
    mr_column_unref(made);
}

static void names_come_once(void **state)
{
    static const char *const want[] = {"rhob", "dt", "and so on", "zone"};
    fixture *f = *state;
    const mr_formula *formula;

    assert_int_equal(mr_formula_parse("rhob + dt * rhob - \"and so on\" + if(zone == 'x', 1, dt)",
                                      f->arena, &formula, NULL),
                     MR_OK);
    const mr_texts names = mr_formula_names(formula, f->arena);
    assert_int_equal(names.n, 4);
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(names.at[i], want[i]);
}

static void long_columns_go_block_by_block(void **state)
{
    enum { ROWS = 5000 };
    fixture *f = *state;
    mr_table *table = mr_table_new(ROWS);
    mr_field fields[] = {{.name = "rhob", .type = MR_FLOAT64, .nullable = true, .unit = "g/cm3"},
                         {.name = "n", .type = MR_INT64, .nullable = true},
                         {.name = "zone", .type = MR_UTF8, .nullable = true}};

    for (int c = 0; c < 3; c++) {
        mr_builder *b = mr_builder_new(&fields[c]);
        const mr_column *column = NULL;
        for (int i = 0; i < ROWS; i++)
            if (i % 7 == 3)
                mr_builder_null(b);
            else if (c == 0)
                mr_builder_real(b, i * 0.5);
            else if (c == 1)
                mr_builder_int(b, i);
            else
                mr_builder_text(b, i % 2 ? MR_STR("odd") : MR_STR("even"));
        assert_int_equal(mr_builder_finish(b, &column, NULL), MR_OK);
        mr_builder_free(b);
        mr_table_put(table, column);
    }
    const mr_column *sum = eval(f, "rhob * 2 + if(zone == 'odd', n, -n) - clip(n, 10, 20)", table);
    for (int i = 0; i < ROWS; i++) {
        const double clipped = i < 10 ? 10 : i > 20 ? 20 : i;
        const double want = i % 7 == 3 ? (double)NAN : i + (i % 2 ? i : -i) - clipped;
        assert_true(close_enough(mr_column_real(sum, i), want, 1e-12));
    }
    mr_column_unref(sum);
    const mr_bound *bound;
    mr_error err;
    int64_t rows[ROWS], n, k = 0;
    assert_int_equal(bind(f, "zone == 'even' and n >= 100", &bound, &err), MR_OK);
    assert_int_equal(mr_bound_select(bound, table, rows, &n, &err), MR_OK);
    for (int i = 100; i < ROWS; i += 2)
        if (i % 7 != 3)
            assert_int_equal(rows[k++], i);
    assert_int_equal(n, k);
    mr_table_unref(table);
}

static void size_has_bounds(void **state)
{
    fixture *f = *state;
    mr_buf text = {0};
    const mr_bound *bound;
    mr_error err;

    // A long sum is fine, a long nest is not.
    mr_buf_puts(&text, "1");
    while (text.n < MR_FORMULA_MOST_CHARS - 2)
        mr_buf_puts(&text, "+1");
    gives(f, text.at, (double)(text.n / 2 + 1));
    mr_buf_puts(&text, "+1+1");
    assert_int_equal(bind(f, text.at, &bound, &err), MR_EPARAM);
    mr_buf_clear(&text);
    static const char *const nests[] = {"(", "-", "not ", "abs(", "2^", "if(true,1,"};
    for (size_t i = 0; i < sizeof nests / sizeof *nests; i++) {
        for (int k = 0; k < 390; k++)
            mr_buf_puts(&text, nests[i]);
        assert_int_equal(bind(f, text.at, &bound, &err), MR_EPARAM);
        if (!strstr(err.message, "nested too deep"))
            fail_msg("%s...: %s", nests[i], err.message);
        mr_buf_clear(&text);
    }
    for (int k = 0; k < 40; k++)
        mr_buf_puts(&text, k ? ",1" : "max(1");
    mr_buf_puts(&text, ")");
    assert_int_equal(bind(f, text.at, &bound, &err), MR_EPARAM);
    mr_buf_clear(&text);
}

// Any words in any order read or do not, and what reads evaluates to finite or null.
static void any_words_do_no_harm(void **state)
{
    static const char *const words[] = {
        "rhob", "dt",     "depth", "phi",  "flag", "zone",    "n",         "1",  "2.5",
        "0",    "'sand'", "null",  "true", "+",    "-",       "*",         "/",  "^",
        "(",    ")",      ",",     "==",   "<",    ">=",      "and",       "or", "not",
        "if(",  "max(",   "abs(",  "ln(",  "1[m]", "isnull(", "coalesce(", "\"", "%",
    };
    fixture *f = *state;
    uint64_t bits = 88172645463325252u;
    size_t good = 0;

    for (int i = 0; i < 20000; i++) {
        char text[256] = "";
        size_t n = 0;
        for (int k = 1 + i % 9; k > 0; k--) {
            bits ^= bits << 13;
            bits ^= bits >> 7;
            bits ^= bits << 17;
            n += (size_t)snprintf(text + n, sizeof text - n, "%s ",
                                  words[bits % (sizeof words / sizeof *words)]);
        }
        mr_arena *kept = f->arena;
        f->arena = mr_arena_new();
        const mr_bound *bound;
        mr_error err;
        if (bind(f, text, &bound, &err) == MR_OK) {
            const mr_column *made = eval(f, text, f->table);
            good++;
            for (int64_t row = 0; made->field.type == MR_FLOAT64 && row < 2; row++)
                assert_true(!mr_valid(made, row) || isfinite(mr_column_real(made, row)));
            mr_column_unref(made);
        } else {
            assert_true(err.message[0] != 0);
        }
        mr_arena_free(f->arena);
        f->arena = kept;
    }
    assert_in_range(good, 500, 15000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators_bind_as_in_algebra),
        cmocka_unit_test(null_is_not_a_number),
        cmocka_unit_test(nonsense_is_refused),
        cmocka_unit_test(units_follow_the_formula),
        cmocka_unit_test(units_are_reckoned_with),
        cmocka_unit_test(points_differences_and_gradients),
        cmocka_unit_test(every_unit_in_a_product),
        cmocka_unit_test(texts_are_compared_and_chosen),
        cmocka_unit_test(names_come_once),
        cmocka_unit_test(long_columns_go_block_by_block),
        cmocka_unit_test(size_has_bounds),
        cmocka_unit_test(any_words_do_no_harm),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
