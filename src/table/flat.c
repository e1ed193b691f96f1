// The FlatBuffers writer. Everything is little-endian, aligned to its size; the largest alignment
// is 8.
#include "flat.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/arena.h"

static void push(flat *f, const void *bytes, size_t n)
{
    if (f->used + n > f->capacity) {
        const size_t capacity = 2 * f->capacity + n + 1024;
        unsigned char *larger = mr_alloc(capacity);
        if (f->used)
            memcpy(larger + capacity - f->used, f->bytes + f->capacity - f->used, f->used);
        free(f->bytes);
        f->bytes = larger;
        f->capacity = capacity;
    }
    f->used += n;
    if (n)
        memcpy(f->bytes + f->capacity - f->used, bytes, n);
}

// Pads so that after `n` more bytes the front stands at a multiple of `alignment` from the end.
static void align(flat *f, size_t n, size_t alignment)
{
    static const unsigned char zeros[8];
    const size_t over = (f->used + n) % alignment;
    push(f, zeros, over ? alignment - over : 0);
}

static void push_number(flat *f, uint64_t value, size_t size)
{
    unsigned char bytes[8];
    for (size_t i = 0; i < size; i++)
        bytes[i] = (unsigned char)(value >> (8 * i));
    push(f, bytes, size);
}

// A reference is the distance from where it stands to what it means.
static void push_ref(flat *f, flat_ref to)
{
    align(f, 4, 4);
    push_number(f, f->used + 4 - to, 4);
}

flat_ref mr_flat_text(flat *f, const char *text)
{
    const size_t n = strlen(text);
    align(f, n + 1, 4);
    push(f, text, n + 1);
    push_number(f, n, 4);
    return (flat_ref)f->used;
}

flat_ref mr_flat_refs(flat *f, const flat_ref *refs, size_t n)
{
    align(f, 0, 4);
    for (size_t i = n; i-- > 0;)
        push_ref(f, refs[i]);
    push_number(f, n, 4);
    return (flat_ref)f->used;
}

flat_ref mr_flat_pairs(flat *f, const int64_t (*pairs)[2], size_t n)
{
    align(f, 0, 8); // the items; the count before them needs 4
    for (size_t i = n; i-- > 0;) {
        push_number(f, (uint64_t)pairs[i][1], 8);
        push_number(f, (uint64_t)pairs[i][0], 8);
    }
    push_number(f, n, 4);
    return (flat_ref)f->used;
}

void mr_flat_begin(flat *f)
{
    memset(f->fields, 0, sizeof f->fields);
    f->slots = 0;
    f->table_start = f->used;
}

static void note_field(flat *f, size_t slot)
{
    assert(slot < FLAT_SLOTS);
    f->fields[slot] = f->used;
    if (slot >= f->slots)
        f->slots = slot + 1;
}

static void put_number(flat *f, size_t slot, uint64_t value, size_t size)
{
    align(f, size, size);
    push_number(f, value, size);
    note_field(f, slot);
}

void mr_flat_byte(flat *f, size_t slot, uint8_t value)
{
    put_number(f, slot, value, 1);
}

void mr_flat_short(flat *f, size_t slot, int16_t value)
{
    put_number(f, slot, (uint64_t)value, 2);
}

void mr_flat_int(flat *f, size_t slot, int32_t value)
{
    put_number(f, slot, (uint64_t)value, 4);
}

void mr_flat_long(flat *f, size_t slot, int64_t value)
{
    put_number(f, slot, (uint64_t)value, 8);
}

void mr_flat_ref(flat *f, size_t slot, flat_ref value)
{
    if (!value)
        return;
    push_ref(f, value);
    note_field(f, slot);
}

// The table begins with the distance back to its vtable, which is written right before it: sizes of
// vtable and table, then where each field stands in the table.
flat_ref mr_flat_end(flat *f)
{
    const size_t vtable = 4 + 2 * f->slots;
    align(f, 4, 4);
    push_number(f, vtable, 4);
    const size_t table = f->used;
    for (size_t i = f->slots; i-- > 0;)
        push_number(f, f->fields[i] ? table - f->fields[i] : 0, 2);
    push_number(f, table - f->table_start, 2);
    push_number(f, vtable, 2);
    return (flat_ref)table;
}

size_t mr_flat_size(const flat *f)
{
    return (f->used + 4 + 7) / 8 * 8;
}

void mr_flat_finish(flat *f, flat_ref root, mr_buf *out)
{
    align(f, 4, 8);
    push_ref(f, root);
    mr_buf_put(out, f->bytes + f->capacity - f->used, f->used);
    free(f->bytes);
    *f = (flat){0};
}
