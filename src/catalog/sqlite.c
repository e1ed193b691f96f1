// The store on SQLite: the only file that knows it.
#include <assert.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "mudrock/arena.h"
#include "mudrock/json.h"

#include "store.h"

enum {
    WAIT_MS = 20000, // for another process that writes
    KEPT = 48,       // statements kept prepared
    DEPTH = 8,       // of nested transactions
};

struct kept {
    sqlite3_stmt *statement;
    bool busy;
};

struct mr_store {
    sqlite3 *db;
    pthread_mutex_t lock; // recursive; held from begin to end
    int depth;
    bool writing[DEPTH];
    struct kept kept[KEPT];
    sqlite3_stmt *version;
};

struct mr_cursor {
    mr_store *store;
    sqlite3_stmt *statement;
    struct kept *kept; // NULL: finalize
};

static mr_status status_of(int code)
{
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY: return MR_ECONFLICT;
    case SQLITE_CONSTRAINT_FOREIGNKEY: return MR_ENOTFOUND;
    case SQLITE_CONSTRAINT_CHECK:
    case SQLITE_CONSTRAINT_NOTNULL:
    case SQLITE_CONSTRAINT_DATATYPE: return MR_EPARAM;
    default: break;
    }
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return MR_ETIMEOUT;
    case SQLITE_NOMEM: return MR_ENOMEM;
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CANTOPEN: return MR_EIO;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH: return MR_EDENIED;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return MR_EFORMAT;
    case SQLITE_TOOBIG: return MR_ETOOLARGE;
    default: return MR_EFAIL;
    }
}

static mr_status fail(const mr_store *store, mr_error *err)
{
    mr_status st = status_of(sqlite3_extended_errcode(store->db));

    if (st == MR_ETIMEOUT)
        return mr_fail(err, st, NULL, "another process has held the metadata store for %d s",
                       WAIT_MS / 1000);
    return mr_fail(err, st, NULL, "the metadata store failed: %s", sqlite3_errmsg(store->db));
}

static mr_status script(mr_store *store, const char *sql, mr_error *err)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ? MR_OK : fail(store, err);
}

