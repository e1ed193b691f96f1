// Which version of which operator a node means.
#pragma once

#include "graph.h"
#include "mudrock/diagnostic.h"
#include "mudrock/operator.h"
#include "suggest.h"

typedef enum mr_resolution_problem {
    MR_RESOLVED,
    MR_UNKNOWN_OPERATOR,
    MR_UNKNOWN_VERSION,
    MR_UNRESOLVABLE,
} mr_resolution_problem;

typedef struct mr_resolution {
    const mr_operator *op; // NULL when there is a problem, and for other nodes than operators
    mr_resolution_problem problem;
    const char *reason; // after "'Name' ", for the problem
    const char *hint;
} mr_resolution;

// All versions of one operator, oldest first.
typedef struct mr_versions {
    size_t n;
    const mr_operator *const *at;
} mr_versions;

// Chooses by the node's strategy. Texts live in the arena.
mr_resolution mr_resolve_version(const mr_versions *versions, const mr_node *node, mr_arena *arena);
// Per node, from the registry. The array lives in the arena.
mr_resolution *mr_resolve_all(const mr_graph *graph, mr_arena *arena);
// operator.* of node i: the problem of its resolution, or that the operator is deprecated.
void mr_resolution_report(const mr_graph *graph, size_t i, const mr_resolution *resolution,
                          mr_diagnostics *problems);

// How many inputs the operator takes: the main one and its further ports. `most` is SIZE_MAX where
// any number is merged.
void mr_operator_arity(const mr_operator *op, size_t *least, size_t *most);
// Names of the ports in order: "main" and the record parameters, or the named inputs; NULL past the
// last.
const char *mr_operator_input_name(const mr_operator *op, size_t port, mr_arena *arena);
// The record parameter behind the k-th further port, k from 1; NULL when there is none.
const mr_param *mr_operator_record_port(const mr_operator *op, size_t k);
