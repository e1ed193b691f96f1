// Columns of fixed width: their edges are where no line has a letter.
#include <stdlib.h>
#include <string.h>

#include "csv_local.h"

enum { LOOK_LINES = 500, LEAST_LINES = 3, WIDEST = 4096 };

typedef struct line_set {
    size_t n, width; // width: characters of the longest
    size_t begin;    // byte of the first
    mr_str at[LOOK_LINES];
} line_set;

static bool blank(char c)
{
    return c == ' ' || c == '\f' || c == '\v';
}

static bool continues(char c) // a character that began before
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

static size_t characters(mr_str line)
{
    size_t n = 0;
    for (size_t i = 0; i < line.n; i++)
        n += !continues(line.at[i]);
    return n;
}

static bool has_wide_gap(mr_str line)
{
    const mr_str bare = mr_str_trim(line);
    for (size_t i = 0; i + 1 < bare.n; i++)
        if (blank(bare.at[i]) && blank(bare.at[i + 1]))
            return true;
    return false;
}

// Lines from the first on that has a gap: above it stand titles. False when a tab is among them.
static bool take_lines(mr_str text, line_set *set)
{
    bool begun = false;
    for (size_t at = 0; at < text.n && set->n < LOOK_LINES;) {
        const size_t from = at;
        while (at < text.n && text.at[at] != '\n' && text.at[at] != '\r')
            at++;
        const mr_str line = {text.at + from, at - from}, bare = mr_str_trim(line);
        at++;
        if (!bare.n || bare.at[0] == '#')
            continue;
        if (!begun && has_wide_gap(line)) {
            begun = true;
            set->begin = from;
        }
        const size_t width = characters(line);
        if (memchr(line.at, '\t', line.n) || width > WIDEST)
            return false;
        if (begun)
            set->at[set->n++] = line;
        set->width = begun && width > set->width ? width : set->width;
    }
    return set->n >= LEAST_LINES;
}

static void mark(const line_set *set, bool *used)
{
    memset(used, 0, set->width + 1);
    for (size_t i = 0; i < set->n; i++) {
        const mr_str line = set->at[i];
        size_t place = 0;
        for (size_t k = 0; k < line.n; k++) {
            place += k > 0 && !continues(line.at[k]);
            used[place] = used[place] || !blank(line.at[k]);
        }
    }
}

static mr_str cut(mr_str line, size_t from, size_t to)
{
    size_t place = 0, begin = line.n, end = line.n;
    for (size_t k = 0; k < line.n; k++) {
        place += k > 0 && !continues(line.at[k]);
        if (place >= from && begin == line.n)
            begin = k;
        if (place >= to) {
            end = k;
            break;
        }
    }
    return mr_str_trim((mr_str){line.at + begin, end > begin ? end - begin : 0});
}

// Whether most of what stands there are numbers or days.
static bool is_typed(const line_set *set, size_t from, size_t to)
{
    size_t typed = 0, all = 0;
    for (size_t i = 0; i < set->n; i++) {
        const mr_str cell = cut(set->at[i], from, to);
        const char sign = csv_mark_of(cell);
        const csv_kind kind =
            csv_value_of(cell, sign == ',' || sign == CSV_EITHER_COMMA ? ',' : '.', false).kind;
        all += kind != CSV_EMPTY && kind != CSV_WORD;
        typed += kind != CSV_EMPTY && kind != CSV_WORD && kind != CSV_TEXT;
    }
    return typed * 2 > all;
}

bool csv_find_edges(mr_str text, mr_arena *arena, csv_dialect *out)
{
    line_set *set = mr_alloc(sizeof *set);
    *set = (line_set){0};
    size_t n = 0;
    if (take_lines(text, set)) {
        bool *used = mr_alloc(set->width + 1);
        size_t *edges = MR_ARENA_ARRAY(arena, size_t, set->width + 1), from = 0;
        mark(set, used);
        while (from < set->width && !used[from])
            from++;
        for (size_t p = from, column = from; p < set->width; p++) {
            if (used[p] || p + 1 >= set->width || !used[p + 1])
                continue;
            size_t gap = 1, end = p + 1; // of the column behind the edge
            while (gap <= p && !used[p - gap])
                gap++;
            while (end < set->width && used[end])
                end++;
            // One blank may be one between words.
            if (gap == 1 && !is_typed(set, column, p) && !is_typed(set, p + 1, end))
                continue;
            edges[n++] = column = p + 1;
        }
        bool numbers = false; // a text of words has gaps too
        for (size_t i = 0; i <= n && n; i++)
            numbers =
                numbers || is_typed(set, i ? edges[i - 1] : from, i < n ? edges[i] : set->width);
        n = numbers ? n : 0;
        out->edges = edges;
        out->begin = set->begin;
        free(used);
    }
    out->n_edges = n;
    free(set);
    return n > 0;
}
