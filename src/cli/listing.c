// Lists of a project, in the three formats.
#include "listing.h"

#include <jansson.h>
#include <string.h>

#include "session.h"

int mr_listing_run(const mr_cli_args *args, mr_listing what, const mr_print_column *columns)
{
    mr_service *service = NULL;
    json_t *rows = NULL;
    mr_error err = {0};
    const mr_list_query query = {
        .project = mr_cli_value(args, "project"),
        .well_id = mr_cli_takes(args, "well") ? mr_cli_value(args, "well") : NULL,
    };
    mr_status st = mr_session_open(args, false, &service, &err);
    if (st == MR_OK)
        st = mr_list(service, what, &query, &rows, &err);
    mr_service_close(service);
    if (st != MR_OK)
        return mr_print_error(&err);
    const char *format = mr_cli_value(args, "format");
    if (!format || strcmp(format, "text") == 0)
        mr_print_unknown_units(rows);
    mr_print_list(args, rows, columns);
    json_decref(rows);
    return 0;
}
