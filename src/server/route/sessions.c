// /sessions
#include <jansson.h>

#include "../exchange.h"
#include "../response.h"
#include "../server.h"
#include "handlers.h"

static json_t *session_json(void)
{
    return json_pack("{s:s}", "user", "local");
}

void mr_route_session_open(mr_request *r)
{
    mr_server *server = mr_request_server(r);
    char cookie[MR_TOKEN_CHARS + 1];
    mr_error err;
    const json_t *body = mr_request_object(r);
    if (!body)
        return;
    const char *token = json_string_value(json_object_get(body, "token"));
    if (mr_session_admit(server->sessions, token ? token : "", cookie, &err) != MR_OK) {
        mr_respond_error(r, &err);
        return;
    }
    mr_response_header(r, "Set-Cookie", "%s=%s; HttpOnly; SameSite=Strict; Path=/; Max-Age=%d",
                       server->cookie, cookie, MR_SESSION_DAYS * 86400);
    mr_respond_json(r, 201, session_json());
}

void mr_route_session_show(mr_request *r)
{
    mr_respond_json(r, 200, session_json());
}

void mr_route_session_end(mr_request *r)
{
    mr_server *server = mr_request_server(r);
    mr_error err;
    if (mr_session_end(server->sessions, r->session, &err) != MR_OK) {
        mr_respond_error(r, &err);
        return;
    }
    mr_response_header(r, "Set-Cookie", "%s=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0",
                       server->cookie);
    mr_respond_empty(r, 204);
}
