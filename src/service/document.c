// Pipeline documents: from files and from the store, changed for one run, saved.
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mudrock/json.h"
#include "mudrock/service.h"

bool mr_is_document_file(const char *file_or_id)
{
    size_t n = strlen(file_or_id);
    return strchr(file_or_id, '/') || (n > 5 && strcmp(file_or_id + n - 5, ".json") == 0) ||
           access(file_or_id, F_OK) == 0;
}

static mr_status read_text(const char *path, mr_buf *out, mr_error *err)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return mr_fail(err, errno == ENOENT ? MR_ENOTFOUND : MR_EIO, path, "%s", strerror(errno));
    char bytes[65536];
    size_t n;
    while (out->n <= MR_JSON_MAX_BYTES && (n = fread(bytes, 1, sizeof bytes, file)) > 0)
        mr_buf_put(out, bytes, n);
    bool failed = ferror(file);
    fclose(file);
    if (failed)
        return mr_fail(err, MR_EIO, path, "cannot be read: %s", strerror(errno));
    return out->status == MR_OK ? MR_OK : mr_fail(err, out->status, path, "no memory to read it");
}

static mr_status load_file(const char *path, mr_dag **out, mr_diagnostics *problems, mr_error *err)
{
    mr_buf text = {0};
    mr_status st = read_text(path, &text, err);
    if (st == MR_OK && mr_dag_decode((mr_str){text.at, text.n}, out, problems) != MR_OK)
        st = mr_fail(err, MR_EINVALID, path, "is no pipeline document");
    mr_buf_clear(&text);
    return st;
}

static mr_status load_saved(mr_service *service, const char *id, mr_dag **out,
                            mr_diagnostics *problems, mr_error *err)
{
    json_t *row = NULL;
    mr_status st = mr_pipeline_load(service->catalog, id, &row, err);
    if (st == MR_ENOTFOUND)
        return mr_fail(err, st, NULL, "there is neither a file nor a pipeline \"%s\"", id);
    if (st != MR_OK)
        return st;
    if (mr_dag_decode_json(json_object_get(row, "dag_definition"), out, problems) != MR_OK)
        st = mr_fail(err, MR_EINVALID, id, "is saved as no pipeline document");
    json_decref(row);
    return st;
}

mr_status mr_load_document(mr_service *service, const char *file_or_id, mr_dag **out,
                           mr_diagnostics *problems, mr_error *err)
{
    *out = NULL;
    if (mr_is_document_file(file_or_id) || !service || !service->catalog)
        return load_file(file_or_id, out, problems, err);
    return load_saved(service, file_or_id, out, problems, err);
}

// The document of changed JSON. It was a good one before, so that a problem names the change.
static mr_status decode_again(json_t *json, const char *change, mr_dag **out, mr_error *err)
{
    mr_diagnostics problems;
    mr_diagnostics_init(&problems);
    mr_status st = MR_OK;
    if (mr_dag_decode_json(json, out, &problems) != MR_OK)
        st = mr_fail(err, MR_EINVALID, change, "%s",
                     problems.n ? problems.at[0].message : "makes the document invalid");
    mr_diagnostics_clear(&problems);
    return st;
}

// Index of the node of that id, else of that name; a name that several nodes have is refused.
static mr_status find_node(const mr_dag *dag, mr_str name, size_t *out, mr_error *err)
{
    size_t found = 0;
    for (size_t i = 0; i < dag->n_nodes; i++)
        if (mr_str_eq(mr_str_of(dag->nodes[i].id), name)) {
            *out = i;
            return MR_OK;
        }
    for (size_t i = 0; i < dag->n_nodes; i++)
        if (mr_str_eq(mr_str_of(dag->nodes[i].name), name)) {
            *out = i;
            found++;
        }
    if (found == 1)
        return MR_OK;
    return mr_fail(err, found ? MR_EUSAGE : MR_ENOTFOUND, NULL,
                   found ? "several nodes are called \"%.*s\": use the id"
                         : "there is no node \"%.*s\"",
                   (int)name.n, name.at);
}

