// What operators of the table shape share: their columns, the wells and zones of a table, the rows
// of a result, the inference of its schema. Scratch comes from the call's arena.
#pragma once

#include "mudrock/operator.h"

// --- the input ---

// The column of inputs[0] that the port `param` names; NULL when the port is optional and not used.
const mr_column *mr_call_column(const mr_call *call, const char *param);
// The i-th column of the `many` port.
const mr_column *mr_call_many(const mr_call *call, size_t i);
bool mr_call_cancelled(const mr_call *call);
// As mr_stop.
bool mr_call_stop(const mr_call *call, size_t i, size_t cost);
void mr_call_warn(const mr_call *call, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// Rows of one well, or of one zone of it.
typedef struct mr_group {
    const char *name; // NULL when null or when there is no such column
    size_t n;
    const int64_t *rows;   // in ascending depth (stable) where depth is used, else in input order
    const double *depth;   // of those rows; NULL where depth is not used
    bool whole;            // rows are 0 .. n - 1 and all the table has
    const int64_t *places; // of a zone: where its rows stand in the well's order
} mr_group;

typedef struct mr_groups {
    size_t n;
    mr_group *at;
} mr_groups;

// The wells of a table in order of first appearance; rows with null well form one. `well` NULL: one
// well, even of a table without rows. `depth` NULL: not used; else rows with null depth take no
// part.
mr_groups mr_groups_wells(int64_t rows, const mr_column *well, const mr_column *depth,
                          mr_arena *arena);
// The same for inputs[0] by the ports well_column and depth_column, as the operator has them. No
// rows, no wells.
mr_groups mr_call_wells(const mr_call *call);
// Parts of a well by equal text (zones), in the order of their first rows; rows with null text are
// left out.
mr_groups mr_groups_zones(const mr_group *well, const mr_column *text, mr_arena *arena);
// Values of a group's rows, any number type or bool, NaN = null. The column's own memory where it
// can be.
const double *mr_group_reals(const mr_group *group, const mr_column *column, mr_arena *arena);
// The rows of a group in which at least one of the n curves has a value: its samples.
mr_group mr_group_samples(const mr_group *well, const double *const curves[], size_t n,
                          mr_arena *arena);
// A series as what counts in rows sees it: its samples (`at` their places, MR_NO_ROW for a row that
// is missing between them), and where the stretch without a gap ends that each is of.
typedef struct mr_rows_of {
    size_t n, *end;
    int64_t *at;
} mr_rows_of;

mr_rows_of mr_rows_of_series(const double *z, size_t n, double max_gap, mr_arena *arena);
// Thickness that each row of a well stands for, in a group by depth: rows in which at least one of
// the n curves has a value are its samples, any other row weighs 0. Samples further apart than
// max_gap (NaN: MR_GAP_STEPS median steps) are no neighbours.
const double *mr_group_weights(const mr_group *well, const double *const curves[], size_t n,
                               double max_gap, mr_arena *arena);
// The same of values by row.
const double *mr_group_values(const mr_group *group, const double *values, mr_arena *arena);

// --- the result ---

// Rows cell by cell, in the order of call->schema. A failed allocation is kept until finish.
typedef struct mr_rows mr_rows;

mr_rows *mr_rows_new(const mr_call *call);
void mr_rows_well(mr_rows *rows, const char *name); // nothing when the result has no well column
void mr_rows_text(mr_rows *rows, const char *text); // NULL = null
void mr_rows_real(mr_rows *rows, double value);     // not finite = null
void mr_rows_int(mr_rows *rows, int64_t value);
mr_status mr_rows_finish(mr_rows *rows, mr_table **out,
                         mr_error *err); // frees rows, whatever happens
void mr_rows_free(mr_rows *rows);        // without a result; accepts NULL

// The rows in the order of the keys, the first one first; equal rows stay as they are. Any type but
// lists; texts by their bytes. *out may be the table itself.
typedef struct mr_sort_key {
    const mr_column *column;
    bool descending;
    bool nulls_first; // in either direction; else last
} mr_sort_key;
mr_status mr_table_sort(mr_table *table, const mr_sort_key *keys, size_t n, mr_table **out,
                        mr_error *err);

// --- inference ---

// The field of the column that the port `param` names, in the unit the operator sees (the port's,
// when the engine converts); NULL when not used.
const mr_field *mr_infer_input(const mr_infer *in, const char *param);
// The i-th column of the `many` port.
const mr_field *mr_infer_many(const mr_infer *in, size_t i);
// Columns of the main input and the output ports: what happens when an operator has no `infer`.
mr_status mr_infer_ports(const mr_infer *in, mr_schema *out, mr_error *err);
// Columns of the main input alone: rows taken away or reordered.
mr_status mr_infer_same(const mr_infer *in, mr_schema *out, mr_error *err);
// One more column; MR_EPARAM when the result has one of that name already.
mr_status mr_infer_add(mr_schema *out, const char *name, mr_type type, const char *unit,
                       const char *quantity, mr_error *err);
// The column of a port under its own name, with the port's type; nothing when the port is not used.
mr_status mr_infer_keep(const mr_infer *in, mr_schema *out, const char *param, mr_error *err);
// The columns of the `many` port under their own names, as float64.
mr_status mr_infer_keep_many(const mr_infer *in, mr_schema *out, mr_error *err);
