// Requests for rows and plots: what they become, what is refused, what the end of a job answers.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "../../../src/server/reads.h"

static const char *lookup(const void *context, const char *name)
{
    for (const char *const *at = context; *at; at += 2)
        if (strcmp(*at, name) == 0)
            return at[1];
    return NULL;
}

#define QUERY(...) (&(mr_query){lookup, (const char *const[]){__VA_ARGS__, NULL}})

static void assert_request(mr_work *work, const char *wanted)
{
    json_t *json = json_loads(wanted, 0, NULL);
    assert_non_null(json);
    if (!json_equal(json, work->request)) {
        char *text = json_dumps(work->request, JSON_COMPACT);
        fail_msg("got %s, wanted %s", text, wanted);
    }
    assert_int_equal(work->kind, MR_WORK_READ);
    assert_non_null(work->affinity);
    json_decref(json);
    json_decref(work->request);
}

static void test_queries(void **state)
{
    (void)state;
    mr_work work;
    mr_error err;
    assert_int_equal(mr_data_job("e", "n", QUERY("x", "y"), &work, &err), MR_OK);
    assert_request(&work, "{\"task\":\"data\",\"execution_id\":\"e\",\"node_id\":\"n\",\"columns\":"
                          "[],\"wells\":[],\"limit\":2000}");
    assert_int_equal(mr_data_job("e", "n",
                                 QUERY("offset", "7", "limit", "9", "columns", "a,b", "wells",
                                       ",W-1,", "sort", "-a", "format", "arrow"),
                                 &work, &err),
                     MR_OK);
    assert_request(&work, "{\"task\":\"data\",\"execution_id\":\"e\",\"node_id\":\"n\",\"columns\":"
                          "[\"a\",\"b\"],\"wells\":[\"W-1\"],\"sort\":\"-a\",\"format\":\"arrow\","
                          "\"offset\":7,\"limit\":9}");
    assert_int_equal(mr_data_job("e", "n", QUERY("format", "csv"), &work, &err), MR_OK);
    assert_null(json_object_get(work.request, "limit")); // all of it
    json_decref(work.request);
    assert_int_equal(
        mr_plot_job("e", "n",
                    QUERY("well", "A", "curves", "gr", "depth", "1e3,1200.5", "pixels", "800"),
                    &work, &err),
        MR_OK);
    assert_request(&work, "{\"task\":\"plot\",\"execution_id\":\"e\",\"node_id\":\"n\",\"curves\":"
                          "[\"gr\"],\"well\":\"A\",\"pixels\":800,\"depth\":[1000.0,1200.5]}");
}

static void test_refused_queries(void **state)
{
    (void)state;
    static const char *const data[][2] = {
        {"offset", "-1"},
        {"offset", "x"},
        {"limit", "1.5"},
        {"limit", "1000001"},
        {"limit", "1e3"},
        {"format", "xml"},
        {"limit", "99999999999999999999"},
    };
    static const char *const plot[][2] = {
        {"pixels", "0"},  {"pixels", "20001"}, {"depth", "1"},
        {"depth", "a,b"}, {"depth", "2,1"},    {"depth", "1,nan"},
    };
    mr_work work;
    mr_error err;
    for (size_t i = 0; i < sizeof data / sizeof *data; i++) {
        assert_int_equal(mr_data_job("e", "n", QUERY(data[i][0], data[i][1]), &work, &err),
                         MR_EPARAM);
        assert_string_equal(err.where, data[i][0]);
    }
    for (size_t i = 0; i < sizeof plot / sizeof *plot; i++) {
        assert_int_equal(mr_plot_job("e", "n", QUERY(plot[i][0], plot[i][1]), &work, &err),
                         MR_EPARAM);
        assert_string_equal(err.where, plot[i][0]);
    }
}

static mr_status body(mr_status (*make)(const json_t *, mr_work *, mr_error *), const char *text,
                      mr_work *work, mr_error *err)
{
    json_t *json = json_loads(text, 0, NULL);
    assert_non_null(json);
    mr_status st = make(json, work, err);
    json_decref(json);
    return st;
}

