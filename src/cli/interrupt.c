// Ctrl-C as a flag: a thread of its own waits for the signals, so that no handler runs anywhere.
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "session.h"

struct mr_interrupt {
    pthread_t thread;
    sigset_t signals, before;
    atomic_int *flag;
};

static void *wait_for_signals(void *context)
{
    mr_interrupt *interrupt = context;
    for (bool asked = false;;) {
        int signal = 0;
        if (sigwait(&interrupt->signals, &signal) != 0 || signal == SIGUSR1)
            return NULL;
        if (asked)
            _exit(130); // what is written is whole or absent anyway
        asked = true;
        atomic_store(interrupt->flag, 1);
    }
}

mr_interrupt *mr_interrupt_start(atomic_int *flag)
{
    mr_interrupt *interrupt = mr_alloc(sizeof *interrupt);
    interrupt->flag = flag;
    sigemptyset(&interrupt->signals);
    sigaddset(&interrupt->signals, SIGINT);
    sigaddset(&interrupt->signals, SIGTERM);
    sigaddset(&interrupt->signals, SIGUSR1); // ends the waiting
    pthread_sigmask(SIG_BLOCK, &interrupt->signals, &interrupt->before);
    if (pthread_create(&interrupt->thread, NULL, wait_for_signals, interrupt) == 0)
        return interrupt;
    pthread_sigmask(SIG_SETMASK, &interrupt->before, NULL); // Ctrl-C then ends the program as usual
    free(interrupt);
    return NULL;
}

void mr_interrupt_stop(mr_interrupt *interrupt)
{
    if (!interrupt)
        return;
    pthread_kill(interrupt->thread, SIGUSR1);
    pthread_join(interrupt->thread, NULL);
    pthread_sigmask(SIG_SETMASK, &interrupt->before, NULL);
    free(interrupt);
}
