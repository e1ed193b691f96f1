// Where the surveys of a selection lie.
#pragma once

#include "wells.h"

// As mr_wells_find, of the catalogue: `wells` empty = every well that has a survey. Columns inc,
// azi and tvd beside the measured depth.
mr_status mr_surveys_find(const mr_run_options *options, const char *project, const mr_names *wells,
                          mr_arena *arena, size_t *n, mr_well_file **out, mr_error *err);
