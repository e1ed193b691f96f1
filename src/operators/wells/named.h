// What the operators of the family `table` share: columns that parameters name, queries of their
// own to the engine.
#pragma once

#include "mudrock/sql.h"
#include "mudrock/tabular.h"

// The column of inputs[k] of that name. MR_ENOTFOUND with the nearest name; `where` is printf-made.
mr_status mr_named_field(const mr_infer *in, size_t k, const char *name, const mr_field **out,
                         mr_error *err, const char *where, ...)
    __attribute__((format(printf, 6, 7)));

// The table with its columns called <letter>0, <letter>1, ..., and its rows numbered in `n`: what a
// query of ours names without quoting anything.
mr_status mr_numbered(const mr_table *table, char letter, mr_arena *arena, mr_table **out,
                      mr_error *err);
// Runs a query; the result's columns become call->schema, in order.
mr_status mr_call_sql(const mr_call *call, const char *query, const mr_duck_input *inputs, size_t n,
                      bool sort, mr_table **out, mr_error *err);

// Texts as a list of names.
bool mr_texts_have(const mr_texts *texts, const char *name);
// A copy of a field under another name.
mr_field mr_field_named(mr_field field, const char *name);

// --- aggregates, as aggregate and pivot have them ---

#define MR_AGGREGATES "mean,sum,min,max,median,std,p10,p50,p90,count,count_distinct,first,last"
// The columns that make groups; `param` names the parameter.
mr_status mr_infer_groups(const mr_infer *in, const mr_texts *names, const char *param,
                          mr_schema *out, mr_error *err);
// One more column; MR_EPARAM when there is one of the name.
mr_status mr_put_new(mr_schema *out, mr_field field, const char *where, mr_error *err);
// Parts of a query over t, inputs[0] numbered with 't': "SELECT t1 AS g0, ...", and all from FROM
// on.
void mr_select_groups(mr_buf *sql, const mr_table *input, const mr_texts *names);
void mr_grouped_by(mr_buf *sql, const mr_table *input, const mr_texts *names);
size_t mr_place_of(const mr_table *table, const char *name); // of a column that is there
mr_status mr_call_grouped(const mr_call *call, const char *query, mr_table **out, mr_error *err);
// Type, unit and quantity of the result; out->name is set. MR_EPARAM when the column's type has no
// such thing, or the aggregate means nothing of what it measures.
mr_status mr_aggregate_field(const mr_infer *in, int aggregate, const mr_field *column,
                             const char *where, mr_field *out, mr_error *err);
// An aggregate of a column in a query over a table numbered with 't'.
typedef struct mr_aggregated {
    int aggregate;
    size_t place;         // of the column
    double turn;          // of an angle, else 0
    double scale, offset; // of a sum, into the unit that it is in
} mr_aggregated;
// `made`: the field of the result, as mr_aggregate_field has it.
mr_aggregated mr_call_aggregated(const mr_call *call, int aggregate, const char *column,
                                 const mr_field *made);
// fsum(CAST(t3 AS DOUBLE)) FILTER (WHERE ...). `filter` may be NULL.
void mr_aggregate_sql(mr_buf *sql, const mr_aggregated *aggregated, const char *filter);
