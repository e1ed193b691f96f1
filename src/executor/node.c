// Makes the table of one node in one frame: inputs, merge, the operator through its door;
// time, rows and blame.
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/clock.h"

#include "columns.h"
#include "merge.h"
#include "run.h"
#include "written.h"

static size_t n_ports(const mr_typed_node *t)
{
    int most = 0;
    for (size_t d = 0; d < t->n_dependencies; d++)
        if (t->ports[d] > most)
            most = t->ports[d];
    return (size_t)most + 1;
}

// What an error edge carries: the one failure of its source.
static mr_status error_table(const mr_run_state *run, mr_table **out, mr_error *err)
{
    mr_field fields[4];
    mr_schema schema = {0, fields};
    mr_error_edge_schema(&schema);
    const mr_node *node = run->typed->nodes[run->failed_node].node;
    bool of_well = run->failed_at < run->n_partitions;
    const char *const texts[] = {node->id, node->name,
                                 of_well ? run->partitions[run->failed_at].well_id : NULL,
                                 run->failure.message};
    mr_table *table = mr_table_new(1);
    for (size_t i = 0; i < schema.n; i++) {
        const mr_column *column = NULL;
        mr_status st = texts[i] ? mr_repeat_text(&fields[i], texts[i], 1, &column, err)
                                : mr_null_column(&fields[i], 1, &column, err);
        if (st != MR_OK) {
            mr_table_unref(table);
            return st;
        }
        mr_table_put(table, column);
    }
    *out = table;
    return MR_OK;
}

static mr_status one_input(mr_frame *frame, const mr_typed_node *t, size_t d, mr_table **out,
                           mr_error *err)
{
    if (mr_plan_edge(t, d, NULL) == MR_EDGE_ERROR)
        return error_table(frame->run, out, err);
    mr_table *table = mr_frame_result(frame, t->dependencies[d]);
    bool before = frame->run->plan->nodes[t->dependencies[d]].phase == MR_PHASE_BEFORE;
    if (frame->well && before && mr_plan_is_record(t, d))
        return mr_rows_of_well(table, frame->well, out, err);
    *out = mr_table_ref(table);
    return MR_OK;
}

static mr_status one_port(mr_frame *frame, const mr_typed_node *t, size_t port, mr_table **out,
                          mr_error *err)
{
    mr_table **parts = mr_alloc((t->n_dependencies + 1) * sizeof *parts);
    size_t *rows = mr_alloc((t->n_dependencies + 1) * sizeof *rows);
    size_t n = 0;
    mr_status st = MR_OK;
    for (size_t d = 0; st == MR_OK && d < t->n_dependencies; d++) {
        if ((size_t)t->ports[d] != port)
            continue;
        bool error_edge = mr_plan_edge(t, d, NULL) == MR_EDGE_ERROR;
        rows[n] = error_edge ? SIZE_MAX : frame->run->typed->nodes[t->dependencies[d]].rows;
        st = one_input(frame, t, d, &parts[n], err);
        n += st == MR_OK;
    }
    if (st == MR_OK && n == 1)
        *out = mr_table_ref(parts[0]);
    else if (st == MR_OK && n > 1)
        st = mr_merge_tables(parts, rows, n, t->input, out, err);
    for (size_t i = 0; i < n; i++)
        mr_table_unref(parts[i]);
    free(rows);
    free(parts);
    return st;
}

mr_status mr_node_inputs(mr_frame *frame, size_t node, mr_table **tables, size_t n, mr_error *err)
{
    const mr_typed_node *t = frame->run->plan->nodes[node].typed;
    for (size_t port = 0; port < n; port++) {
        mr_status st = one_port(frame, t, port, &tables[port], err);
        if (st == MR_OK)
            continue;
        while (port-- > 0)
            mr_table_unref(tables[port]);
        return st;
    }
    return MR_OK;
}

// --- the operator ---

static bool stopped(void *context)
{
    mr_frame *frame = context;
    mr_run_state *run = frame->run;
    mr_node_run *node = &run->nodes[frame->node];
    if (atomic_load(&run->cancelled) || atomic_load(&node->timed_out))
        return true;
    if (node->timeout_ns == INT64_MAX)
        return false;
    int64_t spent = atomic_load(&node->time_ns) + mr_clock_ns() - frame->began;
    if (spent > node->timeout_ns)
        atomic_store(&node->timed_out, true);
    return spent > node->timeout_ns;
}

static void warned(void *context, const char *text)
{
    mr_frame *frame = context;

    mr_warn(frame->run->warnings, 0, "%s", text);
}

static mr_status apply_args(void *context, const mr_args *args, mr_table *const *inputs, size_t n,
                            mr_table **out, mr_error *err)
{
    mr_frame *frame = context;
    const mr_typed_node *t = frame->run->plan->nodes[frame->node].typed;
    int64_t infinities = 0;
    mr_apply_options options = {frame->run->options->units, stopped, frame, &infinities,
                                frame->run->options->sql,   warned};
    mr_status st =
        mr_door_apply(args, t->conversions, t->n_conversions, inputs, n, &options, out, err);
    atomic_fetch_add(&frame->run->nodes[frame->node].infinities, infinities);
    return st;
}

static mr_status make_operator(mr_frame *frame, const mr_typed_node *t, int64_t *rows,
                               mr_table **out, mr_error *err)
{
    size_t n = n_ports(t);
    mr_table **inputs = mr_alloc(n * sizeof *inputs);
    mr_status st = mr_node_inputs(frame, frame->node, inputs, n, err);
    if (st == MR_OK) {
        *rows = inputs[0] ? inputs[0]->rows : 0;
        if (t->node->bypass)
            *out = mr_table_ref(inputs[0]);
        else
            st = mr_written_apply(frame, apply_args, inputs, n, out, err);
        for (size_t i = 0; i < n; i++)
            mr_table_unref(inputs[i]);
    }
    free(inputs);
    return st;
}

