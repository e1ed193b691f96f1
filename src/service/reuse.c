// Whether a run of before can stand for another one: the same content at every output, still there.
#include "reuse.h"

#include <jansson.h>
#include <string.h>
#include <sys/stat.h>

#include "content_key.h"

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

static bool all_there(mr_service *service, const json_t *execution)
{
    const json_t *outputs =
        json_object_get(json_object_get(execution, "result_summary"), "outputs");
    for (size_t i = 0; i < json_array_size(outputs); i++)
        if (!output_there(service, json_array_get(outputs, i)))
            return false;
    return json_array_size(outputs) > 0;
}

// The newest run that made the content of the first output, when it is one of this pipeline and
// made all the others too.
static mr_status find(mr_service *service, const mr_typed_dag *typed, char (*keys)[65],
                      json_t **out, mr_error *err)
{
    char id[37] = "", key[65];
    for (size_t i = 0; i < typed->dag->n_nodes; i++) {
        if (typed->nodes[i].node->kind != MR_NODE_OUTPUT || !keys[i][0])
            continue;
        if (!id[0])
            MR_TRY(mr_execution_with_key(service->catalog, keys[i], id, NULL, err));
        if (!id[0])
            return MR_OK;
        MR_TRY(mr_execution_key(service->catalog, id, typed->nodes[i].node->id, key, err));
        if (strcmp(key, keys[i]) != 0)
            return MR_OK;
    }
    if (!id[0])
        return MR_OK;
    json_t *row = NULL;
    MR_TRY(mr_execution_get(service->catalog, id, &row, err));
    const char *pipeline = json_string_value(json_object_get(row, "pipeline_id"));
    const json_t *input = json_object_get(row, "input_parameters");
    bool whole = !json_is_string(json_object_get(input, "to_node"));
    if (whole && pipeline && strcmp(pipeline, typed->dag->id) == 0 && all_there(service, row))
        *out = row;
    else
        json_decref(row);
    return MR_OK;
}

mr_status mr_find_equal_run(mr_service *service, const mr_dag *prepared,
                            const mr_execute_options *options, json_t **out, mr_error *err)
{
    mr_typed_dag *typed = NULL;
    mr_arena *arena = mr_arena_new();
    char(*keys)[65];
    *out = NULL;
    mr_status st = mr_type_document(service, prepared, options, &typed, err);
    if (st == MR_OK)
        st = mr_content_keys(service, typed, options->wells, arena, &keys, err);
    if (st == MR_OK && typed->problems.errors == 0)
        st = find(service, typed, keys, out, err);
    mr_typed_dag_free(typed);
    mr_arena_free(arena);
    return st;
}
