// The table of a sheet: its names under titles, notes and stray numbers, merged cells, its rows.
// What the columns hold the reader of text tables settles, to which the sheet is a text of commas:
// the same rules of units, ids, absent values and dates as for any other table.
#include "workbook_local.h"

#include <stdlib.h>
#include <string.h>

enum { LOOK_ROWS = 60, LEAD_ROWS = 3, CELLS_MAX = 1 << 27 };

typedef struct grid_row {
    int32_t at;             // of the sheet
    int32_t cells, numbers; // how many; numbers: dates and truths too
    size_t first;           // place of its first cell
} grid_row;

typedef struct layout {
    xl_book *book;
    const xl_sheet *sheet;
    xl_grid *grid;
    size_t n; // rows that have cells
    grid_row *rows;
    size_t head;      // of those: where the table begins
    size_t end;       // and ends
    bool named;       // the head is texts alone
    int32_t width;    // columns of the sheet, up to the last one that has cells
    size_t n_columns; // of those the ones that the table has cells in, in their order
    int32_t *columns;
} layout;

static const char *name_of(const layout *l)
{
    return l->sheet->name;
}

// --- where the table is ---

static mr_status index_rows(layout *l)
{
    xl_cell cell;
    size_t at = 0, from = 0, capacity = 0;
    while (xl_next(l->grid, &at, &cell)) {
        if (!l->n || l->rows[l->n - 1].at != cell.row) {
            if (l->n == capacity) {
                capacity = capacity ? 2 * capacity : 256;
                grid_row *grown = realloc(l->rows, capacity * sizeof *grown);
                if (!grown)
                    return mr_fail(l->book->package.err, MR_ENOMEM, NULL, "no memory for its rows");
                l->rows = grown;
            }
            l->rows[l->n++] = (grid_row){.at = cell.row, .first = from};
        }
        grid_row *r = &l->rows[l->n - 1];
        r->cells++;
        r->numbers += !cell.text;
        l->width = cell.column >= l->width ? cell.column + 1 : l->width;
        from = at;
    }
    return MR_OK;
}

