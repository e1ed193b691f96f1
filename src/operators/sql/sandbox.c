// The engine for SQL of users, its sessions, and a query's way through it.
#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/map.h"
#include "mudrock/tabular.h"

#include "sql.h"

typedef struct idle { // a session that nobody uses at present
    mr_duck_session *session;
    struct idle *next;
} idle;

struct mr_sql {
    int64_t memory_bytes;
    pthread_mutex_t lock; // guards what follows
    mr_duck *duck;        // NULL until the first query
    idle *sessions;
    mr_map *callees; // name -> mr_sql_callee, in the arena
    mr_arena *arena;
};

mr_sql *mr_sql_new(int64_t memory_bytes)
{
    mr_sql *sql = mr_alloc(sizeof *sql);

    sql->memory_bytes = memory_bytes;
    pthread_mutex_init(&sql->lock, NULL);
    sql->callees = mr_map_new();
    sql->arena = mr_arena_new();
    return sql;
}

void mr_sql_free(mr_sql *sql)
{
    if (!sql)
        return;
    for (idle *s = sql->sessions, *next; s; s = next) {
        next = s->next;
        mr_duck_session_close(s->session);
        free(s);
    }
    mr_duck_close(sql->duck);
    mr_map_free(sql->callees);
    mr_arena_free(sql->arena);
    pthread_mutex_destroy(&sql->lock);
    free(sql);
}

// --- sessions ---

static mr_status take_session(mr_sql *sql, mr_duck_session **out, mr_error *err)
{
    const mr_duck_options options = {
        .threads = 1, .sandbox = true, .memory_bytes = sql->memory_bytes};
    mr_status st = MR_OK;

    pthread_mutex_lock(&sql->lock);
    idle *s = sql->sessions;
    if (s)
        sql->sessions = s->next;
    else if (!sql->duck)
        st = mr_duck_open(&options, &sql->duck, err);
    pthread_mutex_unlock(&sql->lock);
    if (s) {
        *out = s->session;
        free(s);
        return MR_OK;
    }
    return st == MR_OK ? mr_duck_session_open(sql->duck, out, err) : st;
}

static void give_back(mr_sql *sql, mr_duck_session *session)
{
    idle *s = mr_alloc(sizeof *s);

    s->session = session;
    pthread_mutex_lock(&sql->lock);
    s->next = sql->sessions;
    sql->sessions = s;
    pthread_mutex_unlock(&sql->lock);
}

// --- functions: an operator is registered when a query first names it ---

static mr_status register_callee(mr_sql *sql, const mr_operator *op, size_t output,
                                 const char *name, mr_error *err)
{
    mr_sql_callee *callee = MR_ARENA_NEW(sql->arena, mr_sql_callee);
    mr_duck_argument arguments[MR_SQL_MOST_ARGUMENTS];

    *callee = (mr_sql_callee){op, output, mr_arena_strdup(sql->arena, name), {0}};
    mr_sql_signature_of(op, &callee->signature);
    for (size_t i = 0; i < callee->signature.n; i++)
        arguments[i] = callee->signature.at[i].type;
    const mr_duck_function function = {
        .name = callee->name,
        .arguments = arguments,
        .n = callee->signature.n,
        .required = callee->signature.required,
        .result = op->outputs[output].type,
        .call = mr_sql_call,
        .context = callee,
    };
    MR_TRY(mr_duck_register(sql->duck, &function, err));
    (void)mr_map_put(sql->callees, name, callee);
    return MR_OK;
}

static mr_status found(void *context, const mr_operator *op, size_t output, const char *name,
                       mr_error *err)
{
    mr_sql *sql = context;
    mr_arena *arena = mr_arena_new();
    char *lower = mr_arena_strdup(arena, name);
    mr_status st = MR_OK;

    for (char *c = lower; *c; c++)
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
    pthread_mutex_lock(&sql->lock);
    if (!mr_map_get(sql->callees, lower))
        st = register_callee(sql, op, output, lower, err);
    pthread_mutex_unlock(&sql->lock);
    mr_arena_free(arena);
    return st;
}

// --- judging ---

typedef struct tables {
    size_t n;
    const char **names;
    const mr_schema **schemas;
} tables;

static mr_status judge(mr_sql *sql, mr_duck_session *session, const char *query,
                       const tables *inputs, mr_arena *arena, mr_sql_text *out, mr_error *err)
{
    const mr_sql_judge by = {inputs->names, inputs->n, inputs->schemas, found, sql, arena};
    const char *tree = NULL;

    *out = (mr_sql_text){0};
    if (strlen(query) > MR_SQL_MOST_CHARS)
        return mr_fail(err, MR_EPARAM, NULL, "the SQL is longer than %d characters",
                       MR_SQL_MOST_CHARS);
    MR_TRY(mr_duck_syntax(session, query, arena, &tree, err));
    return mr_sql_judge_tree(&by, query, json_loads(tree, JSON_DECODE_INT_AS_REAL, NULL), out, err);
}

static mr_status check_inputs(const tables *inputs, mr_error *err)
{
    for (size_t i = 0; i < inputs->n; i++)
        for (size_t k = 0; k < i; k++)
            if (mr_str_ieq(mr_str_of(inputs->names[i]), mr_str_of(inputs->names[k])))
                return mr_fail(err, MR_EPARAM, NULL, "two inputs are named `%s`", inputs->names[i]);
    return MR_OK;
}

