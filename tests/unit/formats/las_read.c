// LAS data sections in all their spellings, and the errors of files that cannot be read.
#include "sample.h"

#include <math.h>

#include "mudrock/numeric.h"

#define HEAD "~Version\nVERS. 2.0 :\nWRAP. NO :\n~Well\nNULL. -999.25 :\n"
#define AB   HEAD "~Curve\nDEPT.M : depth\nA. :\nB. :\n"

// Columns of a read text against rows of doubles; NAN = null.
static void expect(const char *text, size_t columns, size_t rows, const double *want)
{
    mr_las *las = read_text(text);
    assert_int_equal(las->n_curves, columns);
    assert_int_equal(las->rows, rows);
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < columns; c++) {
            const mr_column *column = las->curves[c].column;
            assert_int_equal(column->field.type, MR_FLOAT64);
            double got = mr_column_f64(column)[r], w = want[r * columns + c];
            assert_int_equal(mr_valid(column, (int64_t)r), !isnan(w));
            if (isnan(w) ? !isnan(got) : got != w)
                fail_msg("row %zu column %zu: want %.17g, got %.17g in\n%s", r, c, w, got, text);
        }
    mr_las_free(las);
}
#define ROWS(...) ((const double[]){__VA_ARGS__})

static void lines_end_with_lf_cr_or_both(void **state)
{
    (void)state;
    const double *want = ROWS(1, 2, 3, 2, 4, 6);
    expect(AB "~A\n1 2 3\n2 4 6\n", 3, 2, want);
    expect(AB "~A\n1 2 3\n2 4 6", 3, 2, want);
    expect(AB "~A\r\n1 2 3\r\n\r\n2 4 6\r\n", 3, 2, want);
    expect("~V\rVERS.2.0:\rWRAP.NO:\r~C\rDEPT.M :\rA. :\rB. :\r~A\r1 2 3\r2 4 6\r", 3, 2, want);
    expect(AB "~A\n1 2 3\r2 4 6\r\n", 3, 2, want);
}

static void delimiters(void **state)
{
    (void)state;
    const double *want = ROWS(1, 2.5, -3, 2, 4.5, -6);
    expect(AB "~A\n  1   2.5\t-3  \n\t2 4.5 -6\n", 3, 2, want);
    expect(AB "~A\n1,2.5,-3\n2,4.5,-6\n", 3, 2, want);
    expect(AB "~A\n1, 2.5 , -3\n2, 4.5, -6\n", 3, 2, want);
    expect(AB "~A\n1;2,5;-3\n2;4,5;-6\n", 3, 2, want);
    expect(AB "~A\n1 2,5 -3\n2 4,5 -6\n", 3, 2, want);
    expect(AB "~A\n1,0 2,5 -3,0\n2,0 4,5 -6,0\n", 3, 2, want);
    mr_las *las = read_text(AB "~A\n1,2020-01-31,3\n");
    assert_int_equal(las->curves[1].column->field.type, MR_UTF8);
    assert_true(mr_column_f64(las->curves[2].column)[0] == 3);
    mr_las_free(las);
#define SAID(name) "~V\nVERS. 2.0 :\nDLM. " name " :\n~C\nD. :\nA. :\nB. :\n~A\n"
    expect(SAID("COMMA") "1,2.5,-3\n2,4.5,-6\n", 3, 2, want);
    expect(SAID("COMMA") "1 2.5 -3\n2 4.5 -6\n", 3, 2, want);
    expect(SAID("TAB") "1\t2.5\t-3\n2\t4.5\t-6\n", 3, 2, want);
    expect(SAID("TAB") "1 2.5 -3\n2 4.5 -6\n", 3, 2, want);
}

static void blank_cells_are_null(void **state)
{
    (void)state;
    const double *want = ROWS(1, MR_NAN, 3, 2, 4, MR_NAN);
#define DLM(name) "~V\nVERS. 2.0 :\nDLM. " name " :\n~C\nD. :\nA. :\nB. :\n~A\n"
    expect(DLM("COMMA") "1,,3\n2,4,\n", 3, 2, want);
    expect(DLM("COMMA") "1, ,3\n2,4\n", 3, 2, want);
    expect(DLM("COMMA") "1,\"\",3\n2,4,\"\"\n", 3, 2, want);
    expect(DLM("TAB") "1\t\t3\n2\t4\t\n", 3, 2, want);
    expect(DLM("TAB") "1\t\t3\r\n2\t4\t\r\n", 3, 2, want);
    // A column that is blank in every row.
    expect(DLM("TAB") "1\t\t3\n2\t\t4\n", 3, 2, ROWS(1, MR_NAN, 3, 2, MR_NAN, 4));
    // Tabs without a word about them, the first row full.
    expect(AB "~A\n0\t1\t2\n1\t\t3\n2\t4\t\n", 3, 3, ROWS(0, 1, 2, 1, MR_NAN, 3, 2, 4, MR_NAN));
}

