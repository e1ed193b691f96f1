// The store as a folder: finding and reading objects.
#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

mr_status mr_fail_errno(mr_error *err, const char *verb, const char *what)
{
    int reason = errno;
    mr_status status = MR_EIO;

    if (reason == ENOENT || reason == ENOTDIR)
        status = MR_ENOTFOUND;
    else if (reason == EACCES || reason == EPERM || reason == EROFS || reason == ELOOP)
        status = MR_EDENIED;
    return mr_fail(err, status, what, "cannot %s \"%s\": %s", verb, what, strerror(reason));
}

mr_status mr_fsync(int fd, const char *what, mr_error *err)
{
    int failed;

    do
        failed = fsync(fd);
    while (failed && errno == EINTR);
    // Some file systems have nothing to flush for a folder and say so.
    return failed && errno != EINVAL ? mr_fail_errno(err, "flush", what) : MR_OK;
}

// Steps from the folder *fd into `name`; *fd is closed and replaced, also on failure (then it is
// -1).
static mr_status step(int *fd, const char *name, bool make, bool follow, mr_error *err)
{
    const int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (follow ? 0 : O_NOFOLLOW);
    mr_status st = MR_OK;
    int next = openat(*fd, name, flags);

    if (next < 0 && errno == ENOENT && make) {
        if (mkdirat(*fd, name, 0777) != 0 && errno != EEXIST)
            st = mr_fail_errno(err, "make the folder", name);
        if (st == MR_OK)
            st = mr_fsync(*fd, name, err);
        if (st == MR_OK)
            next = openat(*fd, name, flags);
    }
    if (st == MR_OK && next < 0)
        st = mr_fail_errno(err, "open the folder", name);
    close(*fd);
    *fd = next;
    return st;
}

mr_status mr_folder_of(const mr_objects *objects, const char *key, bool make, int *fd,
                       const char **leaf, mr_error *err)
{
    MR_TRY(mr_key_check(key, err));
    int at = fcntl(objects->fd, F_DUPFD_CLOEXEC, 0);
    if (at < 0)
        return mr_fail_errno(err, "open", objects->root);

    for (const char *slash; (slash = strchr(key, '/')); key = slash + 1) {
        char name[MR_NAME_MAX + 1] = {0};
        memcpy(name, key, (size_t)(slash - key));
        MR_TRY(step(&at, name, make, false, err));
    }
    *fd = at;
    *leaf = key;
    return MR_OK;
}

