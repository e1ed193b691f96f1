// Descriptions of files, a kind a function. Private to service/.
#pragma once

#include "mudrock/contents.h"
#include "mudrock/service.h"

#include "kind.h"

struct json_t;

// The file's name without folders and extension: what a grid or a table without a name is called.
// Yours to free.
char *mr_stem_of(const char *path);
// Takes the contents over.
mr_status mr_describe_contents(mr_contents *contents, const char *path, struct json_t **out,
                               mr_error *err);
// A text table or Parquet: curves and rows, the same as an entry of "tables", and its rows as
// markers where they are tops. The error says the path.
mr_status mr_describe_table(const mr_units *units, const char *path, const mr_file_kind *kind,
                            const mr_import_options *options, struct json_t **out, mr_error *err);
