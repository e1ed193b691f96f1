// Threads beside the pool: a writer an output, one monitor a run.
#pragma once

#include <pthread.h>

#include "mudrock/error.h"

// Signals are for the main thread: this one blocks them all.
mr_status mr_thread_start(pthread_t *thread, void *(*body)(void *), void *context, mr_error *err);
