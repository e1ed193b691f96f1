// Tables out, as Parquet or CSV. The same rows give the same bytes: mr_scan fills every vector,
// whatever the batches were, and row groups are cut by a number of rows.
#include <string.h>

#include "metadata.h"
#include "scan.h"

enum { ROW_GROUP = 122880 }; // 60 vectors; large enough to read fast, small enough to skip by depth

// CSV cells: a list is JSON text, a time is RFC 3339; what DuckDB prints for the other types reads
// back as it was.
static void put_cell(mr_buf *sql, const mr_field *field)
{
    const char *before = "", *after = "";

    if (field->type == MR_LIST_FLOAT64)
        before = "CAST(to_json(", after = ") AS VARCHAR)";
    if (field->type == MR_TIMESTAMP)
        before = "strftime(", after = ", '%Y-%m-%dT%H:%M:%S.%fZ')";
    mr_buf_puts(sql, before);
    mr_sql_name(sql, field->name);
    mr_buf_printf(sql, "%s AS ", after);
    mr_sql_name(sql, field->name);
}

static void write_statement(mr_buf *sql, const char *path, mr_duck_format format,
                            const mr_scan *scan)
{
    mr_buf_puts(sql, "COPY (SELECT ");
    for (size_t i = 0; i < scan->schema->n; i++) {
        mr_buf_puts(sql, i > 0 ? ", " : "");
        if (format == MR_DUCK_CSV)
            put_cell(sql, &scan->schema->fields[i]);
        else
            mr_sql_name(sql, scan->schema->fields[i].name);
    }
    mr_buf_printf(sql, " FROM mr_scan('%s')) TO ", scan->token);
    mr_sql_text(sql, path);
    if (format == MR_DUCK_CSV) {
        mr_buf_puts(
            sql, " (FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '', "
                 "USE_TMP_FILE false)");
        return;
    }
    mr_buf metadata = {0};
    mr_metadata_write(scan->schema, &metadata);
    mr_buf_printf(
        sql,
        " (FORMAT parquet, PARQUET_VERSION V2, COMPRESSION zstd, DICTIONARY_SIZE_LIMIT 1, "
        "ROW_GROUP_SIZE %d, USE_TMP_FILE false, KV_METADATA {" MR_METADATA_KEY ": ",
        ROW_GROUP);
    if (metadata.status != MR_OK)
        sql->status = metadata.status;
    else
        mr_sql_text(sql, metadata.at);
    mr_buf_puts(sql, "})");
    mr_buf_clear(&metadata);
}

static mr_status copy(mr_duck_session *session, const char *path, mr_duck_format format,
                      mr_scan *scan, mr_error *err)
{
    mr_buf sql = {0};

    mr_session_begin(session);
    if (scan->schema->n == 0)
        return mr_fail(err, MR_EPARAM, NULL, "a table without columns cannot be written");
    MR_TRY(mr_scan_check_names(scan->schema, err));
    mr_scan_add(session->duck, scan);
    write_statement(&sql, path, format, scan);
    mr_status st = mr_session_run(session, &sql, MR_EFAIL, err);
    mr_scan_remove(session->duck, scan);
    mr_buf_clear(&sql);
    if (st == MR_OK)
        return MR_OK;
    if (scan->status != MR_OK && !atomic_load(&session->interrupted)) {
        if (err)
            *err = scan->error; // the reason, rather than what DuckDB made of it
        return scan->status;
    }
    return mr_in_file(st, path, err);
}

mr_status mr_duck_copy(mr_duck_session *session, const char *path, mr_duck_format format,
                       const mr_schema *schema, mr_table_next *next, void *context, int64_t *rows,
                       mr_error *err)
{
    mr_scan scan = {.schema = schema, .next = next, .context = context};

    MR_TRY(copy(session, path, format, &scan, err));
    if (rows)
        *rows = scan.rows;
    return MR_OK;
}

mr_status mr_duck_write_table(mr_duck_session *session, const char *path, mr_duck_format format,
                              const mr_table *table, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    mr_schema schema = {0};

    mr_table_schema(table, arena, &schema);
    mr_scan scan = {.schema = &schema, .table = table};
    mr_status st = copy(session, path, format, &scan, err);
    mr_arena_free(arena);
    return st;
}
