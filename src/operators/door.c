// What enters an operator and in which unit it is wanted: the plan of conversions.
#include "mudrock/door.h"

#include <string.h>

#include "mudrock/tabular.h"

#include "door.h"
#include "tables.h"

// --- the list of what enters ---

typedef struct plan {
    const mr_infer *in;
    mr_entries list;
    mr_infer seen; // the same with columns in the units wanted so far
} plan;

static size_t most_entries(const mr_infer *in)
{
    const mr_operator *op = in->args->op;
    size_t n = mr_operator_n_inputs(op) + in->args->n_columns;

    for (const mr_param *p = op->params; p && p->name; p++)
        for (const mr_param *f = mr_param_is_port(p) ? p->fields : NULL; f && f->name; f++)
            n++;
    return n;
}

static void add(plan *p, mr_entry entry)
{
    const mr_schema *schema = p->in->inputs[entry.input];

    if (!entry.column)
        return;
    entry.field = mr_schema_find(schema, entry.column);
    entry.problem = entry.field ? MR_ENTRY_FITS : MR_ENTRY_ABSENT;
    entry.scale = 1;
    p->list.at[p->list.n++] = entry;
}

static void add_ports(plan *p)
{
    const mr_args *args = p->in->args;

    for (size_t i = 0; i < mr_operator_n_inputs(args->op); i++) {
        const mr_port *port = &args->op->inputs[i];
        if (!port->many)
            add(p, (mr_entry){.port = port, .index = i, .column = args->inputs[i]});
        for (size_t k = 0; port->many && k < args->n_columns; k++)
            add(p, (mr_entry){.port = port, .index = i, .item = k, .column = args->columns[k]});
    }
}

static void add_tables(plan *p)
{
    const mr_operator *op = p->in->args->op;
    size_t input = 0;

    for (const mr_param *t = op->input_names ? NULL : op->params; t && t->name; t++) {
        if (!mr_param_is_port(t) || ++input >= p->in->n_inputs || !p->in->inputs[input])
            continue;
        for (const mr_param *f = t->fields; f && f->name; f++)
            add(p, (mr_entry){.input = input, .table = t, .part = f, .column = f->name});
    }
}

// --- types ---

static bool fits_field(mr_type type, mr_param_kind kind)
{
    if (kind == MR_TEXT || kind == MR_CHOICE)
        return type == MR_UTF8;
    return mr_type_is_number(type) || (kind == MR_TRUTH && type == MR_BOOL);
}

static bool fits_port(mr_type type, mr_type wanted)
{
    if (wanted == MR_ANY) // anything that counts: a flag is 0 or 1
        return mr_type_is_number(type) || type == MR_BOOL;
    return mr_type_widens(type, wanted);
}

// A class goes in with its own type.
static bool is_chosen(const plan *p, const mr_entry *e)
{
    return e->port && mr_args_choose(p->in->args, e->port, e->field);
}

static bool type_fits(const plan *p, const mr_entry *e)
{
    return e->port ? fits_port(e->field->type, e->port->type) || is_chosen(p, e)
                   : fits_field(e->field->type, e->part->kind);
}

static bool has_unit(mr_type type)
{
    return mr_type_is_number(type) || type == MR_LIST_FLOAT64;
}

// --- the wanted unit ---

static const char *words_of(const plan *p, const mr_entry *e)
{
    return mr_words_chosen(p->in, e->port ? e->port->unit : e->part->unit);
}

// Of these the unit follows from the columns, so the others are settled before.
static bool is_relative(const char *words)
{
    return words && (mr_words_after(words, "as ") || mr_words_after(words, "absolute") ||
                     strcmp(words, "house") == 0 || strcmp(words, "usual") == 0 ||
                     strcmp(words, "depth unit") == 0);
}

static const char *seen_unit(const plan *p, const mr_entry *e)
{
    const mr_field *field = mr_schema_find(p->seen.inputs[e->input], e->column);

    return field ? field->unit : NULL;
}

// What the depth port is seen in; a field of a table goes by the main input's depth.
static const char *depth_unit(const plan *p)
{
    const mr_field *depth = p->seen.inputs[0] ? mr_infer_input(&p->seen, "depth_column") : NULL;

    return depth ? depth->unit : NULL;
}

static const char *relative(const plan *p, const mr_entry *e, const char *words)
{
    const char *own = seen_unit(p, e);

    if (strcmp(words, "depth unit") == 0)
        return depth_unit(p);
    if (mr_words_after(words, "absolute"))
        return mr_words_absolute(p->in, own);
    if (strcmp(words, "house") == 0)
        return mr_words_house(p->in, own);
    if (strcmp(words, "usual") == 0)
        return mr_words_usual(p->in, own);
    const mr_field *like =
        p->seen.inputs[0] ? mr_words_field(&p->seen, mr_words_after(words, "as ")) : NULL;
    if (like && like->unit)
        return like->unit;
    return e->port && e->index == 0 ? own : NULL;
}

// --- the verdict ---

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

// "as input" that came to a column's own unit may be no unit at all; a descriptor's words that are
// none ("money/t") ask for nothing.
static mr_entry_problem measure(const plan *p, mr_entry *e, bool is_relative_)
{
    const mr_units *units = p->in->units;
    const char *own = e->field->unit;

    if (!units || !e->unit || !has_unit(e->field->type) || same_text(own, e->unit))
        return MR_ENTRY_FITS;
    if (!mr_unit_known(units, e->unit))
        return is_relative_ && own ? MR_ENTRY_UNKNOWN_UNIT : MR_ENTRY_FITS;
    if (!own) {
        e->assumed = strcmp(e->unit, "1") != 0; // a plain number needs none
        return MR_ENTRY_FITS;
    }
    if (!mr_unit_known(units, own))
        return MR_ENTRY_UNKNOWN_UNIT;
    if (mr_unit_equal(units, own, e->unit))
        return MR_ENTRY_FITS;
    e->converts = mr_unit_convert(units, own, e->unit, &e->scale, &e->offset);
    return e->converts ? MR_ENTRY_FITS : MR_ENTRY_UNIT;
}

