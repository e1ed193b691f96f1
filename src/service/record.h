// What a run leaves in the store: the row of its execution, its lineage.
#pragma once

#include "mudrock/service.h"

struct json_t;

typedef struct mr_record {
    mr_service *service;
    const mr_typed_dag *typed;
    const mr_execute_options *options;
    const mr_run_result *result; // NULL: it ended before it began
} mr_record;

// Status and what goes with it: {status, completed_at, execution_time_ms, error_message,
// execution_log, metrics, result_summary, content_hash}. New reference.
struct json_t *mr_record_end(const mr_record *record, mr_status status, const mr_error *failure);
// {engine_versions, input_snapshots, resolved_operators}, known before the run. New reference.
mr_status mr_record_start(const mr_record *record, struct json_t **out, mr_error *err);
// One row an edge of what ran.
mr_status mr_record_lineage(const mr_record *record, const char *execution_id,
                            const struct json_t *snapshots, mr_error *err);
