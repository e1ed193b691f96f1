// LAS 1.2, 2.0, 3.0: by its extension, or text that begins with a section.
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "mudrock/las.h"

#include "../import.h"
#include "../kind.h"
#include "../las_table.h"

static bool begins_as_las(mr_str head)
{
    for (size_t i = 0; i < head.n; i++) {
        const char c = head.at[i];
        if (c == '#') // a line of comment
            while (i + 1 < head.n && head.at[i + 1] != '\n' && head.at[i + 1] != '\r')
                i++;
        else if ((unsigned char)c > ' ')
            return c == '~';
    }
    return false;
}

static bool recognise(const char *path, mr_str head)
{
    return mr_file_kind_named(path) == &mr_kind_las ||
           (mr_is_text_name(path) && begins_as_las(head));
}

static mr_status describe(const mr_units *units, const char *path, const mr_import_options *options,
                          json_t **out, mr_error *err)
{
    mr_las *las;
    MR_TRY(mr_las_open(path, &(mr_las_options){options->threads, options->encoding}, &las, err));
    *out = mr_las_describe(las, units, options->threads);
    mr_las_free(las);
    return *out ? MR_OK : mr_fail(err, MR_EFORMAT, NULL, "the header is not valid UTF-8");
}

// --- as a table ---

static mr_status read_table(mr_duck *duck, const mr_units *units, const char *path, mr_table **out,
                            mr_error *err)
{
    mr_las *las;
    (void)duck;
    MR_TRY(mr_las_read_file(path, 1, &las, err));
    const mr_found_log log = mr_las_found(las, las->arena);
    mr_status st = mr_log_table(units, &log, out, err);
    mr_las_free(las);
    return st;
}

static mr_status write_bytes(const char *path, mr_str bytes, mr_error *err)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return mr_fail(err, MR_EIO, path, "cannot be written");
    bool good = fwrite(bytes.at, 1, bytes.n, file) == bytes.n;
    good = fclose(file) == 0 && good;
    return good ? MR_OK : mr_fail(err, MR_EIO, path, "cannot be written");
}

// A LAS file holds one well: another one in the table is refused by name.
static mr_status check_one_well(const mr_column *well, mr_error *err)
{
    if (!well || well->field.type != MR_UTF8)
        return MR_OK;
    for (int64_t i = 1; i < well->length; i++) {
        const mr_str first = mr_column_text(well, 0), other = mr_column_text(well, i);
        if (mr_valid(well, i) != mr_valid(well, 0) || !mr_str_eq(first, other))
            return mr_fail(err, MR_EFORMAT, "well_id",
                           "a LAS file holds one well, and the rows are of several: \"%.*s\", "
                           "\"%.*s\"; filter one, or write .csv or .parquet",
                           (int)first.n, first.n ? first.at : "", (int)other.n,
                           other.n ? other.at : "");
    }
    return MR_OK;
}

static mr_status write_table(mr_duck *duck, const char *path, const mr_table *table, mr_error *err)
{
    const mr_column *depth = mr_table_find(table, "depth");
    (void)duck;
    const mr_column *well = mr_table_find(table, "well_id");
    MR_TRY(check_one_well(well, err));
    mr_las_header header = {.depth_unit = depth ? depth->field.unit : NULL};
    mr_arena *arena = mr_arena_new();
    if (well && well->length > 0 && well->field.type == MR_UTF8) {
        mr_str name = mr_column_text(well, 0);
        header.well_name = mr_arena_strndup(arena, name.at, name.n);
    }
    mr_table *ordered = mr_table_new(table->rows); // the index first, the well in the header
    if (depth)
        mr_table_put(ordered, mr_column_ref(depth));
    for (size_t i = 0; i < table->n; i++)
        if (table->columns[i] != depth && table->columns[i] != well)
            mr_table_put(ordered, mr_column_ref(table->columns[i]));
    mr_buf text = {0};
    mr_status st = mr_las_write(&header, ordered, &text, NULL, err);
    if (st == MR_OK)
        st = write_bytes(path, (mr_str){text.at, text.n}, err);
    mr_buf_clear(&text);
    mr_table_unref(ordered);
    mr_arena_free(arena);
    return st;
}

const mr_file_kind mr_kind_las = {
    .name = "LAS",
    .extension = "las",
    .recognise = recognise,
    .describe = describe,
    .import = mr_import_read_las,
    .rank = mr_import_rank,
    .read_table = read_table,
    .write_table = write_table,
};