// A column stands once in the operator's input: it cannot be in two units there.
static const mr_entry *wanted_otherwise(const plan *p, const mr_entry *e)
{
    for (const mr_entry *o = p->list.at; e->unit && o < p->list.at + p->list.n; o++)
        if (o != e && o->unit && o->input == e->input && strcmp(o->column, e->column) == 0 &&
            o->problem == MR_ENTRY_FITS && mr_unit_known(p->in->units, o->unit) &&
            mr_unit_known(p->in->units, e->unit) && !mr_unit_equal(p->in->units, o->unit, e->unit))
            return o;
    return NULL;
}

// What the column is while the operator works: a conversion makes numbers float64.
static mr_type type_read(const mr_entry *e)
{
    if (e->widens)
        return e->port->type;
    return e->converts && e->field->type != MR_LIST_FLOAT64 ? MR_FLOAT64 : e->field->type;
}

// A schema of the plan's own with the column as it enters: in that unit, of the type it is read as.
static void see(plan *p, const mr_entry *e)
{
    const mr_schema **inputs = (const mr_schema **)(uintptr_t)p->seen.inputs;
    const mr_schema *from = inputs[e->input];
    mr_schema *to = (mr_schema *)(uintptr_t)from;

    if (from == p->in->inputs[e->input]) {
        to = MR_ARENA_NEW(p->in->arena, mr_schema);
        to->n = from->n;
        to->fields = MR_ARENA_ARRAY(p->in->arena, mr_field, from->n + 1);
        memcpy(to->fields, from->fields, from->n * sizeof *from->fields);
        inputs[e->input] = to;
    }
    for (size_t i = 0; i < to->n; i++)
        if (strcmp(to->fields[i].name, e->column) == 0) {
            if (e->converts)
                to->fields[i].unit = e->unit;
            if (e->converts ||
                to->fields[i].type == e->field->type) // the first, as the plan has it
                to->fields[i].type = type_read(e);
        }
}

static void settle(plan *p, mr_entry *e)
{
    const char *words = words_of(p, e);
    const bool follows = is_relative(words);

    if (!e->field)
        return;
    if (!type_fits(p, e)) {
        e->problem = MR_ENTRY_TYPE;
        return;
    }
    e->unit = follows ? relative(p, e, words) : words;
    e->widens =
        e->port && !is_chosen(p, e) && e->port->type != MR_ANY && e->port->type != e->field->type;
    e->problem = measure(p, e, follows);
    if (e->problem != MR_ENTRY_FITS)
        return;
    e->other = wanted_otherwise(p, e);
    if (e->other)
        e->problem = MR_ENTRY_TWO_UNITS;
    else if (e->converts || e->widens)
        see(p, e);
}

static plan make(const mr_infer *in)
{
    plan p = {.in = in, .seen = *in};
    const mr_schema **inputs = MR_ARENA_ARRAY(in->arena, const mr_schema *, in->n_inputs + 1);

    memcpy(inputs, in->inputs, in->n_inputs * sizeof *inputs);
    p.seen.inputs = inputs;
    p.list.at = MR_ARENA_ARRAY(in->arena, mr_entry, most_entries(in) + 1);
    if (in->n_inputs > 0 && in->inputs[0])
        add_ports(&p);
    add_tables(&p);
    for (int follows = 0; follows < 2; follows++)
        for (size_t i = 0; i < p.list.n; i++)
            if (is_relative(words_of(&p, &p.list.at[i])) == (follows == 1))
                settle(&p, &p.list.at[i]);
    return p;
}

mr_entries mr_door_plan(const mr_infer *in)
{
    return make(in).list;
}

mr_infer mr_door_seen(const mr_infer *in)
{
    return make(in).seen;
}

const char *mr_entry_unit(const mr_entry *entry)
{
    return entry->converts ? entry->unit : entry->field ? entry->field->unit : NULL;
}

// --- the conversions ---

static mr_conversion conversion_of(const mr_entry *e)
{
    return (mr_conversion){
        .input = e->input,
        .column = e->column,
        .type = e->widens ? e->port->type : e->field->type,
        .scale = e->scale,
        .offset = e->offset,
        .from = e->field->unit,
        .to = mr_entry_unit(e),
    };
}

static mr_conversion *find(mr_conversion *at, size_t n, const mr_entry *e)
{
    for (size_t i = 0; i < n; i++)
        if (at[i].input == e->input && strcmp(at[i].column, e->column) == 0)
            return &at[i];
    return NULL;
}

mr_conversion *mr_door_conversions(const mr_entries *entries, mr_arena *arena, size_t *n)
{
    mr_conversion *at = MR_ARENA_ARRAY(arena, mr_conversion, entries->n + 1);

    *n = 0;
    for (const mr_entry *e = entries->at; e < entries->at + entries->n; e++) {
        if (e->problem != MR_ENTRY_FITS || (!e->widens && !e->converts))
            continue;
        mr_conversion *there = find(at, *n, e);
        if (!there)
            at[(*n)++] = conversion_of(e);
        else if (e->converts) // another port only widened it
            *there = conversion_of(e);
    }
    return at;
}
