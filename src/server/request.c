// What handlers read from a request.
#include "request.h"

#include <jansson.h>
#include <string.h>
#include <strings.h>

#include "mudrock/json.h"

#include "exchange.h"
#include "server.h"

mr_server *mr_request_server(const mr_request *request)
{
    return request->server;
}

mr_service *mr_request_service(const mr_request *request)
{
    return request->server->service;
}

mr_arena *mr_request_arena(mr_request *request)
{
    return request->arena;
}

const char *mr_request_path(const mr_request *request)
{
    return request->path;
}

static const char *value_of(const mr_pair *pairs, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(pairs[i].name, name) == 0)
            return pairs[i].value;
    return NULL;
}

const char *mr_request_part(const mr_request *request, const char *name)
{
    const char *value = value_of(request->parts, request->n_parts, name);
    return value ? value : "";
}

const char *mr_request_query(const mr_request *request, const char *name)
{
    return value_of(request->queries, request->n_queries, name);
}

int64_t mr_request_query_int(const mr_request *request, const char *name, int64_t otherwise)
{
    const char *text = mr_request_query(request, name);
    int64_t value;
    return text && mr_parse_int64_all(mr_str_of(text), &value) ? value : otherwise;
}

bool mr_request_query_true(const mr_request *request, const char *name)
{
    const char *text = mr_request_query(request, name);
    return text && strcmp(text, "true") == 0;
}

static const char *query_get(const void *context, const char *name)
{
    return mr_request_query(context, name);
}

mr_query mr_request_queries(const mr_request *request)
{
    return (mr_query){query_get, request};
}

const char *mr_request_header(const mr_request *request, const char *name)
{
    for (size_t i = 0; i < MR_HEADERS_N; i++)
        if (strcasecmp(mr_header_names[i], name) == 0)
            return request->headers[i];
    return NULL;
}

const char *mr_request_match(mr_request *request)
{
    const char *match = mr_request_header(request, "If-Match");
    const size_t n = match ? strlen(match) : 0;
    if (n < 3 || match[0] != '"' || match[n - 1] != '"')
        return NULL;
    return mr_arena_strndup(request->arena, match + 1, n - 2);
}

bool mr_request_takes_gzip(const mr_request *request)
{
    const char *list = mr_request_header(request, "Accept-Encoding");
    const char *at = list ? strstr(list, "gzip") : NULL;
    if (!at)
        return false;
    at += strlen("gzip");
    at += strspn(at, " ");
    if (*at != ';')
        return true;
    at += 1 + strspn(at + 1, " ");
    double quality;
    return strncmp(at, "q=", 2) != 0 || !mr_parse_double(mr_str_of(at + 2), &quality) ||
           quality > 0;
}

// --- the body ---

mr_str mr_request_body(const mr_request *request)
{
    return (mr_str){request->body.at, request->body.n};
}

// Parsed once; an answer when it is no JSON.
static const json_t *parsed(mr_request *r)
{
    mr_error err;
    if (r->json)
        return r->json;
    if (mr_json_parse((mr_str){r->body.at, r->body.n}, &r->json, &err) == MR_OK)
        return r->json;
    // What HTTP calls a bad request; MR_EFORMAT of a file that was uploaded would be another.
    mr_respond_problem(r, err.status == MR_EFORMAT ? 400 : mr_status_http(err.status),
                       mr_status_slug(err.status), "the body is no JSON: %s%s%s", err.where,
                       *err.where ? ": " : "", err.message);
    return NULL;
}

json_t *mr_request_object(mr_request *request)
{
    const json_t *value = parsed(request);
    if (!value)
        return NULL;
    if (!json_is_object(value)) {
        mr_respond_problem(request, 422, mr_status_slug(MR_EPARAM), "the body must be an object");
        return NULL;
    }
    return request->json;
}

mr_status mr_request_document(mr_request *request, const char *key, mr_dag **out,
                              mr_diagnostics *problems)
{
    json_t *object = mr_request_object(request);
    *out = NULL;
    if (!object)
        return MR_EUSAGE;
    json_t *document = key ? json_object_get(object, key) : object;
    if (!document) {
        mr_respond_problem(request, 422, mr_status_slug(MR_EPARAM),
                           "\"%s\" must be a pipeline document", key);
        return MR_EUSAGE;
    }
    return mr_dag_decode_json(document, out, problems);
}
