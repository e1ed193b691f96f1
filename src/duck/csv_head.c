// The head of a text table: what stands above it, its names, its units.
#include <stdlib.h>
#include <string.h>

#include "mudrock/kind.h"
#include "mudrock/units.h"

#include "csv_local.h"

// The cells that most lines have: what stands above the table has fewer.
static size_t usual_cells(csv_reading *r)
{
    size_t counts[256] = {0}, best = 1, rows = 0;
    bool more = true;
    csv_scan s;
    csv_scan_init(&s, r->text, r->dialect);
    while (rows < 500 && csv_next(&s, &more, NULL) == MR_OK && more) {
        counts[s.n < 255 ? s.n : 255]++;
        rows++;
    }
    csv_scan_clear(&s);
    for (size_t i = 1; i < 256; i++)
        if (counts[i] > counts[best])
            best = i;
    return best;
}

static bool typed(csv_kind kind)
{
    return kind != CSV_EMPTY && kind != CSV_WORD && kind != CSV_TEXT;
}

// Whether the first line is names: below one of them stands something that is
// no text, or all lines are texts.
static bool is_header(csv_reading *r, const csv_kind *first, const csv_kind *later, size_t n)
{
    bool names = false, values = false;
    if (r->options->header)
        return r->options->header > 0;
    for (size_t i = 0; i < n; i++) {
        names = names || (first[i] == CSV_TEXT && typed(later[i]));
        values = values || typed(first[i]);
    }
    return names || !values;
}

// "Depth (ft)", "GR [gAPI]".
static const char *unit_in_brackets(mr_str *name, const mr_units *units, mr_arena *arena)
{
    const char last = name->at[name->n - 1], begin = last == ']' ? '[' : last == ')' ? '(' : 0;
    size_t open = name->n - 1;
    while (begin && open > 0 && name->at[open] != begin)
        open--;
    if (!begin || open == 0)
        return NULL;
    const mr_str inside = mr_str_trim((mr_str){name->at + open + 1, name->n - open - 2});
    const char *unit = mr_arena_strndup(arena, inside.at, inside.n);
    const char *rest = mr_arena_strndup(arena, name->at, open);
    if (!inside.n ||
        (begin == '(' && mr_unit_read(units, unit, rest, NULL).state != MR_UNIT_UNDERSTOOD))
        return NULL;
    *name = mr_str_trim((mr_str){name->at, open});
    return unit;
}

// "Depth, ft": where the name is one of a quantity, and the unit one of that.
static const char *unit_behind_comma(mr_str *name, const mr_units *units, mr_arena *arena)
{
    size_t comma = name->n - 1;
    while (comma > 0 && name->at[comma] != ',')
        comma--;
    const mr_str inside = mr_str_trim((mr_str){name->at + comma + 1, name->n - comma - 1});
    const mr_str before = mr_str_trim((mr_str){name->at, comma});
    const char *unit = mr_arena_strndup(arena, inside.at, inside.n);
    const char *rest = mr_arena_strndup(arena, before.at, before.n);
    if (!comma || !inside.n || !mr_quantity_of(units, rest, unit) ||
        mr_unit_read(units, unit, rest, NULL).state != MR_UNIT_UNDERSTOOD)
        return NULL;
    *name = before;
    return unit;
}

// "depth_ft", "TVD_M": of lengths, and of shares of what has a name: "Au_ppm". The
// name stays whole.
static const char *unit_in_ending(mr_str name, const mr_units *units, mr_arena *arena)
{
    static const struct {
        mr_str end;
        const char *unit;
        bool length;
    } endings[] = {
        {{"_ft", 3}, "ft", true},    {{"_m", 2}, "m", true},    {{"_ppm", 4}, "ppm", false},
        {{"_ppb", 4}, "ppb", false}, {{"_pct", 4}, "%", false},
    };
    static const mr_str lengths[] = {{"top", 3},  {"base", 4}, {"bottom", 6},
                                     {"from", 4}, {"to", 2},   {"thickness", 9}};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const mr_str end = endings[i].end;
        if (name.n <= end.n || !mr_str_ieq((mr_str){name.at + name.n - end.n, end.n}, end))
            continue;
        const mr_str before = {name.at, name.n - end.n};
        const char *unit = endings[i].unit, *rest = mr_arena_strndup(arena, before.at, before.n);
        const char *quantity = mr_quantity_of(units, rest, unit);
        if (!endings[i].length)
            return quantity && mr_unit_read(units, unit, rest, NULL).state == MR_UNIT_UNDERSTOOD
                       ? unit
                       : NULL;
        bool length = quantity && (strcmp(quantity, "depth") == 0 || strlen(quantity) == 1 ||
                                   strncmp(quantity, "true_vertical_depth", 19) == 0);
        for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++)
            length = length || mr_str_ieq(before, lengths[k]);
        return length ? unit : NULL;
    }
    return NULL;
}

