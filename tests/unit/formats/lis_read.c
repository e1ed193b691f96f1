// LIS79 in: values worked out from its appendix B; formats, depths, fast channels, tables.
#include "mudrock/tape.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "../../tape/writer.h"

static mr_tape *open_bytes(const mr_buf *bytes)
{
    mr_tape *tape = NULL;
    mr_error err = {0};
    if (mr_tape_open((mr_str){bytes->at, bytes->n}, 1, &tape, &err) != MR_OK)
        fail_msg("%s: %s", err.where, err.message);
    assert_string_equal(tape->format, "LIS79");
    return tape;
}

static void read_log(mr_tape *tape, size_t i, mr_tape_rows *rows)
{
    mr_error err = {0};
    assert_true(i < tape->n_logs);
    if (mr_tape_read(tape, i, rows, &err) != MR_OK)
        fail_msg("%s: %s", err.where, err.message);
}

static void assert_warned(const mr_tape *tape, const char *text)
{
    for (size_t i = 0; i < tape->n_warnings; i++)
        if (strstr(tape->warnings[i], text))
            return;
    fail_msg("no warning holds \"%s\"; the first of %zu is \"%s\"", text, tape->n_warnings,
             tape->n_warnings ? tape->warnings[0] : "");
}

static void assert_numbers(const mr_column *column, const double *want, size_t n)
{
    assert_int_equal(column->field.type, MR_FLOAT64);
    assert_int_equal(column->length, n);
    for (size_t i = 0; i < n; i++) {
        const double got = mr_column_f64(column)[i];
        if (got != want[i] && !(isnan(got) && isnan(want[i])))
            fail_msg("%s, row %zu: %.17g, not %.17g", column->field.name, i, got, want[i]);
    }
}

// A file header, a format of these channels, then the data records.
static void write_file(mr_buf *out, const mr_buf *entries, const lis_channel *channels, size_t n,
                       size_t most)
{
    mr_buf body = {0};
    lis_file_header(out, "TEST  .001");
    if (entries)
        mr_buf_put(&body, entries->at, entries->n);
    lis_entry_end(&body);
    for (size_t i = 0; i < n; i++)
        lis_spec(&body, &channels[i]);
    lis_record(out, 64, &body, most, 0);
    mr_buf_clear(&body);
}

static void put_data(mr_buf *out, const char *bytes, size_t n, size_t most)
{
    lis_record(out, 0, &(mr_buf){.at = (char *)(uintptr_t)bytes, .n = n}, most, 0);
}

// 153 and -153 are the examples of appendix B.
static const struct code_case {
    unsigned code, bytes;
    const char *first, *second;
    double a, b;
} numbers[] = {
    {68, 4, "\x44\x4c\x80\0", "\xbb\xb3\x80\0", 153, -153},
    {49, 2, "\x4c\x88", "\xb3\x88", 153, -153},
    {50, 4, "\0\x08\x4c\x80", "\0\x08\xb3\x80", 153, -153},
    {56, 1, "\x59", "\xa7", 89, -89},
    {66, 1, "\xd9", "\0", 217, 0},
    {70, 4, "\0\x99\x40\0", "\xff\x66\xc0\0", 153.25, -153.25},
    {73, 4, "\0\0\0\x99", "\xff\xff\xff\x67", 153, -153},
    {79, 2, "\0\x99", "\xff\x67", 153, -153},
    {68, 4, "\xbf\x80\0\0", "\xbf\x40\0\0", -1, -1}, // two spellings of -1
    {68, 4, "\0\0\0\0", "\x7f\0\0\0", 0, 0},         // no fraction: zero, whatever the exponent
    {50, 4, "\0\x9e\x40\0", "\xff\x66\x40\0", 0, 0}, // beyond float32: 0.5 x 2^158, 0.5 x 2^-154
};
enum { NUMBERS = sizeof numbers / sizeof *numbers };

static void write_codes(mr_buf *out, size_t most)
{
    lis_channel channels[NUMBERS + 2];
    char names[NUMBERS][8];
    mr_buf rows = {0};
    for (size_t i = 0; i < NUMBERS; i++) {
        snprintf(names[i], sizeof names[i], "C%zu", i);
        channels[i] = (lis_channel){names[i], "M", (int)numbers[i].bytes, 1, numbers[i].code};
    }
    channels[NUMBERS] = (lis_channel){"TEXT", "", 5, 1, 65};
    channels[NUMBERS + 1] = (lis_channel){"MASK", "", 2, 1, 77};
    write_file(out, NULL, channels, NUMBERS + 2, most);
    for (int row = 0; row < 2; row++) {
        for (size_t i = 0; i < NUMBERS; i++)
            mr_buf_put(&rows, row ? numbers[i].second : numbers[i].first, numbers[i].bytes);
        mr_buf_put(&rows, row ? "tight" : "sand ", 5);
        mr_buf_put(&rows, "\xa0\x0f", 2);
    }
    lis_record(out, 0, &rows, most, 0);
    mr_buf_clear(&rows);
}

