// mr_scan('token'): tables of ours as a table function of DuckDB.
#include "scan.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/hash.h"
#include "mudrock/map.h"

struct cursor { // one reading of a scan
    mr_scan *scan;
    bool ended;
    const mr_table *table; // at hand; a reference of our own when streaming
    int64_t row;           // first row of it not yet given out
    size_t n;              // columns wanted
    const mr_column *
        *columns;  // of table, in the order wanted; NULL = only the number of rows matters
    idx_t *wanted; // index into the schema
};

static char *folded(const char *name)
{
    char *copy = strdup(name);
    for (char *c = copy; c && *c; c++)
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
    return copy;
}

mr_status mr_scan_check_names(const mr_schema *schema, mr_error *err)
{
    mr_map *seen = mr_map_new();
    mr_status st = MR_OK;

    for (size_t i = 0; st == MR_OK && i < schema->n; i++) {
        char *key = folded(schema->fields[i].name);
        const mr_field *other = key ? mr_map_put(seen, key, &schema->fields[i]) : NULL;
        if (!key)
            st = mr_fail(err, MR_ENOMEM, NULL, "out of memory");
        else if (other)
            st =
                mr_fail(err, MR_EPARAM, schema->fields[i].name,
                        "the columns \"%s\" and \"%s\" differ in case only, and are one to SQL and "
                        "to files: one needs another name",
                        other->name, schema->fields[i].name);
        free(key);
    }
    mr_map_free(seen);
    return st;
}

void mr_scan_add(mr_duck *duck, mr_scan *scan)
{
    unsigned char random[16];

    mr_random(random, sizeof random);
    for (size_t i = 0; i < sizeof random; i++)
        snprintf(scan->token + 2 * i, 3, "%02x", random[i]);
    pthread_mutex_lock(&duck->lock);
    scan->link = duck->scans;
    duck->scans = scan;
    pthread_mutex_unlock(&duck->lock);
}

void mr_scan_remove(mr_duck *duck, mr_scan *scan)
{
    pthread_mutex_lock(&duck->lock);
    for (mr_scan **at = &duck->scans; *at; at = &(*at)->link)
        if (*at == scan) {
            *at = scan->link;
            break;
        }
    pthread_mutex_unlock(&duck->lock);
}

static mr_scan *find(mr_duck *duck, const char *token)
{
    pthread_mutex_lock(&duck->lock);
    mr_scan *scan = duck->scans;
    while (scan && strcmp(scan->token, token) != 0)
        scan = scan->link;
    pthread_mutex_unlock(&duck->lock);
    return scan;
}

static void bind(duckdb_bind_info info)
{
    mr_duck *duck = duckdb_bind_get_extra_info(info);
    duckdb_value value = duckdb_bind_get_parameter(info, 0);
    char *token = duckdb_get_varchar(value);
    mr_scan *scan = token ? find(duck, token) : NULL;

    duckdb_free(token);
    duckdb_destroy_value(&value);
    if (!scan) {
        duckdb_bind_set_error(info, "mr_scan: there is no such table");
        return;
    }
    for (size_t i = 0; i < scan->schema->n; i++) {
        duckdb_logical_type type = mr_type_to_duck(scan->schema->fields[i].type);
        duckdb_bind_add_result_column(info, scan->schema->fields[i].name, type);
        duckdb_destroy_logical_type(&type);
    }
    if (scan->table)
        duckdb_bind_set_cardinality(info, (idx_t)scan->table->rows, true);
    duckdb_bind_set_bind_data(info, scan, NULL);
}

static void cursor_free(void *data)
{
    struct cursor *cursor = data;

    if (!cursor->scan->table && cursor->table)
        mr_table_unref((mr_table *)(uintptr_t)cursor->table);
    free(cursor->columns);
    free(cursor->wanted);
    free(cursor);
}

