// Excel workbooks: all sheets as tables.
#include "workbook_local.h"

#include <stdio.h>
#include <string.h>

#include "mudrock/file.h"

static bool has(mr_str head, const char *word)
{
    const size_t n = strlen(word);
    for (size_t i = 0; i + n <= head.n; i++)
        if (memcmp(head.at + i, word, n) == 0)
            return true;
    return false;
}

static bool is_called(const char *path)
{
    static const char *const extensions[] = {"xlsx", "xlsm", "xltx", "xltm", "xlsb", "xls"};
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof extensions / sizeof *extensions; i++)
        if (mr_str_ieq(mr_str_of(dot + 1), mr_str_of(extensions[i])))
            return true;
    return false;
}

static bool is_compound(mr_str head)
{
    return head.n >= 8 && memcmp(head.at, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0;
}

bool mr_workbook_is(mr_str head, const char *path)
{
    const bool zip = head.n >= 4 && memcmp(head.at, "PK\3\4", 4) == 0;
    return (zip && (is_called(path) || has(head, "[Content_Types].xml") || has(head, "xl/"))) ||
           (is_compound(head) && is_called(path));
}

static mr_status read_sheets(xl_book *b)
{
    for (size_t i = 0; i < b->n_sheets; i++) {
        const xl_sheet *sheet = &b->sheets[i];
        xl_grid grid = {0};
        if (sheet->part && !sheet->cells) {
            contents_warn(&b->out, "sheet \"%s\" is a chart or a macro: it is left out",
                          sheet->name);
            continue;
        }
        mr_status st = xl_read_sheet(b, sheet, &grid);
        if (st == MR_OK)
            st = xl_take_table(b, sheet, &grid);
        mr_buf_clear(&grid.cells);
        MR_TRY(st);
    }
    if (!b->out.out->n_tables)
        return mr_fail(b->package.err, MR_EFORMAT, NULL, "none of its %zu sheets holds a table",
                       b->n_sheets);
    return MR_OK;
}

static mr_status check_kind(mr_str bytes, mr_error *err)
{
    if (is_compound(bytes))
        return mr_fail(err, MR_EFORMAT, NULL,
                       "is a workbook of Excel 97 to 2003 (.xls) or one with a password: save it "
                       "as .xlsx without");
    if (bytes.n < 4 || memcmp(bytes.at, "PK\3\4", 4) != 0)
        return mr_fail(err, MR_EFORMAT, "byte 0", "is no workbook of Excel (.xlsx)");
    return MR_OK;
}

mr_status mr_workbook_read(mr_str bytes, const mr_csv_options *options, mr_contents **out,
                           mr_error *err)
{
    static const mr_csv_options none = {0};
    MR_TRY(check_kind(bytes, err));
    mr_arena *arena = mr_arena_new();
    mr_contents *contents = MR_ARENA_NEW(arena, mr_contents);
    contents->arena = arena;
    contents->format = "Excel";
    xl_book book = {
        .arena = arena,
        .package = {.bytes = bytes, .err = err},
        .options = options ? options : &none,
        .out = {.out = contents, .err = err, .format = contents->format},
    };
    mr_status st = xl_read_parts(&book);
    if (st == MR_OK)
        st = read_sheets(&book);
    if (st != MR_OK) {
        mr_contents_free(contents);
        return st;
    }
    *out = contents;
    return MR_OK;
}

mr_status mr_workbook_read_file(const char *path, const mr_csv_options *options, mr_contents **out,
                                mr_error *err)
{
    mr_str bytes;
    MR_TRY(mr_file_map(path, &bytes, err));
    const mr_status st = mr_workbook_read(bytes, options, out, err);
    mr_file_unmap(bytes);
    return st;
}
