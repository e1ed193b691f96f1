// Seconds that reading a LAS file takes, the best of some rounds, and its rows:
//   las_read FILE ROUNDS [THREADS]
#include <stdio.h>
#include <stdlib.h>

#include "mudrock/clock.h"
#include "mudrock/las.h"

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: las_read FILE ROUNDS [THREADS]\n");
        return 2;
    }
    const size_t threads = argc > 3 ? (size_t)strtoul(argv[3], NULL, 10) : 0;
    double best = 1e9;
    long long rows = 0;

    for (long round = 0; round < strtol(argv[2], NULL, 10); round++) {
        mr_las *las;
        mr_error err = {0};
        const int64_t began = mr_clock_ns();
        if (mr_las_read_file(argv[1], threads, &las, &err) != MR_OK) {
            fprintf(stderr, "las_read: %s: %s\n", err.where, err.message);
            return 1;
        }
        const double spent = 1e-9 * (double)(mr_clock_ns() - began);
        best = spent < best ? spent : best;
        rows = (long long)las->rows;
        mr_las_free(las);
    }
    printf("%.6f\t%lld\n", best, rows);
    return 0;
}
