// Text tables in the dialects that people write: read equal, or refused with
// the line.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mudrock/csv.h"

static mr_table *read_with(mr_str text, const mr_csv_options *options, mr_csv_report *report)
{
    mr_table *table = NULL;
    mr_error err = {0};
    if (mr_csv_read_text(text, options, report, &table, &err) != MR_OK)
        fail_msg("%s\n%.*s", err.message, (int)text.n, text.at);
    return table;
}

static mr_table *read(const char *text)
{
    return read_with(mr_str_of(text), NULL, NULL);
}

static void refused(const char *text, const mr_csv_options *options, const char *part)
{
    mr_table *table = NULL;
    mr_error err = {0};
    assert_int_not_equal(mr_csv_read_text(mr_str_of(text), options, NULL, &table, &err), MR_OK);
    if (!strstr(err.message, part))
        fail_msg("%s", err.message);
}

static void check_type(const mr_table *table, size_t i, const char *name, mr_type type)
{
    assert_string_equal(table->columns[i]->field.name, name);
    assert_int_equal(table->columns[i]->field.type, type);
}

static bool warns(const mr_csv_report *report, const char *part)
{
    for (size_t i = 0; i < report->n_warnings; i++)
        if (strstr(report->warnings[i], part))
            return true;
    return false;
}

// The unit in a title; the name keeps its ending, which is how people know the column.
static void units_in_titles(void **state)
{
    (void)state;
    static const struct {
        const char *title, *name, *unit;
    } cases[] = {
        {"Depth (ft)", "Depth", "ft"},
        {"Depth [m]", "Depth", "m"},
        {"\"Depth, ft\"", "Depth", "ft"},
        {"\"Depth\n(ft)\"", "Depth", "ft"},
        {"\"Total\nporosity\"", "Total porosity", NULL},
        {"DEPTH_FT", "DEPTH_FT", "ft"},
        {"from_m", "from_m", "m"},
        {"GR_M", "GR_M", NULL},
        {"Au_ppm", "Au_ppm", "ppm"},
        {"CU_PCT", "CU_PCT", "%"},
        {"Steps_ppm", "Steps_ppm", NULL},
        {"team_m", "team_m", NULL},
        {"\"Smith, J\"", "Smith, J", NULL},
        {"Sample (core)", "Sample (core)", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[100];
        snprintf(text, sizeof text, "%s,b\n1.5,2\n2.5,3\n", cases[i].title);
        mr_table *table = read(text);
        const mr_field *field = &table->columns[0]->field;
        assert_string_equal(field->name, cases[i].name);
        if (cases[i].unit)
            assert_string_equal(field->unit ? field->unit : "none", cases[i].unit);
        else
            assert_null(field->unit);
        mr_table_unref(table);
    }
}

// Cells left blank make lines ragged where blanks part them; the edges of the columns do not.
static void fixed_columns(void **state)
{
    (void)state;
    static const char text[] = "Core of well A-1\n"
                               "WELL     DEPTH    GR  ZONE NAME\n"
                               "A-1     1000.0  50.5  Upper Sand\n"
                               "A-1     1000.5        Upper Sand\n"
                               "B\xc3\xa5-12   1001.0  52.25\n"
                               "                -1.5  Base\n";
    mr_csv_report report = {.arena = mr_arena_new()};
    mr_table *table = read_with(mr_str_of(text), NULL, &report);
    assert_int_equal(table->n, 4);
    assert_int_equal(table->rows, 4);
    check_type(table, 0, "WELL", MR_UTF8);
    check_type(table, 1, "DEPTH", MR_FLOAT64);
    check_type(table, 2, "GR", MR_FLOAT64);
    check_type(table, 3, "ZONE NAME", MR_UTF8);
    assert_int_equal(table->columns[0]->nulls, 1);
    assert_int_equal(table->columns[1]->nulls, 1);
    assert_int_equal(table->columns[2]->nulls, 1);
    assert_true(mr_column_real(table->columns[2], 2) == 52.25);
    assert_true(mr_column_real(table->columns[2], 3) == -1.5);
    assert_true(mr_str_eq(mr_column_text(table->columns[3], 1), MR_STR("Upper Sand")));
    assert_true(warns(&report, "characters 9, 17, 23"));
    mr_table_unref(table);
    mr_arena_free(report.arena);
    // A value that runs over an edge is refused, never cut.
    char more[16384];
    size_t n = (size_t)snprintf(more, sizeof more, "WELL     DEPTH  ZONE\n");
    for (int i = 0; i < 600; i++)
        n += (size_t)snprintf(more + n, sizeof more - n, "A-1     %6d  %s\n", 1000 + i,
                              i % 2 ? "Sand" : "");
    snprintf(more + n, sizeof more - n, "A-1     12345678  x\n");
    assert_true(n < sizeof more - 40);
    refused(more, NULL, "line 602");
    refused("WELL     DEPTH  ZONE\nA-1     1000.0\nA-2     1000.5  Sand\n",
            &(mr_csv_options){.delimiter = ' '}, "line 2");
}

static void names_in_a_comment(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "# made by a program\n# depth[m] gr\n1 20\n2 30\n",
        "#depth (m),gr\n1,20\n2,30\n",
        "#\tdepth (m)\tgr\n1\t20\n2\t30\n",
        "sep=;\ndepth (m);gr\n1;20\n2;30\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        mr_table *table = read(texts[i]);
        assert_int_equal(table->n, 2);
        assert_int_equal(table->rows, 2);
        assert_string_equal(table->columns[0]->field.name, "depth");
        assert_string_equal(table->columns[0]->field.unit, "m");
        assert_string_equal(table->columns[1]->field.name, "gr");
        mr_table_unref(table);
    }
    mr_table *table = read("#,well\n1,A\n2,B\n"); // a number of the row is called so
    assert_int_equal(table->rows, 2);
    assert_string_equal(table->columns[0]->field.name, "#");
    assert_string_equal(table->columns[1]->field.name, "well");
    mr_table_unref(table);
    table = read("# a remark, of two parts\ndepth,gr\n1,20\n");
    assert_string_equal(table->columns[0]->field.name, "depth");
    mr_table_unref(table);
}