static void check_codes(mr_tape *tape)
{
    mr_tape_rows rows;
    read_log(tape, 0, &rows);
    assert_int_equal(rows.rows, 2);
    for (size_t i = 0; i + 1 < NUMBERS; i++)
        assert_numbers(rows.columns[i], (const double[]){numbers[i].a, numbers[i].b}, 2);
    assert_numbers(rows.columns[NUMBERS - 1], (const double[]){ldexp(1, 157), ldexp(1, -155)}, 2);
    assert_true(mr_str_eq(mr_column_text(rows.columns[NUMBERS], 0), MR_STR("sand")));
    assert_true(mr_str_eq(mr_column_text(rows.columns[NUMBERS + 1], 1), MR_STR("a00f")));
    assert_string_equal(tape->logs[0].name, "TEST  .001");
    assert_string_equal(tape->logs[0].curves[0].unit, "M");
    assert_null(tape->logs[0].curves[NUMBERS].unit);
    mr_tape_rows_clear(&rows);
}

static void reads_codes(void **state)
{
    (void)state;
    static const size_t most[] = {0, 24, 41};
    for (size_t i = 0; i < 3; i++)
        for (int how = 0; how < 4; how++) {
            mr_buf out = {0}, wrapped = {0};
            write_codes(&out, most[i]);
            if (how == 1 || how == 2)
                wrap_marks(&out, &wrapped, lis_block, how == 2 ? 4 : 1);
            if (how == 3)
                wrap_lengths(&out, &wrapped, lis_block);
            mr_tape *tape = open_bytes(how ? &wrapped : &out);
            if (tape->n_warnings && how != 2)
                fail_msg("in parts of %zu, wrapped %d: %s", most[i], how, tape->warnings[0]);
            check_codes(tape);
            mr_tape_free(tape);
            mr_buf_clear(&out);
            mr_buf_clear(&wrapped);
        }
}

static void skips_trailers(void **state)
{
    (void)state;
    mr_buf out = {0};
    lis_file_header(&out, "A");
    const lis_channel channel = {"DEPT", "M", 1, 1, 66};
    mr_buf body = {0};
    lis_entry_end(&body);
    lis_spec(&body, &channel);
    lis_record(&out, 64, &body, 20, 0x1600); // checksum, file and record number
    lis_record(&out, 0, &(mr_buf){.at = (char *)(uintptr_t) "\1\2\3", .n = 3}, 0, 0x1600);
    mr_tape *tape = open_bytes(&out);
    mr_tape_rows rows;
    read_log(tape, 0, &rows);
    assert_numbers(rows.columns[0], (const double[]){1, 2, 3}, 3);
    mr_tape_rows_clear(&rows);
    mr_tape_free(tape);
    mr_buf_clear(&body);
    mr_buf_clear(&out);
}

// Absent: entry 12, or -999.25 when there is none, as the channel's own code holds it.
static void knows_absent_values(void **state)
{
    (void)state;
    // In code 68 it is BA831800: exponent 127 - 117 = 10, fraction 0.02416.. - 1. In code 49 its
    // neighbours -999.5 and -999 are -1999 and -1998 of 2^-11, exponent 10: 831A, 832A.
    static const lis_channel channels[] = {
        {"DEPT", "M", 4, 1, 68}, {"A", "", 4, 1, 68}, {"B", "", 2, 1, 49}, {"C", "", 2, 1, 79}};
    static const char rows[] = "\xba\x83\x18\0\xba\x83\x18\0\x83\x2a\xfc\x19" // all absent
                               "\x44\x4c\x80\0\x44\x4c\x80\0\x83\x1a\xfc\x18";
    mr_buf out = {0};
    write_file(&out, NULL, channels, 4, 0);
    put_data(&out, rows, 24, 0);
    mr_tape *tape = open_bytes(&out);
    mr_tape_rows read;
    read_log(tape, 0, &read);
    assert_numbers(read.columns[0], (const double[]){-999.25, 153}, 2); // the index keeps it
    assert_numbers(read.columns[1], (const double[]){(double)NAN, 153}, 2);
    assert_numbers(read.columns[2], (const double[]){(double)NAN, (double)NAN}, 2);
    assert_numbers(read.columns[3], (const double[]){(double)NAN, -1000}, 2);
    assert_warned(tape, "2 values of curve B are -999.5 and read as null");
    mr_tape_rows_clear(&read);
    mr_tape_free(tape);
    mr_buf_clear(&out);
}

