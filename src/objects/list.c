// Listing the store, sorted by key.
#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct entry {
    char *key;
    int64_t bytes;
};

struct listing {
    const char *prefix;
    size_t n, capacity;
    struct entry *at;
};

static mr_status add(struct listing *list, const char *key, int64_t bytes, mr_error *err)
{
    if (list->n == list->capacity) {
        size_t capacity = list->capacity ? 2 * list->capacity : 64;
        struct entry *at = realloc(list->at, capacity * sizeof *at);
        if (!at)
            return mr_fail(err, MR_ENOMEM, NULL, "no memory to list %zu objects", capacity);
        list->at = at;
        list->capacity = capacity;
    }
    char *copy = strdup(key);
    if (!copy)
        return mr_fail(err, MR_ENOMEM, NULL, "no memory to list %zu objects", list->n);
    list->at[list->n].key = copy;
    list->at[list->n++].bytes = bytes;
    return MR_OK;
}

// Whether keys under `path` (a folder, with its slash) can begin with the prefix.
static bool leads_to(const char *path, const char *prefix)
{
    size_t a = strlen(path), b = strlen(prefix);

    return strncmp(path, prefix, a < b ? a : b) == 0;
}

static mr_status walk(int folder, mr_buf *path, struct listing *list, mr_error *err);

// One name of a folder; path ends before it and is left so.
static mr_status enter(int folder, const char *name, mr_buf *path, struct listing *list,
                       mr_error *err)
{
    struct stat info;
    size_t before = path->n;
    mr_status st = MR_OK;

    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
        (before == 0 && strcmp(name, MR_TEMP_FOLDER) == 0))
        return MR_OK;
    if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? MR_OK : mr_fail_errno(err, "look at", name); // gone meanwhile
    mr_buf_puts(path, name);
    if (S_ISREG(info.st_mode) && strncmp(path->at, list->prefix, strlen(list->prefix)) == 0)
        st = add(list, path->at, (int64_t)info.st_size, err);
    if (S_ISDIR(info.st_mode)) {
        mr_buf_putc(path, '/');
        int next = -1;
        if (leads_to(path->at, list->prefix))
            next = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (next >= 0)
            st = walk(next, path, list, err);
        else if (leads_to(path->at, list->prefix) && errno != ENOENT)
            st = mr_fail_errno(err, "open the folder", path->at);
    }
    path->at[path->n = before] = 0;
    return st;
}

// Takes the folder over.
static mr_status walk(int folder, mr_buf *path, struct listing *list, mr_error *err)
{
    DIR *entries = fdopendir(folder);
    if (!entries) {
        mr_status st = mr_fail_errno(err, "list", path->at);
        close(folder);
        return st;
    }
    mr_status st = MR_OK;
    while (st == MR_OK) {
        errno = 0;
        struct dirent *entry = readdir(entries);
        if (!entry && errno != 0)
            st = mr_fail_errno(err, "list", path->at);
        if (!entry)
            break;
        st = enter(dirfd(entries), entry->d_name, path, list, err);
    }
    closedir(entries);
    return st;
}

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->key, ((const struct entry *)b)->key);
}

mr_status mr_object_list(mr_objects *objects, const char *prefix, mr_object_visit *visit,
                         void *context, mr_error *err)
{
    struct listing list = {.prefix = prefix ? prefix : ""};
    mr_buf path = {0};

    int root = openat(objects->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0)
        return mr_fail_errno(err, "open", objects->root);
    mr_status st = mr_buf_reserve(&path, MR_KEY_MAX + MR_NAME_MAX);
    if (st == MR_OK) {
        path.at[0] = 0;
        st = walk(root, &path, &list, err);
    } else {
        st = mr_fail(err, st, NULL, "no memory to list the objects");
        close(root);
    }
    if (st == MR_OK && list.n > 0)
        qsort(list.at, list.n, sizeof *list.at, by_key);
    for (size_t i = 0; st == MR_OK && i < list.n; i++)
        st = visit(context, list.at[i].key, list.at[i].bytes, err);

    for (size_t i = 0; i < list.n; i++)
        free(list.at[i].key);
    free(list.at);
    mr_buf_clear(&path);
    return st;
}