mr_status mr_folder_make(const char *path, int *fd, mr_error *err)
{
    int at = open(path[0] == '/' ? "/" : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (at < 0)
        return mr_fail_errno(err, "open", path);

    while (*path) {
        size_t n = strcspn(path, "/");
        char name[MR_NAME_MAX + 1] = {0};
        if (n > MR_NAME_MAX) {
            close(at);
            return mr_fail(err, MR_EUSAGE, NULL, "a folder name is longer than %d bytes",
                           MR_NAME_MAX);
        }
        memcpy(name, path, n);
        if (n > 0)
            MR_TRY(step(&at, name, true, true, err));
        path += n + (path[n] == '/');
    }
    *fd = at;
    return MR_OK;
}

static char *absolute(const char *path)
{
    mr_buf text = {0};

    if (path[0] != '/') {
        char *here = getcwd(NULL, 0);
        if (!here)
            return NULL;
        mr_buf_puts(&text, here);
        mr_buf_putc(&text, '/');
        free(here);
    }
    mr_buf_puts(&text, path);
    while (text.n > 1 && text.at[text.n - 1] == '/')
        text.at[--text.n] = 0;
    return text.status == MR_OK ? mr_buf_take(&text, NULL) : NULL;
}

mr_status mr_objects_open(const char *url_or_folder, mr_objects **out, mr_error *err)
{
    const char *folder = url_or_folder;
    const char *scheme = strstr(folder, "://");

    if (scheme && strncmp(folder, "file://", 7) != 0)
        return mr_fail(err, MR_EUSAGE, NULL,
                       "\"%s\" is not a folder; the store is a folder or file:// and a path",
                       url_or_folder);
    if (scheme)
        folder += 7;
    if (scheme && folder[0] != '/')
        return mr_fail(err, MR_EUSAGE, NULL, "file:// is followed by an absolute path, not \"%s\"",
                       folder);
    if (!folder[0])
        return mr_fail(err, MR_EUSAGE, NULL, "the folder of the object store has no name");

    mr_objects *objects = calloc(1, sizeof *objects);
    if (!objects)
        return mr_fail(err, MR_ENOMEM, NULL, "no memory to open \"%s\"", folder);
    objects->fd = -1;
    objects->root = absolute(folder);
    mr_status st = objects->root ? mr_folder_make(objects->root, &objects->fd, err)
                                 : mr_fail_errno(err, "find", folder);
    if (st != MR_OK) {
        mr_objects_close(objects);
        return st;
    }
    *out = objects;
    return MR_OK;
}

void mr_objects_close(mr_objects *objects)
{
    if (!objects)
        return;
    if (objects->fd >= 0)
        close(objects->fd);
    free(objects->root);
    free(objects);
}

// Opens an object's file; anything but a regular file is not an object.
static mr_status open_object(const mr_objects *objects, const char *key, int *fd, int64_t *size,
                             mr_error *err)
{
    int folder = -1;
    const char *leaf = NULL;
    struct stat info;

    mr_status st = mr_folder_of(objects, key, false, &folder, &leaf, err);
    if (st != MR_OK)
        return st == MR_ENOTFOUND ? mr_fail(err, st, key, "there is no object \"%s\"", key) : st;
    *fd = openat(folder, leaf, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (*fd < 0)
        st = errno == ENOENT ? mr_fail(err, MR_ENOTFOUND, key, "there is no object \"%s\"", key)
                             : mr_fail_errno(err, "open", key);
    else if (fstat(*fd, &info) != 0)
        st = mr_fail_errno(err, "look at", key);
    else if (!S_ISREG(info.st_mode))
        st = mr_fail(err, MR_ENOTFOUND, key, "\"%s\" is not an object", key);
    else
        *size = (int64_t)info.st_size;
    close(folder);
    if (st != MR_OK && *fd >= 0)
        close(*fd);
    return st;
}

mr_status mr_object_get(mr_objects *objects, const char *key, mr_buf *out, mr_error *err)
{
    int fd = -1;
    int64_t size = 0;

    MR_TRY(open_object(objects, key, &fd, &size, err));
    mr_status st = mr_buf_reserve(out, (size_t)size + 1);
    if (st != MR_OK)
        st = mr_fail(err, st, key, "no memory for the %lld bytes of \"%s\"", (long long)size, key);
    while (st == MR_OK) {
        char chunk[65536];
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n == 0)
            break;
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            st = mr_fail_errno(err, "read", key);
            break;
        }
        mr_buf_put(out, chunk, (size_t)n);
        if (out->status != MR_OK)
            st = mr_fail(err, out->status, key, "no memory for the bytes of \"%s\"", key);
    }
    close(fd);
    return st;
}

mr_status mr_object_size(mr_objects *objects, const char *key, int64_t *out, mr_error *err)
{
    int fd = -1;

    MR_TRY(open_object(objects, key, &fd, out, err));
    close(fd);
    return MR_OK;
}

mr_status mr_object_path(mr_objects *objects, const char *key, char **out, mr_error *err)
{
    int64_t size = 0;
    mr_buf path = {0};

    MR_TRY(mr_object_size(objects, key, &size, err));
    mr_buf_printf(&path, "%s/%s", objects->root, key);
    if (path.status != MR_OK)
        return mr_fail(err, path.status, key, "no memory for a path");
    *out = mr_buf_take(&path, NULL);
    return MR_OK;
}

mr_status mr_object_delete(mr_objects *objects, const char *key, mr_error *err)
{
    int64_t size = 0;
    int folder = -1;
    const char *leaf = NULL;

    MR_TRY(mr_object_size(objects, key, &size, err));
    MR_TRY(mr_folder_of(objects, key, false, &folder, &leaf, err));
    mr_status st = MR_OK;
    if (unlinkat(folder, leaf, 0) != 0)
        st = mr_fail_errno(err, "delete", key);
    if (st == MR_OK)
        st = mr_fsync(folder, key, err);
    close(folder);
    return st;
}
