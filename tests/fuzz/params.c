// Bytes as JSON parameters, through the reader of every descriptor: the first two choose the
// operator.
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/json.h"
#include "mudrock/operator.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(void *context, const char *code, const char *pointer, const char *message,
                       const char *hint)
{
    const char *const texts[] = {code, pointer, message, hint ? hint : ""};

    ++*(size_t *)context;
    for (size_t i = 0; i < 4; i++) // what is said must fit into JSON again
        if (!mr_utf8_valid(mr_str_of(texts[i])))
            abort();
}

static void check_args(const mr_args *args)
{
    for (size_t i = 0; i < mr_operator_n_inputs(args->op); i++) {
        const mr_port *port = &args->op->inputs[i];
        if (!port->optional && !port->many && !args->inputs[i])
            abort();
    }
    for (size_t i = 0; i < args->n_columns; i++)
        if (!args->columns[i] || !*args->columns[i])
            abort();
    for (size_t i = 0; i < mr_operator_n_outputs(args->op); i++)
        if (!args->outputs[i] || !*args->outputs[i])
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    json_t *json = NULL;
    mr_args *args = NULL;
    size_t problems = 0;

    if (size < 2)
        return 0;
    const size_t which = (size_t)(data[0] | data[1] << 8) % mr_operator_count();
    const mr_str text = {(const char *)data + 2, size - 2};
    if (mr_json_parse(text, &json, NULL) != MR_OK)
        return 0;
    mr_arena *arena = mr_arena_new();
    mr_status st = mr_args_read(mr_operator_at(which), json, arena, &args, check_text, &problems);
    if ((st == MR_OK) != (problems == 0))
        abort();
    if (st == MR_OK)
        check_args(args);
    mr_arena_free(arena);
    json_decref(json);
    return 0;
}
