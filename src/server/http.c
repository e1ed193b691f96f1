// Connections through libmicrohttpd: a few threads with epoll; a connection whose request is being
// handled elsewhere, or whose stream has nothing to say, is suspended.
#include "http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "exchange.h"
#include "server.h"

enum {
    HEADER_BYTES = 32 << 10, // of a connection's own memory, where its headers have to fit
    CONNECTIONS = 8192,
    SPARE_FILES = 256, // descriptors left for the store, workers and files
    IDLE_S = 30,
    BACKLOG = 1024,
    STREAM_BLOCK = 4096,
};

struct mr_http {
    struct MHD_Daemon *daemon;
    int listening; // -1: the daemon's
};

// --- where to listen ---

// "127.0.0.1:8765", "localhost:8765", "[::1]:8765".
static mr_status parse_address(const char *text, struct sockaddr_storage *out, socklen_t *size,
                               mr_error *err)
{
    const char *colon = strrchr(text, ':');
    const size_t n = colon ? (size_t)(colon - text) : 0;
    int64_t port = -1;
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    if (!colon || !mr_parse_int64_all(mr_str_of(colon + 1), &port) || port < 0 || port > 65535)
        return mr_fail(err, MR_EUSAGE, NULL, "\"%s\" is not address:port", text);
    v4.sin_port = htons((uint16_t)port);
    v6.sin6_port = v4.sin_port;
    v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    v6.sin6_addr = in6addr_loopback;
    const mr_str host = {text, n};
    if (mr_str_eq(host, MR_STR("[::1]"))) {
        *size = sizeof v6;
        memcpy(out, &v6, sizeof v6);
        return MR_OK;
    }
    *size = sizeof v4;
    memcpy(out, &v4, sizeof v4);
    if (mr_str_eq(host, MR_STR("127.0.0.1")) || mr_str_eq(host, MR_STR("localhost")))
        return MR_OK;
    return mr_fail(err, MR_EUSAGE, NULL,
                   "mudrock listens on this machine only: 127.0.0.1, localhost or [::1], not %.*s",
                   (int)n, text);
}

static mr_status listen_at(const char *text, int *out, int *port, mr_error *err)
{
    struct sockaddr_storage address;
    socklen_t size;
    MR_TRY(parse_address(text, &address, &size, err));
    const int fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int on = 1;
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        bind(fd, (struct sockaddr *)&address, size) != 0 || listen(fd, BACKLOG) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &size) != 0) {
        const int failed = errno;
        if (fd >= 0)
            close(fd);
        return mr_fail(err, MR_EIO, text, "cannot be listened on: %s", strerror(failed));
    }
    *port = ntohs(address.ss_family == AF_INET ? ((struct sockaddr_in *)&address)->sin_port
                                               : ((struct sockaddr_in6 *)&address)->sin6_port);
    *out = fd;
    return MR_OK;
}

// As many open files as the system allows; how many connections that is.
static unsigned most_connections(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return 512;
    files.rlim_cur = files.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &files);
    (void)getrlimit(RLIMIT_NOFILE, &files);
    if (files.rlim_cur >= CONNECTIONS + SPARE_FILES)
        return CONNECTIONS;
    return files.rlim_cur > (rlim_t)2 * SPARE_FILES ? (unsigned)files.rlim_cur - SPARE_FILES : 64;
}

// --- answers ---

static void wake(void *connection)
{
    MHD_resume_connection(connection);
}

static ssize_t read_stream(void *context, uint64_t position, char *out, size_t most)
{
    mr_request *r = context;
    (void)position;
    const ssize_t n = mr_event_stream_read(r->answer.events, out, most);
    if (n > 0)
        return n;
    if (n < 0)
        return MHD_CONTENT_READER_END_OF_STREAM;
    MHD_suspend_connection(r->transport);
    mr_event_stream_wait(r->answer.events, wake, r->transport);
    return 0;
}

