// The `when` of a conditional edge.
#pragma once

#include <stdbool.h>

#include "mudrock/table.h"

// when: an SQL truth over the table `rows` and the numbers `row_count` and `wells`. NULL in, or as
// the answer, is false. It is evaluated in a database without files, network and settings.
mr_status mr_condition(const char *when, const mr_table *rows, bool *out, mr_error *err);
