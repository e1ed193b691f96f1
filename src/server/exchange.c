// The life of a request: begun with its headers, fed with its body, handled, completed.
#include "exchange.h"

#include <assert.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "mudrock/clock.h"

#include "compress.h"
#include "desk.h"
#include "server.h"
#include "target.h"

enum {
    SWALLOWED = 64 << 20,    // of a body that nobody wants, so that its sender reads the answer
    MOST_BODIES = 512 << 20, // held at one time, of all requests
    COMPRESS_FROM = 1024,
};

#define MR_HEADER_NAME(name) name,
const char *const mr_header_names[] = {MR_HEADERS(MR_HEADER_NAME)};
#undef MR_HEADER_NAME

mr_request *mr_request_new(mr_server *server, const char *target)
{
    mr_arena *arena = mr_arena_new();
    mr_request *r = MR_ARENA_NEW(arena, mr_request);
    r->server = server;
    r->arena = arena;
    r->answer.fd = -1;
    r->target = mr_arena_strdup(arena, target);
    r->path = mr_arena_strndup(arena, target, strcspn(target, "?"));
    r->began_ns = mr_clock_ns();
    atomic_fetch_add(&server->requests_made, 1);
    return r;
}

static size_t row_of(const mr_route *route)
{
    return route ? (size_t)(route - mr_routes) : mr_routes_n;
}

void mr_request_free(mr_request *r)
{
    atomic_fetch_add(&r->server->requests_freed, 1);
    if (r->answer.status)
        mr_metrics_request(r->server->metrics, row_of(r->route), r->answer.status,
                           mr_clock_ns() - r->began_ns);
    mr_session_leave(r->server->sessions, r->session, r->route && r->route->streams);
    if (r->answer.events)
        mr_event_stream_free(r->answer.events);
    if (r->answer.fd >= 0)
        close(r->answer.fd);
    atomic_fetch_sub(&r->server->body_bytes, r->body.n);
    json_decref(r->json);
    mr_buf_clear(&r->answer.body);
    mr_buf_clear(&r->body);
    mr_arena_free(r->arena);
}

bool mr_request_answered(const mr_request *r)
{
    return atomic_load(&r->state) & MR_STATE_ANSWERED;
}

// --- checks before anything of the body is looked at ---

// "127.0.0.1:8765" and its other names; without a socket any will do.
static bool is_own_host(const mr_server *server, const char *host)
{
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
    char own[64];
    if (!server->port)
        return true;
    for (size_t i = 0; host && i < sizeof names / sizeof *names; i++) {
        snprintf(own, sizeof own, "%s:%d", names[i], server->port);
        if (strcasecmp(host, own) == 0)
            return true;
    }
    return false;
}

// Which server and page are meant must be said once: who stands between might read another line.
// A target that names its server (as to a proxy) names this one.
static bool check_target(mr_request *r)
{
    if (r->twice) {
        mr_respond_problem(r, 400, "usage", "there are two headers %s", r->twice);
        return false;
    }
    if (*r->path == '/')
        return true;
    const char *host = strncasecmp(r->path, "http://", 7) == 0 ? r->path + 7 : NULL;
    const size_t n = host ? strcspn(host, "/") : 0;
    if (!host || !is_own_host(r->server, mr_arena_strndup(r->arena, host, n))) {
        mr_respond_problem(r, 400, "usage", "the target \"%.80s\" is not of this server", r->path);
        return false;
    }
    r->path = host[n] ? host + n : "/";
    return true;
}

static bool check_origin(mr_request *r)
{
    const char *host = mr_request_header(r, "Host"), *origin = mr_request_header(r, "Origin");
    if (!is_own_host(r->server, host)) {
        mr_respond_problem(r, 403, "wrong_host", "this server is not called \"%s\"",
                           host ? host : "");
        return false;
    }
    if (origin &&
        (strncmp(origin, "http://", 7) != 0 || !host || strcasecmp(origin + 7, host) != 0)) {
        mr_respond_problem(r, 403, "wrong_origin", "pages of \"%s\" may not ask this server",
                           origin);
        return false;
    }
    return true;
}

static bool find_route(mr_request *r, const char *method)
{
    const char *allowed;
    r->route = mr_route_find(method, r->path, r->arena, &allowed);
    if (r->route)
        return true;
    if (allowed) {
        mr_response_header(r, "Allow", "%s", allowed);
        mr_respond_problem(r, 405, "method_not_allowed", "%s is not among %s", method, allowed);
    } else {
        mr_respond_problem(r, 404, "not_found", "there is nothing at this path");
    }
    return false;
}

