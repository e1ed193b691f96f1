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

mr_status mr_duck_parquet_schema(mr_duck_session *session, const char *path, mr_arena *arena,
                                 mr_schema *out, int64_t *rows, mr_error *err)
{
    mr_buf quoted = {0};
    bool *casts = NULL;
    int64_t counted = 0;

    mr_session_begin(session);
    mr_status st = mr_sql_path(&quoted, path, err);
    if (st == MR_OK)
        st = bind_file(session, &quoted, arena, out, &casts, err);
    if (st == MR_OK)
        st = mr_metadata_read(session, &quoted, arena, out, &counted, err);
    if (st == MR_OK && rows)
        *rows = counted;
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

static mr_status check_range(const mr_schema *schema, const mr_duck_range *range, mr_error *err)
{
    const mr_field *field = mr_schema_find(schema, range->column);
    if (!field)
        return mr_fail(err, MR_ENOTFOUND, range->column, "the file has no column \"%s\"",
                       range->column);
    if (!mr_type_is_number(field->type))
        return mr_fail(err, MR_EPARAM, range->column,
                       "a range needs numbers, and column \"%s\" is %s", range->column,
                       mr_type_name(field->type));
    return MR_OK;
}

// For DuckDB a NaN is the greatest number; for us it is a null, as an infinity is.
static void put_range(mr_buf *sql, const mr_duck_range *range)
{
    mr_sql_name(sql, range->column);
    mr_buf_puts(sql, isfinite(range->min) ? " >= " : " > ");
    mr_sql_real(sql, isfinite(range->min) ? range->min : -(double)INFINITY);
    mr_buf_puts(sql, " AND ");
    mr_sql_name(sql, range->column);
    mr_buf_puts(sql, isfinite(range->max) ? " <= " : " < ");
    mr_sql_real(sql, isfinite(range->max) ? range->max : (double)INFINITY);
}

struct reading {        // what is asked for
    const mr_buf *path; // quoted
    const char *const *columns;
    size_t n; // 0 = all
    const mr_duck_range *ranges;
    size_t n_ranges;
};

static void put_source(mr_buf *sql, const struct reading *r)
{
    mr_buf_printf(sql, " FROM read_parquet(%s)", r->path->at);
    for (size_t i = 0; i < r->n_ranges; i++) {
        mr_buf_puts(sql, i > 0 ? " AND " : " WHERE ");
        put_range(sql, &r->ranges[i]);
    }
}

// Whether a bound statement gives just what is asked for: DuckDB takes GR for gr, and a text for a
// number.
static bool is_exact(const struct reading *r, const mr_schema *schema)
{
    for (size_t i = 0; i < r->n; i++)
        if (strcmp(schema->fields[i].name, r->columns[i]) != 0)
            return false;
    for (size_t i = 0; i < r->n_ranges; i++)
        if (check_range(schema, &r->ranges[i], NULL) != MR_OK)
            return false;
    return true;
}

// The usual case: what is asked for is in the file, under these names and in types of ours. Binding
// the SELECT itself then tells the types, and the footer is read once less. *out is NULL when the
// case is another.
static void bind_directly(mr_duck_session *session, const struct reading *r, mr_arena *arena,
                          mr_schema *schema, duckdb_prepared_statement *out)
{
    mr_buf sql = {0};

    mr_buf_puts(&sql, r->n > 0 ? "SELECT " : "SELECT *");
    for (size_t i = 0; i < r->n; i++) {
        mr_buf_puts(&sql, i > 0 ? ", " : "");
        mr_sql_name(&sql, r->columns[i]);
    }
    put_source(&sql, r);
    if (mr_session_prepare(session, &sql, MR_EFORMAT, out, NULL) == MR_OK &&
        (mr_statement_schema(*out, arena, schema, NULL) != MR_OK || !is_exact(r, schema)))
        duckdb_destroy_prepare(out);
    mr_buf_clear(&sql);
}

// Any other case: casts what tables do not have to text, and says what is wrong.
static mr_status bind_carefully(mr_duck_session *session, const struct reading *r, mr_arena *arena,
                                mr_schema *schema, duckdb_prepared_statement *out, mr_error *err)
{
    mr_buf sql = {0};
    bool *casts = NULL;

    MR_TRY(bind_file(session, r->path, arena, schema, &casts, err));
    for (size_t i = 0; i < r->n_ranges; i++)
        MR_TRY(check_range(schema, &r->ranges[i], err));
    const size_t count = r->n > 0 ? r->n : schema->n;
    mr_status st = MR_OK;
    for (size_t i = 0; st == MR_OK && i < count; i++) {
        mr_buf_puts(&sql, i > 0 ? ", " : "SELECT ");
        st =
            put_column(&sql, schema, casts, r->n > 0 ? r->columns[i] : schema->fields[i].name, err);
    }
    put_source(&sql, r);
    if (st == MR_OK)
        st = mr_session_prepare(session, &sql, MR_EFORMAT, out, err);
    mr_buf_clear(&sql);
    return st;
}

mr_status mr_duck_read_parquet(mr_duck_session *session, const char *path,
                               const char *const *columns, size_t n, const mr_duck_range *ranges,
                               size_t n_ranges, mr_table **out, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    mr_buf quoted = {0};
    const struct reading reading = {&quoted, columns, n, ranges, n_ranges};
    duckdb_prepared_statement statement = NULL;
    mr_schema schema = {0};
    int64_t rows = 0;

    mr_session_begin(session);
    mr_status st = mr_sql_path(&quoted, path, err);
    if (st == MR_OK)
        bind_directly(session, &reading, arena, &schema, &statement);
    if (st == MR_OK && !statement)
        st = bind_carefully(session, &reading, arena, &schema, &statement, err);
    if (st == MR_OK)
        st = mr_metadata_read(session, &quoted, arena, &schema, &rows, err);
    if (st == MR_OK) {
        mr_expect expect = {
            .blame = MR_EFORMAT, .schema = &schema, .at_most = rows, .exact = n_ranges == 0};
        st = mr_session_fetch(session, statement, &expect, out, err);
    }
    duckdb_destroy_prepare(&statement);
    mr_buf_clear(&quoted);
    mr_arena_free(arena);
    return mr_in_file(st, path, err);
}
