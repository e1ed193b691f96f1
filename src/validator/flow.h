// What flows out of a node while the document is typed: a view on columns that many nodes share.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mudrock/arena.h"
#include "mudrock/schema.h"

// Columns only grow, so every flow that took the first n of them stays true, and a chain of nodes
// that each add a column costs one array, not one a node. A column that is overwritten, or a second
// branch off the same node, makes a copy.
typedef struct mr_columns mr_columns;

// A column that a bypassed node would have added: told when somebody misses it.
typedef struct mr_bypassed {
    const char *column;
    size_t node;
    const struct mr_bypassed *next;
} mr_bypassed;

typedef struct mr_flow {
    mr_columns *columns;
    size_t n;    // the first n of columns
    size_t rows; // flows of equal `rows` have the same rows in the same order
    bool known;  // false: nothing can be said, because of an earlier problem; the rest is not set
    bool open;   // there are further columns, of unknown names
    const mr_bypassed *bypassed;
} mr_flow;

// Where flows of one validation live. More than the limit of copied fields is a document that would
// take memory without end.
typedef struct mr_flows {
    mr_arena *arena;
    size_t copied;
} mr_flows;

enum { MR_MOST_COPIED_FIELDS = 2000000 };

mr_flow mr_flow_new(mr_flows *flows, size_t rows); // known, no columns
// NULL when absent.
const mr_field *mr_flow_find(const mr_flow *flow, const char *name);
// A column whose name differs from that one in case only: SQL, and so Parquet and CSV as they are
// written here, take both for one. NULL when there is none.
const mr_field *mr_flow_find_like(const mr_flow *flow, const char *name);
const mr_field *mr_flow_at(const mr_flow *flow, size_t i);
// Appends, or replaces in a copy. The texts of `field` must live as long as the flows.
void mr_flow_put(mr_flows *flows, mr_flow *flow, mr_field field);
// A field whose texts are copied into the arena.
mr_field mr_field_copy(mr_arena *arena, mr_field field);
// The flow as a schema that shares its fields; NULL when it is not known.
mr_schema *mr_flow_schema(mr_flows *flows, const mr_flow *flow);
