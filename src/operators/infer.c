// What flows out of an operator, from what flows in and its parameters.
#include <assert.h>
#include <string.h>

#include "mudrock/kind.h"
#include "mudrock/tabular.h"
#include "mudrock/units.h"

#include "tables.h"

// The column as the operator sees it: the engine converts to the port's unit where both are known
// and differ.
static const mr_field *seen(const mr_infer *in, const mr_port *port, const char *name)
{
    const mr_field *field = name ? mr_schema_find(in->inputs[0], name) : NULL;
    double scale, offset;

    if (!field || !port->unit || !field->unit || !in->units ||
        mr_unit_equal(in->units, field->unit, port->unit) ||
        !mr_unit_convert(in->units, field->unit, port->unit, &scale, &offset))
        return field;
    mr_field *converted = mr_arena_memdup(in->arena, field, sizeof *field);
    converted->unit = port->unit;
    return converted;
}

const mr_field *mr_infer_input(const mr_infer *in, const char *param)
{
    size_t i;
    const mr_port *port = mr_port_named(in->args->op->inputs, param, &i);

    return port ? seen(in, port, in->args->inputs[i]) : NULL;
}

const mr_field *mr_infer_many(const mr_infer *in, size_t i)
{
    return mr_schema_find(in->inputs[0], in->args->columns[i]);
}

// "as input" and "as first column": the first port's; "as y": the port y_column's.
static const mr_field *like(const mr_infer *in, const char *what)
{
    const mr_port *first = in->args->op->inputs;

    if (strncmp(what, "input", 5) == 0 || strcmp(what, "first column") == 0) {
        if (!first->many)
            return mr_infer_input(in, first->param);
        return in->args->n_columns ? mr_infer_many(in, 0) : NULL;
    }
    return mr_infer_input(in, mr_arena_printf(in->arena, "%s_column", what));
}

typedef bool combine(const mr_units *units, const char *a, const char *b, char out[64]);

static const char *combined(const mr_infer *in, const mr_field *a, const mr_field *b, combine *by)
{
    char text[64];

    if (!a || !b || !a->unit || !b->unit || !in->units || !by(in->units, a->unit, b->unit, text))
        return NULL;
    return mr_arena_strdup(in->arena, text);
}

// Words of the catalogue that stand where a unit does but are none.
static bool is_no_unit(const char *text)
{
    static const char *const words[] = {
        "samples",   "elements", "deg/dls_length", "t.grade unit",
        "from_unit", "to_unit",  "source unit",    "target unit",
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(text, words[i]) == 0)
            return true;
    return false;
}

static const char *output_unit(const mr_infer *in, const char *text)
{
    const mr_field *first;

    if (!text || is_no_unit(text))
        return NULL;
    if (strcmp(text, "depth unit") == 0) {
        const mr_field *depth = mr_infer_input(in, "depth_column");
        return depth ? depth->unit : NULL;
    }
    if (strcmp(text, "per depth unit") == 0)
        return combined(in, like(in, "input"), mr_infer_input(in, "depth_column"), mr_unit_divide);
    if (strcmp(text, "times depth unit") == 0)
        return combined(in, like(in, "input"), mr_infer_input(in, "depth_column"),
                        mr_unit_multiply);
    if (strcmp(text, "as input squared") == 0)
        return combined(in, like(in, "input"), like(in, "input"), mr_unit_multiply);
    if (strncmp(text, "as ", 3) != 0)
        return text;
    first = like(in, text + 3);
    return first ? first->unit : NULL;
}

static const char *output_quantity(const mr_infer *in, const mr_port *port)
{
    if (port->quantity || !port->unit || strncmp(port->unit, "as ", 3) != 0 ||
        strcmp(port->unit, "as input squared") == 0)
        return port->quantity;
    const mr_field *same = like(in, port->unit + 3);
    return same ? same->quantity : NULL;
}

mr_status mr_infer_same(const mr_infer *in, mr_schema *out, mr_error *err)
{
    (void)err;
    for (size_t i = 0; i < in->inputs[0]->n; i++)
        mr_schema_put(out, in->inputs[0]->fields[i]);
    // A column in another unit than its port's is converted before the rows are chosen, and stays
    // so.
    for (size_t i = 0; i < mr_operator_n_inputs(in->args->op); i++) {
        const mr_port *port = &in->args->op->inputs[i];
        const mr_field *field = port->many ? NULL : mr_infer_input(in, port->param);
        if (field)
            mr_schema_put(out, *field);
    }
    return MR_OK;
}

mr_status mr_infer_ports(const mr_infer *in, mr_schema *out, mr_error *err)
{
    (void)err;
    assert(in->inputs[0]);
    for (size_t i = 0; i < in->inputs[0]->n; i++)
        mr_schema_put(out, in->inputs[0]->fields[i]);
    for (size_t i = 0; i < mr_operator_n_outputs(in->args->op); i++) {
        const mr_port *port = &in->args->op->outputs[i];
        mr_schema_put(out, (mr_field){
                               .name = in->args->outputs[i],
                               .type = port->type,
                               .nullable = true,
                               .unit = output_unit(in, port->unit),
                               .quantity = output_quantity(in, port),
                               .description = in->args->op->title,
                               .origin = -1,
                           });
    }
    return MR_OK;
}

mr_status mr_infer_add(mr_schema *out, const char *name, mr_type type, const char *unit,
                       const char *quantity, mr_error *err)
{
    if (mr_schema_find(out, name))
        return mr_fail(err, MR_EPARAM, "", "the result would have two columns `%s`", name);
    mr_schema_put(out, (mr_field){.name = name,
                                  .type = type,
                                  .nullable = true,
                                  .unit = unit,
                                  .quantity = quantity,
                                  .origin = -1});
    return MR_OK;
}

