// Between the wells and what needs all of them: the partitions' tables as one, in the order of the
// wells.
#include <stdlib.h>

#include "columns.h"
#include "run.h"

static mr_status gather(mr_run_state *run, size_t node, mr_table **out, mr_error *err)
{
    mr_table **parts = run->gathered[node];
    if (run->n_partitions == 0)
        return mr_empty_table(run->plan->nodes[node].schema, out, err);
    mr_status st = mr_table_concat(parts, run->n_partitions, out, err);
    for (size_t i = 0; i < run->n_partitions; i++) {
        mr_table_unref(parts[i]);
        parts[i] = NULL;
    }
    return st;
}

// Tables with the same rows in every partition have the same rows together.
static uint64_t rowset_of(mr_run_state *run, uint64_t *by_root, size_t node)
{
    size_t root = run->plan->nodes[node].root;
    if (by_root[root] == 0)
        by_root[root] = mr_rowset_new();
    return by_root[root];
}

mr_status mr_barrier(mr_run_state *run, mr_error *err)
{
    uint64_t *by_root = MR_ARENA_ARRAY(run->arena, uint64_t, run->plan->n + 1);
    for (size_t i = 0; i < run->plan->n; i++) {
        if (!run->gathered[i])
            continue;
        mr_table *table = NULL;
        mr_status st = gather(run, i, &table, err);
        if (st != MR_OK)
            return mr_fail_in(err, st, "%s ", run->plan->nodes[i].typed->node->name);
        table->rowset = rowset_of(run, by_root, i);
        run->after.tables[i] = table;
    }
    return MR_OK;
}
