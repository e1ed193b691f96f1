// Grids: ZMap+, CPS-3, Irap, Surfer, ESRI ASCII, STORM, GeoTIFF, XYZ, by what they begin with.
#include <jansson.h>
#include <stdlib.h>

#include "mudrock/grid.h"

#include "../describe.h"
#include "../import.h"
#include "../kind.h"

static bool recognise(const char *path, mr_str head)
{
    return mr_grid_format(head, path) != NULL;
}

static mr_status describe(const mr_units *units, const char *path, const mr_import_options *options,
                          json_t **out, mr_error *err)
{
    mr_grids *grids;
    (void)units, (void)options;
    MR_TRY(mr_grids_read_file(path, &grids, err));
    char *stem = mr_stem_of(path);
    *out = mr_grids_describe(grids, stem);
    free(stem);
    mr_grids_free(grids);
    return *out ? MR_OK : mr_fail(err, MR_EFORMAT, NULL, "its names are not valid UTF-8");
}

const mr_file_kind mr_kind_grid = {
    .name = "grid",
    .recognise = recognise,
    .describe = describe,
    .import = mr_import_read_grid,
};
