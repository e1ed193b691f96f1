// Values of the representation codes of appendix B, one after another.
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dlis_local.h"

const dlis_code_row dlis_codes[DLIS_CODES] = {
    [0] = {"", TAPE_TEXT, 0, 0},
    [DLIS_FSHORT] = {"FSHORT", TAPE_F16, 1, 2},
    [DLIS_FSINGL] = {"FSINGL", TAPE_F32, 1, 4},
    [DLIS_FSING1] = {"FSING1", TAPE_F32, 2, 8},
    [DLIS_FSING2] = {"FSING2", TAPE_F32, 3, 12},
    [DLIS_ISINGL] = {"ISINGL", TAPE_IBM, 1, 4},
    [DLIS_VSINGL] = {"VSINGL", TAPE_VAX, 1, 4},
    [DLIS_FDOUBL] = {"FDOUBL", TAPE_F64, 1, 8},
    [DLIS_FDOUB1] = {"FDOUB1", TAPE_F64, 2, 16},
    [DLIS_FDOUB2] = {"FDOUB2", TAPE_F64, 3, 24},
    [DLIS_CSINGL] = {"CSINGL", TAPE_F32, 2, 8},
    [DLIS_CDOUBL] = {"CDOUBL", TAPE_F64, 2, 16},
    [DLIS_SSHORT] = {"SSHORT", TAPE_I8, 1, 1},
    [DLIS_SNORM] = {"SNORM", TAPE_I16, 1, 2},
    [DLIS_SLONG] = {"SLONG", TAPE_I32, 1, 4},
    [DLIS_USHORT] = {"USHORT", TAPE_U8, 1, 1},
    [DLIS_UNORM] = {"UNORM", TAPE_U16, 1, 2},
    [DLIS_ULONG] = {"ULONG", TAPE_U32, 1, 4},
    [DLIS_UVARI] = {"UVARI", TAPE_UVARI, 1, 0},
    [DLIS_IDENT] = {"IDENT", TAPE_TEXT, 1, 0},
    [DLIS_ASCII] = {"ASCII", TAPE_TEXT, 1, 0},
    [DLIS_DTIME] = {"DTIME", TAPE_TEXT, 1, 8},
    [DLIS_ORIGIN] = {"ORIGIN", TAPE_UVARI, 1, 0},
    [DLIS_OBNAME] = {"OBNAME", TAPE_TEXT, 1, 0},
    [DLIS_OBJREF] = {"OBJREF", TAPE_TEXT, 1, 0},
    [DLIS_ATTREF] = {"ATTREF", TAPE_TEXT, 1, 0},
    [DLIS_STATUS] = {"STATUS", TAPE_U8, 1, 1},
    [DLIS_UNITS] = {"UNITS", TAPE_TEXT, 1, 0},
};

size_t dlis_uvari(const uint8_t *p, const uint8_t *end, uint32_t *out)
{
    if (p >= end)
        return 0;
    const size_t n = (*p & 0x80) == 0 ? 1 : (*p & 0xc0) == 0x80 ? 2 : 4;
    if ((size_t)(end - p) < n)
        return 0;
    *out = n == 1 ? *p : n == 2 ? tape_u16(p) & 0x3fffu : tape_u32(p) & 0x3fffffffu;
    return n;
}

size_t dlis_ident(const uint8_t *p, const uint8_t *end, mr_str *out)
{
    if (p >= end || (size_t)(end - p) - 1 < *p)
        return 0;
    *out = (mr_str){(const char *)p + 1, *p};
    return 1 + (size_t)*p;
}

static size_t ascii(const uint8_t *p, const uint8_t *end, mr_str *out)
{
    uint32_t length;
    const size_t n = dlis_uvari(p, end, &length);
    if (!n || (size_t)(end - p) - n < length)
        return 0;
    *out = (mr_str){(const char *)p + n, length};
    return n + length;
}

size_t dlis_obname(const uint8_t *p, const uint8_t *end, dlis_name *out)
{
    const size_t n = dlis_uvari(p, end, &out->origin);
    if (!n || (size_t)(end - p) <= n)
        return 0;
    out->copy = p[n];
    const size_t id = dlis_ident(p + n + 1, end, &out->id);
    return id ? n + 1 + id : 0;
}

static void put_str(mr_buf *out, mr_str s)
{
    tape_put_text(out, (const uint8_t *)s.at, s.n);
}

static void put_name(mr_buf *out, const dlis_name *name)
{
    mr_buf_printf(out, "%u/%u/", name->origin, name->copy);
    put_str(out, name->id);
}

// B.21: local standard, local daylight saving, Greenwich. False: there is no such moment.
static bool put_moment(mr_buf *out, const uint8_t *p)
{
    static const char *const zones[] = {"", " DST", "Z"};
    const unsigned year = 1900u + p[0], zone = p[1] >> 4, month = p[1] & 15u, ms = tape_u16(p + 6);
    static const unsigned days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (month < 1 || month > 12 || p[2] < 1 || p[2] > days[month - 1] ||
        (month == 2 && p[2] == 29 && !leap) || p[3] > 23 || p[4] > 59 || p[5] > 59 || ms > 999)
        return false;
    mr_buf_printf(out, "%04u-%02u-%02uT%02u:%02u:%02u", year, month, p[2], p[3], p[4], p[5]);
    if (ms)
        mr_buf_printf(out, ".%03u", ms);
    mr_buf_puts(out, zone < 3 ? zones[zone] : "");
    return true;
}

