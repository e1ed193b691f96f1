// A request as a handler sees it: what was asked, parsed and checked by the route's row before the
// handler is called. Texts live as long as the request, which ends some time after it was answered
// (response.h): nothing of it may be touched after that.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "mudrock/arena.h"
#include "mudrock/dag.h"
#include "mudrock/diagnostic.h"
#include "mudrock/error.h"
#include "mudrock/service.h"
#include "mudrock/text.h"

#include "reads.h"

struct json_t;
typedef struct mr_request mr_request;
typedef struct mr_server mr_server; // server.h

// Handlers run on threads of their own and may wait for the store, but not for a worker: what takes
// longer is answered later, from whichever thread has the answer. A handler whose row is `prompt`
// runs on the thread that serves the connections and must not wait for anything.
typedef void mr_handler(mr_request *request);

mr_server *mr_request_server(const mr_request *request);
mr_service *mr_request_service(const mr_request *request);
mr_arena *mr_request_arena(mr_request *request);        // one thread at a time
const char *mr_request_path(const mr_request *request); // whole, still encoded

// A part of the path by its name in the row, decoded; never NULL, never empty.
const char *mr_request_part(const mr_request *request, const char *name);
// A parameter of the query, decoded and checked against its row; NULL when it is not given or
// empty. A number or truth value as the row says.
const char *mr_request_query(const mr_request *request, const char *name);
int64_t mr_request_query_int(const mr_request *request, const char *name, int64_t otherwise);
bool mr_request_query_true(const mr_request *request, const char *name);
mr_query mr_request_queries(const mr_request *request); // as the makers of jobs take them
// One of those that MR_HEADERS lists in exchange.h; NULL when it is not there.
const char *mr_request_header(const mr_request *request, const char *name);
// The one tag of If-Match, without its quotes; NULL when there is none, or no single one.
const char *mr_request_match(mr_request *request);
bool mr_request_takes_gzip(const mr_request *request);

mr_str mr_request_body(const mr_request *request);
// The body as a JSON object, borrowed. NULL: it is none, and the request has been answered.
struct json_t *mr_request_object(mr_request *request);
// The pipeline document under `key` of the body, or the body itself when key is NULL; yours to
// free. NULL: there is none at all, and the request has been answered. A document with mistakes is
// MR_EINVALID with *problems filled, *out NULL; the answer is then the handler's.
mr_status mr_request_document(mr_request *request, const char *key, mr_dag **out,
                              mr_diagnostics *problems);
