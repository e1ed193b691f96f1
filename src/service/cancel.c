// Cancelling an execution from another process.
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "mudrock/id.h"

#include "running.h"

struct mr_running {
    int fd;
    char *path;
};

static char *path_of(const mr_service *service, const char *execution_id)
{
    mr_buf path = {0};
    mr_buf_printf(&path, "%s/running-%s", service->workspace, execution_id);
    return mr_buf_take(&path, NULL);
}

mr_status mr_running_begin(mr_service *service, const char *execution_id, mr_running **out,
                           mr_error *err)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    mr_running *running = mr_alloc(sizeof *running);
    running->path = path_of(service, execution_id);
    running->fd = running->path ? open(running->path, O_RDWR | O_CREAT | O_CLOEXEC, 0666) : -1;
    if (running->fd >= 0 && fcntl(running->fd, F_SETLK, &lock) == 0) {
        *out = running;
        return MR_OK;
    }
    mr_status st =
        mr_fail(err, MR_EIO, service->workspace, "cannot be written to: %s", strerror(errno));
    mr_running_end(running);
    return st;
}

void mr_running_end(mr_running *running)
{
    if (!running)
        return;
    if (running->fd >= 0) {
        unlink(running->path); // one left there holds no lock and is cleared by the next open
        close(running->fd);
    }
    free(running->path);
    free(running);
}

// The process that holds the lock, 0 when there is none.
static pid_t runner(const mr_service *service, const char *execution_id)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    char *path = path_of(service, execution_id);
    int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    bool held = fd >= 0 && fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    if (fd >= 0)
        close(fd);
    free(path);
    return held ? lock.l_pid : 0;
}

mr_status mr_check_cancellable(const json_t *execution, mr_error *err)
{
    const char *status = json_string_value(json_object_get(execution, "status"));
    if (status && (strcmp(status, "running") == 0 || strcmp(status, "pending") == 0))
        return MR_OK;
    return mr_fail(err, MR_ECONFLICT, json_string_value(json_object_get(execution, "id")),
                   "is not running but %s", status ? status : "of no state");
}

mr_status mr_cancel_execution(mr_service *service, const char *execution_id, mr_error *err)
{
    json_t *execution = NULL;
    bool pending;
    if (!mr_uuid_valid(execution_id))
        return mr_fail(err, MR_ENOTFOUND, NULL, "there is no execution \"%s\"", execution_id);
    MR_TRY(mr_execution_get(service->catalog, execution_id, &execution, err));
    mr_status st = mr_check_cancellable(execution, err);
    pending = st == MR_OK &&
              strcmp(json_string_value(json_object_get(execution, "status")), "pending") == 0;
    json_decref(execution);
    if (st != MR_OK)
        return st;
    pid_t pid = runner(service, execution_id);
    if (pid > 0 && kill(pid, SIGTERM) == 0)
        return MR_OK;
    if (!pid && pending) { // nobody has begun: nobody will
        bool ended = false;
        MR_TRY(mr_abandon_execution(service, execution_id, true, "cancelled", &ended, err));
        if (ended)
            return MR_OK;
    }
    if (pid > 0)
        return mr_fail(err, errno == EPERM ? MR_EDENIED : MR_EFAIL, execution_id,
                       "process %ld cannot be told: %s", (long)pid, strerror(errno));
    return mr_fail(err, MR_ECONFLICT, execution_id, "is run by no process of this machine");
}
