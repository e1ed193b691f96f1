// Databases, connections, and how DuckDB's errors become ours.
#include "session.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "guard.h"
#include "scan.h"

const char *mr_duck_version(void)
{
    return duckdb_library_version();
}

static mr_status run(duckdb_connection connection, const char *sql, mr_error *err)
{
    duckdb_result result;
    mr_status st = MR_OK;

    if (duckdb_query(connection, sql, &result) != DuckDBSuccess)
        st = mr_fail(err, MR_EFAIL, NULL, "the data engine refused \"%s\": %s", sql,
                     duckdb_result_error(&result));
    duckdb_destroy_result(&result);
    return st;
}

static mr_status configure(const mr_duck_options *options, duckdb_config config, mr_error *err)
{
    char threads[16], memory[32] = "";
    snprintf(threads, sizeof threads, "%d", options->threads > 0 ? options->threads : 1);
    if (options->memory_bytes > 0)
        snprintf(memory, sizeof memory, "%lldB", (long long)options->memory_bytes);
    const char *const settings[][2] = {
        {"threads", threads},
        {"temp_directory", options->temp_folder ? options->temp_folder : ""},
        {"enable_external_file_cache", "false"}, // a file is read once: keeping it costs a copy
        {"autoinstall_known_extensions", "false"},
        {"autoload_known_extensions", "false"},
        {"allow_community_extensions", "false"},
        {"enable_external_access", options->sandbox ? "false" : "true"},
        // The last: left out when nothing is said; the engine then takes what suits the machine or
        // its control group.
        {"memory_limit", memory},
    };

    size_t n = sizeof settings / sizeof settings[0];
    for (size_t i = 0; i < n - !memory[0]; i++)
        if (duckdb_set_config(config, settings[i][0], settings[i][1]) != DuckDBSuccess)
            return mr_fail(err, MR_EFAIL, NULL, "the data engine does not take %s = \"%s\"",
                           settings[i][0], settings[i][1]);
    return MR_OK;
}

// What can only be said once it is open. The lock comes last: no SQL changes a setting after it.
static mr_status prepare_database(mr_duck *duck, bool sandbox, mr_error *err)
{
    duckdb_connection connection = NULL;

    if (duckdb_connect(duck->database, &connection) != DuckDBSuccess)
        return mr_fail(err, MR_EFAIL, NULL, "cannot connect to the data engine");
    mr_status st = mr_scan_register(duck, connection, err);
    if (st == MR_OK && sandbox)
        st = mr_guard_register(connection, err);
    if (st == MR_OK)
        st = run(connection, "SET GLOBAL TimeZone = 'UTC'", err);
    if (st == MR_OK)
        st = run(connection, "SET lock_configuration = true", err);
    duckdb_disconnect(&connection);
    return st;
}

mr_status mr_duck_open(const mr_duck_options *options, mr_duck **out, mr_error *err)
{
    duckdb_config config = NULL;
    char *message = NULL;
    mr_duck *duck = calloc(1, sizeof *duck);

    if (!duck || duckdb_create_config(&config) != DuckDBSuccess) {
        free(duck);
        return mr_fail(err, MR_ENOMEM, NULL, "no memory to open the data engine");
    }
    pthread_mutex_init(&duck->lock, NULL);
    pthread_mutex_init(&duck->register_lock, NULL);
    mr_status st = configure(options, config, err);
    if (st == MR_OK && duckdb_open_ext(NULL, &duck->database, config, &message) != DuckDBSuccess)
        st = mr_fail(err, MR_EFAIL, NULL, "cannot open the data engine: %s",
                     message ? message : "no reason given");
    duckdb_free(message);
    duckdb_destroy_config(&config);
    if (st == MR_OK)
        st = prepare_database(duck, options->sandbox, err);
    if (st != MR_OK) {
        mr_duck_close(duck);
        return st;
    }
    *out = duck;
    return MR_OK;
}

