// The columns an operator's ports name, against what reaches it: there, of the right type, in a
// unit that converts.
#include <assert.h>
#include <string.h>

#include "context.h"

enum { MOST_RELATED = 10 };

static const char *label(const mr_context *context, size_t i)
{
    return mr_node_label(&context->graph->dag->nodes[i]);
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

// Pointer after parameters/.
static const char *where(mr_context *context, const mr_entry *e)
{
    return e->port->many
               ? mr_arena_printf(context->problems->arena, "%s/%zu", e->port->param, e->item)
               : e->port->param;
}

static void finish(mr_context *context, const mr_ports *ports, const mr_entry *e, mr_diagnostic *d)
{
    mr_problem_column(context, d, e->column);
    mr_problem_at(context, d, ports->node, "/node_type/parameters/%s", where(context, e));
}

static void report_missing(mr_context *context, const mr_ports *ports, const mr_entry *e)
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
                                  label(context, ports->node), e->column, e->port->param, nobody);
    relate_inputs(context, ports, d);
    finish(context, ports, e, d);
    d->hint = mr_column_hint(context, ports->main, e->column, e->port->quantity);
}

static void report_type(mr_context *context, const mr_ports *ports, const mr_entry *e)
{
    mr_diagnostic *d = mr_problem(
        context, MR_SEVERITY_ERROR, "schema.type_mismatch", ports->node,
        "'%s' needs `%s` (%s) as %s, but it is %s", label(context, ports->node), e->column,
        e->port->param, e->port->type == MR_ANY ? "a number" : mr_type_name(e->port->type),
        mr_type_name(e->field->type));

    relate_maker(context, e->field, d);
    finish(context, ports, e, d);
}

// A column that would do: of the port's quantity, type and unit.
static const char *column_that_fits(mr_context *context, const mr_ports *ports, const mr_entry *e)
{
    for (size_t k = 0; e->port->quantity && k < ports->main->n; k++) {
        const mr_field *f = mr_flow_at(ports->main, k);
        if (f->quantity && strcmp(f->quantity, e->port->quantity) == 0 &&
            strcmp(f->name, e->column) != 0 && mr_port_accepts(context, e->port, f))
            return f->name;
    }
    return NULL;
}

static void report_unit(mr_context *context, const mr_ports *ports, const mr_entry *e)
{
    mr_diagnostic *d =
        mr_problem(context, MR_SEVERITY_ERROR, "schema.unit_mismatch", ports->node,
                   "'%s' needs `%s` (%s) in %s, but it is in %s, which does not convert",
                   label(context, ports->node), e->column, e->port->param, e->unit, e->field->unit);

    relate_maker(context, e->field, d);
    finish(context, ports, e, d);
    const char *fits = column_that_fits(context, ports, e);
    if (fits)
        d->hint = mr_arena_printf(context->problems->arena, "did you mean `%s`?", fits);
}

static void report_unknown_unit(mr_context *context, const mr_ports *ports, const mr_entry *e)
{
    mr_diagnostic *d =
        mr_problem(context, MR_SEVERITY_ERROR, "schema.unit_mismatch", ports->node,
                   "'%s' needs `%s` (%s) in %s, but its unit %s is not understood",
                   label(context, ports->node), e->column, e->port->param, e->unit, e->field->unit);

    relate_maker(context, e->field, d);
    finish(context, ports, e, d);
    d->hint = mr_arena_printf(context->problems->arena, "say what the unit of `%s` is", e->column);
}

static void report_two_units(mr_context *context, const mr_ports *ports, const mr_entry *e)
{
    mr_diagnostic *d =
        mr_problem(context, MR_SEVERITY_ERROR, "schema.unit_mismatch", ports->node,
                   "'%s' needs `%s` in %s (%s) and in %s (%s)", label(context, ports->node),
                   e->column, e->other->unit, e->other->port->param, e->unit, e->port->param);

    relate_maker(context, e->field, d);
    finish(context, ports, e, d);
}