static void reads_depth_of_records(void **state)
{
    (void)state;
    static const lis_channel channel = {"GR", "GAPI", 1, 1, 66};
    for (int up = 0; up < 2; up++) {
        mr_buf out = {0}, entries = {0};
        lis_entry_u8(&entries, 4, up ? 1 : 255);
        lis_entry_f32(&entries, 8, 0x41e00000); // exponent 131 - 128 = 3, fraction 0.75: 6
        lis_entry_text(&entries, 9, "M");
        lis_entry_u8(&entries, 13, 1);
        lis_entry_text(&entries, 14, "M");
        lis_entry_u8(&entries, 15, 73);
        write_file(&out, &entries, &channel, 1, 0);
        put_data(&out, "\0\0\0\x64\1\2\3", 7, 0); // from 100
        put_data(&out, "\0\0\x01\0\4\5", 6, 0);   // from 256
        mr_tape *tape = open_bytes(&out);
        mr_tape_rows rows;
        read_log(tape, 0, &rows);
        assert_int_equal(rows.n, 2);
        assert_string_equal(tape->logs[0].curves[0].mnemonic, "DEPT");
        assert_string_equal(tape->logs[0].curves[0].unit, "M");
        assert_string_equal(tape->logs[0].direction, up ? "decreasing" : "increasing");
        assert_numbers(rows.columns[0],
                       up ? (const double[]){100, 94, 88, 256, 250}
                          : (const double[]){100, 106, 112, 256, 262},
                       5);
        assert_numbers(rows.columns[1], (const double[]){1, 2, 3, 4, 5}, 5);
        mr_tape_rows_clear(&rows);
        mr_tape_free(tape);
        mr_buf_clear(&out);
        mr_buf_clear(&entries);
    }
}

// 3.3.2.2: the samples of a frame lie before its depth, up to it.
static void spreads_fast_channels(void **state)
{
    (void)state;
    static const lis_channel channels[] = {
        {"DEPT", "FT", 2, 1, 79}, {"SLOW", "", 1, 1, 66}, {"FAST", "", 3, 3, 66}};
    mr_buf out = {0};
    write_file(&out, NULL, channels, 3, 0);
    put_data(&out, "\x01\x2c\x01\x0a\x0b\x0c\x01\x4a\x02\x0d\x0e\x0f", 12, 0); // 300, 330
    mr_tape *tape = open_bytes(&out);
    mr_tape_rows rows;
    assert_int_equal(tape->n_logs, 2);
    read_log(tape, 0, &rows);
    assert_int_equal(rows.n, 2);
    assert_numbers(rows.columns[1], (const double[]){1, 2}, 2);
    mr_tape_rows_clear(&rows);
    read_log(tape, 1, &rows);
    assert_int_equal(rows.n, 2);
    assert_numbers(rows.columns[0], (const double[]){280, 290, 300, 310, 320, 330}, 6);
    assert_numbers(rows.columns[1], (const double[]){10, 11, 12, 13, 14, 15}, 6);
    assert_string_equal(tape->logs[1].name, "TEST  .001 (3 samples a frame)");
    mr_tape_rows_clear(&rows);
    mr_tape_free(tape);
    mr_buf_clear(&out);
}

static void passes_suppressed_channels(void **state)
{
    (void)state;
    static const lis_channel channels[] = {{"DEPT", "M", 1, 1, 66},
                                           {"GONE", "", -4, 1, 68},
                                           {"ARR", "", 4, 1, 79},
                                           {"DEPT", "F", 1, 1, 56}};
    mr_buf out = {0};
    write_file(&out, NULL, channels, 4, 0);
    put_data(&out, "\x01\xaa\xaa\xaa\xaa\0\x05\0\x06\xff", 10, 0);
    mr_tape *tape = open_bytes(&out);
    mr_tape_rows rows;
    read_log(tape, 0, &rows);
    assert_int_equal(rows.n, 3);
    size_t n;
    const double *items = mr_column_list(rows.columns[1], 0, &n);
    assert_int_equal(n, 2);
    assert_true(items[0] == 5 && items[1] == 6);
    assert_int_equal(tape->logs[0].curves[1].dims[0], 2);
    assert_numbers(rows.columns[2], (const double[]){-1}, 1);
    mr_tape_rows_clear(&rows);
    mr_tape_free(tape);
    mr_buf_clear(&out);
}

