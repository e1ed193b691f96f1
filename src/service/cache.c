// Computed rows on disk.
#include "cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char FOLDER[] = "cache/results";

bool mr_cache_find(const mr_service *service, const char *key, char **path)
{
    mr_buf text = {0};
    mr_buf_printf(&text, "%s/%s/%s.parquet", service->workspace, FOLDER, key);
    char *found = mr_buf_take(&text, NULL);
    // The time of the last change is that of the last use: access times may be off.
    if (found && utimensat(AT_FDCWD, found, NULL, 0) == 0) {
        *path = found;
        return true;
    }
    free(found);
    return false;
}

mr_status mr_cache_open(const mr_service *service, mr_objects **out, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    mr_status st =
        mr_objects_open(mr_arena_printf(arena, "%s/%s", service->workspace, FOLDER), out, err);
    if (st == MR_OK)
        st = mr_objects_sweep(*out, err);
    mr_arena_free(arena);
    return st;
}

struct entry {
    char name[80]; // a key and its ending
    int64_t bytes, used;
};

static int older_first(const void *a_, const void *b_)
{
    const struct entry *a = a_, *b = b_;
    return a->used < b->used ? -1 : a->used > b->used;
}

// The files of the cache; *total their size. free() the list.
static size_t list_entries(DIR *folder, struct entry **out, int64_t *total)
{
    size_t n = 0, room = 0;
    *out = NULL;
    *total = 0;
    for (struct dirent *at; (at = readdir(folder));) {
        struct stat info;
        if (fstatat(dirfd(folder), at->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0 ||
            !S_ISREG(info.st_mode) || strlen(at->d_name) >= sizeof(*out)->name)
            continue;
        if (n == room) {
            struct entry *more = realloc(*out, (room = room * 2 + 64) * sizeof **out);
            if (!more)
                return n;
            *out = more;
        }
        struct entry *e = &(*out)[n++];
        snprintf(e->name, sizeof e->name, "%s", at->d_name);
        e->bytes = info.st_size;
        e->used = (int64_t)info.st_mtim.tv_sec * 1000000000 + info.st_mtim.tv_nsec;
        *total += e->bytes;
    }
    return n;
}

// A file that cannot be removed is counted again next time: nothing else to do about it.
void mr_cache_shrink(const mr_service *service, const char *keep, int64_t most_bytes)
{
    mr_arena *arena = mr_arena_new();
    DIR *folder = opendir(mr_arena_printf(arena, "%s/%s", service->workspace, FOLDER));
    struct entry *entries = NULL;
    int64_t total = 0;
    size_t n = folder ? list_entries(folder, &entries, &total) : 0;
    if (n && total > most_bytes)
        qsort(entries, n, sizeof *entries, older_first);
    for (size_t i = 0; i < n && total > most_bytes; i++) {
        if (strncmp(entries[i].name, keep, strlen(keep)) == 0)
            continue;
        if (unlinkat(dirfd(folder), entries[i].name, 0) == 0)
            total -= entries[i].bytes;
    }
    free(entries);
    if (folder)
        closedir(folder);
    mr_arena_free(arena);
}
