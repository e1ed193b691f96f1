// Surveys, tops, checkshots, GSLIB and WITSML: small files whose facts are written out.
#include "mudrock/contents.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static mr_contents *read_text(const char *text)
{
    mr_contents *contents = NULL;
    mr_error err = {0};
    if (mr_contents_read(mr_str_of(text), "x.txt", &contents, &err) != MR_OK)
        fail_msg("%s: %s", err.where, err.message);
    return contents;
}

static void refuse(const char *text, const char *where, const char *word)
{
    mr_contents *contents = NULL;
    mr_error err = {0};
    assert_int_equal(mr_contents_read(mr_str_of(text), "x.txt", &contents, &err), MR_EFORMAT);
    assert_null(contents);
    assert_string_equal(err.where, where);
    if (!strstr(err.message, word))
        fail_msg("\"%s\" says nothing of \"%s\"", err.message, word);
}

#define TOPS_HEAD                                                                                  \
    "# Unit in depth: ft\r\nVERSION 2\r\nBEGIN HEADER\r\nZ\r\nFLOAT,TWT picked\r\nMD\r\nType\r\n"  \
    "Surface\r\nWell\r\nLatitude\r\nEND HEADER\r\n"

static void petrel_tops(void **state)
{
    (void)state;
    mr_contents *c =
        read_text(TOPS_HEAD "-1490.5 -999 1500.5 Horizon \"Top A\" \"W-1 T2\" 22\xb0"
                            "11'32.0\"N\r\n-1 -999 -999 Other \"OWC\" \"W-1 T2\" 22\xb0"
                            "11'32.0\"N\r\n");
    assert_int_equal(c->n_markers, 2);
    assert_string_equal(c->markers[0].well, "W-1 T2");
    assert_string_equal(c->markers[0].name, "Top A");
    assert_true(c->markers[0].md == 1500.5);
    assert_string_equal(c->markers[0].unit, "ft");
    assert_string_equal(c->markers[1].type, "Other"); // a contact keeps its type
    assert_true(isnan(c->markers[1].md));
    mr_contents_free(c);
    // MD, Surface and Well alone; no unit is said, and that is told.
    c = read_text("BEGIN HEADER\nMD\nSurface\nWell\nEND HEADER\n100 A B\n");
    assert_int_equal(c->n_markers, 1);
    assert_null(c->markers[0].unit);
    assert_int_equal(c->n_warnings, 1);
    mr_contents_free(c);
    refuse("BEGIN HEADER\nMD\nSurface\nWell\nEND HEADER\n100 A\n", "line 6", "3 columns");
    refuse("BEGIN HEADER\nMD\nSurface\nWell\nEND HEADER\nabc A B\n", "line 6", "abc");
    refuse("BEGIN HEADER\nMD\nSurface\n", "line 3", "END HEADER");
}

static void petrel_checkshots(void **state)
{
    (void)state;
    // Two-way times, negative down; a first one of almost nothing.
    mr_contents *c = read_text("# Unit in depth: m\nVERSION 1\nBEGIN HEADER\nZ\nTWT\nMD\nWell\n"
                               "END HEADER\n0 -4e-10 0 A\n-100 -95.5 100 A\n-200 -190 201 A\n"
                               "-10 -9 10 B\n");
    assert_int_equal(c->n_checkshots, 2);
    assert_int_equal(c->checkshots[0].n, 3);
    assert_true(c->checkshots[0].at[1].twt == 95.5 && c->checkshots[0].at[2].md == 201);
    assert_string_equal(c->checkshots[1].well, "B");
    mr_contents_free(c);
    // One-way times in seconds: twice, and a thousand times.
    c = read_text("# Unit in depth: m\n# Unit in time: s\nBEGIN HEADER\nMD\nOWT\nEND HEADER\n"
                  "100 0.05\n");
    assert_true(fabs(c->checkshots[0].at[0].twt - 100) < 1e-9);
    mr_contents_free(c);
}

