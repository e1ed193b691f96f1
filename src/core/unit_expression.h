// UDUNITS-2: what the expressions of our tables are worth. No text of a file comes here.
#pragma once

#include "mudrock/error.h"
#include "unit_value.h"

typedef struct mr_unit_library mr_unit_library;

// UDUNITS-2 keeps its status, its message handler and its parser in process-wide variables: one
// lock guards them, so any thread may open libraries. Not thread-safe on one library.
mr_status mr_unit_library_open(mr_unit_library **out, mr_error *err);
void mr_unit_library_close(mr_unit_library *library); // accepts NULL
// `known` is false when UDUNITS-2 does not understand, and for times of day and logarithms.
mr_unit_value mr_unit_library_parse(const mr_unit_library *library, const char *expression);
// In UDUNITS's words and ours: "m", "kg", "gAPI".
const char *mr_unit_library_base(const mr_unit_library *library, int i); // NULL past the last
