// JSON parameters into an operator's struct and column names, by its tables. Every problem is
// reported, with its JSON pointer.
#include <jansson.h>
#include <string.h>

#include "mudrock/json.h"
#include "mudrock/operator.h"

#include "tables.h"

typedef struct reader {
    const mr_operator *op;
    mr_arena *arena;
    mr_param_report *report;
    void *context;
    size_t problems;
} reader;

static void problem(reader *r, const char *code, const char *pointer, const char *message,
                    const char *hint)
{
    r->problems++;
    if (r->report)
        r->report(r->context, code, pointer, message, hint);
}

// The value as JSON, cut to what fits in a sentence.
static const char *shown(reader *r, const json_t *value)
{
    mr_buf buf = {0};

    if (json_is_array(value) || json_is_object(value))
        return json_is_array(value) ? "an array" : "an object";
    mr_json_write(value, 0, &buf);
    size_t n = buf.n < 60 ? buf.n : 60;
    while (n > 0 && n < buf.n && ((unsigned char)buf.at[n] & 0xc0) == 0x80)
        n--; // not inside a character
    const char *text = mr_arena_strndup(r->arena, buf.at ? buf.at : "?", buf.at ? n : 1);
    mr_buf_clear(&buf);
    return text;
}

static bool wrong_type(reader *r, const char *pointer, const char *wanted, bool nullable,
                       const json_t *value)
{
    problem(r, "parameter.invalid", pointer,
            mr_arena_printf(r->arena, "must be %s%s, not %s", wanted, nullable ? " or null" : "",
                            shown(r, value)),
            NULL);
    return false;
}

static bool out_of_range(reader *r, const mr_param *p, const char *pointer, const json_t *value)
{
    const mr_range range = mr_range_of(p->range);
    mr_buf text = {0}; // stays empty only for the integer that stands for null

    if (isfinite(range.low)) {
        mr_buf_puts(&text, range.low_open ? "greater than " : "at least ");
        mr_buf_double(&text, range.low);
    }
    if (isfinite(range.high)) {
        mr_buf_puts(&text, text.n ? " and " : "");
        mr_buf_puts(&text, range.high_open ? "less than " : "at most ");
        mr_buf_double(&text, range.high);
    }
    problem(r, "parameter.invalid", pointer,
            mr_arena_printf(r->arena, "must be %s%s%s, not %s",
                            text.at ? text.at : "greater than -9223372036854775808",
                            p->unit ? " " : "", p->unit ? p->unit : "", shown(r, value)),
            NULL);
    mr_buf_clear(&text);
    return false;
}

static bool read_real(reader *r, const mr_param *p, const json_t *value, double *out,
                      const char *pointer)
{
    const mr_range range = mr_range_of(p->range);

    if (!json_is_number(value))
        return wrong_type(r, pointer, "a number", p->nullable && p->kind == MR_REAL, value);
    *out = json_number_value(value);
    return mr_range_holds(&range, *out) || out_of_range(r, p, pointer, value);
}

// 5.0 is an integer, as in JSON Schema.
static bool read_int(reader *r, const mr_param *p, const json_t *value, int64_t *out,
                     const char *pointer)
{
    const mr_range range = mr_range_of(p->range);
    const double real = json_number_value(value);

    if (json_is_integer(value))
        *out = json_integer_value(value);
    else if (json_is_real(value) && floor(real) == real && fabs(real) < 0x1p63)
        *out = (int64_t)real;
    else
        return wrong_type(r, pointer, "an integer", p->nullable && p->kind == MR_INT, value);
    if (*out == MR_INT_NULL)
        return out_of_range(r, p, pointer, value);
    return mr_range_holds(&range, (double)*out) || out_of_range(r, p, pointer, value);
}

static const char *nearest_choice(reader *r, const char *choices, const char *text)
{
    const char *best = NULL;
    size_t least = 3;

    for (size_t i = 0; i < mr_choice_count(choices); i++) {
        mr_str choice = mr_choice_at(choices, i);
        const char *name = mr_arena_strndup(r->arena, choice.at, choice.n);
        size_t distance = mr_edit_distance(text, name, least);
        if (distance < least) {
            least = distance;
            best = name;
        }
    }
    return best ? mr_arena_printf(r->arena, "did you mean `%s`?", best) : NULL;
}

