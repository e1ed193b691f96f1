// The arena: a chain of blocks, the newest first; a large piece gets a block of its own.
#include "mudrock/arena.h"

#include <assert.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/log.h"

enum { ALIGNMENT = 16, FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20 };

typedef struct block {
    struct block *next;
    size_t used, size; // of bytes
    _Alignas(ALIGNMENT) unsigned char bytes[];
} block;

struct mr_arena {
    block *blocks; // the first has the free space
    size_t next_size;
};

void *mr_alloc(size_t size)
{
    void *p = calloc(1, size ? size : 1);
    if (!p) {
        mr_log(MR_LOG_ERROR, "memory.exhausted", "bytes=%zu", size);
        abort();
    }
    return p;
}

static block *block_new(size_t size)
{
    block *b = mr_alloc(sizeof *b + size);
    b->size = size;
    return b;
}

mr_arena *mr_arena_new(void)
{
    mr_arena *arena = mr_alloc(sizeof *arena);
    arena->next_size = FIRST_BLOCK;
    return arena;
}

void mr_arena_free(mr_arena *arena)
{
    if (!arena)
        return;
    for (block *b = arena->blocks, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    free(arena);
}

// A piece that would waste most of a block stands behind the first, whose free space stays in use.
static void *alloc_large(mr_arena *arena, size_t size)
{
    block *b = block_new(size);
    b->used = size;
    if (arena->blocks) {
        b->next = arena->blocks->next;
        arena->blocks->next = b;
    } else {
        arena->blocks = b;
    }
    return b->bytes;
}

void *mr_arena_alloc(mr_arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2) {
        mr_log(MR_LOG_ERROR, "memory.exhausted", "bytes=%zu", size);
        abort();
    }
    size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    block *b = arena->blocks;
    if (!b || b->size - b->used < size) {
        if (size > arena->next_size / 2)
            return alloc_large(arena, size);
        b = block_new(arena->next_size);
        b->next = arena->blocks;
        arena->blocks = b;
        if (arena->next_size < LARGEST_BLOCK)
            arena->next_size *= 2;
    }
    void *p = b->bytes + b->used;
    b->used += size;
    return p;
}

void *mr_arena_memdup(mr_arena *arena, const void *bytes, size_t size)
{
    void *copy = mr_arena_alloc(arena, size);
    if (size)
        memcpy(copy, bytes, size);
    return copy;
}

char *mr_arena_strndup(mr_arena *arena, const char *text, size_t n)
{
    char *copy = mr_arena_alloc(arena, n + 1);
    if (n)
        memcpy(copy, text, n);
    return copy;
}

char *mr_arena_strdup(mr_arena *arena, const char *text)
{
    return text ? mr_arena_strndup(arena, text, strlen(text)) : NULL;
}

char *mr_arena_printf(mr_arena *arena, const char *format, ...)
{
    assert(format);
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0) {
        mr_log(MR_LOG_ERROR, "format.invalid", "errno=%d", errno);
        abort();
    }
    char *text = mr_arena_alloc(arena, (size_t)n + 1);
    vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return text;
}
