// The elementary functions as loops, compiled for one instruction set: see elementary_level.c.
#pragma once

#include <stddef.h>

typedef struct level {
    const char *name;
    void (*exp)(size_t n, const double *x, double *out);
    void (*exp2)(size_t n, const double *x, double *out);
    void (*exp10)(size_t n, const double *x, double *out);
    void (*log)(size_t n, const double *x, double *out);
    void (*log10)(size_t n, const double *x, double *out);
    void (*sin)(size_t n, const double *x, double *out); // degrees
    void (*cos)(size_t n, const double *x, double *out);
    void (*tan)(size_t n, const double *x, double *out);
    void (*asin)(size_t n, const double *x, double *out);
    void (*pow)(size_t n, const double *x, const double *y, double *out);
    void (*pow_positive)(size_t n, const double *x, const double *y, double *out);
    void (*atan2)(size_t n, const double *y, const double *x, double *out);
} level;

extern const level level_base;
#ifdef LEVELS
extern const level level_v3, level_v4;
#endif
