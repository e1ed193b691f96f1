// DLIS in: values worked out from RP66 V1, appendix B; records in all shapes they are met in.
#include "mudrock/tape.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "../../tape/writer.h"

static mr_tape *open_bytes(const mr_buf *bytes, size_t threads)
{
    mr_tape *tape = NULL;
    mr_error err = {0};
    if (mr_tape_open((mr_str){bytes->at, bytes->n}, threads, &tape, &err) != MR_OK)
        fail_msg("%s: %s", err.where, err.message);
    return tape;
}

static void read_log(mr_tape *tape, size_t i, mr_tape_rows *rows)
{
    mr_error err = {0};
    assert_true(i < tape->n_logs);
    if (mr_tape_read(tape, i, rows, &err) != MR_OK)
        fail_msg("%s: %s", err.where, err.message);
}

static bool warned(const mr_tape *tape, const char *text)
{
    for (size_t i = 0; i < tape->n_warnings; i++)
        if (strstr(tape->warnings[i], text))
            return true;
    return false;
}

static void assert_warned(const mr_tape *tape, const char *text)
{
    if (!warned(tape, text))
        fail_msg("no warning holds \"%s\"; the first of %zu is \"%s\"", text, tape->n_warnings,
                 tape->n_warnings ? tape->warnings[0] : "");
}

static double number(const mr_tape_rows *rows, size_t column, int64_t row)
{
    assert_int_equal(rows->columns[column]->field.type, MR_FLOAT64);
    return mr_column_f64(rows->columns[column])[row];
}

// Each code with bytes of two rows, and what they are. 153 and -153 are the examples of appendix B.
static const struct code_case {
    unsigned code, bytes;
    const char *first, *second;
    double a, b;
} numbers[] = {
    {1, 2, "\x4c\x88", "\xb3\x88", 153, -153},
    {2, 4, "\x43\x19\0\0", "\xc3\x19\0\0", 153, -153},
    {5, 4, "\x42\x99\0\0", "\xc2\x99\0\0", 153, -153},
    // VAX F: 153 is 0.10011001b x 2^8: words 4419 0000, each with its low byte first.
    {6, 4, "\x19\x44\0\0", "\x19\xc4\0\0", 153, -153},
    {7, 8, "\x40\x63\x20\0\0\0\0\0", "\xc0\x63\x20\0\0\0\0\0", 153, -153},
    {12, 1, "\x59", "\xa7", 89, -89},
    {13, 2, "\0\x99", "\xff\x67", 153, -153},
    {14, 4, "\0\0\0\x99", "\xff\xff\xff\x67", 153, -153},
    {15, 1, "\xd9", "\0", 217, 0},
    {16, 2, "\x80\x99", "\0\x01", 32921, 1},
    {17, 4, "\xff\xff\xff\xff", "\0\0\0\x99", 4294967295., 153},
    {26, 1, "\x01", "\0", 1, 0},
};
enum { NUMBERS = sizeof numbers / sizeof *numbers };

static void write_numbers(dlis_writer *w, bool with_varying)
{
    dlis_channel channels[NUMBERS + 1] = {{0}};
    char names[NUMBERS][8];
    for (size_t i = 0; i < NUMBERS; i++) {
        snprintf(names[i], sizeof names[i], "CH%02u", numbers[i].code);
        channels[i] = (dlis_channel){names[i], "m", numbers[i].code, {0}, 0};
    }
    channels[NUMBERS] = (dlis_channel){"CH18", NULL, 18, {0}, 0};
    dlis_file_header(w, "numbers");
    dlis_origin(w, "W-1");
    dlis_frame(w, "F", NULL, channels, NUMBERS + with_varying);
    for (uint32_t row = 0; row < 2; row++) {
        mr_buf values = {0};
        for (size_t i = 0; i < NUMBERS; i++)
            mr_buf_put(&values, row ? numbers[i].second : numbers[i].first, numbers[i].bytes);
        if (with_varying)
            put_uvari(&values, row ? 0x4000 : 0x80); // four bytes, two
        dlis_data(w, "F", row + 1, &values);
        mr_buf_clear(&values);
    }
    dlis_end(w);
}

