// What is in a file, said as JSON without writing anything.
#include "describe.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

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

// What nobody knows is read as LAS, whatever it is called: its reader says best what is wrong.
mr_status mr_describe_file(const mr_units *units, const char *path,
                           const mr_import_options *options, json_t **out, mr_error *err)
{
    const mr_file_kind *kind = mr_file_kind_of(path);
    mr_status st = (kind ? kind : &mr_kind_las)->describe(units, path, options, out, err);
    if (st == MR_OK || (err && strncmp(err->where, path, strlen(path)) == 0))
        return st;
    return mr_fail_in(err, st, "%s: ", path);
}
