// Event streams of executions and projects.
#include "../events.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "../response.h"
#include "../server.h"
#include "handlers.h"

static void respond_stream(mr_request *r, mr_event_stream *stream)
{
    if (stream)
        mr_respond_events(r, stream);
    else // ended and read: a browser that is told this does not come back
        mr_respond_empty(r, 204);
}

static bool has_ended(const json_t *row)
{
    const char *status = json_string_value(json_object_get(row, "status"));
    return status && strcmp(status, "pending") != 0 && strcmp(status, "running") != 0;
}

// An execution whose topic nobody remembers, since it ended long ago or under another server: its
// stream says how it ended, and ends.
static void tell_end(mr_event_stream *stream, const json_t *row)
{
    mr_event_stream_tell(stream, "end",
                         json_pack("{s:O?,s:O?,s:O?}", "id", json_object_get(row, "id"), "status",
                                   json_object_get(row, "status"), "error_message",
                                   json_object_get(row, "error_message")),
                         true);
}

void mr_route_execution_events(mr_request *r)
{
    const mr_server *server = mr_request_server(r);
    const char *id = mr_request_part(r, "execution");
    char topic[64];
    json_t *row = NULL;
    mr_error err;
    if (mr_show_execution(server->service, id, &row, &err) != MR_OK) {
        mr_respond_error(r, &err);
        return;
    }
    (void)snprintf(topic, sizeof topic, "execution-%s", id);
    const bool unknown = mr_events_unknown(server->events, topic);
    mr_event_stream *stream =
        mr_events_subscribe(server->events, topic, mr_request_header(r, "Last-Event-ID"), true);
    if (stream && unknown && has_ended(row))
        tell_end(stream, row);
    json_decref(row);
    respond_stream(r, stream);
}

void mr_route_project_events(mr_request *r)
{
    const mr_server *server = mr_request_server(r);
    char topic[64];
    json_t *project = NULL;
    mr_error err;
    if (mr_project_open(server->service, mr_request_part(r, "project"), false, &project, &err) !=
        MR_OK) {
        mr_respond_error(r, &err);
        return;
    }
    (void)snprintf(topic, sizeof topic, "project-%s",
                   json_string_value(json_object_get(project, "id")));
    json_decref(project);
    respond_stream(r, mr_events_subscribe(server->events, topic,
                                          mr_request_header(r, "Last-Event-ID"), false));
}
