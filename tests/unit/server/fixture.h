// A workspace with a few wells and a pipeline that takes long, and workers that serve it.
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <fcntl.h>
#include <jansson.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "../../../src/server/workers.h"
#include "mudrock/clock.h"
#include "mudrock/service.h"

struct world {
    char folder[64], workspace[96];
    mr_service *service;
    mr_workers *workers;
    char pipeline[37];
};

static mr_error why_;
#define assert_ok(expr)                                                                            \
    do {                                                                                           \
        mr_status st_ = (expr);                                                                    \
        if (st_ != MR_OK)                                                                          \
            fail_msg("%s: %s: %s", #expr, why_.where, why_.message);                               \
    } while (0)

// --- the workspace: a few wells and a pipeline that takes minutes ---

static inline void write_well(const char *folder, int well, int rows)
{
    char path[128];
    snprintf(path, sizeof path, "%s/w%d.las", folder, well);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file,
            "~Version\n VERS. 2.0 :\n WRAP. NO :\n~Well\n STRT.M 0 :\n STOP.M 0 :\n"
            " STEP.M 0 :\n NULL. -999.25 :\n WELL. W%d : WELL\n~Curve\n DEPT.M :\n"
            " GR.GAPI :\n~A\n",
            well);
    for (int i = 0; i < rows; i++)
        fprintf(file, "%d.%d %d\n", i / 10, i % 10, 20 + i * 37 % 101);
    assert_int_equal(fclose(file), 0);
}

enum { SLOW_STEPS = 400 }; // tens of seconds

static inline void save_slow_pipeline(struct world *w)
{
    mr_buf text = {0};
    mr_dag *dag = NULL;
    json_t *saved = NULL;
    mr_diagnostics problems;
    mr_diagnostics_init(&problems);
    mr_buf_puts(&text, "{\"id\":\"01920000-0000-7000-8000-000000000001\",\"name\":\"Slow\","
                       "\"version\":\"1.0.0\",\"metadata\":{},\"nodes\":[{\"id\":\"n0\",\"name\":"
                       "\"Logs\",\"dependencies\":[],\"node_type\":{\"type\":\"ingestion\","
                       "\"source_type\":{\"source\":\"well_logs\",\"curve_names\":[\"gr\"]}}},");
    for (int i = 1; i <= SLOW_STEPS; i++)
        mr_buf_printf(&text,
                      "{\"id\":\"n%d\",\"name\":\"Median %d\",\"dependencies\":[\"n%d\"],"
                      "\"node_type\":{\"type\":\"operator\",\"operator_id\":\"median_filter\","
                      "\"operator_version\":\"1.0.0\",\"parameters\":{\"column\":\"gr\","
                      "\"output_column\":\"gr\",\"window\":2001}}},",
                      i, i, i - 1);
    mr_buf_printf(&text,
                  "{\"id\":\"out\",\"name\":\"Out\",\"dependencies\":[\"n%d\"],\"node_type\":"
                  "{\"type\":\"output\",\"output_type\":\"frontend\"}}]}",
                  SLOW_STEPS);
    assert_int_equal(mr_dag_decode((mr_str){text.at, text.n}, &dag, &problems), MR_OK);
    assert_ok(mr_save_document(w->service, dag, NULL, NULL, &saved, &why_));
    snprintf(w->pipeline, sizeof w->pipeline, "%s", dag->id);
    json_decref(saved);
    mr_dag_free(dag);
    mr_diagnostics_clear(&problems);
    mr_buf_clear(&text);
}

static inline int setup_limited(void **state, int64_t memory, int64_t timeout_ms)
{
    struct world *w = calloc(1, sizeof *w);
    json_t *summary = NULL;
    strcpy(w->folder, "/tmp/mudrock-workers-XXXXXX");
    assert_non_null(mkdtemp(w->folder));
    snprintf(w->workspace, sizeof w->workspace, "%s/ws", w->folder);
    const mr_service_options open = {.workspace = w->workspace, .create = true};
    assert_ok(mr_service_open(&open, &w->service, &why_));
    for (int i = 0; i < 4; i++)
        write_well(w->folder, i, 60000);
    const char *folder = w->folder;
    assert_ok(
        mr_import_all(w->service, &(mr_import_batch){0}, &(mr_names){1, &folder}, &summary, &why_));
    json_decref(summary);
    save_slow_pipeline(w);
    const mr_workers_options options = {.program = getenv("MUDROCK_PROGRAM"),
                                        .workspace = w->workspace,
                                        .memory_bytes = memory,
                                        .run_timeout_ms = timeout_ms,
                                        .threads = 2};
    assert_ok(mr_workers_start(&options, &w->workers, &why_));
    *state = w;
    return 0;
}

static inline int setup(void **state)
{
    return setup_limited(state, 0, 0);
}

static inline int teardown(void **state)
{
    struct world *w = *state;
    char command[128];
    mr_workers_stop(w->workers);
    mr_workers_free(w->workers);
    mr_service_close(w->service);
    snprintf(command, sizeof command, "rm -rf '%s'", w->folder);
    assert_int_equal(system(command), 0);
    free(w);
    return 0;
}

// The process that runs an execution holds the lock of a file named after it.
static inline pid_t worker_of(struct world *w, const char *id)
{
    char path[160];
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    snprintf(path, sizeof path, "%s/running-%s", w->workspace, id);
    int fd = open(path, O_RDWR);
    assert_true(fd >= 0);
    assert_int_equal(fcntl(fd, F_GETLK, &lock), 0);
    close(fd);
    assert_int_not_equal(lock.l_type, F_UNLCK);
    return lock.l_pid;
}