static bool read_choice(reader *r, const mr_param *p, const json_t *value, int *out,
                        const char *pointer)
{
    if (!json_is_string(value))
        return wrong_type(r, pointer, "a text", false, value);
    *out =
        mr_choice_find(p->choices, (mr_str){json_string_value(value), json_string_length(value)});
    if (*out >= 0)
        return true;
    problem(r, "parameter.invalid", pointer,
            mr_arena_printf(r->arena, "must be one of %s, not %s", p->choices, shown(r, value)),
            nearest_choice(r, p->choices, json_string_value(value)));
    return false;
}

static bool read_list(reader *r, const mr_param *p, const json_t *value, void *at,
                      const char *pointer)
{
    if (!json_is_array(value))
        return wrong_type(r, pointer, "an array", p->nullable, value);
    const size_t n = json_array_size(value);
    const bool whole = p->kind == MR_INTS;
    double *reals = whole ? NULL : MR_ARENA_ARRAY(r->arena, double, n + 1);
    int64_t *ints = whole ? MR_ARENA_ARRAY(r->arena, int64_t, n + 1) : NULL;
    bool good = true;

    for (size_t i = 0; i < n; i++) {
        const char *item = mr_arena_printf(r->arena, "%s/%zu", pointer, i);
        const json_t *v = json_array_get(value, i);
        good &= whole ? read_int(r, p, v, &ints[i], item) : read_real(r, p, v, &reals[i], item);
    }
    if (whole)
        *(mr_ints *)at = (mr_ints){n, ints};
    else
        *(mr_reals *)at = (mr_reals){n, reals};
    return good;
}

static bool read_text(reader *r, const mr_param *p, const json_t *value, const char **out,
                      const char *pointer)
{
    if (!json_is_string(value))
        return wrong_type(r, pointer, "a text", p->nullable, value);
    if (strlen(json_string_value(value)) != json_string_length(value)) {
        problem(r, "parameter.invalid", pointer, "must not hold a NUL character", NULL);
        return false;
    }
    *out = mr_arena_strdup(r->arena, json_string_value(value));
    return true;
}

static bool read_texts(reader *r, const mr_param *p, const json_t *value, mr_texts *out,
                       const char *pointer)
{
    const mr_param item = {.nullable = false};
    const size_t n = json_array_size(value);
    bool good = true;

    if (!json_is_array(value))
        return wrong_type(r, pointer, "an array of names", p->nullable, value);
    const char **at = MR_ARENA_ARRAY(r->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        const json_t *v = json_array_get(value, i);
        const char *where = mr_arena_printf(r->arena, "%s/%zu", pointer, i);
        at[i] = ""; // where it cannot be read
        if (json_is_string(v) && json_string_length(v) == 0) {
            problem(r, "parameter.invalid", where, "must not be empty", NULL);
            good = false;
        } else {
            good &= read_text(r, &item, v, &at[i], where);
        }
    }
    *out = (mr_texts){n, at};
    return good;
}

static void set_null(const mr_param *p, void *at)
{
    switch (p->kind) {
    case MR_REAL: *(double *)at = MR_NAN; break;
    case MR_INT: *(int64_t *)at = MR_INT_NULL; break;
    case MR_TEXT: *(const char **)at = NULL; break;
    case MR_REALS: *(mr_reals *)at = (mr_reals){0}; break;
    case MR_INTS: *(mr_ints *)at = (mr_ints){0}; break;
    case MR_RECORDS: *(mr_records *)at = (mr_records){0}; break;
    case MR_TEXTS: *(mr_texts *)at = (mr_texts){0}; break;
    case MR_TRUTH:
    case MR_CHOICE: break; // never nullable
    }
}

static bool read_records(reader *r, const mr_param *p, const json_t *value, mr_records *out,
                         const char *pointer);

static bool read_value(reader *r, const mr_param *p, const json_t *value, void *at,
                       const char *pointer)
{
    if (json_is_null(value) && p->nullable) {
        set_null(p, at);
        return true;
    }
    switch (p->kind) {
    case MR_REAL: return read_real(r, p, value, at, pointer);
    case MR_INT: return read_int(r, p, value, at, pointer);
    case MR_TEXT: return read_text(r, p, value, at, pointer);
    case MR_CHOICE: return read_choice(r, p, value, at, pointer);
    case MR_REALS:
    case MR_INTS: return read_list(r, p, value, at, pointer);
    case MR_RECORDS: return read_records(r, p, value, at, pointer);
    case MR_TEXTS: return read_texts(r, p, value, at, pointer);
    case MR_TRUTH:
        if (!json_is_boolean(value))
            return wrong_type(r, pointer, "true or false", false, value);
        *(bool *)at = json_is_true(value);
        return true;
    }
    return false;
}

