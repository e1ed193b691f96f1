// The app's files in memory: as they are, and compressed once.
#include "files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mudrock/hash.h"
#include "mudrock/map.h"

#include "compress.h"
#include "response.h"
#include "route/handlers.h"
#include "server.h"
#include "target.h"

enum { MOST_FILES = 4096, MOST_BYTES = 64 << 20, DEPTH = 8 };

// Nothing from elsewhere, no script or style within a page; attributes of style are what graph
// libraries place their nodes with.
static const char POLICY[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
    "connect-src 'self'; img-src 'self' data: blob:; font-src 'self'; worker-src 'self' blob:; "
    "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

typedef struct file {
    const char *type;
    mr_buf bytes, packed; // packed: empty where it is not worth it
    char tag[33];
    bool immutable;
} file;

struct mr_files {
    mr_map *by_path; // "/assets/index-1a2b.js"
    size_t bytes;
};

static const struct {
    const char *extension, *type;
    bool text;
} types[] = {
    {".html", "text/html; charset=utf-8", true},
    {".js", "text/javascript; charset=utf-8", true},
    {".mjs", "text/javascript; charset=utf-8", true},
    {".css", "text/css; charset=utf-8", true},
    {".json", "application/json", true},
    {".svg", "image/svg+xml", true},
    {".txt", "text/plain; charset=utf-8", true},
    {".webmanifest", "application/manifest+json", true},
    {".wasm", "application/wasm", true},
    {".png", "image/png", false},
    {".ico", "image/x-icon", false},
    {".woff2", "font/woff2", false},
};

static const char *type_of(const char *path, bool *text)
{
    const char *extension = strrchr(path, '.');
    for (size_t i = 0; extension && i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i].extension, extension) == 0) {
            *text = types[i].text;
            return types[i].type;
        }
    *text = false;
    return "application/octet-stream";
}

// --- reading them ---

static mr_status read_bytes(const char *path, mr_buf *out, mr_error *err)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    ssize_t n = fd < 0 ? -1 : 1;
    while (n > 0 && out->n <= MOST_BYTES && mr_buf_reserve(out, 65536) == MR_OK) {
        n = read(fd, out->at + out->n, 65536);
        out->n += n > 0 ? (size_t)n : 0;
    }
    const int failed = n < 0 ? errno : 0;
    if (fd >= 0)
        close(fd);
    return failed ? mr_fail(err, MR_EIO, path, "cannot be read: %s", strerror(failed))
                  : out->status;
}

static mr_status add_file(mr_files *files, const char *disk, const char *path, mr_error *err)
{
    bool text;
    char digest[65];
    file *f = mr_alloc(sizeof *f);
    f->type = type_of(path, &text);
    f->immutable = strncmp(path, "/assets/", 8) == 0; // their names have their digest in them
    mr_map_put(files->by_path, path, f);
    MR_TRY(read_bytes(disk, &f->bytes, err));
    files->bytes += f->bytes.n;
    if (files->bytes > MOST_BYTES || mr_map_count(files->by_path) > MOST_FILES)
        return mr_fail(err, MR_ETOOLARGE, disk, "the app is larger than any app of ours");
    mr_sha256_text(f->bytes.at, f->bytes.n, digest);
    (void)snprintf(f->tag, sizeof f->tag, "%.32s", digest);
    if (text && mr_gzip((mr_str){f->bytes.at, f->bytes.n}, 6, &f->packed) == MR_OK &&
        f->packed.n < f->bytes.n)
        return MR_OK;
    mr_buf_clear(&f->packed);
    return MR_OK;
}

