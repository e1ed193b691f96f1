// Taking away and bringing back, for every kind of thing.
#include "deletion.h"

#include <jansson.h>
#include <string.h>

#include "print.h"
#include "session.h"

static int end(mr_service *service, mr_status st, const mr_error *err)
{
    mr_service_close(service);
    return st == MR_OK ? 0 : mr_print_error(err);
}

int mr_deletion_delete(const mr_cli_args *args, const char *kind)
{
    mr_service *service = NULL;
    mr_error err = {0};
    char id[37];
    mr_status st = mr_session_open(args, false, &service, &err);
    if (st == MR_OK)
        st = mr_delete_thing(service, mr_cli_value(args, "project"), kind, mr_cli_word(args, 0),
                             mr_cli_word(args, 1), id, &err);
    if (st == MR_OK)
        printf("%s\n", id);
    return end(service, st, &err);
}

static mr_status list(mr_service *service, const mr_cli_args *args, const char *kind, mr_error *err)
{
    static const mr_print_column columns[] = {
        {"name", "NAME"}, {"deleted_at", "DELETED"}, {"deleted_by", "BY"}, {"id", "ID"}, {0},
    };
    json_t *rows = NULL;
    MR_TRY(mr_list_deleted(service, mr_cli_value(args, "project"), kind, &rows, err));
    mr_print_list(args, rows, columns);
    json_decref(rows);
    return MR_OK;
}

int mr_deletion_undelete(const mr_cli_args *args, const char *kind)
{
    mr_service *service = NULL;
    mr_error err = {0};
    char name[512] = "";
    for (size_t i = 0; i < mr_cli_count(args); i++)
        snprintf(name + strlen(name), sizeof name - strlen(name), "%s%s", i ? " " : "",
                 mr_cli_word(args, i));
    mr_status st = mr_session_open(args, false, &service, &err);
    if (st == MR_OK && !name[0])
        st = list(service, args, kind, &err);
    else if (st == MR_OK)
        st = mr_undelete_thing(service, mr_cli_value(args, "project"), kind, name, &err);
    return end(service, st, &err);
}
