// Samples: an interval of a well that goes through a few operators, and operators' first cases.
#include "scene.h"

#include <jansson.h>
#include <string.h>

#include "mudrock/duck.h"
#include "mudrock/json.h"
#include "mudrock/manual.h"
#include "mudrock/service.h"

#include "../../tests/operators/case_table.h"

enum { MOST_INPUTS = 4 };

static json_t *load(const workshop *shop, const char *path)
{
    return json_load_file(mr_arena_printf(shop->arena, "%s/%s", shop->root, path), 0, NULL);
}

static void print_problem(void *context, const char *code, const char *pointer, const char *message,
                          const char *hint)
{
    const mr_operator *op = context;
    fprintf(stderr, "%s: %s %s: %s%s%s\n", op->id, code, pointer, message, hint ? "; " : "",
            hint ? hint : "");
}

static mr_status run(workshop *shop, const mr_operator *op, json_t *params, mr_table *const *inputs,
                     size_t n, scene *out, mr_error *err)
{
    mr_args *args;

    MR_TRY(mr_args_read(op, params, shop->arena, &args, print_problem,
                        (void *)(uintptr_t)op)); // it is only read
    MR_TRY(mr_operator_apply(args, inputs, n,
                             &(mr_apply_options){.units = shop->units, .sql = shop->sql}, &out->out,
                             err));
    out->args = args;
    out->in = mr_table_ref(inputs[0]);
    return MR_OK;
}

void scene_clear(scene *shown)
{
    mr_table_unref(shown->in);
    mr_table_unref(shown->out);
    *shown = (struct scene){0};
}

// --- the well ---

static mr_status take_step(workshop *shop, const json_t *step, mr_error *err)
{
    const char *id = json_string_value(json_object_get(step, "operator"));
    const mr_operator *op;
    scene done = {0};

    MR_TRY(mr_operator_named(id, &op, err));
    MR_TRY(run(shop, op, json_object_get(step, "parameters"), &shop->well, 1, &done, err));
    mr_table_unref(shop->well);
    shop->well = mr_table_ref(done.out);
    scene_clear(&done);
    return MR_OK;
}

static mr_status read_well(workshop *shop, const char *path, mr_error *err)
{
    mr_duck *duck;

    MR_TRY(mr_duck_open(&(mr_duck_options){.threads = 1}, &duck, err));
    mr_status st = mr_file_read_table(duck, shop->units,
                                      mr_arena_printf(shop->arena, "%s/%s", shop->root, path),
                                      &shop->well, err);
    mr_duck_close(duck);
    return st;
}

mr_status workshop_open(const char *root, workshop *out, mr_error *err)
{
    *out = (workshop){.root = root, .arena = mr_arena_new(), .sql = mr_sql_new(0)};
    json_t *json = load(out, "tools/manual/sample.json"), *step;
    size_t i;

    if (!json)
        return mr_fail(err, MR_EFORMAT, "tools/manual/sample.json", "cannot be read");
    out->title = mr_arena_strdup(out->arena, json_string_value(json_object_get(json, "title")));
    mr_status st = mr_units_open(&out->units, err);
    if (st == MR_OK)
        st = read_well(out, json_string_value(json_object_get(json, "file")), err);
    json_array_foreach(json_object_get(json, "steps"), i, step) if (st == MR_OK) st =
        take_step(out, step, err);
    json_decref(json);
    return st;
}

void workshop_close(workshop *shop)
{
    mr_table_unref(shop->well);
    mr_sql_free(shop->sql);
    mr_units_close(shop->units);
    mr_arena_free(shop->arena);
}

static bool has_column(const mr_table *table, const char *name, mr_type type)
{
    const mr_column *column = mr_table_find(table, name);

    return column && (type == MR_ANY || column->field.type == type);
}

// The well has every column the operator needs, and there is at least one.
static bool well_serves(const workshop *shop, const mr_operator *op)
{
    size_t needed = 0;

    for (const mr_port *p = op->inputs; p && p->param; p++) {
        if (p->optional || !p->column)
            continue;
        for (const char *name = p->column; *name;) {
            size_t n = strcspn(name, ",");
            if (!has_column(shop->well, mr_arena_strndup(shop->arena, name, n), p->type))
                return false;
            name += n + (name[n] == ',');
            needed++;
        }
    }
    return needed > 0;
}

static bool same_value(const mr_column *column, int64_t a, int64_t b)
{
    if (column->field.type == MR_UTF8)
        return mr_str_eq(mr_column_text(column, a), mr_column_text(column, b));
    if (column->field.type == MR_LIST_FLOAT64)
        return false;
    const double x = mr_column_real(column, a), y = mr_column_real(column, b);
    return x >= y && x <= y;
}

static bool varies(const mr_column *column)
{
    int64_t first = 0;

    while (first < column->length && !mr_valid(column, first))
        first++;
    for (int64_t i = first + 1; i < column->length; i++)
        if (mr_valid(column, i) && !same_value(column, first, i))
            return true;
    return false;
}

// A flag that is never set, or a result of nulls, shows nobody what the operator does.
static bool shows_something(const scene *shown)
{
    bool any = shown->args->op->replaces_rows && shown->out->rows > 0;

    for (const mr_port *p = shown->args->op->outputs; p && p->param; p++) {
        const mr_column *column =
            mr_table_find(shown->out, shown->args->outputs[p - shown->args->op->outputs]);
        any |= column && varies(column);
    }
    return any;
}

// --- the first case ---

static mr_status run_case(workshop *shop, const mr_operator *op, const json_t *test, scene *out,
                          mr_error *err)
{
    const json_t *more = json_object_get(test, "more");
    mr_table *inputs[MOST_INPUTS] = {NULL};
    size_t n = 0;
    mr_status st = case_table(json_object_get(test, "input"), 1, &inputs[n++], err);

    for (size_t i = 0; st == MR_OK && i < json_array_size(more) && n < MOST_INPUTS; i++)
        st = case_table(json_array_get(more, i), 1, &inputs[n++], err);
    if (st == MR_OK)
        st = run(shop, op, json_object_get(test, "params"), inputs, n, out, err);
    for (size_t i = 0; i < n; i++)
        mr_table_unref(inputs[i]);
    return st;
}

// Defaults do for all but tables, which nothing stands in for.
static bool needs_rows(const mr_operator *op)
{
    for (const mr_param *p = op->params; p && p->name; p++)
        if (p->needed)
            return true;
    return false;
}

mr_status scene_of(workshop *shop, const mr_operator *op, scene *out, mr_error *err)
{
    *out = (scene){0};
    if (!needs_rows(op) && well_serves(shop, op)) {
        MR_TRY(run(shop, op, NULL, &shop->well, 1, out, err));
        out->of_the_well = true;
        if (shows_something(out))
            return MR_OK;
        scene_clear(out);
    }
    json_t *cases = operator_cases(shop->root, op);
    mr_status st = cases ? run_case(shop, op, json_array_get(cases, 0), out, err)
                         : mr_fail(err, MR_ENOTFOUND, op->id, "has no cases that can be read");
    json_decref(cases);
    return st;
}
