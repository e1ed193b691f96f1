// The nearest name by edit distance.
#include "suggest.h"

#include <string.h>

#include "mudrock/text.h"

enum { MOST_COMPARISONS = 50000 };

void mr_nearest_begin(mr_nearest *nearest, mr_suggest *suggest, const char *wanted)
{
    size_t n = strlen(wanted);

    *nearest = (mr_nearest){
        .suggest = suggest,
        .wanted = wanted,
        .limit = n <= 2   ? 1
                 : n <= 5 ? 2
                          : 3,
    };
    nearest->distance = nearest->limit + 2;
}

bool mr_nearest_affordable(const mr_nearest *nearest)
{
    return nearest->suggest->spent < MOST_COMPARISONS;
}

// gr and gr_1, shale_volume and shale_volume_linear.
static bool differs_by_suffix(const char *a, const char *b)
{
    size_t na = strlen(a), nb = strlen(b), n = na < nb ? na : nb;

    if (n == 0 || na == nb || strncmp(a, b, n) != 0)
        return false;
    return (na < nb ? b : a)[n] == '_';
}

void mr_nearest_offer(mr_nearest *nearest, const char *candidate)
{
    if (!mr_nearest_affordable(nearest))
        return;
    nearest->suggest->spent++;
    size_t distance = mr_edit_distance(nearest->wanted, candidate, nearest->limit);
    if (distance > nearest->limit && !differs_by_suffix(nearest->wanted, candidate))
        return;
    if (distance < nearest->distance) {
        nearest->best = candidate;
        nearest->distance = distance;
    }
}
