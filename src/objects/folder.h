// The store as a folder: private to objects/.
#pragma once

#include "mudrock/objects.h"

#define MR_TEMP_FOLDER                                                                             \
    ".tmp" // under the root: files being written, named by the process that writes them

enum { MR_KEY_MAX = 1024, MR_NAME_MAX = 255 };

struct mr_objects {
    char *root; // absolute
    int fd;     // of the root
};

// Opens the folder a key stands in, step by step from the root without following a symbolic link.
// *leaf is the last part of the key. With `make` missing folders are made, durably; without, a
// missing one is MR_ENOTFOUND.
mr_status mr_folder_of(const mr_objects *objects, const char *key, bool make, int *fd,
                       const char **leaf, mr_error *err);
// Opens the folder `path` (any path, links followed), making what is missing.
mr_status mr_folder_make(const char *path, int *fd, mr_error *err);
mr_status mr_fsync(int fd, const char *what, mr_error *err);
// MR_FAIL for errno: MR_ENOTFOUND, MR_EDENIED or MR_EIO, "cannot VERB WHAT: reason".
mr_status mr_fail_errno(mr_error *err, const char *verb, const char *what);
