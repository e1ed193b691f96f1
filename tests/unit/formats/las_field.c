// LAS as files in the field are: tokens, titles, wrapping and sections that no standard foresaw.
#include <math.h>

#include "sample.h"

#define HEAD                                                                                       \
    "~V\nVERS. 2.0 :\nWRAP. NO :\n~W\nSTRT.M 100 :\nSTOP.M 101 :\nSTEP.M 0.5 :\nNULL. -999.25 :\n"
#define THREE HEAD "~C\nDEPT.M :\nRT.OHMM :\nRHOB.G/C3 :\n"

static bool warns(const mr_las *las, const char *part)
{
    for (size_t i = 0; i < las->n_warnings; i++)
        if (strstr(las->warnings[i], part))
            return true;
    return false;
}

static void refused(const char *text, const char *where, const char *part)
{
    mr_las *las = NULL;
    mr_error err = {0};
    assert_int_equal(mr_las_read(mr_str_of(text), 1, &las, &err), MR_EFORMAT);
    if (!strstr(err.where, where) || !strstr(err.message, part))
        fail_msg("%s: %s", err.where, err.message);
}

// The middle density of three is `token`: null (NAN) or the number, told or not.
static void tokens(void **state)
{
    (void)state;
    static const struct {
        const char *token;
        double want;
        bool told;
    } cases[] = {
        {"1.5D+01", 15, false},          {"1.5d-1", 0.15, false},
        {"1.5+3", 1500, true},           {"1.5-103", 1.5e-103, true},
        {"1,234.5", 1234.5, true},       {"1.234,5", 1234.5, true},
        {"1,234,567", 1234567, true},    {"12,5", 12.5, true},
        {"0,123", 0.123, true},          {"1,234", (double)NAN, true},
        {"<0.1", (double)NAN, true},     {"1e400", (double)NAN, true},
        {"2.5*", (double)NAN, true},     {"12%", (double)NAN, true},
        {"None", (double)NAN, true},     {"?", (double)NAN, true},
        {".", (double)NAN, true},        {"#VALUE!", (double)NAN, true},
        {"ABSENT", (double)NAN, true},   {"-nan(ind)", (double)NAN, true},
        {"inf", (double)NAN, true},      {"NaN", (double)NAN, false},
        {"-999.25", (double)NAN, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[512];
        snprintf(text, sizeof text, THREE "~A\n100 1.5 2.4\n100.5 2.5 %s\n101 3.5 2.61\n",
                 cases[i].token);
        mr_las *las = read_text(text);
        const mr_column *column = las->curves[2].column;
        assert_int_equal(column->field.type, MR_FLOAT64);
        const double *values = mr_column_f64(column);
        assert_true(values[0] == 2.4 && values[2] == 2.61);
        const bool same = isnan(cases[i].want) ? isnan(values[1]) : values[1] == cases[i].want;
        if (!same || warns(las, "curve RHOB") != cases[i].told ||
            (cases[i].told && !warns(las, "line 15")))
            fail_msg("%s: %.17g, %zu warnings", cases[i].token, values[1], las->n_warnings);
        mr_las_free(las);
    }
    // Three decimals all over the column: a comma among them is the decimal mark.
    mr_las *las = read_text(THREE "~A\n100 1.5 2.400\n100.5 2.5 2,450\n101 3.5 2.610\n");
    assert_true(mr_column_f64(las->curves[2].column)[1] == 2.45);
    mr_las_free(las);
    // Names are names, whatever a few of them look like.
    las = read_text(HEAD "~C\nDEPT.M :\nZONE. :\n~A\n100 A\n100.5 B\n101 12\n");
    assert_int_equal(las->curves[1].column->field.type, MR_UTF8);
    mr_las_free(las);
    refused(THREE "~A\n100 1 2\n100.5 1 2\nabc 1 2\n", "line 16", "the index is no number");
}

static void titles(void **state)
{
    (void)state;
    static const char *const lines[] = {"DEPT RT RHOB", "DEPT RT RHOB\nM OHMM G/C3",
                                        "DEPT RT RHOB\n---- ---- ----", "---- ---- ----",
                                        "Depth  Deep resistivity  Density\nM OHMM (G/C3)"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char text[512];
        snprintf(text, sizeof text, THREE "~A\n%s\n100 1 2\n100.5 3 4\n", lines[i]);
        mr_las *las = read_text(text);
        assert_int_equal(las->rows, 2);
        assert_true(mr_column_f64(las->curves[0].column)[0] == 100);
        assert_true(warns(las, "line 14"));
        mr_las_free(las);
    }
    mr_las *las =
        read_text(THREE "~A\n100 1 2\nDEPT RT RHOB\n---- ---- ----\n100.5 x 4\n101 5 6\n");
    assert_int_equal(las->rows, 3);
    assert_true(warns(las, "line 15: 2 lines"));
    mr_las_free(las);
}

static void rows_over_several_lines(void **state)
{
    (void)state;
#define FOUR HEAD "~C\nDEPT.M :\nA. :\nB. :\nC. :\n"
    static const char *const same[] = {
        FOUR "~A\n100.0 1\n2 3\n100.5 4\n5 6\n101.0 7\n8 9\n",
        FOUR "~A\n100.0\n1 2 3\n100.5\n4 5 6\n101.0\n7 8 9\n",
        FOUR "~A\n100.0 1 2\n3\n100.5 4 5\n6\n101.0 7 8\n9\n",
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        mr_las *las = read_text(same[i]);
        assert_int_equal(las->rows, 3);
        for (int64_t row = 0; row < 3; row++) {
            assert_true(mr_column_f64(las->curves[0].column)[row] == 100 + 0.5 * (double)row);
            assert_true(mr_column_f64(las->curves[3].column)[row] == 3.0 * (double)(row + 1));
        }
        assert_true(warns(las, "not wrapped"));
        mr_las_free(las);
    }
    // Commas are decimal marks, also where the first line holds one number alone.
    static const char *const commas[] = {
        "~A\n100,0\n50,5 2,45\n100,5\n-999,25 2,46\n",
        "~A\n1,000D+02\n5,05D+01 2,45D+00\n1,005D+02\n-999,2500 2,46D+00\n",
        "~A\n100,0\n50,5\n2,45\n100,5\n-999,25\n2,46\n",
    };
    for (size_t i = 0; i < sizeof commas / sizeof *commas; i++) {
        char text[512];
        snprintf(text, sizeof text, "%s%s", THREE, commas[i]);
        mr_las *las = read_text(text);
        assert_int_equal(las->rows, 2);
        assert_true(mr_column_f64(las->curves[0].column)[1] == 100.5);
        assert_true(mr_column_f64(las->curves[1].column)[0] == 50.5);
        assert_true(isnan(mr_column_f64(las->curves[1].column)[1]));
        assert_true(mr_column_f64(las->curves[2].column)[1] == 2.46);
        mr_las_free(las);
    }
    // Curves without data stay so: the index of each line is a depth.
    mr_las *las = read_text(FOUR "~A\n100 1\n100.5 2\n101 3\n101.5 4\n");
    assert_int_equal(las->rows, 4);
    mr_las_free(las);
    // Both would do.
    refused(FOUR "~A\n100 1\n90 2\n", "line 15", "cannot be told");
    // A value is missing in a wrapped file: the rows behind it would shift.
    refused("~V\nVERS. 2.0 :\nWRAP. YES :\n~C\nD. :\nA. :\nB. :\n~A\n1\n2\n4 5 6\n7\n8 9\n10\n",
            "line 11", "a row of 3 values would end inside this line");
}

static void other_sections(void **state)
{
    (void)state;
    mr_las *las =
        read_text(HEAD "~C\nDEPT.M :\n~TOPS\nVIKING.M 100.2 : Viking\nMANNVILLE.M 100.9 :\n"
                       "~Inclinometry\nMD(m) INCL AZIM\n0 0 0\n50 1.5 90\n"
                       "~Core\n100.1 0.21 sand\n100.2 0.19 silt\n"
                       "~Remarks\nThe tool was stuck.\n~A\n100\n101\n");
    const mr_las_curve *name, *depth;
    assert_int_equal(las->n_curves, 1);
    assert_int_equal(las->n_sections, 3);
    assert_int_equal(las->sections[0].role, MR_LAS_MARKERS);
    assert_true(mr_las_tops(&las->sections[0], &name, &depth));
    assert_true(mr_column_f64(depth->column)[1] == 100.9);
    assert_string_equal(depth->item.unit, "M");
    assert_int_equal(las->sections[1].role, MR_LAS_SURVEY);
    assert_string_equal(las->sections[1].curves[0].item.unit, "m");
    assert_int_equal(las->sections[1].rows, 2);
    assert_int_equal(las->sections[2].rows, 2);
    assert_true(warns(las, "section ~Remarks"));
    mr_las_free(las);

    // Two logs of LAS 3 are two logs, each with its own curves.
    las = read_text("~V\nVERS. 3.0 :\nWRAP. NO :\nDLM. COMMA :\n~W\nNULL. -999.25 :\n"
                    "~Log_Definition[1]\nDEPT.M :\nGR.GAPI :\n~Log_Data[1] | Log_Definition[1]\n"
                    "100,50\n101,51\n~Log_Definition[2]\nDEPT.M :\nRT.OHMM :\n"
                    "~Log_Data[2] | Log_Definition[2]\n200,5\n");
    assert_int_equal(las->rows, 2);
    assert_string_equal(las->curves[1].item.mnemonic, "GR");
    assert_int_equal(las->n_sections, 1);
    assert_int_equal(las->sections[0].role, MR_LAS_LOG);
    assert_string_equal(las->sections[0].curves[1].item.mnemonic, "RT");
    assert_true(mr_column_f64(las->sections[0].curves[0].column)[0] == 200);
    mr_las_free(las);

    refused(HEAD "~C\nDEPT.M :\n~A\n100\n" HEAD "~C\nDEPT.M :\n~A\n200\n", "line 13",
            "another well begins here");
}

static void encodings(void **state)
{
    (void)state;
    mr_las *las = read_text(
        "~V\nVERS. 2.0 :\n~W\nWELL. \xd1\xea\xe2-1 : \xf1\xea\xe2\xe0\xe6\xe8\xed\xe0\n~C\nDEPT.M "
        ":\n~A\n1\n");
    assert_string_equal(las->encoding, "windows-1251");
    assert_string_equal(las->well.at[0].value, "Скв-1");
    assert_true(warns(las, "encoding"));
    mr_las_free(las);
    const mr_str text = MR_STR("~V\nVERS. 2.0 :\n~W\nWELL. \x91 :\n~C\nDEPT.M :\n~A\n1\n");
    assert_int_equal(mr_las_parse(text, &(mr_las_options){.encoding = "cp866"}, &las, NULL), MR_OK);
    assert_string_equal(las->well.at[0].value, "С");
    assert_int_equal(las->n_warnings, 0);
    mr_las_free(las);
    mr_error err = {0};
    assert_int_equal(mr_las_parse(text, &(mr_las_options){.encoding = "utf-8"}, &las, &err),
                     MR_EFORMAT);
    assert_non_null(strstr(err.where, "line 4"));
    assert_int_equal(mr_las_parse(text, &(mr_las_options){.encoding = "klingon"}, &las, &err),
                     MR_EUSAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens),
        cmocka_unit_test(titles),
        cmocka_unit_test(rows_over_several_lines),
        cmocka_unit_test(other_sections),
        cmocka_unit_test(encodings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
