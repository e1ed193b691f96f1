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
// A slug for well_id: letters, digits, '-', '_' and '.' stay, runs of anything else become one '-'.
// Writes at most size bytes.
void mr_slug(const char *text, char *out, unsigned long size);
// Lower-case column name from a mnemonic: "NAME:2" -> name_2, anything but letters, digits and '_'
// -> '_'.
void mr_column_name(const char *mnemonic, char *out, unsigned long size);
