// Text of tapes as UTF-8.
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/json.h"

#include "tape_local.h"

void tape_put_text(mr_buf *out, const uint8_t *at, size_t n)
{
    while (n && (at[n - 1] <= ' '))
        n--;
    while (n && *at <= ' ') {
        at++;
        n--;
    }
    const bool utf8 = mr_utf8_valid((mr_str){(const char *)at, n});
    for (size_t i = 0; i < n; i++) {
        const uint8_t c = at[i];
        const bool line = c == '\n' || c == '\t';
        if ((c < ' ' && !line) || c == 0x7f)
            mr_buf_putc(out, ' ');
        else if (c < 0x80 || utf8)
            mr_buf_putc(out, (char)c);
        else
            mr_buf_put(out, (const char[]){(char)(0xc0 | c >> 6), (char)(0x80 | (c & 0x3f))}, 2);
    }
}

const char *tape_text(mr_arena *arena, const uint8_t *at, size_t n)
{
    mr_buf out = {0};
    tape_put_text(&out, at, n);
    const char *text = mr_arena_strndup(arena, out.at ? out.at : "", out.n);
    mr_buf_clear(&out);
    return text;
}

void tape_warn(tape *t, uint64_t at, const char *format, ...)
{
    char text[512];
    if (t->open.n_warnings >= TAPE_WARNINGS) {
        t->unsaid++;
        return;
    }
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    for (size_t n = strlen(text); n && !mr_utf8_valid((mr_str){text, n});)
        text[--n] = 0; // a name was cut
    if (!t->open.warnings)
        t->open.warnings = MR_ARENA_ARRAY(t->open.arena, const char *, TAPE_WARNINGS);
    if (at != UINT64_MAX)
        t->open.warnings[t->open.n_warnings++] =
            mr_arena_printf(t->open.arena, "byte %llu: %s", (unsigned long long)at, text);
    else
        t->open.warnings[t->open.n_warnings++] = mr_arena_strdup(t->open.arena, text);
}

mr_status tape_no_memory(const tape *t)
{
    return mr_fail(t->err, MR_ENOMEM, NULL, "no memory to read the file");
}

// Several texts of one cell are a JSON array.
static bool dlis_texts(const tape_cell *cell, int code, const uint8_t *at, const uint8_t *end,
                       mr_buf *out)
{
    size_t used;
    if (cell->items == 1)
        return dlis_cell_text(code, at, (size_t)(end - at), &used, out);
    json_t *all = json_array();
    mr_buf one = {0};
    bool good = true;
    for (uint32_t i = 0; i < cell->items && good; i++) {
        one.n = 0;
        const bool read = dlis_cell_text(code, at, (size_t)(end - at), &used, &one);
        good = used > 0;
        json_array_append_new(all, read ? json_stringn(one.at ? one.at : "", one.n) : json_null());
        at += used;
    }
    mr_json_write(all, 0, out);
    mr_buf_clear(&one);
    json_decref(all);
    return good;
}

bool tape_cell_text(const tape *t, const tape_log *log, size_t cell, const uint8_t *at,
                    const uint8_t *end, mr_buf *out)
{
    const int code = log->log->curves[cell].code;
    return t->open.format[0] == 'D' ? dlis_texts(&log->cells[cell], code, at, end, out)
                                    : lis_cell_text(code, at, log->cells[cell].bytes, out);
}
