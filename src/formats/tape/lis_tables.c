// Information records of LIS79: headers of fixed columns, tables of component blocks.
#include <jansson.h>
#include <string.h>

#include "lis_local.h"

enum { COMPONENT_HEAD = 12, OF_TABLE = 73, OF_ROW = 0, OF_CELL = 69 };

enum tape_code lis_number(int code)
{
    switch (code) {
    case LIS_F16: return TAPE_F16;
    case LIS_F32_LOW: return TAPE_L50;
    case LIS_I8: return TAPE_I8;
    case LIS_U8: return TAPE_U8;
    case LIS_F32: return TAPE_L68;
    case LIS_FIXED: return TAPE_L70;
    case LIS_I32: return TAPE_I32;
    case LIS_I16: return TAPE_I16;
    default: return TAPE_TEXT;
    }
}

bool lis_known_code(int code)
{
    return code == LIS_TEXT || code == LIS_MASK || lis_number(code) != TAPE_TEXT;
}

bool lis_cell_text(int code, const uint8_t *at, size_t n, mr_buf *out)
{
    if (code != LIS_MASK) {
        tape_put_text(out, at, n);
        return true;
    }
    for (size_t i = 0; i < n; i++)
        mr_buf_printf(out, "%02x", at[i]);
    return true;
}

struct field { // of a header
    const char *key;
    size_t at, n;
};

json_t *lis_header(tape *t, uint8_t type, const uint8_t *p, size_t n)
{
    static const struct field file[] = {{"name", 0, 10}, {"service", 12, 6}, {"version", 18, 8},
                                        {"date", 26, 8}, {"type", 42, 2},    {"previous", 46, 10},
                                        {NULL, 0, 0}},
                              tape_[] = {{"service", 0, 6},       {"date", 12, 8},
                                         {"origin", 22, 4},       {"name", 28, 8},
                                         {"continuation", 38, 2}, {"previous", 42, 8},
                                         {"comments", 52, 74},    {NULL, 0, 0}};
    json_t *out = json_object();
    for (const struct field *f = type == LIS_FILE_HEADER ? file : tape_; f->key; f++) {
        if (f->at >= n)
            break;
        const size_t width = f->n < n - f->at ? f->n : n - f->at;
        json_object_set_new(out, f->key, json_string(tape_text(t->open.arena, p + f->at, width)));
    }
    return out;
}

static json_t *component_value(int code, const uint8_t *p, size_t n)
{
    const enum tape_code number = lis_number(code);
    if (number == TAPE_TEXT) {
        mr_buf text = {0};
        (void)lis_cell_text(code, p, n, &text);
        json_t *out = json_stringn(text.at ? text.at : "", text.n);
        mr_buf_clear(&text);
        return out ? out : json_null();
    }
    if (n < tape_code_bytes[number])
        return json_null();
    json_t *value = json_real(tape_number(number, p));
    return value ? value : json_null();
}

static void put_component(tape *t, json_t *row, const uint8_t *p, size_t size)
{
    const char *mnemonic = tape_text(t->open.arena, p + 4, 4);
    const char *unit = tape_text(t->open.arena, p + 8, 4);
    json_object_set_new(row, mnemonic, component_value(p[1], p + COMPONENT_HEAD, size));
    if (unit[0])
        json_object_set_new(row, mr_arena_printf(t->open.arena, "%s unit", mnemonic),
                            json_string(unit));
}

// {"type", "rows"}: the first block names the table, a block of type 0 begins a row. What is no
// table is {"text"}.
json_t *lis_table(tape *t, const uint8_t *p, size_t n, uint64_t at)
{
    if (n == 0 || p[0] != OF_TABLE)
        return json_pack("{s:s}", "text", tape_text(t->open.arena, p, n));
    json_t *rows = json_array(), *row = NULL, *type = NULL;
    for (size_t done = 0; done < n;) {
        const uint8_t *block = p + done;
        if (n - done < COMPONENT_HEAD || n - done - COMPONENT_HEAD < block[2]) {
            for (size_t i = done; i < n; i++)
                if (p[i] > ' ') {
                    tape_warn(t, at, "the table's last block runs over its end and is left out");
                    break;
                }
            break;
        }
        if (block[0] == OF_TABLE && !type)
            type = component_value(block[1], block + COMPONENT_HEAD, block[2]);
        else if (block[0] == OF_ROW || !row)
            json_array_append_new(rows, row = json_object());
        if (block[0] != OF_TABLE)
            put_component(t, row, block, block[2]);
        done += COMPONENT_HEAD + (size_t)block[2];
    }
    return json_pack("{s:o,s:o}", "type", type ? type : json_null(), "rows", rows);
}
