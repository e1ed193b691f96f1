// Classes and angles on their way through an operator. Private to operators.
#pragma once

#include "frame.h"

struct mr_map;

typedef struct mr_class {
    const mr_column *column; // one that has it, and where
    int64_t row;
} mr_class;

typedef struct mr_classes {
    size_t n, room;
    mr_class *at;
} mr_classes;

// The port takes any column: it has neither a quantity nor a unit of its own.
bool mr_port_is_free(const mr_port *port);
// What the operator does with classes and angles, by its parameters; MR_ALONE for older versions.
mr_sense mr_args_sense(const mr_args *args);
bool mr_sense_takes_classes(mr_sense sense);
// The output is of the kind of the input, not a difference of two.
bool mr_is_place(const mr_args *args, const mr_port *output);

// What makes a quantity of a class, for a hint.
const char *mr_class_way_out(const mr_field *field);

// Rows of a column as places in the list, which grows as needed; NaN = null. `places` are the texts
// of the values, with their places.
double *mr_classes_read(mr_classes *classes, struct mr_map *places, const mr_column *column,
                        mr_arena *arena);
mr_status mr_classes_build(const mr_classes *classes, const mr_field *field, const double *places,
                           int64_t n, const mr_column **out, mr_error *err);

// Finds out what stands at the free ports; sources of classes become places.
void mr_frame_kinds(mr_frame *frame);

// A kernel over n samples; it may be run more than once.
typedef struct mr_kernel {
    mr_status (*run)(void *context, const double *const in[], double *const out[], mr_error *err);
    void *context;
    size_t n;
} mr_kernel;

// Runs it as it is, or for means of angles and classes. Per source in `in`, per output in `out`.
mr_status mr_kinds_run(const mr_frame *frame, const mr_kernel *kernel, const double *const in[],
                       double *const out[], mr_arena *arena, mr_error *err);
void mr_frame_short_ways(const mr_frame *frame, double *const out[], size_t n);