static bool is_plain(const mr_context *context, const char *unit)
{
    return mr_unit_equal(context->units, unit, "v/v");
}

static bool told_before(mr_context *context, const mr_entry *e)
{
    const char *key = mr_arena_printf(context->scratch, "%d/%s", (int)e->field->origin, e->column);

    return mr_map_put(context->assumed, key, context) != NULL;
}

// Once a column, where nobody else tells it: an ingestion tells of its own, and a share without a
// unit is one.
static void warn_assumed(mr_context *context, const mr_ports *ports, const mr_entry *e)
{
    const int32_t origin = e->field->origin;
    const bool made = origin >= 0 && context->graph->dag->nodes[origin].kind == MR_NODE_OPERATOR;

    if (made ? is_plain(context, e->unit) : !context->tell_units)
        return;
    if (told_before(context, e))
        return;
    mr_diagnostic *d = mr_problem(context, MR_SEVERITY_WARNING, "source.unit_assumed", ports->node,
                                  "'%s': `%s` (%s) has no unit: %s is assumed",
                                  label(context, ports->node), e->column, e->port->param, e->unit);
    finish(context, ports, e, d);
}

// An optional port may stay without its column, unless the document names it.
static void check_absent(mr_context *context, const mr_ports *ports, const mr_entry *e)
{
    const mr_port *port = e->port;
    const bool explicitly = !port->column || strcmp(e->column, port->column) != 0;

    if ((!port->optional || explicitly) && !ports->main->open)
        report_missing(context, ports, e);
}

// Classes and angles where they mean nothing.
static bool report_kind(mr_context *context, const mr_ports *ports, const mr_entry *e)
{
    const char *instead = NULL;
    const char *why =
        mr_args_refuse(ports->args, e->port, e->field, context->problems->arena, &instead);

    if (!why)
        return false;
    mr_diagnostic *d = mr_problem(context, MR_SEVERITY_ERROR, "schema.type_mismatch", ports->node,
                                  "'%s' needs `%s` (%s) as a number on a line, but it %s",
                                  label(context, ports->node), e->column, e->port->param, why);
    d->hint = mr_arena_strdup(context->problems->arena, instead);
    relate_maker(context, e->field, d);
    finish(context, ports, e, d);
    return true;
}

// Of two columns the values of which are chosen from, both are of one type.
static bool report_mixed(mr_context *context, const mr_ports *ports, const mr_entry *e)
{
    const char *name = ports->args->inputs[0];
    const bool second = e->index > 0 && e->port->unit && strcmp(e->port->unit, "as input") == 0;
    const mr_field *first = second && name ? mr_flow_find(ports->main, name) : NULL;

    if (!first || first->type == e->field->type ||
        (!mr_args_choose(ports->args, e->port, e->field) &&
         !mr_args_choose(ports->args, &ports->args->op->inputs[0], first)))
        return false;
    mr_diagnostic *d = mr_problem(context, MR_SEVERITY_ERROR, "schema.type_mismatch", ports->node,
                                  "'%s' chooses between `%s` and `%s`, but one is %s and one %s",
                                  label(context, ports->node), name, e->column,
                                  mr_type_name(first->type), mr_type_name(e->field->type));
    relate_maker(context, e->field, d);
    finish(context, ports, e, d);
    return true;
}

