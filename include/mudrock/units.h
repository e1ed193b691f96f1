// Units of measure: log-header spellings first (a data table), then UDUNITS-2. Quantities: what a
// curve measures, by its mnemonic (a data table). Thread-safe after open.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "mudrock/error.h"
#include "mudrock/text.h"

typedef struct mr_units mr_units;

mr_status mr_units_open(mr_units **out, mr_error *err);
void mr_units_close(mr_units *units);

// NULL, "" and "-" are "no unit said": not known, not convertible. "as input" never reaches here.
bool mr_unit_known(const mr_units *units, const char *unit);
// The same unit, whatever the spelling (G/C3 = g/cm3, K/M3 = kg/m3, GAPI = gAPI, V/V = m3/m3).
bool mr_unit_equal(const mr_units *units, const char *a, const char *b);
// y = scale * x + offset takes `from` into `to`; false when unknown or inconvertible (then nothing
// is written).
bool mr_unit_convert(const mr_units *units, const char *from, const char *to, double *scale,
                     double *offset);
// The house spelling of a unit (g/cm3, gAPI, us/ft, ohm.m, v/v, m, ft, in, mV, degC, ...), or the
// text itself when there is none.
const char *mr_unit_canonical(const mr_units *units, const char *unit);
// Products and quotients for formulas: "g/cm3" * "m" -> text in `out`; false when either is
// unknown.
bool mr_unit_multiply(const mr_units *units, const char *a, const char *b, char out[64]);
bool mr_unit_divide(const mr_units *units, const char *a, const char *b, char out[64]);

// The quantity of a mnemonic (any case, service suffixes as the table knows them), NULL when
// unknown. `unit` may be NULL and settles what the name leaves open (DEN in g/cm3 or a count).
const char *mr_quantity_of(const mr_units *units, const char *mnemonic, const char *unit);
// Rank of a mnemonic within its quantity, 0 = the best known, large = unknown. For curve_match:
// quantity.
int mr_quantity_rank(const char *quantity, const char *mnemonic);
// Default project unit of a quantity (bulk_density -> g/cm3), NULL when the quantity has none or is
// unknown.
const char *mr_quantity_unit(const char *quantity);
const char *mr_quantity_title(const char *quantity); // "Bulk density"
size_t mr_quantity_count(void);
const char *mr_quantity_at(size_t i);
