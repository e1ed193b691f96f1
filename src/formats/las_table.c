// The general way through LAS data: wrapped lines, any delimiter, text, numbers that ran together.
// Twice over the section: once to learn the shape and what each column holds, once to fill.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "las_local.h"

// A column may be far larger than the text that makes it (short lines, many columns): up to this
// many cells, or this many for a byte of text, are taken.
enum { CELLS_ALWAYS = 1 << 24, CELLS_PER_BYTE = 8 };

struct tally { // cells of one column by meaning
    int64_t of[LAS_TEXT + 1];
};

struct shape {
    las_splitter splitter;
    bool comma; // is a decimal mark
    bool flow;  // rows end by count, not by line
    size_t columns;
    int64_t rows;
    struct tally *tallies; // one a column
};

struct survey { // of all lines
    int64_t lines, cells;
    size_t first, most;   // cells on the first line, on the longest
    const char *first_at; // the first line
    const char *odd_at;   // the first line that does not hold as many as the first
    size_t odd;           // its cells
    const char *wrong_at; // the first line that does not hold as many as the header has curves
    size_t wrong;
    bool straddles;                   // by count, a row would end inside a line
    struct tally *by_line, *by_count; // a cell's column by its place in the line, and by count
    size_t by_line_n;
};

static bool next_data_line(las_lines *lines, mr_str *line, char delimiter)
{
    while (las_next_line(lines, line)) {
        mr_str bare = las_trim(*line);
        if (!bare.n || bare.at[0] == '#')
            continue;
        // A leading tab is a blank cell where tabs part the columns.
        if (delimiter != '\t')
            *line = bare;
        return true;
    }
    return false;
}

static mr_status no_memory(const las_reader *r)
{
    return mr_fail(r->err, MR_ENOMEM, NULL, "no memory for the data section");
}

static mr_status split(const las_reader *r, const struct shape *shape, mr_str line,
                       las_cells *cells)
{
    const char *bad = line.at;
    mr_status st = las_split(&shape->splitter, line, cells, &bad);
    if (st == MR_ENOMEM)
        return no_memory(r);
    return st == MR_OK ? MR_OK : las_fail(r, bad, "a quoted text does not end on its line");
}

static mr_status grow_tallies(const las_reader *r, struct survey *s, size_t n)
{
    if (n <= s->by_line_n)
        return MR_OK;
    struct tally *grown = realloc(s->by_line, n * sizeof *grown);
    if (!grown)
        return no_memory(r);
    memset(grown + s->by_line_n, 0, (n - s->by_line_n) * sizeof *grown);
    s->by_line = grown;
    s->by_line_n = n;
    return MR_OK;
}

static mr_status survey_line(const las_reader *r, const struct shape *shape, mr_str line,
                             const las_cells *cells, struct survey *s)
{
    size_t curves = shape->splitter.expected;
    MR_TRY(grow_tallies(r, s, cells->n));
    for (size_t i = 0; i < cells->n; i++) {
        double number;
        enum las_meaning meaning = las_cell_meaning(&cells->at[i], shape->comma, &number);
        s->by_line[i].of[meaning]++;
        if (curves)
            s->by_count[((uint64_t)s->cells + i) % curves].of[meaning]++;
    }
    if (s->lines == 0) {
        s->first = cells->n;
        s->first_at = line.at;
    }
    if (cells->n != s->first && !s->odd_at) {
        s->odd_at = line.at;
        s->odd = cells->n;
    }
    if (cells->n != curves && !s->wrong_at) {
        s->wrong_at = line.at;
        s->wrong = cells->n;
    }
    if (curves && (uint64_t)s->cells % curves + cells->n > curves)
        s->straddles = true;
    if (cells->n > s->most)
        s->most = cells->n;
    s->lines++;
    s->cells += (int64_t)cells->n;
    return MR_OK;
}

static mr_status survey_all(const las_reader *r, mr_str body, const struct shape *shape,
                            struct survey *s)
{
    size_t curves = shape->splitter.expected;
    *s = (struct survey){.by_count = calloc(curves ? curves : 1, sizeof(struct tally))};
    mr_status st = s->by_count ? MR_OK : no_memory(r);
    las_cells cells = {0};
    las_lines lines = las_lines_of(body);
    mr_str line;
    while (st == MR_OK && next_data_line(&lines, &line, shape->splitter.delimiter)) {
        st = split(r, shape, line, &cells);
        if (st == MR_OK)
            st = survey_line(r, shape, line, &cells, s);
    }
    las_cells_clear(&cells);
    return st;
}