static void nulls(void **state)
{
    (void)state;
    expect(AB "~A\n-999.25 -999.25 3\n2 -999.2500 nan\n", 3, 2,
           ROWS(-999.25, MR_NAN, 3, 2, MR_NAN, MR_NAN));
    expect(AB "~A\n1 -9999 3\n2 -999.251 -999\n", 3, 2, ROWS(1, -9999, 3, 2, -999.251, -999));
    expect("~C\nD. :\nA. :\n~W\nSTRT. 1 :\n~A\n1 -999.25\n", 2, 1, ROWS(1, -999.25));
    expect("~C\nD. :\nA. :\n~W\nNULL. -999,25 :\n~A\n1 -999.25\n", 2, 1, ROWS(1, MR_NAN));
    // Words that stand for no value, among numbers.
    expect(AB "~A\n1 (null) -\n2 ERR --\n3 3 3\n", 3, 3,
           ROWS(1, MR_NAN, MR_NAN, 2, MR_NAN, MR_NAN, 3, 3, 3));
    expect(AB "~A\n1 -1.#IND 1.#QNAN0\n2 ******* inf\n3 3 3\n", 3, 3,
           ROWS(1, MR_NAN, MR_NAN, 2, MR_NAN, MR_NAN, 3, 3, 3));
}

static void numbers_that_ran_together(void **state)
{
    (void)state;
    expect(AB "~A\n1 2.5-999.25\n2 3.5 4.5\n", 3, 2, ROWS(1, 2.5, MR_NAN, 2, 3.5, 4.5));
    expect(AB "~A\n1.5-2.5-3.5\n2 3.5 4.5\n", 3, 2, ROWS(1.5, -2.5, -3.5, 2, 3.5, 4.5));
    expect(AB "~A\n1 123.45.67\n2 3.5 4.5\n", 3, 2, ROWS(1, MR_NAN, MR_NAN, 2, 3.5, 4.5));
    expect(AB "~A\n1 1.5E-05-2\n2 3.5 4.5\n", 3, 2, ROWS(1, 1.5e-5, -2, 2, 3.5, 4.5));
    // A minus in an exponent parts nothing.
    expect(AB "~A\n1 1e-3 2E-02\n2 3.5 4.5\n", 3, 2, ROWS(1, 1e-3, 2e-2, 2, 3.5, 4.5));
}

#define WRAPPED "~V\nVERS. 2.0 :\nWRAP. YES :\n~C\nD. :\nA. :\nB. :\nC. :\n~A\n"
static void wrapped_rows_end_by_count(void **state)
{
    (void)state;
    const double *want = ROWS(1, 2, 3, 4, 5, 6, 7, 8);
    expect(WRAPPED "1\n2 3\n4\n5\n6 7\n8\n", 4, 2, want);
    expect(WRAPPED "1 2\n3 4\n5 6\n7 8\n", 4, 2, want);
    expect(WRAPPED "1 2 3 4\n# remark\n5 6 7 8\n", 4, 2, want);
    expect(WRAPPED "1\n2 3\n4\n5\n6 ERR\n8\n", 4, 2, ROWS(1, 2, 3, 4, 5, 6, MR_NAN, 8));
    expect(WRAPPED "1,0\n2,0 3,0\n4,0\n5,0\n6,0 7,0\n8,0\n", 4, 2, want);
    // A file that says it is not wrapped, but is.
    expect(AB "~A\n1\n2 3\n2\n4 6\n", 3, 2, ROWS(1, 2, 3, 2, 4, 6));
}

