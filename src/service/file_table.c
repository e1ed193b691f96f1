// Tables in and out of files that a person names: CSV, Parquet, LAS by extension.
#include <jansson.h>
#include <stdlib.h>

#include "mudrock/las.h"
#include "mudrock/service.h"

#include "kind.h"
#include "las_table.h"

static mr_status unknown_kind(const char *path, mr_error *err)
{
    return mr_fail(err, MR_EUSAGE, path, "is none of .csv, .parquet, .las");
}

static mr_status read_las(const mr_units *units, const char *path, mr_table **out, mr_error *err)
{
    mr_las *las;
    MR_TRY(mr_las_read_file(path, 1, &las, err));
    const mr_found_log log = mr_las_found(las, las->arena);
    mr_status st = mr_log_table(units, &log, out, err);
    mr_las_free(las);
    return st;
}

// CSV does not say what its columns measure. Where the name tells, and it makes a difference to
// what may be done with the values (angles, classes; whole numbers, which are classes else), it
// counts.
static void name_quantities(const mr_units *units, mr_table *table)
{
    for (size_t i = 0; units && i < table->n; i++) {
        mr_field field = table->columns[i]->field;
        if (!mr_type_is_number(field.type) || field.quantity)
            continue;
        field.quantity = mr_quantity_of(units, field.name, field.unit);
        const bool whole = field.type == MR_INT64 || field.type == MR_INT32;
        if (field.quantity && (whole || mr_quantity_kind(field.quantity) != MR_NUMBER))
            mr_table_put(table, mr_column_with_field(table->columns[i], &field));
    }
}

static mr_status read_with_duck(mr_duck *duck, const char *path, mr_file_kind kind, mr_table **out,
                                mr_error *err)
{
    mr_duck_session *session;
    MR_TRY(mr_duck_session_open(duck, &session, err));
    mr_status st = kind == MR_FILE_CSV
                       ? mr_duck_read_csv(session, path, out, err)
                       : mr_duck_read_parquet(session, path, NULL, 0, NULL, 0, out, err);
    mr_duck_session_close(session);
    return st;
}

mr_status mr_file_read_table(mr_duck *duck, const mr_units *units, const char *path, mr_table **out,
                             mr_error *err)
{
    mr_file_kind kind = mr_file_kind_of(path);
    if (kind == MR_FILE_UNKNOWN || kind == MR_FILE_TAPE || kind == MR_FILE_WORKBOOK)
        return unknown_kind(path, err);
    if (kind == MR_FILE_LAS)
        return read_las(units, path, out, err);
    MR_TRY(read_with_duck(duck, path, kind, out, err));
    if (kind == MR_FILE_CSV)
        name_quantities(units, *out);
    return MR_OK;
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

static mr_status write_las(const char *path, const mr_table *table, mr_error *err)
{
    const mr_column *depth = mr_table_find(table, "depth");
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

static mr_status write_with_duck(mr_duck *duck, const char *path, mr_file_kind kind,
                                 const mr_table *table, mr_error *err)
{
    mr_duck_session *session;
    MR_TRY(mr_duck_session_open(duck, &session, err));
    mr_status st = mr_duck_write_table(
        session, path, kind == MR_FILE_CSV ? MR_DUCK_CSV : MR_DUCK_PARQUET, table, err);
    mr_duck_session_close(session);
    return st;
}

mr_status mr_file_write_table(mr_duck *duck, const char *path, const mr_table *table, mr_error *err)
{
    const mr_file_kind kind = mr_file_kind_named(path);
    mr_object_write *write = NULL;
    if (kind == MR_FILE_UNKNOWN)
        return unknown_kind(path, err);
    MR_TRY(mr_file_begin(path, &write, err));
    const char *temp = mr_object_temp(write);
    mr_status st = kind == MR_FILE_LAS ? write_las(temp, table, err)
                                       : write_with_duck(duck, temp, kind, table, err);
    if (st != MR_OK) {
        mr_object_abort(write);
        return st;
    }
    return mr_object_commit(write, NULL, err);
}
