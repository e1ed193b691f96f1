// A request and its answer between the transport and the handlers. Private to the server: handlers
// see request.h and response.h. The transport makes one, begins it with the headers, feeds the
// body, runs it, and sends the answer once it is there.
#pragma once

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mudrock/arena.h"
#include "mudrock/text.h"

#include "events.h"
#include "request.h"
#include "response.h"
#include "route.h"
#include "session.h"

// The headers that anything here looks at.
#define MR_HEADERS(X)                                                                              \
    X("Host")                                                                                      \
    X("Origin")                                                                                    \
    X("Cookie")                                                                                    \
    X("Content-Type")                                                                              \
    X("Content-Length")                                                                            \
    X("Accept-Encoding")                                                                           \
    X("If-Match")                                                                                  \
    X("If-None-Match")                                                                             \
    X("Last-Event-ID")
extern const char *const mr_header_names[];
enum {
#define MR_HEADER_COUNT(name) +1
    MR_HEADERS_N = 0 MR_HEADERS(MR_HEADER_COUNT),
#undef MR_HEADER_COUNT
    MR_ANSWER_HEADERS = 16,
    MR_MOST_PARTS = 4,
    MR_MOST_QUERIES = 32,
};

typedef struct mr_pair {
    const char *name, *value;
} mr_pair;

typedef struct mr_answer {
    int status;
    const char *content_type; // NULL = no body
    mr_buf body;              // owned
    mr_str fixed;             // or: bytes that live as long as the server
    int fd;                   // or: a file, sent and closed; -1 = none
    uint64_t file_bytes;
    mr_event_stream *events; // or: a stream
    bool text;               // worth compressing
    bool gzipped;
    const char *tag;
    size_t n_headers;
    mr_pair headers[MR_ANSWER_HEADERS];
} mr_answer;

enum { MR_STATE_ANSWERED = 1, MR_STATE_RETURNED = 2 };

struct mr_request {
    mr_server *server;
    mr_arena *arena;
    const char *method, *target, *path; // path: the target up to its query, still encoded
    const mr_route *route;              // NULL: none
    mr_session *session;                // NULL: none
    size_t n_parts, n_queries;
    mr_pair parts[MR_MOST_PARTS], queries[MR_MOST_QUERIES];
    const char *headers[MR_HEADERS_N];
    const char *twice; // the name of a header that came twice and must not; NULL = none
    mr_buf body;
    size_t body_bytes; // received, kept or not
    struct json_t *json;
    mr_answer answer;
    atomic_int state;
    bool run; // by mr_request_run
    int64_t began_ns;
    // Called once the answer is ready to be sent, from any thread, unless the request was answered
    // while the transport itself ran it.
    void (*ready)(mr_request *request);
    void *transport;
};

// The target as it stands in the request line, NUL-terminated, is copied.
mr_request *mr_request_new(mr_server *server, const char *target);
void mr_request_free(mr_request *request);
// Method and headers are known. What is refused is answered at once; the body is then only counted.
void mr_request_begin(mr_request *request, const char *method,
                      const char *(*header)(void *context, const char *name), void *context);
bool mr_request_answered(const mr_request *request);
// A piece of the body. False when so much came that the connection should be given up.
bool mr_request_feed(mr_request *request, const void *bytes, size_t n);
// The body is whole. True: the answer is there. False: the request was given to `later`, which sees
// to mr_request_work, and `ready` is called when the answer is there, maybe already.
bool mr_request_run(mr_request *request, void (*later)(mr_request *request));
// The rest of a run on a thread of the desk: handles it, or completes what was answered meanwhile.
void mr_request_work(mr_request *request);