// Degrees that do not say whether they go round: a dip does not, an azimuth does. Once a column.
static void warn_angle(mr_context *context, const mr_ports *ports, const mr_entry *e)
{
    double scale, offset;

    if (!e->field || e->field->quantity || !e->field->unit || !mr_args_join(ports->args, e->port) ||
        !mr_unit_convert(context->units, e->field->unit, "deg", &scale, &offset))
        return;
    const char *key =
        mr_arena_printf(context->scratch, "angle/%d/%s", (int)e->field->origin, e->column);
    if (mr_map_put(context->assumed, key, context))
        return;
    mr_diagnostic *d =
        mr_problem(context, MR_SEVERITY_WARNING, "schema.kind_unknown", ports->node,
                   "'%s' takes `%s` (%s, in %s) as a number on a line, since nothing says what it "
                   "measures: between 359 and 1 degrees it finds 180",
                   label(context, ports->node), e->column, e->port->param, e->field->unit);
    d->hint =
        "if it is a direction give it the quantity azimuth, else the one it has (inclination, "
        "dip ...)";
    relate_maker(context, e->field, d);
    finish(context, ports, e, d);
}

static void check_column(mr_context *context, const mr_ports *ports, const mr_entry *e)
{
    if (e->field && (report_kind(context, ports, e) || report_mixed(context, ports, e)))
        return;
    switch (e->problem) {
    case MR_ENTRY_FITS: break;
    case MR_ENTRY_ABSENT: check_absent(context, ports, e); return;
    case MR_ENTRY_TYPE: report_type(context, ports, e); return;
    case MR_ENTRY_UNIT: report_unit(context, ports, e); return;
    case MR_ENTRY_UNKNOWN_UNIT: report_unknown_unit(context, ports, e); return;
    case MR_ENTRY_TWO_UNITS: report_two_units(context, ports, e); return;
    }
    if (e->assumed)
        warn_assumed(context, ports, e);
    warn_angle(context, ports, e);
}

// --- tables connected in place of array parameters (markers, survey, ...): a column for each field
// of the record ---

typedef struct fed {
    const mr_ports *ports;
    const mr_entry *entry;
    const mr_input *input;
} fed;

static mr_diagnostic *report_record(mr_context *context, const fed *f, mr_severity severity,
                                    const char *code, const char *what)
{
    const size_t node = f->ports->node;
    const char *column = f->entry->column;
    assert(f->input); // what is fed comes from an input
    mr_diagnostic *d =
        mr_problem(context, severity, code, node, "'%s' takes its %s from '%s', where `%s` %s",
                   label(context, node), f->entry->table->name, label(context, f->input->source),
                   column, what);

    mr_problem_column(context, d, column);
    mr_problem_at(context, d, node, "/dependencies/%d", f->input->port);
    mr_diagnostic_relate(context->problems, d, context->graph->dag->nodes[f->input->source].id);
    return d;
}

static void report_fed_type(mr_context *context, const fed *f)
{
    const mr_param_kind kind = f->entry->part->kind;
    const bool text = kind == MR_TEXT || kind == MR_CHOICE;

    report_record(context, f, MR_SEVERITY_ERROR, "schema.type_mismatch",
                  mr_arena_printf(context->problems->arena, "is %s, not %s",
                                  mr_type_name(f->entry->field->type), text ? "utf8" : "a number"));
}

static void check_fed(mr_context *context, const fed *f)
{
    mr_arena *arena = context->problems->arena;
    const mr_entry *e = f->entry;

    switch (e->problem) {
    case MR_ENTRY_ABSENT:
        if (!e->part->def && !f->input->flow.open)
            report_record(context, f, MR_SEVERITY_ERROR, "schema.missing_column", "is missing")
                ->hint = mr_column_hint(context, &f->input->flow, e->column, NULL);
        break;
    case MR_ENTRY_TYPE: report_fed_type(context, f); break;
    case MR_ENTRY_UNIT:
        report_record(context, f, MR_SEVERITY_ERROR, "schema.unit_mismatch",
                      mr_arena_printf(arena, "is in %s, which does not convert to %s",
                                      e->field->unit, e->unit));
        break;
    case MR_ENTRY_UNKNOWN_UNIT:
        report_record(context, f, MR_SEVERITY_ERROR, "schema.unit_mismatch",
                      mr_arena_printf(arena, "is in %s, which is not understood; %s is wanted",
                                      e->field->unit, e->unit));
        break;
    case MR_ENTRY_FITS:
    case MR_ENTRY_TWO_UNITS:
        if (e->assumed)
            report_record(context, f, MR_SEVERITY_WARNING, "source.unit_assumed",
                          mr_arena_printf(arena, "has no unit: %s is assumed", e->unit));
        break;
    }
}