// Which number is the day is said: no --dates is wanted.
static void dates_that_say_their_order(void **state)
{
    (void)state;
    mr_table *table =
        read("a,b,c\n03-Apr-2020,2020/04/03,3 april 2020\n1-DEC-1999,1999/12/1,2020-04-03\n");
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(table->columns[i]->field.type, MR_TIMESTAMP);
        assert_int_equal(mr_column_int(table->columns[i], 0), 1585872000000000);
    }
    assert_int_equal(mr_column_int(table->columns[0], 1), 944006400000000);
    mr_table_unref(table);
    refused("a,b\n31-Feb-2020,1\n", NULL, "no calendar");
    table = read("a,b\n03-Mat-2020,1\n05-Apr-20,2\n"); // no month, no century
    assert_int_equal(table->columns[0]->field.type, MR_UTF8);
    mr_table_unref(table);
}

// depth 1000, 1000.5, 1001; gr 50.5, null, 52.25
static void dialects_are_found(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "depth,gr\n1000.0,50.5\n1000.5,\n1001.0,52.25\n",
        "depth;gr\n1000,0;50,5\n1000,5;\n1001,0;52,25\n",
        "depth\tgr\n1000.0\t50.5\n1000.5\tNA\n1001.0\t52.25\n",
        "depth\tgr\n1000,0\t50,5\n1000,5\t-\n1001,0\t52,25\n",
        "depth|gr\n1000.0|50.5\n1000.5|N/A\n1001.0|52.25\n",
        "depth gr\n1000.0 50.5\n1000.5 null\n1001.0 52.25\n",
        "  depth      gr\n 1000.0    50.5\n 1000.5    null\n 1001.0   52.25\n",
        "\"depth\",\"gr\"\r\n\"1000.0\",\"50.5\"\r\n\"1000.5\",\"\"\r\n\"1001."
        "0\",\"52.25\"\r\n",
        "\"depth\",\"gr\"\n\"1000,0\",\"50,5\"\n\"1000,5\",\"\"\n\"1001,0\",\"52,"
        "25\"\n",
        "depth,gr\r1000.0,50.5\r1000.5,\r1001.0,52.25\r",
        "# a remark, with a comma\ndepth,gr\n1000.0,50.5\n# "
        "another\n1000.5,\n\n1001.0,52.25",
        "Company: A\nWell logs\ndepth,gr\n1000.0,50.5\n1000.5,\n1001.0,52.25\n",
        "depth,gr,\n1000.0,50.5,\n1000.5,,\n1001.0,52.25,\n",
        "depth, gr\n1000.0, 50.5\n1000.5, \n1001.0, 52.25\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        mr_table *table = read(texts[i]);
        if (table->rows != 3 || table->n < 2 || table->columns[0]->field.type != MR_FLOAT64 ||
            table->columns[1]->field.type != MR_FLOAT64)
            fail_msg("%zu rows %lld columns %zu\n%s", i, (long long)table->rows, table->n,
                     texts[i]);
        check_type(table, 0, "depth", MR_FLOAT64);
        check_type(table, 1, "gr", MR_FLOAT64);
        const double *depth = mr_column_f64(table->columns[0]),
                     *gr = mr_column_f64(table->columns[1]);
        assert_true(depth[0] == 1000 && depth[1] == 1000.5 && depth[2] == 1001);
        assert_true(gr[0] == 50.5 && isnan(gr[1]) && gr[2] == 52.25);
        mr_table_unref(table);
    }
}

