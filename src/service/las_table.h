// A LAS file's curves as the table that is stored.
#pragma once

#include "mudrock/las.h"
#include "mudrock/table.h"
#include "mudrock/units.h"

// What the rows of a file go by, as its first curve says: a length (or no unit and no other hint),
// a time, or something else, words for instance.
typedef enum mr_index_kind { MR_INDEX_DEPTH, MR_INDEX_TIME, MR_INDEX_OTHER } mr_index_kind;
typedef struct mr_las_index {
    mr_index_kind kind;
    size_t curve; // that holds the depths: the first, or where that is none a curve called so;
                  // SIZE_MAX = there is none
} mr_las_index;
mr_las_index mr_las_index_of(const mr_units *units, const mr_las *las);

// Columns in file order, named by mr_column_name, the curve that holds the depths `depth`, units as
// written, quantities by mnemonic. A name that is taken gets _2, _3, ... Values are shared with
// `las`.
mr_status mr_las_table(const mr_units *units, const mr_las *las, mr_table **out, mr_error *err);
// The value of the first well header item of that mnemonic that says something, NULL when none
// does.
const char *mr_las_well_value(const mr_las *las, const char *mnemonic);

typedef struct mr_location {
    double latitude, longitude; // degrees; NaN when not both are there
    const char *warning;        // what could not be read; NULL = nothing
} mr_location;
// Where the header says the well is; the warning is in the arena.
mr_location mr_las_location(const mr_las *las, mr_arena *arena);
