// Parquet, by its extension.
#include <jansson.h>

#include "../describe.h"
#include "../import.h"
#include "../kind.h"

static bool recognise(const char *path, mr_str head)
{
    (void)head;
    return mr_file_kind_named(path) == &mr_kind_parquet;
}

static mr_status describe(const mr_units *units, const char *path, const mr_import_options *options,
                          json_t **out, mr_error *err)
{
    return mr_describe_table(units, path, &mr_kind_parquet, options, out, err);
}

static mr_status read_table(mr_duck *duck, const mr_units *units, const char *path, mr_table **out,
                            mr_error *err)
{
    mr_duck_session *session;
    (void)units;
    MR_TRY(mr_duck_session_open(duck, &session, err));
    mr_status st = mr_duck_read_parquet(session, path, NULL, 0, NULL, 0, out, err);
    mr_duck_session_close(session);
    return st;
}

static mr_status write_table(mr_duck *duck, const char *path, const mr_table *table, mr_error *err)
{
    mr_duck_session *session;
    MR_TRY(mr_duck_session_open(duck, &session, err));
    mr_status st = mr_duck_write_table(session, path, MR_DUCK_PARQUET, table, err);
    mr_duck_session_close(session);
    return st;
}

const mr_file_kind mr_kind_parquet = {
    .name = "Parquet",
    .extension = "parquet",
    .recognise = recognise,
    .describe = describe,
    .import = mr_import_read_table,
    .read_table = read_table,
    .write_table = write_table,
};
