// Lines, words, and rows under named columns.
#include "contents.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "mudrock/numeric.h"

bool contents_line(contents_lines *lines, mr_str *line)
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

static bool blank(char c)
{
    return (unsigned char)c <= ' ';
}

static mr_str quoted_word(mr_str *line, const char *at, const char *end)
{
    const char *from = ++at;
    while (at < end && *at != '"')
        at++;
    const mr_str word = {from, (size_t)(at - from)};
    at += at < end;
    *line = (mr_str){at, (size_t)(end - at)};
    return word;
}

bool contents_word(mr_str *line, char delimiter, mr_str *word)
{
    if (!line->at)
        return false;
    const char *at = line->at, *end = at + line->n;
    while (at < end && blank(*at) && (delimiter == ' ' || *at != delimiter))
        at++;
    if (at < end && *at == '"') {
        *word = quoted_word(line, at, end);
    } else {
        const char *from = at;
        while (at < end && (delimiter == ' ' ? !blank(*at) : *at != delimiter))
            at++;
        *word = mr_str_trim((mr_str){from, (size_t)(at - from)});
        if (delimiter == ' ' && !word->n)
            return false;
        *line = (mr_str){at, (size_t)(end - at)};
    }
    if (delimiter == ' ')
        return true;
    at = line->at;
    while (at < end && *at != delimiter) // blanks after a quote
        at++;
    *line = at < end ? (mr_str){at + 1, (size_t)(end - at - 1)} : (mr_str){NULL, 0};
    return true;
}

bool contents_number(mr_str word, double *out)
{
    char copy[64];
    if (mr_parse_double_all(word, out))
        return true;
    if (word.n == 3 && strncasecmp(word.at, "nan", 3) == 0) {
        *out = CONTENTS_NONE;
        return true;
    }
    if (!word.n || word.n >= sizeof copy)
        return false;
    for (size_t i = 0; i < word.n; i++)
        copy[i] = word.at[i] == 'D' || word.at[i] == 'd' ? 'e' : word.at[i];
    return isdigit((unsigned char)copy[word.n - 1]) &&
           mr_parse_double_all((mr_str){copy, word.n}, out);
}

// "MD (ft)", "MD [m]", "Depth, ft": the name and its unit.
static void split_unit(mr_str text, mr_str *name, mr_str *unit)
{
    text = mr_str_trim(text);
    *name = text;
    *unit = (mr_str){0};
    const char last = text.n ? text.at[text.n - 1] : 0;
    if (last != ')' && last != ']')
        return;
    for (size_t i = text.n - 1; i > 0; i--)
        if (text.at[i] == (last == ')' ? '(' : '[')) {
            *name = mr_str_trim((mr_str){text.at, i});
            *unit = mr_str_trim((mr_str){text.at + i + 1, text.n - i - 2});
            return;
        }
}

void contents_add_column(contents_reader *r, contents_rows *rows, mr_str text)
{
    mr_str name, unit;
    split_unit(text, &name, &unit);
    rows->names = contents_grow(r, rows->names, rows->n, sizeof *rows->names);
    rows->units = contents_grow(r, rows->units, rows->n, sizeof *rows->units);
    const char *copy = contents_copy(r, name);
    rows->names[rows->n] = copy ? copy : "";
    rows->units[rows->n++] = contents_copy(r, unit);
}

mr_status contents_add_row(contents_reader *r, contents_rows *rows, mr_str line, char delimiter,
                           int64_t at)
{
    const size_t n = rows->n;
    if (rows->rows == rows->capacity) {
        const size_t capacity = rows->capacity ? 2 * rows->capacity : 64;
        mr_str *cells = MR_ARENA_ARRAY(r->out->arena, mr_str, capacity * n);
        int64_t *lines = MR_ARENA_ARRAY(r->out->arena, int64_t, capacity);
        if (rows->rows) {
            memcpy(cells, rows->cells, rows->rows * n * sizeof *cells);
            memcpy(lines, rows->lines, rows->rows * sizeof *lines);
        }
        rows->cells = cells;
        rows->lines = lines;
        rows->capacity = capacity;
    }
    mr_str *cells = rows->cells + rows->rows * n, more;
    size_t found = 0;
    while (found < n && contents_word(&line, delimiter, &cells[found]))
        found++;
    if (found < n)
        return contents_fail(r, at, "there are %zu values under %zu columns", found, n);
    while (contents_word(&line, delimiter, &more))
        if (more.n)
            return contents_fail(r, at, "there are more values than the %zu columns", n);
    rows->lines[rows->rows++] = at;
    return MR_OK;
}

// Letters and digits alone, in any case.
static bool same_name(const char *name, const char *wanted, size_t n)
{
    size_t k = 0;
    for (; *name; name++) {
        if (!isalnum((unsigned char)*name))
            continue;
        if (k == n || tolower((unsigned char)*name) != wanted[k])
            return false;
        k++;
    }
    return k == n;
}

