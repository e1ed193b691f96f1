// Several inputs of one node into one table, on the key (well_id, depth).
#pragma once

#include "mudrock/table.h"

// Tables of equal `rows` (same rows, same order) are put together column by column; the rest by a
// full outer join on the key: rows by well in order of first appearance, then by depth; rows
// without depth last and never matched; equal keys on both sides give every pair. A column that
// several have is one column: the first that has a row there gives it. Result: the schema's columns
// that are there, in its order.
mr_status mr_merge_tables(mr_table *const *tables, const size_t *rows, size_t n,
                          const mr_schema *schema, mr_table **out, mr_error *err);
