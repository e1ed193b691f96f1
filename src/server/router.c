// Finding the row of the route table, and checking a query against it.
#include "route.h"

#include <string.h>
#include <strings.h>

#include "target.h"

static bool is_hole(mr_str segment)
{
    return segment.n > 2 && segment.at[0] == '{' && segment.at[segment.n - 1] == '}';
}

static bool path_matches(const mr_route *route, const char *path)
{
    for (size_t i = 0;; i++) {
        mr_str want, got;
        const bool more = mr_path_segment(route->path, i, &want);
        if (more && mr_str_eq(want, MR_STR("*")))
            return true;
        if (!mr_path_segment(path, i, &got))
            return !more;
        if (!more)
            return false;
        if (is_hole(want) ? got.n == 0 : !mr_str_eq(want, got))
            return false;
    }
}

const mr_route *mr_route_find(const char *method, const char *path, mr_arena *arena,
                              const char **allowed)
{
    const bool head = strcmp(method, "HEAD") == 0;
    const char *wanted = head ? "GET" : method;
    *allowed = NULL;
    for (size_t i = 0; i < mr_routes_n; i++) {
        const mr_route *route = &mr_routes[i];
        if (!path_matches(route, path))
            continue;
        if (strcmp(route->method, wanted) == 0)
            return route;
        *allowed =
            *allowed ? mr_arena_printf(arena, "%s, %s", *allowed, route->method) : route->method;
        // The files behind all paths are no answer to another method of a path that is known.
        if (i + 1 < mr_routes_n && strcmp(mr_routes[i + 1].path, route->path) != 0)
            return NULL;
    }
    return NULL;
}

bool mr_route_part(const mr_route *route, size_t i, mr_str *name, size_t *segment)
{
    mr_str part;
    for (*segment = 0; mr_path_segment(route->path, *segment, &part); ++*segment) {
        if (!is_hole(part) || i-- > 0)
            continue;
        *name = (mr_str){part.at + 1, part.n - 2};
        return true;
    }
    return false;
}

static bool is_choice(const char *choices, const char *text)
{
    const size_t n = strlen(text);
    for (const char *at = choices; at; at = strchr(at, '|')) {
        at += *at == '|';
        if (strncmp(at, text, n) == 0 && (at[n] == '|' || at[n] == 0))
            return true;
    }
    return false;
}

mr_status mr_query_check(const mr_query_row *row, const char *text, mr_error *err)
{
    int64_t number;
    switch (row->kind) {
    case MR_QUERY_TEXT: return MR_OK;
    case MR_QUERY_INT:
        if (mr_parse_int64_all(mr_str_of(text), &number) && number >= row->min &&
            number <= row->max)
            return MR_OK;
        return mr_fail(err, MR_EUSAGE, row->name,
                       "%s is \"%s\", must be a whole number from %lld to %lld", row->name, text,
                       (long long)row->min, (long long)row->max);
    case MR_QUERY_BOOL:
        if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
            return MR_OK;
        return mr_fail(err, MR_EUSAGE, row->name, "%s is \"%s\", must be true or false", row->name,
                       text);
    case MR_QUERY_CHOICE: break;
    }
    if (is_choice(row->choices, text))
        return MR_OK;
    return mr_fail(err, MR_EUSAGE, row->name, "%s is \"%s\", must be one of %s", row->name, text,
                   row->choices);
}
