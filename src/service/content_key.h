// Content keys: equal keys, equal rows. A Merkle hash over what makes the rows of a node, never
// over its position, name, description or tags.
#pragma once

#include "mudrock/service.h"

struct json_t;

// What makes the numbers of an operator: its description and the sources of the
// program that make numbers.
void mr_operator_digest(const mr_operator *op, char out[65]);

// The key of every node of a typed document, in the arena; "" for one that is not completely typed
// or reads what is not there. `wells` is the selection of the run, NULL = all. Without a store all
// are "".
mr_status mr_content_keys(mr_service *service, const mr_typed_dag *typed, const mr_names *wells,
                          mr_arena *arena, char (**out)[65], mr_error *err);

// Marks the node (its index) and all it depends on: n_nodes truths in the arena.
bool *mr_upstream(const mr_typed_dag *typed, size_t node, mr_arena *arena);
