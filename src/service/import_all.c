// Import of files and folders, many at a time.
#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "mudrock/pool.h"

#include "import.h"

typedef struct file {
    const char *path;
    mr_file_kind kind;
} file;

typedef struct files {
    mr_arena *arena;
    size_t n, capacity;
    file *at;
} files;

static void add(files *list, const char *path)
{
    if (list->n == list->capacity) {
        size_t capacity = list->capacity ? 2 * list->capacity : 64;
        file *grown = MR_ARENA_ARRAY(list->arena, file, capacity);
        if (list->n)
            memcpy(grown, list->at, list->n * sizeof *grown);
        list->at = grown;
        list->capacity = capacity;
    }
    list->at[list->n++] = (file){path, mr_file_kind_of(path)};
}

static mr_status walk(files *list, const char *folder, int depth, mr_error *err)
{
    if (depth > 32)
        return mr_fail(err, MR_EUSAGE, folder, "is nested too deep");
    DIR *dir = opendir(folder);
    if (!dir)
        return mr_fail(err, errno == ENOENT ? MR_ENOTFOUND : MR_EIO, folder, "cannot be read: %s",
                       strerror(errno));
    mr_status st = MR_OK;
    for (struct dirent *entry; st == MR_OK && (entry = readdir(dir));) {
        struct stat info;
        if (entry->d_name[0] == '.')
            continue;
        const char *path = mr_arena_printf(list->arena, "%s/%s", folder, entry->d_name);
        if (lstat(path, &info) == 0 && S_ISDIR(info.st_mode)) // links to folders may go round
            st = walk(list, path, depth + 1, err);
        else if (mr_file_kind_of(path) != MR_FILE_UNKNOWN)
            add(list, path);
    }
    closedir(dir);
    return st;
}

// Logs first: tops name wells that must be there.
static int by_kind_and_path(const void *a_, const void *b_)
{
    const file *a = a_, *b = b_;
    if ((a->kind == MR_FILE_LAS) != (b->kind == MR_FILE_LAS))
        return a->kind == MR_FILE_LAS ? -1 : 1;
    return strcmp(a->path, b->path);
}

static mr_status collect(const mr_names *paths, files *list, mr_error *err)
{
    for (size_t i = 0; i < paths->n; i++) {
        struct stat info;
        if (stat(paths->at[i], &info) != 0)
            return mr_fail(err, MR_ENOTFOUND, paths->at[i], "%s", strerror(errno));
        if (!S_ISDIR(info.st_mode)) {
            add(list, paths->at[i]);
            continue;
        }
        size_t n = strlen(paths->at[i]);
        while (n > 1 && paths->at[i][n - 1] == '/')
            n--;
        MR_TRY(walk(list, mr_arena_strndup(list->arena, paths->at[i], n), 0, err));
    }
    if (list->n)
        qsort(list->at, list->n, sizeof *list->at, by_kind_and_path);
    return MR_OK;
}

typedef struct batch {
    mr_service *service;
    const mr_import_batch *given;
    mr_import_options options;
    const char *project_id;
    const files *files;
    pthread_mutex_t mutex; // guards `next`
    pthread_cond_t turned;
    size_t next; // whose turn it is to enter; what follows is that file's alone
    mr_import_progress progress;
    size_t added, unchanged, replaced, failed;
} batch;

static bool cancelled(const batch *b)
{
    return b->given->cancel && atomic_load(b->given->cancel);
}

static void count(batch *b, const json_t *summary)
{
    const char *status = json_string_value(json_object_get(summary, "status"));
    if (!status)
        b->failed++;
    else if (strcmp(status, "added") == 0)
        b->added++;
    else if (strcmp(status, "replaced") == 0)
        b->replaced++;
    else
        b->unchanged++;
}

// Files start in order, so the turn of each comes; each that took its turn must pass it on.
static void take_turn(batch *b, size_t i)
{
    pthread_mutex_lock(&b->mutex);
    while (b->next != i)
        pthread_cond_wait(&b->turned, &b->mutex);
    pthread_mutex_unlock(&b->mutex);
}

