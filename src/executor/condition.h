// The `when` of a conditional edge.
#pragma once

#include <stdbool.h>

#include "mudrock/sql.h"

// when: an SQL truth over the table `rows` and the numbers `row_count` and `wells`. NULL in, or as
// the answer, is false. It reaches nothing else, as all SQL of users. `sql` NULL: an engine is
// made.
mr_status mr_condition(mr_sql *sql, const char *when, const mr_table *rows, bool *out,
                       mr_error *err);
