// Encodings of text: which one bytes are in, and the same bytes as UTF-8.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "mudrock/error.h"
#include "mudrock/text.h"

typedef struct mr_encoding {
    const char *name; // utf-8, utf-16le, windows-1251, ...; static
    size_t mark;      // bytes of the byte order mark
    bool guessed;     // by the letters that the bytes would be: say so to whoever asked
} mr_encoding;

// A mark decides, then zeros in every other byte (UTF-16), then whether the bytes are UTF-8. Else
// the encoding under which they look most like words: Windows-1252 (which Latin-1 is part of),
// Windows-1251, CP866, KOI8-R or GB18030. Never fails.
mr_encoding mr_encoding_detect(mr_str bytes);
// The mark, or UTF-16 by its zeros; name NULL when there is neither.
mr_encoding mr_encoding_marked(mr_str bytes);
// The same without a look whether they are UTF-8, for bytes that are not.
mr_encoding mr_encoding_guess(mr_str bytes);

// The name that people write as the name above ("CP1251", "latin-1"); names this table does not
// have come back as they are when the system converts them. NULL when nobody knows it. The result
// is static or `name`.
const char *mr_encoding_find(const char *name);

// Appends the bytes (without a mark) as UTF-8. Bytes that the encoding does not have: MR_EFORMAT
// with *bad at the first of them (an offset; `bad` may be NULL).
mr_status mr_encoding_convert(mr_str bytes, const char *name, mr_buf *out, size_t *bad,
                              mr_error *err);