static void refuses_what_has_no_layout(void **state)
{
    (void)state;
    static const struct {
        lis_channel channel;
        const char *said;
    } cases[] = {{{"A", "", 4, 1, 99}, "has a representation code that does not exist"},
                 {{"A", "", 3, 1, 79}, "has a size that is no multiple of its samples"}};
    for (size_t i = 0; i < 2; i++) {
        mr_buf out = {0};
        write_file(&out, NULL, &cases[i].channel, 1, 0);
        put_data(&out, "\1\2\3\4\5\6", 6, 0);
        mr_tape *tape = open_bytes(&out);
        mr_tape_rows rows;
        read_log(tape, 0, &rows);
        assert_int_equal(rows.rows, 0);
        assert_warned(tape, cases[i].said);
        mr_tape_rows_clear(&rows);
        mr_tape_free(tape);
        mr_buf_clear(&out);
    }
}

static void put_component(mr_buf *out, unsigned type, const char *mnemonic, const char *value)
{
    put_u8(out, type);
    put_u8(out, 65);
    put_u8(out, (unsigned)strlen(value));
    put_u8(out, 0);
    mr_buf_printf(out, "%-4s    %s", mnemonic, value);
}

static void reads_tables(void **state)
{
    (void)state;
    static const lis_channel channel = {"DEPT", "M", 1, 1, 66};
    mr_buf out = {0}, table = {0};
    write_file(&out, NULL, &channel, 1, 0);
    put_data(&out, "\1\2", 2, 0);
    put_component(&table, 73, "TYPE", "CONS");
    put_component(&table, 0, "MNEM", "WN");
    put_component(&table, 69, "VALU", "W-12 A");
    put_component(&table, 0, "MNEM", "CN");
    put_component(&table, 69, "VALU", "A company");
    lis_record(&out, 34, &table, 0, 0);
    lis_record(&out, 232, &(mr_buf){.at = (char *)(uintptr_t) "a comment", .n = 9}, 0, 0);
    mr_tape *tape = open_bytes(&out);
    assert_string_equal(tape->logs[0].well, "W-12 A"); // though it stands after the data
    json_t *file = json_array_get(tape->files, 0);
    assert_string_equal(json_string_value(json_object_get(file, "company")), "A company");
    assert_string_equal(json_string_value(json_array_get(json_object_get(file, "comments"), 0)),
                        "a comment");
    json_t *rows = json_object_get(json_array_get(json_object_get(file, "tables"), 0), "rows");
    assert_int_equal(json_array_size(rows), 2);
    mr_tape_free(tape);
    mr_buf_clear(&out);
    mr_buf_clear(&table);
}

static void reads_several_files(void **state)
{
    (void)state;
    static const lis_channel channel = {"DEPT", "M", 1, 1, 66};
    mr_buf out = {0}, none = {.at = (char *)(uintptr_t) "", .n = 0};
    for (int i = 0; i < 2; i++) {
        write_file(&out, NULL, &channel, 1, 0);
        put_data(&out, "\1\2", 2, 0);
        lis_record(&out, 129, &none, 0, 0);
    }
    put_data(&out, "\1\2", 2, 0);
    mr_tape *tape = open_bytes(&out);
    assert_int_equal(tape->n_logs, 2);
    assert_int_equal(tape->logs[1].logical_file, 1);
    assert_warned(tape, "1 data records follow no format specification");
    mr_tape_free(tape);
    mr_buf_clear(&out);
}

static void is_told_of_cuts(void **state)
{
    (void)state;
    mr_buf out = {0};
    write_codes(&out, 40);
    for (size_t n = 7; n < out.n; n++) {
        mr_tape *tape = NULL;
        mr_error err = {0};
        if (mr_tape_open((mr_str){out.at, n}, 1, &tape, &err) != MR_OK)
            continue;
        int64_t rows_n = -1;
        if (tape->n_logs) {
            mr_tape_rows rows;
            read_log(tape, 0, &rows);
            rows_n = rows.rows;
            mr_tape_rows_clear(&rows);
        }
        // In silence only where whole records end: without the last of them there are no rows.
        if (!tape->n_warnings && rows_n > 0)
            fail_msg("cut after %zu of %zu bytes in silence", n, out.n);
        mr_tape_free(tape);
    }
    mr_buf_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_codes),
        cmocka_unit_test(skips_trailers),
        cmocka_unit_test(knows_absent_values),
        cmocka_unit_test(reads_depth_of_records),
        cmocka_unit_test(spreads_fast_channels),
        cmocka_unit_test(passes_suppressed_channels),
        cmocka_unit_test(refuses_what_has_no_layout),
        cmocka_unit_test(reads_tables),
        cmocka_unit_test(reads_several_files),
        cmocka_unit_test(is_told_of_cuts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
