// Executions as a server carries them out: what is told in which order, what stands in the store.
#include "fixture.h"

#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>

#include "../../../src/server/executions.h"
#include "mudrock/clock.h"

enum { MOST = 4000 };

struct heard { // all events, as "topic name status-or-state"
    pthread_mutex_t lock;
    pthread_cond_t changed;
    size_t n;
    struct event {
        char topic[64], name[16];
        json_t *data;
        bool last;
    } at[MOST];
};
static struct heard heard;

static void on_publish(void *context, const char *topic, const char *name, json_t *data, bool last)
{
    (void)context;
    pthread_mutex_lock(&heard.lock);
    assert_true(heard.n < MOST);
    struct event *e = &heard.at[heard.n++];
    snprintf(e->topic, sizeof e->topic, "%s", topic);
    snprintf(e->name, sizeof e->name, "%s", name);
    e->data = data;
    e->last = last;
    pthread_cond_broadcast(&heard.changed);
    pthread_mutex_unlock(&heard.lock);
}

static const struct event *find(const char *topic, const char *id, const char *name)
{
    char whole[64];
    snprintf(whole, sizeof whole, "%s-%s", topic, id);
    for (size_t i = 0; i < heard.n; i++)
        if (strcmp(heard.at[i].topic, whole) == 0 && strcmp(heard.at[i].name, name) == 0)
            return &heard.at[i];
    return NULL;
}

static const struct event *await(const char *topic, const char *id, const char *name)
{
    const struct event *e;
    pthread_mutex_lock(&heard.lock);
    while (!(e = find(topic, id, name)))
        pthread_cond_wait(&heard.changed, &heard.lock);
    pthread_mutex_unlock(&heard.lock);
    return e;
}

static bool was_heard(const char *topic, const char *id, const char *name)
{
    pthread_mutex_lock(&heard.lock);
    const bool was = find(topic, id, name) != NULL;
    pthread_mutex_unlock(&heard.lock);
    return was;
}

static const char *text(const json_t *object, const char *name)
{
    const char *value = json_string_value(json_object_get(object, name));
    return value ? value : "";
}

static mr_executions *executions;

static int open_all(void **state)
{
    const mr_publish publish = {on_publish, NULL};
    pthread_mutex_init(&heard.lock, NULL);
    pthread_cond_init(&heard.changed, NULL);
    setup(state);
    struct world *w = *state;
    assert_ok(mr_executions_open(w->service, w->workers, &publish, &executions, &why_));
    return 0;
}

static int close_all(void **state)
{
    struct world *w = *state;
    if (executions) {
        mr_workers_stop(w->workers);
        mr_executions_close(executions);
        mr_executions_free(executions);
        mr_workers_free(w->workers);
        w->workers = NULL;
    }
    executions = NULL;
    teardown(state);
    for (size_t i = 0; i < heard.n; i++)
        json_decref(heard.at[i].data);
    heard.n = 0;
    return 0;
}

static void begin(struct world *w, const char *to_node, char id[37])
{
    json_t *row = NULL;
    mr_diagnostics problems;
    mr_diagnostics_init(&problems);
    const mr_execute_options options = {.to_node = to_node};
    assert_ok(mr_executions_begin(executions, w->pipeline, &options, &problems, &row, &why_));
    assert_string_equal(text(row, "status"), "pending");
    snprintf(id, 37, "%s", text(row, "id"));
    json_decref(row);
    mr_diagnostics_clear(&problems);
}

static json_t *show(const char *id)
{
    json_t *row = NULL;
    assert_ok(mr_executions_show(executions, id, &row, &why_));
    return row;
}

static void test_a_run(void **state)
{
    struct world *w = *state;
    char id[37];
    begin(w, "Median 1", id);
    const struct event *end = await("execution", id, "end");
    assert_string_equal(text(end->data, "status"), "completed");
    assert_true(end->last);
    assert_string_equal(text(await("execution", id, "execution")->data, "status"), "running");
    json_t *row = show(id);
    assert_string_equal(text(row, "status"), "completed");
    assert_int_equal(json_array_size(json_object_get(row, "nodes")), SLOW_STEPS + 2);
    const json_t *output = json_array_get(json_object_get(row, "outputs"), 0);
    assert_string_equal(text(output, "node_id"), "n1");
    assert_int_equal(json_integer_value(json_object_get(output, "rows")), 240000);
    json_decref(row);
    // Both ends of the project's topic.
    json_t *project = NULL;
    assert_ok(mr_project_open(w->service, NULL, false, &project, &why_));
    const char *project_id = text(project, "id");
    while (strcmp(text(await("project", project_id, "execution")->data, "action"), "started") != 0)
        fail_msg("the first event of the project is another one");
    json_decref(project);
}

static void test_cancel(void **state)
{
    struct world *w = *state;
    char id[37];
    begin(w, NULL, id);
    await("execution", id, "node");
    json_t *row = show(id);
    assert_string_equal(text(row, "status"), "running");
    assert_string_equal(text(json_array_get(json_object_get(row, "nodes"), 0), "state"), "running");
    json_decref(row);
    const int64_t began = mr_clock_ns();
    assert_ok(mr_executions_cancel(executions, id, &why_));
    assert_string_equal(text(await("execution", id, "end")->data, "status"), "cancelled");
    assert_true(mr_clock_ns() - began < 1500000000);
    assert_int_equal(mr_executions_cancel(executions, id, &why_), MR_ECONFLICT);
}

