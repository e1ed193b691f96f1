// The threads that handle requests: handlers may wait for the store there without holding up any
// connection.
#pragma once

#include <stddef.h>

#include "mudrock/error.h"

#include "request.h"

typedef struct mr_desk mr_desk;

mr_status mr_desk_open(size_t threads, mr_desk **out, mr_error *err);
// What waits is still worked on. Accepts NULL.
void mr_desk_close(mr_desk *desk);
// From any thread. MR_ECLOSED once it is closed.
mr_status mr_desk_put(mr_desk *desk, mr_request *request);
