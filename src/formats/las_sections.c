// LAS sections: where each begins, and what it is by its title.
#include <string.h>

#include "las_local.h"

static bool letter_is(char c, char upper)
{
    return c == upper || c == upper - 'A' + 'a';
}

// Position of `word` (upper case) in s, letter case ignored; s.n when it is not there.
static size_t find_word(mr_str s, mr_str word)
{
    for (size_t i = 0; i + word.n <= s.n; i++)
        if (mr_str_ieq((mr_str){s.at + i, word.n}, word))
            return i;
    return s.n;
}

// The sections every version has, by letter; `second` begins the standard's own word.
static const struct {
    char letter, second;
    enum las_kind kind;
} letters[] = {
    {'V', 'E', LAS_VERSION},    {'W', 'E', LAS_WELL},  {'C', 'U', LAS_CURVES},
    {'P', 'A', LAS_PARAMETERS}, {'O', 'T', LAS_OTHER}, {'A', 'S', LAS_DATA},
};

static void classify_letter(las_section *section)
{
    mr_str name = section->name;
    section->kind = LAS_UNKNOWN;
    for (size_t i = 0; name.n && i < sizeof letters / sizeof *letters; i++) {
        if (!letter_is(name.at[0], letters[i].letter))
            continue;
        section->kind = letters[i].kind;
        section->strong =
            name.n == 1 || las_blank(name.at[1]) || letter_is(name.at[1], letters[i].second);
    }
}

// LAS 3 names its sections NAME_Parameter, NAME_Definition and NAME_Data; NAME is Log for the logs.
static bool classify_las3(las_section *section)
{
    static const struct {
        mr_str suffix;
        enum las_kind kind, log;
    } suffixes[] = {
        {{"_DEFINITION", 11}, LAS_DEFINITION, LAS_CURVES},
        {{"_PARAMETER", 10}, LAS_PARAMETERS, LAS_PARAMETERS},
        {{"_DATA", 5}, LAS_NAMED_DATA, LAS_DATA},
    };
    static const mr_str plain[] = {{"VERSION", 7}, {"WELL", 4},      {"CURVE", 5},
                                   {"CURVES", 6},  {"PARAMETER", 9}, {"PARAMETERS", 10},
                                   {"OTHER", 5}};

    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        size_t at = find_word(section->name, suffixes[i].suffix);
        if (at == section->name.n)
            continue;
        mr_str base = {section->name.at, at};
        for (size_t k = 0; k < sizeof plain / sizeof *plain; k++)
            if (mr_str_ieq(base, plain[k]))
                return false;
        bool log = mr_str_ieq(base, MR_STR("LOG")) || mr_str_ieq(base, MR_STR("ASCII"));
        section->kind = log ? suffixes[i].log : suffixes[i].kind;
        section->strong = true;
        return true;
    }
    return false;
}

// `start` is the ~; the title is the rest of its line, the body what follows up to `end`.
static void add_section(las_reader *r, const char *start, const char *end)
{
    if (r->n_sections == r->sections_capacity) {
        size_t capacity = r->sections_capacity ? 2 * r->sections_capacity : 16;
        las_section *grown = MR_ARENA_ARRAY(r->arena, las_section, capacity);
        if (r->n_sections)
            memcpy(grown, r->sections, r->n_sections * sizeof *grown);
        r->sections = grown;
        r->sections_capacity = capacity;
    }
    las_section *section = &r->sections[r->n_sections++];
    las_lines lines = las_lines_of((mr_str){start + 1, (size_t)(end - start - 1)});
    mr_str title = {start + 1, 0};
    las_next_line(&lines, &title);
    const char *bar = title.n ? memchr(title.at, '|', title.n) : NULL;
    mr_str name = {title.at, bar ? (size_t)(bar - title.at) : title.n};
    *section = (las_section){
        .name = las_trim(name),
        .body = {lines.at, (size_t)(end - lines.at)},
    };
    if (bar)
        section->link = las_trim((mr_str){bar + 1, (size_t)(title.at + title.n - bar - 1)});
    if (!classify_las3(section))
        classify_letter(section);
}

// The start of the line when nothing but blanks stands between it and `tilde`, else NULL. Looks
// back to `from` at most: the place after the tilde before, so that no byte is looked at twice.
static const char *line_start(const char *text, const char *from, const char *tilde)
{
    const char *p = tilde;
    while (p > from && las_blank(p[-1]) && p[-1] != '\n' && p[-1] != '\r')
        p--;
    return p == text || p[-1] == '\n' || p[-1] == '\r' ? p : NULL;
}

mr_status las_find_sections(las_reader *r)
{
    const char *text = r->text.at, *end = text + r->text.n;
    const char *open = NULL;

    for (const char *p = text, *tilde; (tilde = las_find_tilde(r, p)); p = tilde + 1) {
        const char *start = line_start(text, p, tilde);
        if (start && open)
            add_section(r, open, start);
        if (start)
            open = tilde;
    }
    if (!open)
        return las_fail(r, text, "no section begins with ~: this is not a LAS file");
    add_section(r, open, end);
    for (size_t i = 0; i < r->n_sections; i++)
        if (r->sections[i].kind != LAS_UNKNOWN && r->sections[i].kind != LAS_OTHER)
            return MR_OK;
    return las_fail(r, r->sections[0].name.at,
                    "none of the sections is one of LAS (~V, ~W, ~C, ~P or ~A)");
}