static int by_size(const void *a, const void *b)
{
    const int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

// As many cells as a row of the table has: three of four of what the middle one of all has.
static int32_t full_row(const layout *l)
{
    int32_t *counts = mr_alloc((l->n + 1) * sizeof *counts);
    for (size_t i = 0; i < l->n; i++)
        counts[i] = l->rows[i].cells;
    qsort(counts, l->n, sizeof *counts, by_size);
    const int32_t middle = counts[l->n / 2];
    free(counts);
    return (3 * middle + 3) / 4;
}

static bool all_texts(const grid_row *r)
{
    return r->numbers == 0;
}

// Whether the head is a row of titles, one merged over columns, above the row of the names.
static bool is_upper_title(const layout *l)
{
    const grid_row *head = &l->rows[l->head], *next = head + 1;
    bool wide = false;
    for (size_t i = 0; i < l->grid->n_merged; i++) {
        const xl_range *m = &l->grid->merged[i];
        wide |= m->top <= head->at && m->bottom >= head->at && m->right > m->left;
    }
    return wide && l->head + 2 < l->n && all_texts(next) && next->at == head->at + 1 &&
           next->cells > head->cells && !all_texts(next + 1);
}

// Of the full rows that are texts alone, above the first with numbers, the one of most cells: a row
// of a report's facts may stand above the names. A few rows of numbers may too. Where all is text,
// the first row has the names; where no full row is texts alone, there are none.
static void find_head(layout *l)
{
    const int32_t full = full_row(l);
    size_t first = l->n, lead = 0, widest = l->n, texts = l->n;
    for (size_t i = 0; i < l->n && i < LOOK_ROWS && lead <= LEAD_ROWS; i++) {
        const grid_row *r = &l->rows[i];
        if (r->cells < full)
            continue;
        first = first == l->n ? i : first;
        if (all_texts(r)) {
            texts = texts == l->n ? i : texts;
            widest = widest == l->n || r->cells > l->rows[widest].cells ? i : widest;
        } else if (texts < l->n) {
            texts = widest;
            break;
        } else {
            lead++;
        }
    }
    l->named = texts < l->n;
    l->head = texts;
    if (!l->named)
        l->head = first == l->n ? 0 : first;
    while (l->named && is_upper_title(l))
        l->head++;
    if (l->head)
        contents_warn(&l->book->out,
                      "sheet \"%s\": %zu rows above the table (from row %d) are left out",
                      name_of(l), l->head, l->rows[0].at + 1);
}

// Notes below an empty row: lines of one text.
static void find_end(layout *l)
{
    const int32_t full = full_row(l);
    size_t end = l->n;
    while (full > 1 && end > l->head + 2 && l->rows[end - 1].cells == 1 &&
           l->rows[end - 1].numbers == 0)
        end--;
    size_t gap = l->n; // the first row of those after an empty one
    for (size_t i = end; i < l->n; i++)
        if (l->rows[i].at > l->rows[i - 1].at + 1) {
            gap = i;
            break;
        }
    l->end = gap;
    if (gap < l->n)
        contents_warn(&l->book->out,
                      "sheet \"%s\": %zu rows of notes below the table (from row %d) are left out",
                      name_of(l), l->n - gap, l->rows[gap].at + 1);
}

static mr_status find_columns(layout *l)
{
    xl_cell cell;
    bool *used = mr_alloc((size_t)l->width + 1);
    memset(used, 0, (size_t)l->width + 1);
    for (size_t at = l->rows[l->head].first; xl_next(l->grid, &at, &cell);)
        if (l->end == l->n || cell.row < l->rows[l->end].at)
            used[cell.column] = true;
    l->columns = mr_alloc(((size_t)l->width + 1) * sizeof *l->columns);
    for (int32_t i = 0; i < l->width; i++)
        if (used[i])
            l->columns[l->n_columns++] = i;
    free(used);
    if (l->n_columns * (l->end - l->head) > CELLS_MAX)
        return mr_fail(l->book->package.err, MR_ETOOLARGE, NULL,
                       "sheet \"%s\": %zu rows of %zu columns are more than %d cells", name_of(l),
                       l->end - l->head, l->n_columns, CELLS_MAX);
    return MR_OK;
}

// --- as text ---

static bool is_break(char c)
{
    return c == '\n' || c == '\r';
}

static void put_quoted(layout *l, mr_buf *to, const xl_cell *cell, bool title)
{
    const mr_str text = title ? mr_str_trim(cell->at) : cell->at;
    bool broken = false;
    mr_buf_putc(to, '"');
    for (size_t i = 0; i < text.n; i++) {
        broken |= is_break(text.at[i]);
        if (text.at[i] == '"')
            mr_buf_putc(to, '"');
        mr_buf_putc(to, is_break(text.at[i]) ? ' ' : text.at[i]);
    }
    mr_buf_putc(to, '"');
    if (broken && !title && l->grid->breaks++ == 0)
        xl_cell_name(cell->row, cell->column, l->grid->first_break);
}

// The title merged over a column, in the row above the names.
static mr_str group_of(const layout *l, int32_t column)
{
    xl_cell cell;
    const grid_row *above = l->head ? &l->rows[l->head - 1] : NULL;
    const xl_range *m = above ? xl_merged_at(l->grid, above->at, column) : NULL;
    if (!m || m->right == m->left || above->at + 1 != l->rows[l->head].at)
        return (mr_str){0};
    for (size_t at = above->first; xl_next(l->grid, &at, &cell) && cell.row == above->at;)
        if (cell.column == m->left)
            return mr_str_trim(cell.at);
    return (mr_str){0};
}

static bool named_twice(const layout *l, const xl_cell *name)
{
    xl_cell other;
    for (size_t at = l->rows[l->head].first;
         xl_next(l->grid, &at, &other) && other.row == name->row;)
        if (other.column != name->column &&
            mr_str_ieq(mr_str_trim(other.at), mr_str_trim(name->at)))
            return true;
    return false;
}

static void put_title(layout *l, mr_buf *to, const xl_cell *cell)
{
    const mr_str group = named_twice(l, cell) ? group_of(l, cell->column) : (mr_str){0};
    if (!group.n) {
        put_quoted(l, to, cell, true);
        return;
    }
    const mr_str name = mr_str_trim(cell->at);
    char *both =
        mr_arena_printf(l->book->arena, "%.*s %.*s", (int)group.n, group.at, (int)name.n, name.at);
    const xl_cell joined = {cell->row, cell->column, (uint32_t)strlen(both), true, mr_str_of(both)};
    put_quoted(l, to, &joined, true);
}

static void put_cell(layout *l, mr_buf *to, const xl_cell *cell)
{
    if (l->named && cell->row == l->rows[l->head].at)
        put_title(l, to, cell);
    else if (cell->text)
        put_quoted(l, to, cell, false);
    else
        mr_buf_put(to, cell->at.at, cell->at.n);
}

// A line a row, so that the lines that messages name are the rows of the sheet.
static void write_text(layout *l, mr_buf *to)
{
    xl_cell cell;
    int32_t line = 0;
    size_t at = l->rows[l->head].first;
    bool more = xl_next(l->grid, &at, &cell);
    for (size_t i = l->head; i < l->end && more; i++) {
        for (; line < l->rows[i].at; line++)
            mr_buf_putc(to, '\n');
        for (size_t k = 0; k < l->n_columns; k++) {
            if (k)
                mr_buf_putc(to, ',');
            if (more && cell.row == l->rows[i].at && cell.column == l->columns[k]) {
                put_cell(l, to, &cell);
                more = xl_next(l->grid, &at, &cell);
            }
        }
    }
    mr_buf_putc(to, '\n');
}

static void say(layout *l)
{
    contents_reader *r = &l->book->out;
    const xl_grid *g = l->grid;
    if (g->errors)
        contents_warn(r, "sheet \"%s\": %lld cells hold an error such as #N/A: they are null",
                      name_of(l), (long long)g->errors);
    if (g->uncounted)
        contents_warn(
            r,
            "sheet \"%s\": %lld formulas (the first in %s) have no value stored: they are "
            "null; open and save the file in Excel",
            name_of(l), (long long)g->uncounted, g->first_uncounted);
    if (g->no_days)
        contents_warn(r,
                      "sheet \"%s\": %lld dates (the first in %s) are no day of the calendar: they "
                      "are null",
                      name_of(l), (long long)g->no_days, g->first_no_day);
    if (g->durations)
        contents_warn(r, "sheet \"%s\": %lld durations are read as days", name_of(l),
                      (long long)g->durations);
    if (g->breaks)
        contents_warn(r, "sheet \"%s\": line breaks in %lld texts (the first in %s) are blanks",
                      name_of(l), (long long)g->breaks, g->first_break);
    if (l->sheet->hidden)
        contents_warn(r, "sheet \"%s\" is hidden", name_of(l));
}

static mr_status read_text(layout *l, mr_str text)
{
    xl_book *b = l->book;
    mr_csv_options options = *b->options;
    mr_csv_report report = {.arena = b->arena};
    mr_table *table = NULL;
    options.encoding = "utf-8";
    options.delimiter = ',';
    options.decimal = '.';
    mr_status st = mr_csv_read_text(text, &options, &report, &table, b->package.err);
    if (st != MR_OK)
        return mr_fail_in(b->package.err, st, "sheet \"%s\": ", name_of(l));
    for (size_t i = 0; i < report.n_warnings; i++)
        contents_warn(&b->out, "sheet \"%s\": %s", name_of(l), report.warnings[i]);
    mr_contents *c = b->out.out;
    c->tables = contents_grow(&b->out, c->tables, c->n_tables, sizeof *c->tables);
    c->tables[c->n_tables++] = (mr_sheet){.name = l->sheet->name, .table = table};
    return MR_OK;
}

mr_status xl_take_table(xl_book *book, const xl_sheet *sheet, xl_grid *grid)
{
    layout l = {.book = book, .sheet = sheet, .grid = grid};
    mr_buf text = {0};
    mr_status st = xl_fill_merged(book, sheet, grid);
    if (st == MR_OK)
        st = index_rows(&l);
    if (st == MR_OK && !l.n) {
        contents_warn(&book->out, "sheet \"%s\" is empty", name_of(&l));
    } else if (st == MR_OK) {
        find_head(&l);
        find_end(&l);
        st = find_columns(&l);
        if (st == MR_OK) {
            write_text(&l, &text);
            say(&l);
            st = text.status == MR_OK
                     ? read_text(&l, (mr_str){text.at, text.n})
                     : mr_fail(book->package.err, MR_ENOMEM, NULL, "no memory for its rows");
        }
    }
    mr_buf_clear(&text);
    free(l.rows);
    free(l.columns);
    return st;
}
