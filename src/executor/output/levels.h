// What is drawn of a long well when much of it is looked at: the least and the greatest value of
// every few rows, so that nobody has to read a million samples to show a thousand. Made while the
// rows go by, in bounded memory; a well that is short, that is not in order of depth, or that comes
// when the bound is reached has none.
#pragma once

#include "mudrock/table.h"

typedef struct mr_levels mr_levels;

// The schema outlives it. NULL: rows of this kind are not drawn against depth.
mr_levels *mr_levels_new(const mr_schema *schema);
void mr_levels_free(mr_levels *levels); // accepts NULL
void mr_levels_add(mr_levels *levels, const mr_table *table);
// A row a block, in the order of the rows: "well_id" where there is one, "depth" of its first row,
// "depth.max" of its last, and "<column>.min" and "<column>.max" of every float64 column. NULL: no
// well has any. Ends the adding.
mr_status mr_levels_table(mr_levels *levels, mr_table **out, mr_error *err);
