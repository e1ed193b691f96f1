// The quick way through LAS data: plain numbers, as many on every line (or wrapped), straight into
// columns.
#define _DEFAULT_SOURCE // madvise

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "las_local.h"
#include "las_masks.h"
#include "las_scan.h"

void las_columns_clear(las_columns *columns)
{
    for (size_t i = 0; columns->at && i < columns->n; i++)
        mr_column_unref(columns->at[i]);
    free(columns->at);
    *columns = (las_columns){0};
}

// Values stay row by row in a small block before they go to their columns: one write to each of
// many columns in turn would miss the cache every time.
enum { BLOCK_ROWS = 64, BLOCK_VALUES = 1 << 14 };

// The section or a share of it, whole lines, and what becomes of it.
struct reading {
    const char *at, *end;
    char delimiter;
    bool flow;    // wrapped: rows end by count
    size_t n;     // columns
    int64_t rows; // by which the columns are full, with the rows of the shares before
    double *const *columns;
    int64_t done; // rows already in their columns, with those of the shares before
    double *block, *next,
        *row_end; // `next` is where the next value goes, `row_end` where its row ends
    double *block_end;
    bool has_null;
    double null;
    const char *comment; // the first # inside a line
};

static bool at_line_end(const char *p, const char *end)
{
    return p == end || *p == '\n' || *p == '\r';
}

// `delimiter`: a tab may be one, and is then not skipped.
static const char *skip_blanks(const char *p, const char *end, char delimiter)
{
    while (p < end && las_blank(*p) && *p != '\n' && *p != '\r' && *p != delimiter)
        p++;
    return p;
}

static bool ends_line(const char *p, const char *end)
{
    return at_line_end(skip_blanks(p, end, 0), end);
}

static const char *skip_line(const char *p, const char *end)
{
    while (!at_line_end(p, end))
        p++;
    return p;
}

// Exponents, many digits, NaN, the last numbers of the file; a # may follow at once. NULL when it
// is no number.
static const char *scan_slowly(const char *p, const char *end, char delimiter, double *out)
{
    const char *stop = p;
    while (!las_ends_number(stop, end, delimiter) && *stop != '#')
        stop++;
    las_cell cell = {.text = {p, (size_t)(stop - p)}};
    return las_cell_meaning(&cell, LAS_COMMA_NONE, out) == LAS_NUMBER ? stop : NULL;
}

static const char *scan(const char *p, const char *end, char delimiter, double *out)
{
    const char *stop = las_scan_quickly(p, end, delimiter, out);
    return stop ? stop : scan_slowly(p, end, delimiter, out);
}

// Moves the block to the columns. The index keeps the null value: a depth of 0 or -9999 is a depth.
static void flush(struct reading *f)
{
    size_t rows = (size_t)(f->next - f->block) / f->n;
    for (size_t c = 0; c < f->n; c++) {
        double *to = f->columns[c] + f->done;
        const double *from = f->block + c;
        if (c == 0 || !f->has_null)
            for (size_t i = 0; i < rows; i++)
                to[i] = from[i * f->n];
        else
            for (size_t i = 0; i < rows; i++)
                to[i] = from[i * f->n] == f->null ? (double)NAN : from[i * f->n];
    }
    f->done += (int64_t)rows;
    f->next = f->block;
    f->row_end = f->block + f->n;
}

// False when there is one row more than were counted.
static bool end_row(struct reading *f)
{
    if (f->row_end < f->block_end) {
        f->row_end += f->n;
        return true;
    }
    if (f->done + (f->next - f->block) / (ptrdiff_t)f->n > f->rows)
        return false;
    flush(f);
    return true;
}

static bool end_section(struct reading *f)
{
    if (f->next + f->n != f->row_end)
        return false; // inside a row
    if (f->done + (f->next - f->block) / (ptrdiff_t)f->n != f->rows)
        return false;
    flush(f);
    return true;
}

