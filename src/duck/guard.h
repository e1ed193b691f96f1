// Functions of ours in SQL whose answer is a finite number or null. Private to duck/.
#pragma once

#include "session.h"

// guard.c: mr_finite, mr_ln, ...; then those of moments.c.
mr_status mr_guard_register(duckdb_connection connection, mr_error *err);
// moments.c: mr_stddev, mr_corr, ...
mr_status mr_moments_register(duckdb_connection connection, mr_error *err);
