// Which process runs an execution: a file whose lock it holds. The system forgets the lock with the
// process, so nothing stale is ever believed.
#pragma once

#include "mudrock/service.h"

typedef struct mr_running mr_running;

mr_status mr_running_begin(mr_service *service, const char *execution_id, mr_running **out,
                           mr_error *err);
void mr_running_end(mr_running *running); // accepts NULL
