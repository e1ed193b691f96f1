// The server's parts, for its own files.
#pragma once

#include <stdatomic.h>

#include "mudrock/server.h"

#include "desk.h"
#include "events.h"
#include "executions.h"
#include "files.h"
#include "metrics.h"
#include "route.h"
#include "session.h"
#include "workers.h"

struct mr_server {
    mr_service *service;
    mr_server_options options;
    mr_sessions *sessions;
    mr_events *events;
    mr_desk *desk;
    mr_files *files;
    mr_metrics *metrics;
    mr_workers *workers;       // NULL: none were wanted
    mr_executions *executions; // NULL with the workers
    int port;
    char cookie[40];                            // the name of the session's
    atomic_size_t body_bytes;                   // of all requests at this moment
    atomic_llong requests_made, requests_freed; // equal once the connections are closed
    atomic_bool stopping;
    struct mr_http *http; // NULL: not listening
};
