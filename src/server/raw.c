// A request from its bytes, without a connection.
#include <pthread.h>
#include <string.h>
#include <strings.h>

#include "exchange.h"
#include "server.h"

enum { MOST_FIELDS = 64 };

typedef struct raw {
    mr_arena *arena;
    const char *method, *target;
    size_t n;
    mr_pair headers[MOST_FIELDS];
    mr_str body;
} raw;

typedef struct waiting {
    pthread_mutex_t lock; // guards `ready`
    pthread_cond_t changed;
    bool ready;
} waiting;

// The next line without its end; false when there is no whole one.
static bool next_line(mr_str *text, mr_str *line)
{
    const char *end = text->n ? memchr(text->at, '\n', text->n) : NULL;
    if (!end)
        return false;
    const size_t n = (size_t)(end - text->at);
    *line = (mr_str){text->at, n && text->at[n - 1] == '\r' ? n - 1 : n};
    *text = (mr_str){end + 1, text->n - n - 1};
    return true;
}

static char *text_of(raw *out, mr_str from)
{
    return memchr(from.at ? from.at : "", 0, from.n)
               ? NULL
               : mr_arena_strndup(out->arena, from.at, from.n);
}

static bool parse_first(raw *out, mr_str line)
{
    const char *blank = line.n ? memchr(line.at, ' ', line.n) : NULL;
    if (!blank)
        return false;
    const size_t n = (size_t)(blank - line.at);
    const mr_str rest = {blank + 1, line.n - n - 1};
    const char *end = rest.n ? memchr(rest.at, ' ', rest.n) : NULL;
    out->method = text_of(out, (mr_str){line.at, n});
    out->target = text_of(out, (mr_str){rest.at, end ? (size_t)(end - rest.at) : rest.n});
    return out->method && out->target && *out->method;
}

static bool parse(mr_str text, raw *out)
{
    mr_str line;
    if (!next_line(&text, &line) || !parse_first(out, line))
        return false;
    while (next_line(&text, &line) && line.n) {
        const char *colon = memchr(line.at, ':', line.n);
        const size_t n = colon ? (size_t)(colon - line.at) : 0;
        if (!colon || out->n == MOST_FIELDS)
            return false;
        mr_pair *header = &out->headers[out->n++];
        header->name = text_of(out, (mr_str){line.at, n});
        header->value = text_of(out, mr_str_trim((mr_str){colon + 1, line.n - n - 1}));
        if (!header->name || !header->value)
            return false;
    }
    out->body = text;
    return true;
}

static const char *header_of(void *context, const char *name)
{
    const raw *r = context;
    for (size_t i = 0; i < r->n; i++)
        if (strcasecmp(r->headers[i].name, name) == 0)
            return r->headers[i].value;
    return NULL;
}

// --- the answer ---

static void be_ready(mr_request *request)
{
    waiting *w = request->transport;
    pthread_mutex_lock(&w->lock);
    w->ready = true;
    pthread_cond_signal(&w->changed);
    pthread_mutex_unlock(&w->lock);
}

static void wait_ready(waiting *w)
{
    pthread_mutex_lock(&w->lock);
    while (!w->ready)
        pthread_cond_wait(&w->changed, &w->lock);
    pthread_mutex_unlock(&w->lock);
}

static void write_answer(mr_request *request, mr_buf *out)
{
    const mr_answer *a = &request->answer;
    char some[4096];
    ssize_t n;
    mr_buf_printf(out, "HTTP/1.1 %d\r\n", a->status);
    if (a->content_type)
        mr_buf_printf(out, "Content-Type: %s\r\n", a->content_type);
    for (size_t i = 0; i < a->n_headers; i++)
        mr_buf_printf(out, "%s: %s\r\n", a->headers[i].name, a->headers[i].value);
    mr_buf_puts(out, "\r\n");
    mr_buf_put(out, a->body.at, a->body.n);
    mr_buf_put(out, a->fixed.at, a->fixed.n);
    while (a->events && (n = mr_event_stream_read(a->events, some, sizeof some)) > 0)
        mr_buf_put(out, some, (size_t)n);
}

void mr_server_handle(mr_server *server, mr_str bytes, mr_buf *answer)
{
    raw from = {.arena = mr_arena_new()};
    waiting w = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
    if (parse(bytes, &from)) {
        mr_request *request = mr_request_new(server, from.target);
        request->transport = &w;
        request->ready = be_ready;
        mr_request_begin(request, from.method, header_of, &from);
        if (from.body.n)
            (void)mr_request_feed(request, from.body.at, from.body.n);
        if (!mr_request_run(request, mr_request_work))
            wait_ready(&w);
        write_answer(request, answer);
        mr_request_free(request);
    } else {
        mr_buf_puts(answer, "HTTP/1.1 400\r\n\r\n");
    }
    mr_arena_free(from.arena);
}
