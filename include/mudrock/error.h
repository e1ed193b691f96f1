// Statuses and errors. What can fail returns mr_status and takes `mr_error *err` last (NULL
// allowed). The caller owns the error. The layer that knows the reason calls mr_fail; layers above
// only prefix `where`; nobody parses messages.
#pragma once

// name, slug, HTTP status, exit code of the command line
#define MR_STATUSES(X)                                                                             \
    X(MR_OK, "ok", 200, 0)                                                                         \
    X(MR_EFAIL, "failed", 500, 1)                                                                  \
    X(MR_EUSAGE, "usage", 400, 2)                                                                  \
    X(MR_EINVALID, "invalid_pipeline", 422, 3)                                                     \
    X(MR_EPARAM, "invalid_parameter", 422, 3)                                                      \
    X(MR_ENOTFOUND, "not_found", 404, 4)                                                           \
    X(MR_ECONFLICT, "conflict", 409, 5)                                                            \
    X(MR_ESTALE, "stale_revision", 412, 5)                                                         \
    X(MR_EDENIED, "denied", 403, 5)                                                                \
    X(MR_ETOOLARGE, "too_large", 413, 1)                                                           \
    X(MR_EFORMAT, "bad_format", 422, 1)                                                            \
    X(MR_EIO, "io", 500, 1)                                                                        \
    X(MR_ENOMEM, "out_of_memory", 503, 1)                                                          \
    X(MR_ETIMEOUT, "timeout", 504, 1)                                                              \
    X(MR_ECANCEL, "cancelled", 409, 130)                                                           \
    X(MR_ECLOSED, "closed", 500, 1)

typedef enum mr_status {
#define MR_STATUS_ENUM(name, slug, http, exit) name,
    MR_STATUSES(MR_STATUS_ENUM)
#undef MR_STATUS_ENUM
} mr_status;

typedef struct mr_error {
    mr_status status;
    char where[256]; // JSON pointer or path into what the user wrote, or "file:line:column"; may be
                     // ""
    char message[768]; // one sentence, no full stop, with the offending value and its unit
} mr_error;

// Fills *err when it is not NULL, always with valid UTF-8; `where` may be NULL. Returns `status`,
// so that `return mr_fail(...)` reads well.
mr_status mr_fail(mr_error *err, mr_status status, const char *where, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
// So that compilers and analysers know at the call, too, what comes back.
static inline mr_status mr_known_status(mr_status known, mr_status returned)
{
    (void)returned;
    return known;
}
#define mr_fail(err, status, ...) mr_known_status((status), mr_fail((err), (status), __VA_ARGS__))

// Prefixes err->where with printf-made text (no-op on NULL). Returns err's status.
mr_status mr_fail_in(mr_error *err, mr_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

const char *mr_status_slug(mr_status status);
int mr_status_http(mr_status status);
int mr_status_exit(mr_status status);

// Returns at once with the status of `expr` when it is not MR_OK. Only where nothing is held.
#define MR_TRY(expr)                                                                               \
    do {                                                                                           \
        mr_status mr_try_ = (expr);                                                                \
        if (mr_try_ != MR_OK)                                                                      \
            return mr_try_;                                                                        \
    } while (0)
