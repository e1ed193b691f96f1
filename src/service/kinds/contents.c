// Surveys, tops, checkshots, WITSML, GSLIB: a list of formats of their own (src/formats/contents).
#include <jansson.h>
#include <string.h>

#include "../describe.h"
#include "../import.h"
#include "../kind.h"

static bool recognise(const char *path, mr_str head)
{
    return mr_contents_format(head, path) != NULL;
}

static mr_status describe(const mr_units *units, const char *path, const mr_import_options *options,
                          json_t **out, mr_error *err)
{
    mr_contents *contents;
    (void)units, (void)options;
    MR_TRY(mr_contents_read_file(path, &contents, err));
    return mr_describe_contents(contents, path, out, err);
}

// Logs and surveys may bring wells, which tops and the rest only name.
static int rank(const char *path)
{
    static const char *const bring[] = {"WITSML", "Deviation survey", "Petrel well trace"};
    const char *format = mr_contents_format_of_file(path);
    for (size_t i = 0; format && i < sizeof bring / sizeof *bring; i++)
        if (strcmp(format, bring[i]) == 0)
            return MR_RANK_NOTHING + 1;
    return MR_RANK_NOTHING + 2;
}

const mr_file_kind mr_kind_contents = {
    .name = "well data",
    .recognise = recognise,
    .describe = describe,
    .import = mr_import_read_contents,
    .rank = rank,
};
