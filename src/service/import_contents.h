// Things of a well that a file holds besides logs, as parts of its import.
#pragma once

#include "mudrock/contents.h"

#include "import.h"

// --- the well, by a name alone ---
// What the file calls the well, which may be a name, a UWI or an id; NULL = it does not say.
void mr_import_name_well(mr_import_piece *piece, const char *text);
// As mr_import_find_well. A file that names no well is of the well that it is called after, where
// there is one; else MR_ENOTFOUND.
mr_status mr_import_find_named(mr_service *service, mr_import_piece *piece, const char *known,
                               bool *is_new, mr_error *err);
// The file's name without extension, as a name of things: letters, digits, - and _.
const char *mr_import_stem_slug(const mr_import_piece *piece);

// --- what the part becomes ---
mr_status mr_import_survey(mr_service *service, mr_import_piece *piece, const mr_survey *survey,
                           const char *format, mr_error *err);
// Markers with the wells' names as the file has them. Those of unknown wells are left out, told.
mr_status mr_import_markers(mr_service *service, mr_import_piece *piece, const mr_marker *markers,
                            size_t n, mr_error *err);
// The `enter` of a piece whose markers are read, of whatever format.
mr_status mr_import_enter_markers(mr_service *service, mr_import_piece *piece, mr_error *err);
// "My tops.csv" -> my_tops; of a sheet among several, with its name behind.
const char *mr_import_table_name(const mr_import_piece *piece, const char *sheet);
// A table of the project, kind "table" or "checkshots", or a surface; `name` as it is wanted. Takes
// nothing of `table`; `header` is taken, also when it fails. A table of another file stays: the
// name gets a number.
mr_status mr_import_put_table(mr_service *service, mr_import_piece *piece, const mr_table *table,
                              const char *kind, const char *name, struct json_t *header,
                              mr_error *err);
