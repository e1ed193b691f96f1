// The windows of rows 8g .. 8g + 7 share all but seven of their values. These are sorted once, of
// blocks of eight that several cores share, and a rank of a window is found between the core and
// the seven others: of all ways to take j of the least of these and the rest from the core, the one
// whose greatest value is least.
#include "cores.h"

#include <math.h>

#include "mudrock/elementary.h"
#include "window.h"

enum { GROUP = 8, GROUPS = MR_CORES_ROWS / GROUP, OTHERS = GROUP - 1, NONE = MR_CORES_ROWS };

// Lines of a value for every group, and of one for every row; a vector more, so that lines do not
// all begin in the same place of a page, of which caches hold few.
enum {
    ROW_LINE = MR_CORES_ROWS + GROUP,
    GROUP_LINE = GROUPS + 2 * (MR_CORES_HALF + 1) / GROUP + GROUP,
};

typedef struct layout {
    size_t width, core, blocks, rest; // core: values; whole blocks of eight of them, and the rest
    size_t lists, merged, more, others, lines, cut, end;
} layout;

static layout layout_of(size_t half)
{
    const size_t width = 2 * half + 1, core = width - OTHERS;
    layout l = {.width = width, .core = core, .blocks = core / GROUP, .rest = core % GROUP};
    size_t most = 1; // blocks of a list

    while (2 * most <= l.blocks)
        most *= 2;
    l.merged = (3 * GROUP + 2 * most * GROUP) * GROUP_LINE; // values, pairs, fours, then 8, 16, ...
    l.more = l.merged + core * GROUP_LINE;
    l.others = l.more + core * GROUP_LINE;
    l.lines = l.others + 4 * OTHERS * ROW_LINE; // values, pairs, four and three, all
    l.cut = l.lines + 5 * ROW_LINE;
    l.end = l.cut + MR_CORES_ROWS + 2 * (MR_CORES_HALF + 1) + 2 * GROUP;
    return l;
}

size_t mr_cores_room(size_t half)
{
    return layout_of(half).end;
}

// Value k of every block of eight: the first block begins where the first core does.
static void take_blocks(const double *x, double *values)
{
    for (size_t g = 0; g < GROUP_LINE - GROUP; g++)
        for (size_t k = 0; k < GROUP; k++)
            values[k * GROUP_LINE + g] = x[g * GROUP + k];
}

// Of a row that is the l-th of its eight: what its window holds above the core, then below it.
static MR_VECTOR void take_others(const double *x, size_t core, double *values)
{
    for (size_t k = 0; k < OTHERS; k++)
        for (size_t i = 0; i < MR_CORES_ROWS; i++) {
            const double above = x[i + k], below = x[i + k + core];
            values[k * ROW_LINE + i] = i % GROUP + k < OTHERS ? above : below;
        }
}

static list list_at(double *room, size_t line, size_t places, size_t length)
{
    return (list){room + line * length, places, length};
}

// Cores are made of lists of blocks as their number has bits, and of the rest, which comes first.
static list sort_cores(const layout *l, double *room, double *spare)
{
    const size_t n = GROUP_LINE - GROUP;
    double *values = room + l->lists, *pairs = values + GROUP * GROUP_LINE;
    double *fours = pairs + GROUP * GROUP_LINE, *lists = fours + GROUP * GROUP_LINE;
    double *to = room + l->merged, *next = room + l->more;

    for (size_t k = 0; k < GROUP; k += 2)
        mr_merge_lists(list_at(values, k, 1, GROUP_LINE), list_at(values, k + 1, 1, GROUP_LINE),
                       list_at(pairs, k, 2, GROUP_LINE), n, spare, ROW_LINE);
    for (size_t k = 0; k < GROUP; k += 4)
        mr_merge_lists(list_at(pairs, k, 2, GROUP_LINE), list_at(pairs, k + 2, 2, GROUP_LINE),
                       list_at(fours, k, 4, GROUP_LINE), n, spare, ROW_LINE);
    mr_merge_lists(list_at(fours, 0, 4, GROUP_LINE), list_at(fours, 4, 4, GROUP_LINE),
                   list_at(lists, 0, GROUP, GROUP_LINE), n, spare, ROW_LINE);

    list core = {l->rest == 2 ? pairs + l->blocks : fours + l->blocks, l->rest, GROUP_LINE};
    if (l->rest == 6) {
        const list two = {pairs + 4 * GROUP_LINE + l->blocks, 2, GROUP_LINE};
        core = (list){to, 6, GROUP_LINE};
        mr_merge_lists((list){fours + l->blocks, 4, GROUP_LINE}, two, core, GROUPS, spare,
                       ROW_LINE);
        to = next;
        next = room + l->merged;
    }
    size_t taken = 0;
    for (size_t blocks = 1; blocks <= l->blocks; blocks *= 2) {
        const size_t places = blocks * GROUP;
        const list level = {lists, places, GROUP_LINE}, part = {lists + taken, places, GROUP_LINE};
        double *above = lists + places * GROUP_LINE;
        if (l->blocks & blocks && core.places == 0) {
            core = part;
        } else if (l->blocks & blocks) {
            const list merged = {to, core.places + places, GROUP_LINE};
            mr_merge_lists(part, core, merged, GROUPS, spare, ROW_LINE);
            core = merged;
            to = next;
            next = core.lines;
        }
        taken += l->blocks & blocks;
        if (2 * blocks <= l->blocks)
            mr_merge_lists(level, (list){lists + blocks, places, GROUP_LINE},
                           (list){above, 2 * places, GROUP_LINE}, n, spare, ROW_LINE);
        lists = above;
    }
    return core;
}

