// Writing whole or not at all: a file of a name nobody looks for, flushed, then renamed into place.
#include "folder.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mudrock/hash.h"
#include "mudrock/process.h"

struct mr_object_write {
    const mr_objects *objects; // NULL: a file outside the store
    int folder;                // where the temporary file stands
    char *key;                 // or the path the user named
    char *path;                // of the temporary file
    const char *name;          // its last part, within path
};

// PID-STARTED-RANDOM: tells whose it is, and no two are the same.
static void temp_name(char out[96])
{
    mr_process self = mr_process_self();
    uint64_t random;

    mr_random(&random, sizeof random);
    snprintf(out, 96, "%" PRId64 "-%" PRId64 "-%016" PRIx64, self.pid, self.started, random);
}

// Whether a name was made by temp_name in a process that is gone.
static bool is_orphan(const char *name)
{
    mr_process owner = {0};
    char *end = NULL;

    owner.pid = strtoll(name, &end, 10);
    if (end == name || *end != '-')
        return false;
    const char *ticks = end + 1;
    owner.started = strtoll(ticks, &end, 10);
    if (end == ticks || *end != '-' || strspn(end + 1, "0123456789abcdef") < 16)
        return false;
    return !mr_process_alive(owner);
}

// Removes the files of dead processes in a folder whose names begin with `prefix`. Takes the folder
// over.
static mr_status sweep(int folder, const char *prefix, mr_error *err)
{
    DIR *entries = fdopendir(folder);
    if (!entries) {
        mr_status st = mr_fail_errno(err, "list", MR_TEMP_FOLDER);
        close(folder);
        return st;
    }
    mr_status st = MR_OK;
    size_t n = strlen(prefix);
    while (st == MR_OK) {
        errno = 0;
        struct dirent *entry = readdir(entries);
        if (!entry && errno != 0)
            st = mr_fail_errno(err, "list", MR_TEMP_FOLDER);
        if (!entry)
            break;
        if (strncmp(entry->d_name, prefix, n) != 0 || !is_orphan(entry->d_name + n))
            continue;
        if (unlinkat(dirfd(entries), entry->d_name, 0) != 0 && errno != ENOENT)
            st = mr_fail_errno(err, "remove", entry->d_name);
    }
    closedir(entries);
    return st;
}

