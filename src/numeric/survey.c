// Deviation surveys.
#include "mudrock/numeric.h"

// The haversine form of the dogleg keeps small angles; the ratio factor tends to 1.
mr_course mr_minimum_curvature(double length, double inc1, double azi1, double inc2, double azi2)
{
    const double i1 = mr_radians(inc1), i2 = mr_radians(inc2);
    const double a1 = mr_radians(azi1), a2 = mr_radians(azi2);
    const double s = sin((i2 - i1) / 2), t = sin((a2 - a1) / 2);
    const double dogleg = 2 * asin(sqrt(s * s + sin(i1) * sin(i2) * t * t));
    const double half = length / 2 * (dogleg == 0 ? 1 : 2 / dogleg * tan(dogleg / 2));

    return (mr_course){
        .north = half * (sin(i1) * cos(a1) + sin(i2) * cos(a2)),
        .east = half * (sin(i1) * sin(a1) + sin(i2) * sin(a2)),
        .down = half * (cos(i1) + cos(i2)),
        .dogleg = dogleg,
    };
}
