// The operators the build knows, sorted by id: rows of the generated registry_rows.c. Private to
// operators.
#pragma once

#include "mudrock/operator.h"

extern const mr_operator *const mr_registry[];
extern const size_t mr_registry_count;
