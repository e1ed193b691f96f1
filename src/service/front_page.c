// What somebody who opens the editor wants to see first.
#include <jansson.h>
#include <string.h>

#include "mudrock/service.h"

enum { RUNS = 100 }; // looked through for one that went well

static const char *text(const json_t *row, const char *name)
{
    const char *value = json_string_value(json_object_get(row, name));
    return value ? value : "";
}

static const json_t *newest_good(const json_t *executions)
{
    for (size_t i = 0; i < json_array_size(executions); i++)
        if (strcmp(text(json_array_get(executions, i), "status"), "completed") == 0)
            return json_array_get(executions, i);
    return NULL;
}

static const json_t *newest_pipeline(const json_t *pipelines)
{
    const json_t *newest = NULL;
    for (size_t i = 0; i < json_array_size(pipelines); i++) {
        const json_t *row = json_array_get(pipelines, i);
        if (!newest || strcmp(text(row, "updated_at"), text(newest, "updated_at")) > 0)
            newest = row;
    }
    return newest;
}

static const json_t *by_id(const json_t *pipelines, const char *id)
{
    for (size_t i = 0; i < json_array_size(pipelines); i++)
        if (strcmp(text(json_array_get(pipelines, i), "id"), id) == 0)
            return json_array_get(pipelines, i);
    return NULL;
}

mr_status mr_front_page(mr_service *service, json_t **out, mr_error *err)
{
    json_t *executions = NULL, *pipelines = NULL;
    *out = NULL;
    mr_status st = mr_execution_list(service->catalog, NULL, RUNS, &executions, err);
    if (st == MR_OK)
        st = mr_pipeline_list(service->catalog, NULL, &pipelines, err);
    const json_t *run = newest_good(executions);
    const json_t *pipeline = run ? by_id(pipelines, text(run, "pipeline_id")) : NULL;
    if (!pipeline) {
        run = NULL;
        pipeline = newest_pipeline(pipelines);
    }
    if (st == MR_OK && pipeline)
        *out =
            json_pack("{s:s,s:s,s:s?}", "project_id", text(pipeline, "project_id"), "pipeline_id",
                      text(pipeline, "id"), "execution_id", run ? text(run, "id") : NULL);
    json_decref(pipelines);
    json_decref(executions);
    return st;
}
