// Rows and plots over HTTP, but for HTTP itself: what a request asks for as a job of a worker, and
// what its end is as an answer.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "mudrock/service.h"

#include "workers.h"

struct json_t;

// Parameters of a request's query: NULL when one is not given.
typedef struct mr_query {
    const char *(*get)(const void *context, const char *name);
    const void *context;
} mr_query;

// The jobs, of kind MR_WORK_READ; `request` is new, `affinity` points into it. MR_EUSAGE or
// MR_EPARAM name the parameter in err->where.
// GET /executions/{id}/nodes/{n}/data?offset&limit&columns&wells&sort&format
mr_status mr_data_job(const char *execution_id, const char *node_id, const mr_query *query,
                      mr_work *out, mr_error *err);
// GET /executions/{id}/nodes/{n}/plot?well&curves&depth&pixels
mr_status mr_plot_job(const char *execution_id, const char *node_id, const mr_query *query,
                      mr_work *out, mr_error *err);
// POST /pipelines/preview and /pipelines/plot: the body, borrowed.
mr_status mr_preview_job(const struct json_t *body, mr_work *out, mr_error *err);
mr_status mr_document_plot_job(const struct json_t *body, mr_work *out, mr_error *err);

// The end of a job as an answer. Texts and body are the end's.
typedef struct mr_read_answer {
    int status; // HTTP
    const char *content_type;
    int64_t total;                    // X-Total-Rows; < 0 = none
    mr_str body;                      // NULL when there is a file or an error
    const char *file;                 // to be sent, and removed by whoever sends it
    const char *file_name;            // for Content-Disposition; NULL = none
    const char *code;                 // slug of an error; NULL = none
    const char *where, *message;      // of an error
    const struct json_t *diagnostics; // of an error; may be NULL
} mr_read_answer;
void mr_read_answer_of(const mr_work_end *end, mr_read_answer *out);

// POST /pipelines/{id}/executions {"to_node", "wells", "overrides"}: options in the arena. The
// document is the pipeline's.
mr_status mr_execute_options_from_json(const mr_dag *dag, const struct json_t *body,
                                       mr_arena *arena, mr_execute_options *out, mr_error *err);
