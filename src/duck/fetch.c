// The rows of a SELECT into a table of ours, chunk by chunk while it runs.
#include "session.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_AHEAD = 1 << 26 }; // most rows for which room is made before they come

struct gather { // one column on its way
    mr_field field;
    duckdb_type id;                // as DuckDB delivers it
    duckdb_type item_id;           // of a list
    double divisor, item_divisor;  // 10^scale of a DECIMAL
    duckdb_type whole, item_whole; // the integer a DECIMAL is kept in
    idx_t width;                   // of an ARRAY
    mr_builder *builder;           // every type but float64:
    double *values;                // rows so far,
    size_t n, capacity;
    mr_column *column; // in place when their number is known; else values are ours and grow
};

static bool is_valid(const uint64_t *validity, idx_t i)
{
    return !validity || (validity[i >> 6] >> (i & 63) & 1);
}

// The number at i of a vector of any numeric type.
static double number_at(const void *data, duckdb_type id, idx_t i)
{
    if (id == DUCKDB_TYPE_DOUBLE)
        return ((const double *)data)[i];
    if (id == DUCKDB_TYPE_FLOAT)
        return (double)((const float *)data)[i];
    if (id == DUCKDB_TYPE_UBIGINT)
        return (double)((const uint64_t *)data)[i];
    if (id == DUCKDB_TYPE_HUGEINT)
        return duckdb_hugeint_to_double(((const duckdb_hugeint *)data)[i]);
    if (id == DUCKDB_TYPE_UHUGEINT)
        return duckdb_uhugeint_to_double(((const duckdb_uhugeint *)data)[i]);
    if (id == DUCKDB_TYPE_BOOLEAN) // items of a list of truths
        return ((const bool *)data)[i] ? 1 : 0;
    return (double)NAN;
}

static int64_t integer_at(const void *data, duckdb_type id, idx_t i)
{
    if (id == DUCKDB_TYPE_TINYINT)
        return ((const int8_t *)data)[i];
    if (id == DUCKDB_TYPE_SMALLINT)
        return ((const int16_t *)data)[i];
    if (id == DUCKDB_TYPE_INTEGER || id == DUCKDB_TYPE_SQLNULL)
        return ((const int32_t *)data)[i];
    if (id == DUCKDB_TYPE_UTINYINT)
        return ((const uint8_t *)data)[i];
    if (id == DUCKDB_TYPE_USMALLINT)
        return ((const uint16_t *)data)[i];
    if (id == DUCKDB_TYPE_UINTEGER)
        return ((const uint32_t *)data)[i];
    return ((const int64_t *)data)[i];
}

static bool is_integer(duckdb_type id)
{
    return id == DUCKDB_TYPE_TINYINT || id == DUCKDB_TYPE_SMALLINT || id == DUCKDB_TYPE_INTEGER ||
           id == DUCKDB_TYPE_BIGINT || id == DUCKDB_TYPE_UTINYINT || id == DUCKDB_TYPE_USMALLINT ||
           id == DUCKDB_TYPE_UINTEGER || id == DUCKDB_TYPE_SQLNULL;
}

// `whole` and `divisor` as in struct gather; both integers and 10^scale below 2^53 divide to the
// nearest double.
static double real_at(const void *data, duckdb_type id, duckdb_type whole, double divisor, idx_t i)
{
    if (id == DUCKDB_TYPE_DECIMAL)
        id = whole;
    double value = is_integer(id) ? (double)integer_at(data, id, i) : number_at(data, id, i);
    return divisor > 1 ? value / divisor : value;
}

// Microseconds since 1970, rounded down.
static int64_t time_at(const void *data, duckdb_type id, idx_t i)
{
    if (id == DUCKDB_TYPE_DATE)
        return (int64_t)((const int32_t *)data)[i] * 86400000000;
    int64_t value = ((const int64_t *)data)[i];
    if (id == DUCKDB_TYPE_TIMESTAMP_S)
        return value * 1000000;
    if (id == DUCKDB_TYPE_TIMESTAMP_MS)
        return value * 1000;
    if (id == DUCKDB_TYPE_TIMESTAMP_NS)
        return value / 1000 - (value % 1000 < 0);
    return value;
}

static mr_status make_room(struct gather *to, size_t n, mr_error *err)
{
    if (n <= to->capacity - to->n)
        return MR_OK;
    size_t capacity = to->capacity * 2 > to->n + n ? to->capacity * 2 : to->n + n;
    // Out of a column that was to hold them all and does not.
    double *values = realloc(to->column ? NULL : to->values, capacity * sizeof *values);
    if (!values)
        return mr_fail(err, MR_ENOMEM, to->field.name, "no memory for %zu rows", capacity);
    if (to->column) {
        memcpy(values, to->values, to->n * sizeof *values);
        mr_column_unref(to->column);
        to->column = NULL;
    }
    to->values = values;
    to->capacity = capacity;
    return MR_OK;
}

