// Requests for rows and plots into jobs, ends of jobs into answers.
#include "reads.h"

#include <jansson.h>
#include <string.h>

#include "executions.h"

enum { LIMIT = 2000, MOST_LIMIT = 1000000 };

// --- texts into JSON ---

static const char *given(const mr_query *query, const char *name)
{
    const char *text = query->get(query->context, name);
    return text && *text ? text : NULL;
}

static json_t *parted(const char *text)
{
    json_t *list = json_array();
    while (text && *text) {
        const size_t n = strcspn(text, ",");
        if (n)
            json_array_append_new(list, json_stringn(text, n));
        text += n + (text[n] == ',');
    }
    return list;
}

static mr_status put_integer(json_t *request, const mr_query *query, const char *name,
                             mr_error *err)
{
    const char *text = given(query, name);
    int64_t value;
    if (!text)
        return MR_OK;
    if (!mr_parse_int64_all(mr_str_of(text), &value))
        return mr_fail(err, MR_EPARAM, name, "\"%s\" is no whole number", text);
    json_object_set_new(request, name, json_integer(value));
    return MR_OK;
}

static void put_text(json_t *request, const mr_query *query, const char *name)
{
    const char *text = given(query, name);
    if (text)
        json_object_set_new(request, name, json_string(text));
}

// top,base
static mr_status put_depth(json_t *request, const mr_query *query, mr_error *err)
{
    const char *text = given(query, "depth");
    const char *comma = text ? strchr(text, ',') : NULL;
    double top, base;
    if (!text)
        return MR_OK;
    if (!comma || !mr_parse_double_all((mr_str){text, (size_t)(comma - text)}, &top) ||
        !mr_parse_double_all(mr_str_of(comma + 1), &base))
        return mr_fail(err, MR_EPARAM, "depth", "\"%s\" is not top,base", text);
    json_object_set_new(request, "depth", json_pack("[f,f]", top, base));
    return MR_OK;
}

// --- what all of them check ---

static mr_status check_integer(const json_t *request, const char *name, json_int_t least,
                               json_int_t most, mr_error *err)
{
    const json_t *value = json_object_get(request, name);
    if (!value || json_is_null(value))
        return MR_OK;
    if (!json_is_integer(value) || json_integer_value(value) < least ||
        json_integer_value(value) > most)
        return mr_fail(err, MR_EPARAM, name, "must be a whole number from %lld to %lld",
                       (long long)least, (long long)most);
    return MR_OK;
}

static mr_status check_texts(const json_t *request, const char *name, mr_error *err)
{
    const json_t *list = json_object_get(request, name);
    bool good = !list || json_is_array(list);
    for (size_t i = 0; good && i < json_array_size(list); i++)
        good = json_is_string(json_array_get(list, i));
    return good ? MR_OK : mr_fail(err, MR_EPARAM, name, "must be a list of texts");
}

static mr_status check_depth(const json_t *request, mr_error *err)
{
    const json_t *depth = json_object_get(request, "depth");
    if (!depth || json_is_null(depth))
        return MR_OK;
    if (json_array_size(depth) != 2 || !json_is_number(json_array_get(depth, 0)) ||
        !json_is_number(json_array_get(depth, 1)) ||
        json_number_value(json_array_get(depth, 0)) > json_number_value(json_array_get(depth, 1)))
        return mr_fail(err, MR_EPARAM, "depth", "must be top and base, two numbers, top first");
    return MR_OK;
}

// A page when it is to be shown, all of it when it is to be taken away.
static mr_status complete_data(json_t *request, mr_error *err)
{
    const char *format = json_string_value(json_object_get(request, "format"));
    mr_data_format kind = MR_DATA_JSON;
    if (format && !mr_data_format_parse(format, &kind))
        return mr_fail(err, MR_EPARAM, "format", "\"%s\" is none of json, arrow, csv, parquet",
                       format);
    const bool whole = kind == MR_DATA_CSV || kind == MR_DATA_PARQUET;
    MR_TRY(check_integer(request, "offset", 0, INT64_MAX, err));
    MR_TRY(check_integer(request, "limit", 0, whole ? INT64_MAX : MOST_LIMIT, err));
    MR_TRY(check_texts(request, "columns", err));
    MR_TRY(check_texts(request, "wells", err));
    if (!whole && !json_is_integer(json_object_get(request, "limit")))
        json_object_set_new(request, "limit", json_integer(LIMIT));
    return MR_OK;
}

static mr_status complete_plot(json_t *request, mr_error *err)
{
    MR_TRY(check_integer(request, "pixels", 1, 20000, err));
    MR_TRY(check_texts(request, "curves", err));
    MR_TRY(check_depth(request, err));
    const json_t *well = json_object_get(request, "well");
    return !well || json_is_null(well) || json_is_string(well)
               ? MR_OK
               : mr_fail(err, MR_EPARAM, "well", "must be a text");
}

// Takes the request.
static mr_status finish(json_t *request, const char *affinity, mr_status st, mr_work *out)
{
    if (st != MR_OK) {
        json_decref(request);
        return st;
    }
    *out = (mr_work){.kind = MR_WORK_READ,
                     .request = request,
                     .affinity = json_string_value(json_object_get(request, affinity))};
    return MR_OK;
}

// --- of an execution ---