// What follows a block of 64 bytes that is looked at as a whole: room for the longest number that
// is scanned quickly.
enum { BLOCK_BYTES = 64, LOOK_AHEAD = 64 };

// Where the numbers begin and the lines end is known for 64 bytes at a time, so that no number
// waits for the end of the one before.
struct lines {
    const char *line; // the line not yet ended
    double *row;      // where its values go
    uint64_t blank;   // 1: the byte before the block is a blank
    uint64_t cr;      // 1: it is a CR
    // The null value as the file spells it, with the blank behind it: what most numbers of many
    // files are. `known` zeros: not seen.
    uint64_t null[2], known[2];
    double null_value; // -0 has a spelling of its own
};

static void learn_null(struct lines *lines, const char *p, size_t n, double value)
{
    static const char ones[16] = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
    if (n > sizeof ones)
        return;
    memset(lines->known, 0, sizeof lines->known);
    memcpy(lines->known, ones, n);
    memcpy(lines->null, p, sizeof lines->null);
    lines->null_value = value;
    lines->null[0] &= lines->known[0];
    lines->null[1] &= lines->known[1];
}

static bool is_known_null(const struct lines *lines, const char *p)
{
    uint64_t word[2];
    memcpy(word, p, sizeof word);
    return lines->known[0] && !(((word[0] & lines->known[0]) ^ lines->null[0]) |
                                ((word[1] & lines->known[1]) ^ lines->null[1]));
}

// The value at p, which has LOOK_AHEAD bytes. False when it is none, or a # ends it.
static bool scan_alone(const struct reading *f, struct lines *lines, const char *p, double *out)
{
    if (is_known_null(lines, p)) {
        *out = lines->null_value;
        return true;
    }
    const char *stop = las_scan_quickly(p, f->end, ' ', out);
    if (stop && f->has_null && !lines->known[0] && *out == f->null)
        learn_null(lines, p, (size_t)(stop - p) + 1, *out);
    if (stop)
        return true;
    stop = scan_slowly(p, f->end, ' ', out);
    return stop && stop < f->end && *stop != '#';
}

// False when the line is for the slow way.
static bool end_line(struct reading *f, struct lines *lines, const char *next_line)
{
    if (f->next != lines->row && (f->next != f->row_end || !end_row(f)))
        return false;
    lines->line = next_line;
    lines->row = f->next;
    return true;
}

static bool fill_block(struct reading *f, struct lines *lines, const char *p)
{
    const las_masks masks = las_masks_of(p);
    if ((masks.cr << 1 | lines->cr) & ~masks.lf)
        return false; // a CR that is the end of a line itself
    uint64_t events = (~masks.blanks & (masks.blanks << 1 | lines->blank)) | masks.lf;
    lines->cr = masks.cr >> 63;
    lines->blank = masks.blanks >> 63;
    for (; events; events &= events - 1) {
        const unsigned i = (unsigned)__builtin_ctzll(events);
        if (masks.lf >> i & 1) {
            if (!end_line(f, lines, p + i + 1))
                return false;
            continue;
        }
        if (f->next == f->row_end || !scan_alone(f, lines, p + i, f->next))
            return false;
        f->next++;
    }
    return true;
}

// Lines from p, which begins one, as far as they are as plain as can be. Returns the beginning of
// the first that is not; it may well be as the others, but for the slow way to say.
static const char *fill_plain_lines(struct reading *f, const char *p)
{
    struct lines lines = {.line = p, .row = f->next, .blank = 1};
    while (f->end - p >= BLOCK_BYTES + LOOK_AHEAD && fill_block(f, &lines, p))
        p += BLOCK_BYTES;
    f->next = lines.row;
    return lines.line;
}

