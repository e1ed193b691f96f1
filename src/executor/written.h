// Operators whose parameters are numbers as a file wrote them (mr_operator_has_written): each
// well's rows get them as reading made them for that well.
#pragma once

#include "run.h"

// Runs an operator over inputs[0 .. n-1] with these arguments.
typedef mr_status mr_apply_with(void *frame, const mr_args *args, mr_table *const *inputs, size_t n,
                                mr_table **out, mr_error *err);

// apply() for the operator node frame->node, once, or once for each way in which the wells of a
// whole table were read.
mr_status mr_written_apply(mr_frame *frame, mr_apply_with *apply, mr_table *const *inputs, size_t n,
                           mr_table **out, mr_error *err);
