// Text into a tree, by recursive descent.
#include "formula.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

typedef enum token_kind {
    T_END,
    T_NUMBER,
    T_TEXT,
    T_NAME,
    T_QUOTED, // a name in double quotes
    T_SYMBOL,
} token_kind;

typedef struct token {
    token_kind kind;
    size_t at, n; // in the text
    double number;
    const char *text;
} token;

typedef struct parser {
    const char *text;
    size_t next;
    token now;
    size_t depth;
    mr_arena *arena;
    mr_error *err;
} parser;

// Functions: name, least and most arguments.
static const struct {
    const char *name;
    mr_formula_call call;
    size_t least, most;
    const char *row;
} functions[] = {
    {"abs", MR_C_ABS, 1, 1, "abs 1 1"},
    {"ceil", MR_C_CEIL, 1, 1, "ceil 1 1"},
    {"clip", MR_C_CLIP, 3, 3, "clip 3 3"},
    {"coalesce", MR_C_COALESCE, 2, MR_FORMULA_MOST_ARGUMENTS, "coalesce 2 32"},
    {"cos", MR_C_COS, 1, 1, "cos 1 1"},
    {"exp", MR_C_EXP, 1, 1, "exp 1 1"},
    {"floor", MR_C_FLOOR, 1, 1, "floor 1 1"},
    {"if", MR_C_IF, 3, 3, "if 3 3"},
    {"isnull", MR_C_ISNULL, 1, 1, "isnull 1 1"},
    {"ln", MR_C_LN, 1, 1, "ln 1 1"},
    {"log10", MR_C_LOG10, 1, 1, "log10 1 1"},
    {"max", MR_C_MAX, 2, MR_FORMULA_MOST_ARGUMENTS, "max 2 32"},
    {"min", MR_C_MIN, 2, MR_FORMULA_MOST_ARGUMENTS, "min 2 32"},
    {"pow", MR_C_POWER, 2, 2, "pow 2 2"},
    {"round", MR_C_ROUND, 1, 1, "round 1 1"},
    {"sin", MR_C_SIN, 1, 1, "sin 1 1"},
    {"sqrt", MR_C_SQRT, 1, 1, "sqrt 1 1"},
    {"tan", MR_C_TAN, 1, 1, "tan 1 1"},
};

enum { N_FUNCTIONS = sizeof functions / sizeof *functions };

const char *mr_formula_function_at(size_t i)
{
    return i < N_FUNCTIONS ? functions[i].row : NULL;
}

__attribute__((format(printf, 3, 4))) static mr_status fail(parser *p, size_t at,
                                                            const char *format, ...)
{
    char message[400];
    va_list args;

    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return mr_fail(p->err, MR_EPARAM, NULL, "%s (character %zu)", message,
                   mr_utf8_count((mr_str){p->text, at}) + 1);
}

// --- tokens ---

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool starts_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

// 'it''s' or "any name": the quote doubled stands for itself.
static mr_status read_quoted(parser *p, char quote, token_kind kind)
{
    const size_t begin = p->next++;
    mr_buf text = {0};

    for (;; p->next++) {
        const char c = p->text[p->next];
        if (c == 0) {
            mr_buf_clear(&text);
            return fail(p, begin, "a %c has no end", quote);
        }
        if (c == quote && p->text[p->next + 1] != quote)
            break;
        p->next += c == quote;
        mr_buf_putc(&text, c);
    }
    p->next++;
    p->now = (token){kind, begin, p->next - begin, 0,
                     mr_arena_strndup(p->arena, text.n ? text.at : "", text.n)};
    mr_buf_clear(&text);
    if (kind == T_QUOTED && !*p->now.text)
        return fail(p, begin, "a name is empty");
    return MR_OK;
}

static mr_status read_number(parser *p)
{
    const size_t begin = p->next;
    double number = 0;
    const size_t n = mr_parse_double(mr_str_of(p->text + begin), &number);

    if (n == 0)
        return fail(p, begin, "a number cannot be read");
    p->next += n;
    if (starts_name(p->text[p->next]))
        return fail(p, p->next, "a number ends in a letter");
    p->now = (token){T_NUMBER, begin, n, number, NULL};
    return MR_OK;
}

static void read_name(parser *p)
{
    const size_t begin = p->next;

    while (starts_name(p->text[p->next]) || is_digit(p->text[p->next]))
        p->next++;
    p->now = (token){T_NAME, begin, p->next - begin, 0,
                     mr_arena_strndup(p->arena, p->text + begin, p->next - begin)};
}

