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

static const struct {
    const char *extension;
    mr_file_kind kind;
} kinds[] = {
    {"las", MR_FILE_LAS},
    {"csv", MR_FILE_CSV},
    {"tsv", MR_FILE_CSV},
    {"parquet", MR_FILE_PARQUET},
};

// Extensions that say no more than "text".
static const char *const texts[] = {"txt", "dat", "prn", "tab", "asc", "text"};

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

mr_file_kind mr_file_kind_of(const char *path)
{
    if (mr_tape_recognise(path))
        return MR_FILE_TAPE;
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash ? slash : path, '.');
    for (size_t i = 0; dot && i < sizeof kinds / sizeof *kinds; i++)
        if (strcasecmp(dot + 1, kinds[i].extension) == 0)
            return kinds[i].kind;
    for (size_t i = 0; dot && i < sizeof texts / sizeof *texts; i++)
        if (strcasecmp(dot + 1, texts[i]) == 0)
            return kind_of_text(path);
    return MR_FILE_UNKNOWN;
}
