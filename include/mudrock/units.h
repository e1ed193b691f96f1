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

// How the text of a header is understood.
typedef enum mr_unit_state {
    MR_UNIT_NONE_SAID,      // NULL, "", "-", "NONE" and the like
    MR_UNIT_NOT_UNDERSTOOD, // a text that is no unit we know: never to be taken for another one
    MR_UNIT_UNDERSTOOD,
} mr_unit_state;

typedef struct mr_unit_reading {
    mr_unit_state state;
    const char *unit; // the canonical spelling, which every function here takes, whatever curve the
                      // text stood at; NULL unless understood. Lives as long as `units` and `text`.
} mr_unit_reading;

// The one way from a header's text to a unit. What it means may depend on the curve (F at TEMP is
// degF, OHM at a resistivity is ohm.m, US at DT is us/ft): `mnemonic` and `quantity` may be NULL;
// where the quantity is given, it decides.
mr_unit_reading mr_unit_read(const mr_units *units, const char *text, const char *mnemonic,
                             const char *quantity);

// NULL, "" and "-" are "no unit said": not known, not convertible. "as input" never reaches here.
bool mr_unit_known(const mr_units *units, const char *unit);
// The same unit, whatever the spelling (G/C3 = g/cm3, K/M3 = kg/m3, GAPI = gAPI, V/V = m3/m3).
bool mr_unit_equal(const mr_units *units, const char *a, const char *b);
// y = scale * x + offset takes `from` into `to`; false when unknown or inconvertible (then nothing
// is written).
bool mr_unit_convert(const mr_units *units, const char *from, const char *to, double *scale,
                     double *offset);
// Points and differences. degC, degF, K and gauge pressures measure a point on a scale; delta_degC,
// delta_degF and delta_K a difference (9/5 and no 32). A point never converts into a difference.
// Units composed of a temperature (degC/m, W/m/K, degC2) mean differences.
bool mr_unit_is_point(const mr_units *units, const char *unit);
// The unit of a difference or spread of values in `unit` (degC -> delta_degC, psig -> psi, g/cm3 ->
// g/cm3), of their variance (m -> m2, degC -> delta_degC2, g/cm3 -> (g/cm3)2), and of a difference
// per `other`, a gradient (degC per m -> degC/m). False when a unit is unknown.
bool mr_unit_difference(const mr_units *units, const char *unit, char out[64]);
bool mr_unit_square(const mr_units *units, const char *unit, char out[64]);
bool mr_unit_per(const mr_units *units, const char *unit, const char *other, char out[64]);
// The house spelling of a unit (g/cm3, gAPI, us/ft, ohm.m, v/v, m, ft, in, mV, degC, ...), or the
// text itself when there is none.
const char *mr_unit_canonical(const mr_units *units, const char *unit);
// Products and quotients for formulas: "g/cm3" * "m" -> text in `out`; false when either is
// unknown.
bool mr_unit_multiply(const mr_units *units, const char *a, const char *b, char out[64]);
bool mr_unit_divide(const mr_units *units, const char *a, const char *b, char out[64]);

// The units of the table by their house spellings.
size_t mr_unit_count(void);
const char *mr_unit_at(size_t i);

// The quantity of a mnemonic (any case, service suffixes as the table knows them), NULL when
// unknown. `unit` may be NULL and settles what the name leaves open (DEN in g/cm3 or a count).
const char *mr_quantity_of(const mr_units *units, const char *mnemonic, const char *unit);
// The rock on whose scale a neutron porosity of this name stands: "limestone", "sandstone",
// "dolomite"; NULL when the name does not say. Case does not matter.
const char *mr_neutron_matrix(const char *mnemonic);
// The same by all that a file says: the name first, then the description of the curve ("Neutron
// porosity, sandstone matrix"), then the header's parameter (MATR. SAND). Each may be NULL.
const char *mr_neutron_matrix_said(const char *mnemonic, const char *description,
                                   const char *parameter);
// Rank of a mnemonic within its quantity, 0 = the best known, large = unknown. For curve_match:
// quantity.
int mr_quantity_rank(const char *quantity, const char *mnemonic);
// Default project unit of a quantity (bulk_density -> g/cm3), NULL when the quantity has none or is
// unknown.
const char *mr_quantity_unit(const char *quantity);
const char *mr_quantity_title(const char *quantity); // "Bulk density"
// What may be done with values of a quantity: a number is added and averaged on a line, an angle on
// the circle, a class or a flag not at all. MR_NUMBER when it is unknown.
typedef enum mr_kind { MR_NUMBER, MR_ANGLE, MR_CLASS } mr_kind;
mr_kind mr_quantity_kind(const char *quantity);
size_t mr_quantity_count(void);
const char *mr_quantity_at(size_t i);