static void pass_turn(batch *b)
{
    pthread_mutex_lock(&b->mutex);
    b->next++;
    pthread_cond_broadcast(&b->turned);
    pthread_mutex_unlock(&b->mutex);
}

// Enters what was read, counts and reports it. Only the file whose turn it is comes here.
static void enter(batch *b, size_t i, mr_import_piece *piece, mr_error *failure)
{
    json_t *summary = NULL;
    mr_status st = piece ? mr_import_enter(b->service, piece, &summary, failure) : failure->status;
    if (st != MR_OK)
        mr_fail_in(failure, st, "%s: ", b->files->at[i].path);
    b->progress.done++;
    b->progress.rows += piece && st == MR_OK ? piece->rows : 0;
    count(b, summary);
    if (b->given->ended)
        b->given->ended(b->given->context, b->files->at[i].path, summary,
                        st == MR_OK ? NULL : failure, &b->progress);
    json_decref(summary);
}

static mr_status import_one(void *context, size_t i, size_t worker, mr_error *err)
{
    batch *b = context;
    mr_import_piece *piece = NULL;
    mr_error failure = {0};
    mr_status st = MR_OK;
    (void)worker;
    // One bad file does not end the others: it is reported and counted.
    if (!cancelled(b) && mr_import_read(b->service, b->project_id, &b->options,
                                        b->files->at[i].path, &piece, &failure) != MR_OK)
        piece = NULL;
    take_turn(b, i);
    if (cancelled(b))
        st = mr_fail(err, MR_ECANCEL, NULL, "the import was cancelled");
    else
        enter(b, i, piece, &failure);
    pass_turn(b);
    mr_import_piece_free(piece);
    return st;
}

static mr_status run_batch(batch *b, mr_error *err)
{
    mr_pool *pool = NULL;
    // Threads beyond the files help to read them; those of many files are all taken.
    b->options.threads = b->service->threads / b->files->n;
    if (b->options.threads == 0)
        b->options.threads = 1;
    MR_TRY(mr_pool_new(b->service->threads, &pool, err));
    mr_status st = mr_pool_each(pool, b->files->n, import_one, b, err);
    mr_pool_free(pool);
    return st;
}

static json_t *summary_of(const batch *b, const json_t *project)
{
    return json_pack("{s:O,s:I,s:I,s:I,s:I,s:I,s:I}", "project", json_object_get(project, "name"),
                     "files", (json_int_t)b->files->n, "added", (json_int_t)b->added, "unchanged",
                     (json_int_t)b->unchanged, "replaced", (json_int_t)b->replaced, "failed",
                     (json_int_t)b->failed, "rows", (json_int_t)b->progress.rows);
}

mr_status mr_import_all(mr_service *service, const mr_import_batch *given, const mr_names *paths,
                        json_t **summary, mr_error *err)
{
    files list = {.arena = mr_arena_new()};
    json_t *project = NULL;
    mr_status st = collect(paths, &list, err);
    if (st == MR_OK && list.n == 0)
        st = mr_fail(err, MR_ENOTFOUND, paths->n ? paths->at[0] : NULL,
                     "holds no file that can be imported");
    if (st == MR_OK)
        st = mr_project_open(service, given->options.project, true, &project, err);
    if (st == MR_OK) {
        batch b = {
            .service = service,
            .given = given,
            .options = given->options,
            .project_id = json_string_value(json_object_get(project, "id")),
            .files = &list,
            .mutex = PTHREAD_MUTEX_INITIALIZER,
            .turned = PTHREAD_COND_INITIALIZER,
            .progress = {.total = list.n},
        };
        st = run_batch(&b, err);
        *summary = summary_of(&b, project);
        if (st == MR_OK && b.failed)
            st = mr_fail(err, MR_EFAIL, NULL, "%zu of %zu files could not be imported", b.failed,
                         list.n);
        pthread_cond_destroy(&b.turned);
        pthread_mutex_destroy(&b.mutex);
    }
    json_decref(project);
    mr_arena_free(list.arena);
    return st;
}