// Lines parted by blanks. False when a line is not as the first one.
static bool fill_blanks(struct reading *f)
{
    const char *p = f->at, *end = f->end;
    if (!f->flow)
        p = fill_plain_lines(f, p);
    for (;;) {
        p = skip_blanks(p, end, 0);
        bool inside = f->next + f->n != f->row_end;
        if (p < end && *p == '#') {
            if (inside && f->flow)
                return false;
            if ((inside || f->next == f->row_end) && !f->comment)
                f->comment = p;
            p = skip_line(p, end);
        }
        if (at_line_end(p, end)) {
            if (!f->flow && inside && (f->next != f->row_end || !end_row(f)))
                return false;
            if (p == end)
                return end_section(f);
            p++;
            if (!f->flow)
                p = fill_plain_lines(f, p);
            continue;
        }
        if (f->next == f->row_end)
            return false;
        p = scan(p, end, ' ', f->next++);
        if (!p)
            return false;
        if (f->flow && f->next == f->row_end && !(ends_line(p, end) && end_row(f)))
            return false;
    }
}

// One line of cells between delimiters; an empty cell is null. Returns its end, NULL when it is not
// as the first one.
static const char *fill_line(struct reading *f, const char *p)
{
    for (size_t column = 0; column < f->n; column++) {
        double *value = f->next++;
        p = skip_blanks(p, f->end, f->delimiter);
        *value = (double)NAN;
        if (!at_line_end(p, f->end) && *p != f->delimiter)
            p = scan(p, f->end, f->delimiter, value);
        if (!p)
            return NULL;
        p = skip_blanks(p, f->end, f->delimiter);
        if (column + 1 < f->n && (p == f->end || *p++ != f->delimiter))
            return NULL;
    }
    return at_line_end(p, f->end) && end_row(f) ? p : NULL;
}

static bool fill_delimited(struct reading *f)
{
    for (const char *p = f->at;;) {
        const char *bare = skip_blanks(p, f->end, 0);
        if (bare < f->end && *bare == '#')
            bare = skip_line(bare, f->end);
        if (!at_line_end(bare, f->end))
            bare = fill_line(f, p);
        if (!bare)
            return false;
        if (bare == f->end)
            return end_section(f);
        p = bare + 1;
    }
}

// How many lines hold data.
static int64_t count_lines(mr_str body)
{
    las_lines lines = las_lines_of(body);
    mr_str line;
    int64_t n = 0;
    while (las_next_line(&lines, &line)) {
        size_t i = 0;
        while (i < line.n && las_blank(line.at[i]))
            i++;
        n += i < line.n && line.at[i] != '#';
    }
    return n;
}

// Numbers on a line parted by blanks, 0 when there is anything else.
static size_t count_numbers(mr_str line)
{
    const char *p = line.at, *end = line.at + line.n;
    size_t n = 0;
    double value;
    for (;;) {
        p = skip_blanks(p, end, 0);
        if (p == end || *p == '#')
            return n;
        p = scan_slowly(p, end, ' ', &value);
        if (!p)
            return 0;
        n++;
    }
}

static size_t count_cells(mr_str line, char delimiter)
{
    size_t n = 1;
    for (size_t i = 0; i < line.n; i++)
        n += line.at[i] == delimiter;
    return n;
}

// Cells of a wrapped section, parted by blanks.
static size_t count_all(mr_str body)
{
    size_t n = 0;
    bool blank = true;
    for (size_t i = 0; i < body.n; i++) {
        n += blank && !las_blank(body.at[i]);
        blank = las_blank(body.at[i]);
    }
    return n;
}

// The section cut at line ends, each share read by whoever is free.
struct shares {
    las_reader *r;
    size_t n;
    struct reading *at;
    bool *done;   // one a share
    bool guessed; // that every LF in shares but the first and the last ends a line of data
};

enum { SHARES_A_THREAD = 8 };

static int64_t lfs_of(const las_reader *r, size_t piece, size_t end)
{
    int64_t n = 0;
    for (; piece < end; piece++)
        n += r->pieces[piece].lfs;
    return n;
}

