// LAS header lines: NAME.UNIT VALUE : DESCRIPTION, and the many ways in which files do not write
// that.
#include <string.h>

#include "mudrock/map.h"

#include "las_local.h"

static mr_str between(const char *from, const char *to)
{
    return las_trim((mr_str){from, (size_t)(to - from)});
}

static const char *last_char(const char *from, const char *to, char c)
{
    while (to > from)
        if (*--to == c)
            return to;
    return NULL;
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

// In a parameter's value 13:45 is a time: a colon between hours and minutes ends nothing.
static bool inside_time(const char *from, const char *colon, const char *end)
{
    if (end - colon > 2) {
        char a = colon[1], b = colon[2];
        if ((a >= '0' && a <= '5' && digit(b)) || (a == 'm' && b == 'm') || (a == 'M' && b == 'M'))
            return true;
    }
    if (colon - from < 3 || colon[-3] != ' ')
        return false;
    char a = colon[-2], b = colon[-1];
    return (a >= '0' && a <= '2' && b >= '0' && b <= '3') || (a == 'h' && b == 'h') ||
           (a == 'H' && b == 'H');
}

// The colon between value and description: the last of the line; for a parameter the first that is
// not inside a time. `unit_end` is where the value may begin; a unit that swallowed the only colon
// gives it back.
static const char *value_colon(const char *from, const char *unit_end, const char *end,
                               enum las_kind kind)
{
    if (kind == LAS_PARAMETERS) {
        for (const char *p = unit_end; p < end; p++)
            if (*p == ':' && !inside_time(from, p, end))
                return p;
        for (const char *p = unit_end; p-- > from;)
            if (*p == ':' && !inside_time(from, p, end))
                return p;
    }
    // Nor does one between digits in a longitude of 38:52:12.5, where another stands.
    for (const char *p = end; p-- > from;)
        if (*p == ':' && !(p > from && p + 1 < end && digit(p[-1]) && digit(p[1])))
            return p;
    return last_char(from, end, ':');
}

// The unit runs to the first blank, but "1000 psi" is one unit.
static const char *end_of_unit(const char *p, const char *end)
{
    const char *number = p;
    while (number < end && digit(*number))
        number++;
    if (number > p && number < end && las_blank(*number))
        p = number + 1;
    while (p < end && !las_blank(*p))
        p++;
    return p;
}

static mr_str clean_unit(mr_str unit)
{
    if (unit.n && unit.at[unit.n - 1] == '.') {
        while (unit.n && unit.at[unit.n - 1] == '.')
            unit.n--;
        for (; unit.n && unit.at[0] == '.'; unit.n--)
            unit.at++;
    }
    if (unit.n >= 2 && ((unit.at[0] == '[' && unit.at[unit.n - 1] == ']') ||
                        (unit.at[0] == '(' && unit.at[unit.n - 1] == ')')))
        unit = (mr_str){unit.at + 1, unit.n - 2};
    return unit;
}

// The dot that ends the mnemonic. A curve may have dots in its name (COND., I. RES.): then the last
// of two dots together counts, unless a digit follows, of whose number it is (DEPT..1IN). A dot
// that opens the line belongs to no name, unless it is the only one.
static const char *name_dot(const char **start, const char *end, const char *colon,
                            enum las_kind kind)
{
    const char *limit = colon ? colon : end;
    if ((kind == LAS_CURVES || kind == LAS_DEFINITION) && limit - *start > 2)
        for (const char *p = limit - 2; p > *start; p--)
            if (p[0] == '.' && p[1] == '.' && !las_blank(p[-1]))
                return p + 2 < end && digit(p[2]) ? p : p + 1;
    if (**start == '.') {
        const char *dot = memchr(*start + 1, '.', (size_t)(limit - *start - 1));
        if (dot && !memchr(*start + 1, ':', (size_t)(dot - *start - 1))) {
            ++*start;
            return dot;
        }
    }
    return memchr(*start, '.', (size_t)(limit - *start));
}

// TEMP.DEG F: the blank in the unit leaves the scale to the value. A curve's value is a code of
// digits else.
static void scale_of_degrees(las_parts *parts)
{
    static const char *const degrees[] = {"DEG", "DEG.", "DEGREE", "DEGREES", "\xC2\xB0"};
    const char *end = parts->value.at + parts->value.n;
    if (parts->value.n != 1 || !strchr("FfCcKk", parts->value.at[0]) || !parts->unit.n)
        return;
    for (size_t i = 0; i < sizeof degrees / sizeof *degrees; i++)
        if (mr_str_ieq(parts->unit, mr_str_of(degrees[i]))) {
            parts->unit.n = (size_t)(end - parts->unit.at); // the line holds both
            parts->value = (mr_str){0};
            return;
        }
}

bool las_split_header(mr_str line, enum las_kind kind, las_parts *out)
{
    *out = (las_parts){0};
    if (!line.n)
        return false;
    const char *start = line.at, *end = line.at + line.n;
    const char *first = memchr(start, ':', line.n);
    const char *last = first ? last_char(start, end, ':') : NULL;
    if (first && !memchr(start, '.', (size_t)(first - start))) {
        out->name = between(start, first);
        out->value = between(first + 1, end);
        return true;
    }
    const char *dot = name_dot(&start, end, last, kind);
    if (!dot)
        return false;
    const char *unit_end = end_of_unit(dot + 1, end);
    const char *colon = first ? value_colon(dot + 1, unit_end, end, kind) : NULL;
    if (colon && colon < unit_end)
        unit_end = colon;
    out->name = between(start, dot);
    out->unit = clean_unit(between(dot + 1, unit_end));
    out->value = between(unit_end, colon ? colon : end);
    if (colon)
        out->descr = between(colon + 1, end);
    if (kind == LAS_CURVES || kind == LAS_DEFINITION)
        scale_of_degrees(out);
    return true;
}

void las_add_item(las_reader *r, las_items *items, mr_las_item item)
{
    if (items->n == items->capacity) {
        size_t capacity = items->capacity ? 2 * items->capacity : 32;
        mr_las_item *grown = MR_ARENA_ARRAY(r->arena, mr_las_item, capacity);
        if (items->n)
            memcpy(grown, items->at, items->n * sizeof *grown);
        items->at = grown;
        items->capacity = capacity;
    }
    items->at[items->n++] = item;
}

// LAS 1.2 has the description before the colon and the value after it in ~W, but for these.
static bool swapped(const las_reader *r, enum las_kind kind, mr_str name)
{
    static const mr_str unswapped[] = {{"STRT", 4}, {"STOP", 4}, {"STEP", 4}, {"NULL", 4}};
    if (kind != LAS_WELL || r->version >= 2)
        return false;
    for (size_t i = 0; i < sizeof unswapped / sizeof *unswapped; i++)
        if (mr_str_ieq(name, unswapped[i]))
            return false;
    return true;
}

mr_status las_read_items(las_reader *r, const las_section *section, las_items *items)
{
    las_lines lines = las_lines_of(section->body);
    mr_str line;
    while (las_next_line(&lines, &line)) {
        line = las_trim(line);
        if (!line.n || line.at[0] == '#')
            continue;
        las_parts parts;
        if (!las_split_header(line, section->kind, &parts))
            return las_fail(r, line.at,
                            "a header line has neither a dot nor a colon (NAME.UNIT VALUE : "
                            "DESCRIPTION): \"%s\"",
                            las_copy(r, las_cut(r, line, 60)));
        bool swap = swapped(r, section->kind, parts.name);
        mr_las_item item = {
            .mnemonic = parts.name.n ? las_copy_upper(r, parts.name) : "UNKNOWN",
            .unit = las_copy(r, parts.unit),
            .value = las_copy(r, swap ? parts.descr : parts.value),
            .descr = las_copy(r, swap ? parts.value : parts.descr),
        };
        las_add_item(r, items, item);
    }
    return MR_OK;
}

void las_number_repeated(las_reader *r, mr_las_item *items, size_t n)
{
    struct seen {
        size_t total, used;
    };
    mr_map *map = mr_map_new();
    for (size_t i = 0; i < n; i++) {
        struct seen *seen = mr_map_get(map, items[i].mnemonic);
        if (!seen) {
            seen = MR_ARENA_NEW(r->arena, struct seen);
            mr_map_put(map, items[i].mnemonic, seen);
        }
        seen->total++;
    }
    for (size_t i = 0; i < n; i++) {
        struct seen *seen = mr_map_get(map, items[i].mnemonic);
        if (seen->total > 1)
            items[i].mnemonic =
                mr_arena_printf(r->arena, "%s:%zu", items[i].mnemonic, ++seen->used);
    }
    mr_map_free(map);
}

// Sections of one kind, in file order; those with a title of their own (~Core) only when no other
// is there.
static mr_status read_kind(las_reader *r, enum las_kind kind, las_items *items)
{
    bool strong = false;
    for (size_t i = 0; i < r->n_sections; i++)
        strong = strong || (r->sections[i].kind == kind && r->sections[i].strong);
    for (size_t i = 0; i < r->n_sections; i++)
        if (r->sections[i].kind == kind && r->sections[i].strong == strong) {
            r->sections[i].used = true;
            MR_TRY(las_read_items(r, &r->sections[i], items));
        }
    return MR_OK;
}

static const char *find_value(const las_items *items, const char *mnemonic)
{
    for (size_t i = 0; i < items->n; i++)
        if (strcmp(items->at[i].mnemonic, mnemonic) == 0)
            return items->at[i].value;
    return NULL;
}

static void settle_version(las_reader *r, const las_items *items)
{
    const char *version = find_value(items, "VERS");
    double number = 0;
    size_t n = version ? mr_parse_double(mr_str_of(version), &number) : 0;
    r->version = n ? number : 2.0;
    r->las->version = n ? mr_arena_strndup(r->arena, version, n) : "2.0";
    if (!n)
        las_warn(r, NULL, "the file says no LAS version: read as 2.0");

    const char *wrap = find_value(items, "WRAP");
    if (wrap && (wrap[0] == 'Y' || wrap[0] == 'y'))
        r->wrap = LAS_WRAP_YES;
    else if (wrap && (wrap[0] == 'N' || wrap[0] == 'n'))
        r->wrap = LAS_WRAP_NO;
    r->las->wrap = r->wrap == LAS_WRAP_YES;

    static const struct {
        const char *word;
        char delimiter;
    } delimiters[] = {{"SPACE", ' '}, {"COMMA", ','},     {"TAB", '\t'},
                      {",", ','},     {"SEMICOLON", ';'}, {";", ';'}};
    const char *delimiter = find_value(items, "DLM");
    for (size_t i = 0; delimiter && i < sizeof delimiters / sizeof *delimiters; i++)
        if (mr_str_ieq(mr_str_of(delimiter), mr_str_of(delimiters[i].word)))
            r->delimiter = delimiters[i].delimiter;
}

static void settle_null(las_reader *r, const char *text)
{
    if (!text || !*text)
        return;
    r->las->null_text = text;
    r->has_null = las_number(mr_str_of(text), true, &r->null);
    if (!r->has_null)
        las_warn(r, NULL, "the null value '%s' is no number: no value is taken as null", text);
}

// A file without ~W still has the items the standard requires of it, with no values and the null
// value other readers assume; as no line says so, no value is taken as null.
static void assume_well(las_reader *r, las_items *well)
{
    for (size_t i = 0; i < r->n_sections; i++)
        if (r->sections[i].kind == LAS_WELL)
            return;
    static const mr_las_item assumed[] = {
        {"STRT", "", "nan", ""},
        {"STOP", "", "nan", ""},
        {"STEP", "", "nan", ""},
        {"NULL", "", "-9999.25", ""},
    };
    for (size_t i = 0; i < sizeof assumed / sizeof *assumed; i++)
        las_add_item(r, well, assumed[i]);
    if (!r->las->null_text)
        r->las->null_text = assumed[3].value;
    las_warn(r, NULL, "the file has no well section (~W)");
}

// Several files in one would be read as one well whose header is the last one's.
static mr_status check_one_file(const las_reader *r)
{
    bool data = false, seen[2] = {false, false};
    for (size_t i = 0; i < r->n_sections; i++) {
        const las_section *section = &r->sections[i];
        data = data || section->kind == LAS_DATA;
        if (!section->strong || (section->kind != LAS_VERSION && section->kind != LAS_WELL))
            continue;
        bool *before = &seen[section->kind == LAS_WELL];
        const bool another = data && *before;
        *before = true;
        if (another)
            return las_fail(r, section->name.at,
                            "another well begins here, after the data of one: part the file into "
                            "one a well");
    }
    return MR_OK;
}

mr_status las_read_headers(las_reader *r)
{
    MR_TRY(check_one_file(r));
    las_items version = {0}, well = {0}, parameters = {0};
    MR_TRY(read_kind(r, LAS_VERSION, &version));
    settle_version(r, &version);
    MR_TRY(read_kind(r, LAS_WELL, &well));
    MR_TRY(read_kind(r, LAS_PARAMETERS, &parameters));
    const char *null = find_value(&well, "NULL");
    if (!null)
        null = find_value(&version, "NULL");
    settle_null(r, null ? null : find_value(&parameters, "NULL"));
    if (!null)
        assume_well(r, &well);

    las_number_repeated(r, well.at, well.n);
    las_number_repeated(r, parameters.at, parameters.n);
    r->las->well = (mr_las_items){well.n, well.at};
    r->las->parameters = (mr_las_items){parameters.n, parameters.at};
    r->las->other = "";
    for (size_t i = 0; i < r->n_sections; i++) {
        las_section *section = &r->sections[i];
        mr_str text = las_trim(section->body);
        if (section->kind != LAS_OTHER || !section->strong)
            continue;
        section->used = true;
        if (text.n)
            r->las->other = mr_arena_printf(r->arena, "%s%s%s", r->las->other,
                                            *r->las->other ? "\n" : "", las_copy(r, text));
    }
    return MR_OK;
}
