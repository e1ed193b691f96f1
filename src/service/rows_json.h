// Rows as JSON text.
#pragma once

#include "mudrock/table.h"

void mr_json_text(mr_buf *out, mr_str text);    // quoted
void mr_json_number(mr_buf *out, double value); // what is not finite is null
// [[cell, ...], ...], a list a row; a null is null, a time RFC 3339.
void mr_rows_json(const mr_table *table, mr_buf *out);
// [{name, type, nullable, unit, quantity}]
void mr_fields_json(const mr_table *table, mr_buf *out);