static void check_numbers(mr_tape *tape, size_t columns)
{
    mr_tape_rows rows;
    assert_int_equal(tape->n_logs, 1);
    read_log(tape, 0, &rows);
    assert_int_equal(rows.rows, 2);
    assert_int_equal(rows.n, columns);
    for (size_t i = 0; i < NUMBERS; i++) {
        if (number(&rows, i, 0) != numbers[i].a || number(&rows, i, 1) != numbers[i].b)
            fail_msg("code %u: %.17g and %.17g, not %.17g and %.17g", numbers[i].code,
                     number(&rows, i, 0), number(&rows, i, 1), numbers[i].a, numbers[i].b);
        assert_string_equal(tape->logs[0].curves[i].unit, "m");
    }
    if (columns > NUMBERS) {
        assert_true(number(&rows, NUMBERS, 0) == 128);
        assert_true(number(&rows, NUMBERS, 1) == 16384);
        assert_null(tape->logs[0].curves[NUMBERS].unit);
    }
    assert_true(mr_column_f64(rows.frame_numbers)[1] == 2); // no INDEX-TYPE
    assert_int_equal(tape->logs[0].index, -1);
    assert_string_equal(tape->logs[0].well, "W-1");
    mr_tape_rows_clear(&rows);
}

static void reads_numbers(void **state)
{
    (void)state;
    for (int varying = 0; varying < 2; varying++) {
        dlis_writer w = {0};
        dlis_label(&w);
        write_numbers(&w, varying);
        mr_tape *tape = open_bytes(&w.out, 1);
        check_numbers(tape, NUMBERS + (size_t)varying);
        assert_int_equal(tape->n_warnings, 0);
        mr_tape_free(tape);
        mr_buf_clear(&w.out);
    }
}

static void reads_parts_and_texts(void **state)
{
    (void)state;
    static const dlis_channel channels[] = {
        {"FSING1", NULL, 3, {0}, 0},  {"FSING2", NULL, 4, {0}, 0},  {"FDOUB1", NULL, 8, {0}, 0},
        {"FDOUB2", NULL, 9, {0}, 0},  {"CSINGL", NULL, 10, {0}, 0}, {"CDOUBL", NULL, 11, {0}, 0},
        {"IDENT", NULL, 19, {0}, 0},  {"ASCII", NULL, 20, {0}, 0},  {"DTIME", NULL, 21, {0}, 0},
        {"ORIGIN", NULL, 22, {0}, 0}, {"OBNAME", NULL, 23, {0}, 0}, {"OBJREF", NULL, 24, {0}, 0},
        {"ATTREF", NULL, 25, {0}, 0}, {"UNITS", NULL, 27, {2}, 0},
    };
    dlis_writer w = {0};
    mr_buf v = {0};
    dlis_label(&w);
    dlis_file_header(&w, "texts");
    dlis_frame(&w, "F", NULL, channels, sizeof channels / sizeof *channels);
    for (int i = 0; i < 2; i++)
        put_f32(&v, 1.5 + i);
    for (int i = 0; i < 3; i++)
        put_f32(&v, 2.5 + i);
    for (int i = 0; i < 2; i++)
        put_f64(&v, 3.5 + i);
    for (int i = 0; i < 3; i++)
        put_f64(&v, 4.5 + i);
    for (int i = 0; i < 2; i++)
        put_f32(&v, 5.5 + i);
    for (int i = 0; i < 2; i++)
        put_f64(&v, 6.5 + i);
    put_ident(&v, "an ident");
    put_ascii(&v, "caf\xe9"); // no UTF-8: Latin-1
    // Appendix B, DTIME: 9:20:15.62 PM, April 19, 1987 (DST) is 571413150F026C with its day 13h.
    mr_buf_put(&v, "\x57\x14\x13\x15\x14\x0f\x02\x6c", 8);
    put_uvari(&v, 300);
    put_obname(&v, 7, 2, "OBJ");
    put_ident(&v, "TOOL");
    put_obname(&v, 7, 2, "OBJ");
    put_ident(&v, "TOOL");
    put_obname(&v, 7, 2, "OBJ");
    put_ident(&v, "LABEL");
    put_ident(&v, "m/s");
    put_ident(&v, "in");
    dlis_data(&w, "F", 1, &v);
    dlis_end(&w);

    mr_tape *tape = open_bytes(&w.out, 1);
    mr_tape_rows rows;
    read_log(tape, 0, &rows);
    assert_int_equal(rows.rows, 1);
    static const struct {
        size_t n;
        double first;
    } lists[] = {{2, 1.5}, {3, 2.5}, {2, 3.5}, {3, 4.5}, {2, 5.5}, {2, 6.5}};
    for (size_t i = 0; i < 6; i++) {
        size_t n;
        const double *items = mr_column_list(rows.columns[i], 0, &n);
        assert_int_equal(n, lists[i].n);
        for (size_t k = 0; k < n; k++)
            assert_true(items[k] == lists[i].first + (double)k);
        assert_int_equal(tape->logs[0].curves[i].components, lists[i].n);
    }
    static const char *const texts[] = {
        "an ident", "caf\xc3\xa9",  "1987-04-19T21:20:15.620 DST", NULL,
        "7/2/OBJ",  "TOOL/7/2/OBJ", "TOOL/7/2/OBJ/LABEL",          "[\"m/s\",\"in\"]"};
    for (size_t i = 0; i < 8; i++)
        if (texts[i])
            assert_true(mr_str_eq(mr_column_text(rows.columns[6 + i], 0), mr_str_of(texts[i])));
    assert_true(number(&rows, 9, 0) == 300);
    mr_tape_rows_clear(&rows);
    mr_tape_free(tape);
    mr_buf_clear(&v);
    mr_buf_clear(&w.out);
}

