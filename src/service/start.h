// An execution as it was asked for.
#pragma once

#include "mudrock/service.h"

struct json_t;

// The document that the row (as mr_execution_get gives it) ran: its revision with its overrides.
// Sets wells, overrides and to_node of the options, in the arena.
mr_status mr_execution_document(mr_service *service, const struct json_t *row, mr_arena *arena,
                                mr_execute_options *options, mr_dag **out, mr_error *err);
// A list of texts, copied into the arena.
void mr_names_from_json(const struct json_t *list, mr_arena *arena, mr_names *out);
