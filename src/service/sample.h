// A look into what an output wrote.
#pragma once

#include "mudrock/service.h"

// {row_count, column_count, sample_data: [the first rows as objects]} of a Parquet output or a kept
// result. A file that cannot be read again gives its row count alone. New reference.
struct json_t *mr_sample_output(mr_service *service, const mr_output_result *output);
// Rows as objects, null as null. New reference.
struct json_t *mr_sample_rows(const mr_table *table, int64_t first, int64_t n);
// The table of a Parquet output or a kept result.
mr_status mr_output_table(mr_service *service, mr_output_kind kind, const char *path,
                          mr_table **out, mr_error *err);