static mr_status add_folder(mr_files *files, const char *disk, const char *path, int depth,
                            mr_error *err)
{
    mr_status st = MR_OK;
    mr_arena *arena = mr_arena_new();
    DIR *folder = opendir(disk);
    struct stat what;
    for (struct dirent *e; st == MR_OK && folder && (e = readdir(folder));) {
        const char *inner = mr_arena_printf(arena, "%s/%s", disk, e->d_name);
        const char *name = mr_arena_printf(arena, "%s/%s", path, e->d_name);
        if (e->d_name[0] == '.' || lstat(inner, &what) != 0)
            continue;
        if (S_ISREG(what.st_mode))
            st = add_file(files, inner, name, err);
        else if (S_ISDIR(what.st_mode) && depth < DEPTH)
            st = add_folder(files, inner, name, depth + 1, err);
    }
    if (folder)
        closedir(folder);
    mr_arena_free(arena);
    return st;
}

// Beside the build folder, or where it was installed.
static const char *beside_program(mr_arena *arena)
{
    static const char *const places[] = {"../web/dist", "../share/mudrock/web"};
    char program[4096];
    const ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    program[n > 0 ? n : 0] = 0;
    char *slash = strrchr(program, '/');
    if (slash)
        *slash = 0;
    for (size_t i = 0; slash && i < sizeof places / sizeof *places; i++) {
        const char *folder = mr_arena_printf(arena, "%s/%s", program, places[i]);
        if (access(mr_arena_printf(arena, "%s/index.html", folder), R_OK) == 0)
            return folder;
    }
    return NULL;
}

mr_status mr_files_open(const char *folder, mr_files **out, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    mr_files *files = mr_alloc(sizeof *files);
    files->by_path = mr_map_new();
    if (!folder)
        folder = beside_program(arena);
    mr_status st = folder ? add_folder(files, folder, "", 0, err) : MR_OK;
    mr_arena_free(arena);
    if (st != MR_OK) {
        mr_files_close(files);
        files = NULL;
    }
    *out = files;
    return st;
}

void mr_files_close(mr_files *files)
{
    if (!files)
        return;
    for (size_t i = 0; i < mr_map_count(files->by_path); i++) {
        file *f = mr_map_at(files->by_path, i, NULL);
        mr_buf_clear(&f->bytes);
        mr_buf_clear(&f->packed);
        free(f);
    }
    mr_map_free(files->by_path);
    free(files);
}

// --- answering ---

// A path of the app itself, /p/... or /operators: its page finds the way. Not one that looks like a
// file, nor one that climbs.
static bool is_of_app(const char *path)
{
    mr_str part;
    for (size_t i = 0; mr_path_segment(path, i, &part); i++)
        if (mr_str_eq(part, MR_STR("..")) || mr_str_eq(part, MR_STR(".")) ||
            memchr(part.at, '\\', part.n))
            return false;
    const bool alone = mr_path_segment(path, 0, &part) && !part.at[part.n];
    return !mr_str_eq(part, MR_STR("assets")) && !mr_str_eq(part, MR_STR("api")) &&
           !(alone && memchr(part.at, '.', part.n));
}

void mr_route_file(mr_request *r)
{
    const mr_files *files = mr_request_server(r)->files;
    const char *path = mr_percent_decode(mr_str_of(mr_request_path(r)), false, mr_request_arena(r));
    const file *f = path ? mr_map_get(files->by_path, path) : NULL;
    if (!f && path && is_of_app(path))
        f = mr_map_get(files->by_path, "/index.html");
    if (!f) {
        mr_respond_problem(r, 404, "not_found", "%s",
                           mr_map_count(files->by_path) ? "there is nothing at this path"
                                                        : "the app was not built");
        return;
    }
    const bool packed = f->packed.n && mr_request_takes_gzip(r);
    mr_response_header(r, "Content-Security-Policy", "%s", POLICY);
    mr_response_header(r, "Cache-Control", "%s",
                       f->immutable ? "public, max-age=31536000, immutable" : "no-cache");
    mr_response_tag(r, f->tag);
    const mr_buf *sent = packed ? &f->packed : &f->bytes;
    mr_respond_static(r, f->type, (mr_str){sent->at, sent->n}, packed);
}
