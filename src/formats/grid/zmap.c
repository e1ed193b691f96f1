// ZMap+ grids. Values go column by column from the west, each from the north; fields of fixed width
// may touch. Source: the public writers and readers of ZMap Plus ASCII; extents are of nodes.
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "grid.h"

typedef struct zmap {
    int64_t per_line, width, first; // of fields; first column from 1
    double null;
    mr_str null_text; // empty = a number
    mr_grid *grid;
    int64_t n, i;
} zmap;

static bool is_comment(mr_str line)
{
    return line.n && (line.at[0] == '!' || line.at[0] == '+');
}

static bool next_line(grid_lines *lines, mr_str *line)
{
    while (grid_line(lines, line))
        if (!is_comment(*line) && mr_str_trim(*line).n)
            return true;
    return false;
}

// "@NAME HEADER, GRID, 5".
static bool recognise(mr_str bytes, const char *path)
{
    grid_lines lines = grid_lines_of(bytes);
    mr_str line, field;
    (void)path;
    if (!bytes.n || !strchr("!@+\r\n \t", bytes.at[0]) || !next_line(&lines, &line))
        return false;
    line = mr_str_trim(line);
    if (!line.n || line.at[0] != '@' || !grid_field(&line, &field) || !grid_field(&line, &field))
        return false;
    return field.n >= 4 && strncasecmp(field.at, "GRID", 4) == 0;
}

// A field of one of the header's lines; what is missing is empty.
static mr_str take(mr_str *line)
{
    mr_str field = {"", 0};
    (void)grid_field(line, &field);
    return field;
}

static mr_status read_sizes(grid_reader *r, zmap *z, mr_str line, int64_t at)
{
    const mr_str width = take(&line), null = take(&line), text = take(&line);
    const mr_str decimals = take(&line), first = take(&line);
    (void)decimals; // of a width without points: nobody writes such files any more
    if (!grid_count(width, &z->width))
        return grid_fail_line(r, at, "the width of a field is \"%.*s\"", (int)width.n, width.at);
    if (null.n && !grid_number(null, &z->null))
        z->null_text = null; // some put the text there
    else if (!null.n)
        z->null_text = text;
    if (first.n && !grid_count(first, &z->first))
        return grid_fail_line(r, at, "the first column is \"%.*s\"", (int)first.n, first.at);
    return MR_OK;
}

static mr_status read_extent(grid_reader *r, zmap *z, mr_str line, int64_t at)
{
    int64_t rows, columns;
    double limit[4];
    const mr_str row_text = take(&line), column_text = take(&line);
    if (!grid_count(row_text, &rows) || !grid_count(column_text, &columns))
        return grid_fail_line(r, at, "rows and columns are not two whole numbers");
    for (size_t i = 0; i < 4; i++) {
        const mr_str field = take(&line);
        if (!grid_number(field, &limit[i]) || limit[i] != limit[i])
            return grid_fail_line(r, at, "x and y limits are not four numbers: \"%.*s\"",
                                  (int)field.n, field.at);
    }
    if (!(limit[1] >= limit[0]) || !(limit[3] >= limit[2]))
        return grid_fail_line(r, at, "the limits go backwards: x %g to %g, y %g to %g", limit[0],
                              limit[1], limit[2], limit[3]);
    MR_TRY(grid_add(r, columns, rows, r->bytes.n, &z->grid));
    z->grid->x0 = limit[0];
    z->grid->y0 = limit[2];
    z->grid->dx = columns > 1 ? (limit[1] - limit[0]) / (double)(columns - 1) : 0;
    z->grid->dy = rows > 1 ? (limit[3] - limit[2]) / (double)(rows - 1) : 0;
    z->n = rows * columns;
    return MR_OK;
}

static mr_status read_header(grid_reader *r, zmap *z, grid_lines *lines)
{
    mr_str line, field;
    int64_t given = 0;
    if (!next_line(lines, &line))
        return grid_fail_line(r, lines->line, "the file ends in its header");
    line = mr_str_trim(line);
    field = take(&line);
    const char *name = grid_copy(r, (mr_str){field.at + 1, field.n - 1});
    (void)take(&line);
    if (grid_count(take(&line), &given))
        z->per_line = given;
    for (int i = 0; next_line(lines, &line); i++) {
        if (mr_str_trim(line).at[0] == '@') {
            if (i < 2)
                break;
            z->grid->name = name;
            return MR_OK;
        }
        if (i == 0)
            MR_TRY(read_sizes(r, z, line, lines->line));
        else if (i == 1)
            MR_TRY(read_extent(r, z, line, lines->line));
    }
    return grid_fail_line(r, lines->line, "the header has no end: a line with @ is missing");
}

