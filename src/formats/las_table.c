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
    int64_t nulls;              // of these, the file's null value
    int64_t points;             // numbers with a decimal point
    bool not_three;             // one of them has not three decimals
    mr_str first[LAS_TEXT + 1]; // of each meaning
};

struct shape {
    las_splitter splitter;
    enum las_comma comma;
    bool flow; // rows end by count, not by line
    size_t columns;
    int64_t rows;
    struct tally *tallies; // one a column
};

// How the index runs, when the rows are cut in one of the two ways.
struct trend {
    int64_t n;
    double first, last;
    int direction; // 1 up, -1 down, 0 not known yet
    bool broken;   // not by numbers that rise, or fall, all the way
};

enum { PATTERN_MAX = 64 };

struct survey { // of all lines
    int64_t lines, cells;
    size_t first, most;   // cells on the first line, on the longest
    const char *first_at; // the first line
    const char *odd_at;   // the first line that does not hold as many as the first
    size_t odd;           // its cells
    const char *wrong_at; // the first line that does not hold as many as the header has curves
    size_t wrong;
    const char *straddles; // the first line inside which a row would end, by count
    struct trend index_by_line, index_by_count;
    size_t pattern[PATTERN_MAX]; // cells of the lines of the first row, by count
    size_t pattern_n, line_of_row;
    bool uneven;                      // another row has other lines
    struct tally *by_line, *by_count; // a cell's column by its place in the line, and by count
    size_t by_line_n;
};

