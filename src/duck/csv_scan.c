// Lines of a text table into cells, and which delimiter parts them.
#include <stdlib.h>
#include <string.h>

#include "mudrock/encoding.h"

#include "csv_local.h"

enum { LOOK_LINES = 500 };

// Above it four of five lines have as many cells as most. Blanks part words too: among cells parted
// by them there must be numbers.
static const double TABLE_FIT = 0.8, TABLE_FIT_BLANKS = 1.1;

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\f' || c == '\v';
}

void csv_scan_init(csv_scan *scan, mr_str text, csv_dialect dialect)
{
    *scan = (csv_scan){.text = text, .line = 1, .dialect = dialect};
}

void csv_scan_clear(csv_scan *scan)
{
    free(scan->cells);
    mr_buf_clear(&scan->scratch);
}

static bool at_end_of_line(const csv_scan *s)
{
    return s->at == s->text.n || s->text.at[s->at] == '\n' || s->text.at[s->at] == '\r';
}

// LF, CR LF or CR.
static void pass_end(csv_scan *s)
{
    if (s->at == s->text.n)
        return;
    const bool cr = s->text.at[s->at++] == '\r';
    if (cr && s->at < s->text.n && s->text.at[s->at] == '\n')
        s->at++;
    s->line++;
}

static void pass_blanks(csv_scan *s)
{
    while (s->at < s->text.n && blank(s->text.at[s->at]) &&
           s->text.at[s->at] != (s->dialect.delimiter == '\t' ? '\t' : 0))
        s->at++;
}

static mr_status push(csv_scan *s, csv_cell cell, mr_error *err)
{
    if (s->n == s->capacity) {
        const size_t capacity = s->capacity ? 2 * s->capacity : 64;
        csv_cell *grown = realloc(s->cells, capacity * sizeof *grown);
        if (!grown)
            return mr_fail(err, MR_ENOMEM, NULL, "no memory for a row of %zu cells", capacity);
        s->cells = grown;
        s->capacity = capacity;
    }
    s->cells[s->n++] = cell;
    return MR_OK;
}

// After the opening quote. Where quotes are doubled inside, the text is an
// offset into the scratch until the record is whole: `at` NULL.
static mr_status quoted(csv_scan *s, mr_str *out, mr_error *err)
{
    const char quote = s->dialect.quote;
    const int64_t begun = s->line;
    const size_t from = s->scratch.n;
    for (; s->at < s->text.n; s->at++) {
        const char c = s->text.at[s->at];
        const bool twice = c == quote && s->at + 1 < s->text.n && s->text.at[s->at + 1] == quote;
        if (c == quote && !twice) {
            s->at++;
            *out = (mr_str){NULL, s->scratch.n - from};
            return MR_OK;
        }
        s->at += twice;
        s->line +=
            c == '\n' || (c == '\r' && (s->at + 1 == s->text.n || s->text.at[s->at + 1] != '\n'));
        mr_buf_putc(&s->scratch, c);
    }
    return mr_fail(err, MR_EFORMAT, NULL, "line %lld: a quote is opened and never closed",
                   (long long)begun);
}

static mr_status next_cell(csv_scan *s, csv_cell *out, bool *last, mr_error *err)
{
    const char delimiter = s->dialect.delimiter;
    pass_blanks(s);
    *out = (csv_cell){.quoted = s->at < s->text.n && s->text.at[s->at] == s->dialect.quote};
    if (out->quoted) {
        s->at++;
        MR_TRY(quoted(s, &out->text, err));
        pass_blanks(s);
    } else {
        const size_t from = s->at;
        while (!at_end_of_line(s) && s->text.at[s->at] != delimiter &&
               !(delimiter == ' ' && blank(s->text.at[s->at])))
            s->at++;
        out->text = mr_str_trim((mr_str){s->text.at + from, s->at - from});
    }
    const bool ended = at_end_of_line(s);
    const bool parted = !ended && (s->text.at[s->at] == delimiter || delimiter == ' ');
    if (!ended && !parted)
        return mr_fail(err, MR_EFORMAT, NULL, "line %lld: text after a closing quote",
                       (long long)s->line);
    s->at += parted && delimiter != ' ';
    if (delimiter == ' ')
        pass_blanks(s);
    *last = ended || (delimiter == ' ' && at_end_of_line(s));
    return MR_OK;
}

