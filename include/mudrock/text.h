// Text: views for parsing, a builder with a sticky error, numbers without a locale.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mudrock/error.h"

typedef struct mr_str { // a view; not NUL-terminated
    const char *at;
    size_t n;
} mr_str;

#define MR_STR(literal) ((mr_str){(literal), sizeof(literal) - 1})
mr_str mr_str_of(const char *text); // NULL gives the empty view
bool mr_str_eq(mr_str a, mr_str b);
bool mr_str_ieq(mr_str a, mr_str b); // ASCII case ignored
mr_str mr_str_trim(mr_str s);        // blanks, tabs, CR, LF at both ends

typedef struct mr_buf { // zero-initialise; keeps its first error; always NUL-terminated once
                        // non-empty
    char *at;
    size_t n, capacity;
    mr_status status;
} mr_buf;

void mr_buf_put(mr_buf *buf, const void *bytes, size_t n);
void mr_buf_puts(mr_buf *buf, const char *text);
void mr_buf_putc(mr_buf *buf, char c);
void mr_buf_xml(mr_buf *buf, const char *text); // as XML text, without control characters
void mr_buf_printf(mr_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void mr_buf_double(mr_buf *buf, double value);   // shortest round-trip form, as mr_print_double
mr_status mr_buf_reserve(mr_buf *buf, size_t n); // room for n more bytes
// The bytes, NUL-terminated, yours to free(); NULL when the buffer had failed. `n` may be NULL. The
// buffer is empty again.
char *mr_buf_take(mr_buf *buf, size_t *n);
void mr_buf_clear(mr_buf *buf); // frees

// Decimal number at the start of s: sign, digits, point, exponent; nan, inf (any case) and what
// overflows are refused. Correctly rounded, no locale, never reads past s. Returns the number of
// bytes taken, 0 when there is no number.
size_t mr_parse_double(mr_str s, double *out);
// The whole of s is a number.
bool mr_parse_double_all(mr_str s, double *out);
bool mr_parse_int64_all(mr_str s, int64_t *out);
// Shortest digits that read back as the same double, a JSON number but for "nan", "inf" and "-inf";
// at most 32 bytes with the NUL; returns its length. Plain from 1e-4 up to 1e16, else like 1.5e-07;
// "-0" for -0.0. No locale.
size_t mr_print_double(double value, char out[32]);

bool mr_utf8_valid(mr_str s);
size_t mr_utf8_bad(mr_str s);   // offset of the first byte that is no UTF-8; s.n when there is none
size_t mr_utf8_count(mr_str s); // characters
// Edit distance of two short names, ASCII case ignored, at most `limit` (else limit + 1). For "did
// you mean".
size_t mr_edit_distance(const char *a, const char *b, size_t limit);

bool mr_size_mul(size_t a, size_t b, size_t *out); // false on overflow
