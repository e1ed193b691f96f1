// One line of LAS data into cells: delimiters, quotes, numbers that ran together.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "las_local.h"

static mr_status push(las_cells *cells, las_cell cell)
{
    if (cells->n == cells->capacity) {
        size_t capacity = cells->capacity ? 2 * cells->capacity : 64;
        las_cell *grown = realloc(cells->at, capacity * sizeof *grown);
        if (!grown)
            return MR_ENOMEM;
        cells->at = grown;
        cells->capacity = capacity;
    }
    cells->at[cells->n++] = cell;
    return MR_OK;
}

void las_cells_clear(las_cells *cells)
{
    free(cells->at);
    *cells = (las_cells){0};
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static mr_status split_blanks(mr_str line, las_cells *out)
{
    const char *p = line.at, *end = line.at + line.n;
    for (;;) {
        while (p < end && las_blank(*p))
            p++;
        if (p == end)
            return MR_OK;
        const char *start = p, *close = NULL;
        if (end - p > 1 && (*p == '"' || *p == '\''))
            close = memchr(p + 1, *p, (size_t)(end - p - 1));
        if (close) {
            MR_TRY(push(out, (las_cell){{start + 1, (size_t)(close - start - 1)}, .quoted = true}));
            p = close + 1;
            continue;
        }
        while (p < end && !las_blank(*p))
            p++;
        MR_TRY(push(out, (las_cell){{start, (size_t)(p - start)}}));
    }
}

static mr_status split_delimiter(char delimiter, mr_str line, las_cells *out, const char **bad)
{
    const char *p = line.at, *end = line.at + line.n;
    for (;;) {
        while (p < end && las_blank(*p) && *p != delimiter)
            p++;
        const char *start = p, *stop;
        bool quoted = p < end && *p == '"';
        if (quoted) {
            stop = memchr(p + 1, '"', (size_t)(end - p - 1));
            if (!stop) {
                *bad = p;
                return MR_EFORMAT;
            }
            start++;
            p = stop;
        }
        p = p < end ? memchr(p, delimiter, (size_t)(end - p)) : NULL;
        if (!quoted)
            stop = p ? p : end;
        mr_str text = {start, (size_t)(stop - start)};
        MR_TRY(push(out, (las_cell){quoted ? text : las_trim(text), .quoted = quoted}));
        if (!p)
            return MR_OK;
        p++;
    }
}

// 2020-01-31, 31-01-20: three groups of digits, not a run of numbers.
static bool like_date(mr_str s)
{
    size_t groups = 0, i = 0;
    while (i < s.n) {
        size_t digits = 0;
        while (i < s.n && digit(s.at[i])) {
            i++;
            digits++;
        }
        groups++;
        if (digits < 1 || digits > 4 || groups > 3)
            return false;
        if (i < s.n && s.at[i++] != '-')
            return false;
    }
    return groups == 3 && digit(s.at[s.n - 1]);
}

static bool only_number_letters(mr_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!digit(s.at[i]) && !memchr(".,+-eE", s.at[i], 6))
            return false;
    return true;
}

// 123.45.67 is two numbers that cannot be told apart; a third one after them stands alone.
static mr_status push_points(mr_str piece, las_cells *out)
{
    while (piece.n) {
        size_t points = 0, i = 0;
        for (; i < piece.n; i++) {
            if (piece.at[i] == '.' && ++points == 3)
                break;
            if (points == 2 && piece.at[i] != '.' && !digit(piece.at[i]))
                break;
        }
        if (points < 2)
            return push(out, (las_cell){piece});
        MR_TRY(push(out, (las_cell){.lost = true}));
        MR_TRY(push(out, (las_cell){.lost = true}));
        piece = (mr_str){piece.at + i, piece.n - i};
    }
    return MR_OK;
}

// 1234.56-999.25 is two values: a minus after a digit parts them.
static mr_status push_parted(const las_cell *cell, las_cells *out)
{
    mr_str s = cell->text;
    bool nan = s.n > 4 && mr_str_ieq((mr_str){s.at, 3}, MR_STR("nan")) &&
               (s.at[3] == '.' || s.at[3] == '-') && digit(s.at[4]);
    if (nan) {
        MR_TRY(push(out, (las_cell){.lost = true}));
        return push(out, (las_cell){.lost = true});
    }
    if (cell->quoted || !only_number_letters(s) || like_date(s))
        return push(out, *cell);
    size_t start = 0;
    for (size_t i = 1; i + 1 < s.n; i++) {
        if (s.at[i] != '-' || !digit(s.at[i - 1]) || !(digit(s.at[i + 1]) || s.at[i + 1] == '.'))
            continue;
        MR_TRY(push_points((mr_str){s.at + start, i - start}, out));
        start = i;
    }
    return push_points((mr_str){s.at + start, s.n - start}, out);
}

// Only a line that holds too few columns is parted, and only when that does not make too many:
// where the count is right a minus inside a cell belongs to it (a date, a name).
static mr_status part_numbers(size_t expected, las_cells *cells)
{
    if (expected && cells->n >= expected)
        return MR_OK;
    las_cells parted = {0};
    mr_status st = MR_OK;
    for (size_t i = 0; i < cells->n && st == MR_OK; i++)
        st = push_parted(&cells->at[i], &parted);
    if (st == MR_OK && parted.n > cells->n && (!expected || parted.n <= expected)) {
        las_cells swap = *cells;
        *cells = parted;
        parted = swap;
    }
    las_cells_clear(&parted);
    return st;
}