// --- all of a node's ---

static const mr_input *input_of(const mr_ports *ports, size_t port)
{
    for (size_t k = 0; k < ports->n_inputs; k++)
        if ((size_t)ports->inputs[k].port == port)
            return &ports->inputs[k];
    return NULL;
}

// The plan reads the columns that ports name and no others, so it gets only these.
static mr_entries plan(mr_context *context, const mr_ports *ports)
{
    mr_arena *scratch = context->scratch;
    size_t last = 0;

    for (size_t k = 0; k < ports->n_inputs; k++)
        if ((size_t)ports->inputs[k].port > last)
            last = (size_t)ports->inputs[k].port;
    const mr_schema **inputs = MR_ARENA_ARRAY(scratch, const mr_schema *, last + 1);
    if (ports->main->known)
        inputs[0] = mr_named_columns(scratch, ports->args, ports->main);
    for (size_t k = 0; k < ports->n_inputs; k++)
        if (ports->inputs[k].port > 0 && ports->inputs[k].flow.known)
            inputs[ports->inputs[k].port] = mr_flow_schema(&context->flows, &ports->inputs[k].flow);
    return mr_door_plan(&(mr_infer){.args = ports->args,
                                    .n_inputs = last + 1,
                                    .inputs = inputs,
                                    .units = context->units,
                                    .arena = scratch});
}

static void keep_conversions(mr_context *context, mr_ports *ports, const mr_entries *entries,
                             mr_wanted wanted)
{
    size_t n, kept = 0;
    mr_conversion *at = mr_door_conversions(entries, context->arena, &n);

    for (size_t k = 0; k < n; k++) {
        if ((wanted == MR_WANTED_COLUMNS && at[k].input > 0) ||
            (wanted == MR_WANTED_TABLES && at[k].input == 0))
            continue;
        at[kept] = at[k];
        at[kept].column = mr_arena_strdup(context->arena, at[k].column);
        at[kept].to = mr_arena_strdup(context->arena, at[k].to);
        kept++;
    }
    ports->conversions = (mr_conversions){kept, at};
}

void mr_check_ports(mr_context *context, mr_ports *ports, mr_wanted wanted)
{
    const mr_entries entries = plan(context, ports);

    for (const mr_entry *e = entries.at; e < entries.at + entries.n; e++) {
        if (e->port && wanted != MR_WANTED_TABLES)
            check_column(context, ports, e);
        if (e->part && wanted != MR_WANTED_COLUMNS)
            check_fed(context, &(fed){ports, e, input_of(ports, e->input)});
    }
    keep_conversions(context, ports, &entries, wanted);
}

static bool is_connected(void *context, size_t k)
{
    const mr_ports *ports = context;

    for (size_t i = 0; i < ports->n_inputs; i++)
        if (ports->inputs[i].port == (int)k)
            return true;
    return false;
}

void mr_check_needed(mr_context *context, mr_ports *ports)
{
    const char *words;
    const mr_node *node = &context->graph->dag->nodes[ports->node];
    const mr_param *param =
        mr_args_needs_rows(ports->args, is_connected, ports, context->problems->arena, &words);

    if (!param)
        return;
    mr_diagnostic *d =
        mr_diagnose(context->problems, MR_SEVERITY_ERROR, "parameter.missing", node->id,
                    "'%s': `%s` %s", mr_node_label(node), param->name, words);
    d->pointer = mr_arena_printf(context->problems->arena, "/nodes/%zu/node_type/parameters/%s",
                                 ports->node, param->name);
}
