// How the descriptor's small texts are read: intervals, choices, types of parameters. Private to
// operators.
#pragma once

#include "mudrock/operator.h"

typedef struct mr_range {
    double low, high; // infinite where open-ended
    bool low_open, high_open;
} mr_range;

// "[0, 4]", "(0,)", "[1,)"; NULL = everything. A text of another form is our bug.
mr_range mr_range_of(const char *text);
bool mr_range_holds(const mr_range *range, double x);

// "uniform,triangular"
size_t mr_choice_count(const char *choices);
mr_str mr_choice_at(const char *choices, size_t i);   // i < count
int mr_choice_find(const char *choices, mr_str text); // -1 when absent

// The JSON value of a default. New reference, never NULL.
struct json_t *mr_param_default(const mr_param *param);

const mr_port *mr_port_named(const mr_port *ports, const char *param,
                             size_t *index); // NULL when there is none
const mr_param *mr_param_named(const mr_param *params, const char *name);

// All rows are one group to the kernel, whatever wells they are of.
bool mr_is_across_by_params(const mr_args *args);
