// The syntax tree of a SELECT, without looking anything up; and where in an SQL text a problem is.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "session.h"

void mr_sql_place(const char *sql, size_t offset, int *line, int *column)
{
    *line = *column = 1;
    for (size_t i = 0; i < offset && sql[i]; i++) {
        const unsigned char c = (unsigned char)sql[i];
        if (c == '\n') {
            ++*line;
            *column = 1;
        } else if ((c & 0xc0) != 0x80) { // not inside a character
            ++*column;
        }
    }
}

// {"error": true, "error_message", "position"} of a text that does not parse.
static mr_status refuse(const char *sql, const json_t *tree, mr_error *err)
{
    const char *message = json_string_value(json_object_get(tree, "error_message"));
    const char *position = json_string_value(json_object_get(tree, "position"));
    int line, column;

    if (message && strncmp(message, "Only SELECT", 11) == 0)
        return mr_fail(err, MR_EPARAM, NULL, "only a SELECT is allowed here");
    if (!position)
        return mr_fail(err, MR_EPARAM, NULL, "%s", message ? message : "the SQL cannot be read");
    mr_sql_place(sql, (size_t)strtoul(position, NULL, 10), &line, &column);
    return mr_fail(err, MR_EPARAM, NULL, "%s (line %d, column %d)", message, line, column);
}

static mr_status check(const char *sql, const char *text, mr_error *err)
{
    // Offsets that are not known are 2^64 - 1, which only a double holds.
    json_t *tree = json_loads(text, JSON_DECODE_INT_AS_REAL, NULL);
    const size_t n = json_array_size(json_object_get(tree, "statements"));
    mr_status st = MR_OK;

    if (!tree)
        st = mr_fail(err, MR_EPARAM, NULL, "the SQL cannot be read");
    else if (json_is_true(json_object_get(tree, "error")))
        st = refuse(sql, tree, err);
    else if (n != 1)
        st = mr_fail(err, MR_EPARAM, NULL, "exactly one SELECT is wanted, not %zu", n);
    json_decref(tree);
    return st;
}

// A literal like 1e400 is written as a bare Infinity, which is no JSON: as a text it is.
static char *quote_infinities(const char *tree, mr_arena *arena)
{
    static const char word[] = "Infinity";
    char *out = mr_arena_alloc(arena, 2 * strlen(tree) + 1), *to = out;
    bool in_text = false;

    for (const char *c = tree; *c; c++) {
        in_text ^= *c == '"';
        if (!in_text && strncmp(c, word, sizeof word - 1) == 0) {
            memcpy(to, "\"inf\"", 5);
            to += 5;
            c += sizeof word - 2;
            continue;
        }
        *to++ = *c;
        if (in_text && *c == '\\' && c[1])
            *to++ = *++c;
    }
    *to = 0;
    return out;
}

mr_status mr_duck_syntax(mr_duck_session *session, const char *sql, mr_arena *arena,
                         const char **out, mr_error *err)
{
    mr_table *table = NULL;
    mr_buf statement = {0};

    mr_session_begin(session);
    mr_buf_puts(&statement, "SELECT CAST(json_serialize_sql(");
    mr_sql_text(&statement, sql);
    mr_buf_puts(&statement, ") AS VARCHAR) AS tree");
    mr_status st =
        mr_session_select(session, &statement, &(mr_expect){.blame = MR_EPARAM}, &table, err);
    mr_buf_clear(&statement);
    MR_TRY(st);
    mr_str text = mr_column_text(table->columns[0], 0);
    const char *tree = mr_arena_strndup(arena, text.at, text.n);
    mr_table_unref(table);
    if (strstr(tree, ":Infinity"))
        tree = quote_infinities(tree, arena);
    MR_TRY(check(sql, tree, err));
    *out = tree;
    return MR_OK;
}

mr_status mr_duck_unparse(mr_duck_session *session, const char *const *trees, size_t n,
                          mr_arena *arena, const char **out, mr_error *err)
{
    mr_table *table = NULL;
    mr_buf statement = {0};

    mr_session_begin(session);
    for (size_t i = 0; i < n; i++) {
        mr_buf_puts(&statement, i ? ", json_deserialize_sql(" : "SELECT json_deserialize_sql(");
        mr_sql_text(&statement, trees[i]);
        mr_buf_printf(&statement, ") AS t%zu", i);
    }
    mr_status st =
        mr_session_select(session, &statement, &(mr_expect){.blame = MR_EPARAM}, &table, err);
    mr_buf_clear(&statement);
    MR_TRY(st);
    for (size_t i = 0; i < n; i++) {
        const mr_str text = mr_column_text(table->columns[i], 0);
        out[i] = mr_arena_strndup(arena, text.at, text.n);
    }
    mr_table_unref(table);
    return MR_OK;
}
