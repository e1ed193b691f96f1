// An arena: many small allocations, freed whole by the owner. Not thread-safe. Small allocations
// never return NULL (the program logs and aborts): input is capped at the border. Data-sized memory
// does not belong here.
#pragma once

#include <stdarg.h>
#include <stddef.h>

typedef struct mr_arena mr_arena;

mr_arena *mr_arena_new(void);
void mr_arena_free(mr_arena *arena); // accepts NULL

// Zeroed, aligned to 16 bytes.
void *mr_arena_alloc(mr_arena *arena, size_t size);
char *mr_arena_strdup(mr_arena *arena, const char *text); // NULL gives NULL
char *mr_arena_strndup(mr_arena *arena, const char *text, size_t n);
char *mr_arena_printf(mr_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void *mr_arena_memdup(mr_arena *arena, const void *bytes, size_t size);

#define MR_ARENA_NEW(arena, type)      ((type *)mr_arena_alloc((arena), sizeof(type)))
#define MR_ARENA_ARRAY(arena, type, n) ((type *)mr_arena_alloc((arena), sizeof(type) * (n)))

// Small zeroed heap memory, yours to free(). Never NULL, like the arena's.
void *mr_alloc(size_t size);
