// The compiled plan: which nodes run, when, over what, and which of their columns anyone looks at.
// Immutable: all that changes during a run lives in run.h.
#pragma once

#include "mudrock/arena.h"
#include "mudrock/map.h"
#include "mudrock/validate.h"

// A run has three phases. Before: tables that belong to no well. Wells: chains over one well at a
// time, in parallel. After: what needs the rows of all wells, and everything downstream of it.
typedef enum mr_phase { MR_PHASE_BEFORE, MR_PHASE_WELLS, MR_PHASE_AFTER } mr_phase;
const char *mr_phase_name(mr_phase phase); // tables, wells, all wells

typedef struct mr_plan_node {
    const mr_typed_node *typed;
    bool runs;       // leads to an output (or to the node asked for)
    bool kept;       // the node asked for: its result becomes a frontend output
    bool gathered;   // made well by well, wanted by a later phase
    bool adds_wells; // ingestion: its wells become partitions of the run
    bool on_error;   // an error edge, or behind one: made only when the source of that edge failed
    mr_phase phase;
    size_t uses;       // consumers inside its own phase
    mr_schema *schema; // what flows out, without the columns nobody uses
} mr_plan_node;

typedef struct mr_plan {
    mr_arena *arena;
    const mr_typed_dag *typed;
    size_t n; // nodes, as in the document
    mr_plan_node *nodes;
    size_t n_order; // those that run, topologically
    size_t *order;
    size_t n_outputs; // output nodes and the node asked for, in document order
    size_t *outputs;
} mr_plan;

// to_node: id of the only node wanted, NULL = every output. MR_ENOTFOUND when the document has no
// such node; MR_EINVALID when a node that must run is not completely typed.
mr_status mr_plan_compile(const mr_typed_dag *typed, const char *to_node, mr_plan **out,
                          mr_error *err);
void mr_plan_free(mr_plan *plan); // accepts NULL

// Whether the edge to dependency `i` of the node carries something else than plain data.
mr_edge_type mr_plan_edge(const mr_typed_node *typed, size_t i, const char **when);
// Dependency `i` feeds an array parameter (a small table beside the rows), not the rows themselves.
bool mr_plan_is_record(const mr_typed_node *typed, size_t i);

// Conversions of the nodes that run, on reading and at edges, in words: a line a column and pair of
// units, in the order of the nodes (told.c). Lives in the arena.
const char **mr_plan_told(const mr_plan *plan, mr_arena *arena, size_t *n);
// Each unit that reading converts: of the columns that flow out of an ingestion, of those that only
// its filters look at, and of the index.
typedef void mr_each_reading(void *context, const char *column, const char *from, const char *to);
void mr_plan_readings(const mr_plan_node *node, mr_each_reading *each, void *context);

// Fills node->schema of every node that runs (projection.c).
void mr_plan_project(mr_plan *plan);
