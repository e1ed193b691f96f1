// Starting a worker, frames to and from it, and what is left to say when it is dead.
#define _GNU_SOURCE // memfd_create, pipe2
#include "worker_process.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mudrock/arena.h"
#include "mudrock/json.h"

extern char **environ;

enum { READ_BYTES = 1 << 18, CHILD_PAGE = 3, ABOVE = 10 };

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

// Above the descriptors that the child is given by number, so that none of them is its own target.
static int move_up(int fd)
{
    int up = fd >= 0 ? fcntl(fd, F_DUPFD_CLOEXEC, ABOVE) : -1;
    if (fd >= 0)
        close(fd);
    return up;
}

typedef struct ends {
    int in[2], out[2], page; // in: read by the child
} ends;

static bool open_ends(ends *e)
{
    *e = (ends){{-1, -1}, {-1, -1}, -1};
    bool piped = pipe2(e->in, O_CLOEXEC) == 0 && pipe2(e->out, O_CLOEXEC) == 0;
    e->page = memfd_create("mudrock-worker", MFD_CLOEXEC);
    for (int i = 0; i < 2; i++) {
        e->in[i] = move_up(e->in[i]);
        e->out[i] = move_up(e->out[i]);
    }
    e->page = move_up(e->page);
    return piped && e->page >= 0 && e->in[0] >= 0 && e->in[1] >= 0 && e->out[0] >= 0 &&
           e->out[1] >= 0 && ftruncate(e->page, sizeof(mr_worker_page)) == 0;
}

static void close_ends(ends *e)
{
    for (int i = 0; i < 2; i++) {
        close_fd(&e->in[i]);
        close_fd(&e->out[i]);
    }
    close_fd(&e->page);
}

static int spawn(const mr_process_options *options, const ends *e, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t how;
    sigset_t none, pipe_signal;
    char memory[32], threads[32];
    const char *program = options->program ? options->program : "/proc/self/exe";
    const char *words[16] = {"mudrock", "worker", "--workspace", options->workspace, "--page", "3"};
    size_t n = 6;
    if (options->memory_bytes) {
        snprintf(memory, sizeof memory, "%lld", (long long)(options->memory_bytes >> 20));
        words[n++] = "--memory";
        words[n++] = memory;
    }
    if (options->threads) {
        snprintf(threads, sizeof threads, "%zu", options->threads);
        words[n++] = "--threads";
        words[n++] = threads;
    }
    sigemptyset(&none);
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, e->in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, e->out[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, e->page, CHILD_PAGE);
    posix_spawnattr_init(&how);
    // A group of its own: Ctrl-C is for the server, which then ends its workers in order.
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                       POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&how, 0);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setsigdefault(&how, &pipe_signal);
    int failed =
        posix_spawn(pid, program, &actions, &how, (char *const *)(uintptr_t)words, environ);
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

// When the machine runs out of memory a worker goes before the server does.
static void offer_to_killer(pid_t pid)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%ld/oom_score_adj", (long)pid);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    ssize_t written = write(fd, "500", 3);
    (void)written; // a wish, not a need
    close(fd);
}

mr_status mr_worker_process_start(const mr_process_options *options, mr_worker_process *out,
                                  mr_error *err)
{
    ends e;
    pid_t pid = 0;
    void *page = MAP_FAILED;
    int failed = open_ends(&e) ? 0 : errno;
    if (!failed) {
        page = mmap(NULL, sizeof(mr_worker_page), PROT_READ | PROT_WRITE, MAP_SHARED, e.page, 0);
        failed = page == MAP_FAILED ? errno : spawn(options, &e, &pid);
    }
    if (failed) {
        if (page != MAP_FAILED)
            munmap(page, sizeof(mr_worker_page));
        close_ends(&e);
        return mr_fail(err, MR_EIO, NULL, "a worker cannot be started: %s", strerror(failed));
    }
    offer_to_killer(pid);
    *out = (mr_worker_process){.pid = pid, .in = e.in[1], .out = e.out[0], .page = page};
    e.in[1] = e.out[0] = -1;
    close_ends(&e);
    fcntl(out->in, F_SETFL, O_NONBLOCK);
    fcntl(out->out, F_SETFL, O_NONBLOCK);
    return MR_OK;
}

// --- frames ---

void mr_worker_process_send(mr_worker_process *process, const json_t *line)
{
    mr_json_write(line, 0, &process->unsent);
    mr_buf_putc(&process->unsent, '\n');
    mr_worker_process_flush(process);
}

