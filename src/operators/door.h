// What the planner of conversions and the inference share of units in words. Private to operators.
#pragma once

#include "mudrock/door.h"

// What stands after `start`, NULL when the text starts otherwise.
const char *mr_words_after(const char *text, const char *start);
// "by PARAM: ..." resolved; other words as they are.
const char *mr_words_chosen(const mr_infer *in, const char *words);
// The column meant by "input", "first column" or the NAME of a port; NULL when it is not used.
const mr_field *mr_words_field(const mr_infer *in, const char *name);
// The unit that counts from nothing, the one of the dimension; the unit itself where it is that.
const char *mr_words_absolute(const mr_infer *in, const char *unit);
const char *mr_words_house(const mr_infer *in, const char *unit);
const char *mr_words_usual(const mr_infer *in, const char *unit); // the same, but degC
