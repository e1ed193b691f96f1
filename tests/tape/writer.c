// The writer of DLIS and LIS79 files for tests.
#include "writer.h"

#include <assert.h>
#include <string.h>

void put_u8(mr_buf *out, unsigned x)
{
    mr_buf_putc(out, (char)(x & 255));
}

void put_u16(mr_buf *out, unsigned x)
{
    put_u8(out, x >> 8);
    put_u8(out, x);
}

void put_u32(mr_buf *out, uint32_t x)
{
    put_u16(out, x >> 16);
    put_u16(out, x & 0xffff);
}

void put_f32(mr_buf *out, double x)
{
    const float f = (float)x;
    uint32_t bits;
    memcpy(&bits, &f, sizeof bits);
    put_u32(out, bits);
}

void put_f64(mr_buf *out, double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    put_u32(out, (uint32_t)(bits >> 32));
    put_u32(out, (uint32_t)bits);
}

void put_uvari(mr_buf *out, uint32_t x)
{
    if (x < 0x80)
        put_u8(out, x);
    else if (x < 0x4000)
        put_u16(out, x | 0x8000);
    else
        put_u32(out, x | 0xc0000000);
}

void put_ident(mr_buf *out, const char *text)
{
    put_u8(out, (unsigned)strlen(text));
    mr_buf_puts(out, text);
}

void put_ascii(mr_buf *out, const char *text)
{
    put_uvari(out, (uint32_t)strlen(text));
    mr_buf_puts(out, text);
}

void put_obname(mr_buf *out, uint32_t origin, unsigned copy, const char *name)
{
    put_uvari(out, origin);
    put_u8(out, copy);
    put_ident(out, name);
}

void dlis_label(dlis_writer *w)
{
    mr_buf_printf(&w->out, "   1V1.00RECORD 8192%-60s", "A set of tests");
}

static void patch_u16(mr_buf *out, size_t at, size_t x)
{
    out->at[at] = (char)(x >> 8);
    out->at[at + 1] = (char)(x & 255);
}

void dlis_end(dlis_writer *w)
{
    if (w->is_open)
        patch_u16(&w->out, w->open_at, w->out.n - w->open_at);
    w->is_open = false;
}

static void need_visible(dlis_writer *w, size_t bytes)
{
    const size_t most = w->visible ? w->visible : 8192;
    if (w->is_open && w->out.n - w->open_at + bytes > most)
        dlis_end(w);
    if (w->is_open)
        return;
    w->is_open = true;
    w->open_at = w->out.n;
    put_u32(&w->out, 0x0000ff01);
}

static size_t tail_of(const dlis_writer *w)
{
    return (w->flags & SEGMENT_PADDED ? 3u : 0) + (w->flags & SEGMENT_CHECKED ? 2u : 0) +
           (w->flags & SEGMENT_TRAILING ? 2u : 0);
}

static void put_tail(dlis_writer *w, size_t length)
{
    if (w->flags & SEGMENT_PADDED)
        mr_buf_put(&w->out, "\xee\xee\x03", 3);
    if (w->flags & SEGMENT_CHECKED)
        put_u16(&w->out, 0xabcd);
    if (w->flags & SEGMENT_TRAILING)
        put_u16(&w->out, (unsigned)length);
}

static unsigned bits_of(const dlis_writer *w, bool explicit_format)
{
    return (explicit_format ? 0x80u : 0) | (w->flags & SEGMENT_ENCRYPTED ? 0x10u : 0) |
           (w->flags & SEGMENT_PACKET ? 0x08u : 0) | (w->flags & SEGMENT_CHECKED ? 0x04u : 0) |
           (w->flags & SEGMENT_TRAILING ? 0x02u : 0) | (w->flags & SEGMENT_PADDED ? 0x01u : 0);
}

void dlis_record(dlis_writer *w, bool explicit_format, unsigned type, const mr_buf *body)
{
    const size_t visible = w->visible ? w->visible : 8192,
                 packet = w->flags & SEGMENT_PACKET ? 6 : 0;
    const size_t over = 4 + tail_of(w) + packet;
    size_t done = 0;
    do {
        const size_t rest = body->n - done;
        need_visible(w, over + (rest < 12 ? rest : 12));
        size_t n = visible - (w->out.n - w->open_at) - over;
        n = w->segment && n > w->segment ? w->segment : n;
        n = n > rest ? rest : n;
        put_u16(&w->out, (unsigned)(n + over));
        put_u8(&w->out, bits_of(w, explicit_format) | (done ? 0x40u : 0) | (n < rest ? 0x20u : 0));
        put_u8(&w->out, type);
        if (packet)
            mr_buf_put(&w->out, "\0\x06\0\x01\xaa\xbb", 6);
        mr_buf_put(&w->out, body->at + done, n);
        put_tail(w, n + over);
        done += n;
    } while (done < body->n);
}

