// Records of a DLIS file to where they belong: logical files, their sets, the data of their frames.
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/map.h"

#include "dlis_local.h"

enum { FILE_HEADER = 0, FRAME_DATA = 0, END_OF_DATA = 127, FEW = 8 };

static dlis_file *new_file(dlis *d)
{
    dlis_file *file = MR_ARENA_NEW(d->t->open.arena, dlis_file);
    file->number = d->files++;
    file->last_set = &file->sets;
    file->last_stream = &file->streams;
    file->by_key = mr_map_new();
    d->file = file;
    return file;
}

// Data records are left where they are; what they name is looked up when the file ends.
static void give_feeds_back(dlis_file *file)
{
    for (dlis_stream *s = file->streams; s; s = s->next) {
        free(s->feed.at);
        s->feed = (tape_feed){0};
    }
    mr_map_free(file->by_key);
    file->by_key = NULL;
}

static void tell_rest(dlis *d, const dlis_file *file)
{
    if (file->encrypted)
        tape_warn(d->t, file->encrypted_at,
                  "logical file %zu: %lld records are encrypted and are left out", file->number,
                  (long long)file->encrypted);
    for (const dlis_stream *s = file->streams; s; s = s->next)
        if (s->feed.at)
            tape_warn(d->t, s->first_at,
                      "logical file %zu: %zu data records name a frame that is not there",
                      file->number, s->feed.n);
}

mr_status dlis_close_file(dlis *d)
{
    dlis_file *file = d->file;
    const char *well = NULL;
    if (!file)
        return MR_OK;
    d->file = NULL;
    json_array_append_new(d->t->open.files, dlis_header(d, file, &well));
    mr_status st = dlis_bind_frames(d, file, well);
    tell_rest(d, file);
    give_feeds_back(file);
    return st;
}

static dlis_stream *find_stream(dlis *d, const uint8_t *p, size_t n)
{
    dlis_file *file = d->file;
    if (file->recent && file->recent->key.n <= n &&
        memcmp(file->recent->key.at, p, file->recent->key.n) == 0)
        return file->recent;
    size_t looked = 0;
    for (dlis_stream *s = file->streams; s && looked < FEW; s = s->next, looked++)
        if (s->key.n <= n && memcmp(s->key.at, p, s->key.n) == 0)
            return file->recent = s;

    dlis_name name;
    char key[DLIS_KEY];
    const size_t taken = dlis_obname(p, p + n, &name);
    if (!taken)
        return NULL;
    dlis_key(&name, key);
    dlis_stream *s = mr_map_get(file->by_key, key);
    // One name may be spelled in several ways (UVARI in more bytes than it needs).
    if (s)
        return s->key.n == taken && memcmp(s->key.at, p, taken) == 0 ? (file->recent = s) : s;
    s = MR_ARENA_NEW(d->t->open.arena, dlis_stream);
    s->key = (mr_str){mr_arena_memdup(d->t->open.arena, p, taken), taken};
    *file->last_stream = s;
    file->last_stream = &s->next;
    (void)mr_map_put(file->by_key, key, s);
    return file->recent = s;
}

static tape_record record_from(dlis *d, const dlis_part *part, size_t skip, bool *good)
{
    tape *t = d->t;
    *good = true;
    const uint32_t rest = (uint32_t)(part->n - skip);
    size_t i = 0;
    while (i < part->spans.n && skip >= part->spans.at[i].n)
        skip -= part->spans.at[i++].n;
    if (i == part->spans.n)
        return (tape_record){part->at, 0, 0};
    if (i + 1 == part->spans.n)
        return (tape_record){part->spans.at[i].at + skip, rest, 0};
    const tape_record record = {t->spans.n, rest, (uint32_t)(part->spans.n - i)};
    for (; i < part->spans.n; i++, skip = 0) {
        void *at = t->spans.at;
        if (!tape_grow(&at, &t->spans.capacity, t->spans.n, sizeof *t->spans.at)) {
            *good = false;
            return record;
        }
        t->spans.at = at;
        t->spans.at[t->spans.n++] =
            (tape_span){part->spans.at[i].at + skip, part->spans.at[i].n - (uint32_t)skip};
    }
    return record;
}

