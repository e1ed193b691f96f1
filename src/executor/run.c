// A run from plan to visible outputs: opens sources and outputs, goes through the phases, commits
// all or nothing.
#include "run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "mudrock/clock.h"

#include "columns.h"

const char *mr_node_state_name(mr_node_state state)
{
    static const char *const names[] = {"pending",   "running", "completed", "failed",
                                        "cancelled", "skipped", "cached"};
    return names[state];
}

// --- opening ---

static int64_t timeout_of(const mr_node *node)
{
    double s = node->timeout_seconds;
    return isnan(s) || s >= 9e9 ? INT64_MAX : (int64_t)(s * 1e9);
}

static void init(mr_run_state *run, const mr_typed_dag *typed, const mr_run_options *options)
{
    *run = (mr_run_state){
        .options = options,
        .typed = typed,
        .arena = mr_arena_new(),
        .warnings = mr_warnings_new(),
        .failed_partition = SIZE_MAX,
        .failed_node = SIZE_MAX,
        .failed_at = SIZE_MAX,
    };
    pthread_mutex_init(&run->lock, NULL);
    size_t n = typed->dag->n_nodes + 1;
    run->nodes = MR_ARENA_ARRAY(run->arena, mr_node_run, n);
    run->snapshot = MR_ARENA_ARRAY(run->arena, mr_node_stats, n);
    run->ingests = MR_ARENA_ARRAY(run->arena, mr_ingest *, n);
    run->gathered = MR_ARENA_ARRAY(run->arena, mr_table **, n);
    for (size_t i = 0; i + 1 < n; i++)
        run->nodes[i].timeout_ns = timeout_of(typed->nodes[i].node);
}

static mr_status fail_node(mr_run_state *run, size_t node, const mr_error *cause, mr_error *err)
{
    const char *name = run->plan->nodes[node].typed->node->name;
    run->failed_node = node;
    mr_fail(&run->failure, cause->status, name, "%s", cause->message);
    atomic_store(&run->nodes[node].state, MR_NODE_FAILED);
    if (err)
        *err = run->failure;
    return cause->status;
}

static mr_status open_sources(mr_run_state *run, mr_error *err)
{
    for (size_t k = 0; k < run->plan->n_order; k++) {
        size_t i = run->plan->order[k];
        const mr_plan_node *node = &run->plan->nodes[i];
        if (node->typed->node->kind != MR_NODE_INGESTION)
            continue;
        mr_error cause;
        if (mr_ingest_open(run->options, run->typed, i, node->schema, run->warnings,
                           &run->ingests[i], &cause) != MR_OK)
            return fail_node(run, i, &cause, err);
    }
    return MR_OK;
}

// The wells of the sources, in the order of the sources, each once.
static void list_partitions(mr_run_state *run)
{
    size_t most = 0;
    for (size_t i = 0; i < run->plan->n; i++)
        if (run->ingests[i] && run->plan->nodes[i].adds_wells)
            most += run->ingests[i]->n_wells;
    run->partitions = MR_ARENA_ARRAY(run->arena, mr_partition, most + 1);
    mr_map *seen = mr_map_new();
    for (size_t i = 0; i < run->plan->n; i++) {
        const mr_ingest *ingest = run->ingests[i];
        if (!ingest || !run->plan->nodes[i].adds_wells)
            continue;
        for (size_t w = 0; w < ingest->n_wells; w++) {
            if (mr_map_get(seen, ingest->wells[w]))
                continue;
            mr_partition *p = &run->partitions[run->n_partitions++];
            *p = (mr_partition){ingest->wells[w], ingest->names[w],
                                ingest->objects ? ingest->objects[w] : NULL};
            mr_map_put(seen, p->well_id, p);
        }
    }
    mr_map_free(seen);
    for (size_t k = 0; k < run->plan->n_order; k++) {
        size_t i = run->plan->order[k];
        bool wells = run->plan->nodes[i].phase == MR_PHASE_WELLS;
        run->nodes[i].wells = wells ? (int64_t)run->n_partitions : 1;
        if (wells && run->plan->nodes[i].gathered)
            run->gathered[i] = MR_ARENA_ARRAY(run->arena, mr_table *, run->n_partitions + 1);
    }
}

// Outputs of the run itself, or those behind error edges.
static bool takes_part(const mr_run_state *run, size_t k)
{
    return run->plan->nodes[run->plan->outputs[k]].on_error == run->handling_error;
}

