// Files of well data: which format, the one inner form, what there is to say of them.
#include "contents.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/file.h"

#include "../las_local.h"

enum { WARNINGS_MAX = 20 };

static const contents_format *const formats[] = {
    &contents_witsml, &contents_petrel, &contents_petrel_trace, &contents_survey, &contents_gslib,
};

static const contents_format *format_of(mr_str head, const char *path)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (formats[i]->recognise(head, path))
            return formats[i];
    return NULL;
}

const char *mr_contents_format(mr_str head, const char *path)
{
    const contents_format *format = format_of(head, path);
    return format ? format->name : NULL;
}

const char *mr_contents_format_of_file(const char *path)
{
    enum { HEAD = 1 << 16 };
    char *head = mr_alloc(HEAD);
    FILE *file = fopen(path, "rb");
    const size_t n = file ? fread(head, 1, HEAD, file) : 0;
    const char *format = mr_contents_format((mr_str){head, n}, path);
    if (file)
        fclose(file);
    free(head);
    return format;
}

mr_status(contents_fail)(const contents_reader *r, int64_t line, const char *format, ...)
{
    char where[32], text[512];
    va_list args;
    snprintf(where, sizeof where, "line %lld", (long long)line);
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return mr_fail(r->err, MR_EFORMAT, where, "%s: %s", r->format, text);
}

void contents_warn(contents_reader *r, const char *format, ...)
{
    mr_contents *c = r->out;
    char text[512];
    va_list args;
    if (c->n_warnings == WARNINGS_MAX)
        return;
    if (!c->warnings)
        c->warnings = MR_ARENA_ARRAY(c->arena, const char *, WARNINGS_MAX);
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    c->warnings[c->n_warnings++] = mr_arena_strdup(c->arena, text);
}

// The capacity follows from n: it is doubled at every power of two.
void *contents_grow(contents_reader *r, void *list, size_t n, size_t size)
{
    if (n & (n - 1))
        return list;
    void *grown = mr_arena_alloc(r->out->arena, (n ? 2 * n : 1) * size);
    if (n)
        memcpy(grown, list, n * size);
    return grown;
}

const char *contents_copy(contents_reader *r, mr_str text)
{
    text = mr_str_trim(text);
    return text.n ? mr_arena_strndup(r->out->arena, text.at, text.n) : NULL;
}

static mr_status decode(mr_str bytes, mr_buf *room, mr_str *out, mr_error *err)
{
    if (bytes.n >= 3 && memcmp(bytes.at, "\xef\xbb\xbf", 3) == 0)
        bytes = (mr_str){bytes.at + 3, bytes.n - 3};
    *out = bytes;
    if (mr_utf8_valid(bytes))
        return MR_OK;
    const las_reader latin = {.latin = true};
    las_put_utf8(&latin, bytes, room);
    *out = (mr_str){room->at, room->n};
    return room->status == MR_OK ? MR_OK
                                 : mr_fail(err, room->status, NULL, "no memory for the text");
}

mr_status mr_contents_read(mr_str bytes, const char *path, mr_contents **out, mr_error *err)
{
    const contents_format *format = format_of(bytes, path);
    if (!format)
        return mr_fail(err, MR_EFORMAT, NULL, "is no survey, tops, checkshots, WITSML or GSLIB");
    mr_arena *arena = mr_arena_new();
    mr_contents *contents = MR_ARENA_NEW(arena, mr_contents);
    mr_buf room = {0};
    contents->arena = arena;
    contents->format = format->name;
    contents_reader r = {.path = path, .out = contents, .err = err, .format = format->name};
    mr_status st = decode(bytes, &room, &r.text, err);
    if (st == MR_OK && memchr(r.text.at, 0, r.text.n))
        st = mr_fail(err, MR_EFORMAT, NULL, "%s: is not text: it holds a zero byte", format->name);
    if (st == MR_OK)
        st = format->read(&r);
    mr_buf_clear(&room);
    if (st != MR_OK) {
        mr_contents_free(contents);
        return st;
    }
    *out = contents;
    return MR_OK;
}

mr_status mr_contents_read_file(const char *path, mr_contents **out, mr_error *err)
{
    mr_str bytes;
    MR_TRY(mr_file_map(path, &bytes, err));
    const mr_status st = mr_contents_read(bytes, path, out, err);
    mr_file_unmap(bytes);
    return st;
}

static void free_sheets(mr_sheet *sheets, size_t n)
{
    for (size_t i = 0; i < n; i++)
        mr_table_unref(sheets[i].table);
}

void mr_contents_free(mr_contents *contents)
{
    if (!contents)
        return;
    free_sheets(contents->logs, contents->n_logs);
    free_sheets(contents->tables, contents->n_tables);
    mr_arena_free(contents->arena);
}
