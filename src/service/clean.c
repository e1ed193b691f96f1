// Cleaning up after processes that were killed. Objects are written before the row that names them,
// so a leftover is an object nobody names: never a row without its object.
#include "clean.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "mudrock/id.h"
#include "mudrock/map.h"

#include "cache.h"

static const char MARK[] = "importing-", RUNNING[] = "running-";

mr_status mr_import_mark(mr_service *service, char **mark, mr_error *err)
{
    char id[37];
    mr_buf path = {0};
    mr_uuid_new(id);
    mr_buf_printf(&path, "%s/%s%s", service->workspace, MARK, id);
    *mark = mr_buf_take(&path, NULL);
    if (!*mark)
        return mr_fail(err, MR_ENOMEM, NULL, "no memory for a path");
    int fd = open(*mark, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd >= 0) {
        close(fd);
        return MR_OK;
    }
    mr_status st =
        mr_fail(err, MR_EIO, service->workspace, "cannot be written to: %s", strerror(errno));
    free(*mark);
    *mark = NULL;
    return st;
}

void mr_import_unmark(char *mark)
{
    if (mark)
        unlink(mark); // left there, it costs the next open a search, nothing else
    free(mark);
}

// Removes what dead imports and runs wrote of themselves; *found when there was an import. `delete`
// false only looks.
static mr_status visit_marks(const mr_service *service, bool delete, bool *found, mr_error *err)
{
    DIR *folder = opendir(service->workspace);
    if (!folder)
        return mr_fail(err, MR_EIO, service->workspace, "cannot be read: %s", strerror(errno));
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (delete &&strncmp(entry->d_name, RUNNING, sizeof RUNNING - 1) == 0)
            unlinkat(dirfd(folder), entry->d_name, 0);
        if (strncmp(entry->d_name, MARK, sizeof MARK - 1) != 0)
            continue;
        *found = true;
        if (delete)
            unlinkat(dirfd(folder), entry->d_name, 0);
    }
    closedir(folder);
    return MR_OK;
}

struct sweep {
    mr_service *service;
    mr_map *named;      // object keys that rows name
    mr_map *doomed;     // keys to delete: not while the listing runs
    const mr_map *runs; // executions that ended and did not complete
};

static mr_status visit_data(void *context, const char *key, int64_t bytes, mr_error *err)
{
    struct sweep *sweep = context;
    (void)bytes;
    (void)err;
    bool data = strstr(key, "/wells/") || strstr(key, "/tables/") || strstr(key, "/surfaces/");
    if (data && !mr_map_get(sweep->named, key))
        mr_map_put(sweep->doomed, key, sweep);
    return MR_OK;
}

static mr_status delete_doomed(struct sweep *sweep, mr_error *err)
{
    mr_status st = MR_OK;
    for (size_t i = 0; st == MR_OK && i < mr_map_count(sweep->doomed); i++) {
        const char *key;
        mr_map_at(sweep->doomed, i, &key);
        st = mr_object_delete(sweep->service->objects, key, err);
        if (st == MR_ENOTFOUND)
            st = MR_OK;
    }
    return st;
}

static mr_status delete_unnamed(mr_service *service, mr_error *err)
{
    json_t *objects = NULL, *object;
    size_t i;
    MR_TRY(mr_catalog_objects(service->catalog, &objects, err));
    struct sweep sweep = {service, mr_map_new(), mr_map_new(), NULL};
    json_array_foreach(objects, i, object)
        mr_map_put(sweep.named, json_string_value(json_object_get(object, "object_key")), service);
    mr_status st = mr_object_list(service->objects, "", visit_data, &sweep, err);
    if (st == MR_OK)
        st = delete_doomed(&sweep, err);
    mr_map_free(sweep.named);
    mr_map_free(sweep.doomed);
    json_decref(objects);
    return st;
}

static mr_status visit_result(void *context, const char *key, int64_t bytes, mr_error *err)
{
    struct sweep *sweep = context;
    (void)bytes;
    (void)err;
    const char *at = strstr(key, "/executions/");
    char id[37] = "";
    if (at)
        snprintf(id, sizeof id, "%.36s", at + strlen("/executions/"));
    if (id[0] && mr_map_get(sweep->runs, id))
        mr_map_put(sweep->doomed, key, sweep);
    return MR_OK;
}

// Results of runs that were killed are parts at best.
static mr_status delete_results(mr_service *service, mr_error *err)
{
    json_t *executions = NULL, *execution;
    size_t i;
    MR_TRY(mr_execution_list(service->catalog, NULL, 10000, &executions, err));
    mr_map *runs = mr_map_new();
    json_array_foreach(executions, i, execution)
    {
        const char *status = json_string_value(json_object_get(execution, "status"));
        if (status && (strcmp(status, "failed") == 0 || strcmp(status, "cancelled") == 0))
            mr_map_put(runs, json_string_value(json_object_get(execution, "id")), service);
    }
    struct sweep sweep = {service, NULL, mr_map_new(), runs};
    mr_status st = mr_object_list(service->objects, "", visit_result, &sweep, err);
    if (st == MR_OK)
        st = delete_doomed(&sweep, err);
    mr_map_free(sweep.doomed);
    mr_map_free(runs);
    json_decref(executions);
    return st;
}

// Rows that were made to be taken away, and whoever wanted them has gone.
static mr_status delete_downloads(const mr_service *service, mr_error *err)
{
    mr_buf path = {0};
    mr_buf_printf(&path, "%s/cache", service->workspace);
    DIR *folder = path.at ? opendir(path.at) : NULL;
    mr_buf_clear(&path);
    if (!folder)
        return errno == ENOENT ? MR_OK
                               : mr_fail(err, MR_EIO, service->workspace, "cannot be read: %s",
                                         strerror(errno));
    for (struct dirent *entry; (entry = readdir(folder));)
        if (strncmp(entry->d_name, MR_DOWNLOAD, sizeof MR_DOWNLOAD - 1) == 0)
            unlinkat(dirfd(folder), entry->d_name, 0); // what stays is looked for next time
    closedir(folder);
    return MR_OK;
}

mr_status mr_fail_dead_executions(mr_service *service, size_t *n, mr_error *err)
{
    MR_TRY(mr_execution_fail_stale(service->catalog, n, err));
    if (*n == 0)
        return MR_OK;
    MR_TRY(mr_objects_sweep(service->objects, err));
    return delete_results(service, err);
}

mr_status mr_workspace_clean(mr_service *service, mr_error *err)
{
    bool imports = false;
    MR_TRY(mr_objects_sweep(service->objects, err));
    MR_TRY(delete_downloads(service, err));
    MR_TRY(visit_marks(service, false, &imports, err));
    int64_t forgotten = 0; // deleted so long ago that it does not come back
    MR_TRY(mr_forget_deleted(service, &forgotten, err));
    if (imports || forgotten)
        MR_TRY(delete_unnamed(service, err));
    return visit_marks(service, true, &imports,
                       err); // only now: killed before, the next open searches again
}
