// An operator's page: one text for the manual and the command line.
#include <jansson.h>
#include <string.h>

#include "mudrock/manual.h"
#include "mudrock/sql.h"

#include "example.h"
#include "grid.h"
#include "tables.h"

enum { LINE = 96, LIST_ITEMS = 6, LONG_DEFAULT = 40 };

typedef struct page {
    const mr_operator *op;
    mr_arena *arena;
    mr_buf *out;
} page;

static bool is_newest(const mr_operator *op)
{
    return mr_operator_find(op->id, NULL) == op;
}

// As its source file is called.
const char *mr_operator_page_name(const mr_operator *op, mr_arena *arena)
{
    if (is_newest(op))
        return op->id;
    return mr_arena_printf(arena, "%s_v%.*s", op->id, (int)strcspn(op->version, "."), op->version);
}

static const char *example_text(const char *name)
{
    const mr_example_text *example = mr_examples;

    while (example->name && strcmp(example->name, name) != 0)
        example++;
    return example->json;
}

// An older version without cases of its own has those of the newest.
struct json_t *mr_operator_example(const mr_operator *op)
{
    mr_arena *arena = mr_arena_new();
    const char *own = example_text(mr_operator_page_name(op, arena));
    const char *text = own ? own : example_text(op->id);

    mr_arena_free(arena);
    return text ? json_loads(text, 0, NULL) : NULL;
}

// --- words ---

static const char *code(const page *p, const char *text)
{
    return text && *text ? mr_arena_printf(p->arena, "`%s`", text) : "";
}

// "a,b" -> "`a`, `b`"
static const char *codes(const page *p, const char *names)
{
    const char *text = "";

    for (size_t i = 0; names && i < mr_choice_count(names); i++) {
        mr_str name = mr_choice_at(names, i);
        text = mr_arena_printf(p->arena, "%s%s`%.*s`", text, i ? ", " : "", (int)name.n, name.at);
    }
    return text;
}

static const char *bounds_of(const page *p, const mr_param *param)
{
    const mr_range range = mr_range_of(param->range);
    const bool low = isfinite(range.low), high = isfinite(range.high);

    if (param->kind == MR_CHOICE)
        return codes(p, param->choices);
    if (low && high && !range.low_open && !range.high_open)
        return mr_arena_printf(p->arena, "%g to %g", range.low, range.high);
    const char *from =
        low ? mr_arena_printf(p->arena, "%s %g", range.low_open ? "above" : "at least", range.low)
            : "";
    const char *to =
        high ? mr_arena_printf(p->arena, "%s %g", range.high_open ? "below" : "at most", range.high)
             : "";
    return mr_arena_printf(p->arena, "%s%s%s", from, low && high ? ", " : "", to);
}

static const char *kind_name(const mr_param *param)
{
    switch (param->kind) {
    case MR_REAL: return param->nullable ? "number or null" : "number";
    case MR_INT: return param->nullable ? "integer or null" : "integer";
    case MR_TRUTH: return "true or false";
    case MR_TEXT: return param->nullable ? "text or null" : "text";
    case MR_CHOICE: return "one of";
    case MR_REALS: return "list of numbers";
    case MR_INTS: return "list of integers";
    case MR_RECORDS: return "list of records";
    case MR_TEXTS: return param->columns ? "list of columns" : "list of names";
    }
    return "";
}

static bool begins_with(const char *text, const char *start)
{
    const size_t n = strlen(start);
    return strlen(text) >= n && mr_str_ieq((mr_str){text, n}, mr_str_of(start));
}

// Title and help as one text; of two that begin alike the longer one.
static const char *meaning(const page *p, const char *title, const char *help)
{
    if (!title || !help)
        return title ? title : help;
    if (begins_with(help, title))
        return mr_arena_printf(p->arena, "%s%s", title, help + strlen(title));
    return mr_arena_printf(p->arena, "%s: %s", title, help);
}

// --- parts ---

static void heading(const page *p, const char *text)
{
    mr_buf_printf(p->out, "\n## %s\n\n", text);
}

// Versions other than this one.
static void put_versions(const page *p)
{
    for (size_t i = 0; i < mr_operator_count(); i++) {
        const mr_operator *other = mr_operator_at(i);
        if (other == p->op || strcmp(other->id, p->op->id) != 0)
            continue;
        mr_buf_printf(p->out, "\nAlso in version [%s](%s.md)%s.\n", other->version,
                      mr_operator_page_name(other, p->arena),
                      other->replacement_version ? ", which is deprecated" : "");
    }
}

