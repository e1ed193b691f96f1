// Bytes as a request, through parsing, routing, checks and handlers: there is always one answer
// that HTTP knows, its JSON is JSON, nobody without a session is told anything, and nothing is our
// fault.
// @COOKIE@, @PROJECT@, @HEAD@ and @RUN@ in the bytes stand for what a seed cannot know.
#define _GNU_SOURCE // memmem
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/service/scratch.h"
#include "mudrock/json.h"
#include "mudrock/server.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CHANGES = 50 }; // the workspace is made anew after so many

static const char PIPELINE[] = "01920000-0000-7000-8000-000000000001";
static const char DOCUMENT[] =
    "{\"id\":\"01920000-0000-7000-8000-000000000001\",\"name\":\"Test\",\"version\":\"1.0.0\","
    "\"metadata\":{},\"nodes\":[{\"id\":\"logs\",\"name\":\"Logs\",\"dependencies\":[],"
    "\"node_type\":{\"type\":\"ingestion\",\"source_type\":{\"source\":\"well_logs\","
    "\"curve_names\":[\"gr\"]}}},{\"id\":\"out\",\"name\":\"Out\",\"dependencies\":[\"logs\"],"
    "\"node_type\":{\"type\":\"output\",\"output_type\":\"frontend\"}}]}";

static struct world {
    char *workspace;
    mr_service *service;
    mr_server *server;
    char cookie[64], project[37], head[37], run[37];
    int changes;
} world;

// --- the world ---

static void must(bool truth)
{
    if (!truth)
        abort();
}

static mr_buf ask(const char *method, const char *path, const char *body)
{
    mr_buf text = {0}, answer = {0};
    mr_buf_printf(&text, "%s /api/v1%s HTTP/1.1\r\nCookie: mudrock_session=%s\r\n", method, path,
                  world.cookie);
    mr_buf_printf(&text, "Content-Type: application/json\r\n\r\n%s", body);
    mr_server_handle(world.server, (mr_str){text.at, text.n}, &answer);
    mr_buf_clear(&text);
    return answer;
}

static void sign_in(void)
{
    char *url = mr_server_url(world.server);
    char body[256];
    (void)snprintf(body, sizeof body, "{\"token\":\"%s\"}", strchr(url, '=') + 1);
    mr_buf answer = ask("POST", "/sessions", body);
    mr_buf_putc(&answer, 0);
    const char *cookie = strstr(answer.at, "mudrock_session=");
    must(cookie && sscanf(cookie, "mudrock_session=%63[^;]", world.cookie) == 1);
    mr_buf_clear(&answer);
    free(url);
}

// A text of the answer's JSON.
static void take(mr_buf answer, const char *name, char out[37])
{
    json_t *json = NULL;
    mr_buf_putc(&answer, 0);
    const char *body = strstr(answer.at, "\r\n\r\n");
    must(body && mr_json_parse(mr_str_of(body + 4), &json, NULL) == MR_OK);
    const char *value = json_string_value(json_object_get(json, name));
    must(value);
    (void)snprintf(out, 37, "%s", value);
    json_decref(json);
    mr_buf_clear(&answer);
}

static void close_world(void)
{
    mr_server_close(world.server);
    mr_service_close(world.service);
    if (world.workspace)
        mr_scratch_remove(world.workspace);
    free(world.workspace);
    world = (struct world){0};
}

static void open_world(void)
{
    const mr_server_options options = {.no_workers = true};
    must(mr_scratch_make(&world.workspace, NULL) == MR_OK);
    const mr_service_options open = {.workspace = world.workspace, .create = true};
    must(mr_service_open(&open, &world.service, NULL) == MR_OK);
    must(mr_server_open(world.service, &options, &world.server, NULL) == MR_OK);
    sign_in();
    take(ask("POST", "/projects", "{\"name\":\"Field\"}"), "id", world.project);
    take(ask("POST", "/projects/Field/pipelines", DOCUMENT), "head_revision_id", world.head);
    must(mr_execution_create(world.service->catalog, PIPELINE, NULL, world.run, NULL) == MR_OK);
}

// --- one request ---

static void put_known(mr_str text, mr_buf *out)
{
    const struct {
        const char *name, *value;
    } known[] = {{"@COOKIE@", world.cookie},
                 {"@PROJECT@", world.project},
                 {"@HEAD@", world.head},
                 {"@RUN@", world.run}};
    for (size_t i = 0; i < text.n;) {
        size_t k = 0, n = 0;
        for (; k < 4; k++) {
            n = strlen(known[k].name);
            if (text.n - i >= n && memcmp(text.at + i, known[k].name, n) == 0)
                break;
        }
        if (k < 4) {
            mr_buf_puts(out, known[k].value);
            i += n;
        } else {
            mr_buf_putc(out, text.at[i++]);
        }
    }
}

static bool asks_api(const char *request)
{
    const char *target = strchr(request, ' ');
    return target && strncmp(target + 1, "/api/v1/", 8) == 0;
}

static void check_answer(const mr_buf *request, mr_buf *answer)
{
    int status = 0;
    json_t *json = NULL;
    mr_buf_putc(answer, 0);
    must(sscanf(answer->at, "HTTP/1.1 %d", &status) == 1);
    must(status >= 200 && status < 600 && status != 500);
    const char *body = strstr(answer->at, "\r\n\r\n");
    must(body);
    body += 4;
    const bool is_json = strstr(answer->at, "Content-Type: application/json\r\n") ||
                         strstr(answer->at, "Content-Type: application/problem+json\r\n");
    if (is_json && strstr(answer->at, "Content-Type:") < body)
        must(mr_json_parse(mr_str_of(body), &json, NULL) == MR_OK);
    must(status < 400 || json || !strcmp(answer->at, "HTTP/1.1 400\r\n\r\n"));
    if (status >= 400 && json)
        must(json_integer_value(json_object_get(json, "status")) == status);
    if (!memmem(request->at, request->n, world.cookie, strlen(world.cookie)) &&
        asks_api(request->at))
        must(status >= 400);
    json_decref(json);
    // A session that was ended, and rows that pile up.
    if (status == 204)
        sign_in();
    world.changes += status == 201 || status == 204;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    mr_buf request = {0}, answer = {0};
    if (world.server && world.changes > CHANGES)
        close_world();
    if (!world.server)
        open_world();
    put_known((mr_str){(const char *)data, size}, &request);
    mr_server_handle(world.server, (mr_str){request.at, request.n}, &answer);
    mr_buf_putc(&request, 0);
    check_answer(&request, &answer);
    mr_buf_clear(&answer);
    mr_buf_clear(&request);
    return 0;
}
