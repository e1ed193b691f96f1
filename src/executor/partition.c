// The wells phase: every partition through its chain on one thread, outputs back in the order of
// the wells.
#include <stdlib.h>

#include "reorder.h"
#include "run.h"

typedef struct phase {
    mr_run_state *run;
    mr_reorder *reorder;
} phase;

typedef struct parcel { // what one partition gives to the outputs
    mr_table **tables;  // by output; NULL when that output is fed by another phase
} parcel;

static parcel *parcel_new(size_t n)
{
    parcel *p = mr_alloc(sizeof *p);
    p->tables = mr_alloc((n + 1) * sizeof *p->tables);
    return p;
}

static void parcel_free(parcel *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        mr_table_unref(p->tables[i]);
    free(p->tables);
    free(p);
}

static void drop(void *context, void *item)
{
    const phase *ph = context;
    parcel_free(item, ph->run->n_outputs);
}

static mr_status deliver(void *context, size_t i, void *item, mr_error *err)
{
    (void)i;
    const phase *ph = context;
    parcel *p = item;
    mr_status st = MR_OK;
    for (size_t k = 0; st == MR_OK && k < ph->run->n_outputs; k++) {
        mr_table *table = p->tables[k];
        p->tables[k] = NULL;
        if (table)
            st = mr_output_put(ph->run->outputs[k], table, err);
    }
    parcel_free(p, ph->run->n_outputs);
    return st;
}

static mr_status collect(void *context, size_t output, mr_table *table, mr_error *err)
{
    (void)err;
    parcel *p = context;
    p->tables[output] = table;
    return MR_OK;
}

static mr_status job(void *context, size_t i, size_t worker, mr_error *err)
{
    phase *ph = context;
    mr_run_state *run = ph->run;
    MR_TRY(mr_reorder_enter(ph->reorder, i, err));
    mr_frame frame;
    mr_frame_init(&frame, run, MR_PHASE_WELLS);
    frame.partition = i;
    frame.well = run->partitions[i].well_id;
    frame.worker = worker;
    parcel *p = parcel_new(run->n_outputs);
    mr_status st = mr_frame_run(&frame, collect, p, err);
    mr_frame_clear(&frame);
    if (st == MR_OK) {
        atomic_fetch_add(&run->wells_done, 1);
        return mr_reorder_put(ph->reorder, i, p, err);
    }
    parcel_free(p, run->n_outputs);
    // Who waits for this one waits in vain.
    mr_reorder_cancel(ph->reorder);
    return st;
}

mr_status mr_wells_phase(mr_run_state *run, mr_pool *pool, mr_error *err)
{
    phase ph = {run, NULL};
    ph.reorder = mr_reorder_new(2 * mr_pool_threads(pool), deliver, drop, &ph);
    pthread_mutex_lock(&run->lock);
    run->reorder = ph.reorder;
    pthread_mutex_unlock(&run->lock);
    mr_status st = mr_pool_each(pool, run->n_partitions, job, &ph, err);
    pthread_mutex_lock(&run->lock);
    run->reorder = NULL;
    pthread_mutex_unlock(&run->lock);
    mr_reorder_free(ph.reorder);
    return st;
}
