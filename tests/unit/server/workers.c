// Worker processes: what ends one ends the job it was at, and nothing else.
#include "fixture.h"

#include <pthread.h>
#include <signal.h>

#include "mudrock/clock.h"

// Long enough to begin a run, too short to end it.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { SHORT_MS = 6000 };
#else
enum { SHORT_MS = 2500 };
#endif

struct wait { // for one job
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool ended, died, started;
    mr_error error;
    char *body;
    size_t events;
};

// --- jobs ---

static void on_event(void *context, const json_t *event)
{
    struct wait *w = context;
    pthread_mutex_lock(&w->lock);
    w->events++;
    w->started |= strcmp(json_string_value(json_object_get(event, "event")), "progress") == 0;
    pthread_cond_broadcast(&w->changed);
    pthread_mutex_unlock(&w->lock);
}

static void on_end(void *context, const mr_work_end *end)
{
    struct wait *w = context;
    pthread_mutex_lock(&w->lock);
    assert_false(w->ended); // once
    w->ended = true;
    w->died = end->died;
    w->error = end->error;
    w->error.status = end->status;
    w->body = calloc(1, end->body.n + 1);
    if (end->body.n)
        memcpy(w->body, end->body.at, end->body.n);
    pthread_cond_broadcast(&w->changed);
    pthread_mutex_unlock(&w->lock);
}

static int64_t submit(struct world *w, struct wait *wait, mr_work_kind kind, json_t *request)
{
    int64_t id = 0;
    *wait = (struct wait){0};
    pthread_mutex_init(&wait->lock, NULL);
    pthread_cond_init(&wait->changed, NULL);
    mr_work work = {kind, request, "x", on_event, on_end, wait};
    assert_ok(mr_workers_submit(w->workers, &work, &id, &why_));
    return id;
}

// Until the flag is set; a test that hangs is ended by its time limit.
static void await(struct wait *wait, const bool *flag)
{
    pthread_mutex_lock(&wait->lock);
    while (!*flag)
        pthread_cond_wait(&wait->changed, &wait->lock);
    pthread_mutex_unlock(&wait->lock);
}

static void forget(struct wait *wait)
{
    free(wait->body);
    pthread_mutex_destroy(&wait->lock);
    pthread_cond_destroy(&wait->changed);
}

static int setup_small(void **state)
{
    return setup_limited(state, (int64_t)24 << 20, 0);
}

static int setup_short(void **state)
{
    return setup_limited(state, 0, SHORT_MS);
}

static void start_run(struct world *w, struct wait *wait, char id[37], int64_t *job)
{
    json_t *execution = NULL;
    mr_diagnostics problems;
    mr_diagnostics_init(&problems);
    assert_ok(mr_start_execution(w->service, w->pipeline, &(mr_execute_options){0}, &problems,
                                 &execution, &why_));
    snprintf(id, 37, "%s", json_string_value(json_object_get(execution, "id")));
    assert_string_equal(json_string_value(json_object_get(execution, "status")), "pending");
    *job =
        submit(w, wait, MR_WORK_RUN, json_pack("{s:s,s:s}", "task", "execute", "execution_id", id));
    json_decref(execution);
    mr_diagnostics_clear(&problems);
}

static void assert_status(struct world *w, const char *id, const char *wanted)
{
    json_t *row = NULL;
    assert_ok(mr_execution_get(w->service->catalog, id, &row, &why_));
    assert_string_equal(json_string_value(json_object_get(row, "status")), wanted);
    json_decref(row);
}

static void still_works(struct world *w)
{
    struct wait wait;
    submit(w, &wait, MR_WORK_READ, json_pack("{s:s,s:s}", "task", "no such task", "x", "y"));
    await(&wait, &wait.ended);
    assert_int_equal(wait.error.status, MR_EUSAGE);
    assert_false(wait.died);
    forget(&wait);
}

// --- tests ---

static void test_cancel_within_a_second(void **state)
{
    struct world *w = *state;
    struct wait wait;
    char id[37];
    int64_t job;
    start_run(w, &wait, id, &job);
    await(&wait, &wait.started);
    const int64_t began = mr_clock_ns();
    mr_workers_cancel(w->workers, job);
    await(&wait, &wait.ended);
    assert_true(mr_clock_ns() - began < 1500000000);
    assert_int_equal(wait.error.status, MR_ECANCEL);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // they slow it beyond its time
    assert_false(wait.died);
    assert_status(w, id, "cancelled");
#endif
    forget(&wait);
    still_works(w);
}

