// Latitudes and longitudes as people write them.
#pragma once

#include <stdbool.h>

#include "mudrock/text.h"

typedef enum mr_axis { MR_LATITUDE, MR_LONGITUDE } mr_axis;

// 38.8701, -98.765, 38.8701 N, 38° 52' 12.5" N, 38-52-12.5N, N 38 52 12.5, 38:52.208, 38 deg 52 min
// 12.5 sec North, W098 45 54. Degrees, minutes and seconds in order, the finest with decimals; a
// decimal comma when no point is there. False when it is none or more than one thing could be
// meant: degrees that run into minutes (385212.5), a sign against its letter, a letter of the
// other axis, 60 minutes.
bool mr_degrees_parse(mr_str text, mr_axis axis, double *out);
