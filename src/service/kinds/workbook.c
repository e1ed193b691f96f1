// Workbooks of Excel: every sheet is a table.
#include <jansson.h>

#include "mudrock/workbook.h"

#include "../describe.h"
#include "../import.h"
#include "../kind.h"

static bool recognise(const char *path, mr_str head)
{
    return mr_workbook_is(head, path);
}

static mr_status describe(const mr_units *units, const char *path, const mr_import_options *options,
                          json_t **out, mr_error *err)
{
    mr_contents *contents;
    (void)units;
    MR_TRY(mr_workbook_read_file(path, options->text, &contents, err));
    return mr_describe_contents(contents, path, out, err);
}

const mr_file_kind mr_kind_workbook = {
    .name = "workbook",
    .recognise = recognise,
    .describe = describe,
    .import = mr_import_read_workbook,
};
