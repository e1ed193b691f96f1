// What a killed process left behind.
#pragma once

#include "mudrock/service.h"

#define MR_STORE_NAME "mudrock.db" // the metadata store, in the workspace

// Only when no other process has the workspace open: removes temporary files, objects that no
// import came to enter, results of runs that never ended; calls those runs failed.
mr_status mr_workspace_clean(mr_service *service, mr_error *err);

// An import says so before its first object and after its last: only what stands between is
// searched for leftovers.
mr_status mr_import_mark(mr_service *service, char **mark, mr_error *err);
void mr_import_unmark(char *mark); // removes and frees; accepts NULL
