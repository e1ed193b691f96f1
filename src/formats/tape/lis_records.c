// Physical records put together to logical ones (LIS79, 2). What is damaged is told and left out.
#include <stdlib.h>
#include <string.h>

#include "lis_local.h"

enum { HEAD = 4, LOGICAL_HEAD = 2 };
enum {
    SUCCESSOR = 1 << 0,
    PREDECESSOR = 1 << 1,
    RECORD_NUMBER = 1 << 9,
    FILE_NUMBER = 1 << 10,
    CHECKSUM = 3 << 12,
    TYPE = 1 << 14,
};

// How far a beginning is looked for after damage, how many records must follow one another there.
enum { LOOK = 1 << 18, CHAIN = 3 };

bool lis_known_type(uint8_t type)
{
    static const uint8_t types[] = {0,   1,   32,  34,  39,  42,  47,  64,  65,  85,  86,
                                    95,  96,  97,  100, 101, 102, 128, 129, 130, 131, 132,
                                    133, 137, 138, 139, 141, 224, 225, 227, 232, 234};
    return memchr(types, type, sizeof types) != NULL;
}

static unsigned trailer_of(unsigned attributes)
{
    return (attributes & RECORD_NUMBER ? 2u : 0) + (attributes & FILE_NUMBER ? 2u : 0) +
           (attributes & CHECKSUM ? 2u : 0);
}

// The length of a physical record whose head stands at `at`, 0 when none does.
static uint32_t head_at(const tape *t, uint64_t at, unsigned *attributes)
{
    uint8_t scratch[HEAD + LOGICAL_HEAD];
    const uint8_t *p = tape_view(t, &t->blocks, at, HEAD, scratch);
    if (!p)
        return 0;
    const uint32_t n = tape_u16(p);
    *attributes = tape_u16(p + 2);
    const unsigned least =
        HEAD + trailer_of(*attributes) + (*attributes & PREDECESSOR ? 0 : LOGICAL_HEAD);
    if (n < least || (*attributes & TYPE))
        return 0;
    if (*attributes & PREDECESSOR)
        return n;
    p = tape_view(t, &t->blocks, at, HEAD + LOGICAL_HEAD, scratch);
    return p && lis_known_type(p[4]) ? n : 0;
}

static bool zeros_from(const tape *t, uint64_t at, uint64_t end)
{
    uint8_t scratch[64];
    for (; at < end; at += 64) {
        const size_t n = end - at < 64 ? (size_t)(end - at) : 64;
        const uint8_t *p = tape_view(t, &t->blocks, at, n, scratch);
        for (size_t i = 0; p && i < n; i++)
            if (p[i])
                return false;
    }
    return true;
}

static uint64_t block_end(const tape *t, uint64_t at)
{
    return tape_extent_end(&t->blocks, tape_extent_at(&t->blocks, at, t->blocks.recent));
}

bool lis_recognise(const tape *t)
{
    unsigned attributes = 0;
    uint8_t scratch[6];
    const uint32_t n = head_at(t, 0, &attributes);
    const uint8_t *p = tape_view(t, &t->blocks, 0, 6, scratch);
    if (!n || !p || (attributes & PREDECESSOR) || p[5] != 0)
        return false;
    if (n == t->blocks.end || head_at(t, n, &attributes))
        return true;
    if (n > t->blocks.end) // cut off: only what begins a file is known for sure
        return p[4] >= LIS_FILE_HEADER;
    const uint64_t up = ((uint64_t)n + 3) & ~UINT64_C(3);
    return head_at(t, up, &attributes) || block_end(t, 0) < t->blocks.end ||
           zeros_from(t, n, t->blocks.end) || p[4] >= LIS_FILE_HEADER;
}

static void drop_part(lis *l, const char *why, uint64_t at)
{
    if (l->open)
        tape_warn(l->t, at, "%s: the record that began at byte %llu is left out", why,
                  (unsigned long long)l->part.at);
    l->open = false;
}

static bool begins_chain(const tape *t, uint64_t at)
{
    unsigned attributes = 0;
    for (int i = 0; i < CHAIN; i++) {
        const uint32_t n = head_at(t, at, &attributes);
        if (!n || n > t->blocks.end - at || (i == 0 && (attributes & PREDECESSOR)))
            return false;
        at += n;
        if (at == t->blocks.end)
            return true;
    }
    return true;
}

