// The one door into an operator: what each column, list of columns and field of a connected table
// is wanted in, by the descriptor, the node's parameters and the columns that come; which
// conversions follow; and their application. Nobody else converts a value on its way in.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "mudrock/operator.h"
#include "mudrock/units.h"

// One conversion before the operator sees the column. It is the operator's view only: one that
// appends columns passes the original on, one that replaces the rows passes on what it saw. The
// inferred schemas say the same.
typedef struct mr_conversion {
    size_t input; // 0 = the main input (merged), k = the k-th further port
    const char *column;
    mr_type type;          // widened to
    double scale, offset;  // 1, 0 when only the type changes
    const char *from, *to; // units
} mr_conversion;

typedef enum mr_entry_problem {
    MR_ENTRY_FITS,
    MR_ENTRY_ABSENT,       // there is no such column; whether that matters the port says
    MR_ENTRY_TYPE,         // of a type that does not widen to the wanted one
    MR_ENTRY_UNIT,         // in a unit that does not convert to the wanted one
    MR_ENTRY_UNKNOWN_UNIT, // in a unit that is not understood, where one is wanted
    MR_ENTRY_TWO_UNITS,    // wanted in another unit by an earlier port of the same column
} mr_entry_problem;

// One value that enters.
typedef struct mr_entry {
    size_t input;          // as in mr_conversion
    const mr_port *port;   // of a column; NULL for a field
    const mr_param *table; // of a field: the parameter that the connected table stands for
    const mr_param *part;  // the field of its records
    size_t index, item;    // of the port; of the column in the list of a `many` port
    const char *column;
    const mr_field *field; // as it comes; NULL when absent
    const char *unit;      // wanted; NULL = as it comes
    mr_entry_problem problem;
    const struct mr_entry *other; // MR_ENTRY_TWO_UNITS
    bool assumed;                 // it says no unit, though one is wanted: taken to be in that one
    bool widens, converts;
    double scale, offset;
} mr_entry;

typedef struct mr_entries {
    size_t n;
    mr_entry *at;
} mr_entries;

// All that enters, in the order of the ports, then of the fields of the connected tables. Reads
// args, units and inputs (NULL: nothing is known of that one, and it is left out); names of columns
// that could not be read are NULL and left out too. Lives in in->arena. Pure.
mr_entries mr_door_plan(const mr_infer *in);
// The conversions that the plan asks for, one a column.
mr_conversion *mr_door_conversions(const mr_entries *entries, mr_arena *arena, size_t *n);
// The same columns as the operator sees them: each in the unit it is wanted in. Lives in in->arena.
mr_infer mr_door_seen(const mr_infer *in);
// The unit in which the operator sees the entry: the wanted one, or the column's own.
const char *mr_entry_unit(const mr_entry *entry);

// Converts the inputs, runs the operator, and gives columns that only pass through back as they
// came. inputs as mr_operator_apply has them, borrowed and unchanged.
mr_status mr_door_apply(const mr_args *args, const mr_conversion *conversions, size_t n,
                        mr_table *const *inputs, size_t n_inputs, const mr_apply_options *options,
                        mr_table **out, mr_error *err);

// --- numbers as a file wrote them ---
//
// A parameter whose unit is "as written" has numbers (MR_REALS) as a file has them, one "width as
// written" (MR_REAL) a distance between two such. They are meant of the first input port's column:
// where reading has converted that, they are converted in the same way.

typedef struct mr_written { // what reading made of a file's numbers: y = scale x + offset
    double scale, offset;
    bool narrow; // then rounded to float32
} mr_written;

bool mr_operator_has_written(const mr_operator *op);
// The same arguments for a column that was read in these n ways. With several of them each number
// stands for what it became in each, and a width is the largest. Lives in the arena; `args` itself
// where nothing changes.
const mr_args *mr_args_as_written(const mr_args *args, const mr_written *ways, size_t n,
                                  mr_arena *arena);

// --- units in words ---
//
// Where a descriptor has a unit, it may have words for one that depends on columns and parameters:
//   "as input", "as first column"  of the first input port, for a list the first of its columns
//                                  that says one; for another input port: brought to that
//   "as NAME"                      of the input port NAME_column
//   "absolute", "absolute NAME"    as it comes, but counted from nothing: K for any temperature,
//                                  for what has no meaning on a scale with a zero of its own
//   "house"                        one unit for each dimension, for functions of a bare number
//   "usual"                        the same, but temperatures in degC: for a table of many curves
//   "difference", "difference NAME", "variance", "variance NAME"
//                                  of values in that port: delta_degC, delta_degC2
//   "as input squared"             "as input" times itself
//   "as input times NAME", "as input over NAME", "one over input", "root of input"
//   "depth unit", "per depth unit" (a difference of the input), "per depth unit squared",
//   "times depth unit"
//   "by PARAM"                     the text that this parameter chooses
//   "by PARAM: a, b, -"            by the parameter's choice: the words of its place, "-" for none;
//                                  a real number or truth chooses the first when it is 0 or null,
//                                  a whole one its place or the last
// The last words of the catalogue ("samples", "elements", ...) are no units.

// The unit that the words mean, over columns as the operator sees them (mr_door_seen); NULL when
// there is none or it cannot be said. Text from in->arena, or the words themselves.
const char *mr_unit_of_words(const mr_infer *in, const char *words);
// The same for the column `field`, where words without a name mean that one.
const char *mr_unit_of_field(const mr_infer *in, const char *words, const mr_field *field);