static void surveys(void **state)
{
    (void)state;
    // Lines end with CR alone. A quarter circle of 1000 m from the vertical, after 76.29 m straight
    // down: 76.29 + 2000 / pi.
    mr_contents *c = read_text("MD[m],Inc[deg],Azi[deg]\r76.29,0,0\r1076.29,90,45\r");
    assert_int_equal(c->n_surveys, 1);
    assert_string_equal(c->surveys[0].md_unit, "m");
    assert_true(fabs(c->surveys[0].at[1].tvd - (76.29 + 2000 / acos(-1))) < 1e-9);
    mr_contents_free(c);
    // Wells one below the other; units in a line of their own; tabs.
    c = read_text("Well\tMD\tINCL\tAZIM\n\tft\tdeg\tdeg\nA\t0\t0\t0\nB\t0\t0\t0\nA\t100\t1\t2\n");
    assert_int_equal(c->n_surveys, 2);
    assert_int_equal(c->surveys[0].n, 2);
    assert_string_equal(c->surveys[0].md_unit, "ft");
    mr_contents_free(c);
    // Radians; a vertical depth in another unit is computed: 1000 sin(0.5) / 0.5.
    c = read_text("MD,INC,AZI,TVD\nm,rad,grad,ft\n0,0,0,0\n1000,0.5,100,3000\n");
    assert_true(fabs(c->surveys[0].at[1].inc - 90 / acos(-1)) < 1e-9);
    assert_true(fabs(c->surveys[0].at[1].azi - 90) < 1e-9);
    assert_true(fabs(c->surveys[0].at[1].tvd - 2000 * sin(0.5)) < 1e-9);
    assert_int_equal(c->n_warnings, 1);
    mr_contents_free(c);
    refuse("MD,INC,AZI\nm,furlong,deg\n0,0,0\n", "line 3", "furlong");
    refuse("MD,INC,AZI\n0,0,0\n100,-5,0\n", "line 3", "-5");
    refuse("MD,INC,AZI\n0,0,0\n100,5\n", "line 3", "2 values");
    refuse("MD,INC,AZI\n0,0,0\n100,5,x\n", "line 3", "azimuth");
    refuse("MD,INC,AZI\n", "line 1", "no station");
    assert_null(mr_contents_format(MR_STR("MD,INC,AZI,GR\n0,0,0,50\n"), "x.csv"));
}

static void trace(void **state)
{
    (void)state;
    mr_contents *c = read_text("# WELL TRACE FROM PETREL\n# WELL NAME:    B-2\n"
                               "# DX DY ARE GIVEN IN GRID NORTH IN ft-UNITS\n"
                               "  MD X Y Z TVD DX DY AZIM_TN INCL DLS AZIM_GN\n#==\n"
                               "0 1 2 25 0 0 0 0 0 0 0\n200 1 2 -174 199 0 0 10 12 0 9\n");
    assert_int_equal(c->n_surveys, 1);
    assert_string_equal(c->surveys[0].well, "B-2");
    assert_string_equal(c->surveys[0].md_unit, "ft");
    assert_true(c->surveys[0].at[1].azi == 10 && c->surveys[0].at[1].inc == 12);
    assert_true(c->surveys[0].at[1].tvd == 199); // what the file says stays
    mr_contents_free(c);
}

static void gslib(void **state)
{
    (void)state;
    mr_contents *c =
        read_text("Walker\n3 10 10 1\nX\nGold, ppm\nName of it\n1 1e31 -999\n2.5D+1 -2E21 4\n");
    assert_int_equal(c->n_tables, 1);
    const mr_table *t = c->tables[0].table;
    assert_int_equal(t->rows, 2);
    assert_string_equal(t->columns[1]->field.name, "Gold, ppm");
    assert_int_equal(t->columns[1]->nulls, 2);
    assert_true(mr_column_f64(t->columns[0])[1] == 25);
    assert_true(mr_column_f64(t->columns[2])[0] == -999); // by custom only: it stays
    mr_contents_free(c);
    refuse("T\n2\nX\nY\n1 2\n3\n", "line 6", "1 values");
    refuse("T\n2\nX\nY\n1 2\n3 no\n", "line 6", "no");
}

#define LOG_OF(inner)                                                                              \
    "<?xml version=\"1.0\"?>\n<logs xmlns=\"http://www.witsml.org/schemas/1series\">\n<log>"       \
    "<nameWell>W</nameWell><name>L</name><nullValue>-999.25</nullValue>" inner "</log></logs>"

