// The HTTP server: what docs/http-api.md says, on loopback, over a service whose workspace is open.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mudrock/service.h"
#include "mudrock/text.h"

typedef struct mr_server mr_server;

typedef struct mr_server_options {
    const char *listen;   // "127.0.0.1:8765"; port 0 = a free one; another address than a loopback
                          // one is MR_EUSAGE; NULL: it does not listen
    const char *web;      // folder of the app; NULL = beside the program, or none
    const char *program;  // of the workers; NULL = this one
    bool no_workers;      // what needs one is answered 503
    size_t idle_s;        // a silent connection is closed after so long; 0 = 30
    size_t threads;       // that serve connections; 0 = 2
    int64_t memory_bytes; // of each worker; 0 = no limit
    bool open_metrics;    // /metrics and /openapi.json without a session
} mr_server_options;

// Listens when it returns. The service outlives it.
mr_status mr_server_open(mr_service *service, const mr_server_options *options, mr_server **out,
                         mr_error *err);
// Ends all streams, cancels all executions, answers what is at work, stops. Accepts NULL.
void mr_server_close(mr_server *server);

// A workspace without projects gets the sample project and its result, made by a worker; another is
// left as it is. Waits for it, half a minute at most.
mr_status mr_server_first_run(mr_server *server, mr_error *err);

int mr_server_port(const mr_server *server);
// "http://127.0.0.1:8765/?token=..." with a new one-time token; free() it.
char *mr_server_url(mr_server *server);

// One request, as its bytes would come over a connection, without any: the answer as bytes is
// appended. For tests and fuzzing; of a stream what there is at that moment.
void mr_server_handle(mr_server *server, mr_str request, mr_buf *answer);