static mr_status open_outputs(mr_run_state *run, mr_error *err)
{
    const mr_plan *plan = run->plan;
    mr_output_well *wells = MR_ARENA_ARRAY(run->arena, mr_output_well, run->n_partitions + 1);
    for (size_t i = 0; i < run->n_partitions; i++)
        wells[i] = (mr_output_well){run->partitions[i].well_id, run->partitions[i].well_name,
                                    run->partitions[i].object};
    for (size_t k = 0; k < plan->n_outputs; k++) {
        const mr_plan_node *node = &plan->nodes[plan->outputs[k]];
        mr_error cause;
        if (!takes_part(run, k))
            continue;
        if (mr_output_open(run->options, node->typed->node, node->schema, wells, run->n_partitions,
                           run->warnings, &run->outputs[k], &cause) != MR_OK)
            return fail_node(run, plan->outputs[k], &cause, err);
    }
    return MR_OK;
}

static mr_status open_workers(mr_run_state *run, mr_pool *pool, mr_error *err)
{
    run->workers = MR_ARENA_ARRAY(run->arena, mr_worker, mr_pool_threads(pool));
    for (size_t w = 0; w < mr_pool_threads(pool); w++) {
        atomic_store(&run->workers[w].node, SIZE_MAX);
        MR_TRY(mr_duck_session_open(run->options->duck, &run->workers[w].session, err));
        run->n_workers = w + 1;
    }
    return MR_OK;
}

// --- the phases ---

static mr_status hand_over(void *context, size_t output, mr_table *table, mr_error *err)
{
    mr_run_state *run = context;
    return mr_output_put(run->outputs[output], table, err);
}

static mr_status phases(mr_run_state *run, mr_error *err)
{
    MR_TRY(mr_frame_run(&run->before, hand_over, run, err));
    MR_TRY(mr_wells_phase(run, run->pool, err));
    MR_TRY(mr_barrier(run, err));
    return mr_frame_run(&run->after, hand_over, run, err);
}

// The writer that failed on its own comes before whoever was stopped by it.
static mr_status finish_output(mr_run_state *run, size_t k, mr_status st, mr_error *err)
{
    mr_output *output = run->outputs[k];
    size_t node = run->plan->outputs[k];
    mr_error cause = {0};
    if (st != MR_OK)
        mr_output_cancel(output);
    mr_status own = mr_output_finish(output, &cause);
    if (own == MR_OK)
        return st;
    bool first = run->failed_node == SIZE_MAX || run->handling_error;
    bool timed_out = atomic_load(&run->nodes[node].timed_out);
    if (timed_out && first) {
        mr_fail(&cause, MR_ETIMEOUT, "", "took longer than its %g s",
                run->plan->nodes[node].typed->node->timeout_seconds);
        return fail_node(run, node, &cause, err);
    }
    if (own != MR_ECANCEL && !mr_run_cancelled(run) && first)
        return fail_node(run, node, &cause, err);
    return st == MR_OK ? mr_fail(err, own, "", "%s", cause.message) : st;
}

static mr_status finish_outputs(mr_run_state *run, mr_status st, mr_error *err)
{
    for (size_t k = 0; k < run->n_outputs; k++)
        if (run->outputs[k] && takes_part(run, k))
            st = finish_output(run, k, st, err);
    return st;
}

static mr_status commit_outputs(mr_run_state *run, mr_error *err)
{
    for (size_t k = 0; k < run->n_outputs; k++) {
        size_t node = run->plan->outputs[k];
        mr_error cause;
        if (!takes_part(run, k) || atomic_load(&run->nodes[node].state) == MR_NODE_SKIPPED)
            continue;
        if (mr_output_commit(run->outputs[k], &cause) != MR_OK)
            return fail_node(run, node, &cause, err);
    }
    return MR_OK;
}

// From open outputs to visible ones.
static mr_status write_outputs(mr_run_state *run, mr_status (*work)(mr_run_state *, mr_error *),
                               mr_error *err)
{
    mr_monitor *monitor = NULL;
    mr_status st = open_outputs(run, err);
    if (st == MR_OK)
        st = mr_monitor_start(run, &monitor, err);
    if (st == MR_OK)
        st = work(run, err);
    st = finish_outputs(run, st, err);
    mr_monitor_stop(monitor);
    if (st == MR_OK && mr_run_cancelled(run))
        st = mr_fail(err, MR_ECANCEL, "", "cancelled");
    return st == MR_OK ? commit_outputs(run, err) : st;
}

