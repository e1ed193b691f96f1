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

mr_status mr_barrier(mr_run_state *run, mr_error *err)
{
    for (size_t i = 0; i < run->plan->n; i++) {
        if (!run->gathered[i] || atomic_load(&run->nodes[i].state) == MR_NODE_SKIPPED)
            continue;
        mr_table *table = NULL;
        mr_status st = gather(run, i, &table, err);
        if (st != MR_OK)
            return mr_fail_in(err, st, "%s ", run->plan->nodes[i].typed->node->name);
        run->after.tables[i] = table;
    }
    return MR_OK;
}
