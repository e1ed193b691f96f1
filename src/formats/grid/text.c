// Text of grids: lines, words, numbers; and the few numbers of binary ones.
#include <ctype.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "grid.h"

bool grid_line(grid_lines *lines, mr_str *line)
{
    const char *at = lines->rest.at, *end = at + lines->rest.n, *stop = at;
    if (at == end)
        return false;
    while (stop < end && *stop != '\n' && *stop != '\r')
        stop++;
    *line = (mr_str){at, (size_t)(stop - at)};
    if (stop < end)
        stop += stop + 1 < end && stop[0] == '\r' && stop[1] == '\n' ? 2 : 1;
    lines->rest = (mr_str){stop, (size_t)(end - stop)};
    lines->line++;
    return true;
}

static bool parts(char c)
{
    return (unsigned char)c <= ' ' || c == ',' || c == ';';
}

bool grid_word(mr_str *line, mr_str *word)
{
    const char *at = line->at, *end = at + line->n;
    while (at < end && parts(*at))
        at++;
    const char *from = at;
    const bool quoted = at < end && *at == '"';
    if (quoted) {
        from = ++at;
        while (at < end && *at != '"')
            at++;
    } else {
        while (at < end && !parts(*at))
            at++;
    }
    *word = (mr_str){from, (size_t)(at - from)};
    at += quoted && at < end;
    *line = (mr_str){at, (size_t)(end - at)};
    return word->n > 0 || quoted;
}

bool grid_field(mr_str *line, mr_str *field)
{
    if (!line->at)
        return false;
    const char *comma = line->n ? memchr(line->at, ',', line->n) : NULL;
    const size_t n = comma ? (size_t)(comma - line->at) : line->n;
    *field = mr_str_trim((mr_str){line->at, n});
    *line = comma ? (mr_str){comma + 1, line->n - n - 1} : (mr_str){NULL, 0};
    return true;
}

bool grid_number(mr_str word, double *out)
{
    char copy[64];
    if (mr_parse_double_all(word, out))
        return true;
    if (word.n == 0 || word.n >= sizeof copy)
        return false;
    if (word.n == 3 && strncasecmp(word.at, "nan", 3) == 0) {
        *out = MR_GRID_NULL;
        return true;
    }
    size_t n = 0;
    for (size_t i = 0; i < word.n; i++) {
        const char c = word.at[i];
        copy[n++] = c == 'D' || c == 'd' ? 'e' : c;
    }
    return isdigit((unsigned char)copy[n - 1]) && mr_parse_double_all((mr_str){copy, n}, out);
}

bool grid_count(mr_str word, int64_t *out)
{
    double number;
    if (!grid_number(word, &number) || !(number >= 1 && number <= 0x1p31) || number != rint(number))
        return false;
    *out = (int64_t)number;
    return true;
}

bool grid_is_null(double value, double null)
{
    if (value == null || isnan(value))
        return true;
    return fabs(null) >= 1e10 && fabs(value - null) <= 1e-6 * fabs(null);
}

mr_status grid_values(grid_reader *r, grid_lines *lines, int64_t n, double null,
                      const char *comments, grid_put *put, void *context)
{
    mr_str line, word;
    int64_t i = 0;
    while (grid_line(lines, &line)) {
        if (line.n && strchr(comments, line.at[0]) && line.at[0])
            continue;
        while (grid_word(&line, &word)) {
            double value;
            if (!grid_number(word, &value))
                return grid_fail_line(r, lines->line, "\"%.*s\" is no number",
                                      (int)(word.n < 40 ? word.n : 40), word.at);
            if (i == n)
                return grid_fail_line(r, lines->line,
                                      "there are more values than the %lld nodes that its header "
                                      "says",
                                      (long long)n);
            put(context, i++, grid_is_null(value, null) ? MR_GRID_NULL : value);
        }
    }
    if (i < n)
        return grid_fail_line(r, lines->line,
                              "the file ends after %lld values, its header says %lld nodes",
                              (long long)i, (long long)n);
    return MR_OK;
}

static uint64_t take(const char *at, size_t n, bool big)
{
    uint64_t value = 0;
    for (size_t i = 0; i < n; i++)
        value = value << 8 | (unsigned char)at[big ? i : n - 1 - i];
    return value;
}

double grid_f64(const char *at, bool big)
{
    const uint64_t bits = take(at, 8, big);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

double grid_f32(const char *at, bool big)
{
    const uint32_t bits = (uint32_t)take(at, 4, big);
    float value;
    memcpy(&value, &bits, sizeof value);
    return (double)value;
}

int32_t grid_i32(const char *at, bool big)
{
    return (int32_t)(uint32_t)take(at, 4, big);
}