static mr_status put_reals(struct gather *to, duckdb_vector vector, idx_t n, mr_error *err)
{
    const void *data = duckdb_vector_get_data(vector);
    const uint64_t *validity = duckdb_vector_get_validity(vector);

    MR_TRY(make_room(to, n, err));
    double *out = to->values + to->n;
    if (to->id == DUCKDB_TYPE_DOUBLE)
        memcpy(out, data, n * sizeof *out);
    else
        for (idx_t i = 0; i < n; i++)
            out[i] = is_valid(validity, i) ? real_at(data, to->id, to->whole, to->divisor, i) : 0;
    for (idx_t i = 0; validity && i < n; i++)
        if ((i & 63) == 0 && validity[i >> 6] == UINT64_MAX)
            i += 63; // mostly there is no null
        else if (!is_valid(validity, i))
            out[i] = (double)NAN;
    to->n += n;
    return MR_OK;
}

static mr_status put_lists(struct gather *to, duckdb_vector vector, idx_t n, mr_error *err)
{
    const bool fixed = to->id == DUCKDB_TYPE_ARRAY;
    const duckdb_list_entry *entries = fixed ? NULL : duckdb_vector_get_data(vector);
    const uint64_t *validity = duckdb_vector_get_validity(vector);
    duckdb_vector child =
        fixed ? duckdb_array_vector_get_child(vector) : duckdb_list_vector_get_child(vector);
    const void *data = duckdb_vector_get_data(child);
    const uint64_t *items = duckdb_vector_get_validity(child);
    double *list = NULL;
    size_t room = 0;

    for (idx_t i = 0; i < n; i++) {
        if (!is_valid(validity, i)) {
            mr_builder_null(to->builder);
            continue;
        }
        idx_t from = fixed ? i * to->width : entries[i].offset;
        size_t length = (size_t)(fixed ? to->width : entries[i].length);
        if (length > room) {
            double *more = realloc(list, length * sizeof *list);
            if (!more) {
                free(list);
                return mr_fail(err, MR_ENOMEM, to->field.name, "no memory for a list of %zu items",
                               length);
            }
            list = more;
            room = length;
        }
        for (size_t j = 0; j < length; j++)
            list[j] = is_valid(items, from + j)
                          ? real_at(data, to->item_id, to->item_whole, to->item_divisor, from + j)
                          : (double)NAN;
        mr_builder_list(to->builder, list, length);
    }
    free(list);
    return MR_OK;
}

static mr_status put_rows(struct gather *to, duckdb_vector vector, idx_t n, mr_error *err)
{
    if (to->field.type == MR_FLOAT64)
        return put_reals(to, vector, n, err);
    if (to->field.type == MR_LIST_FLOAT64)
        return put_lists(to, vector, n, err);

    void *data = duckdb_vector_get_data(vector);
    const uint64_t *validity = duckdb_vector_get_validity(vector);
    for (idx_t i = 0; i < n; i++) {
        if (!is_valid(validity, i))
            mr_builder_null(to->builder);
        else if (to->field.type == MR_UTF8)
            mr_builder_text(to->builder,
                            (mr_str){duckdb_string_t_data((duckdb_string_t *)data + i),
                                     duckdb_string_t_length(((duckdb_string_t *)data)[i])});
        else if (to->field.type == MR_BOOL)
            mr_builder_truth(to->builder, ((const bool *)data)[i]);
        else if (to->field.type == MR_FLOAT32)
            mr_builder_real(to->builder, (double)((const float *)data)[i]);
        else if (to->field.type == MR_TIMESTAMP)
            mr_builder_int(to->builder, time_at(data, to->id, i));
        else
            mr_builder_int(to->builder, integer_at(data, to->id, i));
    }
    return MR_OK;
}

static void describe_decimal(duckdb_logical_type type, duckdb_type *whole, double *divisor)
{
    *divisor = 1;
    if (duckdb_get_type_id(type) != DUCKDB_TYPE_DECIMAL)
        return;
    *whole = duckdb_decimal_internal_type(type);
    for (int scale = duckdb_decimal_scale(type); scale > 0; scale--)
        *divisor *= 10;
}

