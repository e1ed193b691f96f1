// Why an execution's content is not what its document would give now.
#include "changed.h"

#include <jansson.h>
#include <string.h>

#include "snapshot.h"
#include "start.h"

static const char *text(const json_t *object, const char *name)
{
    const char *value = json_string_value(json_object_get(object, name));
    return value ? value : "";
}

// The snapshot of the same node and object, NULL when there is none.
static const json_t *same_object(const json_t *list, const json_t *of)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *s = json_array_get(list, i);
        if (strcmp(text(s, "node_id"), text(of, "node_id")) == 0 &&
            strcmp(text(s, "well_id"), text(of, "well_id")) == 0)
            return s;
    }
    return NULL;
}

static mr_status name_change(const json_t *then, const json_t *now, const char *execution_id,
                             mr_error *err)
{
    for (size_t i = 0; i < json_array_size(then); i++) {
        const json_t *before = json_array_get(then, i), *after = same_object(now, before);
        const char *well = text(before, "well_id");
        const char *what = *well ? well : text(before, "object");
        if (!after)
            return mr_fail(err, MR_ECONFLICT, execution_id,
                           "cannot be computed again: %s%s is no longer there",
                           *well ? "well " : "", what);
        if (strcmp(text(after, "digest"), text(before, "digest")) != 0)
            return mr_fail(err, MR_ECONFLICT, execution_id,
                           "cannot be computed again: %s%s was replaced since",
                           *well ? "well " : "", what);
    }
    for (size_t i = 0; i < json_array_size(now); i++)
        if (!same_object(then, json_array_get(now, i)))
            return mr_fail(err, MR_ECONFLICT, execution_id,
                           "cannot be computed again: well %s has come since",
                           text(json_array_get(now, i), "well_id"));
    return mr_fail(err, MR_ECONFLICT, execution_id,
                   "cannot be computed again: the program or the project's units are others now");
}

mr_status mr_check_unchanged(mr_service *service, const json_t *execution,
                             const mr_typed_dag *typed, const char *node_id, const char *key,
                             mr_error *err)
{
    const char *id = text(execution, "id");
    char recorded[65];
    MR_TRY(mr_execution_key(service->catalog, id, node_id, recorded, err));
    if (!recorded[0] && strcmp(text(execution, "status"), "pending") == 0)
        return mr_fail(err, MR_ECONFLICT, id, "has not begun");
    if (!recorded[0])
        return mr_fail(err, MR_ENOTFOUND, id, "the execution did not make node %s", node_id);
    if (strcmp(recorded, key) == 0)
        return MR_OK;
    mr_names wells;
    mr_arena *arena = mr_arena_new();
    json_t *now = json_array();
    mr_names_from_json(json_object_get(json_object_get(execution, "input_parameters"), "wells"),
                       arena, &wells);
    mr_status st = mr_snapshot_sources(service, typed, &wells, now, err);
    if (st == MR_OK)
        st = name_change(json_object_get(execution, "input_snapshots"), now, id, err);
    json_decref(now);
    mr_arena_free(arena);
    return st;
}
