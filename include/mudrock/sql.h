// SQL of users: one SELECT over named tables, in an engine that knows the row-wise operators by
// their ids and reaches nothing else: no files, network, settings, clock, catalogue or other
// tables. A query is judged by its syntax tree before anything in it is looked up.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mudrock/arena.h"
#include "mudrock/duck.h"
#include "mudrock/error.h"
#include "mudrock/operator.h"
#include "mudrock/units.h"

enum { MR_SQL_MOST_CHARS = 20000 };

// Thread-safe. Costs nothing until the first query opens the engine. memory_bytes 0 = what suits
// the machine.
mr_sql *mr_sql_new(int64_t memory_bytes);
void mr_sql_free(mr_sql *sql); // accepts NULL

// The columns a query gives over inputs of these schemas, without running it. A column that passes
// through unchanged keeps unit and quantity; one made by an operator has those of its output. An
// operator called with a column in another unit than it wants, or with a parameter out of bounds,
// is refused. MR_EPARAM, with line and column in the message.
mr_status mr_sql_describe(mr_sql *sql, const char *query, const mr_duck_input_schema *inputs,
                          size_t n, const mr_units *units, mr_arena *arena, mr_schema *out,
                          mr_error *err);

typedef struct mr_sql_job {
    const char *query;
    const mr_duck_input *inputs;
    size_t n;
    bool sort; // where the query itself orders nothing: by `well_id`, then `depth`, as far as the
               // result has them; nulls last, ties as the engine left them
    bool (*cancelled)(void *context); // asked from another thread while the query runs; may be NULL
    void *context;
} mr_sql_job;
// Same tables, same bits. The fields of the result have neither unit nor quantity.
mr_status mr_sql_query(mr_sql *sql, const mr_sql_job *job, mr_table **out, mr_error *err);

// --- operators as functions ---

// What a function name in SQL stands for: the id or alias of a row-wise operator (its first
// output), or id_output for a further one. NULL when it stands for none.
const mr_operator *mr_sql_operator(const char *name, size_t *output);
// How it is called: an argument each for the columns that must be there (`many`: a list), the
// parameters in their order, the other columns. A parameter that a column may replace may vary row
// by row. Those from `required` on may be left out, from the end.
enum { MR_SQL_MOST_ARGUMENTS = 48 };
typedef struct mr_sql_argument {
    const mr_port *port;   // of the column, or of the column that replaces the parameter; or NULL
    const mr_param *param; // or NULL
    mr_duck_argument type;
} mr_sql_argument;
typedef struct mr_sql_signature {
    size_t n, required;
    mr_sql_argument at[MR_SQL_MOST_ARGUMENTS];
} mr_sql_signature;
void mr_sql_signature_of(const mr_operator *op, mr_sql_signature *out);

// The engine's own functions that a query may call.
bool mr_sql_function_allowed(const char *name);
mr_texts mr_sql_functions(mr_arena *arena); // all of them