static void more_or_fewer_columns_than_curves(void **state)
{
    (void)state;
    expect(AB "~A\n1 2\n2 4\n", 3, 2, ROWS(1, 2, MR_NAN, 2, 4, MR_NAN));
    mr_las *las = read_text(AB "~A\n1 2 3 4 5\n");
    assert_int_equal(las->n_curves, 5);
    assert_string_equal(las->curves[3].item.mnemonic, "UNKNOWN:1");
    assert_string_equal(las->curves[4].column->field.name, "UNKNOWN:2");
    assert_true(las->n_warnings > 0);
    mr_las_free(las);
    expect("~A\n1 2\n3 4\n", 2, 2, ROWS(1, 2, 3, 4));
}

static void data_sections_have_many_titles(void **state)
{
    (void)state;
    static const char *const titles[] = {"~A",
                                         "~ASCII",
                                         "~Ascii",
                                         "~a",
                                         "~A  DEPT A B",
                                         "~Ascii Log Data",
                                         "  ~A",
                                         "~Log_Data | Log_Definition",
                                         "~",
                                         "~   DEPT A B"};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        char text[512];
        snprintf(text, sizeof text, AB "%s\n1 2 3\n", titles[i]);
        expect(text, 3, 1, ROWS(1, 2, 3));
    }
    // Sections in no order; remarks, blank lines and a control-Z.
    expect("~A\n#x\n\n1 2 3\n \t\n# y\n\x1a\n~C\nD. :\nA. :\nB. :\n~V\nVERS. 2 :\n", 3, 1,
           ROWS(1, 2, 3));
    // No version, no well.
    expect("~C\nD. :\nA. :\n~A\n1 2\n", 2, 1, ROWS(1, 2));
}

static void a_file_without_rows_has_curves(void **state)
{
    (void)state;
    static const char *const texts[] = {AB, AB "~A\n", AB "~A\n\n# nothing\n"};
    for (size_t i = 0; i < 3; i++) {
        mr_las *las = read_text(texts[i]);
        assert_int_equal(las->rows, 0);
        assert_int_equal(las->n_curves, 3);
        assert_int_equal(las->curves[1].column->length, 0);
        mr_las_free(las);
    }
}

static void check_text(const mr_las *las, size_t curve, int64_t row, const char *want)
{
    const mr_column *column = las->curves[curve].column;
    assert_int_equal(column->field.type, MR_UTF8);
    mr_str got = mr_column_text(column, row);
    if (!mr_str_eq(got, mr_str_of(want)))
        fail_msg("want '%s', got '%.*s'", want, (int)got.n, got.at);
}

static void text_columns(void **state)
{
    (void)state;
    mr_las *las =
        read_text(AB "~A\n1 \"fine sand\" 2020-01-31\n2 'silt' 00:00:01\n3 -999.25 A-2\n");
    check_text(las, 1, 0, "fine sand");
    check_text(las, 1, 1, "silt");
    assert_false(mr_valid(las->curves[1].column, 2));
    check_text(las, 2, 0, "2020-01-31");
    check_text(las, 2, 1, "00:00:01");
    check_text(las, 2, 2, "A-2");
    mr_las_free(las);

    las = read_text("~V\nVERS. 3.0 :\nDLM. COMMA :\n~C\nD. :\nA. :\nB. :\n~A\n"
                    "1,sand, fine grained \n2,\"clay, red\",x\n");
    assert_int_equal(las->n_curves, 3);
    check_text(las, 1, 1, "clay, red");
    check_text(las, 2, 0, "fine grained");
    mr_las_free(las);
}

static void encodings(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t n;
        const char *encoding;
    } cases[] = {
#define BYTES(text) text, sizeof(text) - 1
        {BYTES("\xef\xbb\xbf~C\nD.\xc2\xb5s :\nT. :\n~A\n1 \xc3\xa9\n"), "utf-8"},
        {BYTES("~C\nD.\xb5s :\nT. :\n~A\n1 \xe9\n"), "windows-1252"},
        {BYTES("\xff\xfe~\0C\0\n\0D\0.\0\xb5\0s\0 \0:\0\n\0T\0.\0:\0\n\0~\0A\0\n\0001\0 "
               "\0\xe9\0\n\0"),
         "utf-16le"},
        {BYTES("\xfe\xff\0~\0C\0\n\0D\0.\0\xb5\0s\0 \0:\0\n\0T\0.\0:\0\n\0~\0A\0\n\0001\0 "
               "\0\xe9\0\n"),
         "utf-16be"},
        {BYTES("~\0C\0\n\0D\0.\0\xb5\0s\0 \0:\0\n\0T\0.\0:\0\n\0~\0A\0\n\0001\0 "
               "\0\xe9\0\n\0"),
         "utf-16le"},
        {BYTES("\0~\0C\0\n\0D\0.\0\xb5\0s\0 \0:\0\n\0T\0.\0:\0\n\0~\0A\0\n\0001\0 "
               "\0\xe9\0\n"),
         "utf-16be"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mr_las *las;
        mr_error err = {0};
        if (mr_las_read((mr_str){cases[i].bytes, cases[i].n}, 1, &las, &err) != MR_OK)
            fail_msg("case %zu: %s: %s", i, err.where, err.message);
        assert_string_equal(las->encoding, cases[i].encoding);
        assert_string_equal(las->curves[0].item.unit, "\xc2\xb5s");
        check_text(las, 1, 0, "\xc3\xa9");
        mr_las_free(las);
    }
}

