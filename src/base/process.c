// Which process something belongs to, and whether it still runs.
#include "mudrock/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Fields 3 and 22 of /proc/PID/stat: the state, and the clock ticks from boot to
// the start of the process. 0 when they cannot be read.
static int64_t started(int64_t pid, char *state)
{
    char path[64], text[1024];
    snprintf(path, sizeof path, "/proc/%lld/stat", (long long)pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    ssize_t n = read(fd, text, sizeof text - 1);
    close(fd);
    if (n <= 0)
        return 0;
    text[n] = 0;
    // The second field is the command's name in brackets and may hold anything,
    // brackets too.
    const char *at = strrchr(text, ')');
    if (at && at[1] == ' ')
        *state = at[2];
    for (int field = 2; at && field < 22; field++)
        at = strchr(at + 1, ' ');
    return at ? strtoll(at + 1, NULL, 10) : 0;
}

mr_process mr_process_self(void)
{
    int64_t pid = getpid();
    char state = 0;

    return (mr_process){.pid = pid, .started = started(pid, &state)};
}

bool mr_process_alive(mr_process process)
{
    if (process.pid <= 0 || (kill((pid_t)process.pid, 0) != 0 && errno == ESRCH))
        return false;
    char state = 0;
    int64_t now = started(process.pid, &state);
    if (state == 'Z' || state == 'X') // it has ended, and nobody has asked how
        return false;
    return !now || !process.started || now == process.started;
}