static void joins_segments(void **state)
{
    (void)state;
    static const size_t visible[] = {0, 64, 100, 333}, segment[] = {0, 16, 17, 40};
    for (size_t v = 0; v < 4; v++)
        for (size_t s = 0; s < 4; s++)
            for (unsigned flags = 0; flags < 8; flags++) {
                dlis_writer w = {.visible = visible[v], .segment = segment[s], .flags = flags};
                dlis_label(&w);
                write_numbers(&w, false);
                mr_tape *tape = open_bytes(&w.out, 1);
                if (tape->n_warnings)
                    fail_msg("visible %zu, segment %zu, flags %u: %s", visible[v], segment[s],
                             flags, tape->warnings[0]);
                check_numbers(tape, NUMBERS);
                mr_tape_free(tape);
                mr_buf_clear(&w.out);
            }
}

static void takes_off_marks(void **state)
{
    (void)state;
    for (int how = 0; how < 3; how++) {
        dlis_writer w = {.visible = 90};
        mr_buf marked = {0};
        dlis_label(&w);
        write_numbers(&w, true);
        if (how == 2)
            wrap_lengths(&w.out, &marked, dlis_block);
        else
            wrap_marks(&w.out, &marked, dlis_block, how ? 4 : 1);
        mr_tape *tape = open_bytes(&marked, 1);
        check_numbers(tape, NUMBERS + 1);
        assert_int_equal(warned(tape, "bytes after a visible record"), how == 1);
        mr_tape_free(tape);
        mr_buf_clear(&marked);
        mr_buf_clear(&w.out);
    }
}

