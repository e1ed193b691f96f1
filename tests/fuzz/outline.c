// The readers of outlines on foreign bytes: what is refused says why; what is read is whole and can
// be described. The first byte says which: GeoJSON, or a shapefile whose second and third byte are
// the length of its .shp; the rest is its .dbf.
#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>

#include "mudrock/outline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

static mr_status read_shapes(const uint8_t *data, size_t size, mr_outlines **out, mr_error *err)
{
    if (size < 2)
        return mr_fail(err, MR_EFORMAT, NULL, "too short");
    const size_t said = (size_t)data[0] | (size_t)data[1] << 8,
                 n = said < size - 2 ? said : size - 2;
    const char *at = (const char *)data + 2;
    const mr_shape_files files = {.shp = {at, n}, .dbf = {at + n, size - 2 - n}, .prj = {at, n}};
    return mr_outlines_read_shapes(&files, out, err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    mr_outlines *o = NULL;
    mr_error err = {0};
    if (size < 2)
        return 0;
    const mr_str text = {(const char *)data + 1, size - 1};
    const mr_status st = data[0] & 1 ? read_shapes(data + 1, size - 1, &o, &err)
                                     : mr_outlines_read_geojson(text, &o, &err);
    if (st != MR_OK) {
        check(!o && err.status != MR_OK && err.message[0]);
        return 0;
    }
    for (size_t i = 0; o->fields && i < o->fields->n; i++)
        check(o->fields->columns[i]->length == o->fields->rows);
    check(o->without <= o->features && (!o->vertices || o->x_min <= o->x_max));
    json_t *described = mr_outlines_describe(o, "a");
    check(described);
    json_decref(described);
    mr_outlines_free(o);
    return 0;
}
