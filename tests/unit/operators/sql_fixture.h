// What the tests of SQL share: an engine, two tables with units, queries that must or must not be
// taken.
#pragma once

#include "operators/cases.h"

typedef struct fixture {
    mr_sql *sql;
    mr_units *units;
    mr_arena *arena;
    mr_table *logs, *tops;
} fixture;

static inline mr_table *table_of_text(const char *text)
{
    json_t *json = json_loads(text, 0, NULL);
    mr_table *table = table_of_json(json);

    json_decref(json);
    return table;
}

static inline void put_unit(mr_table *table, const char *name, const char *unit,
                            const char *quantity)
{
    const mr_column *column = mr_table_find(table, name);
    mr_field field = column->field;

    field.unit = unit;
    field.quantity = quantity;
    mr_table_put(table, mr_column_with_field(column, &field));
}

static inline int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);

    *state = f;
    f->sql = mr_sql_new(256 << 20);
    f->arena = mr_arena_new();
    f->logs = table_of_text(
        "{\"columns\": [{\"name\": \"well_id\", \"type\": \"utf8\"}, {\"name\": \"depth\", "
        "\"type\": "
        "\"float64\"}, {\"name\": \"gr\", \"type\": \"float64\"}, {\"name\": \"rhob\", \"type\": "
        "\"float64\"}, {\"name\": \"user\", \"type\": \"utf8\"}, {\"name\": \"items\", \"type\": "
        "\"list<float64>\"}], \"rows\": [[\"B\", 11, 70, 2300, \"x\", [1, 2, 3]], [\"A\", 20, 120, "
        "2400, \"y\", [4]], [\"B\", 10, 20, 2500, \"z\", []], [\"A\", 10, null, 2650, \"x\", "
        "null], "
        "[null, 1, 45, null, null, [null]]]}");
    put_unit(f->logs, "depth", "m", "depth");
    put_unit(f->logs, "gr", "gAPI", "gamma_ray");
    put_unit(f->logs, "rhob", "kg/m3", "bulk_density");
    f->tops = table_of_text(
        "{\"columns\": [{\"name\": \"well_id\", \"type\": \"utf8\"}, {\"name\": \"zone\", "
        "\"type\": "
        "\"utf8\"}, {\"name\": \"top\", \"type\": \"float64\"}, {\"name\": \"bht\", \"type\": "
        "\"float64\"}], \"rows\": [[\"A\", \"upper\", 5, 60], [\"B\", \"lower\", 10.5, 70]]}");
    put_unit(f->tops, "top", "ft", "depth");
    put_unit(f->tops, "bht", "degC", "temperature");
    return mr_units_open(&f->units, NULL) == MR_OK ? 0 : -1;
}

static inline int tear_down(void **state)
{
    fixture *f = *state;

    mr_sql_free(f->sql);
    mr_units_close(f->units);
    mr_arena_free(f->arena);
    mr_table_unref(f->logs);
    mr_table_unref(f->tops);
    free(f);
    return 0;
}

static inline mr_status query(fixture *f, const char *text, mr_table **out, mr_error *err)
{
    const mr_duck_input inputs[] = {{"logs", f->logs}, {"tops", f->tops}};
    const mr_sql_job job = {.query = text, .inputs = inputs, .n = 2, .sort = true};

    *out = NULL;
    *err = (mr_error){.status = MR_OK};
    return mr_sql_query(f->sql, &job, out, err);
}

static inline mr_table *good(fixture *f, const char *text)
{
    mr_table *out;
    mr_error err;

    if (query(f, text, &out, &err) != MR_OK)
        fail_msg("%s: %s", text, err.message);
    return out;
}

static inline mr_status describe(fixture *f, const char *text, mr_schema *out, mr_error *err)
{
    mr_schema logs, tops;

    mr_table_schema(f->logs, f->arena, &logs);
    mr_table_schema(f->tops, f->arena, &tops);
    const mr_duck_input_schema inputs[] = {{"logs", &logs}, {"tops", &tops}};
    *err = (mr_error){.status = MR_OK};
    return mr_sql_describe(f->sql, text, inputs, 2, f->units, f->arena, out, err);
}

static inline const mr_schema *described(fixture *f, const char *text)
{
    mr_schema *out = mr_arena_alloc(f->arena, sizeof *out);
    mr_error err;

    if (describe(f, text, out, &err) != MR_OK)
        fail_msg("%s: %s", text, err.message);
    return out;
}

// Neither typed nor run, and the message says why.
static inline void refused(fixture *f, const char *text, const char *words)
{
    mr_schema schema;
    mr_table *out;
    mr_error err;

    if (describe(f, text, &schema, &err) != MR_EPARAM)
        fail_msg("typed: %s", text);
    if (words && !strstr(err.message, words))
        fail_msg("%s: %s", text, err.message);
    if (query(f, text, &out, &err) == MR_OK)
        fail_msg("ran: %s", text);
    assert_null(out);
}
