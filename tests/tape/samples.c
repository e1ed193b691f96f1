// Writes one sample file for the scenarios: samples KIND FILE. Wells of depth 1000 to 1004.5 m.
#include <stdio.h>
#include <string.h>

#include "writer.h"

enum { ROWS = 10, F32 = 2 };

static void put(mr_buf *out, mr_buf *values, void (*record)(mr_buf *, const mr_buf *))
{
    record(out, values);
    mr_buf_clear(values);
}

// Going up: the last row is the shallowest. GR is 20, 21, ...; one is absent.
static void depth_frame(dlis_writer *w, const char *name, const char *unit, double per_m, double gr)
{
    const dlis_channel channels[] = {{"TDEP", unit, F32, {0}, 0},
                                     {"GR", "gAPI", F32, {0}, 0},
                                     {"WF", "mV", F32, {2, 3}, 0},
                                     {"RHOB", "kg/m3", F32, {0}, 0}};
    dlis_frame(w, name, "BOREHOLE-DEPTH", channels, 4);
    for (uint32_t i = 0; i < ROWS; i++) {
        mr_buf values = {0};
        put_f32(&values, (1004.5 - 0.5 * i) * per_m);
        put_f32(&values, i == 3 ? -999.25 : gr + i);
        for (unsigned k = 0; k < 6; k++)
            put_f32(&values, 10 * i + k);
        put_f32(&values, 2000 + i);
        dlis_data(w, name, i + 1, &values);
        mr_buf_clear(&values);
    }
}

static void time_frame(dlis_writer *w)
{
    const dlis_channel channels[] = {
        {"TIME", "ms", F32, {0}, 1}, {"TDEP", "0.1 in", F32, {0}, 1}, {"TENS", "lbf", F32, {0}, 1}};
    dlis_frame(w, "800T", "TIME", channels, 3);
    for (uint32_t i = 0; i < ROWS; i++) {
        mr_buf values = {0};
        put_f32(&values, 800 * i);
        put_f32(&values, 400000 + 100 * i);
        put_f32(&values, 1000 + i);
        dlis_data(w, "800T", i + 1, &values);
        mr_buf_clear(&values);
    }
}

static void dlis(mr_buf *out, const char *kind)
{
    dlis_writer w = {0};
    const double gr = strstr(kind, "newer") ? 50 : 20;
    dlis_label(&w);
    dlis_file_header(&w, "first");
    dlis_origin(&w, "Tape 1");
    depth_frame(&w, "60B", "0.1 in", 1 / 0.00254, gr);
    time_frame(&w);
    if (strstr(kind, "encrypted")) {
        const mr_buf secret = {.at = (char[]){"secret"}, .n = 6};
        w.flags = SEGMENT_ENCRYPTED;
        dlis_record(&w, true, 5, &secret);
        w.flags = 0;
    }
    dlis_file_header(&w, "second");
    dlis_origin(&w, "Tape 1");
    depth_frame(&w, "60B", "m", 1, 20);
    dlis_end(&w);
    *out = w.out;
    if (strstr(kind, "cut")) // within the last frame's rows
        out->n -= 100;
}

static void put_component(mr_buf *out, unsigned type, const char *name, const char *value)
{
    put_u8(out, type);
    put_u8(out, 65);
    put_u8(out, (unsigned)strlen(value));
    put_u8(out, 0);
    mr_buf_printf(out, "%-4s%-4s%s", name, "", value);
}

static void lis_constants(mr_buf *out, const mr_buf *body)
{
    lis_record(out, 34, body, 0, 0);
}

static void lis_format(mr_buf *out, const mr_buf *body)
{
    lis_record(out, 64, body, 0, 0);
}

static void lis_rows(mr_buf *out, const mr_buf *body)
{
    lis_record(out, 0, body, 0, 0);
}

static void lis(mr_buf *out)
{
    static const char *const constants[][2] = {{"WN", "Tape 1"}, {"FN", "a field"}, {"CN", "Us"}};
    const lis_channel channels[] = {{"DEPT", "M", 4, 1, 73}, {"GR", "GAPI", 4, 1, 73}};
    mr_buf body = {0};
    lis_file_header(out, "RUN1.001");
    put_component(&body, 73, "TYPE", "CONS");
    for (size_t i = 0; i < 3; i++) {
        put_component(&body, 0, "MNEM", constants[i][0]);
        put_component(&body, 69, "VALU", constants[i][1]);
    }
    put(out, &body, lis_constants);
    lis_entry_u8(&body, 4, 255); // down
    lis_entry_end(&body);
    for (size_t i = 0; i < 2; i++)
        lis_spec(&body, &channels[i]);
    put(out, &body, lis_format);
    for (unsigned i = 0; i < ROWS; i++) {
        put_u32(&body, 1000 + i);
        put_u32(&body, i == 4 ? (uint32_t)-999 : 30 + i);
    }
    put(out, &body, lis_rows);
}

int main(int argc, char **argv)
{
    mr_buf out = {0};
    FILE *file = argc == 3 ? fopen(argv[2], "wb") : NULL;
    if (!file)
        return 2;
    if (strcmp(argv[1], "lis") == 0)
        lis(&out);
    else
        dlis(&out, argv[1]);
    const bool good = fwrite(out.at, 1, out.n, file) == out.n;
    mr_buf_clear(&out);
    return fclose(file) == 0 && good ? 0 : 1;
}
