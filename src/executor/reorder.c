// Results back into order, with a bounded window.
#include "reorder.h"

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "mudrock/arena.h"

struct mr_reorder {
    pthread_mutex_t lock; // guards all below
    pthread_cond_t moved; // next grew, or cancelled
    size_t window, next;
    void **ready; // ring: item i at i % window
    bool delivering, cancelled;
    mr_reorder_deliver *deliver;
    mr_reorder_drop *drop;
    void *context;
};

mr_reorder *mr_reorder_new(size_t window, mr_reorder_deliver *deliver, mr_reorder_drop *drop,
                           void *context)
{
    mr_reorder *r = mr_alloc(sizeof *r);
    void **ready = mr_alloc(window * sizeof *ready);
    *r = (mr_reorder){
        .window = window, .ready = ready, .deliver = deliver, .drop = drop, .context = context};
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->moved, NULL);
    return r;
}

void mr_reorder_free(mr_reorder *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < r->window; i++)
        if (r->ready[i])
            r->drop(r->context, r->ready[i]);
    pthread_cond_destroy(&r->moved);
    pthread_mutex_destroy(&r->lock);
    free(r->ready);
    free(r);
}

mr_status mr_reorder_enter(mr_reorder *r, size_t i, mr_error *err)
{
    pthread_mutex_lock(&r->lock);
    while (!r->cancelled && i >= r->next + r->window)
        pthread_cond_wait(&r->moved, &r->lock);
    bool cancelled = r->cancelled;
    pthread_mutex_unlock(&r->lock);
    return cancelled ? mr_fail(err, MR_ECANCEL, "", "cancelled") : MR_OK;
}

// Called and left with the lock held; given up while delivering, so that others can put meanwhile.
static mr_status deliver_ready(mr_reorder *r, mr_error *err)
{
    mr_status st = MR_OK;
    r->delivering = true;
    while (st == MR_OK && !r->cancelled && r->ready[r->next % r->window]) {
        size_t i = r->next;
        void *item = r->ready[i % r->window];
        r->ready[i % r->window] = NULL;
        pthread_mutex_unlock(&r->lock);
        st = r->deliver(r->context, i, item, err);
        pthread_mutex_lock(&r->lock);
        r->next++;
        pthread_cond_broadcast(&r->moved);
    }
    r->delivering = false;
    if (st != MR_OK) {
        r->cancelled = true;
        pthread_cond_broadcast(&r->moved);
    }
    return st;
}

mr_status mr_reorder_put(mr_reorder *r, size_t i, void *item, mr_error *err)
{
    assert(item);
    mr_status st = MR_OK;
    pthread_mutex_lock(&r->lock);
    if (r->cancelled) {
        pthread_mutex_unlock(&r->lock);
        r->drop(r->context, item);
        return MR_OK;
    }
    assert(i >= r->next && i < r->next + r->window);
    r->ready[i % r->window] = item;
    if (!r->delivering)
        st = deliver_ready(r, err);
    pthread_mutex_unlock(&r->lock);
    return st;
}

void mr_reorder_cancel(mr_reorder *r)
{
    pthread_mutex_lock(&r->lock);
    r->cancelled = true;
    pthread_cond_broadcast(&r->moved);
    pthread_mutex_unlock(&r->lock);
}