int contents_find(const contents_rows *rows, const char *names)
{
    for (const char *at = names; *at;) {
        const size_t n = strcspn(at, "|");
        for (size_t i = 0; i < rows->n; i++)
            if (same_name(rows->names[i], at, n))
                return (int)i;
        at += n + (at[n] == '|');
    }
    return -1;
}

double contents_real(const contents_rows *rows, size_t row, int column)
{
    double value;
    if (column < 0 || !contents_number(rows->cells[row * rows->n + (size_t)column], &value))
        return CONTENTS_NONE;
    return value;
}

// --- tables ---

static bool is_numbers(const contents_rows *rows, size_t column)
{
    double value;
    size_t n = 0;
    for (size_t i = 0; i < rows->rows; i++) {
        const mr_str cell = rows->cells[i * rows->n + column];
        if (cell.n && !contents_number(cell, &value))
            return false;
        n += cell.n > 0;
    }
    return n > 0 || rows->rows == 0;
}

static mr_status build_column(const contents_rows *rows, size_t column, const char *name,
                              const double limits[2], mr_table *table, mr_error *err)
{
    const bool numbers = is_numbers(rows, column);
    const mr_field field = {.name = name,
                            .type = numbers ? MR_FLOAT64 : MR_UTF8,
                            .nullable = true,
                            .unit = rows->units[column],
                            .origin = -1};
    const mr_column *made = NULL;
    mr_builder *builder = mr_builder_new(&field);
    for (size_t i = 0; i < rows->rows; i++) {
        const mr_str cell = rows->cells[i * rows->n + column];
        const double value = numbers ? contents_real(rows, i, (int)column) : 0;
        if (!cell.n || (numbers && !(value > limits[0] && value < limits[1])))
            mr_builder_null(builder);
        else if (numbers)
            mr_builder_real(builder, value);
        else
            mr_builder_text(builder, cell);
    }
    mr_status st = mr_builder_finish(builder, &made, err);
    mr_builder_free(builder);
    if (st == MR_OK)
        mr_table_put(table, made);
    return st;
}

// Names of columns must differ; a repeated one gets its number.
static const char *own_name(contents_reader *r, const contents_rows *rows, const mr_table *table,
                            size_t column)
{
    const char *name = rows->names[column][0] ? rows->names[column] : "column", *own = name;
    for (int i = 2; mr_table_find(table, own); i++)
        own = mr_arena_printf(r->out->arena, "%s_%d", name, i);
    return own;
}

mr_status contents_table(contents_reader *r, const contents_rows *rows, double least, double most,
                         const char *name)
{
    mr_contents *c = r->out;
    const double limits[2] = {least, most};
    mr_table *table = mr_table_new((int64_t)rows->rows);
    for (size_t i = 0; i < rows->n; i++) {
        mr_status st = build_column(rows, i, own_name(r, rows, table, i), limits, table, r->err);
        if (st != MR_OK) {
            mr_table_unref(table);
            return st;
        }
    }
    c->tables = contents_grow(r, c->tables, c->n_tables, sizeof *c->tables);
    c->tables[c->n_tables++] = (mr_sheet){.name = name, .table = table};
    return MR_OK;
}

void contents_warn_absent(contents_reader *r)
{
    static const double usual[] = {-99, -999, -999.25, -9999, -9999.25, 1e30};
    const mr_contents *contents = r->out;
    const mr_table *table = contents->tables[contents->n_tables - 1].table;
    for (size_t i = 0; i < table->n; i++) {
        const mr_column *c = table->columns[i];
        for (size_t k = 0; k < sizeof usual / sizeof *usual && c->field.type == MR_FLOAT64; k++) {
            int64_t n = 0;
            for (int64_t row = 0; row < c->length; row++)
                n += mr_column_f64(c)[row] == usual[k];
            if (n)
                contents_warn(r,
                              "column \"%s\": %lld of its values are %g, which often means no "
                              "value",
                              c->field.name, (long long)n, usual[k]);
        }
    }
}

// --- surveys ---

void contents_fill_tvd(mr_survey *s)
{
    double tvd = 0;
    for (size_t i = 0; i < s->n; i++) {
        mr_station *at = &s->at[i];
        if (i == 0)
            tvd = at->md; // down to the first station the hole is taken as vertical
        else
            tvd +=
                mr_minimum_curvature(at->md - at[-1].md, at[-1].inc, at[-1].azi, at->inc, at->azi)
                    .down;
        if (isnan(at->tvd))
            at->tvd = tvd;
    }
}

