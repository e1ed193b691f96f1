// What the readers of DLIS and LIS79 share: the file below its records, records, rows.
#pragma once

#include <stdarg.h>

#include "mudrock/pool.h"
#include "mudrock/tape.h"

// A stream of bytes within the file, without what lies between them (tape marks, lengths around
// records, visible record headers): ranges in order. `at` counts in the stream, `from` in the file.
typedef struct tape_extent {
    uint64_t at;
    uint64_t from : 62;
    uint64_t starts : 1; // a record of the layer below begins here
    uint64_t broken : 1; // what came before it was lost
} tape_extent;

typedef struct tape_stream {
    size_t n, capacity;
    tape_extent *extents;
    uint64_t end;
    size_t recent; // the extent last looked at by who walks the stream: searches begin there
} tape_stream;

// A record's bytes, headers and padding taken off. Lying together: `at` in the file; else `pieces`
// spans from index `at`.
typedef struct tape_record {
    uint64_t at;
    uint32_t n, pieces;
} tape_record;

typedef struct tape_span {
    uint64_t at;
    uint32_t n;
} tape_span;

typedef struct tape_spans {
    size_t n, capacity;
    tape_span *at;
} tape_spans;

typedef struct tape_feed { // the data records of one log, in the order of the file
    size_t n, capacity;
    tape_record *at;
} tape_feed;

enum tape_code { // how a number lies in the file; all are big-endian
    TAPE_F32,
    TAPE_F64,
    TAPE_I8,
    TAPE_U8,
    TAPE_I16,
    TAPE_U16,
    TAPE_I32,
    TAPE_U32,
    TAPE_F16, // RP66 1, LIS 49: 12 bits of fraction above 4 of exponent
    TAPE_IBM,
    TAPE_VAX,
    TAPE_L50,   // 16 bits of exponent above 16 of fraction
    TAPE_L68,   // exponent complemented when negative
    TAPE_L70,   // fixed point, 16.16
    TAPE_TEXT,  // any that is no number: see `code` of the curve
    TAPE_UVARI, // DLIS: 1, 2 or 4 bytes
    TAPE_CODES,
};

typedef struct tape_cell { // a curve in a row
    enum tape_code code;
    uint32_t offset; // in a row whose cells all have a fixed size
    uint32_t items;  // numbers, or texts
    uint32_t bytes;  // of one item; 0: it varies
    bool is_absent;  // absent[] are nulls
    double absent[2];
} tape_cell;

enum tape_lead { // what stands before rows
    TAPE_NO_LEAD,
    TAPE_ROW_NUMBER,   // DLIS: a UVARI before every row
    TAPE_RECORD_DEPTH, // LIS: `lead_bytes` before the rows of a record
};

typedef struct tape_log {
    mr_tape_log *log;
    tape_feed *feed;
    tape_cell *cells; // one a curve
    bool fixed;       // all cells have a fixed size
    uint32_t row_bytes;
    enum tape_lead lead;
    uint32_t lead_bytes;
    enum tape_code depth_code;
    double depth_step;  // of TAPE_RECORD_DEPTH, with its sign
    uint32_t samples;   // LIS: of fast channels in a frame; each is a row of this log
    int32_t index_cell; // where the index lies in the row, of a log of fast channels; -1 elsewhere
    tape_cell index_at;
    const char *refused; // why its rows cannot be read; NULL: they can
} tape_log;

typedef struct tape {
    mr_tape open;
    const uint8_t *base;
    uint64_t size;
    mr_str map; // to unmap; empty when the bytes are somebody else's
    mr_pool *pool;
    mr_error *err;
    tape_stream blocks; // the file without what a tape's copy put around its blocks
    bool marked;        // blocks is not the whole file
    tape_spans spans;
    tape_log *logs;
    size_t log_capacity, warning_capacity;
    size_t unsaid; // warnings beyond the limit
} tape;

static inline uint16_t tape_u16(const uint8_t *p)
{
    return (uint16_t)(p[0] << 8 | p[1]);
}

