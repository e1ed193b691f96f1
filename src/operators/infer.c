// What flows out of an operator, from what flows in and its parameters.
#include <assert.h>
#include <string.h>

#include "mudrock/kind.h"
#include "mudrock/tabular.h"

#include "door.h"
#include "kinds.h"
#include "tables.h"

const mr_field *mr_infer_input(const mr_infer *in, const char *param)
{
    size_t i;
    const mr_port *port = mr_port_named(in->args->op->inputs, param, &i);
    const char *name = port ? in->args->inputs[i] : NULL;

    return name ? mr_schema_find(in->inputs[0], name) : NULL;
}

const mr_field *mr_infer_many(const mr_infer *in, size_t i)
{
    return mr_schema_find(in->inputs[0], in->args->columns[i]);
}

// What measures the same as the input does: not its square, nor its difference.
static const char *output_quantity(const mr_infer *in, const mr_port *port)
{
    const char *words = port->quantity ? NULL : mr_words_chosen(in, port->unit);
    const char *name = words ? mr_words_after(words, "as ") : NULL;
    const bool alike =
        name && !strstr(name, " squared") && !strstr(name, " times ") && !strstr(name, " over ");
    const mr_field *same = alike ? mr_words_field(in, name) : NULL;

    if (same && mr_field_kind(same) == MR_ANGLE && !in->args->op->plain &&
        !mr_is_place(in->args, port))
        return NULL; // an angle between two directions does not go round
    return same ? same->quantity : port->quantity;
}

mr_status mr_infer_same(const mr_infer *in, mr_schema *out, mr_error *err)
{
    (void)err;
    for (size_t i = 0; i < in->inputs[0]->n; i++)
        mr_schema_put(out, in->inputs[0]->fields[i]);
    return MR_OK;
}

// The class at the first free port, when the result is one of its values.
static const mr_field *class_chosen(const mr_infer *in)
{
    const mr_field *first =
        mr_sense_takes_classes(mr_args_sense(in->args)) ? mr_words_field(in, "input") : NULL;

    return first && mr_field_kind(first) == MR_CLASS ? first : NULL;
}

static mr_type output_type(const mr_infer *in, const mr_port *port)
{
    const mr_field *chosen = class_chosen(in);

    return chosen && mr_is_place(in->args, port) ? chosen->type : port->type;
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
                               .type = output_type(in, port),
                               .nullable = true,
                               .unit = mr_unit_of_words(in, port->unit),
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
        const bool chosen =
            mr_sense_takes_classes(mr_args_sense(in->args)) && mr_field_kind(field) == MR_CLASS;
        MR_TRY(mr_infer_add(out, field->name, chosen ? field->type : MR_FLOAT64, field->unit,
                            field->quantity, err));
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

static bool is_made(const mr_texts *made, const char *name)
{
    for (size_t i = 0; i < made->n; i++)
        if (strcmp(made->at[i], name) == 0)
            return true;
    return false;
}

// Where the rows stay, a column that the operator does not make goes on as it came.
static void pass_through(const mr_infer *in, mr_schema *out)
{
    if (in->args->op->replaces_rows)
        return;
    const mr_texts made = mr_operator_makes(in->args, in->arena);
    for (size_t i = 0; i < in->inputs[0]->n && i < out->n; i++) {
        const mr_field *came = &in->inputs[0]->fields[i];
        if (strcmp(out->fields[i].name, came->name) == 0 && !is_made(&made, came->name))
            out->fields[i] = *came;
    }
}

mr_status mr_operator_infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    size_t room = MR_INFER_ROOM;

    for (size_t k = 0; k < in->n_inputs; k++)
        room += in->inputs[k] ? in->inputs[k]->n : 0;
    room += mr_operator_makes(in->args, in->arena).n + in->args->n_columns;
    *out = (mr_schema){.fields = MR_ARENA_ARRAY(in->arena, mr_field, room)};
    MR_TRY(check_fed(in, err));
    const mr_infer seen = mr_door_seen(in);
    if (in->args->op->infer)
        MR_TRY(in->args->op->infer(&seen, out, err));
    else
        MR_TRY(mr_infer_ports(&seen, out, err));
    pass_through(in, out);
    return check_keys(in, out, err);
}
