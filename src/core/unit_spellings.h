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

// Spellings that could be taken for a unit and are none, parted by '|', exactly so.
extern const char *const mr_units_not_understood;

// Spellings of the table that mean this in capitals only: in small letters they are what SI makes
// of them.
extern const char *const mr_units_in_capitals;

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

// Words of composed texts in their exact case: the symbols of SI and a few of the field. No other
// word takes a prefix, and none takes another prefix than these.
typedef struct mr_unit_symbol {
    const char *symbol;
    const char *expression;
    const char *prefixes; // of "fpnumcdhkMGT"; "!": not without one (F alone may be feet)
} mr_unit_symbol;

extern const mr_unit_symbol mr_unit_symbols[]; // ended by {NULL}

typedef struct mr_unit_prefix {
    char symbol;
    const char *name; // in lower case
    double factor;
} mr_unit_prefix;

extern const mr_unit_prefix mr_unit_prefixes[]; // ended by {0}

// Words of composed texts in capitals, or spelt out, that mean something else there than alone.
typedef struct mr_unit_word {
    const char *word;   // in lower case
    const char *symbol; // of mr_unit_symbols, with its prefix; NULL = no unit
    bool below;         // only behind a slash
} mr_unit_word;

extern const mr_unit_word mr_unit_words_composed[]; // ended by {NULL}