// The value of our cookie among those of the header.
static const char *cookie_of(mr_request *r)
{
    const char *at = mr_request_header(r, "Cookie");
    const size_t n = strlen(r->server->cookie);
    while (at && *at) {
        at += strspn(at, " ;");
        const size_t length = strcspn(at, ";");
        if (length > n && strncmp(at, r->server->cookie, n) == 0 && at[n] == '=')
            return mr_arena_strndup(r->arena, at + n + 1, length - n - 1);
        at += length;
    }
    return NULL;
}

static bool needs_session(const mr_request *r)
{
    const mr_permission permission = r->route->permission;
    return permission == MR_SESSION ||
           (permission == MR_MACHINE && !r->server->options.open_metrics);
}

static bool check_session(mr_request *r)
{
    bool busy = false;
    const char *cookie = cookie_of(r);
    if (cookie)
        r->session = mr_session_enter(r->server->sessions, cookie, r->route->streams, &busy);
    if (busy)
        mr_respond_problem(r, 429, "too_many_requests", "too many requests at the same time");
    else if (!r->session && needs_session(r))
        mr_respond_problem(r, 401, "unauthorized",
                           "there is no session; open the address that mudrock serve printed");
    return !mr_request_answered(r);
}

static bool take_parts(mr_request *r)
{
    mr_str name, text;
    size_t segment;
    while (r->n_parts < MR_MOST_PARTS && mr_route_part(r->route, r->n_parts, &name, &segment)) {
        mr_pair *part = &r->parts[r->n_parts++];
        if (!mr_path_segment(r->path, segment, &text))
            return false;
        part->name = mr_arena_strndup(r->arena, name.at, name.n);
        part->value = mr_percent_decode(text, false, r->arena);
        if (!part->value) {
            mr_respond_problem(r, 400, "usage", "the path is not percent-encoded UTF-8");
            return false;
        }
    }
    return true;
}

static const mr_query_row *query_row(const mr_route *route, const char *name)
{
    for (const mr_query_row *row = route->query; row && row->name; row++)
        if (strcmp(row->name, name) == 0)
            return row;
    return NULL;
}

static bool take_query(mr_request *r, mr_str pair)
{
    mr_error err;
    const char *equals = memchr(pair.at, '=', pair.n);
    const size_t n = equals ? (size_t)(equals - pair.at) : pair.n;
    const char *name = mr_percent_decode((mr_str){pair.at, n}, true, r->arena);
    const char *value = "";
    if (equals)
        value = mr_percent_decode((mr_str){equals + 1, pair.n - n - 1}, true, r->arena);
    const mr_query_row *row = name && value ? query_row(r->route, name) : NULL;
    if (!name || !value)
        mr_respond_problem(r, 400, "usage", "the query is not percent-encoded UTF-8");
    else if (!row)
        mr_respond_problem(r, 400, "usage", "there is no parameter \"%s\" here", name);
    else if (r->n_queries == MR_MOST_QUERIES)
        mr_respond_problem(r, 400, "usage", "there are more than %d parameters", MR_MOST_QUERIES);
    else if (*value && mr_query_check(row, value, &err) != MR_OK)
        mr_respond_error(r, &err);
    else if (*value)
        r->queries[r->n_queries++] = (mr_pair){row->name, value};
    return !mr_request_answered(r);
}

// The app's files are asked for with whatever query the app likes.
static bool take_queries(mr_request *r)
{
    const char *at = strchr(r->target, '?');
    while (at && *at && r->route->summary) {
        const size_t n = strcspn(++at, "&");
        if (n && !take_query(r, (mr_str){at, n}))
            return false;
        at += n;
    }
    return true;
}

static bool check_body(mr_request *r)
{
    const char *length = mr_request_header(r, "Content-Length");
    int64_t n = 0;
    if (length && !mr_parse_int64_all(mr_str_of(length), &n))
        mr_respond_problem(r, 400, "usage", "\"%s\" is no length", length);
    else if (n > 0 && (uint64_t)n > r->route->body_limit)
        mr_respond_problem(r, 413, "too_large", "a body here has at most %zu bytes, not %lld",
                           r->route->body_limit, (long long)n);
    return !mr_request_answered(r);
}

