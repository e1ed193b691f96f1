// Lists by pages.
#pragma once

#include "request.h"

// For the query of every list: limit and cursor.
#define MR_QUERY_PAGE                                                                              \
    {"limit", MR_QUERY_INT, "how many at most; else 100", 1, 1000, NULL},                          \
    {                                                                                              \
        "cursor", MR_QUERY_TEXT, "next_cursor of the page before", 0, 0, NULL                      \
    }

// Answers with the page asked for of `rows`, an array, taken. What tells one row from another are
// the texts of `keys`, NULL-ended: a page begins behind the row that ended the one before, even
// when others came or went meanwhile.
void mr_respond_page(mr_request *request, struct json_t *rows, const char *const *keys);
// The limit that was asked for, or the usual one.
int64_t mr_page_limit(const mr_request *request);