static void units_are_taken(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Depth (ft),GR [gAPI],RHOB (kg/m3),Zone (upper)\n5000.0,50.5,2450,a\n",
        "Depth,GR,RHOB,Zone (upper)\nft,gAPI,kg/m3,\n5000.0,50.5,2450,a\n",
        "Depth,GR,RHOB,Zone (upper)\n[ft],[gAPI],[kg/m3],\n5000.0,50.5,2450,a\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        mr_table *table = read(texts[i]);
        assert_int_equal(table->rows, 1);
        check_type(table, 0, "Depth", MR_FLOAT64);
        assert_string_equal(table->columns[0]->field.unit, "ft");
        assert_string_equal(table->columns[1]->field.unit, "gAPI");
        assert_string_equal(table->columns[2]->field.unit, "kg/m3");
        assert_string_equal(table->columns[3]->field.name, "Zone (upper)");
        mr_table_unref(table);
    }
}

static void types(void **state)
{
    (void)state;
    mr_csv_report report = {.arena = mr_arena_new()};
    mr_table *table = read_with(MR_STR("hole,code,big,wide,au,ok,when,n\n12E3,00123,"
                                       "9007199254740993,12345678901234567890,"
                                       "0.5,true,2020-01-31,1\n7E1,00007,1,2,<0.1,FALSE,2020-"
                                       "02-29T12:00:00Z,-999\n"
                                       "3,00001,2,3,0.7,true,,3\n"),
                                NULL, &report);
    check_type(table, 0, "hole", MR_UTF8); // names
    check_type(table, 1, "code", MR_UTF8); // zeros in front
    check_type(table, 2, "big", MR_INT64);
    assert_int_equal(mr_column_int(table->columns[2], 0), 9007199254740993);
    check_type(table, 3, "wide", MR_UTF8);
    assert_true(mr_str_eq(mr_column_text(table->columns[3], 0), MR_STR("12345678901234567890")));
    check_type(table, 4, "au", MR_UTF8);
    check_type(table, 5, "ok", MR_BOOL);
    check_type(table, 6, "when", MR_TIMESTAMP);
    check_type(table, 7, "n", MR_INT64);
    assert_true(warns(&report, "column \"au\": 1 of its values"));
    assert_true(warns(&report, "line 2: column \"wide\""));
    assert_true(warns(&report, "column \"n\": 1 of its values are -999"));
    mr_table_unref(table);
    const char *const nulls[] = {"<0.1", "-999"};
    const mr_csv_options options = {.n_nulls = 2, .nulls = nulls};
    table = read_with(MR_STR("au,n\n0.5,1\n<0.1,-999.0\n0.7,3\n"), &options, NULL);
    check_type(table, 0, "au", MR_FLOAT64);
    assert_int_equal(table->columns[0]->nulls, 1);
    assert_int_equal(table->columns[1]->nulls, 1);
    mr_table_unref(table);
    mr_arena_free(report.arena);
}