void eflr_set(mr_buf *out, const char *type)
{
    put_u8(out, 0xf0);
    put_ident(out, type);
}

void eflr_column(mr_buf *out, const char *label, unsigned code)
{
    put_u8(out, 0x34);
    put_ident(out, label);
    put_u8(out, code);
}

void eflr_object(mr_buf *out, uint32_t origin, unsigned copy, const char *name)
{
    put_u8(out, 0x70);
    put_obname(out, origin, copy, name);
}

void eflr_uvari(mr_buf *out, uint32_t x)
{
    put_u8(out, 0x21);
    put_uvari(out, x);
}

void eflr_u8(mr_buf *out, unsigned x)
{
    put_u8(out, 0x21);
    put_u8(out, x);
}

void eflr_ident(mr_buf *out, const char *text)
{
    put_u8(out, 0x21);
    put_ident(out, text);
}

void eflr_absent(mr_buf *out)
{
    put_u8(out, 0x00);
}

static void write_and_clear(dlis_writer *w, unsigned type, mr_buf *body)
{
    dlis_record(w, true, type, body);
    mr_buf_clear(body);
}

void dlis_file_header(dlis_writer *w, const char *id)
{
    mr_buf body = {0};
    eflr_set(&body, "FILE-HEADER");
    eflr_column(&body, "SEQUENCE-NUMBER", 20);
    eflr_column(&body, "ID", 20);
    eflr_object(&body, 1, 0, "0");
    eflr_ident(&body, "         1");
    eflr_ident(&body, id);
    write_and_clear(w, 0, &body);
}

void dlis_origin(dlis_writer *w, const char *well)
{
    mr_buf body = {0};
    eflr_set(&body, "ORIGIN");
    eflr_column(&body, "WELL-NAME", 20);
    eflr_column(&body, "FIELD-NAME", 20);
    eflr_object(&body, 1, 0, "ORIGIN");
    eflr_ident(&body, well);
    eflr_ident(&body, "a field");
    write_and_clear(w, 1, &body);
}

static void put_dims(mr_buf *out, const uint32_t *dims)
{
    size_t n = 0;
    while (n < 3 && dims[n])
        n++;
    put_u8(out, 0x29);
    put_uvari(out, n ? (uint32_t)n : 1);
    for (size_t i = 0; i < (n ? n : 1); i++)
        put_uvari(out, n ? dims[i] : 1);
}

void dlis_frame(dlis_writer *w, const char *name, const char *index, const dlis_channel *channels,
                size_t n)
{
    mr_buf body = {0};
    eflr_set(&body, "CHANNEL");
    eflr_column(&body, "REPRESENTATION-CODE", 15);
    eflr_column(&body, "UNITS", 27);
    eflr_column(&body, "DIMENSION", 18);
    for (size_t i = 0; i < n; i++) {
        eflr_object(&body, 1, channels[i].copy, channels[i].name);
        eflr_u8(&body, channels[i].code);
        if (channels[i].unit)
            eflr_ident(&body, channels[i].unit);
        else
            eflr_absent(&body);
        put_dims(&body, channels[i].dims);
    }
    write_and_clear(w, 3, &body);

    eflr_set(&body, "FRAME");
    eflr_column(&body, "CHANNELS", 23);
    eflr_column(&body, "INDEX-TYPE", 19);
    eflr_object(&body, 1, 0, name);
    put_u8(&body, 0x29);
    put_uvari(&body, (uint32_t)n);
    for (size_t i = 0; i < n; i++)
        put_obname(&body, 1, channels[i].copy, channels[i].name);
    if (index)
        eflr_ident(&body, index);
    write_and_clear(w, 4, &body);
}

void dlis_data(dlis_writer *w, const char *frame, uint32_t number, const mr_buf *values)
{
    mr_buf body = {0};
    put_obname(&body, 1, 0, frame);
    put_uvari(&body, number);
    mr_buf_put(&body, values->at, values->n);
    dlis_record(w, false, 0, &body);
    mr_buf_clear(&body);
}

