// What most commands begin and end with.
#pragma once

#include "mudrock/service.h"
#include "options.h"

// Opens the workspace of --workspace, $MUDROCK_WORKSPACE or ./mudrock-workspace, with --threads
// when the command has it.
mr_status mr_session_open(const mr_cli_args *args, bool create, mr_service **out, mr_error *err);
const char *mr_session_workspace(const mr_cli_args *args);

// Ctrl-C and SIGTERM set *flag instead of ending the program; a second one ends it at once with
// 130. Before any thread is made.
typedef struct mr_interrupt mr_interrupt;
mr_interrupt *mr_interrupt_start(atomic_int *flag);
void mr_interrupt_stop(mr_interrupt *interrupt); // accepts NULL
