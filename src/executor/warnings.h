// Warnings of a run, from any thread: the first hundred in order of wells are kept, the rest is
// counted. Which are kept does not depend on the number of threads.
#pragma once

#include <stddef.h>

#include "mudrock/arena.h"

enum { MR_MAX_WARNINGS = 100 };

typedef struct mr_warnings mr_warnings;

mr_warnings *mr_warnings_new(void);
void mr_warnings_free(mr_warnings *warnings);
// `order`: index of the partition the warning comes from.
void mr_warn(mr_warnings *warnings, size_t order, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
// One line each, in order; when there were more a last line says how many. Lives in the arena.
const char **mr_warnings_list(mr_warnings *warnings, mr_arena *arena, size_t *n);
