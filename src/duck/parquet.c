// Parquet in: what a file holds, and its rows.
#include <math.h>
#include <string.h>

#include "metadata.h"

// The columns of the file; *casts[i] is true for one whose type tables do not have, which is then
// read as text.
static mr_status bind_file(mr_duck_session *session, const mr_buf *path, mr_arena *arena,
                           mr_schema *out, bool **casts, mr_error *err)
{
    duckdb_prepared_statement statement = NULL;
    mr_buf sql = {0};

    mr_buf_puts(&sql, "SELECT * FROM read_parquet(");
    mr_buf_put(&sql, path->at, path->n);
    mr_buf_puts(&sql, ")");
    mr_status st = mr_session_prepare(session, &sql, MR_EFORMAT, &statement, err);
    mr_buf_clear(&sql);
    MR_TRY(st);

    size_t n = (size_t)duckdb_prepared_statement_column_count(statement);
    *out = (mr_schema){.n = n, .fields = MR_ARENA_ARRAY(arena, mr_field, n + 1)};
    *casts = MR_ARENA_ARRAY(arena, bool, n + 1);
    for (size_t i = 0; i < n; i++) {
        const char *name = duckdb_prepared_statement_column_name(statement, i);
        out->fields[i] =
            (mr_field){.name = mr_arena_strdup(arena, name), .nullable = true, .origin = -1};
        duckdb_free((void *)(uintptr_t)name);
        duckdb_logical_type type = duckdb_prepared_statement_column_logical_type(statement, i);
        (*casts)[i] = !mr_type_from_duck(type, &out->fields[i].type);
        if ((*casts)[i])
            out->fields[i].type = MR_UTF8;
        duckdb_destroy_logical_type(&type);
    }
    duckdb_destroy_prepare(&statement);
    return MR_OK;
}

static mr_status count_rows(mr_duck_session *session, const mr_buf *path, int64_t *rows,
                            mr_error *err)
{
    mr_buf sql = {0};
    mr_table *table = NULL;

    mr_buf_puts(&sql, "SELECT num_rows::BIGINT AS rows FROM parquet_file_metadata(");
    mr_buf_put(&sql, path->at, path->n);
    mr_buf_puts(&sql, ")");
    mr_status st = mr_session_select(session, &sql, MR_EFORMAT, NULL, &table, err);
    mr_buf_clear(&sql);
    MR_TRY(st);
    *rows = table->rows > 0 ? mr_column_int(table->columns[0], 0) : 0;
    mr_table_unref(table);
    return MR_OK;
}

mr_status mr_duck_parquet_schema(mr_duck_session *session, const char *path, mr_arena *arena,
                                 mr_schema *out, int64_t *rows, mr_error *err)
{
    mr_buf quoted = {0};
    bool *casts = NULL;

    mr_session_begin(session);
    mr_status st = mr_sql_path(&quoted, path, err);
    if (st == MR_OK)
        st = bind_file(session, &quoted, arena, out, &casts, err);
    if (st == MR_OK)
        st = mr_metadata_read(session, &quoted, arena, out, err);
    if (st == MR_OK && rows)
        st = count_rows(session, &quoted, rows, err);
    mr_buf_clear(&quoted);
    return mr_in_file(st, path, err);
}

static mr_status put_column(mr_buf *sql, const mr_schema *schema, const bool *casts,
                            const char *name, mr_error *err)
{
    const mr_field *field = mr_schema_find(schema, name);
    if (!field)
        return mr_fail(err, MR_ENOTFOUND, name, "the file has no column \"%s\"", name);

    bool cast = casts[field - schema->fields];
    mr_buf_puts(sql, cast ? "CAST(" : "");
    mr_sql_name(sql, name);
    mr_buf_puts(sql, cast ? " AS VARCHAR) AS " : " AS ");
    mr_sql_name(sql, name);
    return MR_OK;
}

static mr_status put_range(mr_buf *sql, const mr_schema *schema, const mr_duck_range *range,
                           mr_error *err)
{
    const mr_field *field = mr_schema_find(schema, range->column);
    if (!field)
        return mr_fail(err, MR_ENOTFOUND, range->column, "the file has no column \"%s\"",
                       range->column);
    if (!mr_type_is_number(field->type))
        return mr_fail(err, MR_EPARAM, range->column,
                       "a range needs numbers, and column \"%s\" is %s", range->column,
                       mr_type_name(field->type));

    // For DuckDB a NaN is the greatest number; for us it is a null, as an infinity is.
    mr_sql_name(sql, range->column);
    mr_buf_puts(sql, isfinite(range->min) ? " >= " : " > ");
    mr_sql_real(sql, isfinite(range->min) ? range->min : -(double)INFINITY);
    mr_buf_puts(sql, " AND ");
    mr_sql_name(sql, range->column);
    mr_buf_puts(sql, isfinite(range->max) ? " <= " : " < ");
    mr_sql_real(sql, isfinite(range->max) ? range->max : (double)INFINITY);
    return MR_OK;
}

static mr_status select_rows(mr_buf *sql, const mr_buf *path, const mr_schema *schema,
                             const bool *casts, const char *const *columns, size_t n, mr_error *err)
{
    size_t count = n > 0 ? n : schema->n;

    mr_buf_puts(sql, "SELECT ");
    for (size_t i = 0; i < count; i++) {
        mr_buf_puts(sql, i > 0 ? ", " : "");
        MR_TRY(put_column(sql, schema, casts, n > 0 ? columns[i] : schema->fields[i].name, err));
    }
    mr_buf_puts(sql, " FROM read_parquet(");
    mr_buf_put(sql, path->at, path->n);
    mr_buf_puts(sql, ")");
    return MR_OK;
}

mr_status mr_duck_read_parquet(mr_duck_session *session, const char *path,
                               const char *const *columns, size_t n, const mr_duck_range *ranges,
                               size_t n_ranges, mr_table **out, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    mr_buf quoted = {0}, sql = {0};
    mr_schema schema = {0};
    bool *casts = NULL;

    mr_session_begin(session);
    mr_status st = mr_sql_path(&quoted, path, err);
    if (st == MR_OK)
        st = bind_file(session, &quoted, arena, &schema, &casts, err);
    if (st == MR_OK)
        st = mr_metadata_read(session, &quoted, arena, &schema, err);
    if (st == MR_OK)
        st = select_rows(&sql, &quoted, &schema, casts, columns, n, err);
    for (size_t i = 0; st == MR_OK && i < n_ranges; i++) {
        mr_buf_puts(&sql, i > 0 ? " AND " : " WHERE ");
        st = put_range(&sql, &schema, &ranges[i], err);
    }
    if (st == MR_OK)
        st = mr_session_select(session, &sql, MR_EFORMAT, &schema, out, err);
    mr_buf_clear(&sql);
    mr_buf_clear(&quoted);
    mr_arena_free(arena);
    return mr_in_file(st, path, err);
}
