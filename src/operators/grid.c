// A table of texts in Markdown.
#include "grid.h"

#include <assert.h>
#include <string.h>

mr_grid mr_grid_new(mr_arena *arena, const char *heads)
{
    mr_grid grid = {.arena = arena, .columns = 1};

    for (const char *c = heads; *c; c++)
        grid.columns += *c == '|';
    assert(grid.columns <= MR_GRID_COLUMNS);
    for (const char *head = heads;;) {
        size_t n = strcspn(head, "|");
        mr_grid_add(&grid, mr_arena_strndup(arena, head, n));
        if (!head[n])
            return grid;
        head += n + 1;
    }
}

// A bar would end the cell.
static const char *escaped(mr_arena *arena, const char *text)
{
    mr_buf buf = {0};

    if (!strchr(text, '|'))
        return mr_arena_strdup(arena, text);
    for (; *text; text++) {
        if (*text == '|')
            mr_buf_putc(&buf, '\\');
        mr_buf_putc(&buf, *text);
    }
    const char *copy = mr_arena_strdup(arena, buf.at);
    mr_buf_clear(&buf);
    return copy;
}

void mr_grid_add(mr_grid *grid, const char *text)
{
    if (grid->n == grid->room) {
        size_t room = grid->room ? 2 * grid->room : 16 * grid->columns;
        const char **cells = MR_ARENA_ARRAY(grid->arena, const char *, room);
        if (grid->n)
            memcpy(cells, grid->cells, grid->n * sizeof *cells);
        grid->cells = cells;
        grid->room = room;
    }
    grid->cells[grid->n++] = escaped(grid->arena, text ? text : "");
}

static size_t width_of(const char *text)
{
    return mr_utf8_count(mr_str_of(text));
}

static void measure(const mr_grid *grid, size_t widths[])
{
    bool used[MR_GRID_COLUMNS] = {false};

    for (size_t i = 0; i < grid->n; i++) {
        size_t c = i % grid->columns, width = width_of(grid->cells[i]);
        used[c] |= i >= grid->columns && width > 0;
        widths[c] = width > widths[c] ? width : widths[c];
    }
    for (size_t c = 0; c < grid->columns; c++)
        widths[c] = !used[c] ? 0 : widths[c] < 3 ? 3 : widths[c]; // a rule has three dashes
}

static void fill(mr_buf *out, char c, size_t n)
{
    for (size_t i = 0; i < n; i++)
        mr_buf_putc(out, c);
}

static void print_rule(const mr_grid *grid, const size_t widths[], mr_buf *out)
{
    for (size_t c = 0; c < grid->columns; c++)
        if (widths[c]) {
            mr_buf_puts(out, "| ");
            fill(out, '-', widths[c]);
            mr_buf_putc(out, ' ');
        }
    mr_buf_puts(out, "|\n");
}

void mr_grid_print(const mr_grid *grid, mr_buf *out)
{
    size_t widths[MR_GRID_COLUMNS] = {0};

    if (grid->n <= grid->columns)
        return;
    measure(grid, widths);
    for (size_t i = 0; i < grid->n; i++) {
        size_t c = i % grid->columns;
        if (widths[c]) {
            mr_buf_printf(out, "| %s", grid->cells[i]);
            fill(out, ' ', widths[c] - width_of(grid->cells[i]) + 1);
        }
        if (c + 1 < grid->columns)
            continue;
        mr_buf_puts(out, "|\n");
        if (i < grid->columns)
            print_rule(grid, widths, out);
    }
}
