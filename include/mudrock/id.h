// UUIDs and semantic versions.
#pragma once

#include <stdbool.h>

void mr_uuid_new(char out[37]); // version 7 (time-ordered), lower case
bool mr_uuid_valid(const char *text);

typedef struct mr_semver {
    int major, minor, patch;
} mr_semver;

bool mr_semver_parse(const char *text, mr_semver *out); // MAJOR.MINOR.PATCH only
int mr_semver_compare(mr_semver a, mr_semver b);
// A slug for well_id: letters of any script, digits, '-', '_' and '.' stay, runs of anything else
// become one '-'. Writes at most size bytes.
void mr_slug(const char *text, char *out, unsigned long size);
// Lower-case column name from a mnemonic: "NAME:2" -> name_2, anything but letters of any script,
// digits and '_' -> '_'.
void mr_column_name(const char *mnemonic, char *out, unsigned long size);
// For comparing names: lower case, runs of blanks one, none around. Punctuation stays: A-1, A/1 and
// A 1 are three names.
void mr_name_fold(const char *text, char *out, unsigned long size);
// For comparing UWIs: letters and digits alone, in lower case. API numbers of 10 and 12 digits are
// filled with zeros to 14; one that lost the zero in front (9, 11, 13 digits) gets it back. "" when
// there are none but zeros. size >= 16.
void mr_uwi_key(const char *text, char *out, unsigned long size);
