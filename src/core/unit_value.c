// The algebra of units.
#include "unit_value.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "mudrock/text.h"

double mr_unit_tidy(double value, double error)
{
    char text[32];
    double near;

    (void)snprintf(text, sizeof text, "%.13g", value);
    if (mr_parse_double_all(mr_str_of(text), &near) && fabs(near - value) <= error)
        return near;
    return value;
}

bool mr_unit_value_same_dimension(const mr_unit_value *a, const mr_unit_value *b)
{
    return memcmp(a->powers, b->powers, sizeof a->powers) == 0;
}

bool mr_unit_value_same(const mr_unit_value *a, const mr_unit_value *b)
{
    return mr_unit_value_same_dimension(a, b) && a->point == b->point &&
           fabs(a->scale - b->scale) <= 1e-12 * fabs(b->scale) &&
           fabs(a->offset - b->offset) <= 1e-9;
}

bool mr_unit_value_is_temperature(const mr_unit_value *u)
{
    int8_t powers[MR_UNIT_BASES] = {0};

    powers[MR_UNIT_KELVIN] = 1;
    return memcmp(u->powers, powers, sizeof powers) == 0;
}

bool mr_unit_value_is_one(const mr_unit_value *u)
{
    static const int8_t none[MR_UNIT_BASES] = {0};

    return memcmp(u->powers, none, sizeof none) == 0 && u->scale >= 1 && u->scale <= 1;
}

// Of temperatures a point never is a difference. A pressure may be either: that over the atmosphere
// is a point, the absolute one serves as a difference too.
bool mr_unit_value_converts(const mr_unit_value *a, const mr_unit_value *b)
{
    return a->known && b->known && mr_unit_value_same_dimension(a, b) &&
           (a->point == b->point || !mr_unit_value_is_temperature(a));
}

bool mr_unit_value_multiply(mr_unit_value *to, const mr_unit_value *by, int power)
{
    for (size_t i = 0; i < MR_UNIT_BASES; i++) {
        const int sum = to->powers[i] + power * by->powers[i];
        if (sum < -MR_UNIT_MOST_POWER || sum > MR_UNIT_MOST_POWER)
            return false;
        to->powers[i] = (int8_t)sum;
    }
    for (int i = 0; i < (power < 0 ? -power : power); i++)
        to->scale = power < 0 ? to->scale / by->scale : to->scale * by->scale;
    to->offset = 0;
    to->point = false;
    to->house = NULL;
    return isfinite(to->scale) && to->scale > 0;
}
