// JSON text out. Our own, because jansson prints 0.1 as 0.10000000000000001.
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/json.h"

typedef struct writer {
    mr_buf *out;
    int indent;
    bool sorted;
} writer;

static void write_text(mr_buf *out, const char *s, size_t n)
{
    static const char hex[] = "0123456789abcdef";
    size_t done = 0;

    mr_buf_putc(out, '"');
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        mr_buf_put(out, s + done, i - done);
        done = i + 1;
        switch (c) {
        case '"': mr_buf_puts(out, "\\\""); break;
        case '\\': mr_buf_puts(out, "\\\\"); break;
        case '\n': mr_buf_puts(out, "\\n"); break;
        case '\r': mr_buf_puts(out, "\\r"); break;
        case '\t': mr_buf_puts(out, "\\t"); break;
        default: {
            char escape[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 0x0F]};
            mr_buf_put(out, escape, sizeof escape);
        }
        }
    }
    mr_buf_put(out, s + done, n - done);
    mr_buf_putc(out, '"');
}

// A real stays a real: jansson and Python tell 5 from 5.0.
static void write_real(mr_buf *out, double value)
{
    char text[32];
    size_t n = mr_print_double(value, text);

    mr_buf_put(out, text, n);
    if (strcspn(text, ".eE") == n)
        mr_buf_puts(out, ".0");
}

static void write_break(const writer *w, int depth)
{
    if (w->indent == 0)
        return;
    mr_buf_putc(w->out, '\n');
    for (int i = 0; i < w->indent * depth; i++)
        mr_buf_putc(w->out, ' ');
}

static void write_value(const writer *w, const json_t *value, int depth);

static void write_array(const writer *w, const json_t *array, int depth)
{
    size_t n = json_array_size(array);

    mr_buf_putc(w->out, '[');
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            mr_buf_putc(w->out, ',');
        write_break(w, depth + 1);
        write_value(w, json_array_get(array, i), depth + 1);
    }
    if (n > 0)
        write_break(w, depth);
    mr_buf_putc(w->out, ']');
}

static void write_member(const writer *w, const char *key, const json_t *value, int depth,
                         bool first)
{
    if (!first)
        mr_buf_putc(w->out, ',');
    write_break(w, depth + 1);
    write_text(w->out, key, strlen(key));
    mr_buf_puts(w->out, w->indent ? ": " : ":");
    write_value(w, value, depth + 1);
}

static int compare_keys(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void write_sorted(const writer *w, json_t *object, int depth)
{
    size_t n = json_object_size(object), i = 0;
    const char **keys = calloc(n, sizeof *keys);
    const char *key;
    json_t *value;

    if (!keys) {
        w->out->status = MR_ENOMEM;
        return;
    }
    json_object_foreach(object, key, value) keys[i++] = key;
    qsort(keys, n, sizeof *keys, compare_keys);
    for (i = 0; i < n; i++)
        write_member(w, keys[i], json_object_get(object, keys[i]), depth, i == 0);
    free(keys);
}

static void write_object(const writer *w, json_t *object, int depth)
{
    const char *key;
    json_t *value;
    bool first = true;

    if (json_object_size(object) == 0) {
        mr_buf_puts(w->out, "{}");
        return;
    }
    mr_buf_putc(w->out, '{');
    if (w->sorted) {
        write_sorted(w, object, depth);
    } else {
        json_object_foreach(object, key, value)
        {
            write_member(w, key, value, depth, first);
            first = false;
        }
    }
    write_break(w, depth);
    mr_buf_putc(w->out, '}');
}

static void write_value(const writer *w, const json_t *value, int depth)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        write_object(w, (json_t *)(uintptr_t)value, depth);
        break; // iterating takes a json_t *
    case JSON_ARRAY: write_array(w, value, depth); break;
    case JSON_STRING:
        write_text(w->out, json_string_value(value), json_string_length(value));
        break;
    case JSON_INTEGER:
        mr_buf_printf(w->out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        break;
    case JSON_REAL: write_real(w->out, json_real_value(value)); break;
    case JSON_TRUE: mr_buf_puts(w->out, "true"); break;
    case JSON_FALSE: mr_buf_puts(w->out, "false"); break;
    case JSON_NULL: mr_buf_puts(w->out, "null"); break;
    }
}

void mr_json_write(const json_t *value, int indent, mr_buf *out)
{
    const writer w = {.out = out, .indent = indent};

    write_value(&w, value, 0);
}

void mr_json_write_canonical(const json_t *value, mr_buf *out)
{
    const writer w = {.out = out, .sorted = true};

    write_value(&w, value, 0);
}