static mr_status after_error(mr_run_state *run, mr_error *err)
{
    mr_frame frame;
    mr_frame_init(&frame, run, MR_PHASE_AFTER);
    mr_status st = mr_frame_run(&frame, hand_over, run, err);
    mr_frame_clear(&frame);
    return st;
}

// What stands behind error edges of the node that failed. The run has failed all the same; trouble
// here is only told.
static void handle_error(mr_run_state *run)
{
    bool any = false;
    for (size_t i = 0; i < run->plan->n; i++)
        any |= run->plan->nodes[i].runs && run->plan->nodes[i].on_error;
    if (!any || run->failed_node == SIZE_MAX || mr_run_cancelled(run))
        return;
    size_t failed_node = run->failed_node;
    mr_error failure = run->failure, cause = {0};
    run->handling_error = true;
    for (size_t i = 0; i < run->plan->n; i++)
        if (run->plan->nodes[i].on_error)
            atomic_store(&run->nodes[i].state, MR_NODE_PENDING);
    if (write_outputs(run, after_error, &cause) != MR_OK)
        mr_warn(run->warnings, SIZE_MAX, "what should follow the error failed too: %s: %s",
                cause.where, cause.message);
    run->failed_node = failed_node;
    run->failure = failure;
}

static mr_status carry_out(mr_run_state *run, mr_error *err)
{
    mr_status st = mr_pool_new(run->options->threads, &run->pool, err);
    if (st == MR_OK)
        st = open_workers(run, run->pool, err);
    if (st == MR_OK)
        st = open_sources(run, err);
    if (st == MR_OK) {
        list_partitions(run);
        st = write_outputs(run, phases, err);
    }
    if (st != MR_OK)
        handle_error(run);
    mr_pool_free(run->pool);
    return st;
}

// --- the result ---

static bool depends_on_failed(const mr_run_state *run, size_t node, const bool *stuck)
{
    const mr_typed_node *t = run->plan->nodes[node].typed;
    for (size_t d = 0; d < t->n_dependencies; d++)
        if (stuck[t->dependencies[d]])
            return true;
    return false;
}

static void settle_states(mr_run_state *run, mr_status st)
{
    const mr_plan *plan = run->plan;
    bool *stuck = MR_ARENA_ARRAY(run->arena, bool, plan->n + 1);
    for (size_t i = 0; i < plan->n; i++)
        if (!plan->nodes[i].runs)
            atomic_store(&run->nodes[i].state, MR_NODE_SKIPPED);
    for (size_t k = 0; k < plan->n_order; k++) {
        size_t i = plan->order[k];
        mr_node_run *node = &run->nodes[i];
        int state = atomic_load(&node->state);
        bool failed = i == run->failed_node;
        bool done = st == MR_OK || atomic_load(&node->wells_done) >= node->wells;
        bool is_output = plan->nodes[i].typed->node->kind == MR_NODE_OUTPUT;
        stuck[i] = failed || depends_on_failed(run, i, stuck);
        if (failed)
            state = MR_NODE_FAILED;
        else if (plan->nodes[i].on_error)
            state = run->handling_error && done ? MR_NODE_COMPLETED : MR_NODE_SKIPPED;
        else if (stuck[i])
            state = MR_NODE_SKIPPED;
        else if (st != MR_OK && (!done || is_output))
            state = MR_NODE_CANCELLED;
        else if (state != MR_NODE_SKIPPED)
            state = MR_NODE_COMPLETED;
        atomic_store(&node->state, state);
    }
}

static int64_t cpu_ns(void)
{
    struct rusage usage;
    if (getrusage(RUSAGE_SELF, &usage) != 0)
        return 0;
    int64_t s = (int64_t)usage.ru_utime.tv_sec + (int64_t)usage.ru_stime.tv_sec;
    int64_t us = (int64_t)usage.ru_utime.tv_usec + (int64_t)usage.ru_stime.tv_usec;
    return s * 1000000000 + us * 1000;
}

static int64_t peak_bytes(void)
{
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) == 0 ? (int64_t)usage.ru_maxrss * 1024 : 0;
}

