// Opening the workspace that a command means.
#include "session.h"

#include <stdlib.h>

const char *mr_session_workspace(const mr_cli_args *args)
{
    const char *folder = mr_cli_value(args, "workspace");
    if (!folder)
        folder = getenv("MUDROCK_WORKSPACE");
    return folder && *folder ? folder : "mudrock-workspace";
}

mr_status mr_session_open(const mr_cli_args *args, bool create, mr_service **out, mr_error *err)
{
    mr_service_options options = {.workspace = mr_session_workspace(args), .create = create};
    if (mr_cli_takes(args, "threads"))
        MR_TRY(mr_cli_number(args, "threads", 1024, &options.threads, err));
    return mr_service_open(&options, out, err);
}
