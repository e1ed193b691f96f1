// The executions of a server: begun in the store, carried out by workers, told to whoever listens.
#pragma once

#include "mudrock/service.h"

#include "workers.h"

struct json_t;

// Where events go. `topic` is "execution-<id>" or "project-<id>"; `data` is taken over; after the
// last event of a topic nothing more comes. From any thread, one call at a time.
typedef struct mr_publish {
    void (*event)(void *context, const char *topic, const char *name, struct json_t *data,
                  bool last);
    void *context;
} mr_publish;

typedef struct mr_executions mr_executions;

// `service` and `workers` outlive it. From then on, executions
// of this workspace whose process has died, whoever started it, are failed within a few seconds.
mr_status mr_executions_open(mr_service *service, mr_workers *workers, const mr_publish *publish,
                             mr_executions **out, mr_error *err);
// After mr_workers_stop: what ended last is recorded and told; nothing is begun any more. Accepts
// NULL.
void mr_executions_close(mr_executions *executions);
// Closed, and nobody calls any of these any more. Accepts NULL.
void mr_executions_free(mr_executions *executions);

// The answers are as mr_show_execution gives them. Any thread.
mr_status mr_executions_begin(mr_executions *executions, const char *pipeline_id,
                              const mr_execute_options *options, mr_diagnostics *problems,
                              struct json_t **out, mr_error *err);
// While it runs, with what its worker told last.
mr_status mr_executions_show(mr_executions *executions, const char *id, struct json_t **out,
                             mr_error *err);
// It ends within about a second, also when another process of this machine runs it. MR_ECONFLICT
// when it does not run.
mr_status mr_executions_cancel(mr_executions *executions, const char *id, mr_error *err);

// Overrides as the interface takes them, {"node id or name": {parameter: value}}, as
// NODE.PARAM=VALUE in the arena. MR_ENOTFOUND for a node that the document does not have.
mr_status mr_overrides_from_json(const mr_dag *dag, const struct json_t *overrides, mr_arena *arena,
                                 mr_names *out, mr_error *err);
