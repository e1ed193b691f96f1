// Frames and channels (5.5, 5.7) to logs: how a row is laid out.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/map.h"

#include "dlis_local.h"

// Elements of a channel in a row, and its dimensions; bytes of a row.
enum { MOST_ITEMS = 1 << 26, MOST_DIMS = 64, MOST_ROW = 1 << 30 };

// In DLIS nothing says what an absent value is; this one is customary.
static const double customary_absent = -999.25;

typedef struct channel {
    const dlis_set *set;
    const dlis_object *object;
} channel;

typedef struct binder {
    dlis *d;
    dlis_file *file;
    struct mr_map *channels, *frames;
    const char *well;
} binder;

static bool is_set(const dlis_set *set, const char *type)
{
    return mr_str_eq(set->type, mr_str_of(type));
}

static const char *text_of(const binder *b, const dlis_set *set, const dlis_object *o,
                           const char *label)
{
    const dlis_attribute a = dlis_find(set, o, label);
    return dlis_attribute_text(b->d->t, &a);
}

static const char *id_of(const binder *b, mr_str id)
{
    return tape_text(b->d->t->open.arena, (const uint8_t *)id.at, id.n);
}

static void list_channels(binder *b)
{
    char key[DLIS_KEY];
    for (const dlis_set *set = b->file->sets; set; set = set->next)
        for (const dlis_object *o = is_set(set, "CHANNEL") ? set->objects : NULL; o; o = o->next) {
            dlis_key(&o->name, key);
            if (mr_map_get(b->channels, key))
                continue; // the first counts
            channel *c = MR_ARENA_NEW(b->d->t->open.arena, channel);
            *c = (channel){set, o};
            (void)mr_map_put(b->channels, key, c);
        }
}

static bool read_dims(const binder *b, const channel *c, mr_tape_curve *curve, uint64_t *items)
{
    const dlis_attribute a = dlis_find(c->set, c->object, "DIMENSION");
    const uint8_t *p = a.value;
    if (a.absent || !p || a.count == 0 || a.count > MOST_DIMS)
        return false;
    int64_t *dims = MR_ARENA_ARRAY(b->d->t->open.arena, int64_t, a.count);
    *items = 1;
    for (uint32_t i = 0; i < a.count; i++) {
        const dlis_attribute one = {.count = 1, .code = a.code, .value = p, .end = a.end};
        const double n = dlis_attribute_number(&one);
        if (!(n >= 1 && n <= MOST_ITEMS))
            return false;
        dims[i] = (int64_t)n;
        *items *= (uint64_t)n;
        if (*items > MOST_ITEMS)
            return false;
        p += dlis_skip(a.code, p, a.end);
    }
    curve->dims = dims;
    curve->n_dims = a.count == 1 && dims[0] == 1 ? 0 : a.count;
    return true;
}

static void refuse(const binder *b, tape_log *log, const char *what, const char *name)
{
    if (!log->refused)
        log->refused = mr_arena_printf(b->d->t->open.arena, "its channel %s %s",
                                       name[0] ? name : "(unnamed)", what);
}

static bool is_float(int code)
{
    const enum tape_code n = dlis_codes[code].number;
    return n == TAPE_F32 || n == TAPE_F64 || n == TAPE_IBM || n == TAPE_VAX;
}

// What cannot be laid out stands as a column that has no rows.
static void bind_channel(const binder *b, tape_log *log, const dlis_name *name, size_t i)
{
    char key[DLIS_KEY];
    dlis_key(name, key);
    const channel *c = mr_map_get(b->channels, key);
    mr_tape_curve *curve = (mr_tape_curve *)(uintptr_t)&log->log->curves[i];
    tape_cell *cell = &log->cells[i];
    *curve = (mr_tape_curve){.mnemonic = id_of(b, name->id), .type = MR_FLOAT64, .components = 1};
    *cell = (tape_cell){.code = TAPE_F64, .items = 1, .bytes = 8};
    if (!c) {
        refuse(b, log, "is not there", curve->mnemonic);
        return;
    }
    curve->unit = text_of(b, c->set, c->object, "UNITS");
    curve->descr = text_of(b, c->set, c->object, "LONG-NAME");
    const dlis_attribute code = dlis_find(c->set, c->object, "REPRESENTATION-CODE");
    const double number = dlis_attribute_number(&code);
    uint64_t items = 1;
    if (!(number >= 1 && number < DLIS_CODES)) {
        refuse(b, log, "has no representation code", curve->mnemonic);
        return;
    }
    curve->code = (int)number;
    if (!read_dims(b, c, curve, &items)) {
        refuse(b, log, "has no dimension, or one that cannot be", curve->mnemonic);
        return;
    }
    const dlis_code_row *row = &dlis_codes[curve->code];
    curve->components = row->number == TAPE_TEXT ? 1 : row->parts;
    curve->type = row->number == TAPE_TEXT                       ? MR_UTF8
                  : curve->n_dims == 0 && curve->components == 1 ? MR_FLOAT64
                                                                 : MR_LIST_FLOAT64;
    *cell = (tape_cell){.code = row->number,
                        .items = (uint32_t)(items * curve->components),
                        .bytes = row->bytes,
                        .is_absent = is_float(curve->code) && (int)i != log->log->index,
                        .absent = {customary_absent, customary_absent}};
    log->fixed &= row->bytes > 0;
}

