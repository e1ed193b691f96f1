// The list of kinds of files. The first that knows a file has it: content that cannot be mistaken
// goes before extensions, extensions before guesses at text.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "mudrock/arena.h"

#include "../kind.h"

static const mr_file_kind *const kinds[] = {
    &mr_kind_tape,     &mr_kind_workbook, &mr_kind_las,     &mr_kind_parquet,
    &mr_kind_contents, &mr_kind_csv,      &mr_kind_outline, &mr_kind_grid,
};
enum { N_KINDS = sizeof kinds / sizeof *kinds };

static const char *extension_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash ? slash : path, '.');
    return dot ? dot + 1 : "";
}

bool mr_is_text_name(const char *path)
{
    static const char *const texts[] = {"txt", "tsv", "dat", "prn", "tab", "asc", "text"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcasecmp(extension_of(path), texts[i]) == 0)
            return true;
    return false;
}

const mr_file_kind *mr_file_kind_named(const char *path)
{
    for (size_t i = 0; i < N_KINDS; i++)
        if (kinds[i]->extension && strcasecmp(extension_of(path), kinds[i]->extension) == 0)
            return kinds[i];
    return NULL;
}

const mr_file_kind *mr_file_kind_of(const char *path)
{
    enum { HEAD = 1 << 16 };
    const mr_file_kind *found = NULL;
    char *head = mr_alloc(HEAD);
    FILE *file = fopen(path, "rb");
    const mr_str text = {head, file ? fread(head, 1, HEAD, file) : 0};
    if (file)
        fclose(file);
    for (size_t i = 0; i < N_KINDS && !found; i++)
        if (kinds[i]->recognise(path, text))
            found = kinds[i];
    free(head);
    return found;
}
