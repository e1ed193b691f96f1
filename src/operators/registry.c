// Look-ups in the registry, and what follows from a descriptor alone.
#include "registry.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "tables.h"

size_t mr_operator_count(void)
{
    return mr_registry_count;
}

const mr_operator *mr_operator_at(size_t i)
{
    assert(i < mr_registry_count);
    return mr_registry[i];
}

// Versions are three numbers: 1.10.0 is newer than 1.9.0.
static int compare_versions(const char *a, const char *b)
{
    for (int part = 0; part < 3; part++) {
        char *end_a, *end_b;
        long x = strtol(a, &end_a, 10), y = strtol(b, &end_b, 10);
        if (x != y)
            return x < y ? -1 : 1;
        a = *end_a == '.' ? end_a + 1 : end_a;
        b = *end_b == '.' ? end_b + 1 : end_b;
    }
    return 0;
}

static bool is_called(const mr_operator *op, const char *id)
{
    if (strcmp(op->id, id) == 0)
        return true;
    return op->aliases && mr_choice_find(op->aliases, mr_str_of(id)) >= 0;
}

const mr_operator *mr_operator_find(const char *id, const char *version)
{
    const mr_operator *found = NULL;

    for (size_t i = 0; i < mr_registry_count; i++) {
        const mr_operator *op = mr_registry[i];
        if (!is_called(op, id))
            continue;
        if (version && strcmp(op->version, version) == 0)
            return op;
        if (!version && (!found || compare_versions(op->version, found->version) > 0))
            found = op;
    }
    return found;
}

const char *mr_category_name(mr_category category)
{
    static const char *const names[] = {
        [MR_SUBSURFACE] = "subsurface", [MR_SIGNAL] = "signal", [MR_WELLS] = "wells",
        [MR_MINING] = "mining",         [MR_ARRAYS] = "arrays", [MR_QUALITY] = "quality",
    };
    return names[category];
}

const char *mr_operator_shape(const mr_operator *op)
{
    return op->map ? "map" : op->each ? "each" : op->well ? "well" : "table";
}

const char *mr_operator_kind(const mr_operator *op)
{
    if (op->kind)
        return op->kind;
    return op->replaces_rows ? "table" : op->well ? "window" : "scalar";
}

static size_t count_ports(const mr_port *ports)
{
    size_t n = 0;

    while (ports && ports[n].param)
        n++;
    return n;
}

size_t mr_operator_n_inputs(const mr_operator *op)
{
    return count_ports(op->inputs);
}

size_t mr_operator_n_outputs(const mr_operator *op)
{
    return count_ports(op->outputs);
}

bool mr_is_across_by_params(const mr_args *args)
{
    return args->op->across || (args->op->is_across && args->op->is_across(args->params));
}

bool mr_operator_is_across(const mr_args *args)
{
    size_t i;

    if (mr_is_across_by_params(args))
        return true;
    if (!mr_port_named(args->op->inputs, "well_column", &i))
        return false;
    return !args->inputs[i] || strcmp(args->inputs[i], "well_id") != 0;
}

mr_texts mr_operator_makes(const mr_args *args, mr_arena *arena)
{
    const mr_texts more = args->op->makes ? args->op->makes(args, arena) : (mr_texts){0};
    const size_t n = mr_operator_n_outputs(args->op);
    const char **at = MR_ARENA_ARRAY(arena, const char *, n + more.n + 1);
    mr_texts made = {.at = at};

    for (size_t i = 0; i < n; i++)
        if (args->outputs[i])
            at[made.n++] = args->outputs[i];
    for (size_t i = 0; i < more.n; i++)
        at[made.n++] = more.at[i];
    return made;
}

bool mr_param_is_port(const mr_param *param)
{
    return param->kind == MR_RECORDS && !param->inner;
}