static mr_status ragged(const las_reader *r, const struct survey *s)
{
    size_t curves = r->curves.n;
    bool by_header = curves && s->wrong_at;
    return las_fail(r, by_header ? s->wrong_at : s->odd_at, "the line holds %zu values, want %zu",
                    by_header ? s->wrong : s->odd, by_header ? curves : s->first);
}

// Rows by line where all lines hold the same, by count where they do not.
static mr_status settle_shape(las_reader *r, const struct survey *s, struct shape *out)
{
    size_t curves = out->splitter.expected;
    bool even = !s->odd_at;
    bool delimited = out->splitter.delimiter != ' ';
    bool divides = curves && (uint64_t)s->cells % curves == 0;
    out->columns = s->first;
    out->rows = s->lines;

    if (even && (r->wrap != LAS_WRAP_YES || s->first >= curves))
        return MR_OK;
    if (r->wrap == LAS_WRAP_YES && curves && !divides)
        return las_fail(r, r->text.at + r->text.n,
                        "the data end inside a row: %lld values in rows of %zu",
                        (long long)s->cells, curves);
    if (divides && (r->wrap == LAS_WRAP_YES || !s->straddles)) {
        out->flow = true;
        out->columns = curves;
        out->rows = s->cells / (int64_t)curves;
        if (r->wrap != LAS_WRAP_YES)
            las_warn(r, s->odd_at,
                     "the file says it is not wrapped, but its rows run over several "
                     "lines");
        return MR_OK;
    }
    if (delimited && s->most <= (curves ? curves : s->most)) {
        out->columns = curves ? curves : s->most;
        las_warn(r, s->odd_at, "the line holds %zu values of %zu: the rest is read as null", s->odd,
                 out->columns);
        return MR_OK;
    }
    return ragged(r, s);
}

static bool is_number_column(const struct tally *t)
{
    return !t->of[LAS_TEXT] && (t->of[LAS_NUMBER] || !t->of[LAS_WORD]);
}

static void warn_words(las_reader *r, const struct shape *shape)
{
    for (size_t i = 0; i < shape->columns; i++) {
        const struct tally *t = &shape->tallies[i];
        const char *name = i < r->curves.n ? r->curves.at[i].mnemonic : "UNKNOWN";
        if (is_number_column(t) && t->of[LAS_WORD])
            las_warn(r, NULL,
                     "curve %s: %lld values are no numbers (-, ERR, (null), #IND) and read as null",
                     name, (long long)t->of[LAS_WORD]);
        else if (t->of[LAS_TEXT] && t->of[LAS_NUMBER] > t->of[LAS_TEXT])
            las_warn(r, NULL, "curve %s: %lld of its values are text, so all of it is", name,
                     (long long)t->of[LAS_TEXT]);
    }
}

struct sink { // where the cells of one column go
    double *values;
    mr_column *numbers;
    mr_builder *text;
};

struct filler {
    const las_reader *r;
    const struct shape *shape;
    struct sink *sinks;
    size_t column;
    int64_t row;
    mr_buf utf8;
};

static void put_cell(struct filler *f, const las_cell *cell)
{
    const las_reader *r = f->r;
    struct sink *sink = &f->sinks[f->column];
    double number = (double)NAN;
    enum las_meaning meaning = las_cell_meaning(cell, f->shape->comma, &number);
    bool null = meaning == LAS_EMPTY || (meaning == LAS_NUMBER && isnan(number)) ||
                (meaning == LAS_NUMBER && r->has_null && number == r->null && f->column > 0);
    if (sink->values) {
        sink->values[f->row] = meaning == LAS_NUMBER && !null ? number : (double)NAN;
    } else if (null) {
        mr_builder_null(sink->text);
    } else if (!r->latin) {
        mr_builder_text(sink->text, cell->text);
    } else {
        f->utf8.n = 0;
        las_put_utf8(r, cell->text, &f->utf8);
        mr_builder_text(sink->text, (mr_str){f->utf8.at, f->utf8.n});
    }
    if (++f->column == f->shape->columns) {
        f->column = 0;
        f->row++;
    }
}