static void test_bodies(void **state)
{
    (void)state;
    mr_work work;
    mr_error err;
    assert_int_equal(body(mr_preview_job,
                          "{\"document\":{},\"node_id\":\"n\",\"well_id\":\"A\",\"limit\":5,"
                          "\"execution_id\":\"not asked for\"}",
                          &work, &err),
                     MR_OK);
    assert_request(&work, "{\"task\":\"data\",\"document\":{},\"node_id\":\"n\",\"limit\":5,"
                          "\"wells\":[\"A\"]}");
    assert_int_equal(body(mr_document_plot_job,
                          "{\"document\":{},\"node_id\":\"n\",\"well\":\"A\",\"depth\":[1,2],"
                          "\"curves\":null}",
                          &work, &err),
                     MR_OK);
    assert_request(&work, "{\"task\":\"plot\",\"document\":{},\"node_id\":\"n\",\"well\":\"A\","
                          "\"depth\":[1,2]}");
    static const char *const refused[][2] = {
        {"document", "{\"node_id\":\"n\"}"},
        {"document", "[]"},
        {"node_id", "{\"document\":{}}"},
        {"well_id", "{\"document\":{},\"node_id\":\"n\",\"well_id\":1}"},
        {"columns", "{\"document\":{},\"node_id\":\"n\",\"columns\":\"a\"}"},
        {"columns", "{\"document\":{},\"node_id\":\"n\",\"columns\":[1]}"},
        {"limit", "{\"document\":{},\"node_id\":\"n\",\"limit\":\"5\"}"},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        assert_int_equal(body(mr_preview_job, refused[i][1], &work, &err), MR_EPARAM);
        assert_string_equal(err.where, refused[i][0]);
    }
    assert_int_equal(body(mr_document_plot_job,
                          "{\"document\":{},\"node_id\":\"n\",\"depth\":[2,1]}", &work, &err),
                     MR_EPARAM);
}

static void test_answers(void **state)
{
    (void)state;
    mr_read_answer answer;
    json_t *header = json_pack("{s:s,s:i,s:s}", "content_type", "text/csv; charset=utf-8", "total",
                               7, "file", "/f");
    mr_work_end end = {.header = header};
    mr_read_answer_of(&end, &answer);
    assert_int_equal(answer.status, 200);
    assert_int_equal(answer.total, 7);
    assert_string_equal(answer.file, "/f");
    assert_string_equal(answer.file_name, "rows.csv");
    json_decref(header);
    end = (mr_work_end){.status = MR_ECONFLICT};
    mr_fail(&end.error, MR_ECONFLICT, "id", "well A was replaced since");
    mr_read_answer_of(&end, &answer);
    assert_int_equal(answer.status, 409);
    assert_string_equal(answer.code, "conflict");
    assert_string_equal(answer.message, "well A was replaced since");
    assert_int_equal(answer.total, -1);
    assert_null(answer.diagnostics);
    end = (mr_work_end){.status = MR_EFAIL, .died = true};
    mr_read_answer_of(&end, &answer);
    assert_int_equal(answer.status, 500);
}

static void test_execute_bodies(void **state)
{
    (void)state;
    mr_arena *arena = mr_arena_new();
    mr_node nodes[] = {{.id = "n1", .name = "Vsh"}, {.id = "n2", .name = "n1"}};
    const mr_dag dag = {.n_nodes = 2, .nodes = nodes};
    mr_execute_options options;
    mr_error err;
    json_t *json = json_loads("{\"to_node\":\"Vsh\",\"wells\":[\"A\",\"B\"],\"overrides\":{\"Vsh\":"
                              "{\"gr_min\":20.5,\"text\":\"a\\\"b\"},\"n1\":{\"x\":null}}}",
                              0, NULL);
    assert_int_equal(mr_execute_options_from_json(&dag, json, arena, &options, &err), MR_OK);
    assert_string_equal(options.to_node, "Vsh");
    assert_int_equal(options.wells->n, 2);
    assert_string_equal(options.wells->at[1], "B");
    assert_int_equal(options.overrides->n, 3);
    assert_string_equal(options.overrides->at[0], "n1.gr_min=20.5");
    assert_string_equal(options.overrides->at[1], "n1.text=\"a\\\"b\"");
    assert_string_equal(options.overrides->at[2], "n1.x=null"); // an id before a name
    json_decref(json);
    static const char *const refused[] = {"[]", "{\"to_node\":1}", "{\"wells\":\"A\"}",
                                          "{\"overrides\":[]}"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        json = json_loads(refused[i], 0, NULL);
        assert_int_equal(mr_execute_options_from_json(&dag, json, arena, &options, &err),
                         MR_EPARAM);
        json_decref(json);
    }
    json = json_loads("{\"overrides\":{\"nobody\":{\"x\":1}}}", 0, NULL);
    assert_int_equal(mr_execute_options_from_json(&dag, json, arena, &options, &err), MR_ENOTFOUND);
    json_decref(json);
    assert_int_equal(mr_execute_options_from_json(&dag, NULL, arena, &options, &err), MR_OK);
    assert_null(options.to_node);
    mr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_queries),        cmocka_unit_test(test_refused_queries),
        cmocka_unit_test(test_bodies),         cmocka_unit_test(test_answers),
        cmocka_unit_test(test_execute_bodies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