mr_status las_split(const las_splitter *splitter, mr_str line, las_cells *out, const char **bad)
{
    out->n = 0;
    if (splitter->delimiter != ' ') {
        MR_TRY(split_delimiter(splitter->delimiter, line, out, bad));
        // A delimiter at the end of the line opens no column.
        while (out->n > 1 && out->n > splitter->expected && !out->at[out->n - 1].text.n &&
               !out->at[out->n - 1].quoted)
            out->n--;
        return MR_OK;
    }
    MR_TRY(split_blanks(line, out));
    return part_numbers(splitter->expected, out);
}

// Cells when the line is cut at `delimiter`; numbers that ran together count as one.
static size_t count_cells(mr_str line, char delimiter, size_t expected)
{
    las_cells cells = {0};
    const char *bad;
    las_splitter splitter = {delimiter, expected};
    mr_status st =
        delimiter == ' ' ? split_blanks(line, &cells) : las_split(&splitter, line, &cells, &bad);
    size_t n = st == MR_OK ? cells.n : 0;
    las_cells_clear(&cells);
    return n;
}

enum { LOOK_LINES = 200 }; // of data, to tell a decimal comma from one that parts columns

// 50,5 and -999,2500 and 1,5D+01: one comma between digits, nothing at its ends.
static bool decimal_comma(mr_str s)
{
    double number;
    const char *comma = s.n ? memchr(s.at, ',', s.n) : NULL;
    const las_cell cell = {.text = s};
    return comma && comma > s.at && digit(comma[-1]) && comma + 1 < s.at + s.n && digit(comma[1]) &&
           las_cell_meaning(&cell, LAS_COMMA_DECIMAL, &number) == LAS_NUMBER;
}

// Lines of one number each, with a comma: rows over several lines when every `columns`-th goes on
// as an index does and the whole parts alone do not.
typedef struct lone {
    size_t lines;
    double last_row, last_line;
    bool rows_broken, lines_broken;
    int row_way, line_way;
} lone;

static void follow(double value, bool first, double *last, int *way, bool *broken)
{
    const int now = first ? 0 : value > *last ? 1 : value < *last ? -1 : 0;
    *broken = *broken || (!first && (now == 0 || (*way && now != *way)));
    *way = now ? now : *way;
    *last = value;
}

// Whether the commas of data that nothing says the delimiter of are decimal marks: some line holds
// several such numbers parted by blanks, or each holds one and they make rows.
static bool comma_is_decimal(mr_str body, size_t expected)
{
    las_lines lines = las_lines_of(body);
    las_cells cells = {0};
    lone seen = {0};
    mr_str line;
    bool several = false, other = false;
    for (size_t n = 0; n < LOOK_LINES && !several && las_next_line(&lines, &line);) {
        line = las_trim(line);
        if (!line.n || line.at[0] == '#')
            continue;
        n++;
        cells.n = 0;
        if (split_blanks(line, &cells) != MR_OK)
            break;
        size_t commas = 0;
        for (size_t i = 0; i < cells.n; i++)
            commas += decimal_comma(cells.at[i].text);
        several = cells.n > 1 && commas == cells.n;
        other = other || cells.n != 1 || commas != 1;
        if (other)
            continue;
        double value = 0;
        const las_cell cell = {.text = line};
        (void)las_cell_meaning(&cell, LAS_COMMA_DECIMAL, &value);
        const double whole = trunc(value);
        if (expected > 1 && seen.lines % expected == 0)
            follow(value, seen.lines == 0, &seen.last_row, &seen.row_way, &seen.rows_broken);
        follow(whole, seen.lines == 0, &seen.last_line, &seen.line_way, &seen.lines_broken);
        seen.lines++;
    }
    las_cells_clear(&cells);
    return several || (!other && expected > 1 && seen.lines >= expected && seen.lines_broken &&
                       !seen.rows_broken);
}

char las_choose_delimiter(las_reader *r, mr_str body, mr_str first_line, size_t expected)
{
    static const char candidates[] = {'\t', ';', ','}; // a comma may also be a decimal mark
    size_t blanks = count_cells(first_line, ' ', expected);
    char said = r->delimiter;
    if (said && said != ' ') {
        if (memchr(first_line.at, said, first_line.n) || blanks < 2)
            return said;
        las_warn(r, first_line.at,
                 "the delimiter the file names (DLM) is not in its data: read "
                 "as parted by blanks");
        return ' ';
    }
    // A wrapped line holds any number of cells, parted by blanks: a comma in it is a decimal mark.
    if (r->wrap == LAS_WRAP_YES)
        return ' ';
    if (expected && blanks == expected)
        // Tabs that part just as many columns may leave cells blank in later lines.
        return count_cells(first_line, '\t', expected) == expected && expected > 1 ? '\t' : ' ';
    if (memchr(first_line.at, ',', first_line.n) && comma_is_decimal(body, expected))
        return ' ';
    for (size_t i = 0; expected > 1 && i < sizeof candidates; i++)
        if (count_cells(first_line, candidates[i], expected) == expected)
            return candidates[i];
    for (size_t i = 0; blanks == 1 && i < sizeof candidates; i++) {
        size_t n = count_cells(first_line, candidates[i], expected);
        if (n > 2 || (n > 1 && expected > 1))
            return candidates[i];
    }
    return ' ';
}
