// The parts of the decoder that stand in files of their own.
#pragma once

#include "mudrock/dag.h"
#include "spot.h"

// source_type, filters and output_schema of an ingestion node's node_type.
void mr_read_ingestion(const mr_spot *type, mr_node *node);
// An inline schema, or null.
void mr_read_declared_schema(const mr_spot *spot, mr_declared_schema *out);
