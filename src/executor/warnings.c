// Warnings of a run.
#include "warnings.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/map.h"

enum { MAX_TEXT = 320 };

typedef struct warning {
    size_t order;
    char text[MAX_TEXT];
} warning;

struct mr_warnings {
    pthread_mutex_t lock; // guards all below
    size_t n;
    warning at[MR_MAX_WARNINGS]; // sorted by order, then text
    // Every one that came, kept or not, so that the rest is as many however often and whenever it
    // is said.
    mr_map *seen;
};

mr_warnings *mr_warnings_new(void)
{
    mr_warnings *warnings = mr_alloc(sizeof *warnings);
    pthread_mutex_init(&warnings->lock, NULL);
    warnings->seen = mr_map_new();
    return warnings;
}

void mr_warnings_free(mr_warnings *warnings)
{
    if (!warnings)
        return;
    pthread_mutex_destroy(&warnings->lock);
    mr_map_free(warnings->seen);
    free(warnings);
}

static int compare(const warning *a, const warning *b)
{
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    return strcmp(a->text, b->text);
}

static bool is_new(mr_warnings *w, const warning *added)
{
    char key[MAX_TEXT + 24];

    snprintf(key, sizeof key, "%zu %s", added->order, added->text);
    return !mr_map_put(w->seen, key, w);
}

static void insert(mr_warnings *w, const warning *added)
{
    size_t at = w->n;

    if (!is_new(w, added))
        return;
    while (at > 0 && compare(&w->at[at - 1], added) > 0)
        at--;
    if (at == MR_MAX_WARNINGS)
        return;
    size_t moved = (w->n == MR_MAX_WARNINGS ? w->n - 1 : w->n) - at;
    memmove(&w->at[at + 1], &w->at[at], moved * sizeof *w->at);
    w->at[at] = *added;
    if (w->n < MR_MAX_WARNINGS)
        w->n++;
}

void mr_warn(mr_warnings *warnings, size_t order, const char *format, ...)
{
    warning added = {.order = order};
    va_list args;
    va_start(args, format);
    vsnprintf(added.text, sizeof added.text, format, args);
    va_end(args);
    pthread_mutex_lock(&warnings->lock);
    insert(warnings, &added);
    pthread_mutex_unlock(&warnings->lock);
}

const char **mr_warnings_list(mr_warnings *warnings, mr_arena *arena, size_t *n)
{
    pthread_mutex_lock(&warnings->lock);
    const char **list = MR_ARENA_ARRAY(arena, const char *, warnings->n + 2);
    size_t count = warnings->n;
    for (size_t i = 0; i < count; i++)
        list[i] = mr_arena_strdup(arena, warnings->at[i].text);
    const size_t total = mr_map_count(warnings->seen);
    if (total > count)
        list[count++] = mr_arena_printf(arena, "and %zu more warnings", total - warnings->n);
    pthread_mutex_unlock(&warnings->lock);
    *n = count;
    return list;
}
