// What operators on lists share.
#include "lists.h"

mr_values mr_list_values(const mr_cell *list, mr_arena *arena)
{
    mr_values values = {.at = mr_arena_alloc(arena, (list->n + 1) * sizeof(double))};
    values.n = mr_compact(list->list, list->n, values.at);
    return values;
}

bool mr_list_has_null(const mr_cell *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (isnan(list->list[i]))
            return true;
    return false;
}

double *mr_list_new(size_t n, mr_arena *arena)
{
    double *items = mr_arena_alloc(arena, (n + 1) * sizeof *items);
    for (size_t i = 0; i < n; i++)
        items[i] = MR_NAN;
    return items;
}

double mr_t2_of(const mr_t2_axis *axis, size_t k, size_t n)
{
    if (axis->bins.at)
        return axis->bins.at[k];
    if (n == 1)
        return axis->t2_min;
    return axis->t2_min * pow(axis->t2_max / axis->t2_min, (double)k / (double)(n - 1));
}

bool mr_t2_fits(const mr_t2_axis *axis, size_t n)
{
    return !axis->bins.at || n <= axis->bins.n;
}

mr_t2_sums mr_t2_sum(const mr_t2_axis *axis, const mr_cell *list)
{
    mr_t2_sums sums = {0};
    for (size_t k = 0; k < list->n; k++) {
        double a = isnan(list->list[k]) ? 0 : list->list[k];
        sums.amplitude += a;
        sums.log_weighted += a == 0 ? 0 : a * log(mr_t2_of(axis, k, list->n));
    }
    return sums;
}

double mr_t2_between(const mr_t2_axis *axis, const mr_cell *list, double low, double high)
{
    double sum = 0;
    for (size_t k = 0; k < list->n; k++) {
        double t = mr_t2_of(axis, k, list->n);
        bool inside = t >= low && t < high && !isnan(list->list[k]);
        sum += inside ? list->list[k] : 0;
    }
    return sum;
}
