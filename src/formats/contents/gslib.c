// GSLIB and GeoEAS text: a title, the count of variables, a line for each, then rows. Missing is
// below -1e21 or above 1e21 (Deutsch and Journel 1998).
#include <ctype.h>
#include <string.h>

#include "contents.h"

enum { MOST_VARIABLES = 500 };

// The count of line 2, when nothing but numbers (the grid's) follow it; 0 = none.
static size_t count_of(mr_str line)
{
    mr_str word;
    double n, more;
    if (!contents_word(&line, ' ', &word) || !mr_parse_double_all(word, &n) || n < 1 ||
        n > MOST_VARIABLES || n != rint(n))
        return 0;
    while (contents_word(&line, ' ', &word))
        if (!mr_parse_double_all(word, &more))
            return 0;
    return (size_t)n;
}

static bool recognise(mr_str head, const char *path)
{
    contents_lines lines = {.rest = head};
    mr_str line, word;
    double number;
    (void)path;
    if (!contents_line(&lines, &line) || !contents_line(&lines, &line))
        return false;
    const size_t n = count_of(line);
    for (size_t i = 0; i < n; i++)
        if (!contents_line(&lines, &line) || !contents_word(&line, ' ', &word) ||
            contents_number(word, &number))
            return false;
    if (!n || !contents_line(&lines, &line))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!contents_word(&line, ' ', &word) || !contents_number(word, &number))
            return false;
    return true;
}

static mr_status read_gslib(contents_reader *r)
{
    contents_lines lines = {.rest = r->text};
    contents_rows rows = {0};
    mr_str line = {0}, word;
    double number;
    (void)contents_line(&lines, &line);
    const char *title = contents_copy(r, line);
    (void)contents_line(&lines, &line);
    for (size_t n = count_of(line); n > 0 && contents_line(&lines, &line); n--)
        contents_add_column(r, &rows, line);
    while (contents_line(&lines, &line)) {
        line = mr_str_trim(line);
        if (!line.n)
            continue;
        MR_TRY(contents_add_row(r, &rows, line, ' ', lines.line));
        for (size_t i = 0; i < rows.n; i++) {
            word = rows.cells[(rows.rows - 1) * rows.n + i];
            if (!contents_number(word, &number))
                return contents_fail(r, lines.line, "%s is \"%.*s\", no number", rows.names[i],
                                     (int)(word.n < 40 ? word.n : 40), word.at);
        }
    }
    MR_TRY(contents_table(r, &rows, -1e21, 1e21, title));
    contents_warn_absent(r); // -99 and -999 are customs of single files
    return MR_OK;
}

const contents_format contents_gslib = {"GSLIB", recognise, read_gslib};