bool mr_worker_process_flush(mr_worker_process *process)
{
    mr_buf *unsent = &process->unsent;
    while (unsent->n > 0) {
        ssize_t n = write(process->in, unsent->at, unsent->n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return false;
        if (n < 0) { // it died: its output ends too
            mr_buf_clear(unsent);
            return true;
        }
        memmove(unsent->at, unsent->at + n, unsent->n - (size_t)n);
        unsent->n -= (size_t)n;
    }
    return true;
}

void mr_worker_process_read(mr_worker_process *process)
{
    for (;;) {
        if (mr_buf_reserve(&process->unread, READ_BYTES) != MR_OK) {
            process->hung_up = true;
            return;
        }
        ssize_t n = read(process->out, process->unread.at + process->unread.n, READ_BYTES);
        if (n < 0 && errno == EINTR)
            continue;
        if (n > 0)
            process->unread.n += (size_t)n;
        process->hung_up = n == 0 || (n < 0 && errno != EAGAIN);
        if (n < READ_BYTES)
            return;
    }
}

bool mr_worker_process_frame(mr_worker_process *process, json_t **header, mr_str *payload)
{
    mr_buf *unread = &process->unread;
    const char *end = unread->n ? memchr(unread->at, '\n', unread->n) : NULL;
    if (!end)
        return false;
    const size_t line = (size_t)(end - unread->at);
    json_t *json = json_loadb(unread->at, line, 0, NULL);
    const json_int_t bytes = json_integer_value(json_object_get(json, "bytes"));
    if (!json || bytes < 0) { // no worker of ours writes that
        json_decref(json);
        process->hung_up = true;
        unread->n = 0;
        return false;
    }
    if (unread->n - line - 1 < (size_t)bytes) {
        json_decref(json);
        return false;
    }
    *header = json;
    *payload = (mr_str){end + 1, (size_t)bytes};
    return true;
}

void mr_worker_process_drop(mr_worker_process *process, mr_str payload)
{
    mr_buf *unread = &process->unread;
    const size_t used = (size_t)(payload.at + payload.n - unread->at);
    memmove(unread->at, unread->at + used, unread->n - used);
    unread->n -= used;
}

int64_t mr_worker_process_memory(const mr_worker_process *process)
{
    char path[64], text[256];
    long long size, resident, shared;
    snprintf(path, sizeof path, "/proc/%ld/statm", (long)process->pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, text, sizeof text - 1) : -1;
    if (fd >= 0)
        close(fd);
    if (n <= 0)
        return 0;
    text[n] = 0;
    if (sscanf(text, "%lld %lld %lld", &size, &resident, &shared) != 3)
        return 0;
    return (int64_t)(resident - shared) * sysconf(_SC_PAGESIZE);
}

// --- its end ---

// Where it was: the thread that crashed, else one that was at work.
static void say_where(const mr_worker_page *page, char *out, size_t size)
{
    int crashed = atomic_load(&page->crashed), busy = 0, first = -1;
    for (int i = 0; i < MR_WORKER_THREADS; i++) {
        if (!atomic_load(&page->threads[i].busy))
            continue;
        first = first < 0 ? i : first;
        busy++;
    }
    bool sure = crashed > 0 && atomic_load(&page->threads[crashed - 1].busy);
    *out = 0;
    if (!busy)
        return;
    const mr_worker_thread *at = &page->threads[sure ? crashed - 1 : first];
    int n = snprintf(out, size, " at node \"%.*s\"", MR_WORKER_NAME, at->node);
    if (at->well[0] && n > 0 && (size_t)n < size)
        n += snprintf(out + n, size - (size_t)n, " of well %.*s", MR_WORKER_NAME, at->well);
    if (!sure && busy > 1 && n > 0 && (size_t)n < size)
        snprintf(out + n, size - (size_t)n, " (and %d more at the same time)", busy - 1);
}

static void say_how(const mr_worker_page *page, int status, const char *reason, char *how,
                    size_t size)
{
    char where[2 * MR_WORKER_NAME + 64];
    say_where(page, where, sizeof where);
    if (reason)
        snprintf(how, size, "%s%s", reason, where);
    else if (WIFSIGNALED(status))
        snprintf(how, size, "the worker was killed by signal %d (%s)%s", WTERMSIG(status),
                 strsignal(WTERMSIG(status)), where);
    else
        snprintf(how, size, "the worker ended with exit code %d%s", WEXITSTATUS(status), where);
}

bool mr_worker_process_end(mr_worker_process *process, const char *reason, char *how, size_t size)
{
    int status = 0;
    if (!process->pid)
        return false;
    kill(process->pid, SIGKILL); // one that has died keeps the status it died with
    while (waitpid(process->pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (how)
        say_how(process->page, status, reason, how, size);
    close_fd(&process->in);
    close_fd(&process->out);
    munmap(process->page, sizeof *process->page);
    mr_buf_clear(&process->unsent);
    mr_buf_clear(&process->unread);
    *process = (mr_worker_process){0};
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
