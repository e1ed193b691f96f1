// What happened, counted, as text for Prometheus.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "mudrock/text.h"

#include "request.h"

typedef struct mr_metrics mr_metrics;

mr_metrics *mr_metrics_new(void);
void mr_metrics_free(mr_metrics *metrics); // accepts NULL
// A request ended: its route's row (mr_routes_n = none), the status and how long it took. Any
// thread.
void mr_metrics_request(mr_metrics *metrics, size_t route, int status, int64_t ns);
void mr_metrics_write(mr_server *server, mr_buf *out);
