// The text builder: grows by doubling, remembers its first error.
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/text.h"

mr_status mr_buf_reserve(mr_buf *buf, size_t n)
{
    if (buf->status != MR_OK)
        return buf->status;
    if (n < buf->capacity - buf->n) // one byte is for the NUL
        return MR_OK;
    size_t wanted;
    if (__builtin_add_overflow(buf->n, n, &wanted) || wanted > SIZE_MAX / 2)
        return buf->status = MR_ENOMEM;
    size_t capacity = buf->capacity ? buf->capacity : 64;
    while (capacity <= wanted)
        capacity *= 2;
    char *at = realloc(buf->at, capacity);
    if (!at)
        return buf->status = MR_ENOMEM;
    buf->at = at;
    buf->capacity = capacity;
    buf->at[buf->n] = 0;
    return MR_OK;
}

void mr_buf_put(mr_buf *buf, const void *bytes, size_t n)
{
    if (n == 0 || mr_buf_reserve(buf, n) != MR_OK)
        return;
    memcpy(buf->at + buf->n, bytes, n);
    buf->n += n;
    buf->at[buf->n] = 0;
}

void mr_buf_puts(mr_buf *buf, const char *text)
{
    mr_buf_put(buf, text, strlen(text));
}

void mr_buf_putc(mr_buf *buf, char c)
{
    mr_buf_put(buf, &c, 1);
}

void mr_buf_xml(mr_buf *buf, const char *text)
{
    for (; text && *text; text++) {
        if (*text == '<')
            mr_buf_puts(buf, "&lt;");
        else if (*text == '&')
            mr_buf_puts(buf, "&amp;");
        else if (*text == '"')
            mr_buf_puts(buf, "&quot;");
        else if ((unsigned char)*text >= ' ')
            mr_buf_putc(buf, *text);
    }
}

void mr_buf_printf(mr_buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0 && buf->status == MR_OK)
        buf->status = MR_EFAIL;
    if (n >= 0 && mr_buf_reserve(buf, (size_t)n) == MR_OK) {
        vsnprintf(buf->at + buf->n, (size_t)n + 1, format, again);
        buf->n += (size_t)n;
    }
    va_end(again);
}

void mr_buf_double(mr_buf *buf, double value)
{
    if (mr_buf_reserve(buf, 32) == MR_OK)
        buf->n += mr_print_double(value, buf->at + buf->n);
}

char *mr_buf_take(mr_buf *buf, size_t *n)
{
    char *at = NULL;
    if (n)
        *n = 0;
    if (mr_buf_reserve(buf, 1) == MR_OK) { // an empty buffer gives an empty text
        at = buf->at;
        if (n)
            *n = buf->n;
        buf->at = NULL;
    }
    mr_buf_clear(buf);
    return at;
}

void mr_buf_clear(mr_buf *buf)
{
    free(buf->at);
    *buf = (mr_buf){0};
}
