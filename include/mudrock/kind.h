// What a column's values are, by its type and quantity: numbers on a line, angles that go round, or
// classes that have no values in between. And the columns that are keys, and the names of ids.
#pragma once

#include <stdbool.h>

#include "mudrock/schema.h"
#include "mudrock/units.h"

// A class is text, a truth, whatever has a class or a flag as its quantity, and whole numbers
// without unit and quantity. Lists and times count as numbers.
mr_kind mr_field_kind(const mr_field *field);
// Of an angle: a whole turn in its unit, 360 where none is said; 0 for anything else. `units` may
// be NULL.
double mr_field_turn(const mr_units *units, const mr_field *field);
// Why a field is a class, after "is": "text", "true or false", "a class (facies)", "whole numbers
// without unit and quantity".
const char *mr_class_reason(const mr_field *field, char room[80]);

// The column of the key (well_id; depth, or time where there is no depth) that `name` is, or
// differs from in case only; NULL when there is none.
const mr_field *mr_schema_key_like(const mr_schema *schema, const char *name);
bool mr_is_key_name(const char *name); // well_id, depth, time

// Whether a column of that name holds names, however they look: hole, hole_id, BHID, Well, UWI,
// API, Sample ID.
bool mr_is_id_name(const char *name);
