// The rows of a result table, cell by cell.
#include <assert.h>
#include <stdlib.h>

#include "mudrock/tabular.h"

struct mr_rows {
    size_t n;    // columns
    size_t next; // the column the next cell goes to
    bool has_well;
    mr_builder **builders;
};

mr_rows *mr_rows_new(const mr_call *call)
{
    mr_rows *rows = mr_alloc(sizeof *rows);

    rows->n = call->schema->n;
    rows->has_well = mr_call_column(call, "well_column") != NULL;
    rows->builders = mr_alloc((rows->n + 1) * sizeof *rows->builders);
    for (size_t i = 0; i < rows->n; i++)
        rows->builders[i] = mr_builder_new(&call->schema->fields[i]);
    return rows;
}

static mr_builder *next(mr_rows *rows)
{
    mr_builder *builder = rows->builders[rows->next];

    rows->next = rows->next + 1 == rows->n ? 0 : rows->next + 1;
    return builder;
}

void mr_rows_well(mr_rows *rows, const char *name)
{
    if (rows->has_well)
        mr_rows_text(rows, name);
}

void mr_rows_text(mr_rows *rows, const char *text)
{
    if (text)
        mr_builder_text(next(rows), mr_str_of(text));
    else
        mr_builder_null(next(rows));
}

void mr_rows_real(mr_rows *rows, double value)
{
    mr_builder_real(next(rows), value);
}

void mr_rows_int(mr_rows *rows, int64_t value)
{
    mr_builder_int(next(rows), value);
}

void mr_rows_free(mr_rows *rows)
{
    for (size_t i = 0; rows && i < rows->n; i++)
        mr_builder_free(rows->builders[i]);
    if (rows)
        free(rows->builders);
    free(rows);
}

mr_status mr_rows_finish(mr_rows *rows, mr_table **out, mr_error *err)
{
    mr_status st = MR_OK;
    mr_table *table = mr_table_new(rows->n ? mr_builder_length(rows->builders[0]) : 0);

    assert(rows->next == 0); // whole rows
    for (size_t i = 0; i < rows->n && st == MR_OK; i++) {
        const mr_column *column = NULL;
        st = mr_builder_finish(rows->builders[i], &column, err);
        if (st == MR_OK)
            mr_table_put(table, column);
    }
    mr_rows_free(rows);
    if (st == MR_OK)
        *out = table;
    else
        mr_table_unref(table);
    return st;
}
