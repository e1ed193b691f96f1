// Logical record segments put together to records (2.2.2). What is damaged is told and left out;
// the walk goes on at the next visible record.
#include <stdlib.h>
#include <string.h>

#include "dlis_local.h"

enum {
    EXPLICIT = 0x80,
    PREDECESSOR = 0x40,
    SUCCESSOR = 0x20,
    ENCRYPTED = 0x10,
    PACKET = 0x08,
    CHECKSUM = 0x04,
    TRAILING = 0x02,
    PADDING = 0x01,
};

typedef struct segment {
    uint64_t at; // in the stream
    uint32_t n;  // with its head
    uint8_t attributes, type;
} segment;

static uint64_t place(const dlis *d, uint64_t at)
{
    return tape_place(&d->records, at);
}

static void drop_part(dlis *d, const char *why, uint64_t at)
{
    if (d->part.open)
        tape_warn(d->t, at, "%s: the record that began at byte %llu is left out", why,
                  (unsigned long long)d->part.at);
    d->part.open = false;
}

// Its contents, without what stands at its end and with the encryption packet taken off; false: its
// padding is longer than itself.
static bool strip(dlis *d, const segment *s, uint64_t *from, uint64_t *n)
{
    uint8_t scratch[2];
    *from = s->at + DLIS_SEGMENT_HEAD;
    uint64_t end = s->at + s->n;
    if (s->attributes & TRAILING) {
        const uint8_t *p =
            end - *from >= 2 ? tape_view(d->t, &d->records, end - 2, 2, scratch) : NULL;
        if (p && tape_u16(p) != s->n)
            tape_warn(d->t, place(d, s->at),
                      "the segment is %u bytes long, its trailing length says %u", s->n,
                      tape_u16(p));
        end -= p ? 2 : 0;
    }
    if (s->attributes & CHECKSUM)
        end -= end - *from >= 2 ? 2 : 0;
    *n = end - *from;
    if (!(s->attributes & PADDING) || *n == 0)
        return true;
    const uint8_t *p = tape_view(d->t, &d->records, end - 1, 1, scratch);
    const uint64_t pad = p ? *p : 0;
    if (pad > *n + DLIS_SEGMENT_HEAD || pad == 0)
        return false;
    *n = pad < *n ? *n - pad : 0; // padding as long as the segment leaves it empty
    return true;
}

static mr_status put_contents(dlis *d, const segment *s)
{
    uint64_t from, n;
    uint8_t scratch[2];
    if (!strip(d, s, &from, &n)) {
        tape_warn(d->t, place(d, s->at), "the segment's padding is no length within it");
        drop_part(d, "its padding is wrong", place(d, s->at));
        return MR_OK;
    }
    if (s->attributes & PACKET) {
        const uint8_t *p = n >= 2 ? tape_view(d->t, &d->records, from, 2, scratch) : NULL;
        const uint64_t packet = p ? tape_u16(p) : 0;
        if (!p || packet < 4 || packet > n) {
            drop_part(d, "its encryption packet is no length within it", place(d, s->at));
            return MR_OK;
        }
        from += packet;
        n -= packet;
    }
    d->part.n += n;
    if (d->part.n > UINT32_MAX) {
        drop_part(d, "it is longer than 4 GiB", place(d, s->at));
        return MR_OK;
    }
    return tape_spans_put(&d->part.spans, &d->records, from, n) ? MR_OK : tape_no_memory(d->t);
}

static void open_part(dlis *d, const segment *s)
{
    dlis_part *part = &d->part;
    const tape_spans spans = part->spans;
    *part = (dlis_part){.open = true,
                        .explicit_format = s->attributes & EXPLICIT,
                        .encrypted = s->attributes & ENCRYPTED,
                        .has_packet = s->attributes & PACKET,
                        .type = s->type,
                        .at = place(d, s->at),
                        .spans = spans};
    part->spans.n = 0;
}

static mr_status take_segment(dlis *d, const segment *s)
{
    const bool first = !(s->attributes & PREDECESSOR);
    if (first) {
        drop_part(d, "a record without its last segment", place(d, s->at));
        open_part(d, s);
    } else if (!d->part.open) {
        tape_warn(d->t, place(d, s->at),
                  "the segment goes on a record whose beginning is not there: it is left out");
        return MR_OK;
    }
    if (d->part.type != s->type || d->part.explicit_format != (bool)(s->attributes & EXPLICIT) ||
        d->part.encrypted != (bool)(s->attributes & ENCRYPTED))
        tape_warn(d->t, place(d, s->at),
                  "the segment's type or attributes differ from its record's: the first is taken");
    MR_TRY(put_contents(d, s));
    if ((s->attributes & SUCCESSOR) || !d->part.open)
        return MR_OK;
    d->part.open = false;
    return dlis_take(d, &d->part);
}

