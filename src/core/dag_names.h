// Names of the document's kinds, in the order of their enums and ended by NULL, for reading and for
// writing.
#pragma once

#include "mudrock/dag.h"

extern const char *const mr_node_kind_names[];
extern const char *const mr_source_kind_names[];
extern const char *const mr_output_kind_names[];
extern const char *const mr_strategy_names[];
extern const char *const mr_edge_type_names[];

// The member that belongs to a kind, NULL when there is none: "fallback_version", "surface_name",
// "storage_path".
const char *mr_strategy_value_key(mr_strategy_kind strategy);
const char *mr_source_name_key(mr_source_kind kind);
const char *mr_output_target_key(mr_output_kind kind);