mr_status mr_infer_keep(const mr_infer *in, mr_schema *out, const char *param, mr_error *err)
{
    const mr_field *field = mr_infer_input(in, param);
    const mr_port *port = mr_port_named(in->args->op->inputs, param, NULL);

    if (!field)
        return MR_OK;
    return mr_infer_add(out, field->name, port->type, field->unit, field->quantity, err);
}

mr_status mr_infer_keep_many(const mr_infer *in, mr_schema *out, mr_error *err)
{
    for (size_t i = 0; i < in->args->n_columns; i++) {
        const mr_field *field = mr_infer_many(in, i);
        if (!field)
            return mr_fail(err, MR_EPARAM, "/columns", "there is no column `%s`",
                           in->args->columns[i]);
        MR_TRY(mr_infer_add(out, field->name, MR_FLOAT64, field->unit, field->quantity, err));
    }
    return MR_OK;
}

// A table connected in place of an array parameter must have its fields as columns.
static mr_status check_fed(const mr_infer *in, mr_error *err)
{
    const mr_operator *op = in->args->op;
    size_t k = 0;

    if (op->input_names)
        return MR_OK;
    for (const mr_param *p = op->params; p && p->name; p++) {
        if (!mr_param_is_port(p) || ++k >= in->n_inputs || !in->inputs[k])
            continue;
        for (const mr_param *f = p->fields; f->name; f++) {
            const mr_field *field = mr_schema_find(in->inputs[k], f->name);
            const bool text = f->kind == MR_TEXT || f->kind == MR_CHOICE;
            if (!field && !f->def)
                return mr_fail(err, MR_EPARAM, p->name, "the table for %s has no column `%s`",
                               p->name, f->name);
            if (field && text != (field->type == MR_UTF8))
                return mr_fail(err, MR_EPARAM, p->name, "`%s` of the table for %s is %s, not %s",
                               f->name, p->name, mr_type_name(field->type),
                               text ? "utf8" : "a number");
        }
    }
    return MR_OK;
}

// --- keys: what tells rows apart is no place for a result ---

// The key that a result of that name would take the place of: one of the table, or the column that
// the operator itself goes by.
static const char *key_taken(const mr_infer *in, const char *name)
{
    static const char *const ports[] = {"well_column", "depth_column"};
    const mr_field *key = mr_schema_key_like(in->inputs[0], name);

    for (size_t k = 0; !key && k < sizeof ports / sizeof *ports; k++) {
        key = mr_infer_input(in, ports[k]);
        if (key && !mr_str_ieq(mr_str_of(key->name), mr_str_of(name)))
            key = NULL;
    }
    return key ? key->name : NULL;
}

static mr_status refuse_key(const mr_infer *in, const char *name, const char *key, mr_error *err)
{
    const char *where = "";

    for (size_t i = 0; i < mr_operator_n_outputs(in->args->op); i++)
        if (in->args->outputs[i] == name)
            where = in->args->op->outputs[i].param;
    return mr_fail(err, MR_EPARAM, where,
                   "`%s` %s the key `%s`, which tells the rows apart: give the result another name",
                   name, strcmp(name, key) == 0 ? "would overwrite" : "differs in case only from",
                   key);
}

// Columns beside those of the input.
static mr_status check_made(const mr_infer *in, mr_error *err)
{
    const mr_texts made = mr_operator_makes(in->args, in->arena);

    for (size_t i = 0; i < made.n; i++) {
        const char *key = key_taken(in, made.at[i]);
        if (key && !(in->args->op->makes_keys && strcmp(made.at[i], key) == 0))
            return refuse_key(in, made.at[i], key, err);
    }
    return MR_OK;
}

// A key of the result is what it was: of its type (or a wider one; text for ids), in a unit when it
// had one, and its name in other letters is no other column's.
static mr_status check_key(const mr_infer *in, const mr_field *made, mr_error *err)
{
    const mr_field *key = mr_schema_key_like(in->inputs[0], made->name);

    if (!key)
        return MR_OK;
    if (strcmp(made->name, key->name) != 0)
        return mr_schema_find(in->inputs[0], made->name)
                   ? MR_OK
                   : refuse_key(in, made->name, key->name, err);
    const bool id = strcmp(key->name, "well_id") == 0;
    const bool fits = made->type == key->type ||
                      (id ? made->type == MR_UTF8 : mr_type_widens(key->type, made->type));
    if (fits && (made->unit || !key->unit))
        return MR_OK;
    return mr_fail(
        err, MR_EPARAM, "",
        "`%s` is a key, which tells the rows apart, and would come out as %s%s: give the "
        "result another name",
        key->name, mr_type_name(made->type), fits ? " without its unit" : "");
}

static mr_status check_keys(const mr_infer *in, const mr_schema *out, mr_error *err)
{
    if (!in->args->op->replaces_rows)
        MR_TRY(check_made(in, err));
    for (size_t i = 0; i < out->n; i++)
        MR_TRY(check_key(in, &out->fields[i], err));
    return MR_OK;
}

mr_status mr_operator_infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    size_t room = MR_INFER_ROOM;

    for (size_t k = 0; k < in->n_inputs; k++)
        room += in->inputs[k] ? in->inputs[k]->n : 0;
    room += mr_operator_makes(in->args, in->arena).n + in->args->n_columns;
    *out = (mr_schema){.fields = MR_ARENA_ARRAY(in->arena, mr_field, room)};
    MR_TRY(check_fed(in, err));
    MR_TRY(in->args->op->infer ? in->args->op->infer(in, out, err) : mr_infer_ports(in, out, err));
    return check_keys(in, out, err);
}