static void killed_by(struct world *w, int signal_, const char *said)
{
    struct wait wait, other;
    char id[37], other_id[37];
    int64_t job, other_job;
    start_run(w, &wait, id, &job);
    await(&wait, &wait.started);
    const pid_t pid = worker_of(w, id);
    assert_true(pid > 0);
    start_run(w, &other, other_id, &other_job); // in another worker
    await(&other, &other.started);
    assert_int_equal(kill(pid, signal_), 0);
    await(&wait, &wait.ended);
    assert_true(wait.died);
    assert_int_equal(wait.error.status, MR_EFAIL);
    assert_non_null(strstr(wait.error.message, said));
    assert_non_null(strstr(wait.error.message, "at node \""));
    assert_non_null(strstr(wait.error.message, "of well "));
    bool ended = false;
    assert_ok(mr_abandon_execution(w->service, id, false, wait.error.message, &ended, &why_));
    assert_true(ended);
    assert_status(w, id, "failed");
    assert_false(other.ended);
    assert_status(w, other_id, "running");
    mr_workers_cancel(w->workers, other_job);
    await(&other, &other.ended);
    forget(&wait);
    forget(&other);
    still_works(w);
}

static void test_segmentation_fault(void **state)
{
    killed_by(*state, SIGSEGV, "signal 11");
}

static void test_killed(void **state)
{
    killed_by(*state, SIGKILL, "signal 9");
}

static void test_limit_of_memory(void **state)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    skip(); // a sanitizer alone takes more
#endif
    struct world *w = *state;
    struct wait wait;
    char id[37];
    int64_t job;
    start_run(w, &wait, id, &job);
    await(&wait, &wait.ended);
    assert_true(wait.died);
    assert_non_null(strstr(wait.error.message, "24 MiB"));
    forget(&wait);
    still_works(w);
}

static void test_limit_of_time(void **state)
{
    struct world *w = *state;
    bool at_node = false;
    // On a busy machine the time may be over before the first node.
    for (int i = 0; i < 10 && !at_node; i++) {
        struct wait wait;
        char id[37];
        int64_t job;
        start_run(w, &wait, id, &job);
        await(&wait, &wait.ended);
        assert_true(wait.died);
        assert_non_null(strstr(wait.error.message, "took longer than"));
        at_node = strstr(wait.error.message, "at node") != NULL;
        forget(&wait);
    }
    assert_true(at_node);
    still_works(w);
}

// A worker that a cancel from outside tells to go leaves what waits for it to the next one.
static void test_told_to_go(void **state)
{
    struct world *w = *state;
    struct wait waits[4];
    char ids[4][37];
    int64_t jobs[4];
    for (int i = 0; i < 4; i++)
        start_run(w, &waits[i], ids[i], &jobs[i]);
    await(&waits[0], &waits[0].started);
    assert_ok(mr_cancel_execution(w->service, ids[0], &why_));
    await(&waits[0], &waits[0].ended);
    assert_int_equal(waits[0].error.status, MR_ECANCEL);
    assert_false(waits[0].died);
    await(&waits[2], &waits[2].started);
    for (int i = 3; i > 0; i--)
        mr_workers_cancel(w->workers, jobs[i]);
    for (int i = 3; i > 0; i--) {
        await(&waits[i], &waits[i].ended);
        assert_int_equal(waits[i].error.status, MR_ECANCEL);
    }
    assert_true(waits[3].died); // it waited: nothing was recorded
    assert_status(w, ids[3], "pending");
    for (int i = 0; i < 4; i++)
        forget(&waits[i]);
    still_works(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_cancel_within_a_second, setup, teardown),
        cmocka_unit_test_setup_teardown(test_segmentation_fault, setup, teardown),
        cmocka_unit_test_setup_teardown(test_killed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_limit_of_memory, setup_small, teardown),
        cmocka_unit_test_setup_teardown(test_limit_of_time, setup_short, teardown),
        cmocka_unit_test_setup_teardown(test_told_to_go, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
