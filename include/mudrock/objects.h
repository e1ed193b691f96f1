// The object store: one interface, a folder behind it now, S3 later. Keys are relative paths; a key
// with "..", an absolute key, an empty part, a control character or a first part ".tmp" is refused
// (MR_EUSAGE), and links below the root are not followed. Writes are whole or absent.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "mudrock/error.h"
#include "mudrock/text.h"

typedef struct mr_objects mr_objects;

mr_status mr_objects_open(const char *url_or_folder, mr_objects **out, mr_error *err);
void mr_objects_close(mr_objects *objects);
mr_status mr_key_check(const char *key, mr_error *err);

mr_status mr_object_put(mr_objects *objects, const char *key, mr_str bytes, mr_error *err);
mr_status mr_object_get(mr_objects *objects, const char *key, mr_buf *out, mr_error *err);
mr_status mr_object_size(mr_objects *objects, const char *key, int64_t *out,
                         mr_error *err); // MR_ENOTFOUND
mr_status mr_object_delete(mr_objects *objects, const char *key, mr_error *err);
// A local path to read the object from (the file itself, or a cached copy). free() it.
mr_status mr_object_path(mr_objects *objects, const char *key, char **out, mr_error *err);

// Writing a file aside, by someone who wants a path (DuckDB): begin gives a temporary path on the
// same file system; commit fsyncs, renames into place and fsyncs the folder; abort removes it.
// Temporary files of dead processes are removed by mr_objects_sweep.
typedef struct mr_object_write mr_object_write;
mr_status mr_object_begin(mr_objects *objects, const char *key, mr_object_write **out,
                          mr_error *err);
const char *mr_object_temp(const mr_object_write *write);
mr_status mr_object_commit(mr_object_write *write, char digest[65],
                           mr_error *err);    // digest may be NULL; frees write
void mr_object_abort(mr_object_write *write); // accepts NULL
mr_status mr_objects_sweep(mr_objects *objects, mr_error *err);
// The same for a path outside the store (an output the user named). Parent folders are made.
mr_status mr_file_begin(const char *path, mr_object_write **out, mr_error *err);

typedef mr_status mr_object_visit(void *context, const char *key, int64_t bytes, mr_error *err);
mr_status mr_object_list(mr_objects *objects, const char *prefix, mr_object_visit *visit,
                         void *context,
                         mr_error *err); // sorted by key
