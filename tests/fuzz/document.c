// The document decoder on foreign bytes: what decodes is encoded to an equal value, what does not
// says why.
#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>

#include "mudrock/dag.h"
#include "mudrock/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

// Built from the structs alone, the document decodes again, and to the same structs.
static json_t *built(const mr_dag *dag)
{
    mr_dag copy = *dag;
    mr_buf text = {0};
    json_t *value = NULL;

    copy.json = NULL;
    mr_dag_encode(&copy, 0, &text);
    check(text.status == MR_OK);
    check(mr_json_parse((mr_str){text.at, text.n}, &value, NULL) == MR_OK);
    mr_buf_clear(&text);
    return value;
}

static void check_structs(const mr_dag *dag)
{
    mr_diagnostics problems;
    mr_dag *again = NULL;
    json_t *first = built(dag), *second;

    mr_diagnostics_init(&problems);
    check(mr_dag_decode_json(first, &again, &problems) == MR_OK);
    second = built(again);
    check(json_equal(first, second));
    json_decref(first);
    json_decref(second);
    mr_dag_free(again);
    mr_diagnostics_clear(&problems);
}

static void check_round_trip(const mr_dag *dag)
{
    mr_diagnostics problems;
    mr_dag *again = NULL;
    mr_buf text = {0};

    mr_dag_encode(dag, 1, &text);
    check(text.status == MR_OK);
    mr_diagnostics_init(&problems);
    check(mr_dag_decode((mr_str){text.at, text.n}, &again, &problems) == MR_OK);
    check(json_equal(dag->json, again->json));
    check(again->n_nodes == dag->n_nodes);
    mr_buf_clear(&text);
    mr_dag_free(again);
    mr_diagnostics_clear(&problems);
}

static void check_problems(const mr_diagnostics *problems)
{
    json_t *list = mr_diagnostics_to_json(problems);

    check(problems->errors > 0 && json_array_size(list) == problems->n);
    for (size_t i = 0; i < problems->n; i++) {
        const mr_diagnostic *d = &problems->at[i];
        check(d->message && *d->message && d->code);
        check(!d->pointer || (d->text_line > 0 && d->text_column > 0));
    }
    json_decref(list);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    mr_diagnostics problems;
    mr_dag *dag = NULL;

    mr_diagnostics_init(&problems);
    mr_status st = mr_dag_decode((mr_str){(const char *)data, size}, &dag, &problems);
    check((st == MR_OK) == (dag != NULL));
    if (dag) {
        check_round_trip(dag);
        check_structs(dag);
    } else {
        check(st == MR_EINVALID);
        check_problems(&problems);
    }
    mr_dag_free(dag);
    mr_diagnostics_clear(&problems);
    return 0;
}