static mr_survey *survey_of(contents_reader *r, const char *well, const char *md_unit)
{
    mr_contents *c = r->out;
    for (size_t i = 0; i < c->n_surveys; i++)
        if (c->surveys[i].well == well ||
            (well && c->surveys[i].well && strcmp(c->surveys[i].well, well) == 0))
            return &c->surveys[i];
    c->surveys = contents_grow(r, c->surveys, c->n_surveys, sizeof *c->surveys);
    c->surveys[c->n_surveys] = (mr_survey){.well = well, .md_unit = md_unit};
    return &c->surveys[c->n_surveys++];
}

static mr_status check_station(contents_reader *r, const mr_survey *s, const mr_station *at,
                               int64_t line)
{
    if (isnan(at->md) || isnan(at->inc))
        return contents_fail(r, line, "a station needs a number for md and inclination");
    if (at->inc < 0 || at->inc > 180)
        return contents_fail(r, line, "an inclination of %g is none from 0 to 180 degrees",
                             at->inc);
    if (isnan(at->azi) && at->inc != 0)
        return contents_fail(r, line, "a station of inclination %g needs an azimuth", at->inc);
    if (s->n && at->md < s->at[s->n - 1].md)
        contents_warn(r, "line %lld: md goes back from %g to %g", (long long)line,
                      s->at[s->n - 1].md, at->md);
    return MR_OK;
}

#define RADIAN (180 / 3.14159265358979323846) // degrees

double contents_degrees(const char *unit)
{
    static const struct {
        const char *unit;
        double degrees;
    } units[] = {
        {"deg", 1},
        {"degrees", 1},
        {"degree", 1},
        {"dega", 1},
        {"°", 1},
        {"d", 1},
        {"dd", 1},
        {"rad", RADIAN},
        {"radians", RADIAN},
        {"radian", RADIAN},
        {"grad", 0.9},
        {"gon", 0.9},
        {"gr", 0.9},
        {"mrad", RADIAN / 1000},
    };

    if (!unit || !*unit)
        return 1;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (mr_str_ieq(mr_str_of(unit), mr_str_of(units[i].unit)))
            return units[i].degrees;
    return 0;
}

static mr_status angle_scale(contents_reader *r, const contents_rows *rows, int column,
                             const char *what, double *out)
{
    const char *unit = column >= 0 ? rows->units[column] : NULL;

    *out = contents_degrees(unit);
    return *out > 0 ? MR_OK
                    : contents_fail(r, rows->rows ? rows->lines[0] : 0,
                                    "the %s is in %s, which is no angle", what, unit);
}

// A depth along the hole and one below it stand in one unit here. Written in another, the vertical
// one is computed.
static bool is_in_unit_of(const contents_rows *rows, int column, const char *md_unit)
{
    const char *unit = column >= 0 ? rows->units[column] : NULL;

    return !unit || !md_unit || mr_str_ieq(mr_str_of(unit), mr_str_of(md_unit));
}

mr_status contents_surveys(contents_reader *r, const contents_rows *rows, const char *well,
                           const char *md_unit)
{
    const int md = contents_find(rows, "md|measureddepth|depthmd|mdepth|depth");
    const int inc = contents_find(rows, "inc|incl|inclination|deviation|dev|angle|drift");
    const int azi = contents_find(rows, "azi|azim|azimuth|azimtn|azimgn|az|hazi");
    const int tvd = contents_find(rows, "tvd|tvdkb|tvddepth|trueverticaldepth");
    const int name = contents_find(rows, "well|wellname|wellid|uwi|api|borehole|wellbore");
    if (md >= 0 && rows->units[md])
        md_unit = rows->units[md];
    const bool with_tvd = is_in_unit_of(rows, tvd, md_unit);
    double from_vertical, from_north;
    MR_TRY(angle_scale(r, rows, inc, "inclination", &from_vertical));
    MR_TRY(angle_scale(r, rows, azi, "azimuth", &from_north));
    if (!with_tvd)
        contents_warn(r, "tvd is in %s and md in %s: tvd is computed from the stations",
                      rows->units[tvd], md_unit);
    for (size_t i = 0; i < rows->rows; i++) {
        const char *own =
            name < 0 ? well : contents_copy(r, rows->cells[i * rows->n + (size_t)name]);
        mr_survey *s = survey_of(r, own, md_unit);
        const mr_station at = {contents_real(rows, i, md),
                               contents_real(rows, i, inc) * from_vertical,
                               contents_real(rows, i, azi) * from_north,
                               with_tvd ? contents_real(rows, i, tvd) : (double)NAN};
        MR_TRY(check_station(r, s, &at, rows->lines[i]));
        s->at = contents_grow(r, s->at, s->n, sizeof *s->at);
        s->at[s->n] = at;
        if (isnan(at.azi))
            s->at[s->n].azi = 0;
        s->n++;
    }
    for (size_t i = 0; i < r->out->n_surveys; i++)
        contents_fill_tvd(&r->out->surveys[i]);
    if (!md_unit)
        contents_warn(r, "the survey says no unit of md");
    return MR_OK;
}