static struct MHD_Response *response_of(mr_request *r)
{
    mr_answer *a = &r->answer;
    // The library ends a stream of unknown length with a chunk, also where no body may be.
    if (a->events && strcmp(r->method, "HEAD") == 0)
        return MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    if (a->events)
        return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK, read_stream, r,
                                                 NULL);
    if (a->fd >= 0) {
        struct MHD_Response *response = MHD_create_response_from_fd64(a->file_bytes, a->fd);
        a->fd = response ? -1 : a->fd; // closed with it
        return response;
    }
    if (a->fixed.n)
        return MHD_create_response_from_buffer(a->fixed.n, (void *)(uintptr_t)a->fixed.at,
                                               MHD_RESPMEM_PERSISTENT);
    size_t n = 0;
    char *body = mr_buf_take(&a->body, &n);
    return MHD_create_response_from_buffer(n, body, MHD_RESPMEM_MUST_FREE);
}

static bool has_header(const mr_answer *a, const char *name)
{
    for (size_t i = 0; i < a->n_headers; i++)
        if (strcmp(a->headers[i].name, name) == 0)
            return true;
    return false;
}

static void add_headers(struct MHD_Response *response, const mr_answer *a)
{
    static const mr_pair always[] = {
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Vary", "Accept-Encoding"},
    };
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        MHD_add_response_header(response, always[i].name, always[i].value);
    if (a->content_type)
        MHD_add_response_header(response, "Content-Type", a->content_type);
    if (a->gzipped)
        MHD_add_response_header(response, "Content-Encoding", "gzip");
    if (!has_header(a, "Cache-Control"))
        MHD_add_response_header(response, "Cache-Control", a->tag ? "no-cache" : "no-store");
    if (!has_header(a, "Content-Security-Policy"))
        MHD_add_response_header(response, "Content-Security-Policy",
                                "default-src 'none'; frame-ancestors 'none'");
    for (size_t i = 0; i < a->n_headers; i++)
        MHD_add_response_header(response, a->headers[i].name, a->headers[i].value);
}

static enum MHD_Result send_answer(mr_request *r)
{
    struct MHD_Response *response = response_of(r);
    if (!response)
        return MHD_NO;
    add_headers(response, &r->answer);
    enum MHD_Result sent = MHD_queue_response(r->transport, (unsigned)r->answer.status, response);
    MHD_destroy_response(response); // the connection has it
    return sent;
}

// --- requests ---

static void resume(mr_request *r)
{
    MHD_resume_connection(r->transport);
}

static void hand_over(mr_request *r)
{
    MHD_suspend_connection(r->transport);
    if (mr_desk_put(r->server->desk, r) == MR_OK)
        return;
    mr_respond_problem(r, 503, "closed", "the server stops");
    resume(r);
}

static const char *header_of(void *context, const char *name)
{
    return MHD_lookup_connection_value(context, MHD_HEADER_KIND, name);
}

// What a connection keeps between the line that asks and the headers' end: the target as it was
// sent. Owned by the connection, touched by its thread only.
typedef struct mr_link {
    char *target;
} mr_link;

