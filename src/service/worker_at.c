// Where the threads of a worker are, for whoever has to say what its death ended.
#include <signal.h>
#include <stdio.h>

#include "worker_local.h"

static mr_worker_page *noted; // written once, before any thread: a signal handler has no context
static _Thread_local int own_thread = -1;

void mr_worker_at(mr_worker_page *page, size_t thread, const char *node, const char *well)
{
    if (!page || thread >= MR_WORKER_THREADS)
        return;
    mr_worker_thread *at = &page->threads[thread];
    own_thread = (int)thread;
    atomic_store(&at->busy, 0);
    if (!node)
        return;
    snprintf(at->node, sizeof at->node, "%s", node);
    snprintf(at->well, sizeof at->well, "%s", well ? well : "");
    atomic_store(&at->busy, 1);
}

// Stores only; then the signal again, with its usual end.
static void note(int signal)
{
    if (noted && own_thread >= 0)
        atomic_store(&noted->crashed, own_thread + 1);
    raise(signal);
}

void mr_worker_note_crashes(mr_worker_page *page)
{
    static const int deadly[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
    if (!page)
        return;
    noted = page;
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) {
        struct sigaction action = {.sa_handler = note,
                                   .sa_flags = (int)(SA_RESETHAND | SA_NODEFER)};
        sigemptyset(&action.sa_mask);
        sigaction(deadly[i], &action, NULL);
    }
}
