// The route table as an OpenAPI 3.1 document; the schemas it names come from schemas.json.
#include "openapi.h"

#include <assert.h>
#include <ctype.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "route.h"
#include "target.h"

extern const char mr_schemas_json[]; // from schemas.json

static json_t *schema_ref(const char *name)
{
    char text[128];
    (void)snprintf(text, sizeof text, "#/components/schemas/%s", name);
    return json_pack("{s:s}", "$ref", text);
}

static json_t *content(const char *type, json_t *schema)
{
    return json_pack("{s:{s:o}}", type, "schema", schema);
}

static json_t *texts_of(const char *choices)
{
    json_t *list = json_array();
    for (const char *at = choices; *at;) {
        const size_t n = strcspn(at, "|");
        json_array_append_new(list, json_stringn(at, n));
        at += n + (at[n] == '|');
    }
    return list;
}

static json_t *query_schema(const mr_query_row *row)
{
    switch (row->kind) {
    case MR_QUERY_INT:
        return json_pack("{s:s,s:I,s:I}", "type", "integer", "minimum", (json_int_t)row->min,
                         "maximum", (json_int_t)row->max);
    case MR_QUERY_BOOL: return json_pack("{s:s}", "type", "boolean");
    case MR_QUERY_CHOICE:
        return json_pack("{s:s,s:o}", "type", "string", "enum", texts_of(row->choices));
    case MR_QUERY_TEXT: break;
    }
    return json_pack("{s:s}", "type", "string");
}

static json_t *parameters(const mr_route *route)
{
    json_t *list = json_array();
    mr_str name;
    size_t segment;
    for (size_t i = 0; mr_route_part(route, i, &name, &segment); i++)
        json_array_append_new(list,
                              json_pack("{s:s%,s:s,s:b,s:{s:s}}", "name", name.at, name.n, "in",
                                        "path", "required", 1, "schema", "type", "string"));
    for (const mr_query_row *row = route->query; row && row->name; row++)
        json_array_append_new(list,
                              json_pack("{s:s,s:s,s:s,s:o}", "name", row->name, "in", "query",
                                        "description", row->help, "schema", query_schema(row)));
    if (route->needs_match)
        json_array_append_new(list, json_pack("{s:s,s:s,s:b,s:{s:s}}", "name", "If-Match", "in",
                                              "header", "required", 1, "schema", "type", "string"));
    return list;
}

static json_t *responses(const mr_route *route)
{
    char status[8];
    json_t *all = json_object(), *good = json_pack("{s:s}", "description", "Done");
    (void)snprintf(status, sizeof status, "%d", route->status);
    if (route->response)
        json_object_set_new(good, "content",
                            content("application/json", schema_ref(route->response)));
    for (const char *at = route->media_types; at && *at;) { // besides
        const size_t n = strcspn(at, "|");
        json_t *types = json_object_get(good, "content");
        if (!types) {
            types = json_object();
            json_object_set_new(good, "content", types);
        }
        json_object_setn_new(types, at, n, json_object());
        at += n + (at[n] == '|');
    }
    json_object_set_new(all, status, good);
    if (route->tagged)
        json_object_set_new(all, "304", json_pack("{s:s}", "description", "Unchanged"));
    if (route->streams)
        json_object_set_new(all, "204",
                            json_pack("{s:s}", "description", "Ended, and all of it was read"));
    json_object_set_new(all, "default",
                        json_pack("{s:s,s:o}", "description", "A problem (RFC 9457)", "content",
                                  content("application/problem+json", schema_ref("Problem"))));
    return all;
}

// "get /api/v1/projects/{project}/wells" -> getProjectsWells
static json_t *operation_id(const mr_route *route)
{
    mr_str part;
    char text[128];
    size_t n = (size_t)snprintf(text, sizeof text, "%s", route->method);
    for (size_t i = 0; i < n; i++)
        text[i] = (char)tolower((unsigned char)text[i]);
    for (size_t i = 0; mr_path_segment(route->path, i, &part); i++) {
        if (mr_str_eq(part, MR_STR("api")) || mr_str_eq(part, MR_STR("v1")))
            continue;
        const bool hole = part.n && part.at[0] == '{';
        const mr_str word = hole ? (mr_str){part.at + 1, part.n - 2} : part;
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%c%.*s", hole ? "By" : "",
                              toupper((unsigned char)word.at[0]), (int)word.n - 1, word.at + 1);
        assert(n < sizeof text);
    }
    for (size_t i = 0; i < n; i++)
        if (!isalnum((unsigned char)text[i]))
            text[i] = '_';
    return json_string(text);
}

static json_t *operation(const mr_route *route)
{
    json_t *o = json_pack("{s:s,s:o,s:o,s:o}", "summary", route->summary, "operationId",
                          operation_id(route), "parameters", parameters(route), "responses",
                          responses(route));
    if (route->request)
        json_object_set_new(o, "requestBody",
                            json_pack("{s:b,s:o}", "required", !route->optional_body, "content",
                                      content("application/json", schema_ref(route->request))));
    if (route->permission != MR_OPEN)
        json_object_set_new(o, "security", json_pack("[{s:[]}]", "session"));
    return o;
}

static json_t *paths(void)
{
    json_t *all = json_object();
    for (size_t i = 0; i < mr_routes_n; i++) {
        const mr_route *route = &mr_routes[i];
        char method[16] = "";
        if (!route->summary)
            continue;
        for (size_t k = 0; k < sizeof method - 1 && route->method[k]; k++)
            method[k] = (char)tolower((unsigned char)route->method[k]);
        json_t *path = json_object_get(all, route->path);
        if (!path) {
            path = json_object();
            json_object_set_new(all, route->path, path);
        }
        json_object_set_new(path, method, operation(route));
    }
    return all;
}

json_t *mr_openapi(void)
{
    json_t *schemas = json_loads(mr_schemas_json, JSON_REJECT_DUPLICATES, NULL);
    assert(schemas); // our own file
    return json_pack("{s:s,s:{s:s,s:s,s:s},s:o,s:{s:o,s:{s:{s:s,s:s,s:s}}}}", "openapi", "3.1.0",
                     "info", "title", "mudrock", "version", MR_VERSION, "description",
                     "Typed pipelines over subsurface data; docs/http-api.md says what schemas "
                     "cannot.",
                     "paths", paths(), "components", "schemas", schemas, "securitySchemes",
                     "session", "type", "apiKey", "in", "cookie", "name", "mudrock_session");
}
