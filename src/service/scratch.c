// Temporary folders below TMPDIR.
#include "scratch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "mudrock/text.h"

mr_status mr_scratch_make(char **path, mr_error *err)
{
    const char *base = getenv("TMPDIR");
    mr_buf text = {0};
    mr_buf_printf(&text, "%s/mudrock-XXXXXX", base && *base ? base : "/tmp");
    *path = mr_buf_take(&text, NULL);
    if (!*path)
        return mr_fail(err, MR_ENOMEM, NULL, "no memory for a path");
    if (mkdtemp(*path))
        return MR_OK;
    mr_status st =
        mr_fail(err, MR_EIO, *path, "cannot make a temporary folder: %s", strerror(errno));
    free(*path);
    *path = NULL;
    return st;
}

// What cannot be removed stays in the temporary folder of the system, which is cleared by others.
// Links are removed, not followed.
static void remove_below(int folder, const char *name)
{
    int fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    if (!dir) {
        if (fd >= 0)
            close(fd);
        return;
    }
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (unlinkat(dirfd(dir), entry->d_name, 0) == 0)
            continue;
        remove_below(dirfd(dir), entry->d_name);
        unlinkat(dirfd(dir), entry->d_name, AT_REMOVEDIR);
    }
    closedir(dir);
}

void mr_scratch_remove(const char *path)
{
    remove_below(AT_FDCWD, path);
    rmdir(path);
}
