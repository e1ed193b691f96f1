// Outlines: GeoJSON and shapefiles, described and not imported.
#include <jansson.h>
#include <stdlib.h>

#include "mudrock/outline.h"

#include "../describe.h"
#include "../kind.h"

static bool recognise(const char *path, mr_str head)
{
    return mr_outline_format(head, path) != NULL;
}

static mr_status describe(const mr_units *units, const char *path, const mr_import_options *options,
                          json_t **out, mr_error *err)
{
    mr_outlines *outlines;
    (void)units, (void)options;
    MR_TRY(mr_outlines_read_file(path, &outlines, err));
    char *stem = mr_stem_of(path);
    *out = mr_outlines_describe(outlines, stem);
    free(stem);
    mr_outlines_free(outlines);
    return *out ? MR_OK : mr_fail(err, MR_EFORMAT, NULL, "its names are not valid UTF-8");
}

const mr_file_kind mr_kind_outline = {
    .name = "file of outlines",
    .recognise = recognise,
    .describe = describe,
};