static mr_status read_symbol(parser *p)
{
    static const char *const symbols[] = {"==", "!=", "<=", ">=", "<", ">", "+", "-",
                                          "*",  "/",  "^",  "(",  ")", ",", "[", "]"};
    const char *at = p->text + p->next;

    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        const size_t n = strlen(symbols[i]);
        if (strncmp(at, symbols[i], n) != 0)
            continue;
        p->now = (token){T_SYMBOL, p->next, n, 0, symbols[i]};
        p->next += n;
        return MR_OK;
    }
    if (*at == '=')
        return fail(p, p->next, "= is no comparison: write ==");
    if (*at == '&' || *at == '|' || *at == '!')
        return fail(p, p->next, "write and, or, not instead of %c", *at);
    return fail(p, p->next, "there is no place for %c", *at);
}

static mr_status advance(parser *p)
{
    p->next += strspn(p->text + p->next, " \t\r\n");
    const char c = p->text[p->next];
    if (c == 0) {
        p->now = (token){T_END, p->next, 0, 0, ""};
        return MR_OK;
    }
    if (is_digit(c) || (c == '.' && is_digit(p->text[p->next + 1])))
        return read_number(p);
    if (c == '\'')
        return read_quoted(p, c, T_TEXT);
    if (c == '"')
        return read_quoted(p, c, T_QUOTED);
    if (starts_name(c)) {
        read_name(p);
        return MR_OK;
    }
    return read_symbol(p);
}

static bool is_symbol(const parser *p, const char *symbol)
{
    return p->now.kind == T_SYMBOL && strcmp(p->now.text, symbol) == 0;
}

static bool is_word(const parser *p, const char *word)
{
    return p->now.kind == T_NAME && mr_str_ieq(mr_str_of(p->now.text), mr_str_of(word));
}

static mr_status want(parser *p, const char *symbol)
{
    if (is_symbol(p, symbol))
        return advance(p);
    if (p->now.kind == T_END)
        return fail(p, p->now.at, "the formula ends where %s is missing", symbol);
    return fail(p, p->now.at, "%s is missing before `%.*s`", symbol, (int)p->now.n,
                p->text + p->now.at);
}

// --- the tree ---

static mr_formula *node(parser *p, mr_formula_kind kind, size_t at)
{
    mr_formula *made = MR_ARENA_NEW(p->arena, mr_formula);

    made->kind = kind;
    made->at = at;
    return made;
}

static mr_formula *call(parser *p, mr_formula_call what, const char *symbol, size_t at,
                        const mr_formula *a, const mr_formula *b)
{
    mr_formula *made = node(p, MR_F_CALL, at);

    made->call = what;
    made->symbol = symbol;
    made->n = b ? 2 : 1;
    made->arguments = MR_ARENA_ARRAY(p->arena, const mr_formula *, 2);
    made->arguments[0] = a;
    made->arguments[1] = b;
    return made;
}

static mr_status parse_or(parser *p, const mr_formula **out);

static mr_status parse_arguments(parser *p, mr_formula *made)
{
    const mr_formula *arguments[MR_FORMULA_MOST_ARGUMENTS];

    if (!is_symbol(p, ")"))
        for (;;) {
            if (made->n == MR_FORMULA_MOST_ARGUMENTS)
                return fail(p, p->now.at, "%s takes at most %d arguments", made->symbol,
                            MR_FORMULA_MOST_ARGUMENTS);
            MR_TRY(parse_or(p, &arguments[made->n]));
            made->n++;
            if (!is_symbol(p, ","))
                break;
            MR_TRY(advance(p));
        }
    made->arguments = mr_arena_memdup(p->arena, arguments, (made->n + 1) * sizeof *arguments);
    return want(p, ")");
}

static const char *nearest_function(const char *name)
{
    const char *best = NULL;
    size_t least = 3;

    for (size_t i = 0; i < N_FUNCTIONS; i++) {
        const size_t distance = mr_edit_distance(name, functions[i].name, least);
        if (distance < least) {
            least = distance;
            best = functions[i].name;
        }
    }
    return best;
}