static void repeated_mnemonics_are_numbered(void **state)
{
    (void)state;
    mr_las *las = read_text("~C\nDEPT. :\nGr. :\nGR. :\n. :\nrt. :\n .ohmm :\n\xc3\xa9. "
                            ":\n\xc3\x89. :\n~A\n1 2 3 4 5 6 7 8\n");
    static const char *const want[] = {"DEPT", "GR:1",      "GR:2",       "UNKNOWN:1",
                                       "RT",   "UNKNOWN:2", "\xc3\x89:1", "\xc3\x89:2"};
    for (size_t i = 0; i < 8; i++)
        assert_string_equal(las->curves[i].item.mnemonic, want[i]);
    mr_las_free(las);
}

static void las3_data_goes_with_its_definition(void **state)
{
    (void)state;
    mr_las *las = read_text("~V\nVERS. 3.0 :\nDLM. COMMA :\n~Core_Definition\nTOP. :\nBASE. :\n"
                            "~Tops_Definition\nTOPN. :\n~Tops_Data | Tops_Definition\nViking\n"
                            "~Core_Data[1] | Core_Definition\n1,2\n");
    assert_int_equal(las->n_curves, 1);
    assert_string_equal(las->curves[0].item.mnemonic, "TOPN");
    check_text(las, 0, 0, "Viking");
    mr_las_free(las);

    las = read_text(
        "~V\nVERS. 3.0 :\nDLM. COMMA :\n~Core_Definition\nTOP. :\n~Core_Data | Core_Definition\n7\n"
        "~Log_Definition\nDEPT. :\nGR. :\n~Log_Data | Log_Definition\n1,2\n");
    assert_int_equal(las->n_curves, 2);
    assert_string_equal(las->curves[1].item.mnemonic, "GR");
    mr_las_free(las);
}

// Every number as the C library reads it, through the quick scanner (long lines) and the slow one.
static void numbers_are_correctly_rounded(void **state)
{
    (void)state;
    uint64_t seed = 42;
    for (size_t i = 0; i < 20000; i++) {
        uint64_t bits[3];
        for (size_t k = 0; k < 3; k++)
            bits[k] = seed = seed * 6364136223846793005u + 1442695040888963407u;
        char number[64], text[256];
        int whole = (int)(bits[0] >> 60), decimals = (int)(bits[1] >> 59);
        snprintf(number, sizeof number, "%s%.*s.%.*s", bits[2] >> 63 ? "-" : "", whole,
                 "73205080756887729352", decimals,
                 "4142135623730950488016887242096980785696718753");
        for (char *p = number; *p; p++)
            if (*p >= '0' && *p <= '9')
                *p = (char)('0' + (*p + (int)(bits[2] >> (p - number) % 50 & 7)) % 10);
        if (whole + decimals == 0)
            continue;
        snprintf(text, sizeof text, "~A\n%s 1 %s\n%s 2.00000000000000000000000000001 7 \n", number,
                 number, number);
        mr_las *las = read_text(text);
        assert_int_equal(las->rows, 2);
        double want = strtod(number, NULL);
        if (mr_column_f64(las->curves[0].column)[0] != want ||
            mr_column_f64(las->curves[2].column)[0] != want ||
            mr_column_f64(las->curves[0].column)[1] != want)
            fail_msg("%s is read as %.17g", number, mr_column_f64(las->curves[0].column)[0]);
        mr_las_free(las);
    }
}

