// What stands at the root for machines: healthz, readyz, metrics, openapi.json
#include <jansson.h>

#include "mudrock/hash.h"
#include "mudrock/json.h"

#include "../openapi.h"
#include "../response.h"
#include "../server.h"
#include "handlers.h"

void mr_route_health(mr_request *r)
{
    mr_respond_json(r, 200, json_pack("{s:s}", "status", "ok"));
}

void mr_route_ready(mr_request *r)
{
    int64_t version;
    mr_error err;
    if (mr_catalog_version(mr_request_service(r)->catalog, &version, &err) == MR_OK)
        mr_respond_json(r, 200, json_pack("{s:s}", "status", "ok"));
    else
        mr_respond_problem(r, 503, "not_ready", "%s", err.message);
}

void mr_route_metrics(mr_request *r)
{
    mr_buf text = {0};
    mr_metrics_write(mr_request_server(r), &text);
    mr_respond_text(r, "text/plain; version=0.0.4; charset=utf-8", (mr_str){text.at, text.n});
    mr_buf_clear(&text);
}

void mr_route_openapi(mr_request *r)
{
    char digest[65];
    mr_buf text = {0};
    json_t *document = mr_openapi();
    mr_json_write(document, 0, &text);
    json_decref(document);
    mr_sha256_text(text.at, text.n, digest);
    digest[32] = 0;
    mr_response_tag(r, digest);
    mr_respond_text(r, "application/json", (mr_str){text.at, text.n});
    mr_buf_clear(&text);
}
