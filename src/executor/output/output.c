// The list of output kinds, and what is the same for all of them: the target, the writer's thread,
// the channel between.
#define _XOPEN_SOURCE 700 // realpath
#include "output.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "mudrock/clock.h"

#include "../thread.h"

enum { CHANNEL_TABLES = 4 }; // enough to keep a writer busy; the reorder window bounds the rest

static const mr_output_kind_of *const kinds[] = {
    &mr_output_parquet,
    &mr_output_csv,
    &mr_output_las,
    &mr_output_frontend,
};

static const mr_output_kind_of *kind_of(mr_output_kind kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i]->kind == kind)
            return kinds[i];
    return NULL;
}

// --- paths ---

// Absolute, without ".", "..", and doubled slashes; purely by text.
static char *normal(const char *folder, const char *path, mr_arena *arena)
{
    const char *whole = *path == '/' ? path : mr_arena_printf(arena, "%s/%s", folder, path);
    char *out = mr_arena_alloc(arena, strlen(whole) + 2);
    size_t n = 0;
    for (const char *at = whole; *at;) {
        size_t length = strcspn(at, "/");
        bool up = length == 2 && at[0] == '.' && at[1] == '.';
        bool stay = length == 0 || (length == 1 && *at == '.');
        if (up)
            while (n > 0 && out[--n] != '/') {
            }
        if (!up && !stay) {
            out[n++] = '/';
            memcpy(out + n, at, length);
            n += length;
        }
        at += length;
        at += *at == '/';
    }
    out[n] = 0;
    return out;
}

static mr_status out_folder(const mr_run_options *options, mr_arena *arena, const char **out,
                            mr_error *err)
{
    const char *folder = options->out_folder ? options->out_folder : ".";
    char here[4096];
    if (!getcwd(here, sizeof here))
        return mr_fail(err, MR_EIO, "", "the working folder is gone: %s", strerror(errno));
    *out = normal(here, folder, arena);
    return MR_OK;
}

static bool below(const char *path, const char *folder)
{
    size_t n = strlen(folder);
    return strncmp(path, folder, n) == 0 && (path[n] == '/' && path[n + 1]);
}

// Links may lead out of the folder though the text does not: the deepest part of the path that
// exists must lie below it.
static bool really_below(const char *path, const char *folder, mr_arena *arena)
{
    char *real_folder = realpath(folder, NULL);
    if (!real_folder)
        return true; // nothing there yet, so no links either
    char *part = mr_arena_strdup(arena, path);
    char *real = NULL;
    while (!real && *part) {
        real = realpath(part, NULL);
        if (!real)
            *strrchr(part, '/') = 0;
    }
    bool inside = real && (strcmp(real, real_folder) == 0 || below(real, real_folder));
    free(real);
    free(real_folder);
    return inside;
}

mr_status mr_output_path(const mr_run_options *options, const char *target, mr_arena *arena,
                         const char **out, mr_error *err)
{
    const char *folder;
    MR_TRY(out_folder(options, arena, &folder, err));
    const char *path = normal(folder, target, arena);
    if (!*target || !below(path, folder) || !really_below(path, folder, arena))
        return mr_fail(err, MR_EDENIED, "storage_path", "\"%s\" is not below the output folder %s",
                       target, folder);
    *out = path;
    return MR_OK;
}

// --- the writer ---

// A copy, so that a few rows do not hold on to a whole well.
static mr_status keep_head(mr_output *output, const mr_table *table, mr_error *err)
{
    int64_t have = output->head ? output->head->rows : 0, rows[MR_HEAD_ROWS], n = 0;
    while (n < MR_HEAD_ROWS - have && n < table->rows) {
        rows[n] = n;
        n++;
    }
    mr_table *first = NULL, *both = NULL;
    if (n == 0)
        return MR_OK;
    MR_TRY(mr_table_take(table, rows, n, &first, err));
    if (!output->head) {
        output->head = first;
        return MR_OK;
    }
    mr_status st = mr_table_concat((mr_table *[]){output->head, first}, 2, &both, err);
    mr_table_unref(first);
    if (st != MR_OK)
        return st;
    mr_table_unref(output->head);
    output->head = both;
    return MR_OK;
}