// The name has been read, the bracket is at hand.
static mr_status parse_call(parser *p, const token *name, const mr_formula **out)
{
    mr_formula *made = node(p, MR_F_CALL, name->at);
    size_t i = 0;

    while (i < N_FUNCTIONS && !mr_str_ieq(mr_str_of(name->text), mr_str_of(functions[i].name)))
        i++;
    if (i == N_FUNCTIONS) {
        const char *near = nearest_function(name->text);
        return fail(p, name->at, "there is no function `%s`%s%s%s", name->text,
                    near ? "; did you mean `" : "", near ? near : "", near ? "`?" : "");
    }
    made->call = functions[i].call;
    made->symbol = functions[i].name;
    MR_TRY(advance(p));
    MR_TRY(parse_arguments(p, made));
    if (made->n < functions[i].least || made->n > functions[i].most)
        return fail(p, name->at, "%s takes %s%zu argument%s, not %zu", functions[i].name,
                    functions[i].most > functions[i].least ? "at least " : "", functions[i].least,
                    functions[i].least == 1 ? "" : "s", made->n);
    *out = made;
    return MR_OK;
}

static mr_status parse_name(parser *p, const mr_formula **out)
{
    const token name = p->now;
    mr_formula *made = node(p, MR_F_NAME, name.at);

    MR_TRY(advance(p));
    if (name.kind == T_NAME && is_symbol(p, "("))
        return parse_call(p, &name, out);
    made->text = name.text;
    *out = made;
    if (name.kind == T_QUOTED)
        return MR_OK;
    const mr_str word = mr_str_of(name.text);
    if (mr_str_ieq(word, MR_STR("true")) || mr_str_ieq(word, MR_STR("false"))) {
        made->kind = MR_F_TRUTH;
        made->truth = mr_str_ieq(word, MR_STR("true"));
    } else if (mr_str_ieq(word, MR_STR("null"))) {
        made->kind = MR_F_NULL;
    } else if (mr_str_ieq(word, MR_STR("and")) || mr_str_ieq(word, MR_STR("or")) ||
               mr_str_ieq(word, MR_STR("not"))) {
        return fail(p, name.at, "a value is missing before `%s`", name.text);
    }
    return MR_OK;
}

// 1.65[g/cm3]
static mr_status parse_number(parser *p, const mr_formula **out)
{
    mr_formula *made = node(p, MR_F_NUMBER, p->now.at);

    made->number = p->now.number;
    *out = made;
    const char *after = p->text + p->next;
    if (*after != '[')
        return advance(p);
    const char *end = strchr(after, ']');
    if (!end || end == after + 1)
        return fail(p, p->next, "a unit is missing between [ and ]");
    made->unit = mr_arena_strndup(p->arena, after + 1, (size_t)(end - after) - 1);
    p->next += (size_t)(end - after) + 1;
    return advance(p);
}

static mr_status parse_value(parser *p, const mr_formula **out)
{
    switch (p->now.kind) {
    case T_NUMBER: return parse_number(p, out);
    case T_NAME:
    case T_QUOTED: return parse_name(p, out);
    case T_TEXT: {
        mr_formula *made = node(p, MR_F_TEXT, p->now.at);
        made->text = p->now.text;
        *out = made;
        return advance(p);
    }
    case T_END: return fail(p, p->now.at, "the formula ends where a value is missing");
    case T_SYMBOL: break;
    }
    if (!is_symbol(p, "("))
        return fail(p, p->now.at, "a value is missing before `%s`", p->now.text);
    MR_TRY(advance(p));
    MR_TRY(parse_or(p, out));
    return want(p, ")");
}

static mr_status parse_sign(parser *p, const mr_formula **out);

static mr_status parse_power(parser *p, const mr_formula **out)
{
    const mr_formula *base, *exponent;

    MR_TRY(parse_value(p, &base));
    *out = base;
    if (!is_symbol(p, "^"))
        return MR_OK;
    const size_t at = p->now.at;
    MR_TRY(advance(p));
    MR_TRY(parse_sign(p, &exponent));
    *out = call(p, MR_C_POWER, "^", at, base, exponent);
    return MR_OK;
}

// Every way down passes here, so that depth is counted here.
static mr_status parse_sign(parser *p, const mr_formula **out)
{
    const size_t at = p->now.at;
    const bool minus = is_symbol(p, "-"), plus = is_symbol(p, "+");
    const mr_formula *value;
    mr_status st;

    if (++p->depth > MR_FORMULA_MOST_DEPTH)
        return fail(p, at, "the formula is nested too deep");
    if (!minus && !plus) {
        st = parse_power(p, out);
    } else {
        MR_TRY(advance(p));
        st = parse_sign(p, &value);
        if (st == MR_OK)
            *out = minus ? call(p, MR_C_NEGATE, "-", at, value, NULL) : value;
    }
    p->depth--;
    return st;
}

typedef struct infix {
    const char *symbol;
    mr_formula_call call;
} infix;

static const infix *find_infix(const parser *p, const infix *table)
{
    for (; table->symbol; table++)
        if (is_symbol(p, table->symbol) || is_word(p, table->symbol))
            return table;
    return NULL;
}

