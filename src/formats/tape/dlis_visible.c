// The storage unit label and the visible records of a DLIS file (2.3): what lies below its
// segments.
#include <string.h>

#include "dlis_local.h"

enum { LOOK_FOR_LABEL = 4096, LEAST = 8 };

static bool is_label(const uint8_t *p)
{
    return memcmp(p + 4, "V1.", 3) == 0 && memcmp(p + 9, "RECORD", 6) == 0;
}

static bool label_at(const tape *t, uint64_t at)
{
    uint8_t scratch[16];
    const uint8_t *p = tape_view(t, &t->blocks, at, 15, scratch);
    return p && is_label(p);
}

// The length of a visible record whose head stands at `at`, 0 when none does. Versions other than 1
// occur.
static uint32_t head_at(const tape *t, uint64_t at, bool any_version)
{
    uint8_t scratch[4];
    const uint8_t *p = tape_view(t, &t->blocks, at, 4, scratch);
    if (!p || p[2] != 0xff || (p[3] != 1 && !any_version))
        return 0;
    return tape_u16(p) >= LEAST ? tape_u16(p) : 0;
}

// A head that another one, a label or the end follows.
static bool sure_head_at(const tape *t, uint64_t at, bool any_version)
{
    const uint32_t n = head_at(t, at, any_version);
    if (!n)
        return false;
    const uint64_t next = at + n;
    return next >= t->blocks.end || head_at(t, next, any_version) || label_at(t, next) ||
           (t->marked &&
            next + 4 > tape_extent_end(&t->blocks, tape_extent_at(&t->blocks, next, 0)));
}

// The first segment must look like one, too, where no label says what the file is.
static bool begins_unlabelled(const tape *t)
{
    uint8_t scratch[12];
    const uint8_t *p = tape_view(t, &t->blocks, 0, 9, scratch);
    if (!p || !head_at(t, 0, false))
        return false;
    return tape_u16(p + 4) >= 4 &&
           ((p[6] & 0x80) == 0 || p[7] <= 11 || p[7] >= 100 || (p[8] & 0xe0) == 0xe0);
}

bool dlis_recognise(const tape *t)
{
    const uint64_t n = t->blocks.end < LOOK_FOR_LABEL ? t->blocks.end : LOOK_FOR_LABEL;
    for (uint64_t at = 0; at + 15 <= n; at++)
        if (label_at(t, at))
            return true;
    return begins_unlabelled(t);
}

// Where the first visible record may begin.
static uint64_t after_label(dlis *d)
{
    tape *t = d->t;
    for (uint64_t at = 0; at < LOOK_FOR_LABEL && at + 15 <= t->blocks.end; at++) {
        if (!label_at(t, at))
            continue;
        if (at > 0)
            tape_warn(t, 0, "%llu bytes stand before the storage unit label and are left out",
                      (unsigned long long)at);
        if (at + DLIS_LABEL > t->blocks.end)
            tape_warn(t, tape_place(&t->blocks, at), "the file ends within the storage unit label");
        return at + DLIS_LABEL;
    }
    tape_warn(t, 0, "the file has no storage unit label");
    return 0;
}

static bool only_zeros(const tape *t, uint64_t at)
{
    uint8_t scratch[64];
    while (at < t->blocks.end) {
        const size_t n = t->blocks.end - at < 64 ? (size_t)(t->blocks.end - at) : 64;
        const uint8_t *p = tape_view(t, &t->blocks, at, n, scratch);
        for (size_t i = 0; p && i < n; i++)
            if (p[i])
                return false;
        at += n;
    }
    return true;
}

// The next place at which a visible record begins for sure; the end when there is none.
static uint64_t look_for_head(const tape *t, uint64_t at)
{
    uint8_t scratch[4096];
    while (at + 4 <= t->blocks.end) {
        const size_t n = t->blocks.end - at < 4096 ? (size_t)(t->blocks.end - at) : 4096;
        const uint8_t *p = tape_view(t, &t->blocks, at, n, scratch);
        for (size_t i = 2; p && i + 1 < n; i++) {
            const uint8_t *hit = memchr(p + i, 0xff, n - 1 - i);
            if (!hit)
                break;
            i = (size_t)(hit - p);
            if (p[i + 1] == 1 && sure_head_at(t, at + i - 2, false))
                return at + i - 2;
        }
        at += n > 4 ? n - 3 : n;
    }
    return t->blocks.end;
}

// Where nothing is a head: a label again, bytes up to the next block of a marked file, or damage.
// *broken when something was lost.
static uint64_t step_over(dlis *d, uint64_t at, bool *broken)
{
    tape *t = d->t;
    if (label_at(t, at))
        return at + DLIS_LABEL;
    const uint64_t place = tape_place(&t->blocks, at);
    const size_t extent = tape_extent_at(&t->blocks, at, t->blocks.recent);
    const uint64_t next = tape_extent_end(&t->blocks, extent);
    if (next - at < 4 && t->marked && t->blocks.extents[extent].at != at) {
        tape_warn(t, place, "%llu bytes after a visible record belong to none and are left out",
                  (unsigned long long)(next - at));
        return next;
    }
    if (only_zeros(t, at))
        return t->blocks.end;
    if (sure_head_at(t, at, true)) {
        uint8_t scratch[4];
        const uint8_t *p = tape_view(t, &t->blocks, at, 4, scratch);
        tape_warn(t, place, "the visible record says version %u, not 1: it is read as if it did",
                  p ? p[3] : 0);
        *broken = false;
        return at;
    }
    const uint64_t found = look_for_head(t, at);
    tape_warn(t, place, "no visible record begins here: %llu bytes are left out",
              (unsigned long long)(found - at));
    *broken = true;
    return found;
}

mr_status dlis_find_visible(dlis *d)
{
    tape *t = d->t;
    uint64_t at = after_label(d);
    bool broken = false;
    while (at < t->blocks.end) {
        t->blocks.recent = tape_extent_at(&t->blocks, at, t->blocks.recent);
        uint32_t n = head_at(t, at, false);
        if (!n) {
            const uint64_t next = step_over(d, at, &broken);
            n = next == at ? head_at(t, at, true) : 0;
            if (!n) {
                at = next;
                continue;
            }
        }
        uint64_t end = at + n;
        if (end > t->blocks.end) {
            tape_warn(t, tape_place(&t->blocks, at),
                      "the visible record is %u bytes long, the file ends after %llu", n,
                      (unsigned long long)(t->blocks.end - at));
            end = t->blocks.end;
        }
        if (!tape_add_range(&d->records, &t->blocks, at + DLIS_VISIBLE_HEAD,
                            end - at - DLIS_VISIBLE_HEAD, broken))
            return tape_no_memory(t);
        broken = false;
        at = end;
    }
    return MR_OK;
}
