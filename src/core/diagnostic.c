// The list of problems of a document.
#include "mudrock/diagnostic.h"

#include <assert.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void mr_diagnostics_init(mr_diagnostics *list)
{
    *list = (mr_diagnostics){.arena = mr_arena_new()};
}

void mr_diagnostics_clear(mr_diagnostics *list)
{
    mr_arena_free(list->arena);
    *list = (mr_diagnostics){0};
}

static char *format_text(mr_arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

static char *format_text(mr_arena *arena, const char *format, va_list args)
{
    char small[256];
    va_list again;

    va_copy(again, args);
    int n = vsnprintf(small, sizeof small, format, args);
    assert(n >= 0);
    char *text = mr_arena_alloc(arena, (size_t)n + 1);
    if ((size_t)n < sizeof small)
        memcpy(text, small, (size_t)n);
    else
        (void)vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return text;
}

mr_diagnostic *mr_diagnose(mr_diagnostics *list, mr_severity severity, const char *code,
                           const char *node_id, const char *format, ...)
{
    va_list args;

    if (list->n == list->capacity) {
        size_t capacity = list->capacity ? 2 * list->capacity : 8;
        mr_diagnostic *at = MR_ARENA_ARRAY(list->arena, mr_diagnostic, capacity);
        for (size_t i = 0; i < list->n; i++)
            at[i] = list->at[i];
        list->at = at;
        list->capacity = capacity;
    }
    mr_diagnostic *d = &list->at[list->n++];
    *d = (mr_diagnostic){
        .code = mr_arena_strdup(list->arena, code),
        .severity = severity,
        .node_id = mr_arena_strdup(list->arena, node_id),
    };
    va_start(args, format);
    d->message = format_text(list->arena, format, args);
    va_end(args);
    list->errors += severity == MR_SEVERITY_ERROR;
    return d;
}

// Grows by powers of two, so the capacity follows from the count.
void mr_diagnostic_relate(mr_diagnostics *list, mr_diagnostic *d, const char *node_id)
{
    size_t n = d->n_related;

    if ((n & (n - 1)) == 0) {
        const char **at = MR_ARENA_ARRAY(list->arena, const char *, n ? 2 * n : 1);
        for (size_t i = 0; i < n; i++)
            at[i] = d->related_node_ids[i];
        d->related_node_ids = at;
    }
    d->related_node_ids[d->n_related++] = mr_arena_strdup(list->arena, node_id);
}

// Text cut by a size limit may end inside a character: then the damaged end is dropped, never the
// diagnostic.
static json_t *text_or_null(const char *text)
{
    if (!text)
        return json_null();
    json_t *value = json_string(text);
    for (size_t n = strlen(text); !value && n > 0; n--)
        value = json_stringn(text, n - 1);
    return value;
}

static json_t *to_json(const mr_diagnostic *d)
{
    json_t *object = json_object(), *related = json_array();

    for (size_t i = 0; i < d->n_related; i++)
        json_array_append_new(related, text_or_null(d->related_node_ids[i]));
    json_object_set_new(object, "code", text_or_null(d->code));
    json_object_set_new(object, "severity",
                        json_string(d->severity == MR_SEVERITY_ERROR ? "error" : "warning"));
    json_object_set_new(object, "node_id", text_or_null(d->node_id));
    json_object_set_new(object, "related_node_ids", related);
    json_object_set_new(object, "column", text_or_null(d->column));
    json_object_set_new(object, "pointer", text_or_null(d->pointer));
    if (d->text_line > 0) {
        json_object_set_new(object, "text_line", json_integer(d->text_line));
        json_object_set_new(object, "text_column", json_integer(d->text_column));
    }
    json_object_set_new(object, "message", text_or_null(d->message));
    json_object_set_new(object, "hint", text_or_null(d->hint));
    if (d->migration)
        json_object_set_new(object, "migration", json_loads(d->migration, 0, NULL));
    return object;
}

json_t *mr_diagnostics_to_json(const mr_diagnostics *list)
{
    json_t *array = json_array();

    for (size_t i = 0; i < list->n; i++)
        json_array_append_new(array, to_json(&list->at[i]));
    return array;
}