static void put_head(const page *p, const char *picture)
{
    const mr_operator *op = p->op;

    mr_buf_printf(p->out, "# %s\n\n`%s` %s: %s, family %s, %s%s\n", op->title, op->id, op->version,
                  mr_category_name(op->category), op->family, mr_operator_kind(op),
                  op->across ? ", over all wells at once" : "");
    if (op->replacement_version)
        mr_buf_printf(p->out, "\n**Deprecated: use version %s**, which takes %s.\n",
                      op->replacement_version,
                      op->migrate ? "its parameters in another form; the validator offers them"
                                  : "its place");
    if (op->aliases)
        mr_buf_printf(p->out, "\nAlso known as %s.\n", codes(p, op->aliases));
    put_versions(p);
    if (!begins_with(op->help, op->title) || strlen(op->help) > strlen(op->title) + 1)
        mr_buf_printf(p->out, "\n%s\n", op->help);
    if (picture)
        mr_buf_printf(p->out, "\n![Input and output of %s](%s)\n", op->id, picture);
}

// One statement a line, long ones wrapped at blanks.
static void put_statement(const page *p, mr_str text)
{
    size_t width = 0;

    while (text.n) {
        const char *blank = memchr(text.at, ' ', text.n);
        size_t word = blank ? (size_t)(blank - text.at) : text.n;
        if (width && width + 1 + word > LINE) {
            mr_buf_puts(p->out, "\n    ");
            width = 4;
        } else if (width) {
            mr_buf_putc(p->out, ' ');
            width++;
        }
        mr_buf_put(p->out, text.at, word);
        width += word;
        text.at += word + (blank != NULL);
        text.n -= word + (blank != NULL);
    }
    mr_buf_putc(p->out, '\n');
}

static void put_sentence(const page *p, const char *before, const char *text)
{
    const size_t n = strlen(text);
    const char *stop = n > 0 && text[n - 1] == '.' ? "" : ".";
    mr_buf_printf(p->out, "%s: %s%s\n", before, text, stop);
}

// Statements are parted by semicolons; one inside brackets parts nothing.
static void put_formula(const page *p)
{
    const char *start = p->op->formula;
    int depth = 0;

    heading(p, "Formula");
    mr_buf_puts(p->out, "```\n");
    for (const char *c = start; *c; c++) {
        depth += (*c == '(' || *c == '[') - (*c == ')' || *c == ']');
        if (depth > 0 || c[0] != ';' || c[1] != ' ')
            continue;
        put_statement(p, (mr_str){start, (size_t)(c - start)});
        start = c + 2;
    }
    put_statement(p, mr_str_of(start));
    mr_buf_puts(p->out, "```\n\n");
    put_sentence(p, "Nulls and edges", p->op->edge);
    mr_buf_putc(p->out, '\n');
    put_sentence(p, "Source", p->op->source);
}

static void put_ports(const page *p, const char *title, const mr_port *ports, bool output)
{
    mr_grid grid =
        mr_grid_new(p->arena, output ? "parameter|column made|type|unit|quantity|meaning"
                                     : "parameter|column|type|unit|quantity|needed|meaning");

    if (!ports || !ports->param)
        return;
    heading(p, title);
    for (; ports->param; ports++) {
        const char *help = ports->help;
        if (ports->labels)
            help = mr_arena_printf(p->arena, "%s%sone of %s", help ? help : "", help ? ": " : "",
                                   codes(p, ports->labels));
        mr_grid_add(&grid, code(p, ports->param));
        mr_grid_add(&grid, ports->column ? codes(p, ports->column) : "none");
        mr_grid_add(&grid,
                    ports->type == MR_ANY ? "number or bool" : code(p, mr_type_name(ports->type)));
        mr_grid_add(&grid, ports->unit);
        mr_grid_add(&grid, ports->quantity);
        if (!output)
            mr_grid_add(&grid, ports->replaces   ? "no, replaces the parameter"
                               : ports->optional ? "no"
                                                 : "yes");
        mr_grid_add(&grid, help);
    }
    mr_grid_print(&grid, p->out);
}

