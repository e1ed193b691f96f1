// Computed rows, by content key, in the workspace's cache/results: bounded, what was not used for
// longest goes first. What is there is whole, and may go at any time.
#pragma once

#include "mudrock/service.h"

#define MR_DOWNLOAD "download-" // files of the folder above: rows to be taken away once

// true: *path is the file, marked as used. free() it.
bool mr_cache_find(const mr_service *service, const char *key, char **path);
// To write into: the object <key>.parquet.
mr_status mr_cache_open(const mr_service *service, mr_objects **out, mr_error *err);
// Makes room when it holds more than that; never at the cost of `keep`.
#define MR_CACHE_BYTES ((int64_t)2 << 30)
void mr_cache_shrink(const mr_service *service, const char *keep, int64_t most_bytes);
