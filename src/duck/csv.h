// CSV whose header says the types. Private to duck/.
#pragma once

#include "mudrock/table.h"
#include "mudrock/text.h"

// Splits the header (`name:type` cells) of a CSV text into fields. *typed counts the cells that
// have a type; one without is text.
mr_status mr_csv_header(mr_str text, mr_arena *arena, mr_schema *out, size_t *typed, mr_error *err);
// All records after the header as columns of those fields. Empty = null; "" between quotes is an
// empty text for a text column, unless it is the only column (a lone null is written so, because an
// empty line would be passed over), and null for any other.
mr_status mr_csv_read(mr_str text, const mr_schema *schema, mr_table **out, mr_error *err);

// One cell, not empty, into a builder of that type: numbers, true or false, [1, null, 2.5], RFC
// 3339. False when it is no such value.
bool mr_cell_put(mr_builder *to, mr_type type, mr_str text);