// Shares end after the first LF of a piece; where there is none, in a file whose lines end with CR,
// all is one share. So a share holds as many LFs as the pieces from the one it began in to the one
// it ends in.
static mr_status cut(las_reader *r, mr_str body, char delimiter, struct shares *out)
{
    const char *text = r->text.at, *at = body.at, *end = body.at + body.n;
    const size_t first = (size_t)(body.at - text) / LAS_PIECE + 1;
    const size_t last = (size_t)(end - text) / LAS_PIECE; // where the last share may begin
    const size_t pieces = last > first ? last - first + 1 : 0;
    const size_t most = las_threads(r) * SHARES_A_THREAD, n = pieces < most ? pieces + 1 : most;
    size_t began = first - 1;
    *out = (struct shares){.r = r, .at = calloc(n, sizeof *out->at), .done = calloc(n, 1)};
    if (!out->at || !out->done)
        return mr_fail(r->err, MR_ENOMEM, NULL, "no memory for the data section");
    for (size_t i = 1; i <= n && at < end; i++) {
        const size_t piece = first + i * pieces / n;
        const char *to = i < n ? text + piece * LAS_PIECE : end;
        const char *lf = to > at && to < end ? memchr(to, '\n', (size_t)(end - to)) : NULL;
        const char *stop = lf ? lf + 1 : end;
        if (i < n && to <= at)
            continue; // a line longer than a share
        out->at[out->n++] = (struct reading){.at = at,
                                             .end = stop,
                                             .delimiter = delimiter,
                                             .rows = lfs_of(r, began, piece),
                                             .has_null = r->has_null,
                                             .null = r->null};
        at = stop;
        began = piece;
    }
    out->guessed = out->n > 2;
    return MR_OK;
}

static mr_status count_share(void *context, size_t i, size_t worker, mr_error *err)
{
    struct shares *s = context;
    struct reading *f = &s->at[i];
    (void)worker, (void)err;
    if (!s->guessed || i == 0 || i + 1 == s->n)
        f->rows = count_lines((mr_str){f->at, (size_t)(f->end - f->at)});
    return MR_OK;
}

// Rows of each share become the rows by which it ends.
static int64_t add_up(struct shares *s)
{
    int64_t rows = 0;
    for (size_t i = 0; i < s->n; i++) {
        s->at[i].done = rows;
        rows += s->at[i].rows;
        s->at[i].rows = rows;
    }
    return rows;
}

// All shares are one again.
static void join(struct shares *s)
{
    s->at[0].end = s->at[s->n - 1].end;
    s->at[0].flow = true;
    s->n = 1;
    s->guessed = false;
}

// Columns and rows, when the first line lets one hope.
static bool measure(const las_reader *r, mr_str body, struct shares *s, size_t *n, int64_t *rows)
{
    mr_str first;
    const char delimiter = s->n ? s->at[0].delimiter : ' ';
    const bool blanks = delimiter == ' ';
    size_t curves = r->curves.n;
    *rows = add_up(s);
    if (*rows == 0 || !las_first_data_line(body, &first))
        return false;
    *n = blanks ? count_numbers(first) : count_cells(first, delimiter);
    if (*n == 0 || (!blanks && curves && *n != curves))
        return false;
    if (r->wrap != LAS_WRAP_YES && *n < curves && (uint64_t)*rows * *n % curves == 0)
        return false; // curves without data, or rows over several lines
    if (r->wrap != LAS_WRAP_YES || *n == curves)
        return true;
    size_t cells = blanks && curves ? count_all(body) : 1;
    join(s);
    *n = curves;
    *rows = curves ? (int64_t)(cells / curves) : 0;
    s->at[0].rows = *rows;
    return curves && cells % curves == 0;
}

// Asks for the pages of a share of a column at once: taken one by one as they are first written to,
// they cost as much time as reading the numbers. Only a hint; every row will be written.
static void take_pages(double *values, int64_t rows)
{
#ifdef MADV_POPULATE_WRITE
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t first = ((uintptr_t)values + page - 1) / page * page;
    uintptr_t last = (uintptr_t)(values + rows) / page * page;
    if (first < last)
        (void)madvise((char *)values + (first - (uintptr_t)values), last - first,
                      MADV_POPULATE_WRITE);
#else
    (void)values, (void)rows;
#endif
}

