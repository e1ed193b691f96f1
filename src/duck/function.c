// Scalar functions of ours in SQL: vectors into columns, a call, the column into the result.
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct mr_callee { // a function as registered
    mr_arena *arena;
    mr_duck_function function;
    struct mr_callee *next;
};

static mr_status read_arguments(const struct mr_callee *callee, duckdb_data_chunk chunk,
                                mr_table **out, mr_error *err)
{
    const idx_t n = duckdb_data_chunk_get_size(chunk);
    const idx_t width = duckdb_data_chunk_get_column_count(chunk);
    mr_table *table = mr_table_new((int64_t)n);
    mr_status st = MR_OK;

    for (idx_t i = 0; st == MR_OK && i < width; i++) {
        char name[24];
        const mr_column *column = NULL;
        snprintf(name, sizeof name, "%u", (unsigned)i);
        const mr_field field = {.name = name,
                                .type = callee->function.arguments[i].type,
                                .nullable = true,
                                .origin = -1};
        st = mr_vector_read(duckdb_data_chunk_get_vector(chunk, i), &field, n, &column, err);
        if (st == MR_OK)
            mr_table_put(table, column);
    }
    if (st == MR_OK)
        *out = table;
    else
        mr_table_unref(table);
    return st;
}

static void call(duckdb_function_info info, duckdb_data_chunk chunk, duckdb_vector out)
{
    const struct mr_callee *callee = duckdb_scalar_function_get_extra_info(info);
    mr_table *arguments = NULL;
    const mr_column *column = NULL;
    mr_error err = {0};

    mr_status st = read_arguments(callee, chunk, &arguments, &err);
    if (st == MR_OK)
        st = callee->function.call(callee->function.context, arguments, &column, &err);
    if (st == MR_OK && !mr_vector_write(out, 0, column, 0, column->length))
        st =
            mr_fail(&err, MR_ENOMEM, NULL, "no memory for the result of %s", callee->function.name);
    if (st != MR_OK)
        duckdb_scalar_function_set_error(info, err.message);
    mr_column_unref(column);
    mr_table_unref(arguments);
}

static duckdb_logical_type type_of(const mr_duck_argument *argument)
{
    if (!argument->truths)
        return mr_type_to_duck(argument->type);
    duckdb_logical_type item = duckdb_create_logical_type(DUCKDB_TYPE_BOOLEAN);
    duckdb_logical_type list = duckdb_create_list_type(item);
    duckdb_destroy_logical_type(&item);
    return list;
}

// The function with its first n arguments.
static bool add_overload(duckdb_scalar_function_set set, struct mr_callee *callee, size_t n)
{
    duckdb_scalar_function overload = duckdb_create_scalar_function();
    duckdb_logical_type result = mr_type_to_duck(callee->function.result);

    duckdb_scalar_function_set_name(overload, callee->function.name);
    for (size_t i = 0; i < n; i++) {
        duckdb_logical_type type = type_of(&callee->function.arguments[i]);
        duckdb_scalar_function_add_parameter(overload, type);
        duckdb_destroy_logical_type(&type);
    }
    duckdb_scalar_function_set_return_type(overload, result);
    // A null argument is no null result for every operator: it is told, not answered by the engine.
    duckdb_scalar_function_set_special_handling(overload);
    duckdb_scalar_function_set_extra_info(overload, callee, NULL);
    duckdb_scalar_function_set_function(overload, call);
    duckdb_state state = duckdb_add_scalar_function_to_set(set, overload);
    duckdb_destroy_logical_type(&result);
    duckdb_destroy_scalar_function(&overload);
    return state == DuckDBSuccess;
}

static mr_status add_to_database(mr_duck *duck, struct mr_callee *callee, mr_error *err)
{
    const mr_duck_function *f = &callee->function;
    duckdb_connection connection = NULL;
    mr_status st = MR_OK;

    if (duckdb_connect(duck->database, &connection) != DuckDBSuccess)
        return mr_fail(err, MR_EFAIL, NULL, "cannot connect to the data engine");
    duckdb_scalar_function_set set = duckdb_create_scalar_function_set(f->name);
    for (size_t n = f->required; st == MR_OK && n <= f->n; n++)
        if (!add_overload(set, callee, n))
            st = mr_fail(err, MR_EFAIL, f->name, "the data engine refused a form of %s", f->name);
    if (st == MR_OK && duckdb_register_scalar_function_set(connection, set) != DuckDBSuccess)
        st = mr_fail(err, MR_EFAIL, f->name, "the data engine refused the function %s", f->name);
    duckdb_destroy_scalar_function_set(&set);
    duckdb_disconnect(&connection);
    return st;
}

static struct mr_callee *callee_new(const mr_duck_function *function)
{
    mr_arena *arena = mr_arena_new();
    struct mr_callee *callee = MR_ARENA_NEW(arena, struct mr_callee);

    callee->arena = arena;
    callee->function = *function;
    callee->function.name = mr_arena_strdup(arena, function->name);
    if (function->n > 0)
        callee->function.arguments =
            mr_arena_memdup(arena, function->arguments, function->n * sizeof *function->arguments);
    return callee;
}

// The engine itself would take the second one for further forms of the first. Under the lock.
static bool is_taken(const mr_duck *duck, const char *name)
{
    const struct mr_callee *callee = duck->callees;

    while (callee && strcmp(callee->function.name, name) != 0)
        callee = callee->next;
    return callee != NULL;
}

mr_status mr_duck_register(mr_duck *duck, const mr_duck_function *function, mr_error *err)
{
    struct mr_callee *callee = callee_new(function);
    mr_status st;

    pthread_mutex_lock(&duck->register_lock);
    if (is_taken(duck, function->name))
        st = mr_fail(err, MR_ECONFLICT, function->name, "SQL has a function %s of ours already",
                     function->name);
    else
        st = add_to_database(duck, callee, err);
    if (st == MR_OK) {
        callee->next = duck->callees;
        duck->callees = callee;
    }
    pthread_mutex_unlock(&duck->register_lock);
    if (st != MR_OK)
        mr_arena_free(callee->arena);
    return st;
}

void mr_callees_free(struct mr_callee *callees)
{
    while (callees) {
        struct mr_callee *next = callees->next;
        mr_arena_free(callees->arena);
        callees = next;
    }
}
