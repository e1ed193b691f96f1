// The parts beside the sheets: names of the sheets, where they are, what styles mean, shared texts.
#include "workbook_local.h"

#include <stdio.h>
#include <string.h>

enum { SHEETS_MAX = 1000, STYLES_MAX = 1 << 16, STRINGS_MAX = 1 << 26 };

struct xl_code { // a number format of the workbook's own
    int64_t id;
    xl_meaning meaning;
};

static const char *copy(xl_book *b, mr_str text)
{
    return mr_arena_strndup(b->arena, text.at ? text.at : "", text.n);
}

static bool is_true(mr_str text)
{
    return mr_str_eq(text, MR_STR("1")) || mr_str_eq(text, MR_STR("true")) ||
           mr_str_eq(text, MR_STR("on"));
}

static int64_t whole(mr_str text)
{
    int64_t value;
    return mr_parse_int64_all(text, &value) ? value : -1;
}

// --- xl/workbook.xml ---

static mr_status start_book(void *context, const char *name, const xl_attributes *all)
{
    xl_book *b = context;
    if (strcmp(name, "workbookPr") == 0)
        b->from_1904 = is_true(xl_attribute(all, "date1904"));
    if (strcmp(name, "sheet") != 0)
        return MR_OK;
    if (b->n_sheets == SHEETS_MAX)
        return mr_fail(b->package.err, MR_ETOOLARGE, NULL, "it has more than %d sheets",
                       SHEETS_MAX);
    b->sheets = contents_grow(&b->out, b->sheets, b->n_sheets, sizeof *b->sheets);
    const mr_str state = xl_attribute(all, "state");
    b->sheets[b->n_sheets++] = (xl_sheet){
        .name = copy(b, xl_attribute(all, "name")),
        .id = copy(b, xl_attribute(all, "id")),
        .hidden = state.n && !mr_str_eq(state, MR_STR("visible")),
    };
    return MR_OK;
}

// --- relations ---

typedef struct relations {
    xl_book *book;
    const char *folder; // of the workbook's part, with its slash
    const char **main;  // of _rels/.rels: where the workbook is
} relations;

static bool ends_with(mr_str text, const char *word)
{
    const size_t n = strlen(word);
    return text.n >= n && memcmp(text.at + text.n - n, word, n) == 0;
}

// A target is told from the root, or from the folder of the part that names it.
static const char *target(xl_book *b, const char *folder, mr_str to)
{
    if (to.n && to.at[0] == '/')
        return mr_arena_strndup(b->arena, to.at + 1, to.n - 1);
    if (to.n > 2 && memcmp(to.at, "./", 2) == 0)
        to = (mr_str){to.at + 2, to.n - 2};
    return mr_arena_printf(b->arena, "%s%.*s", folder, (int)to.n, to.at ? to.at : "");
}

static mr_status start_relation(void *context, const char *name, const xl_attributes *all)
{
    const relations *r = context;
    if (strcmp(name, "Relationship") != 0)
        return MR_OK;
    const mr_str id = xl_attribute(all, "Id"), type = xl_attribute(all, "Type");
    const char *part = target(r->book, r->folder, xl_attribute(all, "Target"));
    if (r->main && ends_with(type, "/officeDocument"))
        *r->main = part;
    for (size_t i = 0; !r->main && i < r->book->n_sheets; i++)
        if (mr_str_eq(id, mr_str_of(r->book->sheets[i].id))) {
            r->book->sheets[i].part = part;
            r->book->sheets[i].cells = ends_with(type, "/worksheet");
        }
    return MR_OK;
}

// --- xl/styles.xml ---

typedef struct styles {
    xl_book *book;
    bool formats; // inside cellXfs, the formats of cells
} styles;

static xl_meaning meaning_of(const xl_book *b, int64_t id)
{
    for (size_t i = 0; i < b->n_codes; i++)
        if (b->codes[i].id == id)
            return b->codes[i].meaning;
    return xl_meaning_of_id(id);
}

static mr_status start_style(void *context, const char *name, const xl_attributes *all)
{
    styles *s = context;
    xl_book *b = s->book;
    if (b->n_codes == STYLES_MAX || b->n_meanings == STYLES_MAX)
        return mr_fail(b->package.err, MR_ETOOLARGE, NULL, "it has more than %d styles",
                       STYLES_MAX);
    if (strcmp(name, "cellXfs") == 0)
        s->formats = true;
    if (strcmp(name, "numFmt") == 0) {
        b->codes = contents_grow(&b->out, b->codes, b->n_codes, sizeof *b->codes);
        b->codes[b->n_codes++] =
            (struct xl_code){whole(xl_attribute(all, "numFmtId")),
                             xl_meaning_of_code(xl_attribute(all, "formatCode"))};
    }
    if (s->formats && strcmp(name, "xf") == 0) {
        b->meanings = contents_grow(&b->out, b->meanings, b->n_meanings, sizeof *b->meanings);
        b->meanings[b->n_meanings++] = meaning_of(b, whole(xl_attribute(all, "numFmtId")));
    }
    return MR_OK;
}

