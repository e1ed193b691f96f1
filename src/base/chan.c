// The channel: a ring under one mutex.
#include "mudrock/chan.h"

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "mudrock/arena.h"

struct mr_chan {
    pthread_mutex_t lock; // guards all below
    pthread_cond_t not_full, not_empty;
    void **ring;
    size_t capacity, first, count;
    bool closed, cancelled;
};

mr_chan *mr_chan_new(size_t capacity)
{
    assert(capacity > 0);
    mr_chan *chan = mr_alloc(sizeof *chan);
    chan->ring = mr_alloc(capacity * sizeof *chan->ring);
    chan->capacity = capacity;
    pthread_mutex_init(&chan->lock, NULL);
    pthread_cond_init(&chan->not_full, NULL);
    pthread_cond_init(&chan->not_empty, NULL);
    return chan;
}

void mr_chan_free(mr_chan *chan)
{
    if (!chan)
        return;
    pthread_cond_destroy(&chan->not_empty);
    pthread_cond_destroy(&chan->not_full);
    pthread_mutex_destroy(&chan->lock);
    free(chan->ring);
    free(chan);
}

mr_status mr_chan_put(mr_chan *chan, void *item)
{
    mr_status status = MR_OK;
    pthread_mutex_lock(&chan->lock);
    while (chan->count == chan->capacity && !chan->closed && !chan->cancelled)
        pthread_cond_wait(&chan->not_full, &chan->lock);
    if (chan->cancelled) {
        status = MR_ECANCEL;
    } else if (chan->closed) {
        status = MR_ECLOSED;
    } else {
        chan->ring[(chan->first + chan->count++) % chan->capacity] = item;
        pthread_cond_signal(&chan->not_empty);
    }
    pthread_mutex_unlock(&chan->lock);
    return status;
}

mr_status mr_chan_take(mr_chan *chan, void **item)
{
    mr_status status = MR_OK;
    pthread_mutex_lock(&chan->lock);
    while (chan->count == 0 && !chan->closed && !chan->cancelled)
        pthread_cond_wait(&chan->not_empty, &chan->lock);
    if (chan->cancelled) {
        status = MR_ECANCEL;
    } else if (chan->count == 0) {
        status = MR_ECLOSED;
    } else {
        *item = chan->ring[chan->first];
        chan->first = (chan->first + 1) % chan->capacity;
        chan->count--;
        pthread_cond_signal(&chan->not_full);
    }
    pthread_mutex_unlock(&chan->lock);
    return status;
}

static void raise_flag(mr_chan *chan, bool *flag)
{
    pthread_mutex_lock(&chan->lock);
    *flag = true;
    pthread_cond_broadcast(&chan->not_full);
    pthread_cond_broadcast(&chan->not_empty);
    pthread_mutex_unlock(&chan->lock);
}

void mr_chan_close(mr_chan *chan)
{
    raise_flag(chan, &chan->closed);
}

void mr_chan_cancel(mr_chan *chan)
{
    raise_flag(chan, &chan->cancelled);
}
