// Directions: what goes round after a whole turn.
#include "mudrock/numeric.h"

static const double two_pi = 6.28318530717958647692;

double mr_turn_wrap(double x, double turn)
{
    const double w = x - turn * floor(x / turn);

    return w >= turn ? 0 : w; // a hair below zero rounds up to a whole turn
}

double mr_turn_mean(const double *x, const double *weight, size_t n, double turn)
{
    const double to_radians = two_pi / turn;
    double c = 0, s = 0, total = 0;

    for (size_t i = 0; i < n; i++) {
        const double w = isnan(x[i]) ? 0 : weight ? weight[i] : 1;
        if (!(w > 0))
            continue;
        c += w * cos(x[i] * to_radians);
        s += w * sin(x[i] * to_radians);
        total += w;
    }
    return mr_turn_of(c / total, s / total, turn);
}

double mr_turn_of(double c, double s, double turn)
{
    if (!(c * c + s * s > 1e-24)) // opposite directions have no mean
        return MR_NAN;
    return mr_turn_wrap(atan2(s, c) * (turn / two_pi), turn);
}

double mr_turn_about(double *x, size_t n, double turn)
{
    double centre = mr_turn_mean(x, NULL, n, turn);

    for (size_t i = 0; isnan(centre) && i < n; i++)
        centre = x[i];
    for (size_t i = 0; i < n; i++)
        x[i] = mr_turn_short(x[i] - centre, turn);
    return centre;
}
