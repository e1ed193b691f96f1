// Small helpers over columns and tables that the phases of a run share.
#pragma once

#include "mudrock/arena.h"
#include "mudrock/table.h"

mr_status mr_null_column(const mr_field *field, int64_t n, const mr_column **out, mr_error *err);
mr_status mr_repeat_text(const mr_field *field, const char *text, int64_t n, const mr_column **out,
                         mr_error *err);
// The column under `field`, widened to its type.
mr_status mr_fit_column(const mr_column *column, const mr_field *field, const mr_column **out,
                        mr_error *err);
// Exactly the schema's columns in its order, same rows. A column that is absent is
// MR_EFAIL: what made the table broke its word.
mr_status mr_fit_table(const mr_table *table, const mr_schema *schema, mr_table **out,
                       mr_error *err);
mr_status mr_empty_table(const mr_schema *schema, mr_table **out, mr_error *err);
// Rows where keep[i] is not 0; a reference to `table` when that is all of them.
mr_status mr_keep_rows(mr_table *table, const unsigned char *keep, mr_table **out, mr_error *err);
// What belongs to the well or to none: rows of that well_id and rows without one; all rows when the
// table has no well_id.
mr_status mr_rows_of_well(mr_table *table, const char *well, mr_table **out, mr_error *err);

// A table with its rows brought together by well, wells in order of first appearance, rows of a
// well in their order. A null or absent well_id is a group of its own, named NULL.
typedef struct mr_wells_of {
    mr_table *table; // owned
    size_t n;
    const char **wells; // in the arena
    int64_t *first;     // n + 1 row numbers
} mr_wells_of;
mr_status mr_group_by_well(mr_table *table, mr_arena *arena, mr_wells_of *out, mr_error *err);