// Prepares a column for the type DuckDB delivers.
static void gather_init(struct gather *to, const mr_field *field, duckdb_logical_type type)
{
    to->field = *field;
    to->id = duckdb_get_type_id(type);
    describe_decimal(type, &to->whole, &to->divisor);
    if (to->id == DUCKDB_TYPE_LIST || to->id == DUCKDB_TYPE_ARRAY) {
        duckdb_logical_type item = to->id == DUCKDB_TYPE_LIST ? duckdb_list_type_child_type(type)
                                                              : duckdb_array_type_child_type(type);
        to->item_id = duckdb_get_type_id(item);
        describe_decimal(item, &to->item_whole, &to->item_divisor);
        if (to->id == DUCKDB_TYPE_ARRAY)
            to->width = duckdb_array_type_array_size(type);
        duckdb_destroy_logical_type(&item);
    }
}

// Room for the rows to come, so that they are written once and where they stay, or at least never
// moved while they come: a page that was not written to costs nothing.
static mr_status reserve(struct gather *to, const mr_expect *expect, mr_error *err)
{
    const int64_t most = expect->at_most;

    if (to->field.type != MR_FLOAT64) {
        to->builder = mr_builder_new(&to->field);
        return MR_OK;
    }
    if (most <= 0 || most > ROWS_AHEAD)
        return MR_OK;
    if (expect->exact)
        MR_TRY(mr_column_new_f64(&to->field, most, &to->column, &to->values, err));
    else
        to->values = malloc((size_t)most * sizeof *to->values);
    to->capacity = to->values ? (size_t)most : 0;
    return MR_OK;
}

static mr_status gather_finish(struct gather *from, const mr_column **out, mr_error *err)
{
    if (from->builder)
        return mr_builder_finish(from->builder, out, err);
    if (from->column && from->n == from->capacity) {
        mr_column_seal(from->column);
        *out = from->column;
        from->column = NULL;
        from->values = NULL;
        return MR_OK;
    }
    mr_column *column = NULL;
    double *values = NULL;
    MR_TRY(mr_column_new_f64(&from->field, (int64_t)from->n, &column, &values, err));
    if (from->n > 0)
        memcpy(values, from->values, from->n * sizeof *values);
    mr_column_seal(column);
    *out = column;
    return MR_OK;
}

static void gather_clear(struct gather *g)
{
    if (!g->column)
        free(g->values);
    mr_column_unref(g->column);
    mr_builder_free(g->builder);
}

mr_status mr_statement_schema(duckdb_prepared_statement statement, mr_arena *arena, mr_schema *out,
                              mr_error *err)
{
    idx_t n = duckdb_prepared_statement_column_count(statement);

    *out = (mr_schema){.n = (size_t)n, .fields = MR_ARENA_ARRAY(arena, mr_field, (size_t)n + 1)};
    for (idx_t i = 0; i < n; i++) {
        mr_field *field = &out->fields[i];
        const char *name = duckdb_prepared_statement_column_name(statement, i);
        *field = (mr_field){
            .name = mr_arena_strdup(arena, name ? name : ""), .nullable = true, .origin = -1};
        duckdb_free((void *)(uintptr_t)name);

        duckdb_logical_type type = duckdb_prepared_statement_column_logical_type(statement, i);
        bool known = mr_type_from_duck(type, &field->type);
        duckdb_destroy_logical_type(&type);
        if (!known)
            return mr_fail(
                err, MR_EPARAM, field->name,
                "column \"%s\" has a type that tables do not have; cast it to VARCHAR or DOUBLE",
                field->name);
        for (idx_t j = 0; j < i; j++)
            if (strcmp(out->fields[j].name, field->name) == 0)
                return mr_fail(err, MR_EPARAM, field->name, "two columns are named \"%s\"",
                               field->name);
    }
    return MR_OK;
}

mr_status mr_vector_read(duckdb_vector vector, const mr_field *field, idx_t n,
                         const mr_column **out, mr_error *err)
{
    const mr_expect whole = {.at_most = (int64_t)n, .exact = true};
    duckdb_logical_type type = duckdb_vector_get_column_type(vector);
    struct gather to = {0};

    gather_init(&to, field, type);
    duckdb_destroy_logical_type(&type);
    mr_status st = reserve(&to, &whole, err);
    if (st == MR_OK)
        st = put_rows(&to, vector, n, err);
    if (st == MR_OK)
        st = gather_finish(&to, out, err);
    gather_clear(&to);
    return st;
}

