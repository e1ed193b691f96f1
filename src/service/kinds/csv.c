// Text tables: .csv, and text of any name that reads as one; grids and well data are known first.
#include <jansson.h>

#include "mudrock/csv.h"
#include "mudrock/grid.h"

#include "../describe.h"
#include "../import.h"
#include "../kind.h"

static bool recognise(const char *path, mr_str head)
{
    return mr_file_kind_named(path) == &mr_kind_csv ||
           (mr_is_text_name(path) && !mr_grid_format(head, path) && mr_csv_is_table(head));
}

static mr_status describe(const mr_units *units, const char *path, const mr_import_options *options,
                          json_t **out, mr_error *err)
{
    return mr_describe_table(units, path, &mr_kind_csv, options, out, err);
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

static mr_status read_table(mr_duck *duck, const mr_units *units, const char *path, mr_table **out,
                            mr_error *err)
{
    mr_duck_session *session;
    MR_TRY(mr_duck_session_open(duck, &session, err));
    mr_status st = mr_duck_read_csv(session, path, out, err);
    mr_duck_session_close(session);
    if (st == MR_OK)
        name_quantities(units, *out);
    return st;
}

static mr_status write_table(mr_duck *duck, const char *path, const mr_table *table, mr_error *err)
{
    mr_duck_session *session;
    MR_TRY(mr_duck_session_open(duck, &session, err));
    mr_status st = mr_duck_write_table(session, path, MR_DUCK_CSV, table, err);
    mr_duck_session_close(session);
    return st;
}

const mr_file_kind mr_kind_csv = {
    .name = "CSV",
    .extension = "csv",
    .recognise = recognise,
    .describe = describe,
    .import = mr_import_read_csv,
    .read_table = read_table,
    .write_table = write_table,
};
