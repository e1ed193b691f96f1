// The manual: a page of Markdown for every operator, from its descriptor and its first case.
#pragma once

#include "mudrock/operator.h"

// The first of an operator's cases (tests/operators), with the first rows of its tables:
// {"params", "mode", "inputs": [table, ...], "expected": table}; a table is {"columns": [{"name",
// "type"}, ...], "rows": [[...], ...], "of": number of rows of the whole}. NULL when it has none.
// New reference.
struct json_t *mr_operator_example(const mr_operator *op);

// `picture` is the path of an image as the page links it, NULL = none. Any thread.
void mr_operator_page(const mr_operator *op, const char *picture, mr_buf *out);
// The page's file name without ending: the id, or id_v<major> of what is not the newest version.
const char *mr_operator_page_name(const mr_operator *op, mr_arena *arena);
// The list of all operators by category and family, with links to the pages beside it (<name>.md).
void mr_operator_index(mr_buf *out);