static mr_status fetch_chunks(mr_duck_session *session, duckdb_result *result,
                              struct gather *columns, size_t n, mr_status blame, int64_t *rows,
                              mr_error *err)
{
    mr_status st = MR_OK;

    for (*rows = 0; st == MR_OK;) {
        duckdb_data_chunk chunk = duckdb_fetch_chunk(*result);
        if (!chunk) {
            // The end and a failure look the same but for the message.
            const char *message = duckdb_result_error(result);
            if ((message && *message) || atomic_load(&session->interrupted))
                st =
                    mr_session_fail(session, duckdb_result_error_type(result), message, blame, err);
            break;
        }
        idx_t size = duckdb_data_chunk_get_size(chunk);
        for (size_t i = 0; st == MR_OK && i < n && size > 0; i++)
            st = put_rows(&columns[i], duckdb_data_chunk_get_vector(chunk, i), size, err);
        *rows += (int64_t)size;
        duckdb_destroy_data_chunk(&chunk);
        if (st == MR_OK && atomic_load(&session->interrupted))
            st = mr_fail(err, MR_ECANCEL, NULL, "interrupted");
    }
    return st;
}

static mr_status execute(mr_duck_session *session, duckdb_prepared_statement statement,
                         duckdb_result *result, mr_status blame, mr_error *err)
{
    duckdb_pending_result pending = NULL;
    mr_status st = MR_OK;

    if (duckdb_pending_prepared_streaming(statement, &pending) != DuckDBSuccess)
        st = mr_session_fail(session, DUCKDB_ERROR_INVALID, duckdb_pending_error(pending), MR_EFAIL,
                             err);
    else if (duckdb_execute_pending(pending, result) != DuckDBSuccess)
        st = mr_session_fail(session, duckdb_result_error_type(result), duckdb_result_error(result),
                             blame, err);
    duckdb_destroy_pending(&pending);
    return st;
}

static mr_status build(struct gather *columns, size_t n, int64_t rows, mr_table **out,
                       mr_error *err)
{
    mr_table *table = mr_table_new(rows);

    for (size_t i = 0; i < n; i++) {
        const mr_column *column = NULL;
        mr_status st = gather_finish(&columns[i], &column, err);
        if (st != MR_OK) {
            mr_table_unref(table);
            return st;
        }
        mr_table_put(table, column);
    }
    *out = table;
    return MR_OK;
}

// Names and types are the statement's; the rest by name from `known`.
static void complete(mr_schema *schema, const mr_schema *known)
{
    for (size_t i = 0; known && i < schema->n; i++) {
        const mr_field *field = mr_schema_find(known, schema->fields[i].name);
        if (!field)
            continue;
        schema->fields[i].unit = field->unit;
        schema->fields[i].quantity = field->quantity;
        schema->fields[i].description = field->description;
        schema->fields[i].nullable = field->nullable;
    }
}

mr_status mr_session_fetch(mr_duck_session *session, duckdb_prepared_statement statement,
                           const mr_expect *expect, mr_table **out, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    mr_schema own = {0};
    struct gather *columns = NULL;
    duckdb_result result;
    bool running = false;
    int64_t rows = 0;

    mr_status st = mr_statement_schema(statement, arena, &own, err);
    if (st == MR_OK && atomic_load(&session->interrupted))
        st = mr_fail(err, MR_ECANCEL, NULL, "interrupted");
    if (st == MR_OK) {
        complete(&own, expect->schema);
        columns = MR_ARENA_ARRAY(arena, struct gather, own.n + 1);
        running = true;
        memset(&result, 0, sizeof result);
        st = execute(session, statement, &result, expect->blame, err);
    }
    for (size_t i = 0; st == MR_OK && i < own.n; i++) {
        duckdb_logical_type type = duckdb_column_logical_type(&result, i);
        gather_init(&columns[i], &own.fields[i], type);
        duckdb_destroy_logical_type(&type);
        st = reserve(&columns[i], expect, err);
    }
    if (st == MR_OK)
        st = fetch_chunks(session, &result, columns, own.n, expect->blame, &rows, err);
    if (st == MR_OK)
        st = build(columns, own.n, rows, out, err);

    for (size_t i = 0; columns && i < own.n; i++)
        gather_clear(&columns[i]);
    if (running)
        duckdb_destroy_result(&result);
    mr_arena_free(arena);
    return st;
}

mr_status mr_session_select(mr_duck_session *session, const mr_buf *sql, const mr_expect *expect,
                            mr_table **out, mr_error *err)
{
    duckdb_prepared_statement statement = NULL;

    MR_TRY(mr_session_prepare(session, sql, expect->blame, &statement, err));
    mr_status st = mr_session_fetch(session, statement, expect, out, err);
    duckdb_destroy_prepare(&statement);
    return st;
}
