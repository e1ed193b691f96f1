// What the files of the LIS79 reader share.
#pragma once

#include "tape_local.h"

struct json_t;

enum lis_code { // LIS79, appendix B
    LIS_F16 = 49,
    LIS_F32_LOW = 50,
    LIS_I8 = 56,
    LIS_TEXT = 65,
    LIS_U8 = 66,
    LIS_F32 = 68,
    LIS_FIXED = 70,
    LIS_I32 = 73,
    LIS_MASK = 77,
    LIS_I16 = 79,
};

enum lis_type { // of logical records
    LIS_DATA = 0,
    LIS_ALTERNATE_DATA = 1,
    LIS_JOB = 32,
    LIS_WELLSITE = 34,
    LIS_TOOLS = 39,
    LIS_ENCRYPTED = 42,
    LIS_TABLE = 47,
    LIS_FORMAT = 64,
    LIS_FILE_HEADER = 128,
    LIS_FILE_TRAILER,
    LIS_TAPE_HEADER,
    LIS_TAPE_TRAILER,
    LIS_REEL_HEADER,
    LIS_REEL_TRAILER,
    LIS_COMMENT = 232,
};

// How a number of this code lies in the file; TAPE_TEXT: none does, or there is no such code.
enum tape_code lis_number(int code);
bool lis_known_code(int code);
bool lis_known_type(uint8_t type);

typedef struct lis_record {
    uint8_t type;
    uint64_t at; // in the file
    tape_spans spans;
    uint64_t n;
} lis_record;

typedef struct lis {
    tape *t;
    struct json_t *file;   // the logical file that is open, borrowed from t->open.files; NULL: none
    size_t files, formats; // so far; of this file
    struct json_t *tape_header, *reel_header; // the last ones; owned
    const char *name;
    size_t first_log; // of this file
    tape_feed *feed;  // of the last format specification; NULL: none
    uint8_t data_type;
    int64_t strays;
    uint64_t strays_at;
    bool open; // a record is being put together
    lis_record part;
} lis;

// lis_records.c: walks the physical records; gives each logical record to lis_take.
mr_status lis_walk(lis *l);
// lis_files.c
mr_status lis_take(lis *l, const lis_record *record);
// lis_format.c: a format specification record becomes a log, one more for each rate of fast
// channels.
mr_status lis_add_format(lis *l, const uint8_t *p, size_t n, uint64_t at);
// lis_tables.c: information records as JSON, new references.
struct json_t *lis_table(tape *t, const uint8_t *p, size_t n, uint64_t at);
struct json_t *lis_header(tape *t, uint8_t type, const uint8_t *p, size_t n);
