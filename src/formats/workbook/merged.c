// Merged cells: one that spans rows has its value in each of them.
#include "workbook_local.h"

#include <stdlib.h>
#include <string.h>

const xl_range *xl_merged_at(const xl_grid *g, int32_t row, int32_t column)
{
    for (size_t i = 0; i < g->n_merged; i++) {
        const xl_range *m = &g->merged[i];
        if (row >= m->top && row <= m->bottom && column >= m->left && column <= m->right)
            return m;
    }
    return NULL;
}

static int by_top(const void *a_, const void *b_)
{
    const xl_range *a = a_, *b = b_;
    return a->top != b->top ? (a->top > b->top) - (a->top < b->top)
                            : (a->left > b->left) - (a->left < b->left);
}

typedef struct filled { // what stands in cells that are merged with one above
    xl_range range;
    char *text;
    uint32_t n;
    bool is_text;
} filled;

static int by_column(const void *a_, const void *b_)
{
    const filled *a = a_, *b = b_;
    return (a->range.left > b->range.left) - (a->range.left < b->range.left);
}

// The fillings of ranges that begin in rows up to `row` and go on in it, by column.
static size_t drop_ended(filled *open, size_t n, int32_t row)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (open[i].range.bottom < row)
            free(open[i].text);
        else
            open[kept++] = open[i];
    }
    return kept;
}

static void put_filled(xl_grid *to, const filled *from, int32_t row)
{
    xl_cell cell = {row, from->range.left, from->n, from->is_text, {from->text, from->n}};
    xl_put(to, &cell);
}

static bool open_range(const xl_grid *g, size_t *next, const xl_cell *cell, filled *open, size_t *n)
{
    while (*next < g->n_merged &&
           (g->merged[*next].top < cell->row ||
            (g->merged[*next].top == cell->row && g->merged[*next].left < cell->column)))
        (*next)++;
    if (*next == g->n_merged || g->merged[*next].top != cell->row ||
        g->merged[*next].left != cell->column || g->merged[*next].bottom == cell->row)
        return true;
    char *text = malloc(cell->n + 1);
    if (!text)
        return false;
    memcpy(text, cell->at.at, cell->n);
    open[(*n)++] = (filled){g->merged[*next], text, cell->n, cell->text};
    qsort(open, *n, sizeof *open, by_column);
    return true;
}

// A cell merged over several rows holds for each of them.
mr_status xl_fill_merged(xl_book *book, const xl_sheet *sheet, xl_grid *g)
{
    size_t tall = 0, next = 0, n_open = 0, at = 0, k = 0;
    for (size_t i = 0; i < g->n_merged; i++)
        tall += g->merged[i].bottom > g->merged[i].top;
    if (!tall)
        return MR_OK;
    qsort(g->merged, g->n_merged, sizeof *g->merged, by_top);
    xl_grid out = {0};
    filled *open = mr_alloc((g->n_merged + 1) * sizeof *open);
    int32_t row = -1;
    int64_t added = 0;
    bool good = true;
    xl_cell cell;
    while (good && xl_next(g, &at, &cell)) {
        if (cell.row != row) {
            for (; k < n_open; k++, added++)
                put_filled(&out, &open[k], row);
            row = cell.row;
            n_open = drop_ended(open, n_open, row);
            k = 0;
        }
        for (; k < n_open && open[k].range.left < cell.column; k++, added++)
            put_filled(&out, &open[k], row);
        k += k < n_open && open[k].range.left == cell.column;
        xl_put(&out, &cell);
        const size_t before = n_open;
        good = open_range(g, &next, &cell, open, &n_open);
        k += n_open - before; // it begins here
    }
    for (; k < n_open; k++, added++)
        put_filled(&out, &open[k], row);
    (void)drop_ended(open, n_open, INT32_MAX);
    free(open);
    mr_buf_clear(&g->cells);
    g->cells = out.cells;
    g->n = out.n;
    if (!good || g->cells.status != MR_OK)
        return mr_fail(book->package.err, MR_ENOMEM, NULL, "sheet \"%s\": no memory for it",
                       sheet->name);
    if (added)
        contents_warn(&book->out, "sheet \"%s\": %lld cells merged with one above have its value",
                      sheet->name, (long long)added);
    return MR_OK;
}