// The first bytes of a record, up to `most`.
static size_t first_bytes(const tape *t, const dlis_part *part, uint8_t *out, size_t most)
{
    size_t n = 0;
    for (size_t i = 0; i < part->spans.n && n < most; i++) {
        const size_t take = part->spans.at[i].n < most - n ? part->spans.at[i].n : most - n;
        memcpy(out + n, t->base + part->spans.at[i].at, take);
        n += take;
    }
    return n;
}

static mr_status take_data(dlis *d, const dlis_part *part)
{
    uint8_t scratch[300]; // an OBNAME has at most 261
    const uint8_t *p = scratch;
    size_t n;
    if (part->type == END_OF_DATA)
        return MR_OK;
    if (part->type != FRAME_DATA) {
        d->file->unformatted++;
        return MR_OK;
    }
    if (part->spans.n && (part->spans.at[0].n >= sizeof scratch || part->spans.n == 1)) {
        p = d->t->base + part->spans.at[0].at;
        n = part->spans.at[0].n;
    } else {
        n = first_bytes(d->t, part, scratch, sizeof scratch);
    }
    dlis_stream *stream = n ? find_stream(d, p, n) : NULL;
    if (!stream) {
        if (part->n)
            tape_warn(d->t, part->at, "the data record's frame name runs over its end");
        return MR_OK;
    }
    dlis_name name;
    const size_t skip = memcmp(stream->key.at, p, stream->key.n < n ? stream->key.n : n) == 0
                            ? stream->key.n
                            : dlis_obname(p, p + n, &name);
    if (!stream->feed.n)
        stream->first_at = part->at;
    bool good;
    const tape_record record = record_from(d, part, skip, &good);
    return good && tape_feed_put(&stream->feed, record) ? MR_OK : tape_no_memory(d->t);
}

bool dlis_take_same(dlis *d, const uint8_t *p, uint32_t n)
{
    dlis_stream *stream = d->file ? d->file->recent : NULL;
    if (!stream || !stream->feed.n || stream->key.n >= n ||
        memcmp(stream->key.at, p, stream->key.n) != 0)
        return false;
    const uint32_t skip = (uint32_t)stream->key.n;
    const tape_record record = {(uint64_t)(p - d->t->base) + skip, n - skip, 0};
    d->file->records++;
    return tape_feed_put(&stream->feed, record);
}

static mr_status take_set(dlis *d, const dlis_part *part)
{
    if (part->n == 0)
        return MR_OK;
    if (part->spans.n == 1)
        return dlis_read_set(d, d->t->base + part->spans.at[0].at, part->spans.at[0].n, part->at);
    uint8_t *whole = mr_arena_alloc(d->t->open.arena, part->n);
    const size_t n = first_bytes(d->t, part, whole, part->n);
    return dlis_read_set(d, whole, n, part->at);
}

mr_status dlis_take(dlis *d, const dlis_part *part)
{
    if (!d->file || (part->explicit_format && part->type == FILE_HEADER && d->file->records)) {
        MR_TRY(dlis_close_file(d));
        new_file(d);
    }
    if (part->n)
        d->file->records++;
    if (part->encrypted) {
        d->file->encrypted_at = d->file->encrypted++ ? d->file->encrypted_at : part->at;
        return MR_OK;
    }
    return part->explicit_format ? take_set(d, part) : take_data(d, part);
}

mr_status dlis_open(tape *t)
{
    dlis d = {.t = t};
    mr_status st = dlis_find_visible(&d);
    if (st == MR_OK)
        st = dlis_walk(&d);
    if (st == MR_OK)
        st = dlis_close_file(&d);
    else if (d.file)
        give_feeds_back(d.file);
    tape_stream_clear(&d.records);
    free(d.part.spans.at);
    return st;
}
