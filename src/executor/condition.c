// The `when` of a conditional edge.
#include "condition.h"

#include "mudrock/duck.h"

static mr_status ask(mr_duck_session *session, const char *when, const mr_table *rows, bool *out,
                     mr_error *err)
{
    const char *wells = mr_table_find(rows, "well_id") ? "count(DISTINCT well_id)" : "0";
    mr_buf sql = {0};
    mr_buf_printf(&sql,
                  "SELECT CAST((%s) AS BOOLEAN) AS truth FROM (SELECT count(*) AS row_count, "
                  "%s AS wells FROM \"rows\") AS counts",
                  when, wells);
    const mr_duck_input input = {"rows", rows};
    mr_table *answer = NULL;
    mr_status st = sql.status;
    if (st == MR_OK)
        st = mr_duck_query(session, sql.at, &input, 1, &answer, err);
    mr_buf_clear(&sql);
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

mr_status mr_condition(const char *when, const mr_table *rows, bool *out, mr_error *err)
{
    const mr_duck_options options = {.threads = 1, .sandbox = true};
    mr_duck *duck = NULL;
    mr_duck_session *session = NULL;
    *out = false;
    if (!when)
        return MR_OK;
    mr_status st = mr_duck_open(&options, &duck, err);
    if (st == MR_OK)
        st = mr_duck_session_open(duck, &session, err);
    if (st == MR_OK)
        st = ask(session, when, rows, out, err);
    mr_duck_session_close(session);
    mr_duck_close(duck);
    return st;
}
