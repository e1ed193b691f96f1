// A workspace of its own with two small wells, and documents over them.
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>
#include <unistd.h>

#include "mudrock/service.h"

struct world {
    char folder[64];
    mr_service *service;
    mr_arena *arena;
    mr_diagnostics problems;
};

static mr_error why_;
#define assert_ok(expr)                                                                            \
    do {                                                                                           \
        mr_status st_ = (expr);                                                                    \
        if (st_ != MR_OK)                                                                          \
            fail_msg("%s: %s: %s", #expr, why_.where, why_.message);                               \
    } while (0)

enum { ROWS = 100 };

// gr 20 + i * step, null at 3 and 4; depth 1000 + i / 2.
static inline void import_well(struct world *w, const char *well, int step)
{
    json_t *summary = NULL;
    char *path = mr_arena_printf(w->arena, "%s/%s.las", w->folder, well);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file,
            "~Version\n VERS. 2.0 :\n WRAP. NO :\n~Well\n STRT.M 0 :\n STOP.M 0 :\n STEP.M 0 :\n"
            " NULL. -999.25 :\n WELL. %s : WELL\n~Curve\n DEPT.M :\n GR.GAPI :\n~A\n",
            well);
    for (int i = 0; i < ROWS; i++)
        fprintf(file, "%g %g\n", 1000 + 0.5 * i, i == 3 || i == 4 ? -999.25 : 20 + i * step);
    assert_int_equal(fclose(file), 0);
    assert_ok(mr_import_file(w->service, &(mr_import_options){0}, path, &summary, &why_));
    json_decref(summary);
}

static inline int setup(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    strcpy(w->folder, "/tmp/mudrock-service-XXXXXX");
    assert_non_null(mkdtemp(w->folder));
    w->arena = mr_arena_new();
    mr_diagnostics_init(&w->problems);
    const mr_service_options open = {
        .workspace = mr_arena_printf(w->arena, "%s/ws", w->folder), .create = true, .threads = 2};
    assert_ok(mr_service_open(&open, &w->service, &why_));
    import_well(w, "A", 1);
    import_well(w, "B", 2);
    *state = w;
    return 0;
}

static inline int teardown(void **state)
{
    struct world *w = *state;
    char command[128];
    mr_service_close(w->service);
    snprintf(command, sizeof command, "rm -rf '%s'", w->folder);
    assert_int_equal(system(command), 0);
    mr_diagnostics_clear(&w->problems);
    mr_arena_free(w->arena);
    free(w);
    return 0;
}

// Logs -> Vsh (with these parameters) -> Flag -> Out, and Mean over all wells beside it.
static inline mr_dag *document(struct world *w, const char *vsh_name, const char *parameters)
{
    mr_dag *dag = NULL;
    char *text = mr_arena_printf(
        w->arena,
        "{\"id\":\"01920000-0000-7000-8000-000000000001\",\"name\":\"Test\",\"version\":\"1.0.0\","
        "\"metadata\":{},\"nodes\":["
        "{\"id\":\"logs\",\"name\":\"Logs\",\"dependencies\":[],\"node_type\":{\"type\":"
        "\"ingestion\",\"source_type\":{\"source\":\"well_logs\",\"curve_names\":[\"gr\"]}}},"
        "{\"id\":\"vsh\",\"name\":\"%s\",\"dependencies\":[\"logs\"],\"node_type\":{\"type\":"
        "\"operator\",\"operator_id\":\"shale_volume_linear\",\"operator_version\":\"1.0.0\","
        "\"parameters\":%s},\"metadata\":{\"position\":[%zu,0]}},"
        "{\"id\":\"flag\",\"name\":\"Flag\",\"dependencies\":[\"vsh\"],\"node_type\":{\"type\":"
        "\"operator\",\"operator_id\":\"flag_range\",\"operator_version\":\"1.0.0\","
        "\"parameters\":{\"column\":\"gr\",\"minimum\":0,\"maximum\":50}}},"
        "{\"id\":\"out\",\"name\":\"Out\",\"dependencies\":[\"flag\"],\"node_type\":{\"type\":"
        "\"output\",\"output_type\":\"frontend\"}}]}",
        vsh_name, parameters, strlen(vsh_name));
    if (mr_dag_decode(mr_str_of(text), &dag, &w->problems) != MR_OK)
        fail_msg("%s", w->problems.at[0].message);
    return dag;
}