static void fill_outputs(mr_run_state *run, mr_run_result *result)
{
    result->outputs = MR_ARENA_ARRAY(result->arena, mr_output_result, run->n_outputs + 1);
    for (size_t k = 0; k < run->n_outputs; k++) {
        const mr_output *output = run->outputs[k];
        if (!output || !output->committed)
            continue;
        mr_output_result *out = &result->outputs[result->n_outputs++];
        *out = (mr_output_result){
            .node_id = mr_arena_strdup(result->arena, output->node->id),
            .path = mr_arena_strdup(result->arena, output->path),
            .kind = output->kind->kind,
            .rows = output->rows,
            .bytes = output->bytes,
            .head = output->head ? mr_table_ref(output->head) : NULL,
        };
        memcpy(out->digest, output->digest, sizeof out->digest);
        result->rows_out += output->rows;
    }
}

static void fill(mr_run_state *run, mr_status st, mr_run_result *result)
{
    mr_arena *arena = result->arena;
    result->n_nodes = run->typed->dag->n_nodes;
    result->nodes = MR_ARENA_ARRAY(arena, mr_node_stats, result->n_nodes + 1);
    result->node_errors = MR_ARENA_ARRAY(arena, const char *, result->n_nodes + 1);
    result->warnings = mr_warnings_list(run->warnings, arena, &result->n_warnings);
    result->rows_in = atomic_load(&run->rows_in);
    result->peak_bytes = peak_bytes();
    if (!run->plan)
        return;
    result->conversions = mr_plan_told(run->plan, arena, &result->n_conversions);
    settle_states(run, st);
    mr_run_snapshot(run, result->nodes);
    if (run->failed_node != SIZE_MAX)
        result->node_errors[run->failed_node] = mr_arena_strdup(arena, run->failure.message);
    fill_outputs(run, result);
}

static void clear(mr_run_state *run)
{
    for (size_t k = 0; k < run->n_outputs; k++)
        mr_output_close(run->outputs[k]);
    if (run->plan) {
        mr_frame_clear(&run->before);
        mr_frame_clear(&run->after);
    }
    for (size_t i = 0; run->plan && i < run->plan->n; i++) {
        for (size_t p = 0; run->gathered[i] && p < run->n_partitions; p++)
            mr_table_unref(run->gathered[i][p]);
        mr_ingest_close(run->ingests[i]);
    }
    for (size_t w = 0; w < run->n_workers; w++)
        mr_duck_session_close(run->workers[w].session);
    mr_warnings_free(run->warnings);
    pthread_mutex_destroy(&run->lock);
    mr_arena_free(run->arena);
}

mr_status mr_run(const mr_typed_dag *typed, const mr_run_options *options, mr_run_result **out,
                 mr_error *err)
{
    int64_t wall = mr_clock_ns(), cpu = cpu_ns();
    mr_run_state run;
    init(&run, typed, options);
    mr_plan *plan = NULL;
    mr_error cause = {0};
    mr_status st = mr_plan_compile(typed, options->to_node, &plan, &cause);
    run.plan = plan;
    if (st == MR_OK) {
        run.outputs = MR_ARENA_ARRAY(run.arena, mr_output *, plan->n_outputs + 1);
        run.n_outputs = plan->n_outputs;
        mr_frame_init(&run.before, &run, MR_PHASE_BEFORE);
        mr_frame_init(&run.after, &run, MR_PHASE_AFTER);
        st = carry_out(&run, &cause);
    }
    // Of several threads that met trouble the least partition's node is to blame.
    if (st != MR_OK && run.failed_node != SIZE_MAX) {
        cause = run.failure;
        st = cause.status;
    }
    mr_arena *arena = mr_arena_new();
    mr_run_result *result = MR_ARENA_NEW(arena, mr_run_result);
    result->arena = arena;
    fill(&run, st, result);
    if (plan)
        mr_progress_now(&run);
    result->wall_ns = mr_clock_ns() - wall;
    result->cpu_ns = cpu_ns() - cpu;
    clear(&run);
    mr_plan_free(plan);
    if (st != MR_OK && err)
        *err = cause;
    *out = result;
    return st;
}

void mr_run_result_free(mr_run_result *result)
{
    if (!result)
        return;
    for (size_t k = 0; k < result->n_outputs; k++)
        mr_table_unref(result->outputs[k].head);
    mr_arena_free(result->arena);
}
