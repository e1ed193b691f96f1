// Which operators SQL may call, by which names and with which arguments.
#include <string.h>

#include "sql.h"

#include "../tables.h"

static bool is_row_wise(const mr_operator *op)
{
    return op->map || op->each;
}

// "n_column" -> "n"
static mr_str output_name(const mr_port *port)
{
    mr_str name = mr_str_of(port->param);
    static const char end[] = "_column";

    if (name.n > sizeof end - 1 &&
        memcmp(name.at + name.n - (sizeof end - 1), end, sizeof end - 1) == 0)
        name.n -= sizeof end - 1;
    return name;
}

// The output that `rest`, what follows the id, names: "_n".
static bool find_output(const mr_operator *op, mr_str rest, size_t *output)
{
    for (size_t k = 1; k < mr_operator_n_outputs(op); k++)
        if (rest.n > 0 && rest.at[0] == '_' &&
            mr_str_ieq((mr_str){rest.at + 1, rest.n - 1}, output_name(&op->outputs[k]))) {
            *output = k;
            return true;
        }
    return false;
}

static void lower_case(const char *name, char *out, size_t size)
{
    size_t n = 0;

    for (; name[n] && n + 1 < size; n++)
        out[n] = name[n] >= 'A' && name[n] <= 'Z' ? (char)(name[n] - 'A' + 'a') : name[n];
    out[n] = 0;
}

const mr_operator *mr_sql_operator(const char *name, size_t *output)
{
    char id[128];

    lower_case(name, id, sizeof id);
    const mr_operator *op = mr_operator_find(id, NULL);
    *output = 0;
    if (op)
        return is_row_wise(op) ? op : NULL;
    for (size_t i = 0; i < mr_operator_count(); i++) {
        op = mr_operator_at(i);
        const size_t n = strlen(op->id);
        if (is_row_wise(op) && strncmp(id, op->id, n) == 0 &&
            find_output(op, mr_str_of(id + n), output))
            return mr_operator_find(op->id, NULL);
    }
    return NULL;
}

static mr_type column_type(mr_type type)
{
    return type == MR_ANY ? MR_FLOAT64 : type;
}

static mr_duck_argument type_of_port(const mr_port *port)
{
    if (port->many)
        return (mr_duck_argument){MR_LIST_FLOAT64, port->type == MR_BOOL};
    return (mr_duck_argument){column_type(port->type), false};
}

static mr_duck_argument type_of_param(mr_param_kind kind)
{
    switch (kind) {
    case MR_REAL: return (mr_duck_argument){MR_FLOAT64, false};
    case MR_INT: return (mr_duck_argument){MR_INT64, false};
    case MR_TRUTH: return (mr_duck_argument){MR_BOOL, false};
    case MR_REALS:
    case MR_INTS: return (mr_duck_argument){MR_LIST_FLOAT64, false};
    case MR_TEXT:
    case MR_CHOICE:
    case MR_RECORDS: // as JSON
    case MR_TEXTS: break;
    }
    return (mr_duck_argument){MR_UTF8, false};
}

static const mr_port *port_replacing(const mr_operator *op, const char *param)
{
    for (const mr_port *port = op->inputs; port && port->param; port++)
        if (port->replaces && strcmp(port->replaces, param) == 0)
            return port;
    return NULL;
}

static void add(mr_sql_signature *s, const mr_port *port, const mr_param *param,
                mr_duck_argument type)
{
    if (s->n < MR_SQL_MOST_ARGUMENTS)
        s->at[s->n++] = (mr_sql_argument){port, param, type};
}

void mr_sql_signature_of(const mr_operator *op, mr_sql_signature *out)
{
    *out = (mr_sql_signature){0};
    for (const mr_port *port = op->inputs; port && port->param; port++)
        if (!port->optional)
            add(out, port, NULL, type_of_port(port));
    out->required = out->n;
    for (const mr_param *p = op->params; p && p->name; p++)
        add(out, port_replacing(op, p->name), p, type_of_param(p->kind));
    for (const mr_port *port = op->inputs; port && port->param; port++)
        if (port->optional && !port->replaces)
            add(out, port, NULL, type_of_port(port));
}
