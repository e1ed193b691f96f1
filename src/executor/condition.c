// The `when` of a conditional edge.
#include "condition.h"

#include "mudrock/sql.h"

static mr_status ask(mr_sql *sql, const char *when, const mr_table *rows, bool *out, mr_error *err)
{
    const char *wells = mr_table_find(rows, "well_id") ? "count(DISTINCT well_id)" : "0";
    mr_buf query = {0};
    mr_buf_printf(&query,
                  "SELECT CAST((%s) AS BOOLEAN) AS truth FROM (SELECT count(*) AS row_count, "
                  "%s AS wells FROM \"rows\") AS counts",
                  when, wells);
    const mr_duck_input input = {"rows", rows};
    mr_table *answer = NULL;
    mr_status st = query.status;
    if (st == MR_OK)
        st = mr_sql_query(sql, &(mr_sql_job){.query = query.at, .inputs = &input, .n = 1}, &answer,
                          err);
    mr_buf_clear(&query);
    if (st != MR_OK)
        return st;
    const mr_column *truth = mr_table_find(answer, "truth");
    if (answer->rows == 1 && truth)
        *out = mr_column_truth(truth, 0);
    else
        st = mr_fail(err, MR_EPARAM, "when", "the condition %s is not one truth value", when);
    mr_table_unref(answer);
    return st;
}

mr_status mr_condition(mr_sql *sql, const char *when, const mr_table *rows, bool *out,
                       mr_error *err)
{
    *out = false;
    if (!when)
        return MR_OK;
    mr_sql *own = sql ? NULL : mr_sql_new(0);
    mr_status st = ask(sql ? sql : own, when, rows, out, err);
    mr_sql_free(own);
    return st;
}