static void test_crash(void **state)
{
    struct world *w = *state;
    char id[37];
    begin(w, NULL, id);
    await("execution", id, "progress");
    assert_int_equal(kill(worker_of(w, id), SIGSEGV), 0);
    const struct event *end = await("execution", id, "end");
    const char *message = text(end->data, "error_message");
    assert_string_equal(text(end->data, "status"), "failed");
    assert_non_null(strstr(message, id));
    assert_non_null(strstr(message, "at node \""));
    assert_non_null(strstr(message, "of well W"));
    assert_string_equal(text(await("execution", id, "log")->data, "level"), "error");
}

// One that the store knows to have ended: neither a cancel nor its own worker changes how.
static void test_ended_already(void **state)
{
    struct world *w = *state;
    char id[37];
    bool ended = false;
    begin(w, NULL, id);
    await("execution", id, "progress");
    assert_ok(
        mr_execution_end(w->service->catalog, id, "failed", "the test ended it", &ended, &why_));
    assert_true(ended);
    assert_int_equal(mr_executions_cancel(executions, id, &why_), MR_ECONFLICT);
    assert_non_null(strstr(why_.message, "failed"));
    assert_int_equal(kill(worker_of(w, id), SIGTERM), 0); // its run ends as cancelled
    assert_string_equal(text(await("execution", id, "end")->data, "status"), "failed");
    json_t *row = show(id);
    assert_string_equal(text(row, "error_message"), "the test ended it");
    json_decref(row);
}

// From the command line, while it waits: no worker runs it any more.
static void test_cancelled_while_it_waits(void **state)
{
    struct world *w = *state;
    char ids[3][37];
    for (int i = 0; i < 3; i++) // two run at a time
        begin(w, NULL, ids[i]);
    await("execution", ids[0], "progress");
    assert_ok(mr_cancel_execution(w->service, ids[2], &why_));
    assert_int_equal(mr_cancel_execution(w->service, ids[2], &why_), MR_ECONFLICT);
    assert_ok(mr_executions_cancel(executions, ids[0], &why_));
    assert_string_equal(text(await("execution", ids[2], "end")->data, "status"), "cancelled");
    assert_false(was_heard("execution", ids[2], "progress"));
    assert_ok(mr_executions_cancel(executions, ids[1], &why_));
    await("execution", ids[1], "end");
}

// A pipeline is deleted under its run: whoever listens is told the end all the same.
static void test_deleted(void **state)
{
    struct world *w = *state;
    char id[37];
    begin(w, NULL, id);
    await("execution", id, "progress");
    assert_ok(mr_pipeline_delete(w->service->catalog, w->pipeline, &why_));
    assert_ok(mr_executions_cancel(executions, id, &why_));
    assert_string_equal(text(await("execution", id, "end")->data, "status"), "failed");
}

// What waits when the server stops has ended too.
static void test_stop(void **state)
{
    struct world *w = *state;
    char ids[4][37];
    for (int i = 0; i < 4; i++)
        begin(w, NULL, ids[i]);
    await("execution", ids[0], "progress");
    mr_workers_stop(w->workers);
    mr_executions_close(executions);
    for (int i = 0; i < 4; i++)
        assert_string_equal(text(await("execution", ids[i], "end")->data, "status"), "cancelled");
    // Who comes now is refused, and nothing is left behind.
    json_t *row = NULL;
    mr_diagnostics problems;
    mr_diagnostics_init(&problems);
    assert_int_equal(mr_executions_begin(executions, w->pipeline, &(mr_execute_options){0},
                                         &problems, &row, &why_),
                     MR_ECLOSED);
    mr_diagnostics_clear(&problems);
    assert_null(row);
    mr_executions_free(executions);
    mr_workers_free(w->workers);
    w->workers = NULL;
    executions = NULL;
}

// A run of a process that dies without a word, while this one is there.
static void test_foreign(void **state)
{
    struct world *w = *state;
    char command[400];
    snprintf(command, sizeof command,
             "%s run %s --workspace %s >/dev/null 2>&1 & pid=$!; "
             "while ! ls %s/running-* >/dev/null 2>&1; do :; done; kill -9 $pid; "
             "wait $pid; true",
             getenv("MUDROCK_PROGRAM"), w->pipeline, w->workspace, w->workspace);
    assert_int_equal(system(command), 0);
    size_t n;
    assert_ok(mr_fail_dead_executions(w->service, &n, &why_)); // or the thread beside has done it
    json_t *list = NULL;
    assert_ok(mr_execution_list(w->service->catalog, w->pipeline, 1, &list, &why_));
    const json_t *row = json_array_get(list, 0);
    assert_string_equal(text(row, "status"), "failed");
    assert_string_equal(text(row, "error_message"), "the process that ran it ended");
    json_decref(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_run, open_all, close_all),
        cmocka_unit_test_setup_teardown(test_cancel, open_all, close_all),
        cmocka_unit_test_setup_teardown(test_crash, open_all, close_all),
        cmocka_unit_test_setup_teardown(test_ended_already, open_all, close_all),
        cmocka_unit_test_setup_teardown(test_cancelled_while_it_waits, open_all, close_all),
        cmocka_unit_test_setup_teardown(test_deleted, open_all, close_all),
        cmocka_unit_test_setup_teardown(test_stop, open_all, close_all),
        cmocka_unit_test_setup_teardown(test_foreign, open_all, close_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