void lis_record(mr_buf *out, unsigned type, const mr_buf *body, size_t most, unsigned attributes)
{
    const size_t tail = (attributes & 0x200 ? 2u : 0) + (attributes & 0x400 ? 2u : 0) +
                        (attributes & 0x3000 ? 2u : 0);
    most = most ? most : 65535;
    size_t done = 0;
    do {
        const size_t head = done ? 4 : 6, rest = body->n - done;
        const size_t n = rest < most - head - tail ? rest : most - head - tail;
        put_u16(out, (unsigned)(head + n + tail));
        put_u16(out, attributes | (done ? 2u : 0) | (n < rest ? 1u : 0));
        if (!done)
            put_u16(out, type << 8);
        mr_buf_put(out, body->at + done, n);
        for (size_t i = 0; i < tail; i++)
            put_u8(out, 0x77);
        done += n;
    } while (done < body->n);
}

void lis_file_header(mr_buf *out, const char *name)
{
    mr_buf body = {0};
    mr_buf_printf(&body, "%-10s  %-6s%-8s%-8s  1024  LO  %-10s", name, "SERVIC", "1.0", "79/12/31",
                  "");
    lis_record(out, 128, &body, 0, 0);
    mr_buf_clear(&body);
}

void lis_entry_u8(mr_buf *out, unsigned type, unsigned x)
{
    mr_buf_put(out, (const char[]){(char)type, 1, 66, (char)x}, 4);
}

void lis_entry_f32(mr_buf *out, unsigned type, uint32_t bits)
{
    mr_buf_put(out, (const char[]){(char)type, 4, 68}, 3);
    put_u32(out, bits);
}

void lis_entry_text(mr_buf *out, unsigned type, const char *text)
{
    mr_buf_put(out, (const char[]){(char)type, 4, 65}, 3);
    mr_buf_printf(out, "%-4s", text);
}

void lis_entry_end(mr_buf *out)
{
    mr_buf_put(out, "\0\0\x42", 3);
}

void lis_spec(mr_buf *out, const lis_channel *c)
{
    mr_buf_printf(out, "%-4s%-6s%-8s%-4s", c->name, "SERV", "1", c->unit);
    put_u32(out, 0);
    put_u16(out, 1);
    put_u16(out, (unsigned)c->size & 0xffff);
    put_u16(out, 0);
    put_u8(out, 0);
    put_u8(out, c->samples);
    put_u8(out, c->code);
    put_u32(out, 0);
    put_u8(out, 0);
}

static void put_le32(mr_buf *out, size_t x)
{
    for (unsigned i = 0; i < 4; i++)
        put_u8(out, (unsigned)(x >> 8 * i));
}

size_t dlis_block(const mr_buf *in, size_t at)
{
    const unsigned char *p = (const unsigned char *)in->at + at;
    return p[2] == 0xff ? (size_t)(p[0] << 8 | p[1]) : 80;
}

size_t lis_block(const mr_buf *in, size_t at)
{
    const unsigned char *p = (const unsigned char *)in->at + at;
    return (size_t)(p[0] << 8 | p[1]);
}

static void put_mark(mr_buf *out, unsigned kind, size_t before, size_t next)
{
    put_le32(out, kind);
    put_le32(out, before);
    put_le32(out, next);
}

void wrap_marks(const mr_buf *in, mr_buf *out, size_t (*next_block)(const mr_buf *in, size_t at),
                unsigned pad)
{
    size_t before = 0;
    for (size_t at = 0; at < in->n;) {
        const size_t n = next_block(in, at), here = out->n, more = (pad - n % pad) % pad;
        assert(n > 0 && n <= in->n - at);
        put_mark(out, 0, before, here + 12 + n + more);
        mr_buf_put(out, in->at + at, n);
        for (size_t i = 0; i < more; i++)
            put_u8(out, 0x58);
        before = here;
        at += n;
    }
    for (int i = 0; i < 2; i++) {
        const size_t here = out->n;
        put_mark(out, 1, before, here + 12);
        before = here;
    }
}

void wrap_lengths(const mr_buf *in, mr_buf *out, size_t (*next_block)(const mr_buf *in, size_t at))
{
    for (size_t at = 0; at < in->n;) {
        const size_t n = next_block(in, at);
        put_le32(out, n);
        mr_buf_put(out, in->at + at, n);
        put_le32(out, n);
        at += n;
    }
}
