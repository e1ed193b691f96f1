// mudrock serve
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "mudrock/log.h"
#include "mudrock/server.h"
#include "print.h"
#include "session.h"

enum { MOST_IDLE_S = 3600 };

// Blocked before any thread is made, so that every thread leaves them to the one that waits.
static void block_signals(sigset_t *ends)
{
    sigemptyset(ends);
    sigaddset(ends, SIGINT);
    sigaddset(ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, ends, NULL);
}

static void wait_for_end(const sigset_t *ends)
{
    int signal;
    while (sigwait(ends, &signal) != 0)
        continue;
}

// A server without the sample is as good for anything else.
static void make_sample(mr_server *server)
{
    mr_error err = {0};
    if (mr_server_first_run(server, &err) != MR_OK)
        mr_log(MR_LOG_WARN, "sample.failed", "message=\"%s\"", err.message);
}

static mr_status serve(const mr_cli_args *args, const sigset_t *ends, mr_error *err)
{
    const char *listen = mr_cli_value(args, "listen");
    mr_server_options options = {
        .listen = listen ? listen : "127.0.0.1:8765",
        .web = mr_cli_value(args, "web"),
        .open_metrics = mr_cli_flag(args, "open-metrics"),
    };
    mr_service *service = NULL;
    mr_server *server = NULL;
    size_t memory = 0;
    MR_TRY(mr_cli_number(args, "idle", MOST_IDLE_S, &options.idle_s, err));
    MR_TRY(mr_cli_number(args, "memory", 1 << 20, &memory, err));
    options.memory_bytes = (int64_t)memory << 20;
    MR_TRY(mr_session_open(args, true, &service, err));
    mr_status st = mr_server_open(service, &options, &server, err);
    if (st == MR_OK && !mr_cli_flag(args, "no-sample"))
        make_sample(server);
    if (st == MR_OK) {
        char *url = mr_server_url(server);
        printf("%s\n", url);
        fflush(stdout);
        free(url);
        wait_for_end(ends);
    }
    mr_server_close(server);
    mr_service_close(service);
    return st;
}

static int run(const mr_cli_args *args)
{
    sigset_t ends;
    mr_error err = {0};
    block_signals(&ends);
    return serve(args, &ends, &err) == MR_OK ? 0 : mr_print_error(&err);
}

static const mr_option options[] = {
    {"listen", MR_OPTION_VALUE, "ADDRESS:PORT",
     "on this machine only; port 0 is a free one (else 127.0.0.1:8765)", NULL},
    {"web", MR_OPTION_VALUE, "DIR", "the app's files (else those beside the program)", NULL},
    {"idle", MR_OPTION_VALUE, "SECONDS", "close a connection that is silent so long (else 30)",
     NULL},
    {"memory", MR_OPTION_VALUE, "MIB", "most memory of a worker process (else no limit)", NULL},
    {"open-metrics", MR_OPTION_FLAG, NULL,
     "answer /metrics and /openapi.json without a session, for a collector on this machine", NULL},
    {"no-sample", MR_OPTION_FLAG, NULL, "leave an empty workspace empty", NULL},
    MR_OPTION_WORKSPACE,
    {0},
};

const mr_command mr_command_serve = {
    .name = "serve",
    .summary = "Serve the editor: prints the address to open in a browser.",
    .details = "The address holds a token that works once. Ctrl-C ends the server and what it "
               "runs. A workspace that is not there is made; one without projects gets the sample "
               "project.",
    .options = options,
    .run = run,
};