typedef mr_status rule(parser *p, const mr_formula **out);

static mr_status parse_chain(parser *p, const infix *table, rule *operand, const mr_formula **out)
{
    const mr_formula *right;
    const infix *found;

    MR_TRY(operand(p, out));
    while ((found = find_infix(p, table))) {
        const size_t at = p->now.at;
        MR_TRY(advance(p));
        MR_TRY(operand(p, &right));
        *out = call(p, found->call, found->symbol, at, *out, right);
    }
    return MR_OK;
}

static mr_status parse_product(parser *p, const mr_formula **out)
{
    static const infix table[] = {{"*", MR_C_MULTIPLY}, {"/", MR_C_DIVIDE}, {0}};

    return parse_chain(p, table, parse_sign, out);
}

static mr_status parse_sum(parser *p, const mr_formula **out)
{
    static const infix table[] = {{"+", MR_C_ADD}, {"-", MR_C_SUBTRACT}, {0}};

    return parse_chain(p, table, parse_product, out);
}

static mr_status parse_comparison(parser *p, const mr_formula **out)
{
    static const infix table[] = {
        {"==", MR_C_EQUAL},
        {"!=", MR_C_DIFFERS},
        {"<=", MR_C_AT_MOST},
        {">=", MR_C_AT_LEAST},
        {"<", MR_C_LESS},
        {">", MR_C_GREATER},
        {0},
    };
    const mr_formula *right;

    MR_TRY(parse_sum(p, out));
    const infix *found = find_infix(p, table);
    if (!found)
        return MR_OK;
    const size_t at = p->now.at;
    MR_TRY(advance(p));
    MR_TRY(parse_sum(p, &right));
    *out = call(p, found->call, found->symbol, at, *out, right);
    if (find_infix(p, table))
        return fail(p, p->now.at, "comparisons are joined by and, or");
    return MR_OK;
}

static mr_status parse_not(parser *p, const mr_formula **out)
{
    const size_t at = p->now.at;
    const mr_formula *value;

    if (!is_word(p, "not"))
        return parse_comparison(p, out);
    if (++p->depth > MR_FORMULA_MOST_DEPTH)
        return fail(p, at, "the formula is nested too deep");
    MR_TRY(advance(p));
    MR_TRY(parse_not(p, &value));
    p->depth--;
    *out = call(p, MR_C_NOT, "not", at, value, NULL);
    return MR_OK;
}

static mr_status parse_and(parser *p, const mr_formula **out)
{
    static const infix table[] = {{"and", MR_C_AND}, {0}};

    return parse_chain(p, table, parse_not, out);
}

static mr_status parse_or(parser *p, const mr_formula **out)
{
    static const infix table[] = {{"or", MR_C_OR}, {0}};

    return parse_chain(p, table, parse_and, out);
}

mr_status mr_formula_parse(const char *text, mr_arena *arena, const mr_formula **out, mr_error *err)
{
    parser p = {.text = text, .arena = arena, .err = err};

    if (strlen(text) > MR_FORMULA_MOST_CHARS)
        return mr_fail(err, MR_EPARAM, NULL, "the formula is longer than %d characters",
                       MR_FORMULA_MOST_CHARS);
    MR_TRY(advance(&p));
    if (p.now.kind == T_END)
        return mr_fail(err, MR_EPARAM, NULL, "the formula is empty");
    MR_TRY(parse_or(&p, out));
    if (p.now.kind != T_END)
        return fail(&p, p.now.at, "there is no place for `%.*s`", (int)p.now.n, text + p.now.at);
    return MR_OK;
}

// --- names ---

static void collect(const mr_formula *formula, mr_texts *names, const char **at)
{
    for (size_t i = 0; i < formula->n; i++)
        collect(formula->arguments[i], names, at);
    if (formula->kind != MR_F_NAME)
        return;
    for (size_t i = 0; i < names->n; i++)
        if (strcmp(at[i], formula->text) == 0)
            return;
    at[names->n++] = formula->text;
}

static size_t count(const mr_formula *formula)
{
    size_t n = formula->kind == MR_F_NAME;

    for (size_t i = 0; i < formula->n; i++)
        n += count(formula->arguments[i]);
    return n;
}

mr_texts mr_formula_names(const mr_formula *formula, mr_arena *arena)
{
    const char **at = MR_ARENA_ARRAY(arena, const char *, count(formula) + 1);
    mr_texts names = {.at = at};

    collect(formula, &names, at);
    return names;
}