static void init(duckdb_init_info info)
{
    mr_scan *scan = duckdb_init_get_bind_data(info);
    size_t n = (size_t)duckdb_init_get_column_count(info);
    struct cursor *cursor = calloc(1, sizeof *cursor);

    if (!scan->table && scan->begun) {
        duckdb_init_set_error(info, "mr_scan: a stream is read once");
        free(cursor);
        return;
    }
    if (cursor) {
        cursor->columns = calloc(n + 1, sizeof(mr_column *));
        cursor->wanted = calloc(n + 1, sizeof *cursor->wanted);
        cursor->scan = scan;
    }
    if (!cursor || !cursor->columns || !cursor->wanted) {
        duckdb_init_set_error(info, "mr_scan: out of memory");
        if (cursor)
            cursor_free(cursor);
        return;
    }
    scan->begun = true;
    cursor->n = n;
    for (size_t i = 0; i < n; i++)
        cursor->wanted[i] = duckdb_init_get_column_index(info, i);
    duckdb_init_set_init_data(info, cursor, cursor_free);
    duckdb_init_set_max_threads(info, 1);
}

// Looks up the wanted columns in the table at hand.
static mr_status open_table(struct cursor *cursor, mr_error *err)
{
    const mr_schema *schema = cursor->scan->schema;

    cursor->row = 0;
    for (size_t i = 0; i < cursor->n; i++) {
        idx_t j = cursor->wanted[i];
        cursor->columns[i] = NULL;
        if (j >= schema->n)
            continue; // a row number that COUNT(*) asks for and does not read
        const mr_column *column = mr_table_find(cursor->table, schema->fields[j].name);
        if (!column || column->field.type != schema->fields[j].type)
            return mr_fail(err, MR_EFAIL, schema->fields[j].name,
                           "a batch has no column \"%s\" of type %s", schema->fields[j].name,
                           mr_type_name(schema->fields[j].type));
        cursor->columns[i] = column;
    }
    return MR_OK;
}

// Moves on to the next table, or to the end.
static mr_status advance(struct cursor *cursor, mr_error *err)
{
    mr_scan *scan = cursor->scan;

    if (scan->table) {
        cursor->ended = cursor->table != NULL;
        cursor->table = scan->table;
        return cursor->ended ? MR_OK : open_table(cursor, err);
    }
    mr_table_unref((mr_table *)(uintptr_t)cursor->table);
    cursor->table = NULL;
    mr_table *next = NULL;
    MR_TRY(scan->next(scan->context, &next, err));
    cursor->table = next;
    cursor->ended = !next;
    return next ? open_table(cursor, err) : MR_OK;
}

static void put_nulls(duckdb_vector vector, idx_t at, const uint64_t *validity, int64_t first,
                      int64_t n)
{
    if (!validity)
        return;
    duckdb_vector_ensure_validity_writable(vector);
    uint64_t *words = duckdb_vector_get_validity(vector);
    for (int64_t i = 0; i < n; i++) {
        int64_t row = first + i;
        idx_t to = at + (idx_t)i;
        if (!(validity[row >> 6] >> (row & 63) & 1))
            words[to >> 6] &= ~((uint64_t)1 << (to & 63));
    }
}

static void put_texts(duckdb_vector vector, idx_t at, const mr_column *column, int64_t first,
                      int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        mr_str text = mr_column_text(column, first + i);
        if (mr_valid(column, first + i))
            duckdb_vector_assign_string_element_len(vector, at + (idx_t)i, text.n ? text.at : "",
                                                    text.n);
    }
}

static bool put_lists(duckdb_vector vector, idx_t at, const mr_column *column, int64_t first,
                      int64_t n)
{
    duckdb_list_entry *entries = duckdb_vector_get_data(vector);
    idx_t had = duckdb_list_vector_get_size(vector);
    int64_t from = column->offsets[first];
    int64_t items = column->offsets[first + n] - from;

    if (duckdb_list_vector_reserve(vector, had + (idx_t)items) != DuckDBSuccess ||
        duckdb_list_vector_set_size(vector, had + (idx_t)items) != DuckDBSuccess)
        return false;
    for (int64_t i = 0; i < n; i++)
        entries[at + (idx_t)i] = (duckdb_list_entry){
            .offset = had + (uint64_t)(column->offsets[first + i] - from),
            .length = (uint64_t)(column->offsets[first + i + 1] - column->offsets[first + i]),
        };
    duckdb_vector child = duckdb_list_vector_get_child(vector);
    if (items > 0) {
        const double *values = column->items->values;
        memcpy((double *)duckdb_vector_get_data(child) + had, values + from,
               (size_t)items * sizeof(double));
        put_nulls(child, had, column->items->validity, from, items);
    }
    return true;
}

