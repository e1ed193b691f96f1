// A cursor names the last row of a page, by its place and its key.
#include "page.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "response.h"

enum { LIMIT = 100 };

int64_t mr_page_limit(const mr_request *request)
{
    return mr_request_query_int(request, "limit", LIMIT);
}

// "a well, a curve": their texts, one after the other.
static const char *key_of(const json_t *row, const char *const *keys, mr_arena *arena)
{
    const char *key = "";
    for (; *keys; keys++) {
        const char *text = json_string_value(json_object_get(row, *keys));
        key = mr_arena_printf(arena, "%s/%s", key, text ? text : "");
    }
    return key;
}

static bool is_row(const json_t *rows, size_t i, const char *key, const char *const *keys,
                   mr_arena *scratch)
{
    return strcmp(key_of(json_array_get(rows, i), keys, scratch), key) == 0;
}

// Where the page begins: behind the row of the cursor, wherever that is now; where it was when it
// is gone.
static mr_status find_start(const json_t *rows, const char *cursor, const char *const *keys,
                            size_t *start, mr_error *err)
{
    int64_t place;
    const size_t n = json_array_size(rows), digits = strspn(cursor, "0123456789");
    const char *key = cursor + digits;
    if (!mr_parse_int64_all((mr_str){cursor, digits}, &place) || place < 1 || *key != '/')
        return mr_fail(err, MR_EUSAGE, "cursor", "\"%s\" is no cursor of this list", cursor);
    mr_arena *scratch = mr_arena_new();
    *start = (size_t)place < n ? (size_t)place : n;
    if ((size_t)place > n || !is_row(rows, (size_t)place - 1, key, keys, scratch))
        for (size_t i = 0; i < n; i++)
            if (is_row(rows, i, key, keys, scratch)) {
                *start = i + 1;
                break;
            }
    mr_arena_free(scratch);
    return MR_OK;
}

static json_t *page_of(const json_t *rows, size_t start, size_t limit, const char *const *keys,
                       mr_arena *arena)
{
    json_t *items = json_array();
    const size_t n = json_array_size(rows), end = limit < n - start ? start + limit : n;
    for (size_t i = start; i < end; i++)
        json_array_append(items, json_array_get(rows, i));
    const char *next = end < n ? mr_arena_printf(arena, "%zu%s", end,
                                                 key_of(json_array_get(rows, end - 1), keys, arena))
                               : NULL;
    return json_pack("{s:o,s:s?}", "items", items, "next_cursor", next);
}

void mr_respond_page(mr_request *request, json_t *rows, const char *const *keys)
{
    mr_error err;
    size_t start = 0;
    const char *cursor = mr_request_query(request, "cursor");
    if (cursor && find_start(rows, cursor, keys, &start, &err) != MR_OK) {
        json_decref(rows);
        mr_respond_error(request, &err);
        return;
    }
    json_t *page =
        page_of(rows, start, (size_t)mr_page_limit(request), keys, mr_request_arena(request));
    json_decref(rows);
    mr_respond_json(request, 200, page);
}
