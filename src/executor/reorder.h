// Puts results that are made in any order back into order, holding at most `window` of them: who is
// further ahead waits before it begins.
#pragma once

#include <stddef.h>

#include "mudrock/error.h"

typedef struct mr_reorder mr_reorder;

// deliver takes the items in order, one call at a time, from whichever thread completes the row; it
// may block. drop frees an item that will not be delivered.
typedef mr_status mr_reorder_deliver(void *context, size_t i, void *item, mr_error *err);
typedef void mr_reorder_drop(void *context, void *item);

mr_reorder *mr_reorder_new(size_t window, mr_reorder_deliver *deliver, mr_reorder_drop *drop,
                           void *context);
void mr_reorder_free(mr_reorder *reorder); // drops what was not delivered; accepts NULL
// Blocks until i is less than `window` ahead of the next to deliver. MR_ECANCEL after a cancel.
mr_status mr_reorder_enter(mr_reorder *reorder, size_t i, mr_error *err);
// Takes the item, also on failure. Returns what deliver failed with, if it was called from here.
// Each i once, after its enter.
mr_status mr_reorder_put(mr_reorder *reorder, size_t i, void *item, mr_error *err);
// Everyone waiting comes back with MR_ECANCEL; items put from now on are dropped.
void mr_reorder_cancel(mr_reorder *reorder);
