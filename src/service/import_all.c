// Import of files and folders, many at a time.
#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "mudrock/log.h"
#include "mudrock/pool.h"

#include "clean.h"
#include "import.h"
#include "import_unit.h"

typedef struct file {
    const char *path;
    const char *place;        // below what was named: where the file stands, wherever that stands
    const mr_file_kind *kind; // NULL = none that is known
    int rank;                 // of logs: how much they say of their well
} file;

enum { STORE_FILES = 3 };

typedef struct files {
    mr_arena *arena;
    size_t n, capacity;
    file *at;
    size_t ignored; // of no kind that is known
    struct stat
        store[STORE_FILES]; // of the metadata store that is open; st_ino 0 where there is none
} files;

// The files of the metadata store must not be opened by anybody but SQLite: closing one gives up
// the locks of the whole process, and another process then takes the store for unused.
static void know_store(files *list, const char *workspace)
{
    static const char *const suffix[STORE_FILES] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < STORE_FILES; i++)
        if (stat(mr_arena_printf(list->arena, "%s/" MR_STORE_NAME "%s", workspace, suffix[i]),
                 &list->store[i]) != 0)
            list->store[i].st_ino = 0;
}

static bool is_store(const files *list, const struct stat *info)
{
    for (size_t i = 0; i < STORE_FILES; i++)
        if (list->store[i].st_ino && list->store[i].st_ino == info->st_ino &&
            list->store[i].st_dev == info->st_dev)
            return true;
    return false;
}

static bool is_workspace(files *list, const char *folder)
{
    struct stat info;
    return stat(mr_arena_printf(list->arena, "%s/" MR_STORE_NAME, folder), &info) == 0;
}

// What a workspace keeps is no input: its objects and results would come in once more. A workspace
// may stand among the files, or be the folder of the files itself.
static bool is_kept(files *list, const char *folder, const char *path, const char *name)
{
    static const char *const own[] = {"cache", "data", "outputs"};
    bool kept = is_workspace(list, path);
    for (size_t i = 0; !kept && i < sizeof own / sizeof *own; i++)
        kept = strcmp(name, own[i]) == 0 && is_workspace(list, folder);
    if (kept)
        mr_log(MR_LOG_WARN, "import.left_out", "folder=\"%s\" message=\"belongs to a workspace\"",
               path);
    return kept;
}

static void add(files *list, const char *path, const char *place)
{
    if (list->n == list->capacity) {
        size_t capacity = list->capacity ? 2 * list->capacity : 64;
        file *grown = MR_ARENA_ARRAY(list->arena, file, capacity);
        if (list->n)
            memcpy(grown, list->at, list->n * sizeof *grown);
        list->at = grown;
        list->capacity = capacity;
    }
    list->at[list->n++] = (file){path, place, mr_file_kind_of(path), 0};
}

// `root`: the length of what was named, with its slash.
static mr_status walk(files *list, const char *folder, size_t root, int depth, mr_error *err)
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
        if (lstat(path, &info) == 0 && S_ISDIR(info.st_mode)) { // links to folders may go round
            if (!is_kept(list, folder, path, entry->d_name))
                st = walk(list, path, root, depth + 1, err);
        } else if (stat(path, &info) == 0 && !is_store(list, &info)) {
            const mr_file_kind *kind = mr_file_kind_of(path);
            if (kind && kind->import)
                add(list, path, path + root);
            else
                list->ignored++;
        }
    }
    closedir(dir);
    return st;
}

static bool brings_wells(const file *f)
{
    return f->kind && f->kind->rank;
}

// What brings wells first: tops name wells that must be there. Of these those first that say most
// of their well:
// a file that says little finds the wells that it may mean, however the files are called.
static int by_kind_rank_and_path(const void *a_, const void *b_)
{
    const file *a = a_, *b = b_;
    if (brings_wells(a) != brings_wells(b))
        return brings_wells(a) ? -1 : 1;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return strcmp(a->path, b->path);
}

static int by_place(const void *a_, const void *b_)
{
    return strcmp(((const file *)a_)->place, ((const file *)b_)->place);
}

// Two files of one name that were named one by one: as much of their paths as tells them apart.
static void part_places(files *list)
{
    if (list->n < 2)
        return;
    qsort(list->at, list->n, sizeof *list->at, by_place);
    for (size_t i = 1; i < list->n; i++) {
        file *a = &list->at[i - 1], *b = &list->at[i];
        if (strcmp(a->place, b->place) != 0 || strcmp(a->path, b->path) == 0)
            continue;
        a->place = a->path;
        b->place = b->path;
    }
}

