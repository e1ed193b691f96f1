// LAS files in: the file into memory, its parts in order.
#define _DEFAULT_SOURCE // MAP_POPULATE

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "las_local.h"

// Below this many bytes a file is read before other threads have started.
enum { BYTES_FOR_THREADS = 1 << 17 };

size_t las_threads(const las_reader *r)
{
    return r->pool ? mr_pool_threads(r->pool) : 1;
}

mr_status las_each(const las_reader *r, size_t n, mr_job *job, void *context)
{
    mr_status st = MR_OK;
    if (r->pool)
        return mr_pool_each(r->pool, n, job, context, r->err);
    for (size_t i = 0; i < n && st == MR_OK; i++)
        st = job(context, i, 0, r->err);
    return st;
}

mr_status mr_las_parse(mr_str bytes, const mr_las_options *options, mr_las **out, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    mr_las *las = MR_ARENA_NEW(arena, mr_las);
    las->arena = arena;
    las_reader r = {.las = las, .arena = arena, .err = err};

    mr_status st = MR_OK;
    if (options->threads != 1 && bytes.n >= BYTES_FOR_THREADS)
        st = mr_pool_new(options->threads, &r.pool, err);
    if (st == MR_OK)
        st = las_decode(&r, bytes, options->encoding);
    if (st == MR_OK)
        st = las_find_sections(&r);
    if (st == MR_OK)
        st = las_read_headers(&r);
    if (st == MR_OK)
        st = las_read_data(&r);
    if (st == MR_OK)
        las_read_others(&r);
    mr_pool_free(r.pool);
    mr_buf_clear(&r.owned);
    if (st != MR_OK) {
        mr_las_free(las);
        las = NULL;
    }
    *out = las;
    return st;
}

mr_status mr_las_read(mr_str bytes, size_t threads, mr_las **out, mr_error *err)
{
    return mr_las_parse(bytes, &(mr_las_options){.threads = threads}, out, err);
}

void mr_las_free(mr_las *las)
{
    if (!las)
        return;
    for (size_t i = 0; i < las->n_curves; i++)
        mr_column_unref(las->curves[i].column);
    for (size_t s = 0; s < las->n_sections; s++)
        for (size_t i = 0; i < las->sections[s].n_curves; i++)
            mr_column_unref(las->sections[s].curves[i].column);
    mr_arena_free(las->arena);
}

static mr_status fail_errno(mr_error *err, const char *what, int number)
{
    char reason[128];
    if (strerror_r(number, reason, sizeof reason) != 0)
        reason[0] = 0;
    return mr_fail(err, number == ENOENT || number == ENOTDIR ? MR_ENOTFOUND : MR_EIO, NULL,
                   "the file cannot be %s: %s", what, reason);
}

// A pipe or another file without a size.
static mr_status read_stream(int fd, const mr_las_options *options, mr_las **out, mr_error *err)
{
    mr_buf all = {0};
    mr_status st = MR_OK;
    for (;;) {
        char part[1 << 14];
        ssize_t n = read(fd, part, sizeof part);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            st = fail_errno(err, "read", errno);
        if (n <= 0)
            break;
        mr_buf_put(&all, part, (size_t)n);
        if (all.status != MR_OK)
            break;
    }
    if (st == MR_OK && all.status != MR_OK)
        st = mr_fail(err, all.status, NULL, "no memory to read the file");
    if (st == MR_OK)
        st = mr_las_parse((mr_str){all.at ? all.at : "", all.n}, options, out, err);
    mr_buf_clear(&all);
    return st;
}

mr_status mr_las_open(const char *path, const mr_las_options *options, mr_las **out, mr_error *err)
{
    *out = NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_errno(err, "opened", errno);
    struct stat info;
    mr_status st;
    if (fstat(fd, &info) != 0) {
        st = fail_errno(err, "opened", errno);
    } else if (S_ISDIR(info.st_mode)) {
        st = mr_fail(err, MR_EFORMAT, NULL, "this is a folder, not a LAS file");
    } else if (!S_ISREG(info.st_mode)) {
        st = read_stream(fd, options, out, err);
    } else if (info.st_size == 0) {
        st = mr_las_parse(MR_STR(""), options, out, err);
    } else {
        size_t size = (size_t)info.st_size;
        void *map = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
        if (map == MAP_FAILED) {
            st = fail_errno(err, "read", errno);
        } else {
            st = mr_las_parse((mr_str){map, size}, options, out, err);
            munmap(map, size);
        }
    }
    close(fd);
    return st;
}

mr_status mr_las_read_file(const char *path, size_t threads, mr_las **out, mr_error *err)
{
    return mr_las_open(path, &(mr_las_options){.threads = threads}, out, err);
}
