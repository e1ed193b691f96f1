// Which process something belongs to: a pid alone is used again, a pid with its start time is not
// (within one boot).
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef struct mr_process {
    int64_t pid;
    int64_t started; // clock ticks after boot; 0 = not known
} mr_process;

mr_process mr_process_self(void);
// Whether that very process still runs. One we may not look at counts as alive.
bool mr_process_alive(mr_process process);