bool mr_vector_write(duckdb_vector vector, idx_t at, const mr_column *column, int64_t first,
                     int64_t n)
{
    static const size_t widths[] = {
        [MR_FLOAT64] = 8, [MR_FLOAT32] = 4,   [MR_INT64] = 8,
        [MR_INT32] = 4,   [MR_TIMESTAMP] = 8, [MR_LIST_FLOAT64] = 0,
    };
    char *data = duckdb_vector_get_data(vector);
    const char *values = column->values;
    size_t width = widths[column->field.type];

    if (width > 0)
        memcpy(data + at * width, values + (size_t)first * width, (size_t)n * width);
    else if (column->field.type == MR_BOOL)
        for (int64_t i = 0; i < n; i++)
            ((bool *)data)[at + (idx_t)i] = mr_column_truth(column, first + i);
    else if (column->field.type == MR_UTF8)
        put_texts(vector, at, column, first, n);
    else if (!put_lists(vector, at, column, first, n))
        return false;
    put_nulls(vector, at, column->validity, first, n);
    return true;
}

static mr_status fill(struct cursor *cursor, duckdb_data_chunk chunk, idx_t *filled, mr_error *err)
{
    const idx_t size = duckdb_vector_size();

    while (*filled < size) {
        if (!cursor->table || cursor->row == cursor->table->rows) {
            if (!cursor->ended)
                MR_TRY(advance(cursor, err));
            if (cursor->ended)
                return MR_OK;
            continue;
        }
        int64_t n = cursor->table->rows - cursor->row;
        if (n > (int64_t)(size - *filled))
            n = (int64_t)(size - *filled);
        for (size_t i = 0; i < cursor->n; i++)
            if (cursor->columns[i] && !mr_vector_write(duckdb_data_chunk_get_vector(chunk, i),
                                                       *filled, cursor->columns[i], cursor->row, n))
                return mr_fail(err, MR_ENOMEM, NULL, "no memory for the lists of a batch");
        cursor->row += n;
        *filled += (idx_t)n;
    }
    return MR_OK;
}

static void give(duckdb_function_info info, duckdb_data_chunk chunk)
{
    struct cursor *cursor = duckdb_function_get_init_data(info);
    mr_scan *scan = cursor->scan;
    idx_t filled = 0;
    mr_error err = {0};

    mr_status st = fill(cursor, chunk, &filled, &err);
    if (st == MR_OK) {
        if (!scan->table)
            scan->rows += (int64_t)filled;
        duckdb_data_chunk_set_size(chunk, filled);
        return;
    }
    scan->status = st;
    scan->error = err;
    duckdb_function_set_error(info, err.message);
}

mr_status mr_scan_register(mr_duck *duck, duckdb_connection connection, mr_error *err)
{
    duckdb_table_function function = duckdb_create_table_function();
    duckdb_logical_type text = duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR);

    duckdb_table_function_set_name(function, "mr_scan");
    duckdb_table_function_add_parameter(function, text);
    duckdb_table_function_set_extra_info(function, duck, NULL);
    duckdb_table_function_set_bind(function, bind);
    duckdb_table_function_set_init(function, init);
    duckdb_table_function_set_function(function, give);
    duckdb_table_function_supports_projection_pushdown(function, true);
    duckdb_state state = duckdb_register_table_function(connection, function);
    duckdb_destroy_logical_type(&text);
    duckdb_destroy_table_function(&function);
    return state == DuckDBSuccess
               ? MR_OK
               : mr_fail(err, MR_EFAIL, NULL, "the data engine refused our table function");
}
