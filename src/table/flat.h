// Writing FlatBuffers, as little of them as Arrow's messages need. The buffer grows from its end to
// its front, so what is referred to is written first; a flat_ref is a distance from the end.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "mudrock/text.h"

enum { FLAT_SLOTS = 8 }; // fields of a table, at most

typedef struct flat {
    unsigned char *bytes; // the last `used` of `capacity` are written
    size_t used, capacity;
    size_t table_start;               // `used` where the open table's fields began
    size_t fields[FLAT_SLOTS], slots; // of the open table: where each stands, 0 = absent
} flat;

typedef uint32_t flat_ref; // 0 = nothing

flat_ref mr_flat_text(flat *f, const char *text);
flat_ref mr_flat_refs(flat *f, const flat_ref *refs, size_t n);
// A vector of structs of two int64.
flat_ref mr_flat_pairs(flat *f, const int64_t (*pairs)[2], size_t n);

// One table at a time: begin, fields in any order, end. A reference of 0 leaves the field out.
void mr_flat_begin(flat *f);
void mr_flat_byte(flat *f, size_t slot, uint8_t value);
void mr_flat_short(flat *f, size_t slot, int16_t value);
void mr_flat_int(flat *f, size_t slot, int32_t value);
void mr_flat_long(flat *f, size_t slot, int64_t value);
void mr_flat_ref(flat *f, size_t slot, flat_ref value);
flat_ref mr_flat_end(flat *f);

// The whole buffer, a multiple of 8 bytes, appended to `out`; frees.
void mr_flat_finish(flat *f, flat_ref root, mr_buf *out);
// How many bytes that will be.
size_t mr_flat_size(const flat *f);