static inline uint32_t tape_u32(const uint8_t *p)
{
    uint32_t bits;
    __builtin_memcpy(&bits, p, sizeof bits);
    return __builtin_bswap32(bits);
}

static inline uint64_t tape_u64(const uint8_t *p)
{
    uint64_t bits;
    __builtin_memcpy(&bits, p, sizeof bits);
    return __builtin_bswap64(bits);
}

// `at` is a byte of the file; UINT64_MAX: none. At most so many are kept, the rest is counted.
enum { TAPE_WARNINGS = 500 };
void tape_warn(tape *t, uint64_t at, const char *format, ...) __attribute__((format(printf, 3, 4)));
mr_status tape_no_memory(const tape *t);
// Room for one more of an array that grows; false: no memory.
bool tape_grow(void **at, size_t *capacity, size_t n, size_t size);

// tape_stream.c
bool tape_add(tape_stream *s, uint64_t from, uint64_t n, bool starts, bool broken);
// The n bytes of `outer` from `at` become the end of `s`.
bool tape_add_range(tape_stream *s, const tape_stream *outer, uint64_t at, uint64_t n, bool broken);
void tape_stream_clear(tape_stream *s);
// The extent that holds `at`; `hint` is where the last one was found. at < s->end.
size_t tape_extent_at(const tape_stream *s, uint64_t at, size_t hint);
uint64_t tape_extent_end(const tape_stream *s, size_t i);
uint64_t tape_place(const tape_stream *s, uint64_t at); // in the file
// n bytes: in place where they lie together, else copied to `scratch`. NULL: the stream ends
// before.
const uint8_t *tape_view(const tape *t, const tape_stream *s, uint64_t at, size_t n,
                         uint8_t *scratch);
// Finds tape marks (TIF) or lengths around records, else takes the file as it is.
mr_status tape_find_blocks(tape *t);

// The bytes of a record, gathered into `scratch` (of record->n bytes) when they lie apart.
const uint8_t *tape_gather(const tape *t, const tape_record *record, uint8_t *scratch);
bool tape_feed_put(tape_feed *feed, tape_record record);
// The range of `s` as spans; adjoining ones become one.
bool tape_spans_put(tape_spans *spans, const tape_stream *s, uint64_t at, uint64_t n);

// tape_text.c: UTF-8 of the file's bytes (taken as Latin-1 where they are none), control characters
// become blanks, blanks at the ends go.
const char *tape_text(mr_arena *arena, const uint8_t *at, size_t n);
void tape_put_text(mr_buf *out, const uint8_t *at, size_t n);

// tape_numbers.c
extern const uint8_t tape_code_bytes[TAPE_CODES]; // 0: it varies, or is no number
double tape_number(enum tape_code code, const uint8_t *at);
// out[i] = the number at rows[i] + offset.
void tape_numbers(enum tape_code code, const uint8_t *const *rows, size_t offset, size_t n,
                  double *out);
void tape_run(enum tape_code code, const uint8_t *at, size_t n, double *out); // n that adjoin

// tape_rows.c: logs all of whose cells have a fixed size.
mr_status tape_read_fixed(tape *t, const tape_log *log, mr_tape_rows *out, mr_error *err);
// Of what is no number; NULL: nothing can be read there.
bool tape_cell_text(const tape *t, const tape_log *log, size_t cell, const uint8_t *at,
                    const uint8_t *end, mr_buf *out);
mr_field tape_field(const mr_tape_curve *curve);

tape_log *tape_add_log(tape *t); // NULL: no memory
// Bytes of the file that were read: they need not stay in memory. Any thread.
void tape_forget(const tape *t, uint64_t from, uint64_t to);

bool dlis_recognise(const tape *t);
mr_status dlis_open(tape *t);
// tape_log of cells whose size varies.
mr_status dlis_read_rows(tape *t, const tape_log *log, mr_tape_rows *out, mr_error *err);
bool dlis_cell_text(int code, const uint8_t *at, size_t n, size_t *used, mr_buf *out);

bool lis_recognise(const tape *t);
mr_status lis_open(tape *t);
bool lis_cell_text(int code, const uint8_t *at, size_t n, mr_buf *out);
