// Text of Petrel: well tops and checkshots (BEGIN HEADER, a line a column, END HEADER, rows), and
// well traces (.dev). Z and TWT are negative down; -999 is null; the unit of depth stands in a
// comment.
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "contents.h"

static bool starts(mr_str line, const char *word)
{
    const size_t n = strlen(word);
    line = mr_str_trim(line);
    return line.n >= n && strncasecmp(line.at, word, n) == 0;
}

static bool recognise(mr_str head, const char *path)
{
    contents_lines lines = {.rest = head};
    mr_str line;
    (void)path;
    for (int i = 0; i < 200 && contents_line(&lines, &line); i++) {
        line = mr_str_trim(line);
        if (starts(line, "BEGIN HEADER"))
            return true;
        if (line.n && line.at[0] != '#' && !starts(line, "VERSION") &&
            !starts(line, "\xef\xbb\xbf#"))
            return false;
    }
    return false;
}

typedef struct petrel {
    contents_rows rows;
    const char *depth_unit, *time_unit;
} petrel;

// "# Unit in depth: ft"
static void read_comment(contents_reader *r, petrel *p, mr_str line)
{
    static const char *const depths[] = {"unit in depth", "depth unit", "unit in z", "z unit",
                                         "unit in md"};
    const char *colon = memchr(line.at, ':', line.n);
    if (!colon)
        return;
    mr_str key = mr_str_trim((mr_str){line.at + 1, (size_t)(colon - line.at - 1)});
    const mr_str value = {colon + 1, (size_t)(line.at + line.n - colon - 1)};
    for (size_t i = 0; i < sizeof depths / sizeof *depths; i++)
        if (starts(key, depths[i]) && !p->depth_unit)
            p->depth_unit = contents_copy(r, value);
    if (starts(key, "unit in time") || starts(key, "unit in twt") || starts(key, "time unit"))
        p->time_unit = contents_copy(r, value);
}

// A line of the header is a name, or a type and a name: "FLOAT,TWT".
static mr_str entry_name(mr_str line)
{
    static const char *const types[] = {"FLOAT", "INT", "STRING", "BOOL", "DOUBLE", "DATE"};
    line = mr_str_trim(line);
    const char *comma = line.n ? memchr(line.at, ',', line.n) : NULL;
    for (size_t i = 0; comma && i < sizeof types / sizeof *types; i++)
        if (starts((mr_str){line.at, (size_t)(comma - line.at)}, types[i]))
            return mr_str_trim((mr_str){comma + 1, (size_t)(line.at + line.n - comma - 1)});
    return line;
}

static mr_status read_rows(contents_reader *r, petrel *p)
{
    contents_lines lines = {.rest = r->text};
    mr_str line;
    enum { BEFORE, HEADER, ROWS } part = BEFORE;
    while (contents_line(&lines, &line)) {
        line = mr_str_trim(line);
        if (!line.n)
            continue;
        if (line.at[0] == '#')
            read_comment(r, p, line);
        else if (part == BEFORE)
            part = starts(line, "BEGIN HEADER") ? HEADER : BEFORE;
        else if (part == HEADER && starts(line, "END HEADER"))
            part = ROWS;
        else if (part == HEADER)
            contents_add_column(r, &p->rows, entry_name(line));
        else
            MR_TRY(contents_add_row(r, &p->rows, line, ' ', lines.line));
    }
    if (part != ROWS || !p->rows.n)
        return contents_fail(r, lines.line, "the header has no END HEADER, or no columns");
    return MR_OK;
}

static double depth_of(const contents_rows *rows, size_t row, int column)
{
    const double value = contents_real(rows, row, column);
    return value == -999 || value == -999.25 || fabs(value) >= 1e30 ? CONTENTS_NONE : value;
}

