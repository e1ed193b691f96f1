// The first rows of a result as JSON.
#include "sample.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "stats.h"

enum { SAMPLE_ROWS = 5 };

static json_t *list_to_json(const double *items, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, mr_json_real(items[i]));
    return list;
}

static json_t *cell_to_json(const mr_column *column, int64_t row)
{
    if (!mr_valid(column, row))
        return json_null();
    mr_str text;
    size_t n;
    const double *items;
    switch (column->field.type) {
    case MR_UTF8: text = mr_column_text(column, row); return json_stringn(text.at, text.n);
    case MR_BOOL: return json_boolean(mr_column_truth(column, row));
    case MR_INT64:
    case MR_INT32:
    case MR_TIMESTAMP: return json_integer((json_int_t)mr_column_int(column, row));
    case MR_LIST_FLOAT64: items = mr_column_list(column, row, &n); return list_to_json(items, n);
    case MR_FLOAT64:
    case MR_FLOAT32:
    case MR_ANY: break;
    }
    return mr_json_real(mr_column_real(column, row));
}

json_t *mr_sample_rows(const mr_table *table, int64_t first, int64_t n)
{
    json_t *rows = json_array();
    for (int64_t i = first; i < first + n && i < table->rows; i++) {
        json_t *row = json_object();
        for (size_t c = 0; c < table->n; c++)
            json_object_set_new(row, table->columns[c]->field.name,
                                cell_to_json(table->columns[c], i));
        json_array_append_new(rows, row);
    }
    return rows;
}

mr_status mr_output_table(mr_service *service, mr_output_kind kind, const char *path,
                          mr_table **out, mr_error *err)
{
    char *object = NULL;
    mr_duck_session *session = NULL;
    mr_status st = MR_OK;
    if (kind == MR_OUTPUT_FRONTEND)
        st = mr_object_path(service->objects, path, &object, err);
    if (st == MR_OK)
        st = mr_duck_session_open(service->duck, &session, err);
    if (st == MR_OK)
        st = mr_duck_read_parquet(session, object ? object : path, NULL, 0, NULL, 0, out, err);
    if (session)
        mr_duck_session_close(session);
    free(object);
    return st;
}

// From the rows that the run kept: a result may be far larger than memory. Only one without rows is
// opened, for its columns.
json_t *mr_sample_output(mr_service *service, const mr_output_result *output)
{
    mr_table *table = output->head ? mr_table_ref(output->head) : NULL;
    json_t *summary = json_pack("{s:I}", "row_count", (json_int_t)output->rows);
    if (!table && mr_output_table(service, output->kind, output->path, &table, NULL) != MR_OK)
        return summary;
    json_object_set_new(summary, "column_count", json_integer((json_int_t)table->n));
    json_object_set_new(summary, "sample_data", mr_sample_rows(table, 0, SAMPLE_ROWS));
    mr_table_unref(table);
    return summary;
}