static mr_status make_output(mr_frame *frame, const mr_plan_node *node, int64_t *rows,
                             mr_table **out, mr_error *err)
{
    mr_table *input = NULL;
    MR_TRY(mr_node_inputs(frame, frame->node, &input, 1, err));
    assert(input); // the validator has seen to its edge
    *rows = input->rows;
    mr_status st = mr_fit_table(input, node->schema, out, err);
    mr_table_unref(input);
    return st;
}

static mr_status make(mr_frame *frame, int64_t *rows, mr_table **out, mr_error *err)
{
    mr_run_state *run = frame->run;
    const mr_plan_node *node = &run->plan->nodes[frame->node];
    switch (node->typed->node->kind) {
    case MR_NODE_INGESTION:
        MR_TRY(mr_ingest_read(run->ingests[frame->node], frame->well, frame->partition,
                              run->workers[frame->worker].session, out, err));
        atomic_fetch_add(&run->rows_in, (*out)->rows);
        return MR_OK;
    case MR_NODE_OPERATOR: return make_operator(frame, node->typed, rows, out, err);
    case MR_NODE_OUTPUT: break;
    }
    return make_output(frame, node, rows, out, err);
}

// --- blame ---

static void note_failure(mr_frame *frame, const mr_error *err)
{
    mr_run_state *run = frame->run;
    pthread_mutex_lock(&run->lock);
    bool first = run->failed_node == SIZE_MAX || frame->partition < run->failed_at;
    if (first) {
        run->failed_node = frame->node;
        run->failed_at = frame->partition;
        run->failure = *err;
    }
    pthread_mutex_unlock(&run->lock);
    size_t least = atomic_load(&run->failed_partition);
    while (frame->partition < least &&
           !atomic_compare_exchange_weak(&run->failed_partition, &least, frame->partition)) {
    }
}

static mr_status blame(mr_frame *frame, mr_status st, int64_t rows, const mr_error *cause,
                       mr_error *err)
{
    mr_run_state *run = frame->run;
    const mr_node *node = run->plan->nodes[frame->node].typed->node;
    mr_node_run *stats = &run->nodes[frame->node];
    bool timed_out = atomic_load(&stats->timed_out);
    if (!timed_out && (st == MR_ECANCEL || mr_run_cancelled(run)))
        return mr_fail(err, MR_ECANCEL, node->name, "cancelled");

    char where[128] = "";
    if (frame->well)
        snprintf(where, sizeof where, "well %s", frame->well);
    else
        snprintf(where, sizeof where, "%s", frame->phase == MR_PHASE_AFTER ? "all wells" : "table");
    size_t n = strlen(where);
    if (rows > 0)
        snprintf(where + n, sizeof where - n, ", rows 1..%lld", (long long)rows);
    mr_error named;
    if (timed_out)
        mr_fail(&named, MR_ETIMEOUT, node->name, "%s: took longer than its %g s", where,
                node->timeout_seconds);
    else
        mr_fail(&named, st, node->name, "%s: %s", where, cause->message);
    note_failure(frame, &named);
    atomic_store(&stats->state, MR_NODE_FAILED);
    if (err)
        *err = named;
    return named.status;
}

mr_status mr_node_fail(mr_frame *frame, mr_status status, const mr_error *cause, mr_error *err)
{
    return blame(frame, status, 0, cause, err);
}

static void release_inputs(mr_frame *frame)
{
    const mr_plan *plan = frame->run->plan;
    const mr_typed_node *t = plan->nodes[frame->node].typed;
    for (size_t d = 0; d < t->n_dependencies; d++) {
        size_t from = t->dependencies[d];
        bool shared = frame->phase == MR_PHASE_BEFORE; // later phases look there
        if (shared || plan->nodes[from].phase != frame->phase || !frame->tables[from])
            continue;
        if (--frame->uses[from] == 0) {
            mr_table_unref(frame->tables[from]);
            frame->tables[from] = NULL;
        }
    }
}

static void tell_at(const mr_frame *frame, size_t node)
{
    const mr_run_options *options = frame->run->options;
    if (options->at)
        options->at(options->context, frame->worker, node, frame->well);
}

mr_status mr_node_make(mr_frame *frame, size_t node, mr_error *err)
{
    mr_run_state *run = frame->run;
    mr_node_run *stats = &run->nodes[node];
    mr_worker *worker = &run->workers[frame->worker];
    int pending = MR_NODE_PENDING;
    atomic_compare_exchange_strong(&stats->state, &pending, MR_NODE_RUNNING);
    frame->node = node;
    frame->began = mr_clock_ns();
    atomic_store(&worker->since, frame->began);
    atomic_store(&worker->node, node);
    tell_at(frame, node);

    mr_table *table = NULL;
    int64_t rows = 0;
    mr_error cause = {0};
    mr_status st = stopped(frame) ? MR_ECANCEL : make(frame, &rows, &table, &cause);
    atomic_store(&worker->node, SIZE_MAX);
    tell_at(frame, SIZE_MAX);
    int64_t spent = mr_clock_ns() - frame->began;
    if (atomic_fetch_add(&stats->time_ns, spent) + spent > stats->timeout_ns)
        atomic_store(&stats->timed_out, true);
    if (st != MR_OK || atomic_load(&stats->timed_out)) {
        mr_table_unref(table);
        return blame(frame, st, rows, &cause, err);
    }
    atomic_fetch_add(&stats->rows, table->rows);
    atomic_fetch_add(&stats->wells_done, 1);
    frame->tables[node] = table;
    release_inputs(frame);
    return MR_OK;
}