static bool read_value(const zmap *z, mr_str word, double *out)
{
    if (z->null_text.n && mr_str_ieq(word, z->null_text)) {
        *out = MR_GRID_NULL;
        return true;
    }
    if (!grid_number(word, out))
        return false;
    if (!z->null_text.n && grid_is_null(*out, z->null))
        *out = MR_GRID_NULL;
    return true;
}

static mr_status put(grid_reader *r, zmap *z, double value, int64_t line)
{
    if (z->i == z->n)
        return grid_fail_line(r, line, "there are more values than the %lld nodes of its header",
                              (long long)z->n);
    const int64_t column = z->i / z->grid->nrow, from_north = z->i % z->grid->nrow;
    z->grid->z[(z->grid->nrow - 1 - from_north) * z->grid->ncol + column] = value;
    z->i++;
    return MR_OK;
}

// Values parted by blanks: all of them numbers no wider than a field, and no more than a line
// holds.
static bool is_free(const zmap *z, mr_str line)
{
    mr_str word;
    int64_t n = 0;
    double value;
    while (grid_word(&line, &word))
        if (++n > z->per_line || (int64_t)word.n > z->width || !read_value(z, word, &value))
            return false;
    return true;
}

static mr_status read_free(grid_reader *r, zmap *z, mr_str line, int64_t at)
{
    mr_str word;
    double value;
    while (grid_word(&line, &word)) {
        if (!read_value(z, word, &value))
            return grid_fail_line(r, at, "\"%.*s\" is no number", (int)(word.n < 40 ? word.n : 40),
                                  word.at);
        MR_TRY(put(r, z, value, at));
    }
    return MR_OK;
}

// Each field for itself, so that they may touch; false where one is not a number: then nothing was
// taken.
static bool is_fixed(const zmap *z, mr_str line)
{
    double value;
    for (size_t at = 0; at < line.n; at += (size_t)z->width) {
        const size_t n = line.n - at < (size_t)z->width ? line.n - at : (size_t)z->width;
        if (!read_value(z, mr_str_trim((mr_str){line.at + at, n}), &value))
            return false;
    }
    return true;
}

static mr_status read_fixed(grid_reader *r, zmap *z, mr_str line, int64_t row)
{
    double value;
    for (size_t at = 0; at < line.n; at += (size_t)z->width) {
        const size_t n = line.n - at < (size_t)z->width ? line.n - at : (size_t)z->width;
        (void)read_value(z, mr_str_trim((mr_str){line.at + at, n}), &value);
        MR_TRY(put(r, z, value, row));
    }
    return MR_OK;
}

// What stands before the first column of the fields is no value, but where a word crosses it.
static mr_str from_first(const zmap *z, mr_str line)
{
    const size_t skip = (size_t)z->first - 1;
    if (!skip || line.n <= skip ||
        (!isspace((unsigned char)line.at[skip]) && !isspace((unsigned char)line.at[skip - 1]) &&
         !is_fixed(z, (mr_str){line.at + skip, line.n - skip})))
        return line;
    return (mr_str){line.at + skip, line.n - skip};
}

static mr_status read_values(grid_reader *r, zmap *z, grid_lines *lines)
{
    mr_str line;
    while (next_line(lines, &line)) {
        line = from_first(z, line);
        while (line.n && isspace((unsigned char)line.at[line.n - 1]))
            line.n--;
        if (!is_free(z, line) && is_fixed(z, line))
            MR_TRY(read_fixed(r, z, line, lines->line));
        else
            MR_TRY(read_free(r, z, line, lines->line));
    }
    if (z->i < z->n)
        return grid_fail_line(r, lines->line,
                              "the file ends after %lld values, its header says %lld nodes",
                              (long long)z->i, (long long)z->n);
    return MR_OK;
}

static mr_status read_zmap(grid_reader *r)
{
    zmap z = {.per_line = INT64_MAX, .first = 1, .null = 1e30};
    grid_lines lines = grid_lines_of(r->bytes);
    MR_TRY(read_header(r, &z, &lines));
    return read_values(r, &z, &lines);
}

const grid_format grid_zmap = {"ZMap+", recognise, read_zmap};
