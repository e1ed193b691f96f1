// The data of units.c: how log headers spell units, and the units that UDUNITS-2 lacks.
#pragma once

#include <stdbool.h>

// One row a unit: how the house writes it, what it is in UDUNITS-2 syntax (NULL: said, but no
// unit), and how files spell it, parted by '|'. The house spelling itself needs no mention; case is
// ignored where no row has the exact spelling.
typedef struct mr_unit_spelling {
    const char *house;
    const char *expression;
    const char *spellings;
    bool point; // measures a point on a scale: never a difference
} mr_unit_spelling;

extern const mr_unit_spelling mr_unit_spellings[]; // ended by {NULL}

// What a spelling means at a curve whose quantity is measured in `usual`, where that is not what it
// means alone. NULL as house: there it is not understood.
typedef struct mr_unit_at_curve {
    const char *usual;     // any unit of the dimension
    const char *spellings; // parted by '|', in any case
    const char *house;
} mr_unit_at_curve;

extern const mr_unit_at_curve mr_units_at_curves[]; // ended by {NULL}

// Names to add to UDUNITS-2. An expression of NULL makes a dimension of its own: convertible into
// nothing else.
typedef struct mr_unit_addition {
    const char *symbol;
    const char *expression;
} mr_unit_addition;

extern const mr_unit_addition mr_unit_additions[]; // ended by {NULL}