void mr_request_begin(mr_request *r, const char *method,
                      const char *(*header)(void *context, const char *name), void *context)
{
    r->method = mr_arena_strdup(r->arena, method);
    for (size_t i = 0; i < MR_HEADERS_N; i++)
        r->headers[i] = mr_arena_strdup(r->arena, header(context, mr_header_names[i]));
    if (atomic_load(&r->server->stopping)) {
        mr_respond_problem(r, 503, "closed", "the server stops");
        return;
    }
    (void)(check_target(r) && check_origin(r) && find_route(r, method) && check_session(r) &&
           take_parts(r) && take_queries(r) && check_body(r));
}

// --- the body ---

static void refuse_body(mr_request *r)
{
    mr_respond_problem(r, 413, "too_large", "a body here has at most %zu bytes",
                       r->route->body_limit);
}

bool mr_request_feed(mr_request *r, const void *bytes, size_t n)
{
    r->body_bytes += n;
    if (mr_request_answered(r))
        return r->body_bytes <= SWALLOWED;
    if (r->body_bytes > r->route->body_limit) {
        refuse_body(r);
        return true;
    }
    if (atomic_fetch_add(&r->server->body_bytes, n) + n > MOST_BODIES) {
        atomic_fetch_sub(&r->server->body_bytes, n);
        mr_respond_problem(r, 503, "out_of_memory", "too much is being sent at the same time");
        return true;
    }
    const size_t before = r->body.n;
    mr_buf_put(&r->body, bytes, n);
    if (r->body.n == before) {
        atomic_fetch_sub(&r->server->body_bytes, n);
        mr_respond_problem(r, 503, "out_of_memory", "no memory for the body");
    }
    return true;
}

static bool is_json(const char *type)
{
    static const char json[] = "application/json";
    const size_t n = sizeof json - 1;
    return type && strncasecmp(type, json, n) == 0 && (type[n] == 0 || strchr("; ", type[n]));
}

// Another type is refused also because a form of another page can send those without asking first.
static void check_type(mr_request *r)
{
    if (r->body.n && !is_json(mr_request_header(r, "Content-Type")))
        mr_respond_problem(r, 415, "bad_format", "the body must be application/json");
    else if (!r->body.n && r->route->body_limit && !r->route->optional_body)
        mr_respond_problem(r, 400, "bad_format", "there is no body");
}

// --- handling ---

static bool names_tag(const char *list, const char *tag)
{
    const size_t n = strlen(tag);
    if (strcmp(list, "*") == 0)
        return true;
    for (const char *at = list; (at = strchr(at, '"')); at++) {
        const size_t length = strcspn(++at, "\"");
        if (length == n && strncmp(at, tag, n) == 0)
            return true;
        at += length;
        if (!*at)
            return false;
    }
    return false;
}

static void drop_unchanged(mr_request *r)
{
    mr_answer *a = &r->answer;
    const char *known = mr_request_header(r, "If-None-Match");
    const bool reads = strcmp(r->method, "GET") == 0 || strcmp(r->method, "HEAD") == 0;
    if (a->status != 200 || !a->tag || !known || !reads || !names_tag(known, a->tag))
        return;
    mr_buf_clear(&a->body);
    a->fixed = (mr_str){0};
    a->content_type = NULL;
    a->status = 304;
}

static void compress_body(mr_request *r)
{
    mr_answer *a = &r->answer;
    mr_buf packed = {0};
    if (!a->text || a->gzipped || a->body.n < COMPRESS_FROM || !mr_request_takes_gzip(r))
        return;
    if (mr_gzip((mr_str){a->body.at, a->body.n}, MR_GZIP_FAST, &packed) == MR_OK &&
        packed.n < a->body.n) {
        mr_buf_clear(&a->body);
        a->body = packed;
        a->gzipped = true;
    } else {
        mr_buf_clear(&packed); // as it is, it is right too
    }
}

static void complete(mr_request *r)
{
    drop_unchanged(r);
    compress_body(r);
}

static bool handle(mr_request *r)
{
    r->route->handle(r);
    return atomic_fetch_or(&r->state, MR_STATE_RETURNED) & MR_STATE_ANSWERED;
}

bool mr_request_run(mr_request *r, void (*later)(mr_request *request))
{
    r->run = true;
    if (!mr_request_answered(r))
        check_type(r);
    if (!mr_request_answered(r) && !r->route->prompt) {
        later(r);
        return false;
    }
    const bool answered = mr_request_answered(r) || handle(r);
    assert(answered); // what has to wait is no prompt handler
    (void)answered;
    complete(r);
    return true;
}

void mr_request_work(mr_request *r)
{
    if (!(atomic_load(&r->state) & MR_STATE_RETURNED) && !handle(r))
        return; // answered later
    complete(r);
    r->ready(r);
}
