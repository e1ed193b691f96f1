// An earlier run that did the same.
#pragma once

#include "mudrock/service.h"

// The newest completed execution of the pipeline that made the same content at every output, when
// what it wrote is still there; else *out is NULL. `prepared` as mr_prepare_document gives it.
mr_status mr_find_equal_run(mr_service *service, const mr_dag *prepared,
                            const mr_execute_options *options, struct json_t **out, mr_error *err);