// Data records that stand whole in one place, one after another, are nearly all of a large file.
// Where the first stands that is another one.
static uint64_t take_plain(dlis *d, const uint8_t *p, uint64_t at, uint64_t end)
{
    while (!d->part.open && end - at > DLIS_SEGMENT_HEAD) {
        const uint32_t n = tape_u16(p);
        if (n <= DLIS_SEGMENT_HEAD || n > end - at || p[2] != 0 || p[3] != 0 ||
            !dlis_take_same(d, p + DLIS_SEGMENT_HEAD, n - DLIS_SEGMENT_HEAD))
            break;
        p += n;
        at += n;
    }
    return at;
}

// The next visible record after `at` in the stream; the end when there is none. With `broken`, only
// one that comes after damage, before `end`.
static uint64_t next_start(const dlis *d, uint64_t at, size_t hint, bool broken, uint64_t end)
{
    const tape_stream *s = &d->records;
    for (size_t i = tape_extent_at(s, at, hint) + 1; i < s->n && s->extents[i].at < end; i++)
        if (s->extents[i].starts && (!broken || s->extents[i].broken))
            return s->extents[i].at;
    return end;
}

static bool zeros_between(const dlis *d, uint64_t at, uint64_t end)
{
    uint8_t scratch[64];
    for (; at < end; at += 64) {
        const size_t n = end - at < 64 ? (size_t)(end - at) : 64;
        const uint8_t *p = tape_view(d->t, &d->records, at, n, scratch);
        for (size_t i = 0; p && i < n; i++)
            if (p[i])
                return false;
    }
    return true;
}

// No segment stands at `at`: where to go on.
static uint64_t step_over(dlis *d, uint64_t at, size_t hint, uint32_t n)
{
    const uint64_t next = next_start(d, at, hint, false, d->records.end);
    if (d->part.open || !zeros_between(d, at, next))
        tape_warn(d->t, place(d, at), "no segment begins here (length %u): %llu bytes are left out",
                  n, (unsigned long long)(next - at));
    drop_part(d, "a record is broken off", place(d, at));
    return next;
}

mr_status dlis_walk(dlis *d)
{
    tape_stream *s = &d->records;
    uint8_t scratch[4];
    size_t hint = 0;
    mr_status st = MR_OK;
    for (uint64_t at = 0; at < s->end && st == MR_OK;) {
        s->recent = hint = tape_extent_at(s, at, hint);
        if (s->extents[hint].broken && s->extents[hint].at == at)
            drop_part(d, "the file is damaged", place(d, at));
        const tape_extent *e = &s->extents[hint];
        const uint8_t *p = tape_extent_end(s, hint) - at >= 4 ? d->t->base + e->from + (at - e->at)
                                                              : tape_view(d->t, s, at, 4, scratch);
        if (!p) {
            if (!zeros_between(d, at, s->end))
                tape_warn(d->t, place(d, at), "the file ends within the head of a segment");
            break;
        }
        if (p != scratch) {
            const uint64_t next = take_plain(d, p, at, tape_extent_end(s, hint));
            if (next > at) {
                at = next;
                continue;
            }
        }
        const segment one = {at, tape_u16(p), p[2], p[3]};
        if (one.n < DLIS_SEGMENT_HEAD) {
            at = step_over(d, at, hint, one.n);
            continue;
        }
        if (one.n > s->end - at) {
            tape_warn(d->t, place(d, at), "the segment is %u bytes long, the file ends after %llu",
                      one.n, (unsigned long long)(s->end - at));
            d->part.open = d->part.open && !(one.attributes & PREDECESSOR) ? false : d->part.open;
            break;
        }
        const uint64_t end = at + one.n;
        const uint64_t damage =
            end <= tape_extent_end(s, hint) ? end : next_start(d, at, hint, true, end);
        if (damage < end) {
            tape_warn(d->t, place(d, at), "the segment runs into damage and is left out");
            d->part.open = false;
            at = damage;
            continue;
        }
        st = take_segment(d, &one);
        at = end;
    }
    if (st == MR_OK && d->t->size)
        drop_part(d, "the file ends before its last segment", d->t->size);
    return st;
}

bool dlis_same(const dlis_name *a, const dlis_name *b)
{
    return a->origin == b->origin && a->copy == b->copy && mr_str_eq(a->id, b->id);
}
