// Unit texts as files write them, made plain for looking up.
#pragma once

#include <stdbool.h>

enum { MR_UNIT_TEXT = 128 };

// Trimmed, without brackets around, and with micro, degree, square, cube, dot and the Cyrillic m as
// ASCII. False when too long.
bool mr_unit_plain(const char *text, char out[MR_UNIT_TEXT]);
// ASCII letters in lower case, and Cyrillic ones. False when too long.
bool mr_unit_lower(const char *text, char out[MR_UNIT_TEXT]);
bool mr_unit_has_lower(const char *text); // ASCII only
// Whether a list parted by '|' has the plain text, in any case.
bool mr_unit_listed(const char *list, const char *plain);
