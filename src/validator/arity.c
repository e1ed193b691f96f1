// How many inputs an operator takes, and what its further ports are.
#include <stdint.h>
#include <string.h>

#include "resolve.h"

const mr_param *mr_operator_record_port(const mr_operator *op, size_t k)
{
    for (const mr_param *p = op->params; p && p->name; p++)
        if (p->kind == MR_RECORDS && --k == 0)
            return p;
    return NULL;
}

static size_t count_names(const char *names)
{
    size_t n = 1;

    for (const char *c = names; *c; c++)
        n += *c == ',';
    return n;
}

void mr_operator_arity(const mr_operator *op, size_t *least, size_t *most)
{
    size_t records = 0;

    *least = 1;
    *most = SIZE_MAX;
    if (op->input_names) {
        *least = op->min_inputs > 0 ? (size_t)op->min_inputs : 1;
        if (op->max_inputs >= 0)
            *most = op->max_inputs > 0 ? (size_t)op->max_inputs : count_names(op->input_names);
        return;
    }
    while (mr_operator_record_port(op, records + 1))
        records++;
    if (records > 0)
        *most = 1 + records;
}

const char *mr_operator_input_name(const mr_operator *op, size_t port, mr_arena *arena)
{
    const char *at = op->input_names;

    if (!at) {
        const mr_param *p = port > 0 ? mr_operator_record_port(op, port) : NULL;
        return port == 0 ? "main" : p ? p->name : NULL;
    }
    for (size_t k = 0; k < port; k++) {
        at = strchr(at, ',');
        if (!at)
            return NULL;
        at++;
    }
    return mr_arena_strndup(arena, at, strcspn(at, ","));
}