static mr_status fill_share(void *context, size_t i, size_t worker, mr_error *err)
{
    struct shares *s = context;
    struct reading *f = &s->at[i];
    size_t rows = BLOCK_VALUES / f->n;
    (void)worker;
    rows = rows < 1 ? 1 : rows > BLOCK_ROWS ? BLOCK_ROWS : rows;
    f->block = malloc(rows * f->n * sizeof *f->block);
    if (!f->block)
        return mr_fail(err, MR_ENOMEM, NULL, "no memory for a line of %zu numbers", f->n);
    f->next = f->block;
    f->row_end = f->block + f->n;
    f->block_end = f->block + rows * f->n;
    f->comment = NULL;
    for (size_t c = 0; c < f->n; c++)
        take_pages(f->columns[c] + f->done, f->rows - f->done);
    s->done[i] = f->delimiter == ' ' ? fill_blanks(f) : fill_delimited(f);
    free(f->block);
    return MR_OK;
}

// *done when all shares are as the first line is.
static mr_status fill(struct shares *s, size_t n, double *const *values, bool *done)
{
    for (size_t i = 0; i < s->n; i++) {
        s->at[i].n = n;
        s->at[i].columns = values;
    }
    MR_TRY(las_each(s->r, s->n, fill_share, s));
    const char *comment = NULL;
    *done = true;
    for (size_t i = 0; i < s->n; i++) {
        *done = *done && s->done[i];
        comment = comment ? comment : s->at[i].comment;
    }
    if (*done && comment)
        las_warn(s->r, comment, "a # inside a line of data: what follows it is left out");
    return MR_OK;
}

static mr_status seal(void *context, size_t i, size_t worker, mr_error *err)
{
    mr_column **columns = context;
    (void)worker, (void)err;
    mr_column_seal(columns[i]);
    return MR_OK;
}

static mr_status fill_columns(struct shares *s, size_t n, int64_t rows, las_columns *out,
                              bool *done)
{
    las_reader *r = s->r;
    mr_status st = MR_OK;
    mr_column **columns = calloc(n, sizeof *columns);
    double **values = calloc(n, sizeof *values);
    const mr_column **kept = calloc(n, sizeof *kept);
    mr_field *fields = calloc(n, sizeof *fields);
    if (!columns || !values || !kept || !fields)
        st = mr_fail(r->err, MR_ENOMEM, NULL, "no memory for %zu columns", n);
    for (size_t i = 0; i < n && st == MR_OK; i++)
        fields[i] = las_field(r, i, MR_FLOAT64);
    if (st == MR_OK)
        st = mr_columns_new_f64(fields, n, rows, columns, values, r->err);
    free(fields);
    if (st == MR_OK)
        st = fill(s, n, values, done);
    if (*done)
        st = las_each(r, n, seal, columns);
    if (*done) {
        for (size_t i = 0; i < n; i++) {
            kept[i] = columns[i];
            columns[i] = NULL;
        }
        *out = (las_columns){n, rows, kept};
        kept = NULL;
    }
    for (size_t i = 0; columns && i < n; i++)
        mr_column_unref(columns[i]);
    free(kept);
    free(columns);
    free(values);
    return st;
}

mr_status las_read_numbers(las_reader *r, mr_str body, char delimiter, las_columns *out, bool *done)
{
    struct shares s;
    size_t n;
    int64_t rows = 0, guess = -1;
    *done = false;
    *out = (las_columns){0};
    mr_status st = cut(r, body, delimiter, &s);
    for (bool again = true; st == MR_OK && again; s.guessed = false) {
        st = las_each(r, s.n, count_share, &s);
        if (st == MR_OK && measure(r, body, &s, &n, &rows) && rows != guess)
            st = fill_columns(&s, n, rows, out, done);
        guess = rows;
        again = s.guessed && !*done;
    }
    free(s.at);
    free(s.done);
    return st;
}
