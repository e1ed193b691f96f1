// The rows of a node, a page of them or all, in one of four forms.
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "mudrock/arrow.h"
#include "mudrock/id.h"

#include "cache.h"
#include "materialise.h"
#include "rows_json.h"

static const char *const TYPES[] = {"application/json", "application/vnd.apache.arrow.stream",
                                    "text/csv; charset=utf-8", "application/vnd.apache.parquet"};

bool mr_data_format_parse(const char *text, mr_data_format *out)
{
    static const char *const names[] = {"json", "arrow", "csv", "parquet"};
    for (int i = 0; i < 4; i++)
        if (strcmp(text, names[i]) == 0) {
            *out = (mr_data_format)i;
            return true;
        }
    return false;
}

static void write_json(const mr_table *table, int64_t offset, int64_t total, mr_buf *out)
{
    mr_buf_puts(out, "{\"columns\":");
    mr_fields_json(table, out);
    mr_buf_puts(out, ",\"rows\":");
    mr_rows_json(table, out);
    mr_buf_printf(out, ",\"offset\":%lld,\"total\":%lld}", (long long)offset, (long long)total);
}

// In batches, so that a reader may begin before the end.
static mr_status write_arrow(const mr_table *table, mr_buf *out, mr_error *err)
{
    enum { BATCH = 65536 };
    mr_arena *arena = mr_arena_new();
    mr_schema schema;
    mr_status st = MR_OK;
    mr_table_schema(table, arena, &schema);
    mr_arrow_ipc_begin(&schema, out);
    for (int64_t at = 0; st == MR_OK && at < table->rows; at += BATCH) {
        mr_table *batch = NULL;
        int64_t n = table->rows - at < BATCH ? table->rows - at : BATCH;
        st = mr_table_slice(table, at, n, &batch, err);
        if (st == MR_OK)
            mr_arrow_ipc_batch(batch, out);
        mr_table_unref(batch);
    }
    mr_arrow_ipc_end(out);
    mr_arena_free(arena);
    return st;
}

static mr_status write_file(mr_service *service, mr_duck_session *session, mr_data_format format,
                            const mr_table *table, char **file, mr_error *err)
{
    char id[37];
    mr_buf path = {0};
    mr_uuid_new(id);
    mr_buf_printf(&path, "%s/cache/" MR_DOWNLOAD "%s", service->workspace, id);
    *file = mr_buf_take(&path, NULL);
    mr_status st = mr_duck_write_table(
        session, *file, format == MR_DATA_CSV ? MR_DUCK_CSV : MR_DUCK_PARQUET, table, err);
    if (st == MR_OK)
        return st;
    unlink(*file);
    free(*file);
    *file = NULL;
    return st;
}

// A file of the cache may go between being found and being read: once more then.
static mr_status read_page(mr_service *service, mr_duck_session *session, const mr_look *look,
                           const mr_duck_page *page, mr_diagnostics *problems, mr_table **table,
                           int64_t *total, mr_error *err)
{
    mr_status st = MR_OK;
    for (int tries = 0; tries < 2; tries++) {
        char *path = NULL;
        MR_TRY(mr_materialise(service, look, problems, &path, err));
        st = mr_duck_read_page(session, path, page, table, total, err);
        bool gone = st != MR_OK && access(path, R_OK) != 0;
        free(path);
        if (!gone)
            break;
    }
    return st;
}

mr_status mr_node_data(mr_service *service, const mr_look *look, const mr_data_request *request,
                       mr_diagnostics *problems, mr_data *out, mr_error *err)
{
    const mr_duck_page page = {
        .n_columns = request->columns ? request->columns->n : 0,
        .columns = request->columns ? request->columns->at : NULL,
        .n_wells = look->wells ? look->wells->n : 0,
        .wells = look->wells ? look->wells->at : NULL,
        .sort = request->sort,
        .descending = request->descending,
        .offset = request->offset,
        .limit = request->limit,
    };
    mr_duck_session *session = NULL;
    mr_table *table = NULL;
    *out = (mr_data){.content_type = TYPES[request->format]};
    MR_TRY(mr_duck_session_open(service->duck, &session, err));
    mr_status st = read_page(service, session, look, &page, problems, &table, &out->total, err);
    if (st == MR_OK && request->format == MR_DATA_JSON)
        write_json(table, request->offset, out->total, &out->body);
    else if (st == MR_OK && request->format == MR_DATA_ARROW)
        st = write_arrow(table, &out->body, err);
    else if (st == MR_OK)
        st = write_file(service, session, request->format, table, &out->file, err);
    if (st == MR_OK && out->body.status != MR_OK)
        st =
            mr_fail(err, out->body.status, NULL, "no memory for %lld rows", (long long)table->rows);
    mr_table_unref(table);
    mr_duck_session_close(session);
    if (st != MR_OK)
        mr_data_clear(out);
    return st;
}

void mr_data_clear(mr_data *data)
{
    mr_buf_clear(&data->body);
    if (data->file)
        unlink(data->file);
    free(data->file);
    data->file = NULL;
}
