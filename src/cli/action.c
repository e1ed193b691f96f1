// Opening, doing, closing, saying what went wrong.
#include "action.h"

#include "print.h"
#include "session.h"

int mr_action_run(const mr_cli_args *args, bool create, mr_action *action)
{
    mr_service *service = NULL;
    mr_error err = {0};
    mr_status st = mr_session_open(args, create, &service, &err);
    if (st == MR_OK)
        st = action(service, args, &err);
    mr_service_close(service);
    return st == MR_OK ? 0 : mr_print_error(&err);
}
