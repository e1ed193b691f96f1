// Percent-decoding and the parts of a path.
#include "target.h"

#include <string.h>

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

char *mr_percent_decode(mr_str text, bool query, mr_arena *arena)
{
    char *out = mr_arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        if (c == '%') {
            const int high = i + 2 < text.n ? hex_digit(text.at[i + 1]) : -1;
            const int low = i + 2 < text.n ? hex_digit(text.at[i + 2]) : -1;
            if (high < 0 || low < 0)
                return NULL;
            c = (char)(high << 4 | low);
            i += 2;
        } else if (c == '+' && query) {
            c = ' ';
        }
        if (c == 0)
            return NULL;
        out[n++] = c;
    }
    out[n] = 0;
    return mr_utf8_valid((mr_str){out, n}) ? out : NULL;
}

bool mr_path_segment(const char *path, size_t i, mr_str *out)
{
    for (const char *at = path; *at == '/'; i--) {
        const size_t n = strcspn(++at, "/");
        if (i == 0) {
            *out = (mr_str){at, n};
            return true;
        }
        at += n;
    }
    return false;
}
