// What the files of sql/ share. Private to operators.
#pragma once

#include "mudrock/sql.h"

struct json_t;

// A query whose tree has been judged.
typedef struct mr_sql_text {
    const char *query;         // as it was written
    const char *run;           // as the engine takes it; every place is the same
    struct json_t *tree;       // owns node
    const struct json_t *node; // the outermost query
    bool ordered;              // says itself in which order its rows come
} mr_sql_text;

// judge.c: calls found for each operator that the query calls, with the name that the engine is to
// know it by.
typedef struct mr_sql_judge {
    const char *const *inputs; // names
    size_t n;
    const mr_schema *const *schemas; // of the inputs
    mr_status (*found)(void *context, const mr_operator *op, size_t output, const char *name,
                       mr_error *err);
    void *context;
    mr_arena *arena; // of the text
} mr_sql_judge;
// Takes over `tree`, also when it fails; mr_sql_text_clear frees it.
mr_status mr_sql_judge_tree(const mr_sql_judge *judge, const char *query, struct json_t *tree,
                            mr_sql_text *out, mr_error *err);
void mr_sql_text_clear(mr_sql_text *text);
// Fails with the line and column of an element of the tree.
mr_status mr_sql_fail_at(const char *query, const struct json_t *element, mr_error *err,
                         const char *format, ...) __attribute__((format(printf, 4, 5)));

// passing.c: what columns are, as far as it follows from the tree.
typedef struct mr_sql_scope {
    const mr_duck_input_schema *inputs;
    size_t n;
    const mr_units *units; // may be NULL
    mr_arena *arena;
} mr_sql_scope;
// Common table expressions that can be named in a query.
typedef struct mr_sql_ctes {
    const char *name;
    const struct json_t *node;
    const struct mr_sql_ctes *outer; // what it sees itself, and what else can be named
} mr_sql_ctes;
// Those of a query node before those it can name already.
const mr_sql_ctes *mr_sql_ctes_of(const mr_sql_scope *scope, const struct json_t *node,
                                  const mr_sql_ctes *outer);
// Unit and quantity of an expression in a query node, as a field; NULL when they are not known.
const mr_field *mr_sql_known(const mr_sql_scope *scope, const struct json_t *expression,
                             const struct json_t *node, const mr_sql_ctes *ctes);
// Fills unit and quantity of the fields of the outermost query's result.
void mr_sql_pass_units(const mr_sql_scope *scope, const mr_sql_text *text, mr_schema *result);
// Refuses a result whose key is made from another column than the key of the first input.
mr_status mr_sql_check_keys(const mr_sql_scope *scope, const mr_sql_text *text,
                            const mr_schema *result, mr_error *err);

// calls.c: the operators' arguments, as far as they are known before the query runs: units of
// columns, parameters that are literals.
mr_status mr_sql_check_calls(const mr_sql_scope *scope, const mr_sql_text *text, mr_error *err);

// call.c: an operator as a function of the engine.
typedef struct mr_sql_callee {
    const mr_operator *op;
    size_t output;
    const char *name;
    mr_sql_signature signature;
} mr_sql_callee;
mr_status mr_sql_call(void *callee, const mr_table *arguments, const mr_column **out,
                      mr_error *err);
// Reads the parameters of a call; the first problem becomes the error, after the function's name.
mr_status mr_sql_read_args(const mr_operator *op, const char *name, struct json_t *params,
                           mr_arena *arena, mr_args **out, mr_error *err);

// guard.c: the query as it is to be run, in the arena, in which nothing is NaN or infinite: null
// stands there instead, and no value ends it. `query` has been judged; places in it are not kept.
mr_status mr_sql_guard(mr_duck_session *session, const char *query, mr_arena *arena,
                       const char **out, mr_error *err);

// watch.c: asks `cancelled` now and then, and interrupts the session when it says so.
typedef struct mr_sql_watch mr_sql_watch;
// *out is NULL where there is nothing to ask.
mr_status mr_sql_watch_start(mr_duck_session *session, const mr_sql_job *job, mr_sql_watch **out,
                             mr_error *err);
void mr_sql_watch_stop(mr_sql_watch *watch); // accepts NULL
