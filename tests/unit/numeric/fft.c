// The transform of any length against its definition.
#include "mudrock/fft.h"

#include "mudrock/numeric.h"
#include "numeric/check.h"

enum { MOST = 64 };

static const double two_pi = 6.28318530717958647692;

static void the_definition_holds(void **state)
{
    double x[MOST], y[MOST], re[MOST], im[MOST];
    uint64_t seed = 41;
    (void)state;

    for (size_t n = 1; n <= MOST; n++) {
        double *room = calloc(mr_fft_room(n) + 1, sizeof *room);
        for (size_t i = 0; i < n; i++) {
            re[i] = x[i] = random_share(&seed) - 0.5;
            im[i] = y[i] = random_share(&seed) - 0.5;
        }
        mr_fft(re, im, n, 0, room, NULL);
        for (size_t k = 0; k < n; k++) {
            double a = 0, b = 0;
            for (size_t j = 0; j < n; j++) {
                const double angle = -two_pi * (double)(j * k % n) / (double)n;
                a += x[j] * cos(angle) - y[j] * sin(angle);
                b += x[j] * sin(angle) + y[j] * cos(angle);
            }
            assert_close(re[k], a, 0, 1e-13);
            assert_close(im[k], b, 0, 1e-13);
        }
        mr_fft(re, im, n, 1, room, NULL);
        for (size_t i = 0; i < n; i++) {
            assert_close(re[i], x[i], 0, 1e-14);
            assert_close(im[i], y[i], 0, 1e-14);
        }
        free(room);
    }
}

// Whole periods of a cosine have a flat envelope, their amplitude.
static void the_envelope_of_a_cosine_is_flat(void **state)
{
    static const size_t lengths[] = {32, 45, 61};
    double x[MOST], out[MOST];
    (void)state;

    for (size_t t = 0; t < 3; t++) {
        const size_t n = lengths[t];
        double *room = calloc(mr_fft_room(n) + 2 * n, sizeof *room);
        for (size_t i = 0; i < n; i++)
            x[i] = 3 * cos(two_pi * 4 * (double)i / (double)n + 1);
        mr_fft_envelope(x, n, out, room, NULL);
        for (size_t i = 0; i < n; i++)
            assert_close(out[i], 3, 1e-13, 0);
        free(room);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_definition_holds),
        cmocka_unit_test(the_envelope_of_a_cosine_is_flat),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
