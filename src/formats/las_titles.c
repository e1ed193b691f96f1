// Lines below ~A that are no data: the names of the curves, their units, a ruler of dashes.
#include <string.h>

#include "las_local.h"

enum { TITLES_MAX = 20 }; // more lines without a number are no titles

static bool separates(char c, char delimiter)
{
    return las_blank(c) || c == delimiter;
}

static bool next_cell(mr_str *rest, char delimiter, mr_str *cell)
{
    while (rest->n && separates(rest->at[0], delimiter))
        *rest = (mr_str){rest->at + 1, rest->n - 1};
    *cell = (mr_str){rest->at, 0};
    while (rest->n && !separates(rest->at[0], delimiter)) {
        *rest = (mr_str){rest->at + 1, rest->n - 1};
        cell->n++;
    }
    if (cell->n > 1 && cell->at[0] == '"' && cell->at[cell->n - 1] == '"')
        *cell = (mr_str){cell->at + 1, cell->n - 2};
    return cell->n > 0;
}

// ---- ==== of two characters and more: one dash is a value that is not there.
static bool is_ruler(mr_str cell)
{
    for (size_t i = 0; i < cell.n; i++)
        if (!strchr("-=_+|", cell.at[i]))
            return false;
    return cell.n > 1;
}

// Digits, points and signs: a number, or several that ran together.
static bool like_number(mr_str cell)
{
    bool any = false;
    for (size_t i = 0; i < cell.n; i++) {
        any = any || (cell.at[i] >= '0' && cell.at[i] <= '9');
        if (!strchr("0123456789.,+-eE", cell.at[i]))
            return false;
    }
    return any;
}

typedef struct look {
    size_t cells, numbers, rulers, texts;
    size_t named;       // cells that are the mnemonics of their places
    bool begins_number; // the first cell is a number
} look;

static look look_at(const las_reader *r, mr_str line, char delimiter)
{
    look out = {0};
    mr_str cell;
    while (next_cell(&line, delimiter, &cell)) {
        double number = 0;
        const las_cell as = {.text = cell};
        const enum las_meaning meaning = las_cell_meaning(&as, LAS_COMMA_DECIMAL, &number);
        const bool is_number = meaning == LAS_NUMBER || meaning == LAS_ODD || like_number(cell);
        out.begins_number = out.begins_number || (out.cells == 0 && is_number);
        out.numbers += is_number;
        out.rulers += is_ruler(cell);
        out.texts += meaning == LAS_TEXT;
        out.named += out.cells < r->curves.n &&
                     mr_str_ieq(cell, mr_str_of(r->curves.at[out.cells].mnemonic));
        out.cells++;
    }
    return out;
}

bool las_is_title(const las_reader *r, mr_str line, char delimiter)
{
    const char c = line.n ? line.at[0] : '0';
    if ((c >= '0' && c <= '9') || (c == '-' && line.n > 1 && line.at[1] != '-') || c == '.')
        return false; // most lines, and at once
    const look seen = look_at(r, line, delimiter);
    return seen.cells && !seen.numbers &&
           (seen.rulers == seen.cells || (seen.named == seen.cells && seen.named > 1));
}

mr_str las_skip_titles(las_reader *r, mr_str body)
{
    las_lines lines = las_lines_of(body);
    mr_str line;
    const char *first = NULL;
    size_t n = 0, known = 0;
    while (las_next_line(&lines, &line)) {
        mr_str bare = las_trim(line);
        if (!bare.n || bare.at[0] == '#')
            continue;
        const char delimiter = memchr(bare.at, ';', bare.n)   ? ';'
                               : memchr(bare.at, ',', bare.n) ? ','
                                                              : ' ';
        const look seen = look_at(r, bare, delimiter);
        if (seen.numbers || n == TITLES_MAX) {
            // Of rows that begin with a word, only what is surely none is left out.
            if (n == TITLES_MAX || n == 0 || !(seen.begins_number || known == n))
                return body;
            las_warn(r, first, "%zu line%s below ~A hold%s titles, units or dashes: left out", n,
                     n == 1 ? "" : "s", n == 1 ? "s" : "");
            return (mr_str){line.at, (size_t)(body.at + body.n - line.at)};
        }
        known += seen.rulers == seen.cells || seen.named == seen.cells;
        first = first ? first : bare.at;
        n++;
    }
    return body;
}
