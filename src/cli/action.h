// Commands that open a workspace, do one thing and print it.
#pragma once

#include "mudrock/service.h"
#include "options.h"

typedef mr_status mr_action(mr_service *service, const mr_cli_args *args, mr_error *err);

// Gives the exit code. `create` makes the workspace when there is none.
int mr_action_run(const mr_cli_args *args, bool create, mr_action *action);
