// Least-squares polynomials through orthonormal ones, by their three-term recurrence (Forsythe
// 1957, J. SIAM 5, 74).
#include <assert.h>

#include "mudrock/numeric.h"

static void set_scale(mr_poly *poly, const double *points, size_t n)
{
    const double low = mr_min(points, n), high = mr_max(points, n);

    poly->centre = low + (high - low) / 2;
    poly->scale = high > low ? 2 / (high - low) : 1;
}

static double norm(const double *p, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += p[i] * p[i];
    return sqrt(sum);
}

bool mr_poly_make(mr_poly *poly, const double *points, size_t n, size_t order, double *room)
{
    double *last = room, *now = room + n;

    assert(order < MR_POLY_MAX);
    *poly = (mr_poly){.order = order};
    if (n <= order)
        return false;
    set_scale(poly, points, n);
    poly->first = 1 / sqrt((double)n);
    for (size_t i = 0; i < n; i++) {
        last[i] = 0;
        now[i] = poly->first;
    }
    for (size_t k = 0; k < order; k++) {
        double alpha = 0;
        for (size_t i = 0; i < n; i++)
            alpha += (points[i] - poly->centre) * poly->scale * now[i] * now[i];
        for (size_t i = 0; i < n; i++) {
            const double t = (points[i] - poly->centre) * poly->scale;
            const double next = (t - alpha) * now[i] - poly->beta[k] * last[i];
            last[i] = now[i];
            now[i] = next;
        }
        const double beta = norm(now, n);
        if (!(beta > 1e-12)) // no distinct point left to carry this order
            return false;
        for (size_t i = 0; i < n; i++)
            now[i] /= beta;
        poly->alpha[k] = alpha;
        poly->beta[k + 1] = beta;
    }
    return true;
}

// d-th derivative of the recurrence: beta p' = (t - alpha) p' + d p(d-1) - ...
void mr_poly_eval(const mr_poly *poly, double at, unsigned derivative, double values[MR_POLY_MAX])
{
    double rows[3][MR_POLY_MAX] = {0};
    const double t = (at - poly->centre) * poly->scale;

    assert(derivative < 3);
    rows[0][0] = poly->first;
    for (size_t k = 0; k < poly->order; k++)
        for (unsigned d = 0; d <= derivative; d++) {
            double next = (t - poly->alpha[k]) * rows[d][k];
            if (k > 0)
                next -= poly->beta[k] * rows[d][k - 1];
            if (d > 0)
                next += d * rows[d - 1][k];
            rows[d][k + 1] = next / poly->beta[k + 1];
        }
    const double factor = derivative == 0   ? 1
                          : derivative == 1 ? poly->scale
                                            : poly->scale * poly->scale;
    for (size_t k = 0; k <= poly->order; k++)
        values[k] = rows[derivative][k] * factor;
}

void mr_poly_fit(const mr_poly *poly, const double *points, const double *y, size_t n,
                 double coefficients[MR_POLY_MAX])
{
    double values[MR_POLY_MAX];

    for (size_t k = 0; k < MR_POLY_MAX; k++)
        coefficients[k] = 0;
    for (size_t i = 0; i < n; i++) {
        mr_poly_eval(poly, points[i], 0, values);
        for (size_t k = 0; k <= poly->order; k++)
            coefficients[k] += values[k] * y[i];
    }
}
