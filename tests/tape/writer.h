// A writer of small DLIS and LIS79 files for tests and benches: bytes as the specifications have
// them, regular or as odd as they are met. A buffer grows; its owner clears it.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "mudrock/text.h"

// Big-endian numbers and the lengths of DLIS.
void put_u8(mr_buf *out, unsigned x);
void put_u16(mr_buf *out, unsigned x);
void put_u32(mr_buf *out, uint32_t x);
void put_f32(mr_buf *out, double x);
void put_f64(mr_buf *out, double x);
void put_uvari(mr_buf *out, uint32_t x);
void put_ident(mr_buf *out, const char *text); // length, text
void put_ascii(mr_buf *out, const char *text); // the same with a UVARI
void put_obname(mr_buf *out, uint32_t origin, unsigned copy, const char *name);

enum segment_flags { // of every segment, or of the record
    SEGMENT_PADDED = 1,
    SEGMENT_TRAILING = 2,
    SEGMENT_CHECKED = 4,
    SEGMENT_ENCRYPTED = 8,
    SEGMENT_PACKET = 16,
};

typedef struct dlis_writer {
    mr_buf out;
    size_t visible; // bytes of a visible record; 0: 8192
    size_t segment; // most contents of a segment; 0: all that fits
    unsigned flags; // segment_flags of what is written next
    size_t open_at; // of the visible record that is being filled
    bool is_open;
} dlis_writer;

void dlis_label(dlis_writer *w);
void dlis_record(dlis_writer *w, bool explicit_format, unsigned type, const mr_buf *body);
void dlis_end(dlis_writer *w); // closes the last visible record

// Explicit records: a set, columns, then objects with their values.
void eflr_set(mr_buf *out, const char *type);
void eflr_column(mr_buf *out, const char *label, unsigned code);
void eflr_object(mr_buf *out, uint32_t origin, unsigned copy, const char *name);
void eflr_uvari(mr_buf *out, uint32_t x); // a value, in the template's code
void eflr_u8(mr_buf *out, unsigned x);
void eflr_ident(mr_buf *out, const char *text);
void eflr_absent(mr_buf *out);
void dlis_file_header(dlis_writer *w, const char *id);
void dlis_origin(dlis_writer *w, const char *well);

typedef struct dlis_channel {
    const char *name, *unit;
    unsigned code;
    uint32_t dims[3]; // 0 ends
    unsigned copy;
} dlis_channel;
// CHANNEL and FRAME records of one frame. `index` may be NULL.
void dlis_frame(dlis_writer *w, const char *name, const char *index, const dlis_channel *channels,
                size_t n);
// A data record of that frame: row number, values.
void dlis_data(dlis_writer *w, const char *frame, uint32_t number, const mr_buf *values);

// LIS79: a logical record in physical ones of at most `most` bytes (0: 65535).
void lis_record(mr_buf *out, unsigned type, const mr_buf *body, size_t most, unsigned attributes);
void lis_file_header(mr_buf *out, const char *name);
void lis_entry_u8(mr_buf *out, unsigned type, unsigned x);
void lis_entry_f32(mr_buf *out, unsigned type, uint32_t bits); // code 68
void lis_entry_text(mr_buf *out, unsigned type, const char *text);
void lis_entry_end(mr_buf *out);
typedef struct lis_channel {
    const char *name, *unit;
    int size;
    unsigned samples, code;
} lis_channel;
void lis_spec(mr_buf *out, const lis_channel *channel);

// Tape marks around blocks: `next_block` gives the bytes of the one at `at`.
void wrap_marks(const mr_buf *in, mr_buf *out, size_t (*next_block)(const mr_buf *in, size_t at),
                unsigned pad);
size_t dlis_block(const mr_buf *in, size_t at); // the label or a visible record
size_t lis_block(const mr_buf *in, size_t at);  // a physical record
// A little-endian length before and after each block.
void wrap_lengths(const mr_buf *in, mr_buf *out, size_t (*next_block)(const mr_buf *in, size_t at));