static mr_status end_style(void *context, const char *name)
{
    styles *s = context;
    s->formats = s->formats && strcmp(name, "cellXfs") != 0;
    return MR_OK;
}

// --- xl/sharedStrings.xml ---

typedef struct strings {
    xl_book *book;
    mr_buf text;
    bool in_text, phonetic;
} strings;

static mr_status start_string(void *context, const char *name, const xl_attributes *all)
{
    strings *s = context;
    (void)all;
    if (strcmp(name, "si") == 0)
        s->text.n = 0;
    s->phonetic |= strcmp(name, "rPh") == 0; // how it is spoken
    s->in_text = !s->phonetic && strcmp(name, "t") == 0;
    return MR_OK;
}

static mr_status end_string(void *context, const char *name)
{
    strings *s = context;
    xl_book *b = s->book;
    s->in_text = false;
    if (strcmp(name, "rPh") == 0)
        s->phonetic = false;
    if (strcmp(name, "si") != 0)
        return MR_OK;
    if (b->n_strings == STRINGS_MAX)
        return mr_fail(b->package.err, MR_ETOOLARGE, NULL, "it has more than %d texts",
                       STRINGS_MAX);
    b->strings = contents_grow(&b->out, b->strings, b->n_strings, sizeof *b->strings);
    b->strings[b->n_strings++] =
        (mr_str){mr_arena_strndup(b->arena, s->text.n ? s->text.at : "", s->text.n), s->text.n};
    return MR_OK;
}

static void text_of_string(void *context, mr_str text)
{
    strings *s = context;
    if (s->in_text)
        mr_buf_put(&s->text, text.at, text.n);
}

// --- all of them ---

static mr_status read_strings(xl_book *b, const char *folder)
{
    strings s = {.book = b};
    bool found;
    const xl_handler handler = {&s, start_string, end_string, text_of_string};
    mr_status st = xl_part(&b->package, mr_arena_printf(b->arena, "%ssharedStrings.xml", folder),
                           &handler, &found);
    if (st == MR_OK && s.text.status != MR_OK)
        st = mr_fail(b->package.err, s.text.status, NULL, "no memory for the shared texts");
    mr_buf_clear(&s.text);
    return st;
}

static mr_status read_styles(xl_book *b, const char *folder)
{
    styles s = {.book = b};
    bool found;
    const xl_handler handler = {&s, start_style, end_style, NULL};
    return xl_part(&b->package, mr_arena_printf(b->arena, "%sstyles.xml", folder), &handler,
                   &found);
}

static mr_status not_a_workbook(xl_book *b, const char *part)
{
    bool found;
    const char *why = "is no workbook of Excel (.xlsx)";
    const xl_handler nothing = {0};
    if (ends_with(mr_str_of(part), ".bin"))
        return mr_fail(b->package.err, MR_EFORMAT, NULL,
                       "is a binary workbook (.xlsb): save it as .xlsx");
    if (xl_part(&b->package, "content.xml", &nothing, &found) == MR_OK && found)
        why = "is a document of OpenOffice (.ods): save it as .xlsx";
    return mr_fail(b->package.err, MR_EFORMAT, NULL, "%s: it holds no %s", why, part);
}

mr_status xl_read_parts(xl_book *b)
{
    bool found;
    const char *main = "xl/workbook.xml";
    relations r = {b, "", &main};
    const xl_handler related = {&r, start_relation, NULL, NULL};
    MR_TRY(xl_part(&b->package, "_rels/.rels", &related, &found));

    const char *slash = strrchr(main, '/'), *last = slash ? slash + 1 : main;
    const char *folder = mr_arena_strndup(b->arena, main, (size_t)(last - main));
    const xl_handler book = {b, start_book, NULL, NULL};
    if (ends_with(mr_str_of(main), ".bin"))
        return not_a_workbook(b, main);
    MR_TRY(xl_part(&b->package, main, &book, &found));
    if (!found)
        return not_a_workbook(b, main);
    if (!b->n_sheets)
        return mr_fail(b->package.err, MR_EFORMAT, NULL, "%s names no sheet", main);

    r = (relations){b, folder, NULL};
    MR_TRY(xl_part(&b->package, mr_arena_printf(b->arena, "%s_rels/%s.rels", folder, last),
                   &related, &found));
    MR_TRY(read_styles(b, folder));
    return read_strings(b, folder);
}
