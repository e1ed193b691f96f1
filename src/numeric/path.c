// The path of a well between its survey stations.
#include "mudrock/path.h"

#include <math.h>

#include "mudrock/numeric.h"

struct direction {
    double north, east, down;
};

static struct direction direction_of(const mr_station *s)
{
    const double i = mr_radians(s->inc), a = mr_radians(s->azi);

    return (struct direction){sin(i) * cos(a), sin(i) * sin(a), cos(i)};
}

static void sort_by_depth(mr_station *stations, size_t n)
{
    // Stations come nearly sorted: a stable insertion costs little.
    for (size_t i = 1; i < n; i++) {
        const mr_station s = stations[i];
        size_t k = i;
        for (; k > 0 && stations[k - 1].md > s.md; k--)
            stations[k] = stations[k - 1];
        stations[k] = s;
    }
}

size_t mr_path_make(mr_station *stations, size_t n)
{
    size_t kept = 0;

    sort_by_depth(stations, n);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || stations[i].md > stations[kept - 1].md)
            stations[kept++] = stations[i];
    for (size_t i = 0; i < kept; i++) {
        mr_station *s = &stations[i];
        if (i == 0) {
            s->north = s->east = 0;
            s->tvd = s->md;
            continue;
        }
        const mr_station *above = &stations[i - 1];
        const mr_course c =
            mr_minimum_curvature(s->md - above->md, above->inc, above->azi, s->inc, s->azi);
        s->north = above->north + c.north;
        s->east = above->east + c.east;
        s->tvd = above->tvd + c.down;
    }
    return kept;
}

// A part `f` of the arc from `above` to `below`: its direction turns evenly (Sawaryn and Thorogood
// 2005).
static mr_position on_arc(const mr_station *above, const mr_station *below, double md)
{
    const double length = md - above->md, f = length / (below->md - above->md);
    const struct direction t1 = direction_of(above), t2 = direction_of(below);
    const double b = mr_minimum_curvature(1, above->inc, above->azi, below->inc, below->azi).dogleg;
    const double w1 = b == 0 ? 1 : sin((1 - f) * b) / sin(b), w2 = b == 0 ? 0 : sin(f * b) / sin(b);
    const double half = length / 2 * (f * b == 0 ? 1 : 2 / (f * b) * tan(f * b / 2));

    return (mr_position){
        above->north + half * (t1.north + w1 * t1.north + w2 * t2.north),
        above->east + half * (t1.east + w1 * t1.east + w2 * t2.east),
        above->tvd + half * (t1.down + w1 * t1.down + w2 * t2.down),
    };
}

bool mr_path_at(const mr_station *stations, size_t n, double md, mr_position *out)
{
    if (n == 0 || !(md >= stations[0].md))
        return false;
    size_t low = 0, high = n; // the last station at or above md
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (stations[middle].md <= md)
            low = middle;
        else
            high = middle;
    }
    if (low + 1 < n) {
        *out = on_arc(&stations[low], &stations[low + 1], md);
        return true;
    }
    const struct direction t = direction_of(&stations[low]);
    const double beyond = md - stations[low].md;
    *out = (mr_position){stations[low].north + beyond * t.north,
                         stations[low].east + beyond * t.east, stations[low].tvd + beyond * t.down};
    return true;
}
