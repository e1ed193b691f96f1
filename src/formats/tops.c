// Tops as delimited text: what its header means, then line by line.
#include "mudrock/tops.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "las_local.h"

enum { COLUMNS_MAX = 64, NAME_MAX_BYTES = 64, WARNINGS_MAX = 20, FILE_MAX_BYTES = 256 << 20 };

typedef enum meaning { UNKNOWN, WELL, NAME, DEPTH, INTERPRETER, OTHER } meaning;

static const struct {
    const char *name; // letters and digits of the header cell, lower case
    meaning meaning;
} names[] = {
    {"uwi", WELL},
    {"api", WELL},
    {"apinumber", WELL},
    {"well", WELL},
    {"wellid", WELL},
    {"wellname", WELL},
    {"wellbore", WELL},
    {"wellborename", WELL},
    {"borehole", WELL},
    {"form", NAME},
    {"formation", NAME},
    {"formationname", NAME},
    {"top", NAME},
    {"topname", NAME},
    {"marker", NAME},
    {"markername", NAME},
    {"name", NAME},
    {"surface", NAME},
    {"surfacename", NAME},
    {"horizon", NAME},
    {"pick", NAME},
    {"pickname", NAME},
    {"zone", NAME},
    {"depth", DEPTH},
    {"depthmd", DEPTH},
    {"md", DEPTH},
    {"topmd", DEPTH},
    {"topdepth", DEPTH},
    {"measureddepth", DEPTH},
    {"interpreter", INTERPRETER},
    {"author", INTERPRETER},
    {"pickedby", INTERPRETER},
    {"source", OTHER},
    {"comment", OTHER},
    {"comments", OTHER},
    {"remark", OTHER},
    {"remarks", OTHER},
    {"quality", OTHER},
    {"confidence", OTHER},
    {"type", OTHER},
    {"tvd", OTHER},
    {"tvdss", OTHER},
    {"x", OTHER},
    {"y", OTHER},
    {"z", OTHER},
};

typedef struct reader {
    mr_tops *tops;
    char delimiter;
    size_t n;                   // columns
    int place[INTERPRETER + 1]; // of the column of each meaning; -1 = none
    size_t capacity;            // of tops->at
    int64_t line;
    mr_str cells[COLUMNS_MAX];
} reader;

// Takes the next cell off the line: quoted cells keep their delimiters, doubled quotes become one
// (in the arena).
static mr_str take_cell(mr_str *line, char delimiter, mr_arena *arena)
{
    mr_str cell = {line->at, 0};
    if (line->n && line->at[0] == '"') {
        char *text = mr_arena_alloc(arena, line->n + 1);
        size_t n = 0, i = 1;
        for (; i < line->n; i++) {
            if (line->at[i] == '"' && (i + 1 == line->n || line->at[i + 1] != '"'))
                break;
            i += line->at[i] == '"';
            text[n++] = line->at[i];
        }
        while (i < line->n && line->at[i] != delimiter)
            i++;
        cell = (mr_str){text, n};
        line->at += i;
        line->n -= i;
    } else {
        const char *end = line->n ? memchr(line->at, delimiter, line->n) : NULL;
        cell.n = end ? (size_t)(end - line->at) : line->n;
        line->at += cell.n;
        line->n -= cell.n;
    }
    return mr_str_trim(cell);
}

// Fills r->cells; returns how many there are, at most COLUMNS_MAX + 1.
static size_t split(reader *r, mr_str line, mr_arena *arena)
{
    size_t n = 0;
    for (bool more = true; more; n++) {
        if (n == COLUMNS_MAX)
            return COLUMNS_MAX + 1;
        r->cells[n] = take_cell(&line, r->delimiter, arena);
        more = line.n > 0;
        line.at += more;
        line.n -= more;
    }
    return n;
}

static char guess_delimiter(mr_str line)
{
    static const char candidates[] = {'\t', ';', '|', ','};
    for (size_t i = 0; i < sizeof candidates; i++)
        if (line.n && memchr(line.at, candidates[i], line.n))
            return candidates[i];
    return ',';
}