static mr_status check_number(contents_reader *r, const contents_rows *rows, size_t row, int column)
{
    double value;
    const mr_str cell = column < 0 ? MR_STR("0") : rows->cells[row * rows->n + (size_t)column];
    if (contents_number(cell, &value) || mr_str_ieq(cell, MR_STR("NULL")) || !cell.n)
        return MR_OK;
    return contents_fail(r, rows->lines[row], "%s is \"%.*s\", no number", rows->names[column],
                         (int)(cell.n < 40 ? cell.n : 40), cell.at);
}

static const char *cell_text(contents_reader *r, const contents_rows *rows, size_t row, int column)
{
    return column < 0 ? NULL : contents_copy(r, rows->cells[row * rows->n + (size_t)column]);
}

static mr_status take_tops(contents_reader *r, const petrel *p, int surface)
{
    const contents_rows *rows = &p->rows;
    mr_contents *c = r->out;
    const int well = contents_find(rows, "well|wellname"), md = contents_find(rows, "md");
    const int type = contents_find(rows, "type");
    const char *unit = p->depth_unit;
    if (md >= 0 && rows->units[md])
        unit = rows->units[md];
    for (size_t i = 0; i < rows->rows; i++) {
        MR_TRY(check_number(r, rows, i, md));
        c->markers = contents_grow(r, c->markers, c->n_markers, sizeof *c->markers);
        c->markers[c->n_markers++] = (mr_marker){
            .well = cell_text(r, rows, i, well),
            .name = cell_text(r, rows, i, surface),
            .md = depth_of(rows, i, md),
            .unit = unit,
            .type = cell_text(r, rows, i, type),
        };
    }
    if (md < 0)
        contents_warn(r, "the tops have no column MD: their depths along the hole are not known");
    else if (!unit)
        contents_warn(r, "the tops say no unit of MD");
    return MR_OK;
}

static mr_checkshot *checkshot_of(contents_reader *r, const char *well, const char *unit)
{
    mr_contents *c = r->out;
    for (size_t i = 0; i < c->n_checkshots; i++)
        if (c->checkshots[i].well == well ||
            (well && c->checkshots[i].well && strcmp(well, c->checkshots[i].well) == 0))
            return &c->checkshots[i];
    c->checkshots = contents_grow(r, c->checkshots, c->n_checkshots, sizeof *c->checkshots);
    c->checkshots[c->n_checkshots] = (mr_checkshot){.well = well, .md_unit = unit};
    return &c->checkshots[c->n_checkshots++];
}

// The sign is the file's one convention: by what most of its times have.
static double time_factor(contents_reader *r, const petrel *p, int twt, int owt)
{
    const contents_rows *rows = &p->rows;
    const int column = twt >= 0 ? twt : owt;
    const char *unit = rows->units[column] ? rows->units[column] : p->time_unit;
    size_t negative = 0, positive = 0;
    for (size_t i = 0; i < rows->rows; i++) {
        const double t = depth_of(rows, i, column);
        negative += t < -1e-6;
        positive += t > 1e-6;
    }
    if (negative && positive)
        contents_warn(r, "%zu times are negative and %zu positive", negative, positive);
    const double scale = unit && strcasecmp(unit, "s") == 0 ? 1000 : 1;
    return (negative > positive ? -1 : 1) * scale * (twt >= 0 ? 1 : 2);
}

static mr_status take_checkshots(contents_reader *r, const petrel *p, int twt, int owt)
{
    const contents_rows *rows = &p->rows;
    const int well = contents_find(rows, "well|wellname"), md = contents_find(rows, "md");
    const int column = twt >= 0 ? twt : owt;
    const double factor = time_factor(r, p, twt, owt);
    const char *unit = md >= 0 && rows->units[md] ? rows->units[md] : p->depth_unit;
    for (size_t i = 0; i < rows->rows; i++) {
        MR_TRY(check_number(r, rows, i, md));
        MR_TRY(check_number(r, rows, i, column));
        mr_checkshot *c = checkshot_of(r, cell_text(r, rows, i, well), unit);
        c->at = contents_grow(r, c->at, c->n, sizeof *c->at);
        c->at[c->n++] = (mr_shot){depth_of(rows, i, md), factor * depth_of(rows, i, column)};
    }
    if (!unit)
        contents_warn(r, "the checkshots say no unit of depth");
    return MR_OK;
}

