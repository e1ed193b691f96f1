// What the files of catalog/ need of a database, whichever it is: transactions, statements, rows.
// Behind it stands sqlite.c. Private to catalog/.
//
// A statement runs between mr_store_begin and mr_store_end, which nest; the outermost pair is the
// transaction and holds the store for its thread. Values are always bound, never part of the SQL.
#pragma once

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mudrock/error.h"
#include "mudrock/text.h"

struct json_t;
typedef struct mr_store mr_store;

typedef enum mr_value_kind {
    MR_VALUE_NULL,
    MR_VALUE_TEXT,
    MR_VALUE_INT,
    MR_VALUE_REAL,
    MR_VALUE_JSON
} mr_value_kind;

typedef struct mr_value { // what stands for ?1, ?2, ...
    mr_value_kind kind;
    const char *text; // NULL = null
    int64_t integer;
    double real;               // not finite = null
    const struct json_t *json; // NULL = null
} mr_value;

#define MR_T(text_)    ((mr_value){.kind = MR_VALUE_TEXT, .text = (text_)})
#define MR_I(integer_) ((mr_value){.kind = MR_VALUE_INT, .integer = (int64_t)(integer_)})
#define MR_R(real_)    ((mr_value){.kind = MR_VALUE_REAL, .real = (real_)})
#define MR_J(json_)    ((mr_value){.kind = MR_VALUE_JSON, .json = (json_)})

typedef struct mr_values {
    size_t n;
    const mr_value *at;
} mr_values;
#define MR_VALUES(...)                                                                             \
    ((mr_values){sizeof((mr_value[]){__VA_ARGS__}) / sizeof(mr_value), (mr_value[]){__VA_ARGS__}})
#define MR_NO_VALUES ((mr_values){0})

typedef enum mr_access { MR_READ, MR_WRITE } mr_access; // a write does not begin inside a read

mr_status mr_store_open(const char *path, mr_store **out, mr_error *err);
void mr_store_close(mr_store *store); // accepts NULL
mr_status mr_store_begin(mr_store *store, mr_access access, mr_error *err);
// st MR_OK: commits, or gives the reason why it could not. Else undoes what was done since the
// begin and returns st, err untouched.
mr_status mr_store_end(mr_store *store, mr_status st, mr_error *err);
// Grows with every write of this process and of others.
mr_status mr_store_version(mr_store *store, int64_t *out, mr_error *err);
// Holds the store without a transaction; the holder may do so again.
void mr_store_lock(mr_store *store);
void mr_store_unlock(mr_store *store);

// Constraints: MR_ECONFLICT for a unique key and for a row that others refer to, MR_ENOTFOUND for a
// reference to nothing, MR_EPARAM for a check.
mr_status mr_store_run(mr_store *store, const char *sql, mr_values values, int64_t *changed,
                       mr_error *err);
mr_status mr_store_script(mr_store *store, const char *sql,
                          mr_error *err); // several statements, no values

typedef struct mr_cursor mr_cursor;
mr_status mr_store_query(mr_store *store, const char *sql, mr_values values, mr_cursor **out,
                         mr_error *err);
mr_status mr_cursor_next(mr_cursor *rows, bool *more, mr_error *err);
void mr_cursor_free(mr_cursor *rows); // accepts NULL; inside the transaction
size_t mr_cursor_width(const mr_cursor *rows);
const char *mr_cursor_name(const mr_cursor *rows, size_t i);
mr_value_kind mr_cursor_kind(const mr_cursor *rows, size_t i); // never MR_VALUE_JSON: that is text
const char *mr_cursor_text(const mr_cursor *rows,
                           size_t i); // good until the next row; NULL when null
size_t mr_cursor_text_n(const mr_cursor *rows, size_t i);
int64_t mr_cursor_int(const mr_cursor *rows, size_t i); // 0 when null
double mr_cursor_real(const mr_cursor *rows, size_t i); // NaN when null

// Rows as JSON objects, field names as the columns'; what is JSON or a truth value in the tables is
// so here.
struct json_t *mr_cursor_to_json(const mr_cursor *rows);
// All rows as an array, in a transaction of its own.
mr_status mr_store_list(mr_store *store, const char *sql, mr_values values, struct json_t **out,
                        mr_error *err);
// The first row; MR_ENOTFOUND without a message when there is none.
mr_status mr_store_get(mr_store *store, const char *sql, mr_values values, struct json_t **out,
                       mr_error *err);
// The first column of the first row as text, into out (cut to its size); MR_ENOTFOUND without a
// message when there is no row or it is null.
mr_status mr_store_text(mr_store *store, const char *sql, mr_values values, char *out, size_t size,
                        mr_error *err);
mr_status mr_store_int(mr_store *store, const char *sql, mr_values values, int64_t *out,
                       mr_error *err);

extern const char *const mr_migrations[][2]; // name and SQL of version 1, 2, ...
extern const int mr_migrations_n;
// Runs what is missing. A store that is newer than this program, or is none of ours, is MR_EFORMAT.
mr_status mr_store_migrate(mr_store *store, mr_error *err);
