// Typed access to the places of a JSON document, with problems instead of failures.
#include "spot.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "mudrock/json.h"

enum { SHOWN_VALUE = 40 }; // bytes of a wrong value that a message repeats

mr_spot mr_spot_get(const mr_spot *object, const char *key)
{
    json_t *value = json_object_get(object->json, key); // NULL when it is no object

    return (mr_spot){
        .reader = object->reader,
        .up = object,
        .key = key,
        .json = json_is_null(value) ? NULL : value,
    };
}

mr_spot mr_spot_item(const mr_spot *list, size_t i)
{
    json_t *value = json_array_get(list->json, i);

    return (mr_spot){
        .reader = list->reader,
        .up = list,
        .index = i,
        .json = json_is_null(value) ? NULL : value,
    };
}

// RFC 6901: ~ is ~0 and / is ~1.
static void put_pointer(mr_buf *out, const mr_spot *spot)
{
    if (!spot->up)
        return;
    put_pointer(out, spot->up);
    mr_buf_putc(out, '/');
    if (!spot->key) {
        mr_buf_printf(out, "%zu", spot->index);
        return;
    }
    for (const char *c = spot->key; *c; c++) {
        if (*c == '~')
            mr_buf_puts(out, "~0");
        else if (*c == '/')
            mr_buf_puts(out, "~1");
        else
            mr_buf_putc(out, *c);
    }
}

// node_type.source_type.depth_range[1], from the node or the document on.
static void put_label(mr_buf *out, const mr_spot *spot)
{
    if (spot->is_node || !spot->up)
        return;
    put_label(out, spot->up);
    if (!spot->key)
        mr_buf_printf(out, "[%zu]", spot->index);
    else
        mr_buf_printf(out, "%s%s", out->n && out->at[out->n - 1] != ' ' ? "." : "", spot->key);
}

static const mr_spot *node_of(const mr_spot *spot)
{
    while (spot && !spot->is_node)
        spot = spot->up;
    return spot;
}

static void problem(const mr_spot *spot, const char *code, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

static void problem(const mr_spot *spot, const char *code, const char *format, va_list args)
{
    mr_spot_reader *reader = spot->reader;
    const mr_spot *node = node_of(spot);
    mr_buf text = {0}, pointer = {0};
    char said[512];

    if (node && reader->node_name)
        mr_buf_printf(&text, "node \"%s\": ", reader->node_name);
    else if (node)
        mr_buf_printf(&text, "node %zu: ", node->index + 1);
    else
        mr_buf_puts(&text, "document: ");
    put_label(&text, spot);
    (void)vsnprintf(said, sizeof said, format, args);
    mr_buf_printf(&text, "%s%s", text.at[text.n - 1] != ' ' ? " " : "", said);
    put_pointer(&pointer, spot);
    mr_diagnostic *d = mr_diagnose(reader->problems, MR_SEVERITY_ERROR, code,
                                   node ? reader->node_id : NULL, "%s", text.at);
    d->pointer = mr_arena_strdup(reader->problems->arena, pointer.at ? pointer.at : "");
    mr_buf_clear(&text);
    mr_buf_clear(&pointer);
}

void mr_spot_malformed(const mr_spot *spot, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    problem(spot, "dag.malformed", format, args);
    va_end(args);
}

void mr_spot_too_large(const mr_spot *spot, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    problem(spot, "dag.too_large", format, args);
    va_end(args);
}

// What stands there instead: the value when it is small, else its kind.
static void wrong_type(const mr_spot *spot, const char *wanted)
{
    mr_buf text = {0};

    if (json_is_object(spot->json)) {
        mr_buf_puts(&text, "an object");
    } else if (json_is_array(spot->json)) {
        mr_buf_puts(&text, "a list");
    } else {
        mr_json_write(spot->json, 0, &text);
        if (text.n > SHOWN_VALUE) {
            mr_buf_clear(&text);
            mr_buf_puts(&text, "a text");
        }
    }
    mr_spot_malformed(spot, "must be %s, not %s", wanted, text.at);
    mr_buf_clear(&text);
}

const char *mr_spot_text(const mr_spot *spot, const char *def)
{
    if (!spot->json)
        return def;
    if (json_is_string(spot->json))
        return mr_arena_strdup(spot->reader->arena, json_string_value(spot->json));
    wrong_type(spot, "a text");
    return def;
}

bool mr_spot_truth(const mr_spot *spot, bool def)
{
    if (!spot->json)
        return def;
    if (json_is_boolean(spot->json))
        return json_is_true(spot->json);
    wrong_type(spot, "true or false");
    return def;
}

double mr_spot_number(const mr_spot *spot, double def)
{
    if (!spot->json)
        return def;
    if (json_is_number(spot->json))
        return json_number_value(spot->json);
    wrong_type(spot, "a number");
    return def;
}

size_t mr_spot_count(const mr_spot *spot)
{
    if (!spot->json)
        return 0;
    if (json_is_array(spot->json))
        return json_array_size(spot->json);
    wrong_type(spot, "a list");
    return 0;
}

mr_names mr_spot_names(const mr_spot *spot)
{
    size_t n = mr_spot_count(spot);
    mr_names names = {0};

    if (n == 0)
        return names;
    names.at = MR_ARENA_ARRAY(spot->reader->arena, const char *, n);
    for (size_t i = 0; i < n; i++) {
        mr_spot item = mr_spot_item(spot, i);
        const char *text = item.json ? mr_spot_text(&item, NULL) : NULL;
        if (!item.json)
            mr_spot_malformed(&item, "must be a text, not null");
        if (text)
            names.at[names.n++] = text;
    }
    return names;
}

bool mr_spot_object(const mr_spot *spot)
{
    if (!spot->json)
        return false;
    if (json_is_object(spot->json))
        return true;
    wrong_type(spot, "an object");
    return false;
}

const char *mr_spot_need_text(const mr_spot *spot)
{
    const char *text = mr_spot_text(spot, NULL);

    if (!spot->json)
        mr_spot_malformed(spot, "is missing");
    else if (text && !*text)
        mr_spot_malformed(spot, "must not be empty");
    return text;
}

bool mr_spot_need_object(const mr_spot *spot)
{
    if (!spot->json)
        mr_spot_malformed(spot, "is missing");
    return mr_spot_object(spot);
}

bool mr_spot_need_list(const mr_spot *spot)
{
    if (!spot->json)
        mr_spot_malformed(spot, "is missing");
    else if (!json_is_array(spot->json))
        wrong_type(spot, "a list");
    return json_is_array(spot->json);
}

int mr_spot_need_choice(const mr_spot *spot, const char *const *names)
{
    const char *text = mr_spot_need_text(spot);
    mr_buf list = {0};
    int i = 0;

    if (!text || !*text)
        return -1;
    for (; names[i] && strcmp(names[i], text) != 0; i++)
        mr_buf_printf(&list, "%s%s", i ? ", " : "", names[i]);
    if (!names[i]) {
        mr_spot_malformed(spot, "must be one of %s, not \"%.*s\"", list.at, SHOWN_VALUE, text);
        i = -1;
    }
    mr_buf_clear(&list);
    return i;
}
