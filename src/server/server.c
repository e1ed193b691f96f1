// The server's parts: opened and closed in order.
#include "server.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/log.h"

#include "http.h"

enum { DESK_THREADS = 4 };

static void on_execution(void *context, const char *topic, const char *name, struct json_t *data,
                         bool last)
{
    mr_events_publish(context, topic, name, data, last);
}

static mr_status open_workers(mr_server *server, mr_error *err)
{
    const mr_server_options *o = &server->options;
    const mr_workers_options workers = {
        .program = o->program,
        .workspace = server->service->workspace,
        .memory_bytes = o->memory_bytes,
    };
    const mr_publish publish = {on_execution, server->events};
    if (o->no_workers)
        return MR_OK;
    MR_TRY(mr_workers_start(&workers, &server->workers, err));
    return mr_executions_open(server->service, server->workers, &publish, &server->executions, err);
}

static mr_status open_parts(mr_server *server, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    server->sessions =
        mr_sessions_new(mr_arena_printf(arena, "%s/sessions", server->service->workspace));
    mr_arena_free(arena);
    server->metrics = mr_metrics_new();
    server->events = mr_events_new();
    if (!server->events)
        return mr_fail(err, MR_ENOMEM, NULL, "no memory for a thread");
    MR_TRY(mr_files_open(server->options.web, &server->files, err));
    MR_TRY(mr_desk_open(DESK_THREADS, &server->desk, err));
    MR_TRY(open_workers(server, err));
    if (!server->options.listen)
        return MR_OK;
    MR_TRY(mr_http_open(server, &server->options, &server->http, &server->port, err));
    return MR_OK;
}

mr_status mr_server_open(mr_service *service, const mr_server_options *options, mr_server **out,
                         mr_error *err)
{
    mr_server *server = mr_alloc(sizeof *server);
    server->service = service;
    server->options = *options;
    (void)snprintf(server->cookie, sizeof server->cookie, "mudrock_session");
    mr_status st = open_parts(server, err);
    if (st != MR_OK) {
        mr_server_close(server);
        return st;
    }
    *out = server;
    return MR_OK;
}

// Whatever waits is answered before the connections go: workers first, whose jobs end; then the
// streams, which have told those ends; then the threads that still handle requests. Only when they
// are gone nobody uses the parts any more.
void mr_server_close(mr_server *server)
{
    if (!server)
        return;
    atomic_store(&server->stopping, true);
    if (server->http)
        mr_http_quiesce(server->http);
    mr_workers_stop(server->workers);
    mr_executions_close(server->executions);
    if (server->events)
        mr_events_close(server->events);
    mr_desk_close(server->desk);
    mr_http_close(server->http);
    assert(atomic_load(&server->requests_made) == atomic_load(&server->requests_freed));
    mr_executions_free(server->executions);
    mr_workers_free(server->workers);
    mr_events_free(server->events);
    mr_files_close(server->files);
    mr_metrics_free(server->metrics);
    mr_sessions_free(server->sessions);
    free(server);
}

int mr_server_port(const mr_server *server)
{
    return server->port;
}

char *mr_server_url(mr_server *server)
{
    char token[MR_TOKEN_CHARS + 1];
    mr_buf url = {0};
    mr_sessions_token(server->sessions, token);
    const bool v6 = server->options.listen && server->options.listen[0] == '[';
    mr_buf_printf(&url, "http://%s:%d/?token=%s", v6 ? "[::1]" : "127.0.0.1", server->port, token);
    return mr_buf_take(&url, NULL);
}
