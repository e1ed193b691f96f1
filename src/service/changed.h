// Whether an execution's content can still be computed again.
#pragma once

#include "mudrock/service.h"

struct json_t;

// `key`: what the node would give now. Another one than the execution recorded is MR_ECONFLICT,
// with the reason: an input that was replaced or is gone, or another version of the program.
mr_status mr_check_unchanged(mr_service *service, const struct json_t *execution,
                             const mr_typed_dag *typed, const char *node_id, const char *key,
                             mr_error *err);
