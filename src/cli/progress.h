// A progress bar on standard error: drawn on a terminal, silent elsewhere.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct mr_bar {
    const char *unit; // wells, files
    bool on, drawn;
    int64_t started, last; // ns
} mr_bar;

void mr_bar_start(mr_bar *bar, const char *unit);
void mr_bar_show(mr_bar *bar, size_t done, size_t total, int64_t rows);
void mr_bar_clear(mr_bar *bar); // the line is empty again
