// The one route table: dispatch, permission, body limits, checks of the query and the OpenAPI
// document all come from it.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "request.h"

// MR_MACHINE: for programs that watch the server; with a session, or without one where the server
// was told so.
typedef enum mr_permission { MR_OPEN, MR_SESSION, MR_MACHINE } mr_permission;

typedef enum mr_query_kind {
    MR_QUERY_TEXT,
    MR_QUERY_INT,
    MR_QUERY_BOOL,   // true or false
    MR_QUERY_CHOICE, // one of `choices`
} mr_query_kind;

typedef struct mr_query_row {
    const char *name; // NULL ends the list
    mr_query_kind kind;
    const char *help;
    int64_t min, max;    // of a number
    const char *choices; // "json|arrow"
} mr_query_row;

typedef struct mr_route {
    const char *method;
    const char *path; // "/api/v1/projects/{project}"; a last "*" takes whatever follows
    mr_handler *handle;
    const char *summary; // NULL: it is not part of the described interface
    mr_permission permission;
    int status;        // of success
    size_t body_limit; // 0 = it has no body
    const mr_query_row *query;
    const char *request;     // schema of the body in schemas.json; NULL = none
    const char *response;    // schema of a JSON answer; NULL = none
    const char *media_types; // of answers that are no JSON, "text/csv|text/plain"; NULL = none
    bool optional_body;
    bool prompt;      // handled on the thread of the connection
    bool streams;     // its answer is an event stream
    bool tagged;      // it has an entity tag: 304
    bool needs_match; // If-Match
} mr_route;

extern const mr_route mr_routes[];
extern const size_t mr_routes_n;

// The row for method and path (still encoded); HEAD finds GET. NULL: none, and *allowed, in the
// arena, names the methods that the path has, or is NULL.
const mr_route *mr_route_find(const char *method, const char *path, mr_arena *arena,
                              const char **allowed);
// The i-th part of the path in braces; its name, and where it stands. False behind the last.
bool mr_route_part(const mr_route *route, size_t i, mr_str *name, size_t *segment);
// A text against its row.
mr_status mr_query_check(const mr_query_row *row, const char *text, mr_error *err);