mr_status mr_data_job(const char *execution_id, const char *node_id, const mr_query *query,
                      mr_work *out, mr_error *err)
{
    json_t *request = json_pack(
        "{s:s,s:s,s:s,s:o,s:o}", "task", "data", "execution_id", execution_id, "node_id", node_id,
        "columns", parted(given(query, "columns")), "wells", parted(given(query, "wells")));
    put_text(request, query, "sort");
    put_text(request, query, "format");
    mr_status st = put_integer(request, query, "offset", err);
    if (st == MR_OK)
        st = put_integer(request, query, "limit", err);
    if (st == MR_OK)
        st = complete_data(request, err);
    return finish(request, "execution_id", st, out);
}

mr_status mr_plot_job(const char *execution_id, const char *node_id, const mr_query *query,
                      mr_work *out, mr_error *err)
{
    json_t *request = json_pack("{s:s,s:s,s:s,s:o}", "task", "plot", "execution_id", execution_id,
                                "node_id", node_id, "curves", parted(given(query, "curves")));
    put_text(request, query, "well");
    mr_status st = put_integer(request, query, "pixels", err);
    if (st == MR_OK)
        st = put_depth(request, query, err);
    if (st == MR_OK)
        st = complete_plot(request, err);
    return finish(request, "execution_id", st, out);
}

// --- of a document ---

// Copies what a body may say; of other names nothing is taken.
static mr_status take_body(const json_t *body, const char *task, const char *const *names,
                           json_t **request, mr_error *err)
{
    if (!json_is_object(json_object_get(body, "document")))
        return mr_fail(err, MR_EPARAM, "document", "must be a pipeline document");
    if (!json_is_string(json_object_get(body, "node_id")))
        return mr_fail(err, MR_EPARAM, "node_id", "must be the id of a node");
    *request =
        json_pack("{s:s,s:O,s:O}", "task", task, "document", json_object_get(body, "document"),
                  "node_id", json_object_get(body, "node_id"));
    for (; *names; names++) {
        json_t *value = json_object_get(body, *names);
        if (value && !json_is_null(value))
            json_object_set(*request, *names, value);
    }
    return MR_OK;
}

mr_status mr_preview_job(const json_t *body, mr_work *out, mr_error *err)
{
    static const char *const names[] = {"limit", "offset", "columns", "sort", "format", NULL};
    const json_t *well = json_object_get(body, "well_id");
    json_t *request = NULL;
    MR_TRY(take_body(body, "data", names, &request, err));
    mr_status st = MR_OK;
    if (json_is_string(well))
        json_object_set_new(request, "wells", json_pack("[O]", well));
    else if (well && !json_is_null(well))
        st = mr_fail(err, MR_EPARAM, "well_id", "must be a text");
    if (st == MR_OK)
        st = complete_data(request, err);
    return finish(request, "node_id", st, out);
}

mr_status mr_document_plot_job(const json_t *body, mr_work *out, mr_error *err)
{
    static const char *const names[] = {"well", "curves", "depth", "pixels", NULL};
    json_t *request = NULL;
    MR_TRY(take_body(body, "plot", names, &request, err));
    return finish(request, "node_id", complete_plot(request, err), out);
}

// --- answers ---

void mr_read_answer_of(const mr_work_end *end, mr_read_answer *out)
{
    const json_t *total = json_object_get(end->header, "total");
    *out = (mr_read_answer){
        .status = 200,
        .content_type = json_string_value(json_object_get(end->header, "content_type")),
        .total = json_is_integer(total) ? json_integer_value(total) : -1,
        .body = end->body,
        .file = json_string_value(json_object_get(end->header, "file")),
    };
    if (out->file)
        out->file_name = strstr(out->content_type, "parquet") ? "rows.parquet" : "rows.csv";
    if (end->status == MR_OK)
        return;
    *out = (mr_read_answer){
        .status = mr_status_http(end->status),
        .total = -1,
        .code = mr_status_slug(end->status),
        .where = end->error.where,
        .message = end->error.message,
        .diagnostics = json_object_get(end->header, "diagnostics"),
    };
}

// --- runs ---

mr_status mr_execute_options_from_json(const mr_dag *dag, const json_t *body, mr_arena *arena,
                                       mr_execute_options *out, mr_error *err)
{
    const json_t *to_node = json_object_get(body, "to_node"),
                 *wells = json_object_get(body, "wells");
    const json_t *overrides = json_object_get(body, "overrides");
    mr_names *lists = MR_ARENA_ARRAY(arena, mr_names, 2);
    *out = (mr_execute_options){.wells = &lists[0], .overrides = &lists[1]};
    if (body && !json_is_object(body))
        return mr_fail(err, MR_EPARAM, "", "must be an object");
    if (to_node && !json_is_null(to_node) && !json_is_string(to_node))
        return mr_fail(err, MR_EPARAM, "to_node", "must be the id or name of a node");
    if (wells && !json_is_null(wells))
        MR_TRY(check_texts(body, "wells", err));
    if (overrides && !json_is_null(overrides) && !json_is_object(overrides))
        return mr_fail(err, MR_EPARAM, "overrides", "must be {node: {parameter: value}}");
    out->to_node = mr_arena_strdup(arena, json_string_value(to_node));
    lists[0].at = MR_ARENA_ARRAY(arena, const char *, json_array_size(wells) + 1);
    for (size_t i = 0; i < json_array_size(wells); i++)
        lists[0].at[lists[0].n++] =
            mr_arena_strdup(arena, json_string_value(json_array_get(wells, i)));
    return mr_overrides_from_json(dag, overrides, arena, &lists[1], err);
}