static void bad_files_are_refused_with_a_place(void **state)
{
    (void)state;
    static const char comma[] = "~V\nVERS. 3.0 :\nDLM. COMMA :\n~C\nD. :\nT. :\n~A\n";
    const struct {
        const char *head, *text, *where, *part;
    } cases[] = {
        {"", "", "line 1, column 1", "empty"},
        {"", "hello\nworld\n", "line 1, column 1", "not a LAS file"},
        {"", "~Hello\nworld. x :\n", "line 1, column 2", "none of the sections"},
        {AB, "~A\n1 2 3\n2 4\n", "line 12, column 1", "2 values, want 3"},
        {AB, "~A\n1 2 3\n2 4 6 8\n", "line 12, column 1", "4 values, want 3"},
        {AB, "~A\n1 2 3\n\n  2 4", "line 13, column 3", "2 values, want 3"},
        {WRAPPED, "1\n2 3 4\n5 6\n", "line 12, column 4", "6 values in rows of 4"},
        // LAS 2.0: the index begins a line. A row that begins inside one has lost a value before.
        {WRAPPED, "1\n2 3 4 5\n6 7 8\n", "line 11, column 1", "a row of 4 values would end"},
        {"~C\n", "DEPT.M :\nGR GAPI\n~A\n1 2\n", "line 3, column 1", "neither a dot nor a colon"},
        {comma, "1,x\n2,\"open\n", "line 9, column 3", "quoted"},
        {comma, "1,x\n2,y,z\n", "line 9, column 1", "3 values, want 2"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[512];
        mr_las *las;
        mr_error err = {0};
        snprintf(text, sizeof text, "%s%s", cases[i].head, cases[i].text);
        assert_int_equal(mr_las_read(mr_str_of(text), 1, &las, &err), MR_EFORMAT);
        assert_null(las);
        assert_string_equal(err.where, cases[i].where);
        if (!strstr(err.message, cases[i].part))
            fail_msg("case %zu says: %s", i, err.message);
    }
    mr_las *las;
    mr_error err = {0};
    assert_int_equal(mr_las_read((mr_str){"~A\n1 \0002\n", 8}, 1, &las, &err), MR_EFORMAT);
    assert_string_equal(err.where, "line 2, column 3");
    assert_int_equal(mr_las_read(mr_str_of("x"), 1, &las, NULL), MR_EFORMAT);
}

static void files_that_are_none(void **state)
{
    (void)state;
    char path[512];
    mr_las *las;
    mr_error err = {0};
    sample_path(path, "formats");
    assert_int_equal(mr_las_read_file(path, 1, &las, &err), MR_EFORMAT);
    assert_non_null(strstr(err.message, "folder"));
    sample_path(path, "formats/there is none.las");
    assert_int_equal(mr_las_read_file(path, 1, &las, &err), MR_ENOTFOUND);
    assert_null(las);
}

// Few bytes must not ask for much memory.
static void many_columns_and_many_short_rows_are_refused(void **state)
{
    (void)state;
    mr_buf buf = {0};
    mr_buf_puts(&buf, "~V\nVERS. 3.0 :\nDLM. COMMA :\n~A\n");
    for (size_t i = 0; i < 20000; i++)
        mr_buf_puts(&buf, "1,");
    for (size_t i = 0; i < 20000; i++)
        mr_buf_puts(&buf, "\n1");
    mr_las *las;
    mr_error err = {0};
    assert_int_equal(mr_las_read((mr_str){buf.at, buf.n}, 1, &las, &err), MR_ETOOLARGE);
    mr_buf_clear(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_end_with_lf_cr_or_both),
        cmocka_unit_test(delimiters),
        cmocka_unit_test(blank_cells_are_null),
        cmocka_unit_test(nulls),
        cmocka_unit_test(numbers_that_ran_together),
        cmocka_unit_test(wrapped_rows_end_by_count),
        cmocka_unit_test(more_or_fewer_columns_than_curves),
        cmocka_unit_test(data_sections_have_many_titles),
        cmocka_unit_test(a_file_without_rows_has_curves),
        cmocka_unit_test(text_columns),
        cmocka_unit_test(encodings),
        cmocka_unit_test(repeated_mnemonics_are_numbered),
        cmocka_unit_test(las3_data_goes_with_its_definition),
        cmocka_unit_test(numbers_are_correctly_rounded),
        cmocka_unit_test(bad_files_are_refused_with_a_place),
        cmocka_unit_test(files_that_are_none),
        cmocka_unit_test(many_columns_and_many_short_rows_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