static void finds_its_beginning(void **state)
{
    (void)state;
    dlis_writer twice = {0}, bare = {0};
    dlis_label(&twice);
    write_numbers(&twice, false);
    dlis_label(&twice);
    write_numbers(&twice, false);
    mr_tape *tape = open_bytes(&twice.out, 1);
    assert_int_equal(tape->n_logs, 2);
    assert_int_equal(tape->logs[1].logical_file, 1);
    assert_int_equal(tape->n_warnings, 0);
    mr_tape_free(tape);

    write_numbers(&bare, false);
    tape = open_bytes(&bare.out, 1);
    check_numbers(tape, NUMBERS);
    assert_warned(tape, "no storage unit label");
    mr_tape_free(tape);

    mr_buf late = {0};
    mr_buf_puts(&late, "some garbage");
    mr_buf_put(&late, twice.out.at, twice.out.n);
    tape = open_bytes(&late, 1);
    assert_int_equal(tape->n_logs, 2);
    assert_warned(tape, "12 bytes stand before the storage unit label");
    mr_tape_free(tape);
    mr_buf_clear(&late);
    mr_buf_clear(&bare.out);
    mr_buf_clear(&twice.out);
}

// A depth in float32, a value in float64, an image of 2 x 3; rows from 1.
static void write_rows(dlis_writer *w, const uint32_t *frame_numbers, uint32_t n)
{
    static const dlis_channel channels[] = {
        {"TDEP", "0.1 in", 2, {0}, 0}, {"GR", "gAPI", 7, {0}, 0}, {"IMG", NULL, 15, {2, 3}, 0}};
    dlis_file_header(w, "rows");
    dlis_frame(w, "60B", "BOREHOLE-DEPTH", channels, 3);
    for (uint32_t i = 0; i < n; i++) {
        mr_buf v = {0};
        put_f32(&v, 1000 - 0.5 * i);
        put_f64(&v, i % 5 == 3 ? -999.25 : i);
        for (uint32_t k = 1; k <= 6; k++)
            put_u8(&v, k + i);
        dlis_data(w, "60B", frame_numbers ? frame_numbers[i] : i + 1, &v);
        mr_buf_clear(&v);
    }
    dlis_end(w);
}

static void reads_rows(void **state)
{
    (void)state;
    dlis_writer w = {0};
    dlis_label(&w);
    write_rows(&w, NULL, 7);
    mr_tape *tape = open_bytes(&w.out, 1);
    mr_tape_rows rows;
    read_log(tape, 0, &rows);
    assert_int_equal(rows.rows, 7);
    assert_int_equal(tape->logs[0].index, 0);
    assert_null(rows.frame_numbers);
    assert_true(number(&rows, 0, 6) == 997);
    assert_true(number(&rows, 1, 2) == 2);
    assert_int_equal(rows.columns[1]->nulls, 1);
    assert_true(isnan(number(&rows, 1, 3)));
    assert_warned(tape, "1 values of curve GR are -999.25");
    size_t n;
    const double *image = mr_column_list(rows.columns[2], 1, &n);
    assert_int_equal(n, 6);
    assert_int_equal(tape->logs[0].curves[2].n_dims, 2);
    assert_int_equal(tape->logs[0].curves[2].dims[1], 3);
    for (size_t k = 0; k < 6; k++)
        assert_true(image[k] == (double)k + 2);
    mr_tape_rows_clear(&rows);
    mr_tape_free(tape);
    mr_buf_clear(&w.out);
}

static void tells_frame_numbers(void **state)
{
    (void)state;
    static const struct {
        uint32_t numbers[3];
        const char *said;
    } cases[] = {{{2, 1, 2}, "1 frame numbers are out of order"},
                 {{1, 1, 2}, "1 frame numbers repeat the one before"},
                 {{1, 2, 4}, "frame numbers are missing in 1 places"}};
    for (size_t i = 0; i < 3; i++) {
        dlis_writer w = {0};
        dlis_label(&w);
        write_rows(&w, cases[i].numbers, 3);
        mr_tape *tape = open_bytes(&w.out, 1);
        mr_tape_rows rows;
        read_log(tape, 0, &rows);
        assert_int_equal(rows.rows, 3);
        assert_true(number(&rows, 0, 1) == 999.5); // the order of the file
        assert_warned(tape, cases[i].said);
        mr_tape_rows_clear(&rows);
        mr_tape_free(tape);
        mr_buf_clear(&w.out);
    }
}

