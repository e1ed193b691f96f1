// Statuses as text and numbers, and the one way to fill an error.
#include "mudrock/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "utf8.h"

static const struct {
    const char *slug;
    int http, exit;
} statuses[] = {
#define ROW(name, slug, http, exit) [name] = {slug, http, exit},
    MR_STATUSES(ROW)
#undef ROW
};

const char *mr_status_slug(mr_status status)
{
    return statuses[status].slug;
}

int mr_status_http(mr_status status)
{
    return statuses[status].http;
}

int mr_status_exit(mr_status status)
{
    return statuses[status].exit;
}

// Errors travel as JSON, which takes no broken UTF-8: neither what came from outside nor a
// character that was cut.
static void repair(char *text)
{
    const size_t n = strlen(text);
    for (size_t i = 0, step; i < n; i += step) {
        step = mr_utf8_length((const unsigned char *)text + i, n - i);
        if (step == 0) {
            text[i] = '?';
            step = 1;
        }
    }
}

mr_status(mr_fail)(mr_error *err, mr_status status, const char *where, const char *format, ...)
{
    if (!err)
        return status;
    err->status = status;
    snprintf(err->where, sizeof err->where, "%s", where ? where : "");
    va_list args;
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    repair(err->where);
    repair(err->message);
    return status;
}

mr_status mr_fail_in(mr_error *err, mr_status status, const char *format, ...)
{
    if (!err)
        return status;
    char prefix[sizeof err->where];
    va_list args;
    va_start(args, format);
    vsnprintf(prefix, sizeof prefix, format, args);
    va_end(args);

    char joined[2 * sizeof err->where];
    snprintf(joined, sizeof joined, "%s%s", prefix, err->where);
    memcpy(err->where, joined, sizeof err->where - 1);
    err->where[sizeof err->where - 1] = 0;
    repair(err->where);
    return status;
}