// Where each cell begins, as far as all have a fixed size.
static void lay_out(const binder *b, tape_log *log)
{
    uint64_t offset = 0;
    for (size_t i = 0; i < log->log->n_curves; i++) {
        tape_cell *cell = &log->cells[i];
        const size_t components = log->log->curves[i].components;
        cell->offset = (uint32_t)offset;
        offset += (uint64_t)(cell->bytes ? cell->bytes : 1) * (cell->items / components);
        if (offset > MOST_ROW) {
            refuse(b, log, "makes a row larger than 1 GiB", log->log->curves[i].mnemonic);
            return;
        }
    }
    log->row_bytes = (uint32_t)offset;
}

// Two channels of one mnemonic are told apart by what else is in their key.
static void tell_apart(const binder *b, const tape_log *log, const dlis_name *names)
{
    mr_arena *arena = b->d->t->open.arena;
    struct mr_map *seen = mr_map_new();
    mr_tape_curve *curves = (mr_tape_curve *)(uintptr_t)log->log->curves;
    static char once, twice;
    for (size_t i = 0; i < log->log->n_curves; i++)
        (void)mr_map_put(seen, curves[i].mnemonic,
                         mr_map_get(seen, curves[i].mnemonic) ? &twice : &once);
    for (size_t i = 0; i < log->log->n_curves; i++)
        if (mr_map_get(seen, curves[i].mnemonic) == &twice)
            curves[i].mnemonic = mr_arena_printf(arena, "%s.%u.%u", id_of(b, names[i].id),
                                                 names[i].origin, names[i].copy);
    mr_map_free(seen);
}

static dlis_name *channel_names(const binder *b, const dlis_attribute *a, size_t *n)
{
    *n = 0;
    if (a->absent || !a->value || a->code != DLIS_OBNAME)
        return NULL;
    const uint8_t *p = a->value;
    dlis_name *names = MR_ARENA_ARRAY(b->d->t->open.arena, dlis_name, (size_t)a->count + 1);
    for (uint32_t i = 0; i < a->count; i++, ++*n) {
        const size_t taken = dlis_obname(p, a->end, &names[i]);
        if (!taken)
            break;
        p += taken;
    }
    return names;
}

// Names in a code of whoever wrote the file: no text in any character set.
static bool is_encoded(mr_str id)
{
    bool controls = false;
    for (size_t i = 0; i < id.n; i++)
        controls |= (uint8_t)id.at[i] >= 0x80 && (uint8_t)id.at[i] < 0xa0;
    return controls && !mr_utf8_valid(id);
}

static bool all_encoded(const dlis_name *names, size_t n)
{
    size_t encoded = 0;
    for (size_t i = 0; i < n; i++)
        encoded += is_encoded(names[i].id);
    return n > 0 && encoded == n;
}

static const char *direction_of(const binder *b, const dlis_set *set, const dlis_object *o)
{
    const char *said = text_of(b, set, o, "DIRECTION");
    return !said                             ? NULL
           : strcmp(said, "INCREASING") == 0 ? "increasing"
           : strcmp(said, "DECREASING") == 0 ? "decreasing"
                                             : NULL;
}

static void take_feed(const binder *b, tape_log *log, const dlis_name *name)
{
    char key[DLIS_KEY];
    log->feed = MR_ARENA_NEW(b->d->t->open.arena, tape_feed);
    dlis_key(name, key);
    dlis_stream *stream = mr_map_get(b->file->by_key, key);
    if (!stream)
        return;
    *log->feed = stream->feed;
    stream->feed = (tape_feed){0};
}

static mr_status bind_frame(binder *b, const dlis_set *set, const dlis_object *o)
{
    tape *t = b->d->t;
    char key[DLIS_KEY];
    dlis_key(&o->name, key);
    const char *frame = id_of(b, o->name.id);
    if (mr_map_put(b->frames, key, b)) {
        tape_warn(t, set->at, "frame %s stands there twice: the first is taken", frame);
        return MR_OK;
    }
    tape_log *log = tape_add_log(t);
    if (!log)
        return tape_no_memory(t);
    const dlis_attribute channels = dlis_find(set, o, "CHANNELS");
    size_t n;
    const dlis_name *names = channel_names(b, &channels, &n);
    mr_tape_curve *curves = MR_ARENA_ARRAY(t->open.arena, mr_tape_curve, n + 1);
    *log->log = (mr_tape_log){.logical_file = b->file->number,
                              .name = frame,
                              .well = b->well,
                              .direction = direction_of(b, set, o),
                              .index_type = text_of(b, set, o, "INDEX-TYPE"),
                              .n_curves = n,
                              .curves = curves};
    log->log->index = log->log->index_type && n ? 0 : -1;
    log->cells = MR_ARENA_ARRAY(t->open.arena, tape_cell, n + 1);
    log->fixed = true;
    log->lead = TAPE_ROW_NUMBER;
    take_feed(b, log, &o->name);
    for (size_t i = 0; i < n; i++)
        bind_channel(b, log, &names[i], i);
    if (n == 0 && log->feed->n)
        log->refused = "the frame names no channels";
    if (all_encoded(names, n))
        log->refused = "the names of its channels are encoded: whoever wrote the file can tell "
                       "what they are";
    lay_out(b, log);
    tell_apart(b, log, names);
    return MR_OK;
}

mr_status dlis_bind_frames(dlis *d, dlis_file *file, const char *well)
{
    binder b = {d, file, mr_map_new(), mr_map_new(), well};
    mr_status st = MR_OK;
    list_channels(&b);
    for (const dlis_set *set = file->sets; set; set = set->next)
        for (const dlis_object *o = is_set(set, "FRAME") ? set->objects : NULL; o && st == MR_OK;
             o = o->next)
            st = bind_frame(&b, set, o);
    mr_map_free(b.channels);
    mr_map_free(b.frames);
    return st;
}
