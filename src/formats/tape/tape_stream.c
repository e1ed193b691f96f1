// Streams of bytes within a file: copies of tapes keep the tape's blocks between marks or lengths.
#include <stdlib.h>
#include <string.h>

#include "tape_local.h"

bool tape_grow(void **at, size_t *capacity, size_t n, size_t size)
{
    if (n < *capacity)
        return true;
    const size_t wanted = *capacity ? *capacity + *capacity / 2 : 64;
    void *grown = wanted <= SIZE_MAX / size ? realloc(*at, wanted * size) : NULL;
    if (!grown)
        return false;
    *at = grown;
    *capacity = wanted;
    return true;
}

bool tape_add(tape_stream *s, uint64_t from, uint64_t n, bool starts, bool broken)
{
    if (n == 0)
        return true;
    if (s->n && !starts && !broken) {
        const tape_extent *last = &s->extents[s->n - 1];
        if (last->from + (s->end - last->at) == from) {
            s->end += n;
            return true;
        }
    }
    void *extents = s->extents;
    if (!tape_grow(&extents, &s->capacity, s->n, sizeof *s->extents))
        return false;
    s->extents = extents;
    s->extents[s->n++] = (tape_extent){
        .at = s->end, .from = from & (UINT64_MAX >> 2), .starts = starts, .broken = broken};
    s->end += n;
    return true;
}

void tape_stream_clear(tape_stream *s)
{
    free(s->extents);
    *s = (tape_stream){0};
}

uint64_t tape_extent_end(const tape_stream *s, size_t i)
{
    return i + 1 < s->n ? s->extents[i + 1].at : s->end;
}