mr_status mr_override_parameter(mr_dag **dag, const char *assignment, mr_error *err)
{
    const char *equals = strchr(assignment, '='), *dot = equals;
    while (dot && dot > assignment && *dot != '.')
        dot--;
    if (!equals || dot == assignment || dot + 1 == equals)
        return mr_fail(err, MR_EUSAGE, assignment, "is not NODE.PARAM=VALUE");

    size_t node = 0;
    json_t *value = NULL;
    MR_TRY(find_node(*dag, (mr_str){assignment, (size_t)(dot - assignment)}, &node, err));
    if ((*dag)->nodes[node].kind != MR_NODE_OPERATOR)
        return mr_fail(err, MR_EUSAGE, assignment, "\"%s\" is no operator: it has no parameters",
                       (*dag)->nodes[node].name);
    if (mr_json_parse(mr_str_of(equals + 1), &value, NULL) != MR_OK)
        value = json_string(equals + 1);
    if (!value)
        return mr_fail(err, MR_EUSAGE, assignment, "is not valid UTF-8");

    json_t *json = json_deep_copy((*dag)->json);
    json_t *type =
        json_object_get(json_array_get(json_object_get(json, "nodes"), node), "node_type");
    if (!json_is_object(json_object_get(type, "parameters")))
        json_object_set_new(type, "parameters", json_object());
    json_object_setn_new(json_object_get(type, "parameters"), dot + 1, (size_t)(equals - dot - 1),
                         value);
    mr_dag *changed = NULL;
    mr_status st = decode_again(json, assignment, &changed, err);
    json_decref(json);
    if (st == MR_OK) {
        mr_dag_free(*dag);
        *dag = changed;
    }
    return st;
}

// A copy of the document that names its project by id.
static mr_status bind(mr_service *service, const mr_dag *dag, const char *project, mr_dag **out,
                      mr_error *err)
{
    json_t *json = json_copy(dag->json), *found = NULL;
    const char *named = project ? project : dag->project_id;
    mr_status st = MR_OK;
    if (service->catalog)
        st = mr_project_open(service, named, false, &found, err);
    if (st == MR_OK && found)
        json_object_set(json, "project_id", json_object_get(found, "id"));
    if (st == MR_OK)
        st = decode_again(json, "project_id", out, err);
    json_decref(found);
    json_decref(json);
    return st;
}

mr_status mr_prepare_document(mr_service *service, const mr_dag *dag,
                              const mr_execute_options *options, mr_dag **out, mr_error *err)
{
    mr_dag *prepared = NULL;
    json_t *as_it_is = options->data_folder ? json_copy(dag->json) : NULL;
    mr_status st = as_it_is ? decode_again(as_it_is, NULL, &prepared, err)
                            : bind(service, dag, options->project, &prepared, err);
    json_decref(as_it_is);
    for (size_t i = 0; st == MR_OK && options->overrides && i < options->overrides->n; i++)
        st = mr_override_parameter(&prepared, options->overrides->at[i], err);
    if (st == MR_OK)
        *out = prepared;
    else
        mr_dag_free(prepared);
    return st;
}

static bool saved_equal(mr_service *service, const mr_dag *dag, json_t **row)
{
    if (mr_pipeline_load(service->catalog, dag->id, row, NULL) != MR_OK)
        return false;
    if (json_equal(json_object_get(*row, "dag_definition"), dag->json))
        return true;
    json_decref(*row);
    *row = NULL;
    return false;
}

mr_status mr_save_document(mr_service *service, const mr_dag *dag, const char *project,
                           const char *message, json_t **out, mr_error *err)
{
    mr_dag *bound = NULL;
    MR_TRY(bind(service, dag, project, &bound, err));
    json_t *row = NULL;
    bool equal = saved_equal(service, bound, &row);
    mr_status st = MR_OK;
    if (!equal)
        st = mr_pipeline_save(service->catalog, bound->project_id, bound, NULL, message, &row, err);
    if (st == MR_OK) {
        json_object_del(row, "dag_definition");
        json_object_set_new(row, "changed", json_boolean(!equal));
        *out = row;
    }
    mr_dag_free(bound);
    return st;
}
