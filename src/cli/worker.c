// mudrock worker: started by a server, spoken to through pipes.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "mudrock/worker.h"

#include "commands.h"
#include "print.h"
#include "session.h"

enum { CURVES_MIB = 512 };

// Whatever a library might print must not get between the frames: standard output becomes standard
// error, and the frames go out on a descriptor of their own.
static int take_stdout(void)
{
    int out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    dup2(STDERR_FILENO, STDOUT_FILENO);
    return out;
}

// What a runaway must not get past even before anybody looks at it. Address space is not memory:
// the engine and the threads reserve far more than they use.
static void limit_space(size_t memory)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    (void)memory; // a sanitizer reserves terabytes
#else
    const rlim_t most = (rlim_t)memory * 2 + ((rlim_t)8 << 30);
    setrlimit(RLIMIT_AS, &(struct rlimit){most, most});
#endif
}

static mr_status serve(const mr_cli_args *args, int out, mr_error *err)
{
    size_t memory = 0, curves = 0, page = 0;
    mr_worker_options options = {.in = STDIN_FILENO, .out = out};
    mr_service_options open = {.workspace = mr_session_workspace(args)};
    mr_service *service = NULL;
    MR_TRY(mr_cli_number(args, "memory", 1 << 20, &memory, err));
    MR_TRY(mr_cli_number(args, "curves", 1 << 20, &curves, err));
    MR_TRY(mr_cli_number(args, "page", 1024, &page, err));
    MR_TRY(mr_cli_number(args, "threads", 1024, &open.threads, err));
    memory <<= 20;
    if (memory)
        limit_space(memory);
    open.memory_bytes = (int64_t)(memory / 2);
    if (!curves)
        curves = memory && (memory >> 22) < CURVES_MIB ? memory >> 22 : CURVES_MIB;
    options.curves_bytes = curves << 20;
    if (page) {
        void *shared =
            mmap(NULL, sizeof *options.page, PROT_READ | PROT_WRITE, MAP_SHARED, (int)page, 0);
        options.page = shared == MAP_FAILED ? NULL : shared;
    }
    MR_TRY(mr_service_open(&open, &service, err));
    mr_status st = mr_worker_serve(service, &options, err);
    mr_service_close(service);
    return st;
}

static int run(const mr_cli_args *args)
{
    mr_error err = {0};
    mr_worker_block_signals();
    mr_status st = serve(args, take_stdout(), &err);
    return st == MR_OK ? 0 : mr_print_error(&err);
}

static const mr_option options[] = {
    {"memory", MR_OPTION_VALUE, "MIB", "stay below it (else no limit of its own)", NULL},
    {"curves", MR_OPTION_VALUE, "MIB",
     "decoded curves kept for plots (else 512, or a quarter of --memory)", NULL},
    {"page", MR_OPTION_VALUE, "FD", "memory shared with who started it: where it is", NULL},
    MR_OPTION_THREADS,
    MR_OPTION_WORKSPACE,
    {0},
};

const mr_command mr_command_worker = {
    .name = "worker",
    .summary = "Run what a server asks for (mudrock serve starts it).",
    .details = "Requests are lines of JSON on standard input, answers go to standard output; ends "
               "with its input.",
    .options = options,
    .run = run,
};
