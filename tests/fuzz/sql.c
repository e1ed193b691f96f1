// Bytes as a query of a user: it is refused with a reason, or what it was typed as comes out.
#include <stdlib.h>
#include <string.h>

#include "mudrock/sql.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static mr_table *make_table(void)
{
    static const mr_field fields[] = {{.name = "well_id", .type = MR_UTF8, .nullable = true},
                                      {.name = "gr", .type = MR_FLOAT64, .nullable = true}};
    mr_table *table = mr_table_new(3);

    for (int c = 0; c < 2; c++) {
        mr_builder *b = mr_builder_new(&fields[c]);
        const mr_column *column = NULL;
        mr_builder_null(b);
        for (int row = 0; row < 2; row++)
            if (c)
                mr_builder_real(b, row * 50);
            else
                mr_builder_text(b, MR_STR("A"));
        if (mr_builder_finish(b, &column, NULL) != MR_OK)
            abort();
        mr_builder_free(b);
        mr_table_put(table, column);
    }
    return table;
}

// Patience is bounded: the fuzzer makes queries without end soon enough.
static bool is_enough(void *asked)
{
    return ++*(int *)asked > 10;
}

static void run(mr_sql *sql, const char *text, const mr_table *table, const mr_schema *typed)
{
    const mr_duck_input input = {"t", table};
    int asked = 0;
    const mr_sql_job job = {text, &input, 1, true, is_enough, &asked};
    mr_table *out = NULL;

    if (mr_sql_query(sql, &job, &out, NULL) != MR_OK)
        return; // divided by a text, or too long
    if (out->n != typed->n)
        abort();
    for (size_t i = 0; i < out->n; i++)
        if (out->columns[i]->field.type != typed->fields[i].type)
            abort();
    mr_table_unref(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static mr_sql *sql; // kept: an engine takes longer to open than a query to fail
    mr_arena *arena = mr_arena_new();
    const char *text = mr_arena_strndup(arena, (const char *)data, size);
    mr_table *table = make_table();
    mr_schema schema, typed = {0};
    mr_error err = {.status = MR_OK};

    if (!sql)
        sql = mr_sql_new(256 << 20);
    mr_table_schema(table, arena, &schema);
    const mr_duck_input_schema input = {"t", &schema};
    if (mr_sql_describe(sql, text, &input, 1, NULL, arena, &typed, &err) == MR_OK)
        run(sql, text, table, &typed);
    else if (err.message[0] == 0)
        abort();
    mr_table_unref(table);
    mr_arena_free(arena);
    return 0;
}
