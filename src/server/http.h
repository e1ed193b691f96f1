// The transport: connections through libmicrohttpd, which is met in http.c only.
#pragma once

#include "mudrock/error.h"
#include "mudrock/server.h"

typedef struct mr_http mr_http;

// Listens; *port is the one it got.
mr_status mr_http_open(mr_server *server, const mr_server_options *options, mr_http **out,
                       int *port, mr_error *err);
void mr_http_quiesce(mr_http *http); // takes no further connections
// When no request waits for its answer any more and every stream has ended. Accepts NULL.
void mr_http_close(mr_http *http);
