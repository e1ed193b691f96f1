// Where in the text the places of a JSON document stand: one walk over the text for any number of
// problems.
#include <string.h>

#include "mudrock/map.h"
#include "spot.h"

typedef struct position {
    int line, column;
} position;

typedef struct walker {
    mr_str text;
    size_t at;
    int line;
    size_t line_start;
    mr_buf pointer; // of the value the walk stands at
    mr_map *wanted; // pointer -> position
} walker;

static void skip_blanks(walker *w)
{
    for (; w->at < w->text.n; w->at++) {
        char c = w->text.at[w->at];
        if (c == '\n') {
            w->line++;
            w->line_start = w->at + 1;
        } else if (c != ' ' && c != '\t' && c != '\r') {
            return;
        }
    }
}

// The text literal at w->at, quotes included.
static mr_str take_quoted(walker *w)
{
    size_t start = w->at++;

    while (w->at < w->text.n && w->text.at[w->at] != '"')
        w->at += w->text.at[w->at] == '\\' ? 2 : 1;
    w->at = w->at < w->text.n ? w->at + 1 : w->text.n;
    return (mr_str){w->text.at + start, w->at - start};
}

static void push_text(mr_buf *pointer, const char *key, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (key[i] == '~')
            mr_buf_puts(pointer, "~0");
        else if (key[i] == '/')
            mr_buf_puts(pointer, "~1");
        else
            mr_buf_putc(pointer, key[i]);
    }
}

static void push_key(mr_buf *pointer, mr_str quoted)
{
    mr_buf_putc(pointer, '/');
    if (quoted.n >= 2 && !memchr(quoted.at, '\\', quoted.n)) {
        push_text(pointer, quoted.at + 1, quoted.n - 2);
        return;
    }
    json_t *key = json_loadb(quoted.at, quoted.n, JSON_DECODE_ANY, NULL);
    push_text(pointer, json_string_value(key), json_string_length(key));
    json_decref(key);
}

static void note(walker *w)
{
    position *p = mr_map_get(w->wanted, w->pointer.n ? w->pointer.at : "");

    if (!p)
        return;
    mr_str before = {w->text.at + w->line_start, w->at - w->line_start};
    *p = (position){w->line, 1 + (int)mr_utf8_count(before)};
}

static void walk(walker *w);

static void pop(mr_buf *pointer, size_t n)
{
    pointer->n = n;
    if (pointer->at)
        pointer->at[n] = '\0';
}

// At the opening bracket; stops after the closing one.
static void walk_container(walker *w)
{
    bool object = w->text.at[w->at++] == '{';
    size_t length = w->pointer.n;

    skip_blanks(w);
    for (size_t i = 0; w->at < w->text.n && !strchr("]}", w->text.at[w->at]); i++) {
        if (object) {
            push_key(&w->pointer, take_quoted(w));
            skip_blanks(w);
            w->at++; // the colon
            skip_blanks(w);
        } else {
            mr_buf_printf(&w->pointer, "/%zu", i);
        }
        walk(w);
        pop(&w->pointer, length);
        skip_blanks(w);
        if (w->at < w->text.n && w->text.at[w->at] == ',')
            w->at++;
        skip_blanks(w);
    }
    w->at++;
}

static void walk(walker *w)
{
    if (w->at >= w->text.n) // the text has passed a parser, but another than this
        return;
    note(w);
    switch (w->text.at[w->at]) {
    case '{':
    case '[': walk_container(w); break;
    case '"': (void)take_quoted(w); break;
    default:
        while (w->at < w->text.n && !strchr(",]} \t\r\n", w->text.at[w->at]))
            w->at++;
    }
}

// A place to note for a pointer and for all that lies above it: a missing member is shown by the
// object that lacks it.
static void want(mr_map *wanted, mr_arena *arena, const char *pointer)
{
    char *key = mr_arena_strdup(arena, pointer);

    for (;;) {
        if (!mr_map_get(wanted, key))
            (void)mr_map_put(wanted, key, MR_ARENA_NEW(arena, position));
        char *slash = strrchr(key, '/');
        if (!slash)
            return;
        *slash = '\0';
    }
}

static position find(const mr_map *wanted, mr_arena *arena, const char *pointer)
{
    char *key = mr_arena_strdup(arena, pointer);

    for (;;) {
        const position *p = mr_map_get(wanted, key);
        char *slash = strrchr(key, '/');
        if (p->line > 0 || !slash)
            return *p;
        *slash = '\0';
    }
}

void mr_locate(mr_str text, mr_diagnostics *problems, size_t first)
{
    mr_arena *scratch = mr_arena_new();
    walker w = {.text = text, .line = 1, .wanted = mr_map_new()};

    for (size_t i = first; i < problems->n; i++)
        if (problems->at[i].pointer)
            want(w.wanted, scratch, problems->at[i].pointer);
    skip_blanks(&w);
    if (mr_map_count(w.wanted) > 0)
        walk(&w);
    for (size_t i = first; i < problems->n; i++) {
        mr_diagnostic *d = &problems->at[i];
        if (!d->pointer)
            continue;
        position p = find(w.wanted, scratch, d->pointer);
        d->text_line = p.line;
        d->text_column = p.column;
        d->message = mr_arena_printf(problems->arena, "%s (line %d, column %d)", d->message, p.line,
                                     p.column);
    }
    mr_map_free(w.wanted);
    mr_arena_free(scratch);
    mr_buf_clear(&w.pointer);
}