// `inside` is the parameter whose records have these fields, NULL = none.
static void add_params(const page *p, mr_grid *grid, const mr_param *params, const char *inside)
{
    for (; params && params->name; params++) {
        const char *name =
            inside ? mr_arena_printf(p->arena, "%s[].%s", inside, params->name) : params->name;
        mr_grid_add(grid, code(p, name));
        mr_grid_add(grid, kind_name(params));
        mr_grid_add(grid, params->unit);
        mr_grid_add(grid, !params->def || params->needed       ? "must be given"
                          : strlen(params->def) > LONG_DEFAULT ? "below"
                                                               : code(p, params->def));
        mr_grid_add(grid, bounds_of(p, params));
        mr_grid_add(grid, meaning(p, params->title, params->help));
        if (params->kind == MR_RECORDS)
            add_params(p, grid, params->fields, params->name);
    }
}

static void put_params(const page *p)
{
    mr_grid grid = mr_grid_new(p->arena, "parameter|type|unit|default|bounds|meaning");

    if (!p->op->params || !p->op->params->name)
        return;
    heading(p, "Parameters");
    add_params(p, &grid, p->op->params, NULL);
    mr_grid_print(&grid, p->out);
    for (const mr_param *param = p->op->params; param->name; param++) {
        if (strlen(param->def) > LONG_DEFAULT)
            mr_buf_printf(p->out, "\nDefault of `%s`: `%s`.\n", param->name, param->def);
        if (mr_param_is_port(param))
            mr_buf_printf(p->out, "\nA table may be connected in the place of `%s`.\n",
                          param->name);
    }
}

// Tables that go in by name.
static void put_tables(const page *p)
{
    const mr_operator *op = p->op;

    if (!op->input_names)
        return;
    heading(p, "Tables");
    mr_buf_printf(p->out, "It takes %s, named %s%s.\n",
                  op->max_inputs < 0 || op->min_inputs < op->max_inputs ? "one table or more"
                                                                        : "tables",
                  codes(p, op->input_names), op->max_inputs < 0 ? " and so on" : "");
}

static void put_sql(const page *p)
{
    mr_sql_signature signature;

    if (!is_newest(p->op) || !(p->op->map || p->op->each))
        return;
    mr_sql_signature_of(p->op, &signature);
    heading(p, "In SQL");
    mr_buf_printf(p->out, "```\n%s(", p->op->id);
    for (size_t i = 0; i < signature.n; i++) {
        const mr_sql_argument *argument = &signature.at[i];
        if (i == signature.required && i < signature.n)
            mr_buf_puts(p->out, i ? " [, " : "[");
        else
            mr_buf_puts(p->out, i ? ", " : "");
        mr_buf_puts(p->out, argument->param ? argument->param->name : argument->port->param);
    }
    mr_buf_printf(p->out, "%s)\n```\n", signature.required < signature.n ? "]" : "");
}

// --- the example ---

static const char *cell_text(const page *p, const json_t *value)
{
    const char *text = "";

    if (json_is_null(value))
        return "null";
    if (json_is_number(value))
        return mr_arena_printf(p->arena, "%.8g", json_number_value(value));
    if (json_is_boolean(value))
        return json_is_true(value) ? "true" : "false";
    if (json_is_string(value))
        return json_string_value(value);
    for (size_t i = 0; i < json_array_size(value) && i < LIST_ITEMS; i++)
        text = mr_arena_printf(p->arena, "%s%s%s", text, i ? ", " : "",
                               cell_text(p, json_array_get(value, i)));
    return mr_arena_printf(p->arena,
                           json_array_size(value) > LIST_ITEMS ? "%s, ... (%zu items)" : "%s", text,
                           json_array_size(value));
}

static void add_cells(const page *p, mr_grid *grid, const json_t *row)
{
    for (size_t c = 0; c < json_array_size(row); c++)
        mr_grid_add(grid, cell_text(p, json_array_get(row, c)));
}

static const char *column_names(const page *p, const json_t *table, const char *before)
{
    const json_t *columns = json_object_get(table, "columns");
    const char *names = "";

    for (size_t i = 0; i < json_array_size(columns); i++)
        names =
            mr_arena_printf(p->arena, "%s%s%s%s", names, i ? "|" : "", before,
                            json_string_value(json_object_get(json_array_get(columns, i), "name")));
    return names;
}

