// Parameters that are numbers as a file wrote them, for a column that reading has converted.
#include "mudrock/door.h"

#include <math.h>
#include <string.h>

static bool is_value(const mr_param *p)
{
    return p->kind == MR_REALS && p->unit && strcmp(p->unit, "as written") == 0;
}

static bool is_width(const mr_param *p)
{
    return p->kind == MR_REAL && p->unit && strcmp(p->unit, "width as written") == 0;
}

bool mr_operator_has_written(const mr_operator *op)
{
    for (const mr_param *p = op->params; p && p->name; p++)
        if (is_value(p))
            return true;
    return false;
}

static bool changes(const mr_written *ways, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (ways[i].scale < 1 || ways[i].scale > 1 || ways[i].offset < 0 || ways[i].offset > 0 ||
            ways[i].narrow)
            return true;
    return false;
}

// By the same function as a column: what was equal in the file is equal bit for bit.
static mr_reals convert_values(const mr_reals *written, const mr_written *ways, size_t n,
                               mr_arena *arena)
{
    double *at = MR_ARENA_ARRAY(arena, double, n * written->n + 1), *next = at;

    for (size_t k = 0; k < n; k++, next += written->n) {
        if (written->n)
            memcpy(next, written->at, written->n * sizeof *next);
        mr_rescale(next, (int64_t)written->n, ways[k].scale, ways[k].offset);
        for (size_t i = 0; ways[k].narrow && i < written->n; i++)
            next[i] = (double)(float)next[i];
    }
    return (mr_reals){n * written->n, at};
}

static double convert_width(double width, const mr_written *ways, size_t n)
{
    double scale = 0;

    for (size_t k = 0; k < n; k++)
        scale = fabs(ways[k].scale) > scale ? fabs(ways[k].scale) : scale;
    return width * scale;
}

const mr_args *mr_args_as_written(const mr_args *args, const mr_written *ways, size_t n,
                                  mr_arena *arena)
{
    if (!changes(ways, n))
        return args;
    mr_args *copy = mr_arena_memdup(arena, args, sizeof *args);
    char *params = mr_arena_memdup(arena, args->params, args->op->params_size);
    copy->params = params;
    for (const mr_param *p = args->op->params; p && p->name; p++) {
        void *at = params + p->offset;
        if (is_value(p))
            *(mr_reals *)at = convert_values(at, ways, n, arena);
        else if (is_width(p))
            *(double *)at = convert_width(*(double *)at, ways, n);
    }
    return copy;
}