static mr_status fill(struct filler *f, mr_str body)
{
    static const las_cell none = {.lost = true};
    las_cells cells = {0};
    las_lines lines = las_lines_of(body);
    mr_str line;
    mr_status st = MR_OK;
    while (next_data_line(&lines, &line, f->shape->splitter.delimiter)) {
        st = split(f->r, f->shape, line, &cells);
        if (st != MR_OK)
            break;
        for (size_t i = 0; i < cells.n; i++)
            put_cell(f, &cells.at[i]);
        while (!f->shape->flow && f->column)
            put_cell(f, &none);
    }
    las_cells_clear(&cells);
    return st;
}

static mr_status open_sinks(const las_reader *r, const struct shape *shape, struct sink *sinks)
{
    for (size_t i = 0; i < shape->columns; i++) {
        bool number = is_number_column(&shape->tallies[i]);
        mr_field field = las_field(r, i, number ? MR_FLOAT64 : MR_UTF8);
        if (number)
            MR_TRY(mr_column_new_f64(&field, shape->rows, &sinks[i].numbers, &sinks[i].values,
                                     r->err));
        else
            sinks[i].text = mr_builder_new(&field);
    }
    return MR_OK;
}

static mr_status close_sinks(const las_reader *r, const struct shape *shape, struct sink *sinks,
                             las_columns *out)
{
    out->at = calloc(shape->columns + 1, sizeof *out->at);
    if (!out->at)
        return no_memory(r);
    out->n = shape->columns;
    out->rows = shape->rows;
    for (size_t i = 0; i < shape->columns; i++) {
        if (sinks[i].text) {
            MR_TRY(mr_builder_finish(sinks[i].text, &out->at[i], r->err));
        } else {
            mr_column_seal(sinks[i].numbers);
            out->at[i] = sinks[i].numbers;
            sinks[i].numbers = NULL;
        }
    }
    return MR_OK;
}

static mr_status build(const las_reader *r, mr_str body, const struct shape *shape,
                       las_columns *out)
{
    size_t cells;
    if (!mr_size_mul(shape->columns, (size_t)shape->rows, &cells) ||
        (cells > CELLS_ALWAYS && cells / CELLS_PER_BYTE > body.n))
        return mr_fail(r->err, MR_ETOOLARGE, NULL,
                       "%lld rows of %zu columns are too many for a file of %zu bytes",
                       (long long)shape->rows, shape->columns, r->text.n);
    struct sink *sinks = calloc(shape->columns + 1, sizeof *sinks);
    struct filler f = {.r = r, .shape = shape, .sinks = sinks};
    mr_status st = sinks ? open_sinks(r, shape, sinks) : no_memory(r);
    if (st == MR_OK)
        st = fill(&f, body);
    if (st == MR_OK && f.utf8.status != MR_OK)
        st = no_memory(r);
    if (st == MR_OK)
        st = close_sinks(r, shape, sinks, out);
    for (size_t i = 0; sinks && i < shape->columns; i++) {
        mr_column_unref(sinks[i].numbers);
        mr_builder_free(sinks[i].text);
    }
    free(sinks);
    mr_buf_clear(&f.utf8);
    return st;
}

bool las_first_data_line(mr_str body, mr_str *line)
{
    las_lines lines = las_lines_of(body);
    return next_data_line(&lines, line, ' ');
}

mr_status las_read_cells(las_reader *r, mr_str body, char delimiter, las_columns *out)
{
    *out = (las_columns){0};
    struct shape shape = {.splitter = {delimiter, r->curves.n}, .comma = delimiter != ','};

    struct survey s;
    mr_status st = survey_all(r, body, &shape, &s);
    if (st == MR_OK)
        st = settle_shape(r, &s, &shape);
    shape.tallies = shape.flow ? s.by_count : s.by_line;
    if (st == MR_OK)
        st = grow_tallies(r, &s, shape.columns);
    if (st == MR_OK) {
        shape.tallies = shape.flow ? s.by_count : s.by_line;
        warn_words(r, &shape);
        st = build(r, body, &shape, out);
    }
    free(s.by_line);
    free(s.by_count);
    if (st != MR_OK)
        las_columns_clear(out);
    return st;
}
