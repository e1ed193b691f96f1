// A bounded channel of pointers between threads: put blocks while it is full, take drains the rest
// after close.
#pragma once

#include <stddef.h>

#include "mudrock/error.h"

typedef struct mr_chan mr_chan;

mr_chan *mr_chan_new(size_t capacity);
void mr_chan_free(mr_chan *chan); // what is left inside is the caller's loss: drain first
mr_status mr_chan_put(mr_chan *chan,
                      void *item); // MR_OK, MR_ECLOSED (the item stays yours), MR_ECANCEL (yours)
mr_status mr_chan_take(mr_chan *chan,
                       void **item); // MR_OK, MR_ECLOSED when closed and empty, MR_ECANCEL
void mr_chan_close(mr_chan *chan);
void mr_chan_cancel(mr_chan *chan); // wakes everyone; put and take give MR_ECANCEL from now on
