// The path of a well between its survey stations, by minimum curvature (Taylor and Mason 1972;
// Sawaryn and Thorogood 2005).
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef struct mr_station {
    double md, inc, azi;     // measured depth; degrees from vertical, degrees from north
    double north, east, tvd; // filled by mr_path_make
} mr_station;

typedef struct mr_position {
    double north, east, tvd;
} mr_position;

// Sorts n stations by md (of equal md the first listed stays), places them from the first one on,
// which lies at north 0, east 0, tvd = md. Returns how many are left.
size_t mr_path_make(mr_station *stations, size_t n);
// The position at md: on the arc between two stations, straight on below the last one; false above
// the first one or without stations.
bool mr_path_at(const mr_station *stations, size_t n, double md, mr_position *out);
