// Rows and plots of any node: asked of a worker, answered when it has ended.
#include <jansson.h>

#include "../response.h"
#include "../server.h"
#include "handlers.h"

static void ended(void *context, const mr_work_end *end)
{
    mr_read_answer answer;
    mr_read_answer_of(end, &answer);
    mr_respond_read(context, &answer);
}

// Takes the job, whose end answers the request.
static void submit(mr_request *r, mr_status st, mr_work *job, mr_error *err)
{
    mr_workers *workers = mr_request_server(r)->workers;
    int64_t id;
    if (st != MR_OK) {
        mr_respond_error(r, err);
        return;
    }
    if (!workers) {
        json_decref(job->request);
        mr_respond_problem(r, 503, "no_workers", "this server reads no rows");
        return;
    }
    job->ended = ended;
    job->context = r;
    if (mr_workers_submit(workers, job, &id, err) != MR_OK)
        mr_respond_error(r, err);
}

void mr_route_data(mr_request *r)
{
    const mr_query query = mr_request_queries(r);
    mr_work job;
    mr_error err;
    const mr_status st = mr_data_job(mr_request_part(r, "execution"), mr_request_part(r, "node"),
                                     &query, &job, &err);
    submit(r, st, &job, &err);
}

void mr_route_plot(mr_request *r)
{
    const mr_query query = mr_request_queries(r);
    mr_work job;
    mr_error err;
    const mr_status st = mr_plot_job(mr_request_part(r, "execution"), mr_request_part(r, "node"),
                                     &query, &job, &err);
    submit(r, st, &job, &err);
}

void mr_route_preview(mr_request *r)
{
    mr_work job;
    mr_error err;
    const json_t *body = mr_request_object(r);
    if (body)
        submit(r, mr_preview_job(body, &job, &err), &job, &err);
}

void mr_route_document_plot(mr_request *r)
{
    mr_work job;
    mr_error err;
    const json_t *body = mr_request_object(r);
    if (body)
        submit(r, mr_document_plot_job(body, &job, &err), &job, &err);
}