static void numbers(void **state)
{
    (void)state;
    mr_table *table = read("a;b;c\n1.234,5;1;2,5\n12.345.678,5;2;3,5\n");
    assert_true(mr_column_f64(table->columns[0])[0] == 1234.5);
    assert_true(mr_column_f64(table->columns[0])[1] == 12345678.5);
    mr_table_unref(table);
    table = read("a,b\n\"1,234.5\",1.5\n\"12,345\",2.5\n");
    assert_true(mr_column_f64(table->columns[0])[0] == 1234.5);
    assert_true(mr_column_f64(table->columns[0])[1] == 12345);
    mr_table_unref(table);
    // No header: names are made, nothing is eaten.
    table = read("1000,50\n1001,51\n");
    assert_int_equal(table->rows, 2);
    check_type(table, 0, "column_1", MR_INT64);
    mr_table_unref(table);
}

static void dates(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        mr_csv_dates said;
        int64_t day; // since 1970-01-01
    } cases[] = {
        {"d,x\n03/04/2020,1\n31/12/2020,2\n", MR_DATES_UNSAID, 18355}, // 3 April
        {"d,x\n03/04/2020,1\n12/31/2020,2\n", MR_DATES_UNSAID, 18325}, // 4 March: 18262 + 63
        {"d,x\n03/04/2020,1\n", MR_DATES_DMY, 18355},
        {"d,x\n03/04/2020,1\n", MR_DATES_MDY, 18325},
        {"d,x\n03.04.2020,1\n", MR_DATES_UNSAID, 18355},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mr_table *table =
            read_with(mr_str_of(cases[i].text), &(mr_csv_options){.dates = cases[i].said}, NULL);
        check_type(table, 0, "d", MR_TIMESTAMP);
        assert_int_equal(mr_column_int(table->columns[0], 0), cases[i].day * 86400000000);
        mr_table_unref(table);
    }
    refused("d,x\n03/04/2020,1\n", NULL, "--dates");
    refused("d,x\n13/04/2020,1\n04/13/2020,2\n", NULL, "line 2");
    refused("d,x\n31/12/2020,1\n", &(mr_csv_options){.dates = MR_DATES_MDY}, "not mdy");
    // Days that no calendar has are not lost: 2020 is a leap year, 2021 is none.
    refused("d,x\n31/01/2020,1\n31/02/2020,2\n", NULL, "line 3");
    refused("d,x\n31/01/2020,1\n29/02/2021,2\n", NULL, "29/02/2021");
}

static void what_is_no_table(void **state)
{
    (void)state;
    refused("depth,gr,rhob\n1000,50,2.4\n1001,51\n1002,52,2.5\n", NULL, "line 3: 2 cells");
    refused("a,b\n1,2\n1,2,3\n", NULL, "line 3: 3 cells");
    refused("a,b\n\"1,2\n3,4\n", NULL, "line 2: a quote");
    refused("a,b\n\"1\"x,2\n3,4\n", NULL, "line 2: text after");
    refused("\n\n", NULL, "no table");
}

static void encodings(void **state)
{
    (void)state;
    mr_csv_report report = {.arena = mr_arena_new()};
    mr_table *table =
        read_with(MR_STR("well,gr\n\xd1\xea\xe2\xe0\xe6\xe8\xed\xe0 5,50\n"), NULL, &report);
    assert_true(mr_str_eq(mr_column_text(table->columns[0], 0), MR_STR("Скважина 5")));
    assert_true(warns(&report, "encoding"));
    assert_string_equal(report.encoding, "windows-1251");
    mr_table_unref(table);
    table = read_with(MR_STR("\xff\xfe"
                             "a\0,\0b\0\n\0"
                             "1\0,\0"
                             "2\0\n\0"),
                      NULL, NULL);
    check_type(table, 1, "b", MR_INT64);
    mr_table_unref(table);
    mr_arena_free(report.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_in_a_comment),
        cmocka_unit_test(dates_that_say_their_order),
        cmocka_unit_test(fixed_columns),
        cmocka_unit_test(units_in_titles),
        cmocka_unit_test(dialects_are_found),
        cmocka_unit_test(units_are_taken),
        cmocka_unit_test(types),
        cmocka_unit_test(numbers),
        cmocka_unit_test(dates),
        cmocka_unit_test(what_is_no_table),
        cmocka_unit_test(encodings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