static const char *unit_in(mr_str *name, const mr_units *units, mr_arena *arena)
{
    if (name->n < 3)
        return NULL;
    const char *unit = unit_in_brackets(name, units, arena);
    unit = unit ? unit : unit_behind_comma(name, units, arena);
    return unit ? unit : unit_in_ending(*name, units, arena);
}

// A title may be written over several lines.
static mr_str in_one_line(mr_str name, mr_arena *arena)
{
    char *copy = mr_arena_strndup(arena, name.n ? name.at : "", name.n);
    for (size_t i = 0; i < name.n; i++)
        if (copy[i] == '\n' || copy[i] == '\r')
            copy[i] = ' ';
    return mr_str_trim((mr_str){copy, name.n});
}

static void name_column(csv_reading *r, const mr_units *units, size_t i, mr_str cell)
{
    csv_column *c = &r->columns[i];
    c->field = (mr_field){.type = MR_UTF8, .nullable = true, .origin = -1};
    cell = in_one_line(cell, r->arena);
    c->field.unit = unit_in(&cell, units, r->arena);
    c->field.name = cell.n ? mr_arena_strndup(r->arena, cell.at, cell.n)
                           : mr_arena_printf(r->arena, "column_%zu", i + 1);
    const char *wanted = c->field.name;
    for (size_t k = 0, copies = 2; k < i; k++)
        if (strcmp(r->columns[k].field.name, c->field.name) == 0) {
            c->field.name = mr_arena_printf(r->arena, "%s_%zu", wanted, copies++);
            k = SIZE_MAX; // and once more from the first
        }
    if (c->field.name != wanted)
        csv_warn(r, "two columns are named \"%s\": the later one is %s", wanted, c->field.name);
    c->id = mr_is_id_name(c->field.name);
}

// A row of units below the header: each cell one, or empty, where the rows
// below hold values.
static bool is_unit_row(const csv_scan *row, const mr_units *units, mr_arena *arena,
                        const csv_kind *later)
{
    size_t known = 0;
    for (size_t i = 0; i < row->n; i++) {
        mr_str text = row->cells[i].text;
        const csv_kind kind = csv_value_of(text, '.', false).kind;
        if (text.n > 2 && (text.at[0] == '[' || text.at[0] == '('))
            text = (mr_str){text.at + 1, text.n - 2};
        if (kind == CSV_EMPTY || kind == CSV_WORD)
            continue;
        if (typed(kind) || text.n > 20)
            return false;
        const char *unit = mr_arena_strndup(arena, text.at, text.n);
        const bool is = mr_unit_read(units, unit, NULL, NULL).state == MR_UNIT_UNDERSTOOD;
        if (!is && !typed(later[i]))
            return false;
        known += is;
    }
    return known > 0;
}

static void take_units(csv_reading *r, const csv_scan *row)
{
    for (size_t i = 0; i < row->n && i < r->n; i++) {
        mr_str text = row->cells[i].text;
        if (text.n > 2 && (text.at[0] == '[' || text.at[0] == '('))
            text = (mr_str){text.at + 1, text.n - 2};
        if (text.n && csv_value_of(text, '.', false).kind == CSV_TEXT && !r->columns[i].field.unit)
            r->columns[i].field.unit = mr_arena_strndup(r->arena, text.at, text.n);
    }
}

// What the rows from `line` on hold in each column, as far as it is not empty.
static mr_status look_below(csv_reading *r, int64_t line, csv_kind *later, mr_error *err)
{
    bool more = true;
    csv_scan s;
    csv_scan_init(&s, r->text, r->dialect);
    for (size_t rows = 0; rows < 200 && more;) {
        mr_status st = csv_next(&s, &more, err);
        if (st != MR_OK) {
            csv_scan_clear(&s);
            return st;
        }
        if (!more || s.record <= line)
            continue;
        rows++;
        for (size_t i = 0; i < s.n && i < r->n; i++) {
            const csv_kind kind = csv_value_in(r, &s.cells[i]).kind;
            if (typed(kind) && !typed(later[i]))
                later[i] = kind;
        }
    }
    csv_scan_clear(&s);
    return MR_OK;
}

