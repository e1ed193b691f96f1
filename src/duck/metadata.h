// What a Parquet file says of its columns beyond name and type, under the key "mudrock" of its
// key-value metadata. Private to duck/.
#pragma once

#include "session.h"

#define MR_METADATA_KEY "mudrock"

// {"columns":{name:{"unit","quantity","description","nullable"}}}, with what is not known or usual
// left out.
void mr_metadata_write(const mr_schema *schema, mr_buf *out);
// Completes the fields of the schema from the file, by name, and counts its rows. A file without
// the key changes nothing.
mr_status mr_metadata_read(mr_duck_session *session, const mr_buf *quoted_path, mr_arena *arena,
                           mr_schema *schema, int64_t *rows, mr_error *err);