// Several rows in one record: each with its number, until the record is used up.
static void reads_rows_of_a_record(void **state)
{
    (void)state;
    static const dlis_channel channel = {"A", NULL, 15, {0}, 0};
    dlis_writer w = {0};
    dlis_label(&w);
    dlis_file_header(&w, "several");
    dlis_frame(&w, "F", "X", &channel, 1);
    dlis_data(&w, "F", 1, &(mr_buf){.at = (char *)(uintptr_t) "\x0a\x02\x0b\x03\x0c\x04", .n = 6});
    dlis_end(&w);
    mr_tape *tape = open_bytes(&w.out, 1);
    mr_tape_rows rows;
    read_log(tape, 0, &rows);
    assert_int_equal(rows.rows, 3); // 10, 11, 12; a number without a row is told
    assert_true(number(&rows, 0, 2) == 12);
    assert_warned(tape, "1 records end within a row");
    mr_tape_rows_clear(&rows);
    mr_tape_free(tape);
    mr_buf_clear(&w.out);
}

static void skips_encrypted(void **state)
{
    (void)state;
    dlis_writer w = {0};
    dlis_label(&w);
    write_rows(&w, NULL, 2);
    w.flags = SEGMENT_ENCRYPTED | SEGMENT_PACKET;
    dlis_data(&w, "60B", 3, &(mr_buf){.at = (char *)(uintptr_t) "secret", .n = 6});
    w.flags = SEGMENT_PACKET; // a packet alone is passed over
    mr_buf v = {0};
    put_f32(&v, 900);
    put_f64(&v, 42);
    mr_buf_put(&v, "abcdef", 6);
    dlis_data(&w, "60B", 3, &v);
    dlis_end(&w);
    mr_tape *tape = open_bytes(&w.out, 1);
    mr_tape_rows rows;
    read_log(tape, 0, &rows);
    assert_int_equal(rows.rows, 3);
    assert_true(number(&rows, 1, 2) == 42);
    assert_warned(tape, "1 records are encrypted");
    const json_t *file = json_array_get(tape->files, 0);
    assert_int_equal(json_integer_value(json_object_get(file, "encrypted_records")), 1);
    mr_tape_rows_clear(&rows);
    mr_tape_free(tape);
    mr_buf_clear(&v);
    mr_buf_clear(&w.out);
}

// 3.2.2.1: what an object's attribute does not say comes from the template.
static void applies_templates(void **state)
{
    (void)state;
    dlis_writer w = {0};
    mr_buf b = {0};
    dlis_label(&w);
    dlis_file_header(&w, "templates");
    eflr_set(&b, "PARAMETER");
    put_u8(&b, 0x3f); // label, count, code, units, value: two defaults
    put_ident(&b, "VALUES");
    put_uvari(&b, 2);
    put_u8(&b, 16);
    put_ident(&b, "m");
    put_u16(&b, 7);
    put_u16(&b, 8);
    eflr_object(&b, 1, 0, "DEFAULT");
    eflr_object(&b, 1, 0, "ABSENT");
    eflr_absent(&b);
    eflr_object(&b, 1, 0, "NONE");
    put_u8(&b, 0x28); // count
    put_uvari(&b, 0);
    eflr_object(&b, 1, 0, "FIRST");
    put_u8(&b, 0x28);
    put_uvari(&b, 1);
    eflr_object(&b, 1, 0, "MORE"); // than anybody gave
    put_u8(&b, 0x28);
    put_uvari(&b, 9);
    eflr_object(&b, 1, 0, "OWN");
    put_u8(&b, 0x2f);
    put_uvari(&b, 1);
    put_u8(&b, 15);
    put_ident(&b, "ft");
    put_u8(&b, 99);
    dlis_record(&w, true, 5, &b);
    dlis_end(&w);
    mr_tape *tape = open_bytes(&w.out, 1);
    json_t *want = json_loads("[{\"VALUES\": {\"value\": [7, 8], \"unit\": \"m\"}}, {}, {},"
                              " {\"VALUES\": {\"value\": 7, \"unit\": \"m\"}}, {},"
                              " {\"VALUES\": {\"value\": 99, \"unit\": \"ft\"}}]",
                              0, NULL);
    const json_t *sets = json_object_get(json_array_get(tape->files, 0), "sets");
    const json_t *objects = json_object_get(sets, "PARAMETER");
    assert_int_equal(json_array_size(objects), 6);
    for (size_t i = 0; i < 6; i++)
        assert_true(json_equal(json_object_get(json_array_get(objects, i), "attributes"),
                               json_array_get(want, i)));
    json_decref(want);
    mr_tape_free(tape);
    mr_buf_clear(&b);
    mr_buf_clear(&w.out);
}

