// What is in a file, said as JSON without writing anything.
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/contents.h"
#include "mudrock/grid.h"
#include "mudrock/las.h"
#include "mudrock/outline.h"
#include "mudrock/service.h"
#include "mudrock/tape.h"
#include "mudrock/workbook.h"

#include "describe.h"
#include "kind.h"

static mr_status describe_las(const mr_units *units, const char *path,
                              const mr_import_options *options, json_t **out, mr_error *err)
{
    mr_las *las;
    MR_TRY(mr_las_open(path, &(mr_las_options){options->threads, options->encoding}, &las, err));
    *out = mr_las_describe(las, units, options->threads);
    mr_las_free(las);
    return *out ? MR_OK : mr_fail(err, MR_EFORMAT, NULL, "the header is not valid UTF-8");
}

char *mr_stem_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    return strndup(name, dot && dot != name ? (size_t)(dot - name) : strlen(name));
}

static mr_status said(json_t *described, mr_error *err)
{
    return described ? MR_OK : mr_fail(err, MR_EFORMAT, NULL, "its names are not valid UTF-8");
}

static mr_status describe_grid(const char *path, json_t **out, mr_error *err)
{
    mr_grids *grids;
    MR_TRY(mr_grids_read_file(path, &grids, err));
    char *stem = mr_stem_of(path);
    *out = mr_grids_describe(grids, stem);
    free(stem);
    mr_grids_free(grids);
    return said(*out, err);
}

static mr_status describe_contents(const char *path, mr_file_kind kind,
                                   const mr_import_options *options, json_t **out, mr_error *err)
{
    mr_contents *contents;
    if (kind == MR_FILE_WORKBOOK)
        MR_TRY(mr_workbook_read_file(path, options->text, &contents, err));
    else
        MR_TRY(mr_contents_read_file(path, &contents, err));
    char *stem = mr_stem_of(path);
    *out = mr_contents_describe(contents, stem);
    free(stem);
    mr_contents_free(contents);
    return said(*out, err);
}

static mr_status describe_outlines(const char *path, json_t **out, mr_error *err)
{
    mr_outlines *outlines;
    MR_TRY(mr_outlines_read_file(path, &outlines, err));
    char *stem = mr_stem_of(path);
    *out = mr_outlines_describe(outlines, stem);
    free(stem);
    mr_outlines_free(outlines);
    return said(*out, err);
}

static mr_status describe_tape(const char *path, size_t threads, json_t **out, mr_error *err)
{
    mr_tape *tape;
    MR_TRY(mr_tape_open_file(path, threads, &tape, err));
    mr_status st = mr_tape_describe(tape, out, err);
    mr_tape_free(tape);
    return st;
}

mr_status mr_describe_file(const mr_units *units, const char *path,
                           const mr_import_options *options, json_t **out, mr_error *err)
{
    const mr_file_kind kind = mr_file_kind_of(path);
    mr_status st;
    if (kind == MR_FILE_TAPE)
        st = describe_tape(path, options->threads, out, err);
    else if (kind == MR_FILE_WORKBOOK ||
             (kind != MR_FILE_LAS && kind != MR_FILE_PARQUET && mr_contents_format_of_file(path)))
        st = describe_contents(path, kind, options, out, err);
    else if (kind == MR_FILE_CSV || kind == MR_FILE_PARQUET)
        return mr_describe_table(units, path, kind, options, out, err); // says the path itself
    else if (kind == MR_FILE_UNKNOWN && mr_outline_format_of_file(path))
        st = describe_outlines(path, out, err);
    else if (kind == MR_FILE_UNKNOWN && mr_grid_format_of_file(path))
        st = describe_grid(path, out, err);
    else
        st = describe_las(units, path, options, out, err); // whatever it is called
    return st == MR_OK ? MR_OK : mr_fail_in(err, st, "%s: ", path);
}