// Cells between the edges of columns.
static mr_status fixed_cells(csv_scan *s, mr_error *err)
{
    const size_t begin = s->at, n = s->dialect.n_edges;
    while (!at_end_of_line(s))
        s->at++;
    const mr_str line = {s->text.at + begin, s->at - begin};
    size_t place = 0, k = 0, from = 0;
    if (begin < s->dialect.begin)
        return push(s, (csv_cell){.text = mr_str_trim(line)}, err);
    for (size_t i = 0; i < line.n && k < n; i++) {
        const bool begins = ((unsigned char)line.at[i] & 0xc0) != 0x80; // a character
        place += i > 0 && begins;
        if (!begins || place != s->dialect.edges[k])
            continue;
        if (!blank(line.at[i]) && !blank(line.at[i - 1])) {
            s->n = 0;
            return push(s, (csv_cell){.text = mr_str_trim(line)}, err);
        }
        MR_TRY(push(s, (csv_cell){.text = mr_str_trim((mr_str){line.at + from, i - from})}, err));
        from = i;
        k++;
    }
    MR_TRY(push(s, (csv_cell){.text = mr_str_trim((mr_str){line.at + from, line.n - from})}, err));
    for (; k < n; k++)
        MR_TRY(push(s, (csv_cell){.text = {line.at, 0}}, err));
    return MR_OK;
}

// "sep=;" on the first line tells Excel the delimiter.
static char said_delimiter(mr_str text)
{
    const bool is = text.n >= 6 && mr_str_ieq((mr_str){text.at, 4}, MR_STR("sep=")) &&
                    (text.at[5] == '\n' || text.at[5] == '\r');
    return is ? text.at[4] : 0;
}

// Lines that are blank or a comment.
static void pass_empty(csv_scan *s)
{
    for (;;) {
        size_t at = s->at;
        while (at < s->text.n && blank(s->text.at[at]) &&
               (s->dialect.delimiter != '\t' || s->text.at[at] != '\t'))
            at++;
        const bool end = at == s->text.n || s->text.at[at] == '\n' || s->text.at[at] == '\r';
        const bool comment = !end && s->dialect.comments && s->text.at[at] == '#';
        const bool hint = s->at == 0 && said_delimiter(s->text);
        if (!end && !comment && !hint)
            return;
        s->at = at;
        while (!at_end_of_line(s))
            s->at++;
        if (s->at == s->text.n)
            return;
        pass_end(s);
    }
}

mr_status csv_next(csv_scan *s, bool *more, mr_error *err)
{
    s->n = 0;
    s->scratch.n = 0;
    pass_empty(s);
    *more = s->at < s->text.n;
    s->record = s->line;
    if (*more && s->dialect.n_edges)
        MR_TRY(fixed_cells(s, err));
    for (bool last = !*more || s->dialect.n_edges; !last;) {
        csv_cell cell;
        MR_TRY(next_cell(s, &cell, &last, err));
        MR_TRY(push(s, cell, err));
    }
    if (s->scratch.status != MR_OK)
        return mr_fail(err, s->scratch.status, NULL, "no memory for line %lld", (long long)s->line);
    size_t at = 0;
    for (size_t i = 0; i < s->n; i++)
        if (!s->cells[i].text.at) {
            s->cells[i].text.at = s->cells[i].text.n ? s->scratch.at + at : "";
            at += s->cells[i].text.n;
        }
    if (*more)
        pass_end(s);
    return MR_OK;
}

