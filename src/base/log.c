// The log sink: one line, one write, so that lines of several threads never mix.
#include "mudrock/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

#include "mudrock/clock.h"

static _Atomic int threshold = MR_LOG_INFO;

void mr_log_set_level(mr_log_level level)
{
    atomic_store(&threshold, (int)level);
}

// A line break from the outside must not look like a second line.
static size_t blank_controls(char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)text[i] < ' ')
            text[i] = ' ';
    return n;
}

static size_t printed(int n, size_t room)
{
    if (n < 0)
        return 0;
    return (size_t)n < room ? (size_t)n : room - 1;
}

void mr_log(mr_log_level level, const char *event, const char *format, ...)
{
    static const char *const names[] = {"error", "warn", "info", "debug"};
    if ((int)level > atomic_load_explicit(&threshold, memory_order_relaxed))
        return;

    char line[4096], time[32];
    mr_clock_rfc3339(time);
    size_t n = printed(
        snprintf(line, sizeof line, "time=%s level=%s event=%s ", time, names[level], event),
        sizeof line);
    va_list args;
    va_start(args, format);
    n += printed(vsnprintf(line + n, sizeof line - n, format, args), sizeof line - n);
    va_end(args);
    n = blank_controls(line, n);
    line[n++] = '\n'; // in the place of the NUL
    for (size_t done = 0; done < n;) {
        ssize_t wrote = write(STDERR_FILENO, line + done, n - done);
        if (wrote <= 0)
            return; // nowhere to say so
        done += (size_t)wrote;
    }
}
