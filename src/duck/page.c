// Some rows of a Parquet file: those of some wells, sorted, from a row on.
#include <string.h>

#include "session.h"

static mr_status check_columns(const mr_schema *schema, const mr_duck_page *page, mr_error *err)
{
    const char *more[] = {page->sort, page->between, page->n_wells ? "well_id" : NULL};
    for (size_t i = 0; i < page->n_columns + 3; i++) {
        const char *name = i < page->n_columns ? page->columns[i] : more[i - page->n_columns];
        if (name && !mr_schema_find(schema, name))
            return mr_fail(err, MR_ENOTFOUND, name, "there is no column \"%s\"", name);
    }
    return MR_OK;
}

static void put_source(mr_buf *sql, const mr_buf *path, const mr_duck_page *page)
{
    mr_buf_printf(sql, " FROM read_parquet(%s, file_row_number = true)", path->at);
    for (size_t i = 0; i < page->n_wells; i++) {
        mr_buf_puts(sql, i ? ", " : " WHERE well_id IN (");
        mr_sql_text(sql, page->wells[i]);
    }
    mr_buf_puts(sql, page->n_wells ? ")" : "");
    if (!page->between)
        return;
    mr_buf_puts(sql, page->n_wells ? " AND " : " WHERE ");
    mr_sql_name(sql, page->between);
    mr_buf_puts(sql, " BETWEEN CAST(");
    mr_buf_double(sql, page->from);
    mr_buf_puts(sql, " AS DOUBLE) AND CAST(");
    mr_buf_double(sql, page->to);
    mr_buf_puts(sql, " AS DOUBLE)");
}

static void put_select(mr_buf *sql, const mr_buf *path, const mr_duck_page *page,
                       const mr_schema *schema)
{
    const size_t n = page->n_columns ? page->n_columns : schema->n;
    mr_buf_puts(sql, "SELECT ");
    for (size_t i = 0; i < n; i++) {
        mr_buf_puts(sql, i ? ", " : "");
        mr_sql_name(sql, page->n_columns ? page->columns[i] : schema->fields[i].name);
    }
    put_source(sql, path, page);
    if (page->sort) {
        mr_buf_puts(sql, " ORDER BY ");
        mr_sql_name(sql, page->sort);
        mr_buf_printf(sql, " %s NULLS LAST, file_row_number", page->descending ? "DESC" : "ASC");
    }
    if (page->limit >= 0)
        mr_buf_printf(sql, " LIMIT %lld", (long long)page->limit);
    if (page->offset > 0)
        mr_buf_printf(sql, " OFFSET %lld", (long long)page->offset);
}

static mr_status count_rows(mr_duck_session *session, const mr_buf *path, const mr_duck_page *page,
                            int64_t *out, mr_error *err)
{
    mr_buf sql = {0};
    mr_table *table = NULL;
    mr_buf_puts(&sql, "SELECT count(*) AS n");
    put_source(&sql, path, page);
    mr_status st = mr_session_select(session, &sql, &(mr_expect){.blame = MR_EFORMAT}, &table, err);
    if (st == MR_OK)
        *out = mr_column_int(table->columns[0], 0);
    mr_table_unref(table);
    mr_buf_clear(&sql);
    return st;
}

mr_status mr_duck_read_page(mr_duck_session *session, const char *path, const mr_duck_page *page,
                            mr_table **out, int64_t *total, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    mr_schema schema = {0};
    mr_buf quoted = {0}, sql = {0};
    int64_t rows = 0;
    mr_status st = mr_duck_parquet_schema(session, path, arena, &schema, &rows, err);
    if (st == MR_OK)
        st = check_columns(&schema, page, err);
    if (st == MR_OK)
        st = mr_sql_path(&quoted, path, err);
    if (st == MR_OK && (page->n_wells || page->between) && total)
        st = count_rows(session, &quoted, page, &rows, err);
    if (st == MR_OK) {
        int64_t most = page->limit >= 0 && page->limit < rows ? page->limit : rows;
        put_select(&sql, &quoted, page, &schema);
        st = mr_session_select(
            session, &sql, &(mr_expect){.blame = MR_EFORMAT, .schema = &schema, .at_most = most},
            out, err);
    }
    if (st == MR_OK && total)
        *total = rows;
    mr_buf_clear(&sql);
    mr_buf_clear(&quoted);
    mr_arena_free(arena);
    return mr_in_file(st, path, err);
}