static mr_link *link_of(struct MHD_Connection *connection)
{
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

static void on_connection(void *context, struct MHD_Connection *connection, void **state,
                          enum MHD_ConnectionNotificationCode how)
{
    (void)context;
    (void)connection;
    if (how == MHD_CONNECTION_NOTIFY_STARTED) {
        *state = mr_alloc(sizeof(mr_link));
        return;
    }
    mr_link *link = *state;
    if (link)
        free(link->target);
    free(link);
    *state = NULL;
}

// The target before anything of it is decoded. The request is made when its headers are there: one
// that never gets so far costs nothing. The query is ours to read: the library would put each part
// of it into the connection's memory, and says nothing at all when they do not fit.
static void *on_target(void *context, const char *target, struct MHD_Connection *connection)
{
    mr_link *link = link_of(connection);
    const char *query = strchr(target, '?');
    (void)context;
    free(link->target);
    link->target = strdup(target);
    if (query)
        ((char *)(uintptr_t)query)[1] = 0; // in the connection's own memory
    return NULL;
}

static enum MHD_Result count_value(void *context, enum MHD_ValueKind kind, const char *name,
                                   const char *value)
{
    size_t *n = context;
    (void)kind;
    (void)value;
    n[0] += strcasecmp(name, "Host") == 0;
    n[1] += strcasecmp(name, "Origin") == 0;
    return MHD_YES;
}

static mr_request *begin(mr_server *server, struct MHD_Connection *connection, const char *method)
{
    mr_link *link = link_of(connection);
    size_t n[2] = {0};
    if (!link->target)
        return NULL; // no memory for it
    mr_request *r = mr_request_new(server, link->target);
    free(link->target);
    link->target = NULL;
    r->transport = connection;
    r->ready = resume;
    (void)MHD_get_connection_values(connection, MHD_HEADER_KIND, count_value, n);
    r->twice = n[0] > 1 ? "Host" : n[1] > 1 ? "Origin" : NULL;
    mr_request_begin(r, method, header_of, connection);
    return r;
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_size, void **state)
{
    mr_request *r = *state;
    (void)url;
    (void)version;
    if (!r) {
        *state = r = begin(context, connection, method);
        if (!r)
            return MHD_NO;
        // Whoever asks before it sends is told before it does.
        if (mr_request_answered(r) && header_of(connection, "Expect"))
            return send_answer(r);
        return MHD_YES;
    }
    if (*upload_size) {
        const bool go_on = mr_request_feed(r, upload, *upload_size);
        *upload_size = 0;
        return go_on ? MHD_YES : MHD_NO;
    }
    if (!r->run && !mr_request_run(r, hand_over))
        return MHD_YES; // suspended; called again with the answer
    return send_answer(r);
}

static void on_end(void *context, struct MHD_Connection *connection, void **state,
                   enum MHD_RequestTerminationCode how)
{
    (void)context;
    (void)connection;
    (void)how;
    if (*state)
        mr_request_free(*state);
    *state = NULL;
}

// --- open and close ---

mr_status mr_http_open(mr_server *server, const mr_server_options *options, mr_http **out,
                       int *port, mr_error *err)
{
    int fd = -1;
    MR_TRY(listen_at(options->listen, &fd, port, err));
    mr_http *http = mr_alloc(sizeof *http);
    const unsigned threads = options->threads > 1 ? (unsigned)options->threads : 2;
    const unsigned idle = options->idle_s ? (unsigned)options->idle_s : IDLE_S;
    sigset_t all, before;
    // Asked for by the first request, which may come before this returns. A browser keeps cookies
    // by host alone: two servers of one machine must not take each other's.
    server->port = *port;
    (void)snprintf(server->cookie, sizeof server->cookie, "mudrock_session_%d", *port);
    signal(SIGPIPE, SIG_IGN);
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before); // signals are for whoever started us
    http->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_SUSPEND_RESUME |
            MHD_USE_ITC,
        0, NULL, NULL, on_request, server, MHD_OPTION_LISTEN_SOCKET, fd,
        MHD_OPTION_URI_LOG_CALLBACK, on_target, server, MHD_OPTION_NOTIFY_CONNECTION, on_connection,
        server, MHD_OPTION_NOTIFY_COMPLETED, on_end, server, MHD_OPTION_THREAD_POOL_SIZE, threads,
        MHD_OPTION_CONNECTION_LIMIT, most_connections(), MHD_OPTION_CONNECTION_TIMEOUT, idle,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADER_BYTES, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_END);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!http->daemon) {
        close(fd);
        free(http);
        return mr_fail(err, MR_EFAIL, options->listen, "the server cannot be started: %s",
                       strerror(errno));
    }
    http->listening = -1;
    *out = http;
    return MR_OK;
}

void mr_http_quiesce(mr_http *http)
{
    http->listening = MHD_quiesce_daemon(http->daemon);
}

void mr_http_close(mr_http *http)
{
    if (!http)
        return;
    MHD_stop_daemon(http->daemon);
    if (http->listening >= 0)
        close(http->listening);
    free(http);
}
