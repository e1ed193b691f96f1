// Threads beside the pool.
#include "thread.h"

#include <signal.h>
#include <string.h>

mr_status mr_thread_start(pthread_t *thread, void *(*body)(void *), void *context, mr_error *err)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int failed = pthread_create(thread, NULL, body, context);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (failed)
        return mr_fail(err, MR_EFAIL, "", "cannot start a thread: %s", strerror(failed));
    return MR_OK;
}
