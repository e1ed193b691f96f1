// Tapes: the file into memory, which format it is, its end.
#define _DEFAULT_SOURCE // madvise

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "mudrock/file.h"

#include "tape_local.h"

// Below this many bytes a file is read before other threads have started.
enum { BYTES_FOR_THREADS = 1 << 20 };

tape_log *tape_add_log(tape *t)
{
    void *logs = t->logs;
    if (!tape_grow(&logs, &t->log_capacity, t->open.n_logs, sizeof *t->logs))
        return NULL;
    t->logs = logs;
    tape_log *log = &t->logs[t->open.n_logs++];
    *log = (tape_log){.log = MR_ARENA_NEW(t->open.arena, mr_tape_log), .index_cell = -1};
    log->log->index = -1;
    return log;
}

void tape_forget(const tape *t, uint64_t from, uint64_t to)
{
    const uint64_t page = 4096;
    from = (from + page - 1) / page * page;
    to = to / page * page;
    if (t->map.at && from < to && to <= t->size) // a hint: what is asked for again comes again
        (void)madvise((void *)(uintptr_t)(t->map.at + from), (size_t)(to - from), MADV_DONTNEED);
}

static void publish(tape *t)
{
    mr_tape_log *logs = MR_ARENA_ARRAY(t->open.arena, mr_tape_log, t->open.n_logs + 1);
    for (size_t i = 0; i < t->open.n_logs; i++)
        logs[i] = *t->logs[i].log;
    t->open.logs = logs;
}

static mr_status open_tape(tape *t, size_t threads)
{
    mr_status st = tape_find_blocks(t);
    if (st == MR_OK && threads != 1 && t->size >= BYTES_FOR_THREADS)
        st = mr_pool_new(threads, &t->pool, t->err);
    if (st != MR_OK)
        return st;
    if (dlis_recognise(t)) {
        t->open.format = "DLIS";
        st = dlis_open(t);
    } else if (lis_recognise(t)) {
        t->open.format = "LIS79";
        st = lis_open(t);
    } else {
        return mr_fail(t->err, MR_EFORMAT, NULL,
                       "this is no DLIS and no LIS79 file: it begins with neither a storage unit "
                       "label nor a visible or physical record");
    }
    if (st == MR_OK)
        publish(t);
    t->err = NULL;
    return st;
}

static tape *new_tape(mr_str bytes, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    tape *t = MR_ARENA_NEW(arena, tape);
    t->open.arena = arena;
    t->open.files = json_array();
    t->base = (const uint8_t *)bytes.at;
    t->size = bytes.n;
    t->err = err;
    return t;
}

mr_status mr_tape_open(mr_str bytes, size_t threads, mr_tape **out, mr_error *err)
{
    tape *t = new_tape(bytes, err);
    mr_status st = open_tape(t, threads);
    *out = &t->open;
    if (st != MR_OK) {
        mr_tape_free(&t->open);
        *out = NULL;
    }
    return st;
}

void mr_tape_free(mr_tape *open)
{
    if (!open)
        return;
    tape *t = (tape *)open; // its first member
    mr_pool_free(t->pool);
    tape_stream_clear(&t->blocks);
    for (size_t i = 0; i < open->n_logs; i++) {
        tape_feed *feed = t->logs[i].feed; // logs of several rates share one
        if (feed)
            free(feed->at);
        if (feed)
            feed->at = NULL;
    }
    free(t->logs);
    free(t->spans.at);
    json_decref(open->files);
    mr_file_unmap(t->map);
    mr_arena_free(open->arena);
}

mr_status mr_tape_open_file(const char *path, size_t threads, mr_tape **out, mr_error *err)
{
    mr_str bytes;
    *out = NULL;
    MR_TRY(mr_file_map(path, &bytes, err));
    (void)madvise((void *)(uintptr_t)bytes.at, bytes.n, MADV_WILLNEED); // a hint
    tape *t = new_tape(bytes, err);
    t->map = bytes;
    mr_status st = open_tape(t, threads);
    tape_forget(t, 0, t->size);
    *out = &t->open;
    if (st != MR_OK) {
        mr_tape_free(&t->open);
        *out = NULL;
    }
    return st;
}

bool mr_tape_recognise(const char *path)
{
    mr_str bytes;
    if (mr_file_map(path, &bytes, NULL) != MR_OK)
        return false;
    tape *t = new_tape(bytes, NULL);
    t->map = bytes;
    const bool known = tape_find_blocks(t) == MR_OK && (dlis_recognise(t) || lis_recognise(t));
    mr_tape_free(&t->open);
    return known;
}

void mr_tape_rows_clear(mr_tape_rows *rows)
{
    for (size_t i = 0; rows->columns && i < rows->n; i++)
        mr_column_unref(rows->columns[i]);
    free(rows->columns);
    mr_column_unref(rows->frame_numbers);
    *rows = (mr_tape_rows){0};
}

mr_status mr_tape_read(mr_tape *open, size_t i, mr_tape_rows *out, mr_error *err)
{
    tape *t = (tape *)open;
    const tape_log *log = &t->logs[i];
    *out = (mr_tape_rows){.n = log->log->n_curves};
    out->columns = calloc(out->n + 1, sizeof *out->columns);
    t->err = err;
    mr_status st = out->columns ? MR_OK : tape_no_memory(t);
    if (st == MR_OK && (log->fixed || log->refused))
        st = tape_read_fixed(t, log, out, err);
    else if (st == MR_OK)
        st = dlis_read_rows(t, log, out, err);
    t->err = NULL;
    if (st != MR_OK)
        mr_tape_rows_clear(out);
    return st;
}
