// What the files of the DLIS reader share. Numbers of paragraphs are those of RP66 V1.
#pragma once

#include "tape_local.h"

struct json_t;

enum { DLIS_LABEL = 80, DLIS_VISIBLE_HEAD = 4, DLIS_SEGMENT_HEAD = 4 };

enum dlis_code { // appendix B
    DLIS_FSHORT = 1,
    DLIS_FSINGL,
    DLIS_FSING1,
    DLIS_FSING2,
    DLIS_ISINGL,
    DLIS_VSINGL,
    DLIS_FDOUBL,
    DLIS_FDOUB1,
    DLIS_FDOUB2,
    DLIS_CSINGL,
    DLIS_CDOUBL,
    DLIS_SSHORT,
    DLIS_SNORM,
    DLIS_SLONG,
    DLIS_USHORT,
    DLIS_UNORM,
    DLIS_ULONG,
    DLIS_UVARI,
    DLIS_IDENT,
    DLIS_ASCII,
    DLIS_DTIME,
    DLIS_ORIGIN,
    DLIS_OBNAME,
    DLIS_OBJREF,
    DLIS_ATTREF,
    DLIS_STATUS,
    DLIS_UNITS,
    DLIS_CODES,
};

typedef struct dlis_code_row {
    const char *name;
    enum tape_code number; // of its parts; TAPE_TEXT: it is none
    uint8_t parts;         // numbers: a value and its bounds, a complex number
    uint8_t bytes;         // of all parts; 0: it varies
} dlis_code_row;
extern const dlis_code_row dlis_codes[DLIS_CODES];

typedef struct dlis_name { // OBNAME: the key of an object within its set
    uint32_t origin;
    uint8_t copy;
    mr_str id;
} dlis_name;

typedef struct dlis_attribute {
    mr_str label;
    uint32_t count;
    uint8_t code;
    bool absent;          // by an ABSATR component
    mr_str units;         // n = 0: none
    const uint8_t *value; // count values; NULL: none
    const uint8_t *end;   // of what holds them
} dlis_attribute;

typedef struct dlis_object {
    dlis_name name;
    size_t n; // attributes in the order of the template; what is beyond has its defaults
    const dlis_attribute *at;
    struct dlis_object *next;
} dlis_object;

typedef struct dlis_set {
    mr_str type, name;
    uint64_t at; // in the file
    size_t n;    // of the template
    const dlis_attribute *columns;
    dlis_object *objects, **last;
    struct dlis_set *next;
} dlis_set;

typedef struct dlis_stream { // of data records that name one frame
    mr_str key;              // the frame's name as it stands in them
    tape_feed feed;
    uint64_t first_at;
    struct dlis_stream *next;
} dlis_stream;

typedef struct dlis_file { // a logical file
    size_t number;
    dlis_set *sets, **last_set;
    dlis_stream *streams, **last_stream, *recent;
    struct mr_map *by_key;
    int64_t encrypted, unformatted, records;
    uint64_t encrypted_at;
} dlis_file;

typedef struct dlis_part { // what a record is made of, as it is put together
    bool open, explicit_format, encrypted, has_packet;
    uint8_t type;
    uint64_t at; // in the file
    tape_spans spans;
    uint64_t n;
} dlis_part;

typedef struct dlis {
    tape *t;
    tape_stream records; // the contents of the visible records
    dlis_file *file;     // NULL before the first record
    size_t files;
    dlis_part part;
    size_t attributes; // kept so far
} dlis;

// dlis_visible.c
mr_status dlis_find_visible(dlis *d);
// dlis_records.c: walks the segments; gives each record to dlis_take.
mr_status dlis_walk(dlis *d);
// dlis_files.c
mr_status dlis_take(dlis *d, const dlis_part *part);
mr_status dlis_close_file(dlis *d);
// A whole data record of n bytes at `p`, of the frame that the one before named: taken at once.
// False: dlis_take is asked.
bool dlis_take_same(dlis *d, const uint8_t *p, uint32_t n);

// dlis_values.c: each returns the bytes taken, 0 when they run over the end.
size_t dlis_uvari(const uint8_t *p, const uint8_t *end, uint32_t *out);
size_t dlis_ident(const uint8_t *p, const uint8_t *end, mr_str *out);
size_t dlis_obname(const uint8_t *p, const uint8_t *end, dlis_name *out);
// Any value passed over; `code` may be any number.
size_t dlis_skip(int code, const uint8_t *p, const uint8_t *end);
// All values of an attribute: null, one value or an array. `budget` counts values down and ends
// what is given. New reference.
struct json_t *dlis_attribute_json(tape *t, const dlis_attribute *attribute, size_t *budget);
const char *dlis_attribute_text(tape *t, const dlis_attribute *attribute); // the first; NULL
double dlis_attribute_number(const dlis_attribute *attribute);             // the first; NaN
// A key for maps; one name gives one key.
enum { DLIS_KEY = 560 };
void dlis_key(const dlis_name *name, char out[DLIS_KEY]);
bool dlis_same(const dlis_name *a, const dlis_name *b);

// dlis_sets.c: one explicitly formatted record. What is broken is told and left out.
mr_status dlis_read_set(dlis *d, const uint8_t *p, size_t n, uint64_t at);
// An object's attribute by label; absent when the template has none.
dlis_attribute dlis_find(const dlis_set *set, const dlis_object *object, const char *label);
dlis_attribute dlis_attribute_of(const dlis_set *set, const dlis_object *object, size_t i);

// dlis_frames.c
mr_status dlis_bind_frames(dlis *d, dlis_file *file, const char *well);
// dlis_header.c: the logical file as JSON, a new reference; *well as the origin names it, or NULL.
struct json_t *dlis_header(dlis *d, const dlis_file *file, const char **well);
