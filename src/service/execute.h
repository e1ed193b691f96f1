// What runs in this process and runs begun elsewhere share.
#pragma once

#include "mudrock/service.h"

#include "record.h"
#include "running.h"

typedef struct mr_run_record {
    mr_record record;
    char id[37];          // of the execution; "" = not recorded
    struct json_t *start; // what mr_record_start gave
    mr_running *running;
} mr_run_record;

// Copies the problems that concern a run (to a node by its id, NULL = of the whole document).
// MR_EINVALID when one is an error.
mr_status mr_check_typed(const mr_typed_dag *typed, const char *to_node, mr_diagnostics *problems,
                         mr_error *err);
// A node by id, else by name; NULL for NULL.
mr_status mr_find_target(const mr_dag *dag, const char *name, const char **id, mr_error *err);
// A pending execution.
mr_status mr_run_create(mr_service *service, const char *pipeline_id, const char *revision_id,
                        const mr_execute_options *options, char id[37], mr_error *err);
// Carries it out, from claim to end. record and id are set; clear also after a failure.
mr_status mr_run_typed(mr_run_record *r, struct json_t **execution, mr_error *err);
void mr_run_clear(mr_run_record *r);
