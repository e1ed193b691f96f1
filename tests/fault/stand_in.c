// A server without its HTTP: begins runs and saves a pipeline, over and over, and says so, until it
// is killed. usage: stand_in WORKSPACE PROGRAM DOCUMENT FIRST
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/server/executions.h"
#include "mudrock/service.h"

static void check(mr_status st, const mr_error *err, const char *what)
{
    if (st == MR_OK)
        return;
    fprintf(stderr, "%s: %s: %s\n", what, err->where, err->message);
    exit(1);
}

static void say(const char *what, const char *which)
{
    printf("%s %s\n", what, which);
    fflush(stdout);
}

static void on_event(void *context, const char *topic, const char *name, json_t *data, bool last)
{
    (void)context;
    if (last && strcmp(name, "end") == 0)
        say("ended", topic + strlen("execution-"));
    json_decref(data);
}

// A revision of its own for every number.
static void save(mr_service *service, json_t *document, long number)
{
    mr_error err = {0};
    mr_dag *dag = NULL;
    mr_diagnostics problems;
    json_t *saved = NULL, *copy = json_deep_copy(document);
    char text[32];
    mr_diagnostics_init(&problems);
    json_object_set_new(json_object_get(copy, "metadata"), "note", json_integer(number));
    check(mr_dag_decode_json(copy, &dag, &problems), &err, "decode");
    check(mr_save_document(service, dag, NULL, NULL, &saved, &err), &err, "save");
    snprintf(text, sizeof text, "%ld", number);
    say("saved", text);
    json_decref(saved);
    mr_dag_free(dag);
    json_decref(copy);
    mr_diagnostics_clear(&problems);
}

static void begin(mr_executions *executions, const char *pipeline)
{
    mr_error err = {0};
    mr_diagnostics problems;
    json_t *row = NULL;
    mr_diagnostics_init(&problems);
    check(
        mr_executions_begin(executions, pipeline, &(mr_execute_options){0}, &problems, &row, &err),
        &err, "begin");
    say("begun", json_string_value(json_object_get(row, "id")));
    json_decref(row);
    mr_diagnostics_clear(&problems);
}

int main(int argc, char **argv)
{
    mr_error err = {0};
    mr_service *service = NULL;
    mr_workers *workers = NULL;
    mr_executions *executions = NULL;
    if (argc != 5)
        return 2;
    json_t *document = json_load_file(argv[3], 0, NULL);
    const char *pipeline = json_string_value(json_object_get(document, "id"));
    const mr_service_options open = {.workspace = argv[1]};
    check(mr_service_open(&open, &service, &err), &err, "open");
    const mr_workers_options options = {.program = argv[2], .workspace = argv[1], .runs = 2};
    check(mr_workers_start(&options, &workers, &err), &err, "workers");
    check(mr_executions_open(service, workers, &(mr_publish){on_event, NULL}, &executions, &err),
          &err, "executions");
    say("ready", "");
    for (long number = strtol(argv[4], NULL, 10);; number++) {
        save(service, document, number);
        if (number % 8 == 0)
            begin(executions, pipeline);
    }
}
