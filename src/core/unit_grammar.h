// What may stand in the text of a unit, as the industry writes it:
//
//     unit   = factors { "/" factors }          all behind a slash is below it: W/m.K = W/(m.K)
//     factors = factor { ("." | "*" | blank) factor }
//     factor = [number] (word | "(" unit ")") [exponent] ["(" number ")"]
//     exponent = ["^" | "**"] ["+" | "-"] digits
//
// A number before a unit belongs to it: lbf/100ft2 is lbf/(100 ft2), and so is POSC's lbf/ft2(100).
// What could be read in two ways (a/b.c/d, 1/32 in, a/10, a/b-1) is no unit.
#pragma once

#include "mudrock/text.h"
#include "unit_value.h"

typedef struct mr_unit_words {
    // The value of a word, or of all that stands in brackets; `below`: behind a slash. False: none.
    bool (*find)(const void *context, mr_str word, bool below, mr_unit_value *out);
    const void *context;
    bool capitals; // the text has no small letter
} mr_unit_words;

// `known` is false when the text is no unit. Of a composed unit there is no point and no house.
mr_unit_value mr_unit_parse(const char *text, const mr_unit_words *words);
