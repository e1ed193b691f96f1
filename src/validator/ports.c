// The columns an operator's ports name, against what reaches it: there, of the right type, in a
// unit that converts.
#include <string.h>

#include "context.h"

enum { MOST_RELATED = 10 };

// One column that one port wants.
typedef struct want {
    const mr_port *port;
    size_t index; // of the port
    const char *column;
    const char *where; // pointer after parameters/
    const char *unit;  // what the operator wants it in; NULL = as it comes
    bool explicitly;   // not the port's own default
} want;

void mr_conversions_add(mr_context *context, mr_conversions *list, mr_conversion conversion)
{
    for (size_t k = 0; k < list->n; k++)
        if (list->at[k].input == conversion.input &&
            strcmp(list->at[k].column, conversion.column) == 0)
            return;
    if (list->n == list->capacity) {
        size_t capacity = list->capacity ? 2 * list->capacity : 4;
        mr_conversion *at = MR_ARENA_ARRAY(context->arena, mr_conversion, capacity);
        for (size_t k = 0; k < list->n; k++)
            at[k] = list->at[k];
        list->at = at;
        list->capacity = capacity;
    }
    list->at[list->n++] = conversion;
}

static const char *label(const mr_context *context, size_t i)
{
    return mr_node_label(&context->graph->dag->nodes[i]);
}

// "as input" is the unit of the first port's column; other words that are no unit ask for nothing.
static const char *wanted_unit(const mr_ports *ports, size_t index)
{
    const mr_port *port = &ports->args->op->inputs[index];

    if (!port->unit || strcmp(port->unit, "as input") != 0)
        return port->unit;
    const char *first = ports->args->inputs[0];
    const mr_field *field = index > 0 && first ? mr_flow_find(ports->main, first) : NULL;
    return field ? field->unit : NULL;
}

static bool type_fits(mr_type from, mr_type wanted)
{
    if (wanted == MR_ANY) // anything that counts: a flag is 0 or 1
        return mr_type_is_number(from) || from == MR_BOOL;
    return mr_type_widens(from, wanted);
}

bool mr_port_accepts(mr_context *context, const mr_port *port, const mr_field *field)
{
    const mr_measure *measure = mr_context_measure(context, field->unit, port->unit);

    return type_fits(field->type, port->type) && (!measure->comparable || measure->convertible);
}

static void relate_inputs(mr_context *context, const mr_ports *ports, mr_diagnostic *d)
{
    for (size_t k = 0; k < ports->n_inputs && d->n_related < MOST_RELATED; k++)
        if (ports->inputs[k].port == 0)
            mr_diagnostic_relate(context->problems, d,
                                 context->graph->dag->nodes[ports->inputs[k].source].id);
}

static void relate_maker(mr_context *context, const mr_field *field, mr_diagnostic *d)
{
    if (field->origin >= 0)
        mr_diagnostic_relate(context->problems, d, context->graph->dag->nodes[field->origin].id);
}

static void finish(mr_context *context, const mr_ports *ports, const want *w, mr_diagnostic *d)
{
    mr_problem_column(context, d, w->column);
    mr_problem_at(context, d, ports->node, "/node_type/parameters/%s", w->where);
}

static void report_missing(mr_context *context, const mr_ports *ports, const want *w)
{
    size_t n = 0, source = 0;

    for (size_t k = 0; k < ports->n_inputs; k++)
        if (ports->inputs[k].port == 0) {
            source = ports->inputs[k].source;
            n++;
        }
    const char *nobody = n == 1 ? mr_arena_printf(context->problems->arena, "'%s' does not give",
                                                  label(context, source))
                                : "none of its inputs gives";
    mr_diagnostic *d = mr_problem(context, MR_SEVERITY_ERROR, "schema.missing_column", ports->node,
                                  "'%s' needs the column `%s` (%s), which %s",
                                  label(context, ports->node), w->column, w->port->param, nobody);
    relate_inputs(context, ports, d);
    finish(context, ports, w, d);
    d->hint = mr_column_hint(context, ports->main, w->column, w->port->quantity);
}

static void report_type(mr_context *context, const mr_ports *ports, const want *w,
                        const mr_field *field)
{
    mr_diagnostic *d = mr_problem(
        context, MR_SEVERITY_ERROR, "schema.type_mismatch", ports->node,
        "'%s' needs `%s` (%s) as %s, but it is %s", label(context, ports->node), w->column,
        w->port->param, w->port->type == MR_ANY ? "a number" : mr_type_name(w->port->type),
        mr_type_name(field->type));

    relate_maker(context, field, d);
    finish(context, ports, w, d);
}

