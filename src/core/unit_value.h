// A unit as numbers: what converts, and what products are made of.
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum {
    MR_UNIT_BASES = 24, // dimensions: eight of UDUNITS and our additions
    MR_UNIT_KELVIN = 4, // among the bases
    MR_UNIT_MOST_POWER = 24,
};

// Value in base units = scale * (value + offset).
typedef struct mr_unit_value {
    bool known;
    bool none;         // the text says that there is no unit
    bool point;        // on a scale: no difference, and part of no composed unit
    const char *house; // NULL when the table has none
    double scale, offset;
    int8_t powers[MR_UNIT_BASES];
} mr_unit_value;

// The number of few digits within the relative rounding error is what was meant.
double mr_unit_tidy(double value, double error);
bool mr_unit_value_same_dimension(const mr_unit_value *a, const mr_unit_value *b);
bool mr_unit_value_same(const mr_unit_value *a, const mr_unit_value *b);
bool mr_unit_value_is_temperature(const mr_unit_value *u);
bool mr_unit_value_is_one(const mr_unit_value *u);
// Whether there is a line from one to the other.
bool mr_unit_value_converts(const mr_unit_value *a, const mr_unit_value *b);
// to = to * by^power, as differences. False when powers or scale leave their range.
bool mr_unit_value_multiply(mr_unit_value *to, const mr_unit_value *by, int power);