// How well a delimiter fits: the share of lines that hold as many cells as
// most, and of cells that are numbers, dates or empty.
static double fit(mr_str text, csv_dialect dialect, size_t *cells)
{
    size_t counts[256] = {0}, lines = 0, best = 1, typed = 0, all = 0;
    csv_scan s;
    bool more = true;
    csv_scan_init(&s, text, dialect);
    while (lines < LOOK_LINES && csv_next(&s, &more, NULL) == MR_OK && more) {
        counts[s.n < 255 ? s.n : 255]++;
        lines++;
        for (size_t i = 0; i < s.n; i++, all++) {
            const char mark = csv_mark_of(s.cells[i].text);
            typed += csv_value_of(s.cells[i].text,
                                  mark == ',' || mark == CSV_EITHER_COMMA ? ',' : '.', false)
                         .kind != CSV_TEXT;
        }
    }
    csv_scan_clear(&s);
    for (size_t i = 2; i < 256; i++)
        if (counts[i] > counts[best] || (best == 1 && counts[i] * 2 >= lines && counts[i]))
            best = i;
    *cells = best;
    if (!lines || best == 1)
        return 0;
    return (double)counts[best] / (double)lines + 0.5 * (double)typed / (double)(all ? all : 1);
}

// Whether below the first line of so many cells another has more or fewer.
static bool is_ragged(mr_str text, csv_dialect dialect, size_t cells)
{
    csv_scan s;
    bool more = true, begun = false, ragged = false;
    csv_scan_init(&s, text, dialect);
    while (!ragged && csv_next(&s, &more, NULL) == MR_OK && more) {
        ragged = begun && s.n != cells;
        begun = begun || s.n == cells;
    }
    csv_scan_clear(&s);
    return ragged;
}

csv_dialect csv_sniff(mr_str text, const mr_csv_options *options, mr_arena *arena)
{
    static const char candidates[] = {'\t', ';', '|', ',', ' '};
    csv_dialect best = {.delimiter = options->delimiter, .quote = '"', .comments = true};
    double most = 0;
    size_t usual = 1;
    if (options->delimiter)
        return best;
    best.delimiter = said_delimiter(text);
    if (best.delimiter && !strchr("\"\r\n", best.delimiter))
        return best;
    best.delimiter = ',';
    for (size_t i = 0; i < sizeof candidates; i++) {
        csv_dialect one = {.delimiter = candidates[i], .quote = '"', .comments = true};
        size_t cells;
        const double score = fit(text, one, &cells);
        // Blanks are in texts too: they part the cells where nothing else does.
        if (score > most + 1e-9 && !(candidates[i] == ' ' && most > 0.6)) {
            most = score;
            best = one;
            usual = cells;
        }
    }
    // What would be refused as ragged may be columns of fixed width with cells left blank.
    csv_dialect fixed = {.delimiter = ' ', .comments = true};
    if ((most == 0 || (best.delimiter == ' ' && is_ragged(text, best, usual))) &&
        csv_find_edges(text, arena, &fixed))
        return fixed;
    return best;
}

static bool two_lines(mr_str text)
{
    csv_scan s;
    bool more = true;
    size_t lines = 0;
    csv_scan_init(&s, text, (csv_dialect){.delimiter = ',', .quote = '"', .comments = true});
    while (lines < 2 && csv_next(&s, &more, NULL) == MR_OK && more)
        lines++;
    csv_scan_clear(&s);
    return lines == 2;
}

bool mr_csv_is_table(mr_str head)
{
    static const mr_csv_options none = {0};
    const mr_encoding found = mr_encoding_detect(head);
    mr_buf converted = {0};
    mr_arena *arena = mr_arena_new();
    mr_str text = {head.at + found.mark, head.n - found.mark};
    bool is = head.n > found.mark;
    if (is && strncmp(found.name, "utf-16", 6) == 0) {
        is = mr_encoding_convert(text, found.name, &converted, NULL, NULL) == MR_OK;
        text = (mr_str){converted.at, converted.n};
    }
    if (is && text.n && !memchr(text.at, 0, text.n)) {
        size_t cells;
        const csv_dialect dialect = csv_sniff(text, &none, arena);
        is = fit(text, dialect, &cells) >
                 (dialect.delimiter == ' ' ? TABLE_FIT_BLANKS : TABLE_FIT) &&
             two_lines(text);
    } else {
        is = false;
    }
    mr_buf_clear(&converted);
    mr_arena_free(arena);
    return is;
}