// "Depth (ft)", "MD [m]" and "depth_ft" say a unit beside the name.
static meaning understand(mr_str cell, mr_str *unit)
{
    char name[NAME_MAX_BYTES];
    size_t n = 0;
    const char *open = NULL;
    *unit = (mr_str){0};
    for (size_t i = 0; i < cell.n && !open; i++)
        if (cell.at[i] == '(' || cell.at[i] == '[')
            open = cell.at + i;
    if (open) {
        const char *end = cell.at + cell.n;
        bool closed = end[-1] == ')' || end[-1] == ']';
        *unit = mr_str_trim((mr_str){open + 1, (size_t)(end - open) - 1 - closed});
        cell.n = (size_t)(open - cell.at);
    } else if (cell.n > 2 && cell.at[cell.n - 2] == '_' && (cell.at[cell.n - 1] | 32) == 'm') {
        *unit = MR_STR("m");
        cell.n -= 2;
    } else if (cell.n > 3 && mr_str_ieq((mr_str){cell.at + cell.n - 3, 3}, MR_STR("_ft"))) {
        *unit = MR_STR("ft");
        cell.n -= 3;
    }
    for (size_t i = 0; i < cell.n && n + 1 < sizeof name; i++)
        if (isalnum((unsigned char)cell.at[i]))
            name[n++] = (char)tolower((unsigned char)cell.at[i]);
    name[n] = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].name, name) == 0)
            return names[i].meaning;
    return UNKNOWN;
}

static bool read_header(reader *r, mr_str line, mr_arena *arena, mr_str *depth_unit)
{
    r->delimiter = guess_delimiter(line);
    r->n = split(r, line, arena);
    for (int m = 0; m <= INTERPRETER; m++)
        r->place[m] = -1;
    if (r->n > COLUMNS_MAX)
        return false;
    for (size_t i = 0; i < r->n; i++) {
        mr_str unit;
        meaning m = understand(r->cells[i], &unit);
        if (m == OTHER || (m == INTERPRETER && r->place[m] >= 0))
            continue;
        if (m == UNKNOWN || (r->place[m] >= 0 && m != WELL))
            return false; // a second WELL (name beside UWI) is taken as it comes: the first counts
        if (r->place[m] < 0)
            r->place[m] = (int)i;
        if (m == DEPTH)
            *depth_unit = unit;
    }
    return r->place[WELL] >= 0 && r->place[NAME] >= 0 && r->place[DEPTH] >= 0;
}

bool mr_tops_is_header(mr_str line)
{
    mr_arena *arena = mr_arena_new();
    reader r = {0};
    mr_str unit;
    bool is = read_header(&r, line, arena, &unit);
    mr_arena_free(arena);
    return is;
}

