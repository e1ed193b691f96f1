// Opening a workspace: its folders, its store, its objects, its engine.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mudrock/service.h"
#include "mudrock/units.h"

#include "clean.h"
#include "registry.h"
#include "scratch.h"
#include "sources.h"

static const char *const FOLDERS[] = {"", "/data", "/cache", "/cache/duckdb", "/logs"};

// Makes a folder and what stands above it. What is in a workspace is its owner's to see: with the
// folder's own 0700 nothing below it can be reached by others.
static mr_status make_folder(const char *path, mr_error *err)
{
    char *part = strdup(path);
    if (!part)
        return mr_fail(err, MR_ENOMEM, path, "no memory for a path");
    mr_status st = MR_OK;
    for (char *at = part + 1; st == MR_OK; at++) {
        if (*at != '/' && *at != 0)
            continue;
        char kept = *at;
        *at = 0;
        if (mkdir(part, kept ? 0777 : 0700) != 0 && errno != EEXIST)
            st = mr_fail(err, MR_EIO, path, "cannot make the folder %s: %s", part, strerror(errno));
        *at = kept;
        if (!kept)
            break;
    }
    free(part);
    return st;
}

static mr_status find_workspace(const mr_service_options *options, const char *database,
                                mr_arena *arena, mr_error *err)
{
    if (!options->create) {
        if (access(database, F_OK) == 0)
            return MR_OK;
        return mr_fail(err, MR_ENOTFOUND, options->workspace,
                       "is no workspace; mudrock init makes one");
    }
    for (size_t i = 0; i < sizeof FOLDERS / sizeof *FOLDERS; i++)
        MR_TRY(make_folder(mr_arena_printf(arena, "%s%s", options->workspace, FOLDERS[i]), err));
    return MR_OK;
}

static int set_lock(int fd, short type, int how)
{
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET};
    int failed;
    do
        failed = fcntl(fd, how, &lock);
    while (failed && errno == EINTR);
    return failed;
}

// Every process that has the workspace open holds a shared lock on it. Who gets the exclusive one
// is alone.
static mr_status lock_workspace(mr_service *service, const char *path, bool *alone, mr_error *err)
{
    service->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (service->lock < 0)
        return mr_fail(err, errno == EACCES || errno == EROFS ? MR_EDENIED : MR_EIO, path,
                       "cannot be opened: %s", strerror(errno));
    *alone = set_lock(service->lock, F_WRLCK, F_SETLK) == 0;
    if (!*alone && set_lock(service->lock, F_RDLCK, F_SETLKW) != 0)
        return mr_fail(err, MR_EIO, path, "cannot be locked: %s", strerror(errno));
    return MR_OK;
}

static size_t processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n > 0 ? (size_t)n : 1;
}

static mr_status open_parts(mr_service *service, const char *database, int64_t memory_bytes,
                            mr_arena *arena, mr_error *err)
{
    const char *data = mr_arena_printf(arena, "%s/data", service->workspace);
    const char *temp = mr_arena_printf(arena, "%s/cache/duckdb", service->workspace);
    bool alone = false;
    MR_TRY(lock_workspace(service, mr_arena_printf(arena, "%s/lock", service->workspace), &alone,
                          err));
    MR_TRY(mr_units_open(&service->units, err));
    MR_TRY(mr_catalog_open(database, &service->catalog, err));
    MR_TRY(mr_objects_open(data, &service->objects, err));
    MR_TRY(mr_duck_open(&(mr_duck_options){.temp_folder = temp, .memory_bytes = memory_bytes},
                        &service->duck, err));
    MR_TRY(mr_registry_write(service->catalog, err));
    if (alone) {
        MR_TRY(mr_workspace_clean(service, err));
        if (set_lock(service->lock, F_RDLCK, F_SETLK) != 0)
            return mr_fail(err, MR_EIO, service->workspace, "cannot be locked: %s",
                           strerror(errno));
    }
    // Also beside others: whose process is gone is known without being alone.
    size_t dead;
    return mr_fail_dead_executions(service, &dead, err);
}

// Neither store nor lock: what a run over a folder of files needs.
static mr_status open_ephemeral(mr_service *service, mr_arena *arena, mr_error *err)
{
    MR_TRY(mr_scratch_make(&service->workspace, err));
    MR_TRY(mr_units_open(&service->units, err));
    MR_TRY(mr_objects_open(mr_arena_printf(arena, "%s/data", service->workspace), &service->objects,
                           err));
    return mr_duck_open(&(mr_duck_options){.temp_folder = service->workspace}, &service->duck, err);
}

static mr_status open_workspace(mr_service *service, const mr_service_options *options,
                                mr_arena *arena, mr_error *err)
{
    const char *database = mr_arena_printf(arena, "%s/" MR_STORE_NAME, options->workspace);
    service->workspace = strdup(options->workspace);
    if (!service->workspace)
        return mr_fail(err, MR_ENOMEM, NULL, "no memory for a path");
    MR_TRY(find_workspace(options, database, arena, err));
    return open_parts(service, database, options->memory_bytes, arena, err);
}

mr_status mr_service_open(const mr_service_options *options, mr_service **out, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    mr_service *service = mr_alloc(sizeof *service);
    *service = (mr_service){.lock = -1, .ephemeral = options->ephemeral};
    service->threads = options->threads ? options->threads : processors();
    service->sql = mr_sql_new(0);
    service->sources = mr_source_memory_new();
    mr_status st = options->ephemeral ? open_ephemeral(service, arena, err)
                                      : open_workspace(service, options, arena, err);
    mr_arena_free(arena);
    if (st != MR_OK) {
        mr_service_close(service);
        return st;
    }
    *out = service;
    return MR_OK;
}

void mr_service_close(mr_service *service)
{
    if (!service)
        return;
    mr_source_memory_free(service->sources);
    mr_sql_free(service->sql);
    if (service->duck)
        mr_duck_close(service->duck);
    if (service->objects)
        mr_objects_close(service->objects);
    if (service->catalog)
        mr_catalog_close(service->catalog);
    if (service->units)
        mr_units_close(service->units);
    if (service->lock >= 0)
        close(service->lock);
    if (service->ephemeral && service->workspace)
        mr_scratch_remove(service->workspace);
    free(service->workspace);
    free(service);
}