// A column that would do: of the port's quantity, type and unit.
static const char *column_that_fits(mr_context *context, const mr_ports *ports, const want *w)
{
    for (size_t k = 0; w->port->quantity && k < ports->main->n; k++) {
        const mr_field *f = mr_flow_at(ports->main, k);
        if (f->quantity && strcmp(f->quantity, w->port->quantity) == 0 &&
            strcmp(f->name, w->column) != 0 && mr_port_accepts(context, w->port, f))
            return f->name;
    }
    return NULL;
}

static void report_unit(mr_context *context, const mr_ports *ports, const want *w,
                        const mr_field *field)
{
    mr_diagnostic *d =
        mr_problem(context, MR_SEVERITY_ERROR, "schema.unit_mismatch", ports->node,
                   "'%s' needs `%s` (%s) in %s, but it is in %s, which does not convert",
                   label(context, ports->node), w->column, w->port->param, w->unit, field->unit);

    relate_maker(context, field, d);
    finish(context, ports, w, d);
    const char *fits = column_that_fits(context, ports, w);
    if (fits)
        d->hint = mr_arena_printf(context->problems->arena, "did you mean `%s`?", fits);
}

// A column stands once in the operator's input: it cannot be in two units there.
static bool wanted_otherwise(mr_context *context, const mr_ports *ports, const want *w,
                             const mr_field *field)
{
    for (size_t k = 0; k < w->index; k++) {
        const char *name = ports->args->inputs[k];
        const char *unit = wanted_unit(ports, k);
        if (!name || strcmp(name, w->column) != 0)
            continue;
        const mr_measure *measure = mr_context_measure(context, unit, w->unit);
        if (!measure->comparable || measure->equal)
            continue;
        mr_diagnostic *d =
            mr_problem(context, MR_SEVERITY_ERROR, "schema.unit_mismatch", ports->node,
                       "'%s' needs `%s` in %s (%s) and in %s (%s)", label(context, ports->node),
                       w->column, unit, ports->args->op->inputs[k].param, w->unit, w->port->param);
        relate_maker(context, field, d);
        finish(context, ports, w, d);
        return true;
    }
    return false;
}

static void check_want(mr_context *context, mr_ports *ports, const want *w)
{
    const mr_field *field = mr_flow_find(ports->main, w->column);

    if (!field) {
        bool needed = !w->port->optional || w->explicitly;
        if (needed && !ports->main->open)
            report_missing(context, ports, w);
        return;
    }
    if (!type_fits(field->type, w->port->type)) {
        report_type(context, ports, w, field);
        return;
    }
    const mr_measure *measure = mr_context_measure(context, field->unit, w->unit);
    if (measure->comparable && !measure->convertible) {
        report_unit(context, ports, w, field);
        return;
    }
    if (wanted_otherwise(context, ports, w, field))
        return;
    bool widens = w->port->type != MR_ANY && w->port->type != field->type;
    bool converts = measure->comparable && !measure->equal;
    if (widens || converts)
        mr_conversions_add(context, &ports->conversions,
                           (mr_conversion){
                               .column = mr_arena_strdup(context->arena, w->column),
                               .type = widens ? w->port->type : field->type,
                               .scale = converts ? measure->scale : 1,
                               .offset = converts ? measure->offset : 0,
                               .from = field->unit,
                               .to = converts ? w->unit : field->unit,
                           });
}

static void check_many(mr_context *context, mr_ports *ports, want w)
{
    const mr_args *args = ports->args;

    for (size_t k = 0; k < args->n_columns; k++) {
        if (!args->columns[k])
            continue;
        w.column = args->columns[k];
        w.where = mr_arena_printf(context->problems->arena, "%s/%zu", w.port->param, k);
        check_want(context, ports, &w);
    }
}

void mr_check_ports(mr_context *context, mr_ports *ports)
{
    const mr_args *args = ports->args;
    size_t n = mr_operator_n_inputs(args->op);

    for (size_t k = 0; k < n; k++) {
        const mr_port *port = &args->op->inputs[k];
        want w = {
            .port = port,
            .index = k,
            .column = args->inputs[k],
            .where = port->param,
            .unit = wanted_unit(ports, k),
            .explicitly =
                !port->column || (args->inputs[k] && strcmp(args->inputs[k], port->column) != 0),
        };
        if (port->many)
            check_many(context, ports, w);
        else if (w.column)
            check_want(context, ports, &w);
    }
}

