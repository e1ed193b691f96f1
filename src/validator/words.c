// The words messages are made of.
#include "words.h"

#include <stdlib.h>
#include <string.h>

#include "mudrock/text.h"

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

char *mr_words_list(mr_arena *arena, const char *const *names, size_t n, size_t most)
{
    mr_buf buf = {0};
    size_t shown = n > most ? most : n;

    for (size_t i = 0; i < shown; i++) {
        const char *between = i == 0 ? "" : i + 1 == n ? " and " : ", ";
        mr_buf_printf(&buf, "%s'%s'", between, names[i]);
    }
    if (n > shown)
        mr_buf_printf(&buf, " and %zu more", n - shown);
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
