// Answering. Every request is answered exactly once by one mr_respond_*, before its handler returns
// or later, from any thread; after that the request is no longer the handler's. None of these waits
// for the client: compression and sending happen elsewhere. Small and data-sized bodies alike are
// copied or taken, as each one says.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "mudrock/diagnostic.h"
#include "mudrock/error.h"
#include "mudrock/text.h"

#include "reads.h"
#include "request.h"

typedef struct mr_event_stream mr_event_stream; // events.h

// A header of the answer to come.
void mr_response_header(mr_request *request, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
// Its entity tag, without quotes. A GET that names it in If-None-Match is answered 304.
void mr_response_tag(mr_request *request, const char *tag);

void mr_respond_json(mr_request *request, int status, struct json_t *value); // taken
void mr_respond_empty(mr_request *request, int status);
// Bytes: copied; or, when they live as long as the server, as they are. Text is compressed when the
// client takes that and it is worth it.
void mr_respond_text(mr_request *request, const char *content_type, mr_str text);
void mr_respond_static(mr_request *request, const char *content_type, mr_str bytes, bool gzipped);
// An end of a worker's job (reads.h). A file it made is sent and then removed.
void mr_respond_read(mr_request *request, const mr_read_answer *answer);
void mr_respond_events(mr_request *request, mr_event_stream *stream); // taken

// --- problems (RFC 9457) ---
void mr_respond_error(mr_request *request, const mr_error *err);
// With the diagnostics of a document that was refused, and further members; both may be NULL.
// `more` is taken.
void mr_respond_invalid(mr_request *request, const mr_error *err, const mr_diagnostics *problems,
                        struct json_t *more);
// What HTTP itself refuses: a status that mr_status does not have.
void mr_respond_problem(mr_request *request, int status, const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
const char *mr_http_phrase(int status);
