// A file as bytes in memory.
#pragma once

#include "mudrock/error.h"
#include "mudrock/text.h"

// The whole file, mapped and read only: yours to unmap. MR_ENOTFOUND; MR_EIO for what cannot be
// read, is no regular file or is empty. Whoever cuts the file off meanwhile ends the process.
mr_status mr_file_map(const char *path, mr_str *out, mr_error *err);
void mr_file_unmap(mr_str bytes); // accepts {NULL, 0}