static mr_status read_petrel(contents_reader *r)
{
    petrel p = {0};
    MR_TRY(read_rows(r, &p));
    const int surface = contents_find(&p.rows, "surface|horizon|marker|welltop");
    const int twt = contents_find(&p.rows, "twt|twopicked|time"),
              owt = contents_find(&p.rows, "owt");
    if (surface >= 0)
        return take_tops(r, &p, surface);
    if (twt >= 0 || owt >= 0)
        return take_checkshots(r, &p, twt, owt);
    MR_TRY(contents_table(r, &p.rows, -1e30, 1e30, NULL));
    contents_warn_absent(r);
    return MR_OK;
}

const contents_format contents_petrel = {"Petrel", recognise, read_petrel};

// --- well trace ---

static bool recognise_trace(mr_str head, const char *path)
{
    contents_lines lines = {.rest = head};
    mr_str line, word;
    bool comments = false;
    (void)path;
    while (contents_line(&lines, &line)) {
        line = mr_str_trim(line);
        if (line.n && line.at[0] != '#') {
            mr_str rest = line;
            return comments && contents_word(&rest, ' ', &word) && mr_str_ieq(word, MR_STR("MD")) &&
                   memchr(line.at, ',', line.n) == NULL;
        }
        comments |= line.n > 0;
    }
    return false;
}

// "# WELL NAME:   A-1" and "... IN m-UNITS", "(ft)" behind a depth.
static void read_trace_comment(contents_reader *r, mr_str line, const char **well,
                               const char **unit)
{
    mr_str key = mr_str_trim((mr_str){line.at + 1, line.n - 1});
    const char *colon = memchr(line.at, ':', line.n);
    if (colon && (starts(key, "WELL NAME") || starts(key, "WELL:")))
        *well = contents_copy(r, (mr_str){colon + 1, (size_t)(line.at + line.n - colon - 1)});
    for (size_t i = 0; i + 6 <= line.n; i++)
        if (strncasecmp(line.at + i, "-UNITS", 6) == 0 && i > 0) {
            size_t from = i;
            while (from > 0 && line.at[from - 1] != ' ')
                from--;
            *unit = contents_copy(r, (mr_str){line.at + from, i - from});
        }
    if (!*unit && colon && starts(key, "WELL KB") && line.at[line.n - 1] == ')')
        for (size_t i = line.n - 1; i > 0; i--)
            if (line.at[i] == '(') {
                *unit = contents_copy(r, (mr_str){line.at + i + 1, line.n - i - 2});
                break;
            }
}

static mr_status read_trace(contents_reader *r)
{
    contents_lines lines = {.rest = r->text};
    contents_rows rows = {0};
    const char *well = NULL, *unit = NULL;
    mr_str line, word;
    while (contents_line(&lines, &line)) {
        line = mr_str_trim(line);
        if (!line.n)
            continue;
        if (line.at[0] == '#') {
            read_trace_comment(r, line, &well, &unit);
        } else if (!rows.n) {
            while (contents_word(&line, ' ', &word))
                contents_add_column(r, &rows, word);
        } else {
            MR_TRY(contents_add_row(r, &rows, line, ' ', lines.line));
        }
    }
    if (contents_find(&rows, "inc|incl|inclination") < 0 ||
        contents_find(&rows, "azi|azim|azimuth|azimtn|azimgn") < 0) {
        contents_warn(r, "the trace has no inclination and azimuth: it is kept as a table");
        return contents_table(r, &rows, -1e30, 1e30, well);
    }
    return contents_surveys(r, &rows, well, unit);
}

const contents_format contents_petrel_trace = {"Petrel well trace", recognise_trace, read_trace};
