// Recording answers, problems among them.
#include "response.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mudrock/json.h"
#include "mudrock/log.h"

#include "exchange.h"
#include "server.h"

static const char JSON[] = "application/json", PROBLEM[] = "application/problem+json";

// The answer is whole. When the handler has returned already, whoever answers is some other thread:
// the rest is done at the desk.
static void answered(mr_request *r)
{
    const int before = atomic_fetch_or(&r->state, MR_STATE_ANSWERED);
    assert(!(before & MR_STATE_ANSWERED)); // once
    if (!(before & MR_STATE_RETURNED))
        return;
    if (mr_desk_put(r->server->desk, r) != MR_OK) // it closes: nobody else would
        mr_request_work(r);
}

void mr_response_header(mr_request *r, const char *name, const char *format, ...)
{
    char text[1024];
    va_list args;
    assert(r->answer.n_headers < MR_ANSWER_HEADERS);
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    for (char *at = text; *at; at++) // what a user typed must not end the header
        if ((unsigned char)*at < ' ' || *at == 127)
            *at = ' ';
    r->answer.headers[r->answer.n_headers++] =
        (mr_pair){mr_arena_strdup(r->arena, name), mr_arena_strdup(r->arena, text)};
}

void mr_response_tag(mr_request *r, const char *tag)
{
    r->answer.tag = mr_arena_strdup(r->arena, tag);
    mr_response_header(r, "ETag", "\"%s\"", tag);
}

static void respond_value(mr_request *r, int status, const char *type, json_t *value)
{
    mr_answer *a = &r->answer;
    a->status = status;
    a->content_type = type;
    a->text = true;
    mr_json_write(value, 0, &a->body);
    json_decref(value);
    if (a->body.status != MR_OK) {
        static const char none[] = "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\","
                                   "\"status\":503,\"code\":\"out_of_memory\"}";
        mr_buf_clear(&a->body);
        a->status = 503;
        a->content_type = PROBLEM;
        a->fixed = MR_STR(none);
    }
    answered(r);
}

void mr_respond_json(mr_request *r, int status, json_t *value)
{
    respond_value(r, status, JSON, value);
}

void mr_respond_empty(mr_request *r, int status)
{
    r->answer.status = status;
    answered(r);
}

void mr_respond_text(mr_request *r, const char *content_type, mr_str text)
{
    mr_answer *a = &r->answer;
    a->status = 200;
    a->content_type = mr_arena_strdup(r->arena, content_type);
    a->text = true;
    mr_buf_put(&a->body, text.at, text.n);
    if (a->body.status != MR_OK) {
        mr_respond_problem(r, 503, mr_status_slug(MR_ENOMEM), "no memory for the answer");
        return;
    }
    answered(r);
}

void mr_respond_static(mr_request *r, const char *content_type, mr_str bytes, bool gzipped)
{
    r->answer.status = 200;
    r->answer.content_type = content_type;
    r->answer.fixed = bytes;
    r->answer.gzipped = gzipped;
    answered(r);
}

void mr_respond_events(mr_request *r, mr_event_stream *stream)
{
    r->answer.status = 200;
    r->answer.content_type = "text/event-stream";
    r->answer.events = stream;
    answered(r);
}

// --- what a worker made ---

static void respond_file(mr_request *r, const mr_read_answer *answer)
{
    struct stat what;
    mr_answer *a = &r->answer;
    a->fd = open(answer->file, O_RDONLY | O_CLOEXEC);
    const bool failed = a->fd < 0 || fstat(a->fd, &what) != 0;
    const int reason = errno;
    (void)unlink(answer->file); // what is open stays readable
    if (failed) {
        mr_respond_problem(r, 500, mr_status_slug(MR_EIO), "the rows cannot be sent: %s",
                           strerror(reason));
        return;
    }
    a->file_bytes = (uint64_t)what.st_size;
    a->status = answer->status;
    a->content_type = mr_arena_strdup(r->arena, answer->content_type);
    answered(r);
}

void mr_respond_read(mr_request *r, const mr_read_answer *answer)
{
    mr_answer *a = &r->answer;
    if (answer->code) {
        json_t *problem =
            json_pack("{s:s,s:s,s:i,s:s,s:s,s:s}", "type", "about:blank", "title",
                      mr_http_phrase(answer->status), "status", answer->status, "detail",
                      answer->message, "code", answer->code, "where", answer->where);
        if (answer->diagnostics)
            json_object_set_new(problem, "diagnostics", json_deep_copy(answer->diagnostics));
        respond_value(r, answer->status, PROBLEM, problem);
        return;
    }
    if (answer->total >= 0)
        mr_response_header(r, "X-Total-Rows", "%lld", (long long)answer->total);
    if (answer->file_name)
        mr_response_header(r, "Content-Disposition", "attachment; filename=\"%s\"",
                           answer->file_name);
    if (answer->file) {
        respond_file(r, answer);
        return;
    }
    a->status = answer->status;
    a->content_type = mr_arena_strdup(r->arena, answer->content_type);
    a->text = strncmp(answer->content_type, JSON, sizeof JSON - 1) == 0;
    mr_buf_put(&a->body, answer->body.at, answer->body.n);
    if (a->body.status != MR_OK) {
        mr_buf_clear(&a->body);
        mr_respond_problem(r, 503, mr_status_slug(MR_ENOMEM), "no memory for the answer");
        return;
    }
    answered(r);
}

// --- problems ---

const char *mr_http_phrase(int status)
{
    static const struct {
        int status;
        const char *phrase;
    } phrases[] = {
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {409, "Conflict"},
        {412, "Precondition Failed"},
        {413, "Content Too Large"},
        {415, "Unsupported Media Type"},
        {422, "Unprocessable Content"},
        {428, "Precondition Required"},
        {429, "Too Many Requests"},
        {500, "Internal Server Error"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
    };
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (phrases[i].status == status)
            return phrases[i].phrase;
    return "Error";
}

static json_t *problem_of(int status, const char *code, const char *where, const char *detail)
{
    // What came from outside may be anything but UTF-8; mr_fail has seen to it elsewhere.
    json_t *text = json_string(detail);
    return json_pack("{s:s,s:s,s:i,s:o,s:s,s:s}", "type", "about:blank", "title",
                     mr_http_phrase(status), "status", status, "detail",
                     text ? text : json_string(""), "code", code, "where", where);
}

void mr_respond_problem(mr_request *r, int status, const char *code, const char *format, ...)
{
    mr_error err;
    char text[sizeof err.message];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    (void)mr_fail(&err, MR_EFAIL, NULL, "%s", text); // valid UTF-8
    respond_value(r, status, PROBLEM, problem_of(status, code, "", err.message));
}

void mr_respond_invalid(mr_request *r, const mr_error *err, const mr_diagnostics *problems,
                        json_t *more)
{
    const int status = mr_status_http(err->status);
    json_t *problem = problem_of(status, mr_status_slug(err->status), err->where, err->message);
    if (problems)
        json_object_set_new(problem, "diagnostics", mr_diagnostics_to_json(problems));
    if (more)
        json_object_update(problem, more);
    json_decref(more);
    if (status >= 500)
        mr_log(MR_LOG_ERROR, "http.failed", "method=%s path=%s message=\"%s\"", r->method, r->path,
               err->message);
    respond_value(r, status, PROBLEM, problem);
}

void mr_respond_error(mr_request *r, const mr_error *err)
{
    mr_respond_invalid(r, err, NULL, NULL);
}