// --- describing ---

static tables tables_of_schemas(const mr_duck_input_schema *inputs, size_t n, mr_arena *arena)
{
    tables t = {n, MR_ARENA_ARRAY(arena, const char *, n + 1),
                MR_ARENA_ARRAY(arena, const mr_schema *, n + 1)};

    for (size_t i = 0; i < n; i++) {
        t.names[i] = inputs[i].name;
        t.schemas[i] = inputs[i].schema;
    }
    return t;
}

// As it was written, for the places in messages and the names; as it is run, for the types.
static mr_status describe(mr_duck_session *session, const char *query,
                          const mr_duck_input_schema *inputs, size_t n, mr_arena *arena,
                          mr_schema *out, mr_error *err)
{
    const char *safe = NULL;
    mr_schema run = {0};

    MR_TRY(mr_duck_describe(session, query, inputs, n, arena, out, err));
    MR_TRY(mr_sql_guard(session, query, arena, &safe, err));
    if (safe == query)
        return MR_OK;
    MR_TRY(mr_duck_describe(session, safe, inputs, n, arena, &run, err));
    for (size_t i = 0; i < out->n && i < run.n; i++)
        out->fields[i].type = run.fields[i].type;
    return MR_OK;
}

mr_status mr_sql_describe(mr_sql *sql, const char *query, const mr_duck_input_schema *inputs,
                          size_t n, const mr_units *units, mr_arena *arena, mr_schema *out,
                          mr_error *err)
{
    const mr_sql_scope scope = {inputs, n, units, arena};
    const tables named = tables_of_schemas(inputs, n, arena);
    mr_duck_session *session = NULL;
    mr_sql_text text = {0};

    MR_TRY(check_inputs(&named, err));
    MR_TRY(take_session(sql, &session, err));
    mr_status st = judge(sql, session, query, &named, arena, &text, err);
    if (st == MR_OK)
        st = mr_sql_check_calls(&scope, &text, err);
    if (st == MR_OK)
        st = describe(session, text.run, inputs, n, arena, out, err);
    if (st == MR_OK)
        mr_sql_pass_units(&scope, &text, out);
    if (st == MR_OK)
        st = mr_sql_check_keys(&scope, &text, out, err);
    mr_sql_text_clear(&text);
    give_back(sql, session);
    return st;
}

// --- running ---

static tables tables_of_inputs(const mr_sql_job *job, mr_arena *arena)
{
    tables t = {job->n, MR_ARENA_ARRAY(arena, const char *, job->n + 1),
                MR_ARENA_ARRAY(arena, const mr_schema *, job->n + 1)};

    for (size_t i = 0; i < job->n; i++) {
        mr_schema *schema = MR_ARENA_NEW(arena, mr_schema);
        mr_table_schema(job->inputs[i].table, arena, schema);
        t.names[i] = job->inputs[i].name;
        t.schemas[i] = schema;
    }
    return t;
}

static mr_status watched_query(mr_duck_session *session, const mr_sql_job *job, const char *query,
                               mr_arena *arena, mr_table **out, mr_error *err)
{
    mr_sql_watch *watch = NULL;

    MR_TRY(mr_sql_guard(session, query, arena, &query, err));
    if (job->cancelled && job->cancelled(job->context))
        return mr_fail(err, MR_ECANCEL, NULL, "the query was cancelled");
    MR_TRY(mr_sql_watch_start(session, job, &watch, err));
    mr_status st = mr_duck_query(session, query, job->inputs, job->n, out, err);
    mr_sql_watch_stop(watch);
    return st;
}

static mr_status sort_by_depth(mr_table **table, mr_error *err)
{
    static const char *const names[] = {"well_id", "depth"};
    mr_sort_key keys[2];
    mr_table *sorted = NULL;
    size_t n = 0;

    for (size_t i = 0; i < 2; i++) {
        const mr_column *column = mr_table_find(*table, names[i]);
        if (column)
            keys[n++] = (mr_sort_key){.column = column};
    }
    if (n == 0)
        return MR_OK;
    MR_TRY(mr_table_sort(*table, keys, n, &sorted, err));
    mr_table_unref(*table);
    *table = sorted;
    return MR_OK;
}

mr_status mr_sql_query(mr_sql *sql, const mr_sql_job *job, mr_table **out, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    const tables named = tables_of_inputs(job, arena);
    mr_duck_session *session = NULL;
    mr_table *table = NULL;
    mr_sql_text text = {0};

    mr_status st = check_inputs(&named, err);
    if (st == MR_OK)
        st = take_session(sql, &session, err);
    if (st == MR_OK)
        st = judge(sql, session, job->query, &named, arena, &text, err);
    if (st == MR_OK)
        st = watched_query(session, job, text.run, arena, &table, err);
    if (st == MR_OK && job->sort && !text.ordered)
        st = sort_by_depth(&table, err);
    mr_sql_text_clear(&text);
    if (session)
        give_back(sql, session);
    mr_arena_free(arena);
    if (st == MR_OK)
        *out = table;
    else
        mr_table_unref(table);
    return st;
}
