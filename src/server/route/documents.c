// What an editor asks of a document: validate, connections, schemas, plan, results.
#include <jansson.h>
#include <string.h>

#include "../response.h"
#include "handlers.h"

// A document while it is looked at.
typedef struct draft {
    mr_dag *dag; // NULL: it could not be decoded, and `problems` say why
    mr_typed_dag *typed;
    mr_diagnostics problems;
} draft;

// False: the request has been answered. A document that cannot be decoded is no failure.
static bool open_draft(mr_request *r, bool lenient, draft *out)
{
    mr_error err;
    *out = (draft){0};
    mr_diagnostics_init(&out->problems);
    const mr_status st = mr_request_document(r, "document", &out->dag, &out->problems);
    if (st == MR_EINVALID)
        return true;
    if (st != MR_OK)
        return false;
    if (mr_type_draft(mr_request_service(r), out->dag, lenient, &out->typed, &err) == MR_OK)
        return true;
    mr_respond_error(r, &err);
    return false;
}

static void close_draft(draft *d)
{
    mr_typed_dag_free(d->typed);
    mr_dag_free(d->dag);
    mr_diagnostics_clear(&d->problems);
}

static const mr_diagnostics *problems_of(const draft *d)
{
    return d->typed ? &d->typed->problems : &d->problems;
}

// One with errors: 422 with its diagnostics. True: it has none.
static bool must_be_good(mr_request *r, const draft *d)
{
    mr_error err;
    const mr_diagnostics *problems = problems_of(d);
    if (d->typed && !problems->errors)
        return true;
    mr_fail(&err, MR_EINVALID, "", "the pipeline has %zu error%s", problems->errors,
            problems->errors == 1 ? "" : "s");
    mr_respond_invalid(r, &err, problems, NULL);
    return false;
}

void mr_route_validate(mr_request *r)
{
    draft d;
    const json_t *body = mr_request_object(r);
    if (!body)
        return;
    if (open_draft(r, json_is_true(json_object_get(body, "draft")), &d))
        mr_respond_json(r, 200,
                        json_pack("{s:b,s:o}", "valid", d.typed && !problems_of(&d)->errors,
                                  "diagnostics", mr_diagnostics_to_json(problems_of(&d))));
    close_draft(&d);
}

void mr_route_infer(mr_request *r)
{
    draft d;
    if (open_draft(r, true, &d))
        mr_respond_json(r, 200,
                        json_pack("{s:o,s:o}", "nodes",
                                  d.typed ? mr_inferred_schemas(d.typed) : json_object(),
                                  "diagnostics", mr_diagnostics_to_json(problems_of(&d))));
    close_draft(&d);
}

// --- connections ---

static mr_status check_pair(mr_request *r, const draft *d, const json_t *pair, json_t **out,
                            mr_error *err)
{
    const char *source = json_string_value(json_object_get(pair, "source_id"));
    const char *target = json_string_value(json_object_get(pair, "target_id"));
    if (!source || !target)
        return mr_fail(err, MR_EPARAM, "pairs", "a pair has a source_id and a target_id");
    return mr_validate_edge(d->typed, source, target, mr_request_service(r)->units, out, err);
}

static void respond_pairs(mr_request *r, const draft *d, const json_t *pairs)
{
    json_t *items = json_array();
    mr_error err;
    mr_status st = MR_OK;
    for (size_t i = 0; st == MR_OK && i < json_array_size(pairs); i++) {
        json_t *verdict = NULL;
        st = check_pair(r, d, json_array_get(pairs, i), &verdict, &err);
        if (st == MR_OK)
            json_array_append_new(items, verdict);
    }
    if (st == MR_OK) {
        mr_respond_json(r, 200, json_pack("{s:O}", "items", items));
    } else {
        mr_respond_error(r, &err);
    }
    json_decref(items);
}

static void respond_pair(mr_request *r, const draft *d, const json_t *pair)
{
    json_t *verdict = NULL;
    mr_error err;
    if (check_pair(r, d, pair, &verdict, &err) == MR_OK)
        mr_respond_json(r, 200, verdict);
    else
        mr_respond_error(r, &err);
}

void mr_route_connections(mr_request *r)
{
    draft d;
    const json_t *body = mr_request_object(r);
    if (!body)
        return;
    const json_t *pairs = json_object_get(body, "pairs");
    if (open_draft(r, true, &d)) {
        mr_error err;
        mr_fail(&err, MR_EINVALID, "document", "this is no pipeline document");
        if (!d.typed)
            mr_respond_invalid(r, &err, &d.problems, NULL);
        else if (json_is_array(pairs))
            respond_pairs(r, &d, pairs);
        else
            respond_pair(r, &d, body);
    }
    close_draft(&d);
}

// --- plan and results ---

static void respond_plan(mr_request *r, const mr_typed_dag *typed, const char *format)
{
    const bool dot = strcmp(format, "dot") == 0;
    mr_buf text = {0};
    if (strcmp(format, "json") == 0) {
        mr_respond_json(r, 200, mr_plan_to_json(typed));
        return;
    }
    if (dot)
        mr_plan_to_dot(typed, &text);
    else
        mr_plan_to_text(typed, &text);
    mr_respond_text(r, dot ? "text/vnd.graphviz; charset=utf-8" : "text/plain; charset=utf-8",
                    (mr_str){text.at, text.n});
    mr_buf_clear(&text);
}

void mr_route_plan(mr_request *r)
{
    draft d;
    const json_t *body = mr_request_object(r);
    if (!body)
        return;
    const char *format = json_string_value(json_object_get(body, "format"));
    format = format ? format : "json";
    if (strcmp(format, "json") != 0 && strcmp(format, "dot") != 0 && strcmp(format, "text") != 0) {
        mr_respond_problem(r, 422, mr_status_slug(MR_EPARAM),
                           "format is \"%s\", must be json, dot or text", format);
        return;
    }
    if (open_draft(r, false, &d) && must_be_good(r, &d))
        respond_plan(r, d.typed, format);
    close_draft(&d);
}

void mr_route_results(mr_request *r)
{
    mr_dag *dag = NULL;
    json_t *results = NULL;
    mr_diagnostics problems;
    mr_error err;
    mr_diagnostics_init(&problems);
    mr_status st = mr_request_document(r, "document", &dag, &problems);
    if (st == MR_EINVALID) {
        mr_fail(&err, st, "document", "this is no pipeline document");
        mr_respond_invalid(r, &err, &problems, NULL);
    } else if (st == MR_OK) {
        if (mr_results(mr_request_service(r), dag, &results, &err) == MR_OK)
            mr_respond_json(r, 200, results);
        else
            mr_respond_error(r, &err);
    }
    mr_dag_free(dag);
    mr_diagnostics_clear(&problems);
}
