// Column types, ours and DuckDB's.
#include "session.h"

bool mr_type_from_duck(duckdb_logical_type type, mr_type *out)
{
    duckdb_type id = duckdb_get_type_id(type);

    if (id == DUCKDB_TYPE_LIST || id == DUCKDB_TYPE_ARRAY) {
        mr_type item = MR_ANY;
        duckdb_logical_type child = id == DUCKDB_TYPE_LIST ? duckdb_list_type_child_type(type)
                                                           : duckdb_array_type_child_type(type);
        bool number = mr_type_from_duck(child, &item) && mr_type_is_number(item);
        duckdb_destroy_logical_type(&child);
        *out = MR_LIST_FLOAT64;
        return number;
    }
    static const struct {
        duckdb_type id;
        mr_type type;
    } types[] = {
        {DUCKDB_TYPE_VARCHAR, MR_UTF8},
        {DUCKDB_TYPE_DOUBLE, MR_FLOAT64},
        {DUCKDB_TYPE_FLOAT, MR_FLOAT32},
        {DUCKDB_TYPE_BIGINT, MR_INT64},
        {DUCKDB_TYPE_INTEGER, MR_INT32},
        {DUCKDB_TYPE_BOOLEAN, MR_BOOL},
        {DUCKDB_TYPE_TIMESTAMP, MR_TIMESTAMP},
        // The nearest of ours: one that holds every value, but for wide integers and decimals,
        // which are rounded.
        {DUCKDB_TYPE_TINYINT, MR_INT32},
        {DUCKDB_TYPE_SMALLINT, MR_INT32},
        {DUCKDB_TYPE_UTINYINT, MR_INT32},
        {DUCKDB_TYPE_USMALLINT, MR_INT32},
        {DUCKDB_TYPE_UINTEGER, MR_INT64},
        {DUCKDB_TYPE_UBIGINT, MR_FLOAT64},
        {DUCKDB_TYPE_HUGEINT, MR_FLOAT64},
        {DUCKDB_TYPE_UHUGEINT, MR_FLOAT64},
        {DUCKDB_TYPE_DECIMAL, MR_FLOAT64},
        {DUCKDB_TYPE_DATE, MR_TIMESTAMP},
        {DUCKDB_TYPE_TIMESTAMP_S, MR_TIMESTAMP},
        {DUCKDB_TYPE_TIMESTAMP_MS, MR_TIMESTAMP},
        {DUCKDB_TYPE_TIMESTAMP_NS, MR_TIMESTAMP},
        {DUCKDB_TYPE_TIMESTAMP_TZ, MR_TIMESTAMP},
        {DUCKDB_TYPE_SQLNULL, MR_INT32}, // what a bare NULL becomes when it runs
    };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (types[i].id == id) {
            *out = types[i].type;
            return true;
        }
    return false;
}

duckdb_logical_type mr_type_to_duck(mr_type type)
{
    static const duckdb_type ids[] = {
        [MR_ANY] = DUCKDB_TYPE_VARCHAR,    [MR_UTF8] = DUCKDB_TYPE_VARCHAR,
        [MR_FLOAT64] = DUCKDB_TYPE_DOUBLE, [MR_FLOAT32] = DUCKDB_TYPE_FLOAT,
        [MR_INT64] = DUCKDB_TYPE_BIGINT,   [MR_INT32] = DUCKDB_TYPE_INTEGER,
        [MR_BOOL] = DUCKDB_TYPE_BOOLEAN,   [MR_TIMESTAMP] = DUCKDB_TYPE_TIMESTAMP,
    };
    if (type != MR_LIST_FLOAT64)
        return duckdb_create_logical_type(ids[type]);
    duckdb_logical_type item = duckdb_create_logical_type(DUCKDB_TYPE_DOUBLE);
    duckdb_logical_type list = duckdb_create_list_type(item);
    duckdb_destroy_logical_type(&item);
    return list;
}

const char *mr_type_sql(mr_type type)
{
    static const char *const names[] = {
        [MR_ANY] = "VARCHAR",   [MR_UTF8] = "VARCHAR",        [MR_FLOAT64] = "DOUBLE",
        [MR_FLOAT32] = "FLOAT", [MR_INT64] = "BIGINT",        [MR_INT32] = "INTEGER",
        [MR_BOOL] = "BOOLEAN",  [MR_TIMESTAMP] = "TIMESTAMP", [MR_LIST_FLOAT64] = "DOUBLE[]",
    };

    return names[type];
}