mr_status mr_output_take(void *context, mr_table **table, mr_error *err)
{
    mr_output *output = context;
    int64_t before = mr_clock_ns();
    void *item = NULL;
    *table = NULL;
    atomic_store(&output->waiting_since, before);
    mr_status st = mr_chan_take(output->tables, &item);
    atomic_store(&output->waiting_since, 0);
    atomic_fetch_add(&output->waited_ns, mr_clock_ns() - before);
    if (atomic_load(&output->cancelled)) {
        mr_table_unref(item);
        return mr_fail(err, MR_ECANCEL, "", "cancelled");
    }
    if (st == MR_ECLOSED)
        return MR_OK;
    if (st != MR_OK)
        return mr_fail(err, st, "", "cancelled");
    st = keep_head(output, item, err);
    if (st == MR_OK)
        *table = item;
    else
        mr_table_unref(item);
    return st;
}

static void *write_all(void *context)
{
    mr_output *output = context;
    atomic_store(&output->began_ns, mr_clock_ns());
    output->status = output->kind->write(output, &output->error);
    atomic_store(&output->ended_ns, mr_clock_ns());
    if (output->status != MR_OK)
        mr_chan_close(output->tables); // a put fails from now on
    return NULL;
}

static mr_status start(mr_output *output, mr_error *err)
{
    MR_TRY(output->kind->open(output, err));
    MR_TRY(mr_duck_session_open(output->options->duck, &output->session, err));
    output->tables = mr_chan_new(CHANNEL_TABLES);
    MR_TRY(mr_thread_start(&output->thread, write_all, output, err));
    output->threaded = true;
    return MR_OK;
}

mr_status mr_output_open(const mr_run_options *options, const mr_node *node,
                         const mr_schema *schema, const mr_output_well *wells, size_t n_wells,
                         mr_warnings *warnings, mr_output **out, mr_error *err)
{
    bool kept = options->results || node->kind != MR_NODE_OUTPUT;
    mr_output_kind wanted = kept ? MR_OUTPUT_FRONTEND : node->output;
    const mr_output_kind_of *kind = kind_of(wanted);
    if (!kind)
        return mr_fail(err, MR_EINVALID, node->name,
                       "an output of kind %s cannot be written by this program",
                       mr_output_kind_name(wanted));
    mr_arena *arena = mr_arena_new();
    mr_output *output = MR_ARENA_NEW(arena, mr_output);
    output->kind = kind;
    output->options = options;
    output->node = node;
    output->schema = schema;
    output->warnings = warnings;
    output->arena = arena;
    output->target = node->output_target ? node->output_target : "";
    output->wells = wells;
    output->n_wells = n_wells;
    mr_status st = start(output, err);
    if (st != MR_OK) {
        mr_output_close(output);
        return mr_fail_in(err, st, "%s ", node->name);
    }
    *out = output;
    return MR_OK;
}

mr_status mr_output_put(mr_output *output, mr_table *table, mr_error *err)
{
    mr_status st = mr_chan_put(output->tables, table);
    if (st == MR_OK)
        return MR_OK;
    mr_table_unref(table);
    return mr_fail(err, MR_ECANCEL, output->node->name, "the writer has stopped");
}

void mr_output_cancel(mr_output *output)
{
    // Closed, not cancelled: what is left inside can still be taken out and freed.
    atomic_store(&output->cancelled, true);
    mr_chan_close(output->tables);
    mr_duck_interrupt(output->session);
}

mr_status mr_output_finish(mr_output *output, mr_error *err)
{
    if (output->threaded) {
        mr_chan_close(output->tables);
        pthread_join(output->thread, NULL);
        output->threaded = false;
    }
    if (output->status != MR_OK && err)
        *err = output->error;
    return output->status;
}

mr_status mr_output_commit(mr_output *output, mr_error *err)
{
    mr_status st = output->kind->commit(output, err);
    output->committed = st == MR_OK;
    return st == MR_OK ? st : mr_fail_in(err, st, "%s ", output->node->name);
}

static void drain(mr_chan *tables)
{
    void *item;
    mr_chan_close(tables);
    while (mr_chan_take(tables, &item) == MR_OK)
        mr_table_unref(item);
}

void mr_output_close(mr_output *output)
{
    if (!output)
        return;
    if (output->threaded) {
        mr_output_cancel(output);
        pthread_join(output->thread, NULL);
    }
    output->kind->abandon(output);
    mr_duck_session_close(output->session);
    if (output->tables)
        drain(output->tables);
    mr_chan_free(output->tables);
    mr_table_unref(output->head);
    mr_arena_free(output->arena);
}
