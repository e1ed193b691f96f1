// A LAS file's curves as the table that is stored.
#pragma once

#include "mudrock/las.h"
#include "mudrock/table.h"
#include "mudrock/units.h"

// Columns in file order, named by mr_column_name, the index `depth`, units as written, quantities
// by mnemonic. A name that is taken gets _2, _3, ... Values are shared with `las`.
mr_status mr_las_table(const mr_units *units, const mr_las *las, mr_table **out, mr_error *err);
// The value of the first well header item of that mnemonic that says something, NULL when none
// does.
const char *mr_las_well_value(const mr_las *las, const char *mnemonic);