// To another journal mode SQLite changes only when nobody else has the file open that moment, and
// does not wait for it.
static mr_status use_wal(mr_store *store, mr_error *err)
{
    for (int waited = 0;; waited += 10) {
        int code = sqlite3_exec(store->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
        if (code == SQLITE_OK)
            return MR_OK;
        if ((code & 0xff) != SQLITE_BUSY || waited >= WAIT_MS)
            return fail(store, err);
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    }
}

static mr_status configure(mr_store *store, mr_error *err)
{
    sqlite3_extended_result_codes(store->db, 1);
    sqlite3_busy_timeout(store->db, WAIT_MS);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    MR_TRY(use_wal(store, err));
    // FULL: what is committed survives the loss of power, not only of the process.
    return script(store, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON", err);
}

mr_status mr_store_open(const char *path, mr_store **out, mr_error *err)
{
    mr_store *store = mr_alloc(sizeof *store);
    pthread_mutexattr_t recursive;

    pthread_mutexattr_init(&recursive);
    pthread_mutexattr_settype(&recursive, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&store->lock, &recursive);
    pthread_mutexattr_destroy(&recursive);
    mr_status st = MR_OK;
    if (sqlite3_open_v2(path, &store->db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK)
        st = mr_fail(err, MR_EIO, NULL, "cannot open the metadata store \"%s\": %s", path,
                     store->db ? sqlite3_errmsg(store->db) : "no memory");
    if (st == MR_OK)
        st = configure(store, err);
    if (st != MR_OK) {
        mr_store_close(store);
        return st;
    }
    *out = store;
    return MR_OK;
}

void mr_store_close(mr_store *store)
{
    if (!store)
        return;
    for (size_t i = 0; i < KEPT; i++)
        sqlite3_finalize(store->kept[i].statement);
    sqlite3_finalize(store->version);
    int code = sqlite3_close(store->db);
    assert(code == SQLITE_OK); // else somebody still holds rows
    (void)code;
    pthread_mutex_destroy(&store->lock);
    free(store);
}

void mr_store_lock(mr_store *store)
{
    pthread_mutex_lock(&store->lock);
}

void mr_store_unlock(mr_store *store)
{
    pthread_mutex_unlock(&store->lock);
}

// What others commit and what we write ourselves are counted apart by SQLite.
mr_status mr_store_version(mr_store *store, int64_t *out, mr_error *err)
{
    mr_status st = MR_OK;
    pthread_mutex_lock(&store->lock);
    if (!store->version &&
        sqlite3_prepare_v3(store->db, "PRAGMA data_version", -1, SQLITE_PREPARE_PERSISTENT,
                           &store->version, NULL) != SQLITE_OK)
        st = fail(store, err);
    if (st == MR_OK && sqlite3_step(store->version) != SQLITE_ROW)
        st = fail(store, err);
    if (st == MR_OK)
        *out = sqlite3_column_int64(store->version, 0) << 32 ^ sqlite3_total_changes(store->db);
    sqlite3_reset(store->version);
    pthread_mutex_unlock(&store->lock);
    return st;
}

mr_status mr_store_begin(mr_store *store, mr_access access, mr_error *err)
{
    const bool write = access == MR_WRITE;

    pthread_mutex_lock(&store->lock);
    assert(store->depth < DEPTH);
    assert(!write || store->depth == 0 || store->writing[store->depth - 1]);
    mr_status st = MR_OK;
    // A writer takes its place at once: one that read first could find that it may no longer write.
    if (store->depth == 0)
        st = script(store, write ? "BEGIN IMMEDIATE" : "BEGIN", err);
    else if (write)
        st = script(store, "SAVEPOINT inner", err);
    if (st != MR_OK) {
        pthread_mutex_unlock(&store->lock);
        return st;
    }
    store->writing[store->depth++] = write;
    return MR_OK;
}

mr_status mr_store_end(mr_store *store, mr_status st, mr_error *err)
{
    const bool good = st == MR_OK;
    bool write = store->writing[--store->depth];

    if (good && store->depth == 0)
        st = script(store, "COMMIT", err);
    else if (good && write)
        st = script(store, "RELEASE inner", err);
    // Undoing: when it fails, SQLite has done so by itself already, as after a full disk.
    if (st != MR_OK && store->depth == 0)
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    else if (st != MR_OK && write)
        sqlite3_exec(store->db, "ROLLBACK TO inner; RELEASE inner", NULL, NULL, NULL);
    pthread_mutex_unlock(&store->lock);
    return st;
}

mr_status mr_store_script(mr_store *store, const char *sql, mr_error *err)
{
    assert(store->depth > 0);
    return script(store, sql, err);
}

static mr_status prepare(mr_store *store, const char *sql, mr_cursor *out, mr_error *err)
{
    struct kept *room = NULL;

    assert(store->depth > 0);
    *out = (mr_cursor){.store = store};
    for (size_t i = 0; i < KEPT; i++) {
        struct kept *kept = &store->kept[i];
        if (!kept->statement && !room)
            room = kept;
        if (!kept->statement || kept->busy || strcmp(sqlite3_sql(kept->statement), sql) != 0)
            continue;
        kept->busy = true;
        out->kept = kept;
        out->statement = kept->statement;
        return MR_OK;
    }
    if (sqlite3_prepare_v3(store->db, sql, -1, room ? SQLITE_PREPARE_PERSISTENT : 0,
                           &out->statement, NULL) != SQLITE_OK)
        return fail(store, err);
    if (room) {
        *room = (struct kept){out->statement, true};
        out->kept = room;
    }
    return MR_OK;
}

static void finish(mr_cursor *rows)
{
    if (!rows->kept) {
        sqlite3_finalize(rows->statement);
        return;
    }
    sqlite3_reset(rows->statement);
    sqlite3_clear_bindings(rows->statement);
    rows->kept->busy = false;
}

static int bind_json(sqlite3_stmt *statement, int i, const struct json_t *json)
{
    mr_buf text = {0};

    mr_json_write(json, 0, &text);
    int code = text.status == MR_OK && text.n < INT32_MAX
                   ? sqlite3_bind_text(statement, i, text.at, (int)text.n, SQLITE_TRANSIENT)
                   : SQLITE_NOMEM;
    mr_buf_clear(&text);
    return code;
}

static int bind(sqlite3_stmt *statement, int i, const mr_value *value)
{
    switch (value->kind) {
    case MR_VALUE_TEXT:
        return value->text ? sqlite3_bind_text(statement, i, value->text, -1, SQLITE_TRANSIENT)
                           : sqlite3_bind_null(statement, i);
    case MR_VALUE_INT: return sqlite3_bind_int64(statement, i, value->integer);
    case MR_VALUE_REAL:
        return isfinite(value->real) ? sqlite3_bind_double(statement, i, value->real)
                                     : sqlite3_bind_null(statement, i);
    case MR_VALUE_JSON:
        return value->json ? bind_json(statement, i, value->json) : sqlite3_bind_null(statement, i);
    case MR_VALUE_NULL: break;
    }
    return sqlite3_bind_null(statement, i);
}

// Prepared and bound; the caller finishes it, unless this fails.
static mr_status start(mr_store *store, const char *sql, mr_values values, mr_cursor *out,
                       mr_error *err)
{
    MR_TRY(prepare(store, sql, out, err));
    assert(sqlite3_bind_parameter_count(out->statement) == (int)values.n);
    for (size_t i = 0; i < values.n; i++)
        if (bind(out->statement, (int)i + 1, &values.at[i]) != SQLITE_OK) {
            mr_status st = fail(store, err);
            finish(out);
            return st;
        }
    return MR_OK;
}

mr_status mr_store_run(mr_store *store, const char *sql, mr_values values, int64_t *changed,
                       mr_error *err)
{
    mr_cursor rows;
    int code;

    MR_TRY(start(store, sql, values, &rows, err));
    do
        code = sqlite3_step(rows.statement);
    while (code == SQLITE_ROW);
    mr_status st = code == SQLITE_DONE ? MR_OK : fail(store, err);
    finish(&rows);
    if (st == MR_OK && changed)
        *changed = sqlite3_changes64(store->db);
    return st;
}

mr_status mr_store_query(mr_store *store, const char *sql, mr_values values, mr_cursor **out,
                         mr_error *err)
{
    mr_cursor *rows = mr_alloc(sizeof *rows);
    mr_status st = start(store, sql, values, rows, err);

    if (st == MR_OK)
        *out = rows;
    else
        free(rows);
    return st;
}

mr_status mr_cursor_next(mr_cursor *rows, bool *more, mr_error *err)
{
    int code = sqlite3_step(rows->statement);

    *more = code == SQLITE_ROW;
    return code == SQLITE_ROW || code == SQLITE_DONE ? MR_OK : fail(rows->store, err);
}

void mr_cursor_free(mr_cursor *rows)
{
    if (!rows)
        return;
    finish(rows);
    free(rows);
}

size_t mr_cursor_width(const mr_cursor *rows)
{
    return (size_t)sqlite3_column_count(rows->statement);
}

const char *mr_cursor_name(const mr_cursor *rows, size_t i)
{
    return sqlite3_column_name(rows->statement, (int)i);
}

mr_value_kind mr_cursor_kind(const mr_cursor *rows, size_t i)
{
    switch (sqlite3_column_type(rows->statement, (int)i)) {
    case SQLITE_INTEGER: return MR_VALUE_INT;
    case SQLITE_FLOAT: return MR_VALUE_REAL;
    case SQLITE_TEXT: return MR_VALUE_TEXT;
    default: return MR_VALUE_NULL;
    }
}

const char *mr_cursor_text(const mr_cursor *rows, size_t i)
{
    return (const char *)sqlite3_column_text(rows->statement, (int)i);
}

size_t mr_cursor_text_n(const mr_cursor *rows, size_t i)
{
    return (size_t)sqlite3_column_bytes(rows->statement, (int)i);
}

int64_t mr_cursor_int(const mr_cursor *rows, size_t i)
{
    return sqlite3_column_int64(rows->statement, (int)i);
}

double mr_cursor_real(const mr_cursor *rows, size_t i)
{
    return mr_cursor_kind(rows, i) == MR_VALUE_NULL
               ? (double)NAN
               : sqlite3_column_double(rows->statement, (int)i);
}