// A value that is no number; *used is 0 when it runs over the end. False: nothing to be read.
bool dlis_cell_text(int code, const uint8_t *at, size_t n, size_t *used, mr_buf *out)
{
    const uint8_t *end = at + n, *p = at;
    mr_str text;
    dlis_name name;
    *used = 0;
    if (code == DLIS_DTIME) {
        *used = n >= 8 ? 8 : 0;
        return *used && put_moment(out, at);
    }
    if (code == DLIS_OBNAME || code == DLIS_OBJREF || code == DLIS_ATTREF) {
        if (code != DLIS_OBNAME) {
            const size_t type = dlis_ident(p, end, &text);
            if (!type)
                return false;
            put_str(out, text);
            mr_buf_putc(out, '/');
            p += type;
        }
        const size_t taken = dlis_obname(p, end, &name);
        if (!taken)
            return false;
        put_name(out, &name);
        p += taken;
        if (code == DLIS_ATTREF) {
            const size_t label = dlis_ident(p, end, &text);
            if (!label)
                return false;
            mr_buf_putc(out, '/');
            put_str(out, text);
            p += label;
        }
        *used = (size_t)(p - at);
        return true;
    }
    *used = code == DLIS_ASCII ? ascii(at, end, &text) : dlis_ident(at, end, &text);
    if (*used)
        put_str(out, text);
    return *used > 0;
}

size_t dlis_skip(int code, const uint8_t *p, const uint8_t *end)
{
    if (code < 1 || code >= DLIS_CODES)
        return 0;
    const dlis_code_row *row = &dlis_codes[code];
    if (row->bytes)
        return (size_t)(end - p) < row->bytes ? 0 : row->bytes;
    if (row->number == TAPE_UVARI) {
        uint32_t value;
        return dlis_uvari(p, end, &value);
    }
    mr_str text;
    dlis_name name;
    if (code == DLIS_ASCII)
        return ascii(p, end, &text);
    if (code == DLIS_IDENT || code == DLIS_UNITS)
        return dlis_ident(p, end, &text);
    size_t n = 0, taken = 1;
    if (code != DLIS_OBNAME)
        n = taken = dlis_ident(p, end, &text);
    if (taken)
        n += taken = dlis_obname(p + n, end, &name);
    if (taken && code == DLIS_ATTREF)
        n += taken = dlis_ident(p + n, end, &text);
    return taken ? n : 0;
}

static json_t *real(double x)
{
    if (!isfinite(x))
        return json_null();
    return x == floor(x) && fabs(x) < 1e15 ? json_integer((json_int_t)x) : json_real(x);
}

static json_t *value_json(int code, const uint8_t *p, const uint8_t *end, size_t *used)
{
    const dlis_code_row *row = &dlis_codes[code];
    *used = dlis_skip(code, p, end);
    if (!*used)
        return NULL;
    if (row->number == TAPE_UVARI) {
        uint32_t value = 0;
        (void)dlis_uvari(p, end, &value);
        return json_integer(value);
    }
    if (row->number == TAPE_TEXT) {
        mr_buf text = {0};
        size_t n;
        const bool good = dlis_cell_text(code, p, (size_t)(end - p), &n, &text);
        json_t *out = good ? json_stringn(text.at ? text.at : "", text.n) : json_null();
        mr_buf_clear(&text);
        return out;
    }
    if (row->parts == 1)
        return real(tape_number(row->number, p));
    json_t *parts = json_array();
    for (size_t i = 0; i < row->parts; i++)
        json_array_append_new(parts,
                              real(tape_number(row->number, p + i * tape_code_bytes[row->number])));
    return parts;
}

json_t *dlis_attribute_json(tape *t, const dlis_attribute *a, size_t *budget)
{
    (void)t;
    if (a->absent || !a->value || a->count == 0 || a->code < 1 || a->code >= DLIS_CODES)
        return json_null();
    json_t *values = json_array();
    const uint8_t *p = a->value;
    for (uint32_t i = 0; i < a->count && *budget; i++, --*budget) {
        size_t used;
        json_t *value = value_json(a->code, p, a->end, &used);
        if (!value)
            break;
        json_array_append_new(values, value);
        p += used;
    }
    if (a->count != 1)
        return values;
    json_t *only = json_incref(json_array_get(values, 0));
    json_decref(values);
    return only ? only : json_null();
}

const char *dlis_attribute_text(tape *t, const dlis_attribute *a)
{
    if (!a || a->absent || !a->value || a->count == 0 || a->code < 1 || a->code >= DLIS_CODES)
        return NULL;
    size_t budget = 1, used;
    const dlis_attribute first = {.count = 1, .code = a->code, .value = a->value, .end = a->end};
    if (dlis_codes[a->code].number == TAPE_TEXT) {
        mr_buf text = {0};
        const bool good =
            dlis_cell_text(a->code, a->value, (size_t)(a->end - a->value), &used, &text);
        const char *out = good && text.n ? mr_arena_strndup(t->open.arena, text.at, text.n) : NULL;
        mr_buf_clear(&text);
        return out;
    }
    json_t *value = dlis_attribute_json(t, &first, &budget);
    char *text = value && json_is_number(value) ? json_dumps(value, JSON_ENCODE_ANY) : NULL;
    const char *out = mr_arena_strdup(t->open.arena, text);
    json_decref(value);
    free(text);
    return out;
}

double dlis_attribute_number(const dlis_attribute *a)
{
    uint32_t value;
    if (!a || a->absent || !a->value || a->count == 0 || a->code < 1 || a->code >= DLIS_CODES)
        return (double)NAN;
    const dlis_code_row *row = &dlis_codes[a->code];
    if (row->number == TAPE_UVARI)
        return dlis_uvari(a->value, a->end, &value) ? (double)value : (double)NAN;
    if (row->number == TAPE_TEXT || (size_t)(a->end - a->value) < row->bytes)
        return (double)NAN;
    return tape_number(row->number, a->value);
}