mr_status mr_objects_sweep(mr_objects *objects, mr_error *err)
{
    int folder =
        openat(objects->fd, MR_TEMP_FOLDER, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (folder < 0)
        return errno == ENOENT ? MR_OK : mr_fail_errno(err, "open", MR_TEMP_FOLDER);
    return sweep(folder, "", err);
}

static void write_free(mr_object_write *write)
{
    if (write->folder >= 0)
        close(write->folder);
    free(write->key);
    free(write->path);
    free(write);
}

// Takes `folder` over, also when it fails.
static mr_status write_new(const mr_objects *objects, const char *key, int folder, mr_buf *path,
                           mr_object_write **out, mr_error *err)
{
    mr_object_write *write = calloc(1, sizeof *write);
    char *copy = strdup(key);

    if (!write || !copy || path->status != MR_OK) {
        free(write);
        free(copy);
        close(folder);
        mr_buf_clear(path);
        return mr_fail(err, MR_ENOMEM, key, "no memory to write \"%s\"", key);
    }
    *write = (mr_object_write){.objects = objects, .folder = folder, .key = copy};
    write->path = mr_buf_take(path, NULL);
    write->name = strrchr(write->path, '/') + 1;
    *out = write;
    return MR_OK;
}

mr_status mr_object_begin(mr_objects *objects, const char *key, mr_object_write **out,
                          mr_error *err)
{
    char name[96];
    mr_buf path = {0};

    MR_TRY(mr_key_check(key, err));
    if (mkdirat(objects->fd, MR_TEMP_FOLDER, 0777) != 0 && errno != EEXIST)
        return mr_fail_errno(err, "make the folder", MR_TEMP_FOLDER);
    int folder =
        openat(objects->fd, MR_TEMP_FOLDER, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0)
        return mr_fail_errno(err, "open the folder", MR_TEMP_FOLDER);
    temp_name(name);
    mr_buf_printf(&path, "%s/%s/%s", objects->root, MR_TEMP_FOLDER, name);
    return write_new(objects, key, folder, &path, out, err);
}

mr_status mr_file_begin(const char *path, mr_object_write **out, mr_error *err)
{
    const char *slash = strrchr(path, '/');
    const char *leaf = slash ? slash + 1 : path;
    struct stat info;
    int folder = -1;
    mr_buf parent = {0}, temp = {0}, prefix = {0};
    char name[96];

    if (!leaf[0] || strcmp(leaf, ".") == 0 || strcmp(leaf, "..") == 0 ||
        strlen(leaf) > MR_NAME_MAX - 96)
        return mr_fail(err, MR_EUSAGE, path, "\"%s\" is not a file name to write to", path);
    if (stat(path, &info) == 0 && !S_ISREG(info.st_mode))
        return mr_fail(err, MR_EUSAGE, path, "\"%s\" is there and is not a regular file", path);

    // In the target's own folder, so that the rename stays on one file system.
    if (slash)
        mr_buf_put(&parent, path, (size_t)(leaf - path));
    else
        mr_buf_puts(&parent, "./");
    temp_name(name);
    mr_buf_printf(&prefix, ".%s.", leaf);
    mr_buf_printf(&temp, "%s%s%s", parent.at, prefix.at, name);
    mr_status st = parent.status != MR_OK ? parent.status : prefix.status;
    if (st != MR_OK)
        st = mr_fail(err, st, path, "no memory to write \"%s\"", path);
    if (st == MR_OK)
        st = mr_folder_make(parent.at, &folder, err);
    // What an earlier, killed run left of this very file goes now: nobody else would ever remove
    // it.
    if (st == MR_OK) {
        int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        st = again < 0 ? mr_fail_errno(err, "open the folder of", path)
                       : sweep(again, prefix.at, err);
        if (st != MR_OK)
            close(folder);
    }
    if (st == MR_OK)
        st = write_new(NULL, path, folder, &temp, out, err);
    mr_buf_clear(&parent);
    mr_buf_clear(&prefix);
    mr_buf_clear(&temp);
    return st;
}

const char *mr_object_temp(const mr_object_write *write)
{
    return write->path;
}

static mr_status flush_file(const mr_object_write *write, mr_error *err)
{
    int fd = openat(write->folder, write->name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        return mr_fail_errno(err, "open what was written for", write->key);
    mr_status st = mr_fsync(fd, write->key, err);
    close(fd);
    return st;
}

static mr_status rename_into_place(const mr_object_write *write, mr_error *err)
{
    const char *leaf = NULL;
    int target = -1;

    if (write->objects) {
        MR_TRY(mr_folder_of(write->objects, write->key, true, &target, &leaf, err));
    } else {
        const char *slash = strrchr(write->key, '/');
        leaf = slash ? slash + 1 : write->key;
        target = fcntl(write->folder, F_DUPFD_CLOEXEC, 0);
        if (target < 0)
            return mr_fail_errno(err, "open the folder of", write->key);
    }
    mr_status st = MR_OK;
    if (renameat(write->folder, write->name, target, leaf) != 0)
        st = mr_fail_errno(err, "write", write->key);
    if (st == MR_OK)
        st = mr_fsync(target, write->key, err);
    close(target);
    return st;
}

mr_status mr_object_commit(mr_object_write *write, char digest[65], mr_error *err)
{
    mr_status st = flush_file(write, err);

    if (st == MR_OK && digest)
        st = mr_sha256_file(write->path, digest, err);
    if (st == MR_OK)
        st = rename_into_place(write, err);
    if (st == MR_OK)
        write_free(write);
    else
        mr_object_abort(write);
    return st;
}

void mr_object_abort(mr_object_write *write)
{
    if (!write)
        return;
    // Nothing to do about a failure here: the sweep removes what stays.
    (void)unlinkat(write->folder, write->name, 0);
    write_free(write);
}

static mr_status write_all(const char *path, mr_str bytes, mr_error *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    mr_status st = MR_OK;

    if (fd < 0)
        return mr_fail_errno(err, "write", path);
    for (size_t done = 0; st == MR_OK && done < bytes.n;) {
        ssize_t n = write(fd, bytes.at + done, bytes.n - done);
        if (n > 0)
            done += (size_t)n;
        else if (errno != EINTR)
            st = mr_fail_errno(err, "write", path);
    }
    if (close(fd) != 0 && st == MR_OK)
        st = mr_fail_errno(err, "write", path);
    return st;
}

mr_status mr_object_put(mr_objects *objects, const char *key, mr_str bytes, mr_error *err)
{
    mr_object_write *write = NULL;

    MR_TRY(mr_object_begin(objects, key, &write, err));
    assert(write);
    mr_status st = write_all(write->path, bytes, err);
    if (st != MR_OK) {
        mr_object_abort(write);
        return st;
    }
    return mr_object_commit(write, NULL, err);
}