static mr_status rank_file(void *context, size_t i, size_t worker, mr_error *err)
{
    files *list = context;
    (void)worker;
    (void)err;
    if (brings_wells(&list->at[i]))
        list->at[i].rank = list->at[i].kind->rank(list->at[i].path);
    return MR_OK;
}

static mr_status put_in_order(files *list, size_t threads, mr_error *err)
{
    mr_pool *pool = NULL;
    if (list->n == 0)
        return MR_OK;
    part_places(list);
    if (list->n > 1) { // one alone is in order
        MR_TRY(mr_pool_new(list->n < 16 ? 1 : threads, &pool, err));
        mr_status st = mr_pool_each(pool, list->n, rank_file, list, err);
        mr_pool_free(pool);
        MR_TRY(st);
    }
    qsort(list->at, list->n, sizeof *list->at, by_kind_rank_and_path);
    return MR_OK;
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static mr_status collect(const mr_names *paths, files *list, mr_error *err)
{
    for (size_t i = 0; i < paths->n; i++) {
        struct stat info;
        if (stat(paths->at[i], &info) != 0)
            return mr_fail(err, MR_ENOTFOUND, paths->at[i], "%s", strerror(errno));
        if (is_store(list, &info))
            return mr_fail(err, MR_EUSAGE, paths->at[i],
                           "belongs to the workspace: name the files to import");
        if (!S_ISDIR(info.st_mode)) {
            add(list, paths->at[i], last_part(paths->at[i]));
            continue;
        }
        size_t n = strlen(paths->at[i]);
        while (n > 1 && paths->at[i][n - 1] == '/')
            n--;
        MR_TRY(walk(list, mr_arena_strndup(list->arena, paths->at[i], n), n + 1, 0, err));
    }
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

static mr_status read_file(const batch *b, size_t i, mr_import_piece **out, mr_error *failure)
{
    const file *f = &b->files->at[i];
    return mr_import_read(b->service, b->project_id, &b->options, f->path, f->place, out, failure);
}

// Enters what was read, counts and reports it. Only the file whose turn it is comes here. What was
// read when the store held the same file is read again when that is no longer so.
static void enter(batch *b, size_t i, mr_import_piece **piece_, mr_error *failure)
{
    json_t *summary = NULL;
    mr_import_piece *piece = *piece_;
    const bool unwritten = piece && mr_import_is_unwritten(piece);
    mr_status st = piece ? mr_import_enter(b->service, piece, &summary, failure) : failure->status;
    if (st == MR_ECONFLICT && unwritten) {
        mr_import_piece_free(piece);
        *piece_ = piece = NULL;
        st = read_file(b, i, &piece, failure);
        *piece_ = piece;
        if (st == MR_OK)
            st = mr_import_enter(b->service, piece, &summary, failure);
    }
    if (st != MR_OK)
        mr_fail_in(failure, st, failure->where[0] ? "%s: " : "%s", b->files->at[i].path);
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
    if (!cancelled(b) && read_file(b, i, &piece, &failure) != MR_OK)
        piece = NULL;
    take_turn(b, i);
    if (cancelled(b))
        st = mr_fail(err, MR_ECANCEL, NULL, "the import was cancelled");
    else
        enter(b, i, &piece, &failure);
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
    return json_pack("{s:O,s:I,s:I,s:I,s:I,s:I,s:I,s:I}", "project",
                     json_object_get(project, "name"), "files", (json_int_t)b->files->n, "added",
                     (json_int_t)b->added, "unchanged", (json_int_t)b->unchanged, "replaced",
                     (json_int_t)b->replaced, "failed", (json_int_t)b->failed, "ignored",
                     (json_int_t)b->files->ignored, "rows", (json_int_t)b->progress.rows);
}

mr_status mr_import_all(mr_service *service, const mr_import_batch *given, const mr_names *paths,
                        json_t **summary, mr_error *err)
{
    files list = {.arena = mr_arena_new()};
    json_t *project = NULL;
    mr_status st = mr_import_check_units(service->units, &given->options, err);
    know_store(&list, service->workspace);
    if (st == MR_OK)
        st = collect(paths, &list, err);
    if (st == MR_OK)
        st = put_in_order(&list, service->threads, err);
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
