// JSON text in and out of jansson values, with our limits and number form.
#pragma once

#include <stddef.h>

#include "mudrock/error.h"
#include "mudrock/text.h"

struct json_t;

enum { MR_JSON_MAX_BYTES = 16 << 20, MR_JSON_MAX_DEPTH = 64 };

// Duplicate keys, trailing text, nesting over 64, size over 16 MiB, invalid UTF-8: MR_EFORMAT or
// MR_ETOOLARGE, with "line L, column C" in err->where. New reference.
mr_status mr_json_parse(mr_str text, struct json_t **out, mr_error *err);
// Key order is kept; numbers in shortest round-trip form (0.1, not 0.10000000000000001; 5.0
// stays 5.0). indent 0 = one line.
void mr_json_write(const struct json_t *value, int indent, mr_buf *out);
// Sorted keys, one line: for hashing and equality of configuration.
void mr_json_write_canonical(const struct json_t *value, mr_buf *out);