void mr_duck_close(mr_duck *duck)
{
    if (!duck)
        return;
    duckdb_close(&duck->database);
    mr_callees_free(duck->callees);
    pthread_mutex_destroy(&duck->register_lock);
    pthread_mutex_destroy(&duck->lock);
    free(duck);
}

mr_status mr_duck_session_open(mr_duck *duck, mr_duck_session **out, mr_error *err)
{
    mr_duck_session *session = calloc(1, sizeof *session);

    if (!session)
        return mr_fail(err, MR_ENOMEM, NULL, "no memory for a session of the data engine");
    session->duck = duck;
    if (duckdb_connect(duck->database, &session->connection) != DuckDBSuccess) {
        free(session);
        return mr_fail(err, MR_EFAIL, NULL, "cannot connect to the data engine");
    }
    *out = session;
    return MR_OK;
}

void mr_duck_session_close(mr_duck_session *session)
{
    if (!session)
        return;
    duckdb_disconnect(&session->connection);
    free(session);
}

void mr_session_begin(mr_duck_session *session)
{
    atomic_store(&session->interrupted, false);
}

void mr_duck_interrupt(mr_duck_session *session)
{
    // DuckDB forgets an interrupt that comes between two statements of one call; the flag does not.
    atomic_store(&session->interrupted, true);
    duckdb_interrupt(session->connection);
}

void mr_sql_name(mr_buf *sql, const char *name)
{
    mr_buf_putc(sql, '"');
    for (; *name; name++) {
        if (*name == '"')
            mr_buf_putc(sql, '"');
        mr_buf_putc(sql, *name);
    }
    mr_buf_putc(sql, '"');
}

void mr_sql_text(mr_buf *sql, const char *text)
{
    mr_buf_putc(sql, '\'');
    for (; *text; text++) {
        if (*text == '\'')
            mr_buf_putc(sql, '\'');
        mr_buf_putc(sql, *text);
    }
    mr_buf_putc(sql, '\'');
}

void mr_sql_real(mr_buf *sql, double value)
{
    // A bare 0.1 would be a DECIMAL.
    mr_buf_puts(sql, "CAST('");
    mr_buf_double(sql, value);
    mr_buf_puts(sql, "' AS DOUBLE)");
}

static mr_status status_of(duckdb_error_type type, mr_status blame)
{
    if (type == DUCKDB_ERROR_INTERRUPT)
        return MR_ECANCEL;
    if (type == DUCKDB_ERROR_OUT_OF_MEMORY)
        return MR_ENOMEM;
    if (type == DUCKDB_ERROR_IO)
        return MR_EIO;
    if (type == DUCKDB_ERROR_PERMISSION)
        return MR_EDENIED;
    return blame;
}

// DuckDB ends a message with "LINE 2: the line" and a caret below the place.
static void find_place(const char *quote, int *line, int *column)
{
    char *end;

    *line = *column = 0;
    if (!quote || strncmp(quote, "LINE ", 5) != 0)
        return;
    const long number = strtol(quote + 5, &end, 10);
    const char *below = strchr(quote, '\n');
    const char *caret = below ? strchr(below, '^') : NULL;
    if (!caret || strncmp(end, ": ", 2) != 0)
        return;
    *line = (int)number;
    if (strncmp(end + 2, "...", 3) != 0) // the line is cut in front
        *column = (int)((caret - below - 1) - (end + 2 - quote) + 1);
}