// `r` NULL: titles between the data are not looked for.
static bool next_data_line(const las_reader *r, las_lines *lines, mr_str *line, char delimiter)
{
    while (las_next_line(lines, line)) {
        mr_str bare = las_trim(*line);
        if (!bare.n || bare.at[0] == '#' || (r && las_is_title(r, bare, delimiter)))
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

static void count_cell(struct tally *t, mr_str text, enum las_meaning meaning)
{
    if (t->of[meaning]++ == 0)
        t->first[meaning] = text;
    const char *point = meaning == LAS_NUMBER && text.n ? memchr(text.at, '.', text.n) : NULL;
    if (point) {
        t->points++;
        t->not_three = t->not_three || text.at + text.n - point != 4;
    }
}

static void follow(struct trend *t, enum las_meaning meaning, double value)
{
    if (meaning != LAS_NUMBER || !isfinite(value)) {
        t->broken = true;
        return;
    }
    if (t->n++ == 0)
        t->first = value;
    else {
        const int direction = value > t->last ? 1 : value < t->last ? -1 : 0;
        t->broken = t->broken || direction == 0 || (t->direction && direction != t->direction);
        t->direction = direction;
    }
    t->last = value;
}

// Whether each row by count is spread over its lines as the first one is.
static void follow_pattern(struct survey *s, size_t curves, size_t cells)
{
    const bool first_row = s->cells < (int64_t)curves;
    if (first_row && s->pattern_n < PATTERN_MAX)
        s->pattern[s->pattern_n++] = cells;
    else if (first_row || s->line_of_row >= s->pattern_n || s->pattern[s->line_of_row] != cells)
        s->uneven = true;
    s->line_of_row++;
    if (((uint64_t)s->cells + cells) % curves == 0)
        s->line_of_row = 0;
}

static mr_status survey_line(const las_reader *r, const struct shape *shape, mr_str line,
                             const las_cells *cells, struct survey *s)
{
    size_t curves = shape->splitter.expected;
    MR_TRY(grow_tallies(r, s, cells->n));
    for (size_t i = 0; i < cells->n; i++) {
        double number = (double)NAN;
        enum las_meaning meaning = las_cell_meaning(&cells->at[i], shape->comma, &number);
        const bool null = meaning == LAS_NUMBER && r->has_null && number == r->null;
        count_cell(&s->by_line[i], cells->at[i].text, meaning);
        s->by_line[i].nulls += null;
        if (i == 0)
            follow(&s->index_by_line, meaning, number);
        if (!curves)
            continue;
        const size_t column = ((uint64_t)s->cells + i) % curves;
        count_cell(&s->by_count[column], cells->at[i].text, meaning);
        s->by_count[column].nulls += null;
        if (column == 0)
            follow(&s->index_by_count, meaning, number);
    }
    if (curves)
        follow_pattern(s, curves, cells->n);
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
    if (curves && (uint64_t)s->cells % curves + cells->n > curves && !s->straddles)
        s->straddles = line.at;
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
    while (st == MR_OK && next_data_line(r, &lines, &line, shape->splitter.delimiter)) {
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

static bool is_depth(const las_reader *r, const char *mnemonic, double value)
{
    double said;
    for (size_t i = 0; i < r->las->well.n; i++)
        if (strcmp(r->las->well.at[i].mnemonic, mnemonic) == 0)
            return las_number(mr_str_of(r->las->well.at[i].value), true, &said) &&
                   fabs(said - value) <= 1e-6 * fmax(1, fabs(said));
    return false;
}

// Whether the index runs as an index does when rows run over several lines, and as the header says
// it ends; a file that says it is not wrapped is read so only then.
static bool runs_by_count(const las_reader *r, const struct survey *s)
{
    const struct trend *count = &s->index_by_count, *line = &s->index_by_line;
    if (count->broken || count->n == 0)
        return false;
    const bool ends = is_depth(r, "STRT", count->first) && is_depth(r, "STOP", count->last);
    if (s->odd_at)
        return ends || !s->uneven;
    // Four lines and more of which each begins with the next depth are no accident.
    return line->broken || (line->n < 4 && ends && !is_depth(r, "STOP", line->last));
}

static mr_status by_count(las_reader *r, const struct survey *s, struct shape *out)
{
    size_t curves = out->splitter.expected;
    out->flow = true;
    out->columns = curves;
    out->rows = s->cells / (int64_t)curves;
    if (r->wrap != LAS_WRAP_YES)
        las_warn(r, s->odd_at ? s->odd_at : s->first_at,
                 "the file says it is not wrapped, but its rows run over several lines: read so");
    return MR_OK;
}

static mr_status wrapped(las_reader *r, const struct survey *s, struct shape *out)
{
    size_t curves = out->splitter.expected;
    if ((uint64_t)s->cells % curves != 0)
        return las_fail(r, r->text.at + r->text.n,
                        "the data end inside a row: %lld values in rows of %zu",
                        (long long)s->cells, curves);
    if (s->straddles)
        return las_fail(r, s->straddles,
                        "a row of %zu values would end inside this line: a value is missing or "
                        "one too many before it",
                        curves);
    return by_count(r, s, out);
}

// Every line holds as many, but fewer than the header has curves: the last curves have no data, or
// a row runs over several lines.
static mr_status too_few(las_reader *r, const struct survey *s, struct shape *out)
{
    size_t curves = out->splitter.expected;
    const bool divides = (uint64_t)s->cells % curves == 0 && !s->straddles;
    if (out->splitter.delimiter != ' ' || !divides)
        return MR_OK;
    if (runs_by_count(r, s))
        return by_count(r, s, out);
    const struct trend *line = &s->index_by_line;
    if (!line->broken &&
        (line->n >= 4 || s->index_by_count.broken || is_depth(r, "STOP", line->last)))
        return MR_OK;
    return las_fail(r, s->first_at,
                    "the line holds %zu values, the header has %zu curves; whether a row runs over "
                    "several lines or the last curves have no data cannot be told",
                    s->first, curves);
}

// Rows by line where all lines hold the same, by count where they do not.
static mr_status settle_shape(las_reader *r, const struct survey *s, struct shape *out)
{
    size_t curves = out->splitter.expected;
    bool even = !s->odd_at;
    bool delimited = out->splitter.delimiter != ' ';
    out->columns = s->first;
    out->rows = s->lines;

    if (even && s->first >= curves)
        return MR_OK;
    if (r->wrap == LAS_WRAP_YES && curves)
        return wrapped(r, s, out);
    if (even)
        return too_few(r, s, out);
    if (curves && (uint64_t)s->cells % curves == 0 && !s->straddles && runs_by_count(r, s))
        return by_count(r, s, out);
    if (delimited && s->most <= (curves ? curves : s->most)) {
        out->columns = curves ? curves : s->most;
        las_warn(r, s->odd_at, "the line holds %zu values of %zu: the rest is read as null", s->odd,
                 out->columns);
        return MR_OK;
    }
    return ragged(r, s);
}

static int64_t numbers(const struct tally *t)
{
    return t->of[LAS_NUMBER] - t->nulls + t->of[LAS_ODD] +
           (t->points && !t->not_three ? t->of[LAS_EITHER] : 0);
}

// 1,234 that is neither 1.234, as in a column whose other numbers have three decimals, nor 1234 for
// sure is no number.
static int64_t texts(const struct tally *t)
{
    return t->of[LAS_TEXT] + (t->points && !t->not_three ? 0 : t->of[LAS_EITHER]);
}

// A few odd tokens leave a curve one of numbers; words for nothing alone do where it has a unit.
static bool is_number_column(const las_reader *r, const struct tally *t, size_t column)
{
    const bool unit = column < r->curves.n && *r->curves.at[column].unit;
    if (texts(t))
        return numbers(t) > texts(t) || (unit && numbers(t) && numbers(t) == texts(t));
    return numbers(t) || t->nulls || !t->of[LAS_WORD] || unit;
}

static void warn_kind(las_reader *r, const struct tally *t, const char *name, int64_t n,
                      enum las_meaning kind)
{
    static const char *const how[LAS_TEXT + 1] = {
        [LAS_WORD] = "no number and read as null",
        [LAS_ODD] = "written in another way than the rest and read as numbers",
        [LAS_EITHER] = "written in another way than the rest, with a comma, and read as decimal",
        [LAS_TEXT] = "no number and read as null",
    };
    const mr_str first = t->first[kind];
    if (n)
        las_warn(r, first.at, "curve %s: %lld of its values %s %s, first \"%s\"", name,
                 (long long)n, n == 1 ? "is" : "are", how[kind],
                 las_copy(r, las_cut(r, first, 40)));
}

static void warn_words(las_reader *r, const struct shape *shape)
{
    for (size_t i = 0; i < shape->columns; i++) {
        const struct tally *t = &shape->tallies[i];
        const char *name = i < r->curves.n ? r->curves.at[i].mnemonic : "UNKNOWN";
        const bool decimal = t->points && !t->not_three;
        if (is_number_column(r, t, i)) {
            warn_kind(r, t, name, t->of[LAS_WORD], LAS_WORD);
            warn_kind(r, t, name, t->of[LAS_TEXT], LAS_TEXT);
            warn_kind(r, t, name, t->of[LAS_ODD], LAS_ODD);
            if (decimal)
                warn_kind(r, t, name, t->of[LAS_EITHER], LAS_EITHER);
            else if (t->of[LAS_EITHER])
                las_warn(r, t->first[LAS_EITHER].at,
                         "curve %s: whether the comma of \"%s\" is a decimal mark cannot be told: "
                         "%lld such values are read as null",
                         name, las_copy(r, las_cut(r, t->first[LAS_EITHER], 40)),
                         (long long)t->of[LAS_EITHER]);
        } else if (texts(t) && numbers(t)) {
            las_warn(r, t->first[LAS_TEXT].at ? t->first[LAS_TEXT].at : t->first[LAS_EITHER].at,
                     "curve %s: %lld of its values are text, so all of it is", name,
                     (long long)texts(t));
        }
    }
}

// A row without a depth is none: where the index is one of numbers, each must be.
static mr_status check_index(las_reader *r, const struct shape *shape)
{
    const struct tally *t = &shape->tallies[0];
    if (!shape->columns || !is_number_column(r, t, 0) || !texts(t))
        return MR_OK;
    const mr_str first = t->of[LAS_TEXT] ? t->first[LAS_TEXT] : t->first[LAS_EITHER];
    return las_fail(r, first.at, "the index is no number here: \"%s\"",
                    las_copy(r, las_cut(r, first, 40)));
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
    const struct tally *tally = &f->shape->tallies[f->column];
    enum las_meaning meaning = las_cell_meaning(cell, f->shape->comma, &number);
    if (meaning == LAS_ODD || (meaning == LAS_EITHER && tally->points && !tally->not_three))
        meaning = LAS_NUMBER;
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
    while (next_data_line(f->r, &lines, &line, f->shape->splitter.delimiter)) {
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
        bool number = is_number_column(r, &shape->tallies[i], i);
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
    return next_data_line(NULL, &lines, line, ' ');
}

static bool number_with_a_point(mr_str s)
{
    double number;
    return s.n && memchr(s.at, '.', s.n) && !memchr(s.at, ',', s.n) &&
           mr_parse_double_all(s, &number);
}

// What a comma inside a number is in this section.
static enum las_comma comma_of(mr_str body, char delimiter)
{
    if (delimiter == ',')
        return LAS_COMMA_NONE;
    if (!body.n || !memchr(body.at, ',', body.n))
        return LAS_COMMA_DECIMAL;
    for (size_t i = 0; i < body.n;) {
        while (i < body.n && (las_blank(body.at[i]) || body.at[i] == delimiter))
            i++;
        size_t from = i;
        while (i < body.n && !las_blank(body.at[i]) && body.at[i] != delimiter)
            i++;
        if (number_with_a_point((mr_str){body.at + from, i - from}))
            return LAS_COMMA_EITHER;
    }
    return LAS_COMMA_DECIMAL;
}

static void warn_titles(las_reader *r, mr_str body, char delimiter)
{
    las_lines lines = las_lines_of(body);
    mr_str line;
    const char *first = NULL;
    size_t n = 0;
    while (las_next_line(&lines, &line))
        if (las_is_title(r, las_trim(line), delimiter) && ++n == 1)
            first = line.at;
    if (n)
        las_warn(r, first, "%zu lines between the data hold titles or dashes: left out", n);
}

mr_status las_read_cells(las_reader *r, mr_str body, char delimiter, las_columns *out)
{
    *out = (las_columns){0};
    struct shape shape = {.splitter = {delimiter, r->curves.n}, .comma = comma_of(body, delimiter)};

    struct survey s;
    warn_titles(r, body, delimiter);
    mr_status st = survey_all(r, body, &shape, &s);
    if (st == MR_OK)
        st = settle_shape(r, &s, &shape);
    shape.tallies = shape.flow ? s.by_count : s.by_line;
    if (st == MR_OK)
        st = grow_tallies(r, &s, shape.columns);
    if (st == MR_OK) {
        shape.tallies = shape.flow ? s.by_count : s.by_line;
        warn_words(r, &shape);
        st = check_index(r, &shape);
    }
    if (st == MR_OK) {
        st = build(r, body, &shape, out);
    }
    free(s.by_line);
    free(s.by_count);
    if (st != MR_OK)
        las_columns_clear(out);
    return st;
}