// --- tables connected in place of array parameters (markers, survey, ...): a column for each field
// of the record ---

typedef struct fed {
    mr_ports *ports;
    const mr_param *param;
    const mr_input *input;
} fed;

static void report_record(mr_context *context, const fed *f, const char *code,
                          const mr_param *field, const char *what)
{
    size_t node = f->ports->node;
    mr_diagnostic *d = mr_problem(
        context, MR_SEVERITY_ERROR, code, node, "'%s' takes its %s from '%s', where `%s` %s",
        label(context, node), f->param->name, label(context, f->input->source), field->name, what);

    mr_problem_column(context, d, field->name);
    mr_problem_at(context, d, node, "/dependencies/%d", f->input->port);
    mr_diagnostic_relate(context->problems, d, context->graph->dag->nodes[f->input->source].id);
    if (strcmp(code, "schema.missing_column") == 0)
        d->hint = mr_column_hint(context, &f->input->flow, field->name, NULL);
}

// "depth unit" is the unit of the main input's depth.
static const char *record_unit(const fed *f, const mr_param *field)
{
    const mr_operator *op = f->ports->args->op;

    if (!field->unit || strcmp(field->unit, "depth unit") != 0)
        return field->unit;
    for (size_t k = 0; k < mr_operator_n_inputs(op); k++) {
        const char *name = f->ports->args->inputs[k];
        if (strcmp(op->inputs[k].param, "depth_column") != 0 || !name || !f->ports->main->known)
            continue;
        const mr_field *depth = mr_flow_find(f->ports->main, name);
        const char *unit = op->inputs[k].unit;
        // the operator sees its depth in the port's unit where that is one
        return depth && depth->unit && unit && strcmp(unit, "depth unit") != 0 ? unit
               : depth                                                         ? depth->unit
                                                                               : NULL;
    }
    return NULL;
}

static bool record_fits(mr_type type, mr_param_kind kind)
{
    if (kind == MR_TEXT || kind == MR_CHOICE)
        return type == MR_UTF8;
    return mr_type_is_number(type) || (kind == MR_TRUTH && type == MR_BOOL);
}

static void check_field(mr_context *context, const fed *f, const mr_param *wanted)
{
    mr_arena *arena = context->problems->arena;
    const mr_flow *flow = &f->input->flow;
    const mr_field *field = mr_flow_find(flow, wanted->name);

    if (!field) {
        if (!wanted->def && !flow->open)
            report_record(context, f, "schema.missing_column", wanted, "is missing");
        return;
    }
    if (!record_fits(field->type, wanted->kind)) {
        bool text = wanted->kind == MR_TEXT || wanted->kind == MR_CHOICE;
        report_record(context, f, "schema.type_mismatch", wanted,
                      mr_arena_printf(arena, "is %s, not %s", mr_type_name(field->type),
                                      text ? "utf8" : "a number"));
        return;
    }
    const char *unit = record_unit(f, wanted);
    const mr_measure *measure = mr_context_measure(context, field->unit, unit);
    if (!measure->comparable || measure->equal)
        return;
    if (!measure->convertible) {
        report_record(
            context, f, "schema.unit_mismatch", wanted,
            mr_arena_printf(arena, "is in %s, which does not convert to %s", field->unit, unit));
        return;
    }
    mr_conversions_add(context, &f->ports->conversions,
                       (mr_conversion){
                           .input = (size_t)f->input->port,
                           .column = wanted->name,
                           .type = field->type,
                           .scale = measure->scale,
                           .offset = measure->offset,
                           .from = field->unit,
                           .to = unit,
                       });
}

void mr_check_records(mr_context *context, mr_ports *ports)
{
    const mr_operator *op = ports->args->op;

    if (op->input_names)
        return;
    for (size_t k = 0; k < ports->n_inputs; k++) {
        const mr_input *input = &ports->inputs[k];
        const mr_param *param =
            input->port > 0 ? mr_operator_record_port(op, (size_t)input->port) : NULL;
        if (!param || !input->flow.known)
            continue;
        fed f = {ports, param, input};
        for (const mr_param *field = param->fields; field && field->name; field++)
            check_field(context, &f, field);
    }
}