// A key as a token of a JSON pointer.
static const char *token(reader *r, const char *pointer, const char *key)
{
    mr_buf buf = {0};

    mr_buf_puts(&buf, pointer);
    mr_buf_putc(&buf, '/');
    for (; *key; key++) {
        if (*key == '~')
            mr_buf_puts(&buf, "~0");
        else if (*key == '/')
            mr_buf_puts(&buf, "~1");
        else
            mr_buf_putc(&buf, *key);
    }
    const char *text = mr_arena_strdup(r->arena, buf.at);
    mr_buf_clear(&buf);
    return text;
}

static bool read_record(reader *r, const mr_param *p, json_t *item, void *at, const char *pointer)
{
    const size_t before = r->problems;
    const char *key;
    json_t *value;

    if (!json_is_object(item))
        return wrong_type(r, pointer, "an object", false, item);
    json_object_foreach(item, key, value) if (!mr_param_named(p->fields, key))
        problem(r, "parameter.unknown", token(r, pointer, key),
                mr_arena_printf(r->arena, "`%s` is not a field of %s", key, p->name), NULL);
    for (const mr_param *f = p->fields; f->name; f++) {
        const char *where = token(r, pointer, f->name);
        void *field = (char *)at + f->offset;
        value = json_object_get(item, f->name);
        if (value) {
            read_value(r, f, value, field, where);
        } else if (f->def) {
            value = mr_param_default(f);
            read_value(r, f, value, field, where);
            json_decref(value);
        } else {
            problem(r, "parameter.missing", where,
                    mr_arena_printf(r->arena, "`%s` is missing", f->name), NULL);
        }
    }
    return r->problems == before;
}

static bool read_records(reader *r, const mr_param *p, const json_t *value, mr_records *out,
                         const char *pointer)
{
    if (!json_is_array(value))
        return wrong_type(r, pointer, "an array", p->nullable, value);
    const size_t n = json_array_size(value);
    char *items = mr_arena_alloc(r->arena, (n + 1) * p->item_size);
    bool good = true;

    for (size_t i = 0; i < n; i++)
        good &= read_record(r, p, json_array_get(value, i), items + i * p->item_size,
                            mr_arena_printf(r->arena, "%s/%zu", pointer, i));
    *out = (mr_records){n, items};
    return good;
}

static const char *read_name(reader *r, const json_t *value, bool nullable, const char *pointer)
{
    const mr_param as_text = {.nullable = nullable};
    const char *name = NULL;

    if (nullable && json_is_null(value))
        return NULL;
    if (!json_is_string(value))
        wrong_type(r, pointer, "a column name", nullable, value);
    else if (json_string_length(value) == 0)
        problem(r, "parameter.invalid", pointer, "must be a column name, not empty", NULL);
    else
        read_text(r, &as_text, value, &name, pointer);
    return name;
}

static void read_many(reader *r, const mr_port *port, const json_t *value, mr_args *args,
                      const char *pointer)
{
    if (!value) {
        args->n_columns = mr_choice_count(port->column);
        args->columns = MR_ARENA_ARRAY(r->arena, const char *, args->n_columns);
        for (size_t i = 0; i < args->n_columns; i++) {
            mr_str name = mr_choice_at(port->column, i);
            args->columns[i] = mr_arena_strndup(r->arena, name.at, name.n);
        }
        return;
    }
    if (!json_is_array(value)) {
        wrong_type(r, pointer, "an array of column names", false, value);
        return;
    }
    args->n_columns = json_array_size(value);
    args->columns = MR_ARENA_ARRAY(r->arena, const char *, args->n_columns + 1);
    for (size_t i = 0; i < args->n_columns; i++)
        args->columns[i] = read_name(r, json_array_get(value, i), false,
                                     mr_arena_printf(r->arena, "%s/%zu", pointer, i));
}

static void read_ports(reader *r, const mr_port *ports, const char **names, const json_t *object,
                       mr_args *args)
{
    for (size_t i = 0; ports && ports[i].param; i++) {
        const mr_port *port = &ports[i];
        const json_t *value = json_object_get(object, port->param);
        const char *pointer = mr_arena_printf(r->arena, "/%s", port->param);
        if (port->many)
            read_many(r, port, value, args, pointer);
        else if (value)
            names[i] = read_name(r, value, port->optional, pointer);
        else
            names[i] = port->column;
    }
}

