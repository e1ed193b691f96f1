// [#########           ] 12/200 wells  3.2 M rows/s  0:12 left
#include "progress.h"

#include <stdio.h>
#include <unistd.h>

#include "mudrock/clock.h"

enum { WIDTH = 30, EVERY_NS = 50 * 1000 * 1000 };

void mr_bar_start(mr_bar *bar, const char *unit)
{
    *bar = (mr_bar){.unit = unit, .on = isatty(STDERR_FILENO) == 1, .started = mr_clock_ns()};
}

static void print_rate(double rows_per_second)
{
    static const char *const prefixes[] = {"", "k ", "M ", "G "};
    size_t i = 0;
    for (; rows_per_second >= 1000 && i < 3; i++)
        rows_per_second /= 1000;
    fprintf(stderr, "%.*f %srows/s", rows_per_second < 10 && i > 0 ? 1 : 0, rows_per_second,
            prefixes[i]);
}

void mr_bar_show(mr_bar *bar, size_t done, size_t total, int64_t rows)
{
    int64_t now = mr_clock_ns();
    if (!bar->on || total == 0 || (done < total && now - bar->last < EVERY_NS))
        return;
    bar->last = now;
    bar->drawn = true;
    double seconds = (double)(now - bar->started) / 1e9;
    size_t full = done * WIDTH / total;
    fputs("\r\033[K[", stderr);
    for (size_t i = 0; i < WIDTH; i++)
        fputc(i < full ? '#' : ' ', stderr);
    fprintf(stderr, "] %zu/%zu %s  ", done, total, bar->unit);
    print_rate(seconds > 0 ? (double)rows / seconds : 0);
    if (done > 0 && done < total) {
        int left = (int)(seconds / (double)done * (double)(total - done) + 0.5);
        fprintf(stderr, "  %d:%02d left", left / 60, left % 60);
    }
    fflush(stderr);
}

void mr_bar_clear(mr_bar *bar)
{
    if (bar->drawn)
        fputs("\r\033[K", stderr);
    bar->drawn = false;
}
