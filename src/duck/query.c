// One SELECT of the user over tables or schemas that bear names.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scan.h"

enum { MOST_TRIES = 100 };

// A temporary view is seen by its own connection only, so equal names in two sessions are two
// things.
static mr_status make_view(mr_duck_session *session, const char *name, const mr_buf *select,
                           mr_error *err)
{
    mr_buf sql = {0};

    mr_buf_puts(&sql, "CREATE OR REPLACE TEMPORARY VIEW ");
    mr_sql_name(&sql, name);
    mr_buf_puts(&sql, " AS ");
    mr_buf_put(&sql, select->at, select->n);
    mr_status st = select->status == MR_OK
                       ? mr_session_run(session, &sql, MR_EPARAM, err)
                       : mr_fail(err, select->status, NULL, "no memory for a statement");
    mr_buf_clear(&sql);
    return st;
}

static mr_status drop_view(mr_duck_session *session, const char *name, mr_error *err)
{
    mr_buf sql = {0};

    mr_buf_puts(&sql, "DROP VIEW temp.");
    mr_sql_name(&sql, name);
    mr_status st = mr_session_run(session, &sql, MR_EFAIL, err);
    mr_buf_clear(&sql);
    return st;
}

// Drops the first n views. A failure counts only when nothing failed before it.
static mr_status drop_views(mr_duck_session *session, const char *const *names, size_t n,
                            mr_status st, mr_error *err)
{
    for (size_t i = 0; i < n; i++) {
        mr_error why;
        mr_status dropped = MR_ECANCEL;
        // An interrupt was for the query; the views go all the same, however often it comes.
        for (int tries = 0; dropped == MR_ECANCEL && tries < MOST_TRIES; tries++) {
            mr_session_begin(session);
            dropped = drop_view(session, names[i], &why);
        }
        if (dropped != MR_OK && st == MR_OK)
            st = mr_fail(err, dropped, names[i], "%s", why.message);
    }
    return st;
}

static mr_status prepare_select(mr_duck_session *session, const char *text,
                                duckdb_prepared_statement *out, mr_error *err)
{
    mr_buf sql = {0};

    mr_buf_puts(&sql, text);
    mr_status st = mr_session_prepare(session, &sql, MR_EPARAM, out, err);
    mr_buf_clear(&sql);
    MR_TRY(st);
    if (duckdb_prepared_statement_type(*out) == DUCKDB_STATEMENT_TYPE_SELECT &&
        duckdb_nparams(*out) == 0)
        return MR_OK;
    st = duckdb_nparams(*out) > 0 ? mr_fail(err, MR_EPARAM, NULL, "the SQL has %d open parameters",
                                            (int)duckdb_nparams(*out))
                                  : mr_fail(err, MR_EPARAM, NULL, "only a SELECT is allowed here");
    duckdb_destroy_prepare(out);
    return st;
}

mr_status mr_duck_query(mr_duck_session *session, const char *sql, const mr_duck_input *inputs,
                        size_t n, mr_table **out, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    mr_scan *scans = MR_ARENA_ARRAY(arena, mr_scan, n + 1);
    const char **names = MR_ARENA_ARRAY(arena, const char *, n + 1);
    duckdb_prepared_statement statement = NULL;
    mr_table *table = NULL;
    size_t made = 0;
    mr_status st = MR_OK;

    mr_session_begin(session);
    for (size_t i = 0; i < n; i++) {
        mr_schema *schema = MR_ARENA_NEW(arena, mr_schema);
        mr_table_schema(inputs[i].table, arena, schema);
        scans[i] = (mr_scan){.schema = schema, .table = inputs[i].table};
        mr_scan_add(session->duck, &scans[i]);
        names[i] = inputs[i].name;
    }
    for (size_t i = 0; st == MR_OK && i < n; i++)
        st = mr_scan_check_names(scans[i].schema, err);
    for (; st == MR_OK && made < n; made += st == MR_OK) {
        mr_buf select = {0};
        mr_buf_printf(&select, "SELECT * FROM mr_scan('%s')", scans[made].token);
        st = make_view(session, names[made], &select, err);
        mr_buf_clear(&select);
    }
    if (st == MR_OK)
        st = prepare_select(session, sql, &statement, err);
    if (st == MR_OK)
        st = mr_session_fetch(session, statement, &(mr_expect){.blame = MR_EFAIL}, &table, err);
    duckdb_destroy_prepare(&statement);
    st = drop_views(session, names, made, st, err);
    for (size_t i = 0; i < n; i++)
        mr_scan_remove(session->duck, &scans[i]);
    mr_arena_free(arena);
    if (st == MR_OK)
        *out = table;
    else
        mr_table_unref(table);
    return st;
}

static void select_nothing(const mr_schema *schema, mr_buf *select)
{
    mr_buf_puts(select, "SELECT ");
    for (size_t i = 0; i < schema->n; i++) {
        mr_buf_printf(select, "%sCAST(NULL AS %s) AS ", i > 0 ? ", " : "",
                      mr_type_sql(schema->fields[i].type));
        mr_sql_name(select, schema->fields[i].name);
    }
    mr_buf_puts(select, schema->n > 0 ? " WHERE false" : "1 WHERE false");
}

mr_status mr_duck_describe(mr_duck_session *session, const char *sql,
                           const mr_duck_input_schema *inputs, size_t n, mr_arena *arena,
                           mr_schema *out, mr_error *err)
{
    mr_arena *own = mr_arena_new();
    const char **names = MR_ARENA_ARRAY(own, const char *, n + 1);
    duckdb_prepared_statement statement = NULL;
    size_t made = 0;
    mr_status st = MR_OK;

    mr_session_begin(session);
    for (; st == MR_OK && made < n; made += st == MR_OK) {
        mr_buf select = {0};
        names[made] = inputs[made].name;
        select_nothing(inputs[made].schema, &select);
        st = make_view(session, names[made], &select, err);
        mr_buf_clear(&select);
    }
    if (st == MR_OK)
        st = prepare_select(session, sql, &statement, err);
    if (st == MR_OK)
        st = mr_statement_schema(statement, arena, out, err);
    duckdb_destroy_prepare(&statement);
    st = drop_views(session, names, made, st, err);
    mr_arena_free(own);
    return st;
}
