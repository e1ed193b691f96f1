// A few threads that take requests from a channel.
#include "desk.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "mudrock/chan.h"

#include "exchange.h"

enum { WAITING = 8192, MOST_THREADS = 64 }; // more connections than that are not open at one time

struct mr_desk {
    mr_chan *queue;
    size_t n;
    pthread_t threads[MOST_THREADS];
};

static void *work(void *context)
{
    mr_desk *desk = context;
    void *request;
    while (mr_chan_take(desk->queue, &request) == MR_OK)
        mr_request_work(request);
    return NULL;
}

mr_status mr_desk_open(size_t threads, mr_desk **out, mr_error *err)
{
    mr_desk *desk = mr_alloc(sizeof *desk);
    sigset_t all, before;
    desk->queue = mr_chan_new(WAITING);
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before); // signals are for whoever started us
    for (; desk->n < threads && desk->n < MOST_THREADS; desk->n++)
        if (pthread_create(&desk->threads[desk->n], NULL, work, desk) != 0)
            break;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (desk->n == 0) {
        mr_desk_close(desk);
        return mr_fail(err, MR_ENOMEM, NULL, "no memory for a thread");
    }
    *out = desk;
    return MR_OK;
}

void mr_desk_close(mr_desk *desk)
{
    if (!desk)
        return;
    mr_chan_close(desk->queue);
    for (size_t i = 0; i < desk->n; i++)
        pthread_join(desk->threads[i], NULL);
    mr_chan_free(desk->queue);
    free(desk);
}

mr_status mr_desk_put(mr_desk *desk, mr_request *request)
{
    return mr_chan_put(desk->queue, request);
}