static void tells_channels_apart(void **state)
{
    (void)state;
    static const dlis_channel channels[] = {
        {"TIME", "ms", 15, {0}, 0}, {"GR", NULL, 15, {0}, 0}, {"TIME", "s", 15, {0}, 4}};
    dlis_writer w = {0};
    dlis_label(&w);
    dlis_file_header(&w, "copies");
    dlis_frame(&w, "F", "TIME", channels, 3);
    dlis_data(&w, "F", 1, &(mr_buf){.at = (char *)(uintptr_t) "\x01\x02\x03", .n = 3});
    dlis_end(&w);
    mr_tape *tape = open_bytes(&w.out, 1);
    assert_string_equal(tape->logs[0].curves[0].mnemonic, "TIME.1.0");
    assert_string_equal(tape->logs[0].curves[1].mnemonic, "GR");
    assert_string_equal(tape->logs[0].curves[2].mnemonic, "TIME.1.4");
    assert_string_equal(tape->logs[0].curves[2].unit, "s");
    mr_tape_free(tape);
    mr_buf_clear(&w.out);
}

static void refuses_what_has_no_layout(void **state)
{
    (void)state;
    static const char *const said[] = {"is not there", "has no dimension",
                                       "has no representation code"};
    for (int how = 0; how < 3; how++) {
        dlis_writer w = {0};
        mr_buf b = {0};
        dlis_label(&w);
        dlis_file_header(&w, "lacking");
        eflr_set(&b, "CHANNEL");
        eflr_column(&b, "REPRESENTATION-CODE", 15);
        eflr_column(&b, "DIMENSION", 18);
        eflr_object(&b, 1, 0, how == 0 ? "B" : "A");
        eflr_u8(&b, how == 2 ? 77 : 15);
        if (how != 1)
            eflr_uvari(&b, 1);
        dlis_record(&w, true, 3, &b);
        mr_buf_clear(&b);
        eflr_set(&b, "FRAME");
        eflr_column(&b, "CHANNELS", 23);
        eflr_object(&b, 1, 0, "F");
        put_u8(&b, 0x21);
        put_obname(&b, 1, 0, "A");
        dlis_record(&w, true, 4, &b);
        dlis_data(&w, "F", 1, &(mr_buf){.at = (char *)(uintptr_t) "\x05", .n = 1});
        dlis_end(&w);
        mr_tape *tape = open_bytes(&w.out, 1);
        mr_tape_rows rows;
        read_log(tape, 0, &rows);
        assert_int_equal(rows.rows, 0);
        assert_warned(tape, said[how]);
        mr_tape_rows_clear(&rows);
        mr_tape_free(tape);
        mr_buf_clear(&b);
        mr_buf_clear(&w.out);
    }
}