static list sort_others(double *room, double *spare)
{
    enum { N = MR_CORES_ROWS };
    double *pairs = room + OTHERS * ROW_LINE, *parts = pairs + OTHERS * ROW_LINE;
    const list last = list_at(room, 6, 1, ROW_LINE), all = list_at(parts, OTHERS, 7, ROW_LINE);

    for (size_t k = 0; k < 6; k += 2)
        mr_merge_lists(list_at(room, k, 1, ROW_LINE), list_at(room, k + 1, 1, ROW_LINE),
                       list_at(pairs, k, 2, ROW_LINE), N, spare, ROW_LINE);
    mr_merge_lists(list_at(pairs, 0, 2, ROW_LINE), list_at(pairs, 2, 2, ROW_LINE),
                   list_at(parts, 0, 4, ROW_LINE), N, spare, ROW_LINE);
    mr_merge_lists(list_at(pairs, 4, 2, ROW_LINE), last, list_at(parts, 4, 3, ROW_LINE), N, spare,
                   ROW_LINE);
    mr_merge_lists(list_at(parts, 0, 4, ROW_LINE), list_at(parts, 4, 3, ROW_LINE), all, N, spare,
                   ROW_LINE);
    return all;
}

static void fill(double *line, double value)
{
    for (size_t i = 0; i < ROW_LINE; i++)
        line[i] = value;
}

void mr_cores_sort(mr_cores *c, const mr_window *w, size_t first, size_t rows, double *room)
{
    const layout l = layout_of(w->half);
    double *lines = room + l.lines, *cut = room + l.cut, *others = room + l.others;

    *c = (mr_cores){.lowest = lines,
                    .highest = lines + ROW_LINE, // with a line to be written in vain
                    .found = {lines + 3 * ROW_LINE, lines + 4 * ROW_LINE},
                    .rank = {NONE, NONE}};
    fill(c->lowest, -HUGE_VAL);
    fill(c->highest, HUGE_VAL);
    mr_window_cut(w, first, rows, HUGE_VAL, cut);
    take_blocks(cut + OTHERS, room + l.lists);
    take_others(cut, l.core, others);
    c->core = sort_cores(&l, room, c->highest);
    c->others = sort_others(others, c->highest);
}

#define TERM(j)                                                                                    \
    do {                                                                                           \
        const double x = core[j][g], y = others[j][g * GROUP + i], most = x > y ? x : y;           \
        least = most < least ? most : least;                                                       \
    } while (0)

static MR_VECTOR void find(const double *const core[GROUP], const double *const others[GROUP],
                           double *restrict out)
{
    for (size_t g = 0; g < GROUPS; g++) {
        MR_NO_OVERLAP
        for (size_t i = 0; i < GROUP; i++) {
            double least = HUGE_VAL;
            TERM(0);
            TERM(1);
            TERM(2);
            TERM(3);
            TERM(4);
            TERM(5);
            TERM(6);
            TERM(7);
            out[g * GROUP + i] = least;
        }
    }
}

#undef TERM

const double *mr_cores_ranked(mr_cores *c, size_t rank)
{
    const double *core[GROUP], *others[GROUP];

    for (unsigned i = 0; i < 2; i++)
        if (c->rank[i] == rank) {
            c->older = 1 - i;
            return c->found[i];
        }
    for (size_t j = 0; j < GROUP; j++) { // j of the others, rank + 1 - j of the core
        const bool none = j == rank + 1, fits = j <= rank && rank - j < c->core.places;
        core[j] = none   ? c->lowest
                  : fits ? c->core.lines + (rank - j) * c->core.stride
                         : c->highest;
        others[j] = j == 0 ? c->lowest : c->others.lines + (j - 1) * c->others.stride;
    }
    find(core, others, c->found[c->older]);
    c->rank[c->older] = rank;
    c->older = 1 - c->older;
    return c->found[1 - c->older];
}