static void skip(reader *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void skip(reader *r, const char *format, ...)
{
    mr_tops *tops = r->tops;
    char text[256];
    va_list args;
    tops->n_skipped++;
    if (tops->n_warnings == WARNINGS_MAX)
        return;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    tops->warnings[tops->n_warnings++] =
        mr_arena_printf(tops->arena, "line %lld %s: left out", (long long)r->line, text);
}

static const char *text_of(const reader *r, meaning m, size_t n)
{
    int place = r->place[m];
    if (place < 0 || (size_t)place >= n || r->cells[place].n == 0)
        return NULL;
    return mr_arena_strndup(r->tops->arena, r->cells[place].at, r->cells[place].n);
}

// A comma that does not part cells may be a decimal mark.
static bool read_depth(const reader *r, mr_str cell, double *out)
{
    return mr_parse_double_all(cell, out) || (r->delimiter != ',' && las_number(cell, true, out));
}

static void add(reader *r, mr_top top)
{
    mr_tops *tops = r->tops;
    if (tops->n == r->capacity) {
        size_t capacity = r->capacity ? 2 * r->capacity : 64;
        mr_top *grown = MR_ARENA_ARRAY(tops->arena, mr_top, capacity);
        if (tops->n)
            memcpy(grown, tops->at, tops->n * sizeof *grown);
        tops->at = grown;
        r->capacity = capacity;
    }
    tops->at[tops->n++] = top;
}

static void read_line(reader *r, mr_str line)
{
    double depth = 0;
    size_t n = split(r, line, r->tops->arena);
    if (n > r->n) {
        skip(r, "has more cells than the header");
        return;
    }
    mr_top top = {
        .well = text_of(r, WELL, n),
        .name = text_of(r, NAME, n),
        .interpreter = text_of(r, INTERPRETER, n),
        .line = r->line,
    };
    if (!top.well || !top.name) {
        skip(r, "has no %s", top.well ? "name of a top" : "well");
        return;
    }
    size_t place = (size_t)r->place[DEPTH];
    mr_str cell = place < n ? r->cells[place] : (mr_str){0};
    if (!read_depth(r, cell, &depth)) {
        skip(r, "has the depth \"%.*s\"", (int)(cell.n < 40 ? cell.n : 40), cell.n ? cell.at : "");
        return;
    }
    top.depth = depth;
    add(r, top);
}

// A line end is LF, CRLF or CR.
static mr_str next_line(mr_str *text)
{
    size_t n = 0;
    while (n < text->n && text->at[n] != '\n' && text->at[n] != '\r')
        n++;
    mr_str line = {text->at, n};
    if (n < text->n)
        n += n + 1 < text->n && text->at[n] == '\r' && text->at[n + 1] == '\n' ? 2 : 1;
    text->at += n;
    text->n -= n;
    return line;
}

static mr_status read_text(mr_str text, mr_tops *tops, mr_error *err)
{
    reader r = {.tops = tops};
    mr_str unit = {0}, line = {0};
    if (text.n >= 3 && memcmp(text.at, "\xef\xbb\xbf", 3) == 0)
        text = (mr_str){text.at + 3, text.n - 3};
    while (text.n && mr_str_trim(line).n == 0) {
        line = next_line(&text);
        r.line++;
    }
    if (!read_header(&r, line, tops->arena, &unit))
        return mr_fail(err, MR_EFORMAT, "line 1",
                       "the header does not name a well, a top and a measured depth");
    if (unit.n)
        tops->depth_unit = mr_arena_strndup(tops->arena, unit.at, unit.n);
    while (text.n) {
        line = next_line(&text);
        r.line++;
        if (mr_str_trim(line).n)
            read_line(&r, line);
    }
    return MR_OK;
}

mr_status mr_tops_read(mr_str bytes, mr_tops **out, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    mr_tops *tops = MR_ARENA_NEW(arena, mr_tops);
    mr_buf converted = {0};
    tops->arena = arena;
    tops->warnings = MR_ARENA_ARRAY(arena, const char *, WARNINGS_MAX);
    mr_status st = MR_OK;
    if (bytes.n && memchr(bytes.at, 0, bytes.n))
        st = mr_fail(err, MR_EFORMAT, NULL, "is not text: it holds a zero byte");
    if (st == MR_OK && !mr_utf8_valid(bytes)) {
        const las_reader latin = {.latin = true};
        las_put_utf8(&latin, bytes, &converted);
        bytes = (mr_str){converted.at, converted.n};
        if (converted.status != MR_OK)
            st = mr_fail(err, converted.status, NULL, "no memory for the text");
    }
    if (st == MR_OK)
        st = read_text(bytes, tops, err);
    mr_buf_clear(&converted);
    if (st != MR_OK) {
        mr_tops_free(tops);
        return st;
    }
    *out = tops;
    return MR_OK;
}

mr_status mr_tops_read_file(const char *path, mr_tops **out, mr_error *err)
{
    FILE *file = fopen(path, "rb");
    mr_buf text = {0};
    char bytes[65536];
    size_t n;
    if (!file)
        return mr_fail(err, errno == ENOENT ? MR_ENOTFOUND : MR_EIO, NULL, "%s", strerror(errno));
    while (text.n <= FILE_MAX_BYTES && (n = fread(bytes, 1, sizeof bytes, file)) > 0)
        mr_buf_put(&text, bytes, n);
    mr_status st = MR_OK;
    if (ferror(file))
        st = mr_fail(err, MR_EIO, NULL, "cannot be read");
    else if (text.n > FILE_MAX_BYTES)
        st = mr_fail(err, MR_ETOOLARGE, NULL, "is larger than %d MiB", FILE_MAX_BYTES >> 20);
    else if (text.status != MR_OK)
        st = mr_fail(err, text.status, NULL, "no memory for the text");
    fclose(file);
    if (st == MR_OK)
        st = mr_tops_read((mr_str){text.n ? text.at : "", text.n}, out, err);
    mr_buf_clear(&text);
    return st;
}

void mr_tops_free(mr_tops *tops)
{
    if (tops)
        mr_arena_free(tops->arena);
}
