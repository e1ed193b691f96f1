// The words of messages and hints: names of nodes, lists, JSON pointers; the nearest name by edit
// distance.
#include "suggest.h"

#include <string.h>

#include "mudrock/text.h"

enum { MOST_COMPARISONS = 50000 };

void mr_nearest_begin(mr_nearest *nearest, mr_suggest *suggest, const char *wanted)
{
    size_t n = strlen(wanted);

    *nearest = (mr_nearest){
        .suggest = suggest,
        .wanted = wanted,
        .limit = n <= 2   ? 1
                 : n <= 5 ? 2
                          : 3,
    };
    nearest->distance = nearest->limit + 2;
}

bool mr_nearest_affordable(const mr_nearest *nearest)
{
    return nearest->suggest->spent < MOST_COMPARISONS;
}

// gr and gr_1, shale_volume and shale_volume_linear.
static bool differs_by_suffix(const char *a, const char *b)
{
    size_t na = strlen(a), nb = strlen(b), n = na < nb ? na : nb;

    if (n == 0 || na == nb || strncmp(a, b, n) != 0)
        return false;
    return (na < nb ? b : a)[n] == '_';
}

void mr_nearest_offer(mr_nearest *nearest, const char *candidate)
{
    if (!mr_nearest_affordable(nearest))
        return;
    nearest->suggest->spent++;
    size_t distance = mr_edit_distance(nearest->wanted, candidate, nearest->limit);
    if (distance > nearest->limit && !differs_by_suffix(nearest->wanted, candidate))
        return;
    if (distance < nearest->distance) {
        nearest->best = candidate;
        nearest->distance = distance;
    }
}

const char *mr_node_label(const mr_node *node)
{
    return node->name && *node->name ? node->name : node->id ? node->id : "";
}

static char *take(mr_arena *arena, mr_buf *buf)
{
    char *text = mr_arena_strndup(arena, buf->at ? buf->at : "", buf->n);

    mr_buf_clear(buf);
    return text;
}

static char *list(mr_arena *arena, const char *const *names, size_t n, size_t most, char quote)
{
    mr_buf buf = {0};
    size_t shown = n > most ? most : n;

    for (size_t i = 0; i < shown; i++) {
        const char *between = i == 0 ? "" : i + 1 == n ? " and " : ", ";
        mr_buf_printf(&buf, "%s%c%s%c", between, quote, names[i], quote);
    }
    if (n > shown)
        mr_buf_printf(&buf, " and %zu more", n - shown);
    return take(arena, &buf);
}

char *mr_words_list(mr_arena *arena, const char *const *names, size_t n, size_t most)
{
    return list(arena, names, n, most, '\'');
}

char *mr_words_columns(mr_arena *arena, const char *const *names, size_t n, size_t most)
{
    return list(arena, names, n, most, '`');
}

char *mr_words_plain(mr_arena *arena, const char *const *names, size_t n)
{
    mr_buf buf = {0};

    for (size_t i = 0; i < n; i++)
        mr_buf_printf(&buf, "%s%s", i ? ", " : "", names[i]);
    return take(arena, &buf);
}

const char *mr_pointer_escape(mr_arena *arena, const char *segment)
{
    mr_buf buf = {0};

    if (!strpbrk(segment, "~/"))
        return segment;
    for (const char *c = segment; *c; c++) {
        if (*c == '~' || *c == '/')
            mr_buf_puts(&buf, *c == '~' ? "~0" : "~1");
        else
            mr_buf_putc(&buf, *c);
    }
    return take(arena, &buf);
}
