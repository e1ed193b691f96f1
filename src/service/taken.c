// Logs of wells, and which of them a source takes.
#include <jansson.h>
#include <string.h>

#include "mudrock/service.h"

// Both lists are sorted by well.
static void mark(json_t *rows, const mr_log_choice *choices, size_t n)
{
    size_t i, k = 0;
    json_t *row;
    json_array_foreach(rows, i, row)
    {
        const char *well = json_string_value(json_object_get(row, "well_id"));
        const char *id = json_string_value(json_object_get(row, "id"));
        while (k < n && strcmp(choices[k].well_id, well) < 0)
            k++;
        const mr_log_info *log =
            k < n && strcmp(choices[k].well_id, well) == 0 ? choices[k].log : NULL;
        json_object_set_new(row, "taken", json_boolean(log && strcmp(log->id, id) == 0));
    }
}

mr_status mr_list_taken_logs(mr_service *service, const char *project, const char *well,
                             const mr_source *source, json_t **out, mr_error *err)
{
    json_t *found = NULL, *rows = NULL;
    size_t n = 0;
    mr_log_choice *choices = NULL;
    const mr_names one = {1, (const char *[]){well}};
    MR_TRY(mr_project_open(service, project, false, &found, err));
    const char *id = json_string_value(json_object_get(found, "id"));
    mr_arena *arena = mr_arena_new();
    mr_status st = mr_list_logs(service, id, well, false, &rows, err);
    if (st == MR_OK)
        st = mr_logs_choose(service->catalog, service->units, id, source, well ? &one : NULL, arena,
                            &n, &choices, err);
    if (st == MR_OK) {
        mark(rows, choices, n);
        *out = json_incref(rows);
    }
    mr_arena_free(arena);
    json_decref(rows);
    json_decref(found);
    return st;
}
