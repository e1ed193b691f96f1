// Kinds of files: by content where it says so, else by extension.
#include "kind.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "mudrock/arena.h"
#include "mudrock/contents.h"
#include "mudrock/csv.h"
#include "mudrock/grid.h"
#include "mudrock/tape.h"
#include "mudrock/workbook.h"

static const struct {
    const char *extension;
    mr_file_kind kind;
} kinds[] = {
    {"las", MR_FILE_LAS},
    {"csv", MR_FILE_CSV},
    {"parquet", MR_FILE_PARQUET},
};

// Extensions that say no more than "text".
static const char *const texts[] = {"txt", "tsv", "dat", "prn", "tab", "asc", "text"};

static bool begins_as_las(mr_str head)
{
    for (size_t i = 0; i < head.n; i++) {
        const char c = head.at[i];
        if (c == '#') // a line of comment
            while (i + 1 < head.n && head.at[i + 1] != '\n' && head.at[i + 1] != '\r')
                i++;
        else if ((unsigned char)c > ' ')
            return c == '~';
    }
    return false;
}

static bool is_workbook(const char *path)
{
    char head[4096];
    FILE *file = fopen(path, "rb");
    const size_t n = file ? fread(head, 1, sizeof head, file) : 0;
    if (file)
        fclose(file);
    return mr_workbook_is((mr_str){head, n}, path);
}

// What a file of text is; other readers than those of tables know their files better.
static mr_file_kind kind_of_text(const char *path)
{
    enum { HEAD = 1 << 16 };
    char *head = mr_alloc(HEAD);
    FILE *file = fopen(path, "rb");
    const mr_str text = {head, file ? fread(head, 1, HEAD, file) : 0};
    mr_file_kind kind = MR_FILE_UNKNOWN;
    if (begins_as_las(text))
        kind = MR_FILE_LAS;
    else if (!mr_contents_format(text, path) && !mr_grid_format(text, path) &&
             mr_csv_is_table(text))
        kind = MR_FILE_CSV;
    if (file)
        fclose(file);
    free(head);
    return kind;
}

static const char *extension_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash ? slash : path, '.');
    return dot ? dot + 1 : "";
}

mr_file_kind mr_file_kind_named(const char *path)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcasecmp(extension_of(path), kinds[i].extension) == 0)
            return kinds[i].kind;
    return MR_FILE_UNKNOWN;
}

mr_file_kind mr_file_kind_of(const char *path)
{
    if (mr_tape_recognise(path))
        return MR_FILE_TAPE;
    if (is_workbook(path))
        return MR_FILE_WORKBOOK;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcasecmp(extension_of(path), texts[i]) == 0)
            return kind_of_text(path);
    return mr_file_kind_named(path);
}