// The first line of the table, above which stands what is none of it.
static mr_status find_table(csv_reading *r, csv_scan *s)
{
    const size_t usual = usual_cells(r);
    int64_t above = 0, first = 0;
    bool more = true;
    do {
        MR_TRY(csv_next(s, &more, r->err));
        if (more && s->n < usual && above < 50) {
            first = first ? first : s->record;
            above++;
            continue;
        }
        break;
    } while (more);
    if (!more)
        return mr_fail(r->err, MR_EFORMAT, NULL, "the file holds no table");
    if (above)
        csv_warn(r, "%lld lines above the table (from line %lld) are left out", (long long)above,
                 (long long)first);
    r->n = s->n;
    return MR_OK;
}

// The line above the values when it is a comment that has a name for each column: "# depth gr".
static int64_t find_comment_line(const csv_reading *r, int64_t record)
{
    csv_dialect dialect = r->dialect;
    csv_scan s;
    bool more = true;
    int64_t last = 0;
    dialect.comments = false;
    csv_scan_init(&s, r->text, dialect);
    while (csv_next(&s, &more, NULL) == MR_OK && more && s.record < record)
        last = s.record;
    csv_scan_clear(&s);
    return last;
}

static bool take_comment_names(csv_reading *r, const mr_units *units, int64_t line)
{
    csv_dialect dialect = r->dialect;
    csv_scan s;
    bool more = true;
    dialect.comments = false;
    csv_scan_init(&s, r->text, dialect);
    while (csv_next(&s, &more, NULL) == MR_OK && more && s.record < line)
        continue;
    bool good = more && s.record == line && s.n >= r->n && s.cells[0].text.n &&
                s.cells[0].text.at[0] == '#';
    const size_t skip = good && s.n == r->n + 1 && s.cells[0].text.n == 1; // "# depth gr"
    good = good && s.n == r->n + skip;
    for (size_t i = 0; i < r->n && good; i++) {
        mr_str *name = &s.cells[i + skip].text;
        if (i + skip == 0 && name->n > 1)
            *name = mr_str_trim((mr_str){name->at + 1, name->n - 1});
        good = csv_value_of(*name, '.', false).kind == CSV_TEXT;
    }
    for (size_t i = 0; i < r->n && good; i++)
        name_column(r, units, i, s.cells[i + skip].text);
    csv_scan_clear(&s);
    if (good)
        csv_warn(r, "line %lld is a comment, and names the columns", (long long)line);
    return good;
}

mr_status csv_read_head(csv_reading *r, csv_scan *s, const mr_units *units)
{
    bool more = true;
    MR_TRY(find_table(r, s));
    r->columns = MR_ARENA_ARRAY(r->arena, csv_column, r->n);
    csv_kind *first = MR_ARENA_ARRAY(r->arena, csv_kind, r->n);
    csv_kind *later = MR_ARENA_ARRAY(r->arena, csv_kind, r->n);
    for (size_t i = 0; i < r->n; i++)
        first[i] = csv_value_in(r, &s->cells[i]).kind;
    MR_TRY(look_below(r, s->record, later, r->err));
    if (!is_header(r, first, later, r->n)) {
        r->skip = s->record - 1;
        const int64_t above = find_comment_line(r, s->record);
        if (above && take_comment_names(r, units, above)) {
            if (r->report)
                r->report->header_line = above;
            return MR_OK;
        }
        for (size_t i = 0; i < r->n; i++)
            name_column(r, units, i, (mr_str){0});
        csv_warn(r,
                 "line %lld holds values: the columns have no names and are column_1 "
                 "...; --header "
                 "yes makes names of it",
                 (long long)s->record);
        return MR_OK;
    }
    for (size_t i = 0; i < r->n; i++)
        name_column(r, units, i, s->cells[i].text);
    r->skip = s->record;
    if (r->report)
        r->report->header_line = s->record;
    MR_TRY(csv_next(s, &more, r->err));
    if (more && s->n == r->n && is_unit_row(s, units, r->arena, later)) {
        take_units(r, s);
        r->skip = s->record;
        if (r->report)
            r->report->unit_line = s->record;
    }
    return MR_OK;
}
