// Kinds of files: by content where it says so, else by extension.
#include "kind.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "mudrock/tape.h"

static const struct {
    const char *extension;
    mr_file_kind kind;
} kinds[] = {
    {"las", MR_FILE_LAS},
    {"csv", MR_FILE_CSV},
    {"parquet", MR_FILE_PARQUET},
};

mr_file_kind mr_file_kind_of(const char *path)
{
    if (mr_tape_recognise(path))
        return MR_FILE_TAPE;
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash ? slash : path, '.');
    for (size_t i = 0; dot && i < sizeof kinds / sizeof *kinds; i++)
        if (strcasecmp(dot + 1, kinds[i].extension) == 0)
            return kinds[i].kind;
    return MR_FILE_UNKNOWN;
}
