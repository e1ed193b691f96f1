// What lists of curves have in common.
#pragma once

#include "mudrock/service.h"

// Beside the unit of a curve's row how it is understood there: "understood", "unit_unknown".
void mr_curve_add_understood(const mr_units *units, struct json_t *row);
