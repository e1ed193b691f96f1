// The app's files, read once, by the paths they are asked for; nothing else of the disk is ever
// looked at for a request.
#pragma once

#include "mudrock/error.h"

#include "request.h"

typedef struct mr_files mr_files;

// folder NULL: where the app is beside the program. A folder that is not there gives no files.
mr_status mr_files_open(const char *folder, mr_files **out, mr_error *err);
void mr_files_close(mr_files *files); // accepts NULL