// One table, or an input and what is made of it side by side.
static void put_table(const page *p, const char *title, const json_t *table, const json_t *made)
{
    const json_t *rows = json_object_get(table, "rows");
    const json_int_t all = json_integer_value(json_object_get(table, "of"));
    const char *heads = column_names(p, table, "");

    if (made)
        heads = mr_arena_printf(p->arena, "%s|%s", heads, column_names(p, made, "→ "));
    mr_grid grid = mr_grid_new(p->arena, heads);
    for (size_t r = 0; r < json_array_size(rows); r++) {
        add_cells(p, &grid, json_array_get(rows, r));
        if (made)
            add_cells(p, &grid, json_array_get(json_object_get(made, "rows"), r));
    }
    mr_buf_printf(p->out, "\n%s", title);
    if (all > (json_int_t)json_array_size(rows))
        mr_buf_printf(p->out, ", the first %zu of %lld rows", json_array_size(rows),
                      (long long)all);
    mr_buf_puts(p->out, ":\n\n");
    mr_grid_print(&grid, p->out);
    if (json_array_size(rows) == 0)
        mr_buf_puts(p->out, "No rows.\n");
}

static void put_example(const page *p)
{
    json_t *example = mr_operator_example(p->op);
    const json_t *inputs = json_object_get(example, "inputs");
    const json_t *params = json_object_get(example, "params");
    const json_t *expected = json_object_get(example, "expected");

    if (!example)
        return;
    heading(p, "Example");
    if (json_object_size(params)) {
        char *text = json_dumps(params, JSON_SORT_KEYS);
        mr_buf_printf(p->out, "With `%s`.\n", text);
        free(text);
    } else
        mr_buf_puts(p->out, "With all parameters at their defaults.\n");
    if (!p->op->replaces_rows && json_array_size(inputs) == 1)
        put_table(p, "Input and what is appended", json_array_get(inputs, 0), expected);
    else {
        for (size_t i = 0; i < json_array_size(inputs); i++)
            put_table(p, i ? "Further input" : "Input", json_array_get(inputs, i), NULL);
        put_table(p, "Result", expected, NULL);
    }
    json_decref(example);
}

void mr_operator_page(const mr_operator *op, const char *picture, mr_buf *out)
{
    const page p = {.op = op, .arena = mr_arena_new(), .out = out};

    put_head(&p, picture);
    put_formula(&p);
    put_tables(&p);
    put_ports(&p, "Inputs", op->inputs, false);
    put_params(&p);
    put_ports(&p, "Outputs", op->outputs, true);
    put_sql(&p);
    put_example(&p);
    mr_arena_free(p.arena);
}

// --- the list ---

// The operators of a family of this category, in the order of their ids.
static void put_family(const mr_operator *first, mr_arena *arena, mr_buf *out)
{
    mr_grid grid = mr_grid_new(arena, "operator|what it gives");

    mr_buf_printf(out, "\n### %s\n\n", first->family);
    for (size_t i = 0; i < mr_operator_count(); i++) {
        const mr_operator *op = mr_operator_at(i);
        if (op->category != first->category || strcmp(op->family, first->family) != 0)
            continue;
        mr_grid_add(
            &grid, mr_arena_printf(arena, "[%s](%s.md)", op->id, mr_operator_page_name(op, arena)));
        mr_grid_add(&grid, op->replacement_version
                               ? mr_arena_printf(arena, "%s (version %s, deprecated)", op->title,
                                                 op->version)
                               : op->title);
    }
    mr_grid_print(&grid, out);
}

static bool is_first_of_family(size_t at)
{
    const mr_operator *op = mr_operator_at(at);

    for (size_t i = 0; i < at; i++)
        if (mr_operator_at(i)->category == op->category &&
            strcmp(mr_operator_at(i)->family, op->family) == 0)
            return false;
    return true;
}

void mr_operator_index(mr_buf *out)
{
    mr_arena *arena = mr_arena_new();

    mr_buf_puts(out, "# Operators\n\nA page each, made by `make docs` from what the program says "
                     "of itself; `mudrock operator show ID` prints the same.\n");
    for (size_t i = 0; i < mr_operator_count(); i++) {
        const mr_operator *op = mr_operator_at(i);
        if (i == 0 || mr_operator_at(i - 1)->category != op->category)
            mr_buf_printf(out, "\n## %s\n", mr_category_name(op->category));
        if (is_first_of_family(i))
            put_family(op, arena, out);
    }
    mr_arena_free(arena);
}