// Where no physical record begins: padding, or damage.
static uint64_t step_over(lis *l, uint64_t at)
{
    tape *t = l->t;
    unsigned attributes;
    const uint64_t end = block_end(t, at), place = tape_place(&t->blocks, at);
    const bool inside =
        t->blocks.extents[tape_extent_at(&t->blocks, at, t->blocks.recent)].at != at;
    const uint64_t up = (at + 3) & ~UINT64_C(3);
    if (end < t->blocks.end && inside) { // the rest of a block
        if (end - at > 3 || !zeros_from(t, at, end))
            tape_warn(t, place, "%llu bytes after a physical record belong to none",
                      (unsigned long long)(end - at));
        return end;
    }
    if (zeros_from(t, at, t->blocks.end))
        return t->blocks.end;
    if (up > at && head_at(t, up, &attributes))
        return up;
    if (t->marked && end - at <= 3)
        return end;
    uint64_t found = end;
    if (!t->marked) {
        const uint64_t limit = t->blocks.end - at < LOOK ? t->blocks.end : at + LOOK;
        for (found = at + 1; found < limit && !begins_chain(t, found); found++)
            ;
        found = found < limit ? found : t->blocks.end;
    }
    tape_warn(t, place, "no physical record begins here: %llu bytes are left out",
              (unsigned long long)(found - at));
    drop_part(l, "the file is damaged", place);
    return found;
}

static void open_part(lis *l, uint64_t at)
{
    const tape_spans spans = l->part.spans;
    uint8_t scratch[LOGICAL_HEAD];
    const uint8_t *p = tape_view(l->t, &l->t->blocks, at + HEAD, LOGICAL_HEAD, scratch);
    l->part =
        (lis_record){.type = p ? p[0] : 0, .at = tape_place(&l->t->blocks, at), .spans = spans};
    l->part.spans.n = 0;
    l->open = true;
}

static mr_status take_physical(lis *l, uint64_t at, uint32_t n, unsigned attributes)
{
    const tape_stream *s = &l->t->blocks;
    uint64_t from = at + HEAD;
    const uint64_t end = at + n - trailer_of(attributes);
    if (!(attributes & PREDECESSOR)) {
        drop_part(l, "a record without its last part", tape_place(s, at));
        open_part(l, at);
        from += LOGICAL_HEAD;
    } else if (!l->open) {
        tape_warn(l->t, tape_place(s, at),
                  "the physical record goes on a record whose beginning is not there");
        return MR_OK;
    }
    if (!tape_spans_put(&l->part.spans, s, from, end - from))
        return tape_no_memory(l->t);
    l->part.n += end - from;
    if (l->part.n > UINT32_MAX) {
        drop_part(l, "it is longer than 4 GiB", tape_place(s, at));
        return MR_OK;
    }
    if (attributes & SUCCESSOR)
        return MR_OK;
    l->open = false;
    return lis_take(l, &l->part);
}

mr_status lis_walk(lis *l)
{
    tape_stream *s = &l->t->blocks;
    mr_status st = MR_OK;
    for (uint64_t at = 0; at < s->end && st == MR_OK;) {
        unsigned attributes = 0;
        s->recent = tape_extent_at(s, at, s->recent);
        uint32_t n = head_at(l->t, at, &attributes);
        if (l->t->marked && at > s->extents[s->recent].at && tape_extent_end(s, s->recent) - at < 4)
            n = 0; // a head does not go over a mark: these are padding
        if (!n) {
            at = step_over(l, at);
            continue;
        }
        if (n > s->end - at) {
            tape_warn(l->t, tape_place(s, at),
                      "the physical record is %u bytes long, the file ends after %llu", n,
                      (unsigned long long)(s->end - at));
            break;
        }
        const uint64_t end = tape_extent_end(s, s->recent);
        if (l->t->marked && at + n > end && end < s->end) {
            unsigned next;
            const bool crosses = head_at(l->t, at + n, &next) || at + n == s->end;
            tape_warn(l->t, tape_place(s, at),
                      "the physical record is %u bytes long, its block ends after %llu: %s", n,
                      (unsigned long long)(end - at),
                      crosses ? "it goes on in the next one" : "it is left out");
            if (!crosses) {
                drop_part(l, "the file is damaged", tape_place(s, at));
                at = end;
                continue;
            }
        }
        st = take_physical(l, at, n, attributes);
        at += n;
    }
    if (st == MR_OK)
        drop_part(l, "the file ends before its last part", l->t->size);
    return st;
}
