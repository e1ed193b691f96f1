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
bool mr_unit_listed_exactly(const char *list, const char *plain);
// Without blanks beside / . * ^ ( ) and with one blank elsewhere.
void mr_unit_tight(const char *plain, char out[MR_UNIT_TEXT]);
bool mr_unit_is_word(const char *plain); // letters, _ % # and what is not ASCII
// Every run of ASCII letters is in one case, or begins with a capital: KG/m3, Feet, not mPa.
bool mr_unit_has_plain_case(const char *text);
