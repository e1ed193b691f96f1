// Tables in and out of files that a person names: CSV, Parquet, LAS by extension.
#include "mudrock/service.h"

#include "kind.h"

static mr_status unknown_kind(const char *path, mr_error *err)
{
    return mr_fail(err, MR_EUSAGE, path, "is none of .csv, .parquet, .las");
}

mr_status mr_file_read_table(mr_duck *duck, const mr_units *units, const char *path, mr_table **out,
                             mr_error *err)
{
    const mr_file_kind *named = mr_file_kind_named(path);
    const mr_file_kind *kind = named ? named : mr_file_kind_of(path);
    return kind && kind->read_table ? kind->read_table(duck, units, path, out, err)
                                    : unknown_kind(path, err);
}

mr_status mr_file_write_table(mr_duck *duck, const char *path, const mr_table *table, mr_error *err)
{
    const mr_file_kind *kind = mr_file_kind_named(path);
    mr_object_write *write = NULL;
    if (!kind || !kind->write_table)
        return unknown_kind(path, err);
    MR_TRY(mr_file_begin(path, &write, err));
    mr_status st = kind->write_table(duck, mr_object_temp(write), table, err);
    if (st != MR_OK) {
        mr_object_abort(write);
        return st;
    }
    return mr_object_commit(write, NULL, err);
}