// Cut anywhere: what is there is read, what is not is told.
static void is_told_of_cuts(void **state)
{
    (void)state;
    dlis_writer w = {.visible = 120};
    dlis_label(&w);
    write_rows(&w, NULL, 9);
    int64_t most = 0;
    for (size_t n = 85; n < w.out.n; n++) {
        mr_tape *tape = open_bytes(&(mr_buf){.at = w.out.at, .n = n}, 1);
        const bool between = n == 80 + 120 * ((n - 80) / 120); // roughly between visible records
        int64_t got = 0;
        if (tape->n_logs) {
            mr_tape_rows rows;
            read_log(tape, 0, &rows);
            got = rows.rows;
            mr_tape_rows_clear(&rows);
        }
        assert_true(got >= most - 1 && got <= 9);
        most = got > most ? got : most;
        if (!tape->n_warnings && !between && got == 0)
            fail_msg("cut after %zu bytes in silence", n);
        mr_tape_free(tape);
    }
    assert_true(most >= 8);
    mr_buf_clear(&w.out);
}

static void goes_on_after_damage(void **state)
{
    (void)state;
    dlis_writer w = {.visible = 120};
    dlis_label(&w);
    write_rows(&w, NULL, 40);
    size_t at = 80, last = 0;
    for (int i = 0; at < w.out.n && i < 8; i++) {
        last = at;
        at += dlis_block(&w.out, at);
    }
    memset(w.out.at + last, 0x55, 40);
    mr_tape *tape = open_bytes(&w.out, 1);
    mr_tape_rows rows;
    read_log(tape, 0, &rows);
    assert_in_range(rows.rows, 30, 39); // a visible record holds up to three
    assert_true(number(&rows, 0, rows.rows - 1) == 1000 - 0.5 * 39);
    char place[80];
    snprintf(place, sizeof place, "byte %zu: no visible record begins here", last);
    assert_warned(tape, place);
    mr_tape_rows_clear(&rows);
    mr_tape_free(tape);
    mr_buf_clear(&w.out);
}

static void threads_change_nothing(void **state)
{
    (void)state;
    dlis_writer w = {0};
    mr_error err = {0};
    dlis_label(&w);
    write_rows(&w, NULL, 40000);
    assert_true(w.out.n > 1 << 20); // where threads begin
    mr_tape *one = open_bytes(&w.out, 1), *four = NULL;
    assert_int_equal(mr_tape_open((mr_str){w.out.at, w.out.n}, 4, &four, &err), MR_OK);
    mr_tape_rows a, b;
    read_log(one, 0, &a);
    read_log(four, 0, &b);
    assert_int_equal(a.rows, 40000);
    assert_int_equal(a.rows, b.rows);
    for (size_t c = 0; c < 3; c++)
        assert_true(mr_column_equal(a.columns[c], b.columns[c]));
    assert_int_equal(one->n_warnings, four->n_warnings);
    for (size_t i = 0; i < one->n_warnings; i++)
        assert_string_equal(one->warnings[i], four->warnings[i]);
    mr_tape_rows_clear(&a);
    mr_tape_rows_clear(&b);
    mr_tape_free(one);
    mr_tape_free(four);
    mr_buf_clear(&w.out);
}

static void refuses_other_files(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "~Version\n VERS. 2.0 :\n", "DEPT,GR\n1,2\n",
                                        "PAR1\x15\x04"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        mr_tape *tape = NULL;
        mr_error err = {0};
        assert_int_equal(mr_tape_open(mr_str_of(texts[i]), 1, &tape, &err), MR_EFORMAT);
        assert_null(tape);
        assert_non_null(strstr(err.message, "no DLIS and no LIS79"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_numbers),          cmocka_unit_test(reads_parts_and_texts),
        cmocka_unit_test(joins_segments),         cmocka_unit_test(takes_off_marks),
        cmocka_unit_test(finds_its_beginning),    cmocka_unit_test(reads_rows),
        cmocka_unit_test(tells_frame_numbers),    cmocka_unit_test(reads_rows_of_a_record),
        cmocka_unit_test(skips_encrypted),        cmocka_unit_test(applies_templates),
        cmocka_unit_test(tells_channels_apart),   cmocka_unit_test(refuses_what_has_no_layout),
        cmocka_unit_test(is_told_of_cuts),        cmocka_unit_test(goes_on_after_damage),
        cmocka_unit_test(threads_change_nothing), cmocka_unit_test(refuses_other_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
