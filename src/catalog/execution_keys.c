// Which execution made what: content keys by node.
#include "catalog.h"

#include <jansson.h>
#include <string.h>

mr_status mr_execution_put_keys(mr_catalog *catalog, const char *id, const json_t *keys,
                                mr_error *err)
{
    const char *node;
    json_t *key;
    mr_status st = MR_OK;

    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    json_object_foreach((json_t *)(uintptr_t)keys, node, key)
    {
        if (st == MR_OK)
            st = mr_store_run(
                catalog->store,
                "INSERT INTO execution_keys (execution_id, node_id, key) VALUES (?1, ?2, ?3)",
                MR_VALUES(MR_T(id), MR_T(node), MR_T(json_string_value(key))), NULL, err);
    }
    if (st == MR_ENOTFOUND)
        st = mr_fail(err, st, NULL, "there is no execution \"%s\"", id);
    return mr_store_end(catalog->store, st, err);
}

mr_status mr_execution_key(mr_catalog *catalog, const char *id, const char *node_id, char key[65],
                           mr_error *err)
{
    key[0] = 0;
    mr_status st = mr_store_text(
        catalog->store, "SELECT key FROM execution_keys WHERE execution_id = ?1 AND node_id = ?2",
        MR_VALUES(MR_T(id), MR_T(node_id)), key, 65, err);
    return st == MR_ENOTFOUND ? MR_OK : st;
}

mr_status mr_execution_with_key(mr_catalog *catalog, const char *key, char id[37], char **node_id,
                                mr_error *err)
{
    json_t *row = NULL;

    id[0] = 0;
    if (node_id)
        *node_id = NULL;
    mr_status st = mr_store_get(
        catalog->store,
        "SELECT e.id AS id, k.node_id AS node_id FROM execution_keys k JOIN pipeline_executions e "
        "ON e.id = k.execution_id WHERE k.key = ?1 AND e.status = 'completed' "
        "ORDER BY e.created_at DESC, e.id DESC LIMIT 1",
        MR_VALUES(MR_T(key)), &row, err);
    if (st == MR_ENOTFOUND)
        return MR_OK;
    MR_TRY(st);
    memcpy(id, json_string_value(json_object_get(row, "id")), 37);
    if (node_id)
        *node_id = strdup(json_string_value(json_object_get(row, "node_id")));
    json_decref(row);
    return MR_OK;
}

mr_status mr_execution_with_node(mr_catalog *catalog, const char *pipeline_id, const char *node_id,
                                 char id[37], mr_error *err)
{
    id[0] = 0;
    mr_status st = mr_store_text(
        catalog->store,
        "SELECT e.id FROM execution_keys k JOIN pipeline_executions e ON e.id = k.execution_id "
        "WHERE k.node_id = ?2 AND e.pipeline_id = ?1 AND e.status = 'completed' "
        "ORDER BY e.created_at DESC, e.id DESC LIMIT 1",
        MR_VALUES(MR_T(pipeline_id), MR_T(node_id)), id, 37, err);
    return st == MR_ENOTFOUND ? MR_OK : st;
}