size_t tape_extent_at(const tape_stream *s, uint64_t at, size_t hint)
{
    if (hint < s->n && s->extents[hint].at <= at) {
        if (at < tape_extent_end(s, hint))
            return hint;
        if (hint + 1 < s->n && at < tape_extent_end(s, hint + 1))
            return hint + 1;
    }
    size_t low = 0, high = s->n;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (s->extents[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint64_t tape_place(const tape_stream *s, uint64_t at)
{
    if (s->n == 0)
        return 0;
    const tape_extent *e = &s->extents[tape_extent_at(s, at, s->recent)];
    return e->from + (at - e->at);
}

bool tape_add_range(tape_stream *s, const tape_stream *outer, uint64_t at, uint64_t n, bool broken)
{
    bool starts = true;
    for (size_t i = outer->recent; n > 0;) {
        i = tape_extent_at(outer, at, i);
        const uint64_t rest = tape_extent_end(outer, i) - at, part = n < rest ? n : rest;
        if (!tape_add(s, outer->extents[i].from + (at - outer->extents[i].at), part, starts,
                      starts && broken))
            return false;
        starts = false;
        at += part;
        n -= part;
    }
    return true;
}

const uint8_t *tape_view(const tape *t, const tape_stream *s, uint64_t at, size_t n,
                         uint8_t *scratch)
{
    if (at > s->end || n > s->end - at || n == 0)
        return NULL;
    size_t i = tape_extent_at(s, at, s->recent);
    if (at + n <= tape_extent_end(s, i))
        return t->base + s->extents[i].from + (at - s->extents[i].at);
    for (size_t done = 0; done < n; i++) {
        const uint64_t rest = tape_extent_end(s, i) - (at + done);
        const size_t part = n - done < rest ? n - done : (size_t)rest;
        memcpy(scratch + done, t->base + s->extents[i].from + (at + done - s->extents[i].at), part);
        done += part;
    }
    return scratch;
}

bool tape_spans_put(tape_spans *spans, const tape_stream *s, uint64_t at, uint64_t n)
{
    for (size_t i = s->recent; n > 0;) {
        i = tape_extent_at(s, at, i);
        const uint64_t rest = tape_extent_end(s, i) - at, part = n < rest ? n : rest;
        const uint64_t from = s->extents[i].from + (at - s->extents[i].at);
        void *grown = spans->at;
        if (part > UINT32_MAX || !tape_grow(&grown, &spans->capacity, spans->n, sizeof *spans->at))
            return false;
        spans->at = grown;
        spans->at[spans->n++] = (tape_span){from, (uint32_t)part};
        at += part;
        n -= part;
    }
    return true;
}

const uint8_t *tape_gather(const tape *t, const tape_record *record, uint8_t *scratch)
{
    if (!record->pieces)
        return t->base + record->at;
    size_t done = 0;
    for (uint32_t i = 0; i < record->pieces; i++) {
        const tape_span *span = &t->spans.at[record->at + i];
        memcpy(scratch + done, t->base + span->at, span->n);
        done += span->n;
    }
    return scratch;
}

bool tape_feed_put(tape_feed *feed, tape_record record)
{
    void *at = feed->at;
    if (!tape_grow(&at, &feed->capacity, feed->n, sizeof *feed->at))
        return false;
    feed->at = at;
    feed->at[feed->n++] = record;
    return true;
}

// A tape mark of the Tape Image Format: its kind, where the one before and the next one are.
enum { MARK = 12, LABEL = 80 };
typedef struct mark {
    uint32_t kind, before, next;
} mark;

static uint32_t u32_of(const uint8_t *p, bool little)
{
    const uint32_t bits = tape_u32(p);
    return little ? __builtin_bswap32(bits) : bits;
}

static mark mark_at(const tape *t, uint64_t at, bool little)
{
    const uint8_t *p = t->base + at;
    return (mark){u32_of(p, little), u32_of(p + 4, little), u32_of(p + 8, little)};
}

// Marks hold 32 bits of a place: files larger than that go round.
static uint64_t next_mark(uint64_t at, const mark *m)
{
    uint64_t next = (at & ~(uint64_t)UINT32_MAX) | m->next;
    if (next < at && at > UINT32_MAX / 2)
        next += (uint64_t)UINT32_MAX + 1;
    return next;
}

static bool begins_marks(const tape *t, uint64_t at, bool little)
{
    if (t->size < at + MARK)
        return false;
    const mark first = mark_at(t, at, little);
    if (first.kind > 1 || first.before != 0 || first.next < at + MARK + (first.kind == 0))
        return false;
    if (first.next > t->size - MARK)
        return first.kind == 0 && first.next - at < UINT32_C(1) << 20; // cut off in the first block
    const mark second = mark_at(t, first.next, little);
    return second.kind <= 1 && (second.before == at || second.before == 0);
}

static bool only_zeros(const tape *t, uint64_t at)
{
    for (; at < t->size; at++)
        if (t->base[at])
            return false;
    return true;
}

static mr_status walk_marks(tape *t, uint64_t at, bool little)
{
    bool broken = false;
    while (at < t->size) {
        if (t->size - at < MARK) {
            if (!only_zeros(t, at))
                tape_warn(t, at, "the file ends within a tape mark");
            break;
        }
        const mark m = mark_at(t, at, little);
        const uint64_t next = next_mark(at, &m);
        if (next < at + MARK || m.kind > 1) {
            if (!only_zeros(t, at))
                tape_warn(t, at,
                          "no tape mark stands here (kind %u, next %u): the file is read up to it",
                          m.kind, m.next);
            break;
        }
        uint64_t end = next;
        if (end > t->size) {
            tape_warn(t, at, "the tape mark names byte %llu as the next, the file ends at %llu",
                      (unsigned long long)next, (unsigned long long)t->size);
            end = t->size;
        }
        if (m.kind == 0 && !tape_add(&t->blocks, at + MARK, end - at - MARK, true, broken))
            return tape_no_memory(t);
        at = next;
    }
    return MR_OK;
}

// Some copies stand as records of a Fortran program: a length before and after each block, at times
// up to a multiple of four with bytes that no length counts.
static bool length_at(const tape *t, uint64_t at, bool little, uint32_t *n)
{
    if (t->size < at + 8)
        return false;
    *n = u32_of(t->base + at, little);
    return *n >= 6 && *n <= t->size - at - 8 && u32_of(t->base + at + 4 + *n, little) == *n;
}

static mr_status walk_lengths(tape *t, bool little)
{
    uint32_t n;
    uint64_t at = 0;
    while (at < t->size) {
        const uint64_t up = (at + 3) & ~UINT64_C(3);
        if (!length_at(t, at, little, &n)) {
            if (up == at || !length_at(t, up, little, &n)) {
                if (!only_zeros(t, at))
                    tape_warn(t, at, "no length of a block stands here: the file is read up to it");
                break;
            }
            at = up;
        }
        if (!tape_add(&t->blocks, at + 4, n, true, false))
            return tape_no_memory(t);
        at += (uint64_t)n + 8;
    }
    return MR_OK;
}

mr_status tape_find_blocks(tape *t)
{
    uint32_t n;
    const bool label = t->size > LABEL && memcmp(t->base + 4, "V1.", 3) == 0;
    t->marked = true;
    for (int little = 1; little >= 0; little--) {
        if (begins_marks(t, 0, little))
            return walk_marks(t, 0, little);
        if (label && begins_marks(t, LABEL, little))
            return tape_add(&t->blocks, 0, LABEL, true, false) ? walk_marks(t, LABEL, little)
                                                               : tape_no_memory(t);
        if (length_at(t, 0, little, &n))
            return walk_lengths(t, little);
    }
    t->marked = false;
    return tape_add(&t->blocks, 0, t->size, true, false) ? MR_OK : tape_no_memory(t);
}
