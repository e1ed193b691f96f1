// What a LAS file says of its log and its well.
#pragma once

#include "mudrock/las.h"
#include "mudrock/units.h"

#include "log_table.h"

// The curves that are the file's log; what it points to lives as long as `las` and the arena.
mr_found_log mr_las_found(const mr_las *las, mr_arena *arena);
// The value of the first well header item of that mnemonic that says something, NULL when none
// does.
const char *mr_las_well_value(const mr_las *las, const char *mnemonic);

typedef struct mr_location {
    double latitude, longitude; // degrees; NaN when not both are there
    const char *warning;        // what could not be read; NULL = nothing
} mr_location;
// Where the header says the well is; the warning is in the arena.
mr_location mr_las_location(const mr_las *las, mr_arena *arena);
