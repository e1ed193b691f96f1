// What is in a file, said as JSON without writing anything.
#include "describe.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "import_unit.h"
#include "kind.h"

char *mr_stem_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    return strndup(name, dot && dot != name ? (size_t)(dot - name) : strlen(name));
}

mr_status mr_describe_contents(mr_contents *contents, const char *path, json_t **out, mr_error *err)
{
    char *stem = mr_stem_of(path);
    *out = mr_contents_describe(contents, stem);
    free(stem);
    mr_contents_free(contents);
    return *out ? MR_OK : mr_fail(err, MR_EFORMAT, NULL, "its names are not valid UTF-8");
}

// What the user tells of a unit is heard as at the import: beside the file's own text.
static void hear_units(const mr_units *units, const mr_import_options *options, json_t *curves)
{
    size_t i;
    json_t *curve;
    json_array_foreach(curves, i, curve)
    {
        const char *mnemonic = json_string_value(json_object_get(curve, "mnemonic"));
        const char *unit = mr_import_unit(options, mnemonic, i == 0 ? "depth" : NULL);
        if (!unit)
            continue;
        const mr_unit_reading read = mr_unit_read(units, unit, mnemonic, NULL);
        json_object_set_new(curve, "set_unit", json_string(unit));
        json_object_set_new(curve, "understood", read.unit ? json_string(read.unit) : json_null());
        json_object_set_new(curve, "unit_unknown",
                            json_boolean(read.state == MR_UNIT_NOT_UNDERSTOOD));
    }
}

static void hear(const mr_units *units, const mr_import_options *options, json_t *described)
{
    size_t i;
    json_t *log;
    hear_units(units, options, json_object_get(described, "curves"));
    json_array_foreach(json_object_get(described, "logs"), i, log)
        hear_units(units, options, json_object_get(log, "curves"));
}

// What nobody knows is read as LAS, whatever it is called: its reader says best what is wrong.
mr_status mr_describe_file(const mr_units *units, const char *path,
                           const mr_import_options *options, json_t **out, mr_error *err)
{
    const mr_file_kind *kind = mr_file_kind_of(path);
    MR_TRY(mr_import_check_units(units, options, err));
    mr_status st = (kind ? kind : &mr_kind_las)->describe(units, path, options, out, err);
    if (st == MR_OK)
        hear(units, options, *out);
    if (st == MR_OK || (err && strncmp(err->where, path, strlen(path)) == 0))
        return st;
    return mr_fail_in(err, st, "%s: ", path);
}
