// Whether the newest run of a pipeline can stand for another one.
#include "reuse.h"

#include <jansson.h>
#include <string.h>
#include <sys/stat.h>

#include "record.h"

static bool output_there(mr_service *service, const json_t *output)
{
    const char *path = json_string_value(json_object_get(output, "path"));
    const char *kind = json_string_value(json_object_get(output, "kind"));
    int64_t bytes = -1;
    struct stat info;
    if (!path || !kind)
        return false;
    if (strcmp(kind, mr_output_kind_name(MR_OUTPUT_FRONTEND)) == 0)
        return mr_object_size(service->objects, path, &bytes, NULL) == MR_OK;
    return stat(path, &info) == 0 &&
           (S_ISDIR(info.st_mode) ||
            (json_int_t)info.st_size == json_integer_value(json_object_get(output, "bytes")));
}

static bool same_start(const json_t *execution, const json_t *start)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)start, key, value)
    {
        if (!json_equal(json_object_get(execution, key), value))
            return false;
    }
    return true;
}

static bool usable(mr_service *service, const json_t *execution, const json_t *start)
{
    const char *status = json_string_value(json_object_get(execution, "status"));
    const json_t *outputs =
        json_object_get(json_object_get(execution, "result_summary"), "outputs");
    if (!status || strcmp(status, "completed") != 0 || !same_start(execution, start))
        return false;
    for (size_t i = 0; i < json_array_size(outputs); i++)
        if (!output_there(service, json_array_get(outputs, i)))
            return false;
    return json_array_size(outputs) > 0;
}

// The document must be the saved one, and the run later than its last revision.
static mr_status newest_run(mr_service *service, const mr_dag *prepared, json_t **out,
                            mr_error *err)
{
    json_t *row = NULL, *list = NULL;
    *out = NULL;
    mr_status st = mr_pipeline_load(service->catalog, prepared->id, &row, err);
    if (st == MR_ENOTFOUND)
        return MR_OK;
    if (st == MR_OK && json_equal(json_object_get(row, "dag_definition"), prepared->json))
        st = mr_execution_list(service->catalog, prepared->id, 1, &list, err);
    const json_t *first = json_array_get(list, 0);
    const char *updated = json_string_value(json_object_get(row, "updated_at"));
    const char *started = json_string_value(json_object_get(first, "started_at"));
    const char *id = json_string_value(json_object_get(first, "id"));
    if (st == MR_OK && id && updated && started && strcmp(started, updated) >= 0)
        st = mr_execution_get(service->catalog, id, out, err);
    json_decref(list);
    json_decref(row);
    return st;
}

mr_status mr_find_equal_run(mr_service *service, const mr_dag *prepared,
                            const mr_execute_options *options, json_t **out, mr_error *err)
{
    mr_typed_dag *typed = NULL;
    json_t *start = NULL;
    MR_TRY(newest_run(service, prepared, out, err));
    if (!*out)
        return MR_OK;
    mr_status st = mr_type_document(service, prepared, options, &typed, err);
    if (st == MR_OK) {
        mr_record record = {service, typed, options, NULL};
        st = mr_record_start(&record, &start, err);
    }
    if (st != MR_OK || !usable(service, *out, start)) {
        json_decref(*out);
        *out = NULL;
    }
    json_decref(start);
    mr_typed_dag_free(typed);
    return st;
}