static void check_outputs_differ(reader *r, const mr_args *args)
{
    const size_t n = mr_operator_n_outputs(r->op);

    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            if (args->outputs[i] && args->outputs[j] &&
                strcmp(args->outputs[i], args->outputs[j]) == 0) {
                problem(r, "parameter.invalid",
                        mr_arena_printf(r->arena, "/%s", r->op->outputs[i].param),
                        mr_arena_printf(r->arena, "must differ from %s, both are `%s`",
                                        r->op->outputs[j].param, args->outputs[i]),
                        NULL);
                break;
            }
}

static const char *nearest_name(reader *r, const char *key)
{
    const mr_operator *op = r->op;
    const char *best = NULL;
    size_t least = 4;

    for (const mr_param *p = op->params; p && p->name; p++)
        if (mr_edit_distance(key, p->name, least) < least) {
            least = mr_edit_distance(key, p->name, least);
            best = p->name;
        }
    for (int side = 0; side < 2; side++)
        for (const mr_port *p = side ? op->outputs : op->inputs; p && p->param; p++)
            if (mr_edit_distance(key, p->param, least) < least) {
                least = mr_edit_distance(key, p->param, least);
                best = p->param;
            }
    return best ? mr_arena_printf(r->arena, "did you mean `%s`?", best) : NULL;
}

static void check_known(reader *r, json_t *object)
{
    const char *key;
    json_t *value;

    json_object_foreach(object, key, value)
    {
        if (mr_param_named(r->op->params, key) || mr_port_named(r->op->inputs, key, NULL) ||
            mr_port_named(r->op->outputs, key, NULL))
            continue;
        problem(r, "parameter.unknown", token(r, "", key),
                mr_arena_printf(r->arena, "`%s` is not a parameter of %s", key, r->op->id),
                nearest_name(r, key));
    }
}

// Lists that go by the columns of the `many` port, item by item; null is no list.
static void check_per_column(reader *r, const mr_args *args)
{
    for (const mr_param *p = r->op->params; p && p->name; p++) {
        const mr_reals *list =
            (const mr_reals *)(const void *)((const char *)args->params + p->offset);
        if (p->per_column && list->at && list->n != args->n_columns)
            problem(r, "parameter.invalid", mr_arena_printf(r->arena, "/%s", p->name),
                    mr_arena_printf(r->arena, "must have an item for each column: %zu for %zu",
                                    list->n, args->n_columns),
                    NULL);
    }
}

static void check_together(reader *r, const mr_args *args)
{
    mr_error err = {.status = MR_OK};

    if (r->problems || !r->op->check || r->op->check(args->params, &err) == MR_OK)
        return;
    problem(r, "parameter.invalid", mr_arena_printf(r->arena, "/%s", err.where),
            mr_arena_strdup(r->arena, err.message), NULL);
}

mr_status mr_args_read(const mr_operator *op, struct json_t *parameters, mr_arena *arena,
                       mr_args **out, mr_param_report *report, void *context)
{
    reader r = {.op = op, .arena = arena, .report = report, .context = context};
    mr_args *args = MR_ARENA_NEW(arena, mr_args);

    *args = (mr_args){
        .op = op,
        .params = mr_arena_alloc(arena, op->params_size + 1),
        .inputs = MR_ARENA_ARRAY(arena, const char *, mr_operator_n_inputs(op) + 1),
        .outputs = MR_ARENA_ARRAY(arena, const char *, mr_operator_n_outputs(op) + 1),
    };
    *out = args;
    if (parameters && !json_is_null(parameters) && !json_is_object(parameters)) {
        wrong_type(&r, "", "an object", true, parameters);
        return MR_EPARAM;
    }
    check_known(&r, parameters);
    read_ports(&r, op->inputs, args->inputs, parameters, args);
    read_ports(&r, op->outputs, args->outputs, parameters, args);
    for (const mr_param *p = op->params; p && p->name; p++) {
        json_t *given = json_object_get(parameters, p->name);
        json_t *value = given ? json_incref(given) : mr_param_default(p);
        read_value(&r, p, value, (char *)args->params + p->offset,
                   mr_arena_printf(arena, "/%s", p->name));
        json_decref(value);
    }
    check_outputs_differ(&r, args);
    if (!r.problems)
        check_per_column(&r, args);
    check_together(&r, args);
    return r.problems ? MR_EPARAM : MR_OK;
}
