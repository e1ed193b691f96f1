// Finds the wells in a folder of Parquet files by their paths.
#include "wells.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MAX_DEPTH = 8 };

typedef struct found {
    const char *well, *path;
} found;

typedef struct search {
    mr_arena *arena;
    const char *log_name; // logs_<type>.parquet
    size_t n, capacity;
    found *at;
    bool logs_only; // a logs_*.parquet was seen, of any type
} search;

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n > m && strcmp(text + n - m, end) == 0;
}

static void add(search *s, const char *well, const char *path)
{
    if (s->n == s->capacity) {
        size_t capacity = s->capacity ? 2 * s->capacity : 64;
        found *grown = MR_ARENA_ARRAY(s->arena, found, capacity);
        if (s->n)
            memcpy(grown, s->at, s->n * sizeof *grown);
        s->at = grown;
        s->capacity = capacity;
    }
    s->at[s->n++] = (found){well, path};
}

static void visit_file(search *s, const char *folder_name, const char *name, const char *path)
{
    if (!ends_with(name, ".parquet"))
        return;
    bool is_log = strncmp(name, "logs_", 5) == 0;
    if (is_log && !s->logs_only) {
        s->logs_only = true;
        s->n = 0;
    }
    if (is_log && strcmp(name, s->log_name) == 0)
        add(s, mr_arena_strdup(s->arena, folder_name), path);
    else if (!is_log && !s->logs_only)
        add(s, mr_arena_strndup(s->arena, name, strlen(name) - strlen(".parquet")), path);
}

static mr_status walk(search *s, const char *folder, const char *folder_name, int depth,
                      mr_error *err)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return mr_fail(err, errno == ENOENT ? MR_ENOTFOUND : MR_EIO, folder,
                       "cannot read the folder %s: %s", folder, strerror(errno));
    mr_status st = MR_OK;
    for (struct dirent *entry; st == MR_OK && (entry = readdir(dir));) {
        if (entry->d_name[0] == '.')
            continue;
        const char *path = mr_arena_printf(s->arena, "%s/%s", folder, entry->d_name);
        struct stat info;
        if (stat(path, &info) != 0)
            continue; // a dangling link names no file
        if (S_ISDIR(info.st_mode) && depth < MAX_DEPTH)
            st = walk(s, path, entry->d_name, depth + 1, err);
        else if (S_ISREG(info.st_mode))
            visit_file(s, folder_name, entry->d_name, path);
    }
    closedir(dir);
    return st;
}

static int by_well(const void *a, const void *b)
{
    const found *x = a, *y = b;
    return strcmp(x->well, y->well);
}

mr_status mr_folder_wells(const char *folder, const char *log_type, mr_arena *arena, size_t *n,
                          mr_well_file **out, mr_error *err)
{
    search s = {arena, mr_arena_printf(arena, "logs_%s.parquet", log_type), 0, 0, NULL, false};
    const char *slash = strrchr(folder, '/');
    MR_TRY(walk(&s, folder, slash ? slash + 1 : folder, 0, err));
    if (s.n)
        qsort(s.at, s.n, sizeof *s.at, by_well);

    mr_well_file *files = MR_ARENA_ARRAY(arena, mr_well_file, s.n + 1);
    for (size_t i = 0; i < s.n; i++) {
        if (i && strcmp(s.at[i].well, s.at[i - 1].well) == 0)
            return mr_fail(err, MR_ECONFLICT, s.at[i].path, "well %s has two files: %s and %s",
                           s.at[i].well, s.at[i - 1].path, s.at[i].path);
        files[i] = (mr_well_file){
            .well_id = s.at[i].well,
            .well_name = s.at[i].well,
            .known = true,
            .path = s.at[i].path,
            .rows = -1,
            .depth_min = (double)NAN,
            .depth_max = (double)NAN,
        };
    }
    *n = s.n;
    *out = files;
    return MR_OK;
}

char *mr_folder_table(const char *folder, const char *name, mr_arena *arena)
{
    static const char *const endings[] = {"parquet", "csv"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char *path = mr_arena_printf(arena, "%s/%s.%s", folder, name, endings[i]);
        struct stat info;
        if (stat(path, &info) == 0 && S_ISREG(info.st_mode))
            return path;
    }
    return NULL;
}