mr_status mr_session_fail(mr_duck_session *session, duckdb_error_type type, const char *message,
                          mr_status blame, mr_error *err)
{
    char text[600], place[48] = "";
    size_t n = 0;
    int line, column;

    if (atomic_load(&session->interrupted))
        return mr_fail(err, MR_ECANCEL, NULL, "interrupted");
    if (!message)
        message = "the data engine gave no reason";
    // What follows an empty line is the statement with a caret: of use only as a place in the
    // user's text. All forms of a function that does not fit are more than a sentence.
    const char *end = strstr(message, "\n\n"), *candidates = strstr(message, "\n\tCandidate");
    for (const char *at = message; *at && at != end && at != candidates && n + 3 < sizeof text;
         at++) {
        if (*at == '\n')
            text[n++] = ';';
        text[n++] = *at == '\n' ? ' ' : *at;
    }
    while (n > 0 && strchr(".!; ", text[n - 1]))
        n--;
    text[n] = 0;
    find_place(end ? end + strspn(end, "\n") : NULL, &line, &column);
    if (blame == MR_EPARAM && line > 0 && column > 0)
        snprintf(place, sizeof place, " (line %d, column %d)", line, column);
    else if (blame == MR_EPARAM && line > 0)
        snprintf(place, sizeof place, " (line %d)", line);
    return mr_fail(err, status_of(type, blame), NULL, "%s%s", text, place);
}

mr_status mr_session_prepare(mr_duck_session *session, const mr_buf *sql, mr_status blame,
                             duckdb_prepared_statement *out, mr_error *err)
{
    duckdb_extracted_statements statements = NULL;
    mr_status st = MR_OK;

    if (sql->status != MR_OK)
        return mr_fail(err, sql->status, NULL, "no memory for a statement");
    *out = NULL;
    idx_t n = duckdb_extract_statements(session->connection, sql->at, &statements);
    const char *message = duckdb_extract_statements_error(statements);
    if (n == 0 && message && *message)
        st = mr_session_fail(session, DUCKDB_ERROR_PARSER, message, blame, err);
    else if (n != 1)
        st = mr_fail(err, blame, NULL, "exactly one SQL statement is wanted, not %d", (int)n);
    else if (duckdb_prepare_extracted_statement(session->connection, statements, 0, out) !=
             DuckDBSuccess)
        st = mr_session_fail(session, DUCKDB_ERROR_INVALID, duckdb_prepare_error(*out), blame, err);
    duckdb_destroy_extracted(&statements);
    if (st != MR_OK)
        duckdb_destroy_prepare(out);
    return st;
}

mr_status mr_session_run(mr_duck_session *session, const mr_buf *sql, mr_status blame,
                         mr_error *err)
{
    duckdb_prepared_statement statement = NULL;
    duckdb_result result;

    MR_TRY(mr_session_prepare(session, sql, blame, &statement, err));
    mr_status st = MR_OK;
    if (atomic_load(&session->interrupted)) {
        st = mr_fail(err, MR_ECANCEL, NULL, "interrupted");
    } else {
        if (duckdb_execute_prepared(statement, &result) != DuckDBSuccess)
            st = mr_session_fail(session, duckdb_result_error_type(&result),
                                 duckdb_result_error(&result), blame, err);
        duckdb_destroy_result(&result);
    }
    duckdb_destroy_prepare(&statement);
    return st;
}

mr_status mr_in_file(mr_status st, const char *path, mr_error *err)
{
    if (st == MR_OK || !err)
        return st;
    return mr_fail_in(err, st, err->where[0] ? "%s: " : "%s", path);
}

mr_status mr_sql_path(mr_buf *sql, const char *path, mr_error *err)
{
    struct stat info;
    mr_buf plain = {0};

    if (stat(path, &info) != 0)
        return mr_fail(err, errno == ENOENT || errno == ENOTDIR ? MR_ENOTFOUND : MR_EIO, NULL,
                       "cannot open \"%s\": %s", path, strerror(errno));
    if (!S_ISREG(info.st_mode))
        return mr_fail(err, MR_EUSAGE, NULL, "\"%s\" is not a file", path);
    // Signs of a pattern stand for themselves between brackets.
    for (const char *at = path; *at; at++) {
        if (strchr("*?[", *at))
            mr_buf_printf(&plain, "[%c]", *at);
        else
            mr_buf_putc(&plain, *at);
    }
    if (plain.status == MR_OK && plain.at)
        mr_sql_text(sql, plain.at);
    mr_status st = plain.status != MR_OK ? plain.status : sql->status;
    mr_buf_clear(&plain);
    return st == MR_OK ? MR_OK : mr_fail(err, st, NULL, "no memory for a statement");
}