static void witsml_logs(void **state)
{
    (void)state;
    // One mnemonic twice: by its occurrence. An empty field is null, and a curve's own null wins.
    mr_contents *c = read_text(
        LOG_OF("<logCurveInfo><mnemonic>A</mnemonic><unit>V</unit><nullValue>-1</nullValue>"
               "</logCurveInfo><logCurveInfo><mnemonic>MD</mnemonic><unit>m</unit></logCurveInfo>"
               "<logCurveInfo><mnemonic>A</mnemonic><unit>K</unit></logCurveInfo><logData>"
               "<mnemonicList>MD,A,A</mnemonicList><unitList>m,mV,</unitList>"
               "<data>1,-1,5</data><data>2,,-999.25</data><data>3,-999.25,-1</data></logData>"));
    assert_int_equal(c->n_logs, 1);
    assert_string_equal(c->logs[0].well, "W");
    const mr_table *t = c->logs[0].table;
    assert_int_equal(t->n, 3);
    assert_string_equal(t->columns[1]->field.unit, "mV");
    assert_string_equal(t->columns[2]->field.unit, "K");
    assert_int_equal(t->columns[1]->nulls, 2);
    assert_true(mr_column_f64(t->columns[1])[2] == -999.25);
    assert_int_equal(t->columns[2]->nulls, 1);
    assert_int_equal(c->n_warnings, 1); // the units contradict each other
    mr_contents_free(c);
    // 1.3.1: by columnIndex; 0 has no values.
    c = read_text(LOG_OF("<logCurveInfo><mnemonic>B</mnemonic><columnIndex>2</columnIndex>"
                         "</logCurveInfo><logCurveInfo><mnemonic>MD</mnemonic><columnIndex>1"
                         "</columnIndex></logCurveInfo><logCurveInfo><mnemonic>C</mnemonic>"
                         "<columnIndex>0</columnIndex></logCurveInfo><logData><data>7,8</data>"
                         "</logData>"));
    assert_string_equal(c->logs[0].table->columns[0]->field.name, "MD");
    assert_true(mr_column_f64(c->logs[0].table->columns[1])[0] == 8);
    mr_contents_free(c);
    refuse(LOG_OF("<logCurveInfo><mnemonic>B</mnemonic></logCurveInfo><logData>\n<data>7,8</data>"
                  "</logData>"),
           "line 4", "more values");
}

static void witsml_others(void **state)
{
    (void)state;
    mr_contents *c = read_text(
        "<trajectorys "
        "xmlns=\"http://www.witsml.org/schemas/131\"><trajectory><nameWell>T</nameWell>"
        "<trajectoryStation><md uom=\"ft\">0</md><incl uom=\"rad\">0</incl><azi "
        "uom=\"dega\">0</azi>"
        "</trajectoryStation><trajectoryStation><md uom=\"ft\">1000</md><incl uom=\"rad\">"
        "1.5707963267948966</incl><azi uom=\"dega\">90</azi></trajectoryStation></trajectory>"
        "</trajectorys>");
    assert_string_equal(c->surveys[0].md_unit, "ft");
    assert_true(fabs(c->surveys[0].at[1].inc - 90) < 1e-12);
    assert_true(fabs(c->surveys[0].at[1].tvd - 2000 / acos(-1)) < 1e-9);
    mr_contents_free(c);
    // What could fetch or grow is not read.
    refuse(
        "<!DOCTYPE logs [<!ENTITY a \"b\">]>\n<logs version=\"witsml\"><log><name>&a;</name></log>"
        "</logs>",
        "line 1", "document type");
    refuse("<logs xmlns=\"http://www.witsml.org/\">\n<log><name>a</log></logs>", "line 2", "logs");
    refuse("<logs xmlns=\"http://www.witsml.org/\"></logs>", "line 1", "no log");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(petrel_tops),   cmocka_unit_test(petrel_checkshots),
        cmocka_unit_test(surveys),       cmocka_unit_test(trace),
        cmocka_unit_test(gslib),         cmocka_unit_test(witsml_logs),
        cmocka_unit_test(witsml_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
