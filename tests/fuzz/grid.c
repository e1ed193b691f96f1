// The readers of grids on foreign bytes: what is refused says why; what is read is whole and can be
// described. The first byte chooses the name, since XYZ goes by its extension.
#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>

#include "mudrock/grid.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    mr_grids *grids = NULL;
    mr_error err = {0};
    if (!size)
        return 0;
    const char *path = data[0] == 'x' ? "a.xyz" : "a.grd";
    const mr_str bytes = {(const char *)data + 1, size - 1};
    if (mr_grids_read(bytes, path, &grids, &err) != MR_OK) {
        check(!grids && err.status != MR_OK && err.message[0]);
        return 0;
    }
    check(grids->n > 0);
    for (size_t i = 0; i < grids->n; i++)
        check(grids->at[i].ncol > 0 && grids->at[i].nrow > 0 && grids->at[i].z);
    json_t *described = mr_grids_describe(grids, "a");
    check(described);
    json_decref(described);
    mr_grids_free(grids);
    return 0;
}
